//! ANS states, eight at a time.
//!
//! Pushing, for each state and its symbol, as `scalar::states` does it:
//!
//! ```text
//! if x >> (64 - P) >= p { push the low word of x; x >>= 32 }    x = (x / p) * 2^P + l + x mod p
//! ```
//!
//! 1. The quotient is that of doubles, rounded down, which may be off by 1, and is corrected by its remainder. For
//!    then, `x / p < 2^(64 - P) <= 2^51`. Both conversions and the division are rounded to nearest (p is exact), so
//!    that the quotient before it is rounded down differs from `x / p` by a part of less than `2^-52 + 2^-106`, which
//!    is less than 1/2 + 2^-50. Rounding both numbers down makes that less than 3/2 + 2^-50; and two integers that
//!    differ by less than 2 differ by at most 1. Then, the remainder is from -p to 2p - 1, which is no overflow.
//! 2. The words of the states that are too large are compressed to the front; what is stored behind them is
//!    overwritten.
//!
//! Popping:
//!
//! ```text
//! x = (x >> P) * p + x mod 2^P - l
//! ```

use core::arch::x86_64::*;

use super::Avx512;
use crate::scalar;
use crate::states::LOWER_BOUND;

impl Avx512 {
    /// See [`push`](crate::states::push). There must be `N` states.
    pub(crate) fn push<const N: usize>(
        self,
        precision: u32,
        states: &mut [u64],
        intervals: &[[u32; 2]],
        words: &mut [u32],
    ) -> usize {
        let Ok(states) = states.try_into() else { return 0 };
        // SAFETY: `self` exists, so that `detect` found the features that the function needs.
        unsafe { push::<N>(precision, states, intervals, words) }
    }

    /// See [`pop`](crate::states::pop).
    pub(crate) fn pop(self, precision: u32, states: &mut [u64], intervals: &[[u32; 2]]) -> u64 {
        // SAFETY: `self` exists, so that `detect` found the features that the function needs.
        unsafe { pop(precision, states, intervals) }
    }
}

#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,bmi1,bmi2,lzcnt,popcnt")]
fn push<const N: usize>(precision: u32, states: &mut [u64; N], intervals: &[[u32; 2]], words: &mut [u32]) -> usize {
    const { assert!(N.is_multiple_of(8) && N <= 64) };
    let bits = _mm_cvtsi32_si128(precision as i32);
    let room = _mm_cvtsi32_si128(64 - precision as i32);
    let low_half = _mm512_set1_epi64(0xffff_ffff);
    let one = _mm512_set1_epi64(1);
    let last_first = _mm512_setr_epi64(7, 6, 5, 4, 3, 2, 1, 0);

    let mut x = [_mm512_setzero_si512(); 8];
    for (x, states) in x.iter_mut().zip(states.rchunks_exact(8)) {
        // SAFETY: `states` has 8 elements of 8 bytes.
        let states = unsafe { _mm512_loadu_si512(states.as_ptr().cast()) };
        *x = _mm512_permutexvar_epi64(last_first, states);
    }
    let mut pushed = 0;
    for round in intervals.chunks_exact(N) {
        let Some(room_for_words) = words.get_mut(pushed..pushed + N) else { break };
        let mut new = 0;
        for v in 0..N / 8 {
            let intervals = &round[8 * v..8 * v + 8];
            // SAFETY: `intervals` has 8 elements of 8 bytes.
            let interval = unsafe { _mm512_loadu_si512(intervals.as_ptr().cast()) };
            let (left, p) = (_mm512_and_si512(interval, low_half), _mm512_srli_epi64::<32>(interval));

            let too_large = _mm512_cmpge_epu64_mask(_mm512_srl_epi64(x[v], room), p);
            let chosen = _mm512_cvtepi64_epi32(_mm512_maskz_compress_epi64(too_large, x[v]));
            debug_assert!(new + 8 <= room_for_words.len());
            // SAFETY: 8 words behind the at most 8 that each of the v vectors before this one has pushed, and all N / 8
            // vectors together have room for N.
            unsafe { _mm256_storeu_si256(room_for_words.as_mut_ptr().add(new).cast(), chosen) };
            new += too_large.count_ones() as usize;

            let y = _mm512_mask_srli_epi64::<32>(x[v], too_large, x[v]);
            let quotient = _mm512_div_pd(_mm512_cvtepu64_pd(y), _mm512_cvtepu64_pd(p));
            let quotient = _mm512_cvttpd_epu64(quotient);
            let remainder = _mm512_sub_epi64(y, _mm512_mullo_epi64(quotient, p));
            let (is_less, is_more) = (_mm512_movepi64_mask(remainder), _mm512_cmpge_epi64_mask(remainder, p));
            let quotient = _mm512_mask_sub_epi64(quotient, is_less, quotient, one);
            let remainder = _mm512_mask_add_epi64(remainder, is_less, remainder, p);
            let quotient = _mm512_mask_add_epi64(quotient, is_more, quotient, one);
            let remainder = _mm512_mask_sub_epi64(remainder, is_more, remainder, p);
            x[v] = _mm512_add_epi64(_mm512_add_epi64(_mm512_sll_epi64(quotient, bits), left), remainder);
        }
        pushed += new;
    }
    for (x, states) in x.iter().zip(states.rchunks_exact_mut(8)) {
        let x = _mm512_permutexvar_epi64(last_first, *x);
        // SAFETY: `states` has 8 elements of 8 bytes.
        unsafe { _mm512_storeu_si512(states.as_mut_ptr().cast(), x) };
    }
    pushed
}

#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,bmi1,bmi2,lzcnt,popcnt")]
fn pop(precision: u32, states: &mut [u64], intervals: &[[u32; 2]]) -> u64 {
    let bits = _mm_cvtsi32_si128(precision as i32);
    let low_half = _mm512_set1_epi64(0xffff_ffff);
    let quantiles = _mm512_set1_epi64((1 << precision) - 1);
    let lower_bound = _mm512_set1_epi64(LOWER_BOUND as i64);
    let mut too_small = 0;
    let whole = states.len() - states.len() % 8;
    let (states, last_states) = states.split_at_mut(whole);
    let (intervals, last_intervals) = intervals.split_at(whole);
    for (v, (states, intervals)) in states.chunks_exact_mut(8).zip(intervals.chunks_exact(8)).enumerate() {
        // SAFETY: both have 8 elements of 8 bytes.
        let (x, interval) =
            unsafe { (_mm512_loadu_si512(states.as_ptr().cast()), _mm512_loadu_si512(intervals.as_ptr().cast())) };
        let (left, p) = (_mm512_and_si512(interval, low_half), _mm512_srli_epi64::<32>(interval));
        let offset = _mm512_sub_epi64(_mm512_and_si512(x, quantiles), left);
        let x = _mm512_add_epi64(_mm512_mullo_epi64(_mm512_srl_epi64(x, bits), p), offset);
        too_small |= u64::from(_mm512_cmplt_epu64_mask(x, lower_bound)) << (8 * v);
        // SAFETY: `states` has 8 elements of 8 bytes.
        unsafe { _mm512_storeu_si512(states.as_mut_ptr().cast(), x) };
    }
    if last_states.is_empty() {
        return too_small;
    }
    too_small | scalar::states::pop(precision, last_states, last_intervals) << whole
}
