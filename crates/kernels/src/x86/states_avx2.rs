//! ANS states, four at a time.
//!
//! The same as in `states_avx512`, with these differences:
//!
//! 1. Integers are converted to doubles and back by arithmetic next to powers of two. From 64 bits, the two halves are
//!    exact, and their sum is rounded once, to nearest; the quotient is rounded down before it is converted.
//! 2. A product of 64 and 32 bits is two of 32 bits.
//! 3. Words are compressed by a table of permutations.

use core::arch::x86_64::*;

use super::Avx2;
use crate::scalar;

impl Avx2 {
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

/// For each mask, the bytes of the chosen ones of four words.
static COMPRESS: [[u8; 16]; 16] = {
    let mut table = [[0x80; 16]; 16];
    let mut mask = 0;
    while mask < 16 {
        let (mut from, mut to) = (0, 0);
        while from < 4 {
            if mask >> from & 1 == 1 {
                let mut byte = 0;
                while byte < 4 {
                    table[mask][4 * to + byte] = (4 * from + byte) as u8;
                    byte += 1;
                }
                to += 1;
            }
            from += 1;
        }
        mask += 1;
    }
    table
};

/// The product with a number of 32 bits, modulo `2^64`.
#[inline]
#[target_feature(enable = "avx2,fma,bmi1,bmi2,lzcnt,popcnt")]
fn product(x: __m256i, p: __m256i) -> __m256i {
    let high = _mm256_mul_epu32(_mm256_srli_epi64::<32>(x), p);
    _mm256_add_epi64(_mm256_mul_epu32(x, p), _mm256_slli_epi64::<32>(high))
}

#[target_feature(enable = "avx2,fma,bmi1,bmi2,lzcnt,popcnt")]
fn push<const N: usize>(precision: u32, states: &mut [u64; N], intervals: &[[u32; 2]], words: &mut [u32]) -> usize {
    const { assert!(N.is_multiple_of(4) && N <= 64) };
    let bits = _mm_cvtsi32_si128(precision as i32);
    let room = _mm_cvtsi32_si128(64 - precision as i32);
    let low_half = _mm256_set1_epi64x(0xffff_ffff);
    let even_words = _mm256_setr_epi32(0, 2, 4, 6, 0, 2, 4, 6);
    // 2^52 and 2^84, next to which numbers are multiples of 1 and of 2^32.
    let (near_1, near_32) = (_mm256_set1_pd((1u64 << 52) as f64), _mm256_set1_pd((1u128 << 84) as f64));
    let both = _mm256_set1_pd((1u64 << 52) as f64 + (1u128 << 84) as f64);
    let (bits_1, bits_32) = (_mm256_castpd_si256(near_1), _mm256_castpd_si256(near_32));
    let small_to_double = |x: __m256i| _mm256_sub_pd(_mm256_castsi256_pd(_mm256_or_si256(x, bits_1)), near_1);

    let mut x = [_mm256_setzero_si256(); 16];
    for (x, states) in x.iter_mut().zip(states.rchunks_exact(4)) {
        // SAFETY: `states` has 4 elements of 8 bytes.
        let states = unsafe { _mm256_loadu_si256(states.as_ptr().cast()) };
        *x = _mm256_permute4x64_epi64::<0b00_01_10_11>(states);
    }
    let mut pushed = 0;
    for round in intervals.chunks_exact(N) {
        let Some(room_for_words) = words.get_mut(pushed..pushed + N) else { break };
        let mut new = 0;
        for v in 0..N / 4 {
            let intervals = &round[4 * v..4 * v + 4];
            // SAFETY: `intervals` has 4 elements of 8 bytes.
            let interval = unsafe { _mm256_loadu_si256(intervals.as_ptr().cast()) };
            let (left, p) = (_mm256_and_si256(interval, low_half), _mm256_srli_epi64::<32>(interval));

            // Both have less than 64 bits.
            let small_enough = _mm256_cmpgt_epi64(p, _mm256_srl_epi64(x[v], room));
            let too_large = !_mm256_movemask_pd(_mm256_castsi256_pd(small_enough)) & 0b1111;
            // SAFETY: an entry has 16 bytes.
            let permutation = unsafe { _mm_loadu_si128(COMPRESS[too_large as usize].as_ptr().cast()) };
            let low_words = _mm256_castsi256_si128(_mm256_permutevar8x32_epi32(x[v], even_words));
            debug_assert!(new + 4 <= room_for_words.len());
            // SAFETY: 4 words behind the at most 4 that each of the v vectors before this one has pushed, and all N / 4
            // vectors together have room for N.
            unsafe {
                let to = room_for_words.as_mut_ptr().add(new).cast();
                _mm_storeu_si128(to, _mm_shuffle_epi8(low_words, permutation));
            }
            new += too_large.count_ones() as usize;

            let y = _mm256_blendv_epi8(_mm256_srli_epi64::<32>(x[v]), x[v], small_enough);
            let high = _mm256_castsi256_pd(_mm256_or_si256(_mm256_srli_epi64::<32>(y), bits_32));
            let low = _mm256_castsi256_pd(_mm256_or_si256(_mm256_and_si256(y, low_half), bits_1));
            let dividend = _mm256_add_pd(_mm256_sub_pd(high, both), low);
            let quotient = _mm256_floor_pd(_mm256_div_pd(dividend, small_to_double(p)));
            let quotient = _mm256_xor_si256(_mm256_castpd_si256(_mm256_add_pd(quotient, near_1)), bits_1);
            let remainder = _mm256_sub_epi64(y, product(quotient, p));
            let is_less = _mm256_cmpgt_epi64(_mm256_setzero_si256(), remainder);
            let is_not_more = _mm256_cmpgt_epi64(p, remainder);
            // Truths are -1.
            let quotient = _mm256_add_epi64(quotient, is_less);
            let remainder = _mm256_add_epi64(remainder, _mm256_and_si256(is_less, p));
            let quotient = _mm256_add_epi64(quotient, _mm256_add_epi64(is_not_more, _mm256_set1_epi64x(1)));
            let remainder = _mm256_sub_epi64(remainder, _mm256_andnot_si256(is_not_more, p));
            x[v] = _mm256_add_epi64(_mm256_add_epi64(_mm256_sll_epi64(quotient, bits), left), remainder);
        }
        pushed += new;
    }
    for (x, states) in x.iter().zip(states.rchunks_exact_mut(4)) {
        let x = _mm256_permute4x64_epi64::<0b00_01_10_11>(*x);
        // SAFETY: `states` has 4 elements of 8 bytes.
        unsafe { _mm256_storeu_si256(states.as_mut_ptr().cast(), x) };
    }
    pushed
}

#[target_feature(enable = "avx2,fma,bmi1,bmi2,lzcnt,popcnt")]
fn pop(precision: u32, states: &mut [u64], intervals: &[[u32; 2]]) -> u64 {
    let bits = _mm_cvtsi32_si128(precision as i32);
    let low_half = _mm256_set1_epi64x(0xffff_ffff);
    let quantiles = _mm256_set1_epi64x((1 << precision) - 1);
    let mut too_small = 0;
    let whole = states.len() - states.len() % 4;
    let (states, last_states) = states.split_at_mut(whole);
    let (intervals, last_intervals) = intervals.split_at(whole);
    for (v, (states, intervals)) in states.chunks_exact_mut(4).zip(intervals.chunks_exact(4)).enumerate() {
        // SAFETY: both have 4 elements of 8 bytes.
        let (x, interval) =
            unsafe { (_mm256_loadu_si256(states.as_ptr().cast()), _mm256_loadu_si256(intervals.as_ptr().cast())) };
        let (left, p) = (_mm256_and_si256(interval, low_half), _mm256_srli_epi64::<32>(interval));
        let offset = _mm256_sub_epi64(_mm256_and_si256(x, quantiles), left);
        let x = _mm256_add_epi64(product(_mm256_srl_epi64(x, bits), p), offset);
        // Less than 2^32: no bits in the high half.
        let is_small = _mm256_cmpeq_epi64(_mm256_srli_epi64::<32>(x), _mm256_setzero_si256());
        too_small |= (_mm256_movemask_pd(_mm256_castsi256_pd(is_small)) as u64) << (4 * v);
        // SAFETY: `states` has 4 elements of 8 bytes.
        unsafe { _mm256_storeu_si256(states.as_mut_ptr().cast(), x) };
    }
    if last_states.is_empty() {
        return too_small;
    }
    too_small | scalar::states::pop(precision, last_states, last_intervals) << whole
}
