//! Transposes rounds of symbols to the parts of the states.

use core::arch::x86_64::*;

/// The number of rounds that are put where they belong at a time.
pub(super) const ROUNDS: usize = 16;

/// Rounds of which each has a symbol for each state.
pub(super) type Rounds<const N: usize> = [[u8; N]; ROUNDS];

/// Copies 16 rounds: a part of `segment` bytes for each state, from `first` on in each.
///
/// A message has too many parts at distances that are powers of two for a cache to hold them all; so that bytes are not
/// stored one by one.
#[inline(always)]
pub(super) fn scatter<const N: usize>(rounds: &Rounds<N>, symbols: &mut [u8], segment: usize, first: usize) {
    const { assert!(N.is_multiple_of(16)) };
    for group in 0..N / 16 {
        // Four times, the first half is interleaved with the second.
        // SAFETY: a round has N bytes, and group < N / 16: the 16 bytes from 16 * group on are in it.
        let mut x = rounds.each_ref().map(|round| unsafe { _mm_loadu_si128(round.as_ptr().add(16 * group).cast()) });
        for _ in 0..4 {
            let mut y = x;
            for i in 0..8 {
                // SAFETY: SSE2 is part of x86-64.
                [y[2 * i], y[2 * i + 1]] =
                    unsafe { [_mm_unpacklo_epi8(x[i], x[i + 8]), _mm_unpackhi_epi8(x[i], x[i + 8])] };
            }
            x = y;
        }
        for (lane, x) in x.iter().enumerate() {
            let to = &mut symbols[(16 * group + lane) * segment + first..][..ROUNDS];
            // SAFETY: `to` is a slice of `ROUNDS` = 16 bytes.
            unsafe { _mm_storeu_si128(to.as_mut_ptr().cast(), *x) };
        }
    }
}

/// Copies the first rounds, fewer than 16, as [`scatter`] does.
#[inline(always)]
pub(super) fn scatter_few<const N: usize>(rounds: &[[u8; N]], symbols: &mut [u8], segment: usize, first: usize) {
    for (i, round) in rounds.iter().enumerate() {
        for (lane, &symbol) in round.iter().enumerate() {
            symbols[lane * segment + first + i] = symbol;
        }
    }
}

/// The most rounds that are taken together to encode.
pub(super) const CHUNK: usize = 64;

/// For each state, the symbols of rounds, with the one before the first: in places that are near each other, and not at
/// distances that are powers of two.
pub(super) type Parts<const N: usize> = [[u8; CHUNK + 16]; N];

/// Copies the rounds `first` to `end - 1`, at most 64, with `first` above 0.
#[inline(always)]
pub(super) fn gather<const N: usize>(parts: &mut Parts<N>, symbols: &[u8], segment: usize, first: usize, end: usize) {
    for (lane, part) in parts.iter_mut().enumerate() {
        let from = &symbols[lane * segment..][first - 1..end];
        match <&[u8; CHUNK + 1]>::try_from(from) {
            // Of a known size, for which no function is called.
            Ok(from) => part[..=CHUNK].copy_from_slice(from),
            Err(_) => part[..from.len()].copy_from_slice(from),
        }
    }
}
