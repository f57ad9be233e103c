//! Interleaved rANS, 4 states at a time to encode and 8 to decode.
//!
//! The algorithms are those of `interleaved_avx512`, with these differences:
//!
//! 1. There is no conversion of 64-bit integers. With its low 52 bits filled by x, the double 2^52 is 2^52 + x.
//! 2. Words are expanded by a table of permutations, too.

use core::arch::x86_64::*;

use super::Avx2;
use super::permutations::{COMPRESS, EXPAND};
use crate::interleaved::{DecodeTable, EncodeTable, NARROW};

/// The order of four numbers, for a shuffle.
const LAST_FIRST: i32 = 0b00_01_10_11;

impl Avx2 {
    /// See `scalar::interleaved::encode_rounds`. The reciprocals must be doubles.
    pub(crate) fn encode_rounds<const N: usize>(
        self,
        table: &EncodeTable,
        states: &mut [u32],
        rounds: &[u8],
        payload: &mut [u8],
        written: usize,
    ) -> Option<usize> {
        let states = states.try_into().ok()?;
        // SAFETY: `self` exists, so that `detect` found the features that the function needs.
        unsafe { encode_rounds::<N>(table, states, rounds, payload, written) }
    }

    /// See `scalar::interleaved::decode_rounds`.
    pub(crate) fn decode_rounds<const N: usize>(
        self,
        table: &DecodeTable<'_>,
        states: &mut [u32],
        payload: &[u8],
        left: &mut usize,
        symbols: &mut [u8],
    ) -> usize {
        let Ok(states) = states.try_into() else { return 0 };
        let decode = if table.bits <= NARROW { decode_rounds::<N, false> } else { decode_rounds::<N, true> };
        // SAFETY: `self` exists, so that `detect` found the features that the function needs.
        unsafe { decode(table, states, payload, left, symbols) }
    }
}

#[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
fn encode_rounds<const N: usize>(
    table: &EncodeTable,
    states: &mut [u32; N],
    rounds: &[u8],
    payload: &mut [u8],
    mut written: usize,
) -> Option<usize> {
    const { assert!(N.is_multiple_of(8) && N <= 64) };
    let push = Push::new(table.bits, table.lower_bits);
    let mut x = load_backward(states);
    for round in rounds.rchunks_exact(N) {
        let room = payload.get_mut(written..written + 2 * N)?;
        let mut pushed = 0;
        for v in 0..N / 8 {
            let symbols = &round[N - 8 - 8 * v..N - 8 * v];
            let entry = |lane: usize| {
                let entry = &table.entries[usize::from(symbols[7 - lane])];
                // SAFETY: an entry has 16 bytes.
                unsafe { _mm_loadu_si128((&raw const *entry).cast()) }
            };
            // SAFETY: 16 bytes behind the at most 16 that each of the v groups before this one has pushed, and all N /
            // 8 groups together have room for 2 * N.
            pushed += unsafe { push.eight(&mut x[v], entry, room, pushed) };
        }
        written += pushed;
    }
    store_backward(&x, states);
    Some(written)
}

/// States as numbers of 64 bits, the last one first, in pairs of vectors.
#[inline]
#[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
pub(super) fn load_backward<const N: usize>(states: &[u32; N]) -> [[__m256i; 2]; 8] {
    let mut x = [[_mm256_setzero_si256(); 2]; 8];
    for (x, states) in x.as_flattened_mut().iter_mut().zip(states.rchunks_exact(4)) {
        // SAFETY: `states` has 4 elements of 4 bytes.
        let states = unsafe { _mm_loadu_si128(states.as_ptr().cast()) };
        *x = _mm256_cvtepu32_epi64(_mm_shuffle_epi32::<LAST_FIRST>(states));
    }
    x
}

/// The inverse of [`load_backward`].
#[inline]
#[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
pub(super) fn store_backward<const N: usize>(x: &[[__m256i; 2]; 8], states: &mut [u32; N]) {
    for (x, states) in x.as_flattened().iter().zip(states.rchunks_exact_mut(4)) {
        let x = _mm256_permutevar8x32_epi32(*x, _mm256_setr_epi32(6, 4, 2, 0, 6, 4, 2, 0));
        // SAFETY: `states` has 4 elements of 4 bytes.
        unsafe { _mm_storeu_si128(states.as_mut_ptr().cast(), _mm256_castsi256_si128(x)) };
    }
}

/// What encoding is the same for.
#[derive(Clone, Copy)]
pub(super) struct Push {
    /// 2^P.
    total: __m256i,
    /// How far to shift a state until it can be compared with f.
    room_for_freq: __m256i,
    low_half: __m256i,
    two_52: __m256d,
    /// Where the low words of either vector go.
    low_words: [__m256i; 2],
}

impl Push {
    #[inline]
    #[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
    pub(super) fn new(bits: u32, lower_bits: u32) -> Self {
        #[rustfmt::skip]
        let low_words = [
            _mm256_setr_epi8(0, 1, 8, 9, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
                             -1, -1, -1, -1, 0, 1, 8, 9, -1, -1, -1, -1, -1, -1, -1, -1),
            _mm256_setr_epi8(-1, -1, -1, -1, -1, -1, -1, -1, 0, 1, 8, 9, -1, -1, -1, -1,
                             -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 0, 1, 8, 9),
        ];
        Self {
            total: _mm256_set1_epi64x(1 << bits),
            room_for_freq: _mm256_set1_epi64x(16 + i64::from(lower_bits) - i64::from(bits)),
            low_half: _mm256_set1_epi64x(0xffff_ffff),
            two_52: _mm256_set1_pd(f64::from_bits(0x433 << 52)),
            low_words,
        }
    }

    /// Encodes a symbol on each of eight states, and returns how many bytes of words are in `room` behind those before.
    ///
    /// # Safety
    /// There must be room for 16 bytes.
    #[inline]
    #[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
    pub(super) unsafe fn eight(
        self,
        x: &mut [__m256i; 2],
        entry: impl Fn(usize) -> __m128i,
        room: &mut [u8],
        pushed: usize,
    ) -> usize {
        let (mut too_large, mut words) = (0, _mm256_setzero_si256());
        for (half, state) in x.iter_mut().enumerate() {
            let every_other = |lane: usize| {
                _mm256_inserti128_si256::<1>(_mm256_castsi128_si256(entry(4 * half + lane)), entry(4 * half + lane + 2))
            };
            let (even, odd) = (every_other(0), every_other(1));
            let reciprocal = _mm256_castsi256_pd(_mm256_unpacklo_epi64(even, odd));
            let prob_and_left = _mm256_unpackhi_epi64(even, odd);
            let freq = _mm256_srli_epi64::<32>(prob_and_left);
            let left = _mm256_and_si256(prob_and_left, self.low_half);

            let fits = _mm256_cmpgt_epi64(freq, _mm256_srlv_epi64(*state, self.room_for_freq));
            too_large |= (!_mm256_movemask_pd(_mm256_castsi256_pd(fits)) & 0xf) << (4 * half);
            words = _mm256_or_si256(words, _mm256_shuffle_epi8(*state, self.low_words[half]));

            let y = _mm256_blendv_epi8(_mm256_srli_epi64::<16>(*state), *state, fits);
            let as_double = _mm256_sub_pd(_mm256_or_pd(_mm256_castsi256_pd(y), self.two_52), self.two_52);
            let quotient = _mm256_floor_pd(_mm256_mul_pd(as_double, reciprocal));
            let quotient = _mm256_castpd_si256(_mm256_add_pd(quotient, self.two_52));
            let scaled = _mm256_mul_epu32(quotient, _mm256_sub_epi64(self.total, freq));
            *state = _mm256_add_epi64(_mm256_add_epi64(y, left), scaled);
        }
        let words = _mm_or_si128(_mm256_castsi256_si128(words), _mm256_extracti128_si256::<1>(words));
        // SAFETY: an entry has 16 bytes.
        let permutation = unsafe { _mm_loadu_si128(COMPRESS[too_large as u8 as usize].as_ptr().cast()) };
        let words = _mm_shuffle_epi8(words, permutation);
        debug_assert!(pushed + 16 <= room.len());
        // SAFETY: the caller knows that there is room.
        unsafe { _mm_storeu_si128(room.as_mut_ptr().add(pushed).cast(), words) };
        2 * too_large.count_ones() as usize
    }
}

#[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
fn decode_rounds<const N: usize, const WIDE: bool>(
    table: &DecodeTable<'_>,
    states: &mut [u32; N],
    payload: &[u8],
    left: &mut usize,
    symbols: &mut [u8],
) -> usize {
    const { assert!(N.is_multiple_of(8) && N <= 64) };
    assert!(*left <= payload.len());
    assert!(table.entries.len() == 1 << table.bits && (!WIDE || table.symbols.len() == table.entries.len() + 3));
    let last_quantile = _mm256_set1_epi32((1 << table.bits) - 1);
    let bits = _mm256_set1_epi32(table.bits as i32);
    #[rustfmt::skip]
    let low_bytes = _mm256_setr_epi8(0, 4, 8, 12, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
                                     -1, -1, -1, -1, 0, 4, 8, 12, -1, -1, -1, -1, -1, -1, -1, -1);
    let largest = _mm256_set1_epi32((1 << table.lower_bits) - 1);

    let mut x = [_mm256_setzero_si256(); 8];
    for (x, states) in x.iter_mut().zip(states.chunks_exact(8)) {
        // SAFETY: `states` has 8 elements of 4 bytes.
        *x = unsafe { _mm256_loadu_si256(states.as_ptr().cast()) };
    }
    let mut rest = *left;
    let mut done = 0;
    for round in symbols.chunks_exact_mut(N) {
        if rest < 2 * N {
            break;
        }
        let mut too_small = [0u8; 8];
        for v in 0..N / 8 {
            let quantile = _mm256_and_si256(x[v], last_quantile);
            // SAFETY: a quantile is less than 2^bits, which is the number of entries.
            let entry = unsafe { _mm256_i32gather_epi32::<4>(table.entries.as_ptr().cast(), quantile) };
            let (symbol, offset, freq) = if WIDE {
                // SAFETY: a quantile is less than 2^bits, and there are 3 more bytes for the last one to be loaded as
                // 4.
                let symbol = unsafe { _mm256_i32gather_epi32::<1>(table.symbols.as_ptr().cast(), quantile) };
                (symbol, _mm256_and_si256(entry, _mm256_set1_epi32(0xffff)), _mm256_srli_epi32::<16>(entry))
            } else {
                let offset = _mm256_and_si256(_mm256_srli_epi32::<8>(entry), _mm256_set1_epi32(0xfff));
                (entry, offset, _mm256_srli_epi32::<20>(entry))
            };
            let symbol = _mm256_shuffle_epi8(symbol, low_bytes);
            let symbol = _mm_or_si128(_mm256_castsi256_si128(symbol), _mm256_extracti128_si256::<1>(symbol));
            // SAFETY: the v-th 8 bytes of N.
            unsafe { _mm_storel_epi64(round.as_mut_ptr().add(8 * v).cast(), symbol) };
            x[v] = _mm256_add_epi32(_mm256_mullo_epi32(_mm256_srlv_epi32(x[v], bits), freq), offset);
            too_small[v] = _mm256_movemask_ps(_mm256_castsi256_ps(is_too_small(x[v], largest))) as u8;
        }
        for v in 0..N / 8 {
            // SAFETY: the 16 bytes before `rest`, which was 2 * N and has lost at most 16 for each vector before this
            // one.
            let words = unsafe { _mm_loadu_si128(payload.as_ptr().add(rest - 16).cast()) };
            x[v] = refill(x[v], too_small[v], largest, words);
            rest -= 2 * too_small[v].count_ones() as usize;
        }
        done += N;
    }
    for (x, states) in x.iter().zip(states.chunks_exact_mut(8)) {
        // SAFETY: `states` has 8 elements of 4 bytes.
        unsafe { _mm256_storeu_si256(states.as_mut_ptr().cast(), *x) };
    }
    *left = rest;
    done
}

/// All bits of the states that are not above the largest one that is too small.
#[inline]
#[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
pub(super) fn is_too_small(x: __m256i, largest: __m256i) -> __m256i {
    _mm256_cmpeq_epi32(_mm256_min_epu32(x, largest), x)
}

/// Moves words into the states that are too small, from the last word on.
#[inline]
#[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
pub(super) fn refill(x: __m256i, too_small: u8, largest: __m256i, words: __m128i) -> __m256i {
    let last_first = _mm_setr_epi8(14, 15, 12, 13, 10, 11, 8, 9, 6, 7, 4, 5, 2, 3, 0, 1);
    let words = _mm256_cvtepu16_epi32(_mm_shuffle_epi8(words, last_first));
    // SAFETY: an entry has 8 bytes.
    let permutation = unsafe { _mm_loadl_epi64(EXPAND[usize::from(too_small)].as_ptr().cast()) };
    let words = _mm256_permutevar8x32_epi32(words, _mm256_cvtepu8_epi32(permutation));
    let refilled = _mm256_or_si256(_mm256_slli_epi32::<16>(x), words);
    _mm256_blendv_epi8(x, refilled, is_too_small(x, largest))
}
