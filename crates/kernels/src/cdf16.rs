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
    return x86_64::below(ends, quantile).trailing_ones();
    #[cfg(all(target_arch = "aarch64", target_feature = "neon"))]
    return neon::count_below(ends, quantile);
    #[allow(unreachable_code, reason = "two targets have returned")]
    ends.iter().zip(0..).map(|(&end, i)| u32::from(u32::from(end) + i < quantile)).sum()
}

/// Lane i of the 16 numbers from place `16 - s` on is all ones if `i >= s`, and 0 if not.
const MASKS: [u16; 32] = {
    let mut masks = [0; 32];
    let mut i = 16;
    while i < 32 {
        masks[i] = u16::MAX;
        i += 1;
    }
    masks
};

/// Moves the ends before a symbol towards 0, and the other ones towards `total`, by `2^-rate` of the distance.
///
/// The distances are rounded down. No end may be more than `total`, which is less than `2^15`; of the symbol and of the
/// rate, the four lowest bits count.
#[inline]
pub fn step(ends: &mut [u16; 16], total: u16, symbol: u8, rate: u16) {
    let Some(masks) = MASKS[16 - usize::from(symbol & 15)..].first_chunk::<16>() else { return };
    #[cfg(target_arch = "x86_64")]
    return x86_64::step(ends, total, masks, rate & 15);
    #[allow(unreachable_code, reason = "a target has returned")]
    for (end, &up) in ends.iter_mut().zip(masks) {
        // The distance to `total` where the end goes up, and to 0 where it goes down.
        let distance = (*end ^ up).wrapping_add(up & (total + 1));
        let change = distance >> (rate & 15);
        // Adds the change where the end goes up, and subtracts it where it goes down.
        *end = end.wrapping_sub((change ^ up).wrapping_sub(up));
    }
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

    #[inline]
    pub(super) fn step(ends: &mut [u16; 16], total: u16, masks: &[u16; 16], rate: u16) {
        // SAFETY: SSE2 is part of x86-64. All loads and stores are of 8 of 16 numbers, and need no alignment.
        unsafe {
            let rate = _mm_cvtsi32_si128(i32::from(rate));
            let above = _mm_set1_epi16((total + 1) as i16);
            for half in 0..2 {
                let end = _mm_loadu_si128(ends.as_ptr().cast::<__m128i>().add(half));
                let up = _mm_loadu_si128(masks.as_ptr().cast::<__m128i>().add(half));
                let distance = _mm_add_epi16(_mm_xor_si128(end, up), _mm_and_si128(up, above));
                let change = _mm_srl_epi16(distance, rate);
                let end = _mm_sub_epi16(end, _mm_sub_epi16(_mm_xor_si128(change, up), up));
                _mm_storeu_si128(ends.as_mut_ptr().cast::<__m128i>().add(half), end);
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
