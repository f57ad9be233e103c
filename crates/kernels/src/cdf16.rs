//! Sixteen cumulative probabilities that change with each symbol.
//!
//! Vectors of 128 bits are enough, which every processor of the 64-bit architectures has: nothing is found out at run
//! time. Elsewhere there is a plain loop.

/// The number of i for which `ends[i] + i` is less than a quantile; the sums must ascend, and be less than `2^15`.
///
/// These i are then the lowest ones. A quantile of `2^15` or more is more than all of the sums.
#[inline]
#[must_use]
pub fn count_below(ends: &[u16; 16], quantile: u32) -> u32 {
    let quantile = quantile.min(1 << 15);
    #[cfg(target_arch = "x86_64")]
    // The bit above stops the search, and tells the compiler that there is one.
    return (!x86_64::below(ends, quantile) | 1 << 16).trailing_zeros();
    #[cfg(all(target_arch = "aarch64", target_feature = "neon"))]
    return neon::count_below(ends, quantile);
    #[allow(unreachable_code, reason = "two targets have returned")]
    ends.iter().zip(0..).map(|(&end, i)| u32::from(u32::from(end) + i < quantile)).sum()
}

/// Lane i of the 16 numbers from place `16 - s` on is all ones if `i >= s`, and 0 if not.
const MASKS: [u16; 32] = window(0, u16::MAX);

/// 16 times the first number, and then 16 times the second one.
const fn window(below: u16, above: u16) -> [u16; 32] {
    let mut window = [below; 32];
    let mut i = 16;
    while i < 32 {
        window[i] = above;
        i += 1;
    }
    window
}

/// Moves the ends before a symbol towards 0, and the other ones towards `total`, by `2^-rate` of the distance.
///
/// The distances are rounded down. No end may be more than `total`, which is less than `2^15`; of the symbol and of the
/// rate, the four lowest bits count.
///
/// With an arithmetic shift, all ends have the same formula, `end += (target - end) >> rate`: the target is `total` above, and
/// `2^rate - 1` below, since `(2^rate - 1 - end) >> rate` is `-(end >> rate)`.
#[inline]
pub fn step(ends: &mut [u16; 16], total: u16, symbol: u8, rate: u16) {
    let Some(masks) = MASKS[16 - usize::from(symbol & 15)..].first_chunk::<16>() else { return };
    let rate = rate & 15;
    let below = (1u16 << rate) - 1;
    #[cfg(target_arch = "x86_64")]
    return x86_64::step(ends, below, total.wrapping_sub(below), masks, rate);
    #[allow(unreachable_code, reason = "a target has returned")]
    for (end, &mask) in ends.iter_mut().zip(masks) {
        *end = moved(*end, below.wrapping_add(mask & total.wrapping_sub(below)), rate);
    }
}

/// The targets of [`step`] for the sum `2^15 - 16` and the rates 5, 6 and 7; the last one is there twice.
static NIBBLE_TARGETS: [[u16; 32]; 4] = {
    let total = (1 << 15) - 16;
    [window(31, total), window(63, total), window(127, total), window(127, total)]
};

/// [`step`] for 16 symbols, whose sum is `2^15 - 16`, with the rate `5 + slowness`. Only 0 to 2 may be the slowness.
#[inline]
pub fn step_nibble(ends: &mut [u16; 16], symbol: u8, slowness: u16) {
    let window = &NIBBLE_TARGETS[usize::from(slowness & 3)];
    let Some(targets) = window[16 - usize::from(symbol & 15)..].first_chunk::<16>() else { return };
    let rate = 5 + (slowness & 3);
    #[cfg(target_arch = "x86_64")]
    return x86_64::step_to(ends, targets, rate);
    #[allow(unreachable_code, reason = "a target has returned")]
    for (end, &target) in ends.iter_mut().zip(targets) {
        *end = moved(*end, target, rate);
    }
}

/// An end that has moved towards its target.
#[inline]
fn moved(end: u16, target: u16, rate: u16) -> u16 {
    end.wrapping_add(((target.wrapping_sub(end) as i16) >> rate) as u16)
}

#[cfg(target_arch = "x86_64")]
mod x86_64 {
    use core::arch::x86_64::*;

    /// Bit i says whether `ends[i] + i` is less than the quantile, which is at most `2^15`.
    #[inline]
    pub(super) fn below(ends: &[u16; 16], quantile: u32) -> u32 {
        let pointer = ends.as_ptr().cast::<__m128i>();
        // SAFETY: SSE2 is part of x86-64. Both loads are of 8 of the 16 numbers, and need no alignment.
        unsafe {
            // The comparison is signed. With 1 subtracted on both sides, `2^15` fits, and the sums stay in order; the
            // first one may become -1, which is less than all quantiles but 0.
            let quantile = _mm_set1_epi16((quantile as i32 - 1) as i16);
            let low = _mm_add_epi16(_mm_loadu_si128(pointer), _mm_setr_epi16(-1, 0, 1, 2, 3, 4, 5, 6));
            let high = _mm_add_epi16(_mm_loadu_si128(pointer.add(1)), _mm_setr_epi16(7, 8, 9, 10, 11, 12, 13, 14));
            let low = _mm_cmpgt_epi16(quantile, low);
            let high = _mm_cmpgt_epi16(quantile, high);
            _mm_movemask_epi8(_mm_packs_epi16(low, high)) as u32
        }
    }

    /// The targets are `below + (mask & distance)`.
    #[inline]
    pub(super) fn step(ends: &mut [u16; 16], below: u16, distance: u16, masks: &[u16; 16], rate: u16) {
        // SAFETY: SSE2 is part of x86-64. All loads and stores are of 8 of 16 numbers, and need no alignment.
        unsafe {
            let rate = _mm_cvtsi32_si128(i32::from(rate));
            let (below, distance) = (_mm_set1_epi16(below as i16), _mm_set1_epi16(distance as i16));
            for half in 0..2 {
                let end = _mm_loadu_si128(ends.as_ptr().cast::<__m128i>().add(half));
                let mask = _mm_loadu_si128(masks.as_ptr().cast::<__m128i>().add(half));
                let target = _mm_add_epi16(below, _mm_and_si128(mask, distance));
                let change = _mm_sra_epi16(_mm_sub_epi16(target, end), rate);
                _mm_storeu_si128(ends.as_mut_ptr().cast::<__m128i>().add(half), _mm_add_epi16(end, change));
            }
        }
    }

    #[inline]
    pub(super) fn step_to(ends: &mut [u16; 16], targets: &[u16; 16], rate: u16) {
        // SAFETY: SSE2 is part of x86-64. All loads and stores are of 8 of 16 numbers, and need no alignment.
        unsafe {
            let rate = _mm_cvtsi32_si128(i32::from(rate));
            for half in 0..2 {
                let end = _mm_loadu_si128(ends.as_ptr().cast::<__m128i>().add(half));
                let target = _mm_loadu_si128(targets.as_ptr().cast::<__m128i>().add(half));
                let change = _mm_sra_epi16(_mm_sub_epi16(target, end), rate);
                _mm_storeu_si128(ends.as_mut_ptr().cast::<__m128i>().add(half), _mm_add_epi16(end, change));
            }
        }
    }
}

#[cfg(all(target_arch = "aarch64", target_feature = "neon"))]
mod neon {
    use core::arch::aarch64::*;

    const PLACES: [u16; 16] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];

    #[inline]
    pub(super) fn count_below(ends: &[u16; 16], quantile: u32) -> u32 {
        // SAFETY: this is compiled only where all processors have NEON. All loads are of 8 of 16 numbers.
        unsafe {
            let quantile = vdupq_n_u16(quantile as u16);
            let half = |start: usize| {
                let sums = vaddq_u16(vld1q_u16(ends.as_ptr().add(start)), vld1q_u16(PLACES.as_ptr().add(start)));
                // All ones, which is -1, where the sum is less.
                vcltq_u16(sums, quantile)
            };
            u32::from(vaddvq_u16(vaddq_u16(half(0), half(8))).wrapping_neg())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_those_of_the_formula() {
        let total = (1u16 << 15) - 11;
        for (symbol, rate) in (0..16).flat_map(|symbol| [4, 5, 6, 7, 15].map(|rate| (symbol, rate))) {
            for first in [0, 1, 500, 32_000] {
                let mut ends = core::array::from_fn(|i| (first + 47 * i as u16).min(total));
                let expected = core::array::from_fn(|i| {
                    let end = ends[i];
                    if i < symbol { end - (end >> rate) } else { end + ((total - end) >> rate) }
                });
                step(&mut ends, total, symbol as u8, rate);
                assert_eq!(ends, expected, "{symbol} {rate}");
            }
        }
    }

    #[test]
    fn steps_of_nibbles_are_steps() {
        let total = (1u16 << 15) - 16;
        for (symbol, slowness) in (0..16).flat_map(|symbol| (0..3).map(move |slowness| (symbol, slowness))) {
            for first in [0, 1, 100, 5_000, total] {
                let mut ends: [u16; 16] = core::array::from_fn(|i| (first + 2047 * i as u16).min(total));
                let mut expected = ends;
                for _ in 0..40 {
                    step(&mut expected, total, symbol, 5 + slowness);
                    step_nibble(&mut ends, symbol, slowness);
                    assert_eq!(ends, expected, "{symbol} {slowness}");
                }
            }
        }
    }

    #[test]
    fn counts_all_places_and_the_largest_sums() {
        let last = (1u16 << 15) - 16;
        for split in 0..=16usize {
            let ends = core::array::from_fn(|i| if i < split { i as u16 * 3 } else { last });
            for quantile in (0..70).chain(32_700..32_800).chain([u32::MAX]) {
                let expected = (0..16).filter(|&i| u32::from(ends[i]) + (i as u32) < quantile).count();
                assert_eq!(count_below(&ends, quantile), expected as u32, "{split} {quantile}");
            }
        }
    }
}
