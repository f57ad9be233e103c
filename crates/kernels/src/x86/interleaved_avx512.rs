//! Interleaved rANS, 8 states at a time to encode and 16 to decode.
//!
//! Encoding, for each state and its symbol, as `scalar::interleaved` does it:
//!
//! ```text
//! if x >> (32 - P) >= f { push the low word of x; x >>= 16 }    x = x + c + x / f * (2^P - f)
//! ```
//!
//! 1. States are 64 bits wide, so that they convert to doubles: x / f is the truncated product with a reciprocal.
//! 2. An entry of the table has all that a symbol needs in 16 bytes. To load eight of them and transpose them is faster
//!    than to gather their halves.
//! 3. The words of the states that are too large are compressed to the front by a table of permutations; what is
//!    stored behind them is overwritten.
//!
//! Decoding:
//!
//! ```text
//! q = x mod 2^P    x = f * (x >> P) + q - c    if x < L { x = x << 16 | pop a word }
//! ```
//!
//! 1. All vectors of a round look up first, because that does not depend on how many words the others take.
//! 2. As many words as may be needed are loaded, and expanded to the states that are too small.
//! 3. Entries are loaded one by one, by indices that went through memory.

use core::arch::x86_64::*;

use super::Avx512;
use super::permutations::COMPRESS;
use crate::interleaved::{DecodeTable, EncodeTable, NARROW};

impl Avx512 {
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

#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,bmi1,bmi2,lzcnt,popcnt")]
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
            // SAFETY: 16 bytes behind the at most 16 that each of the v vectors before this one has pushed, and all N /
            // 8 vectors together have room for 2 * N.
            pushed += unsafe { push.eight(&mut x[v], entry, room, pushed) };
        }
        written += pushed;
    }
    store_backward(&x, states);
    Some(written)
}

/// States as numbers of 64 bits, the last one first.
#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,bmi1,bmi2,lzcnt,popcnt")]
pub(super) fn load_backward<const N: usize>(states: &[u32; N]) -> [__m512i; 8] {
    let last_first = _mm256_setr_epi32(7, 6, 5, 4, 3, 2, 1, 0);
    let mut x = [_mm512_setzero_si512(); 8];
    for (x, states) in x.iter_mut().zip(states.rchunks_exact(8)) {
        // SAFETY: `states` has 8 elements of 4 bytes.
        let states = unsafe { _mm256_loadu_si256(states.as_ptr().cast()) };
        *x = _mm512_cvtepu32_epi64(_mm256_permutevar8x32_epi32(states, last_first));
    }
    x
}

/// The inverse of [`load_backward`].
#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,bmi1,bmi2,lzcnt,popcnt")]
pub(super) fn store_backward<const N: usize>(x: &[__m512i; 8], states: &mut [u32; N]) {
    let last_first = _mm256_setr_epi32(7, 6, 5, 4, 3, 2, 1, 0);
    for (x, states) in x.iter().zip(states.rchunks_exact_mut(8)) {
        let x = _mm256_permutevar8x32_epi32(_mm512_cvtepi64_epi32(*x), last_first);
        // SAFETY: `states` has 8 elements of 4 bytes.
        unsafe { _mm256_storeu_si256(states.as_mut_ptr().cast(), x) };
    }
}

/// What encoding is the same for.
#[derive(Clone, Copy)]
pub(super) struct Push {
    /// 2^P.
    total: __m512i,
    /// How far to shift a state until it can be compared with f.
    room_for_freq: __m512i,
    low_half: __m512i,
}

impl Push {
    #[inline]
    #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,bmi1,bmi2,lzcnt,popcnt")]
    pub(super) fn new(bits: u32, lower_bits: u32) -> Self {
        Self {
            total: _mm512_set1_epi64(1 << bits),
            room_for_freq: _mm512_set1_epi64(16 + i64::from(lower_bits) - i64::from(bits)),
            low_half: _mm512_set1_epi64(0xffff_ffff),
        }
    }

    /// Encodes a symbol on each of eight states, and returns how many bytes of words are in `room` behind those before.
    ///
    /// # Safety
    /// There must be room for 16 bytes.
    #[inline]
    #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,bmi1,bmi2,lzcnt,popcnt")]
    pub(super) unsafe fn eight(
        self,
        x: &mut __m512i,
        entry: impl Fn(usize) -> __m128i,
        room: &mut [u8],
        pushed: usize,
    ) -> usize {
        let every_other = |lane: usize| {
            let low = _mm256_inserti128_si256::<1>(_mm256_castsi128_si256(entry(lane)), entry(lane + 2));
            let high = _mm256_inserti128_si256::<1>(_mm256_castsi128_si256(entry(lane + 4)), entry(lane + 6));
            _mm512_inserti64x4::<1>(_mm512_castsi256_si512(low), high)
        };
        let (even, odd) = (every_other(0), every_other(1));
        let reciprocal = _mm512_castsi512_pd(_mm512_unpacklo_epi64(even, odd));
        let prob_and_left = _mm512_unpackhi_epi64(even, odd);
        let freq = _mm512_srli_epi64::<32>(prob_and_left);
        let left = _mm512_and_si512(prob_and_left, self.low_half);

        let too_large = _mm512_cmpge_epu64_mask(_mm512_srlv_epi64(*x, self.room_for_freq), freq);
        // SAFETY: an entry has 16 bytes.
        let permutation = unsafe { _mm_loadu_si128(COMPRESS[usize::from(too_large)].as_ptr().cast()) };
        let words = _mm_shuffle_epi8(_mm512_cvtepi64_epi16(*x), permutation);
        debug_assert!(pushed + 16 <= room.len());
        // SAFETY: the caller knows that there is room.
        unsafe { _mm_storeu_si128(room.as_mut_ptr().add(pushed).cast(), words) };

        let y = _mm512_mask_srli_epi64::<16>(*x, too_large, *x);
        let quotient = _mm512_cvttpd_epu64(_mm512_mul_pd(_mm512_cvtepu64_pd(y), reciprocal));
        let scaled = _mm512_mul_epu32(quotient, _mm512_sub_epi64(self.total, freq));
        *x = _mm512_add_epi64(_mm512_add_epi64(y, left), scaled);
        2 * too_large.count_ones() as usize
    }
}

#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,bmi1,bmi2,lzcnt,popcnt")]
fn decode_rounds<const N: usize, const WIDE: bool>(
    table: &DecodeTable<'_>,
    states: &mut [u32; N],
    payload: &[u8],
    left: &mut usize,
    symbols: &mut [u8],
) -> usize {
    const { assert!(N.is_multiple_of(16) && N <= 64) };
    assert!(*left <= payload.len());
    assert!(table.entries.len() == 1 << table.bits && (!WIDE || table.symbols.len() == table.entries.len() + 3));
    let last_quantile = _mm512_set1_epi32((1 << table.bits) - 1);
    let bits = _mm512_set1_epi32(table.bits as i32);
    let lower_bound = _mm512_set1_epi32(1 << table.lower_bits);
    let mut x = [_mm512_setzero_si512(); 4];
    for (x, states) in x.iter_mut().zip(states.chunks_exact(16)) {
        // SAFETY: `states` has 16 elements of 4 bytes.
        *x = unsafe { _mm512_loadu_si512(states.as_ptr().cast()) };
    }
    let mut rest = *left;
    let mut done = 0;
    for round in symbols.chunks_exact_mut(N) {
        if rest < 2 * N {
            break;
        }
        let mut too_small = [0; 4];
        for v in 0..N / 16 {
            let quantile = _mm512_and_si512(x[v], last_quantile);
            // SAFETY: a quantile is less than 2^bits, which is the number of entries.
            let entry = unsafe { look_up(table.entries, quantile) };
            let (symbol, offset, freq) = if WIDE {
                // SAFETY: a quantile is less than 2^bits, and there are 3 more bytes for the last one to be loaded as
                // 4.
                let symbol = unsafe { _mm512_i32gather_epi32::<1>(quantile, table.symbols.as_ptr().cast()) };
                (symbol, _mm512_and_si512(entry, _mm512_set1_epi32(0xffff)), _mm512_srli_epi32::<16>(entry))
            } else {
                let offset = _mm512_and_si512(_mm512_srli_epi32::<8>(entry), _mm512_set1_epi32(0xfff));
                (entry, offset, _mm512_srli_epi32::<20>(entry))
            };
            // SAFETY: the v-th 16 bytes of N.
            unsafe { _mm_storeu_si128(round.as_mut_ptr().add(16 * v).cast(), _mm512_cvtepi32_epi8(symbol)) };
            x[v] = _mm512_add_epi32(_mm512_mullo_epi32(_mm512_srlv_epi32(x[v], bits), freq), offset);
            too_small[v] = _mm512_cmplt_epu32_mask(x[v], lower_bound);
        }
        for v in 0..N / 16 {
            // SAFETY: the 32 bytes before `rest`, which was 2 * N and has lost at most 32 for each vector before this
            // one.
            let words = unsafe { _mm256_loadu_si256(payload.as_ptr().add(rest - 32).cast()) };
            x[v] = refill(x[v], too_small[v], words);
            rest -= 2 * too_small[v].count_ones() as usize;
        }
        done += N;
    }
    for (x, states) in x.iter().zip(states.chunks_exact_mut(16)) {
        // SAFETY: `states` has 16 elements of 4 bytes.
        unsafe { _mm512_storeu_si512(states.as_mut_ptr().cast(), *x) };
    }
    *left = rest;
    done
}

/// Moves words into the states that are too small, from the last word on.
#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,bmi1,bmi2,lzcnt,popcnt")]
pub(super) fn refill(x: __m512i, too_small: u16, words: __m256i) -> __m512i {
    let last_first = _mm256_setr_epi16(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
    let words = _mm512_cvtepu16_epi32(_mm256_permutexvar_epi16(last_first, words));
    let words = _mm512_maskz_expand_epi32(too_small, words);
    _mm512_or_si512(_mm512_mask_slli_epi32::<16>(x, too_small, x), words)
}

/// Loads the entries one by one: on Zen 4 a tenth faster than to gather them, and with wide tables a third.
///
/// # Safety
/// Each index must be less than the number of entries.
#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,bmi1,bmi2,lzcnt,popcnt")]
unsafe fn look_up(entries: &[u32], indices: __m512i) -> __m512i {
    let mut pairs = [0u64; 8];
    // SAFETY: 8 elements of 8 bytes.
    unsafe { _mm512_storeu_si512(pairs.as_mut_ptr().cast(), indices) };
    let pair = |i: usize| {
        // Volatile, or else the compiler takes the vector apart, which takes longer.
        // SAFETY: `pairs` is an array, whose element is initialised.
        let pair = unsafe { (&raw const pairs[i]).read_volatile() };
        // SAFETY: both are indices, of which the caller knows that they are in range.
        unsafe {
            let low = *entries.get_unchecked(pair as u32 as usize);
            (low as i32, *entries.get_unchecked((pair >> 32) as usize) as i32)
        }
    };
    let four = |i: usize| {
        let ((a, b), (c, d)) = (pair(i), pair(i + 1));
        let two = _mm_insert_epi32::<1>(_mm_cvtsi32_si128(a), b);
        _mm_insert_epi32::<3>(_mm_insert_epi32::<2>(two, c), d)
    };
    let eight = |i: usize| _mm256_inserti128_si256::<1>(_mm256_castsi128_si256(four(i)), four(i + 2));
    _mm512_inserti64x4::<1>(_mm512_castsi256_si512(eight(0)), eight(4))
}
