//! Rounds of rANS with the byte before as context, 8 states at a time.
//!
//! The algorithms are those of `order1_avx512`, with the differences that `interleaved_avx2` has.

use core::arch::x86_64::*;

use super::Avx2;
use super::interleaved_avx2::{Push, is_too_small, load_backward, refill, store_backward};
use super::transpose::{self, CHUNK, ROUNDS};
use crate::order1::{Order1DecodeTable, Order1EncodeTable};

impl Avx2 {
    /// Encodes all rounds but the first; see `scalar::order1::encode_rounds`. The reciprocals must be doubles.
    pub(crate) fn encode_order1<const N: usize>(
        self,
        table: &Order1EncodeTable<'_>,
        states: &mut [u32],
        symbols: &[u8],
        words: &mut [u8],
        written: usize,
    ) -> Option<usize> {
        let states = states.try_into().ok()?;
        // SAFETY: `self` exists, so that `detect` found the features that the function needs.
        unsafe { encode_rounds::<N>(table, states, symbols, words, written) }
    }

    /// Decodes rounds as long as there are certainly enough words, and returns how many; see
    /// `scalar::order1::decode_from`.
    pub(crate) fn decode_order1<const N: usize>(
        self,
        table: &Order1DecodeTable<'_>,
        states: &mut [u32],
        words: &[u8],
        left: &mut usize,
        symbols: &mut [u8],
    ) -> usize {
        let Ok(states) = states.try_into() else { return 0 };
        // SAFETY: `self` exists, so that `detect` found the features that the function needs.
        unsafe { decode_rounds::<N>(table, states, words, left, symbols) }
    }
}

#[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
fn encode_rounds<const N: usize>(
    table: &Order1EncodeTable<'_>,
    states: &mut [u32; N],
    symbols: &[u8],
    words: &mut [u8],
    mut written: usize,
) -> Option<usize> {
    const { assert!(N.is_multiple_of(8) && N <= 64) };
    let push = Push::new(table.bits, table.lower_bits);
    let segment = symbols.len() / N;
    let mut x = load_backward(states);
    let mut parts = [[0; CHUNK + 16]; N];
    let mut end = segment;
    while end > 1 {
        let first = end.saturating_sub(CHUNK).max(1);
        transpose::gather(&mut parts, symbols, segment, first, end);
        for round in (0..end - first).rev() {
            let room = words.get_mut(written..written + 2 * N)?;
            let mut pushed = 0;
            for v in 0..N / 8 {
                let entry = |lane: usize| {
                    let part = &parts[N - 1 - 8 * v - lane];
                    let round = round % CHUNK;
                    let place = u16::from_le_bytes([part[round], part[round + 1]]);
                    // SAFETY: an entry has 16 bytes.
                    unsafe { _mm_loadu_si128(table.entries[usize::from(place)].as_ptr().cast()) }
                };
                // SAFETY: 16 bytes behind the at most 16 that each of the v vectors before this one has pushed, and all
                // N / 8 vectors together have room for 2 * N.
                pushed += unsafe { push.eight(&mut x[v], entry, room, pushed) };
            }
            written += pushed;
        }
        end = first;
    }
    store_backward(&x, states);
    Some(written)
}

#[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
fn decode_rounds<const N: usize>(
    table: &Order1DecodeTable<'_>,
    states: &mut [u32; N],
    words: &[u8],
    left: &mut usize,
    symbols: &mut [u8],
) -> usize {
    const { assert!(N.is_multiple_of(16) && N <= 64) };
    assert!(*left <= words.len());
    assert!(table.symbols.len() == (256 << table.bits) + 3);
    let last_quantile = _mm256_set1_epi32((1 << table.bits) - 1);
    let bits = _mm256_set1_epi32(table.bits as i32);
    let largest = _mm256_set1_epi32((1 << table.lower_bits) - 1);
    let low_byte = _mm256_set1_epi32(0xff);
    let low_half = _mm256_set1_epi32(0xffff);
    #[rustfmt::skip]
    let low_bytes = _mm256_setr_epi8(0, 4, 8, 12, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
                                     -1, -1, -1, -1, 0, 4, 8, 12, -1, -1, -1, -1, -1, -1, -1, -1);
    let segment = symbols.len() / N;

    let mut x = [_mm256_setzero_si256(); 8];
    for (x, states) in x.iter_mut().zip(states.chunks_exact(8)) {
        // SAFETY: `states` has 8 elements of 4 bytes.
        *x = unsafe { _mm256_loadu_si256(states.as_ptr().cast()) };
    }
    let mut context = [_mm256_setzero_si256(); 8];
    let mut rounds = [[0; N]; ROUNDS];
    let mut rest = *left;
    let mut done = 0;
    while done < segment && rest >= 2 * N {
        let round = &mut rounds[done % ROUNDS];
        let mut too_small = [0u8; 8];
        for v in 0..N / 8 {
            let quantile = _mm256_and_si256(x[v], last_quantile);
            let place = _mm256_or_si256(_mm256_sllv_epi32(context[v], bits), quantile);
            // SAFETY: a context is a byte, and a quantile is less than 2^bits: the place is less than 256 << bits, and
            // there are 3 more bytes for the last symbol to be loaded as 4.
            let symbol = unsafe { _mm256_i32gather_epi32::<1>(table.symbols.as_ptr().cast(), place) };
            let symbol = _mm256_and_si256(symbol, low_byte);
            let place = _mm256_or_si256(_mm256_slli_epi32::<8>(context[v]), symbol);
            // SAFETY: two bytes, and there are 2^16 intervals.
            let interval = unsafe { _mm256_i32gather_epi32::<4>(table.intervals.as_ptr().cast(), place) };
            let bytes = _mm256_shuffle_epi8(symbol, low_bytes);
            let bytes = _mm_or_si128(_mm256_castsi256_si128(bytes), _mm256_extracti128_si256::<1>(bytes));
            // SAFETY: the v-th 8 bytes of N.
            unsafe { _mm_storel_epi64(round.as_mut_ptr().add(8 * v).cast(), bytes) };
            let freq = _mm256_srli_epi32::<16>(interval);
            let offset = _mm256_sub_epi32(quantile, _mm256_and_si256(interval, low_half));
            x[v] = _mm256_add_epi32(_mm256_mullo_epi32(_mm256_srlv_epi32(x[v], bits), freq), offset);
            too_small[v] = _mm256_movemask_ps(_mm256_castsi256_ps(is_too_small(x[v], largest))) as u8;
            context[v] = symbol;
        }
        for v in 0..N / 8 {
            // SAFETY: the 16 bytes before `rest`, which was 2 * N and has lost at most 16 for each vector before this
            // one.
            let words = unsafe { _mm_loadu_si128(words.as_ptr().add(rest - 16).cast()) };
            x[v] = refill(x[v], too_small[v], largest, words);
            rest -= 2 * too_small[v].count_ones() as usize;
        }
        done += 1;
        if done.is_multiple_of(ROUNDS) {
            transpose::scatter(&rounds, symbols, segment, done - ROUNDS);
        }
    }
    let few = done % ROUNDS;
    transpose::scatter_few(&rounds[..few], symbols, segment, done - few);
    for (x, states) in x.iter().zip(states.chunks_exact_mut(8)) {
        // SAFETY: `states` has 8 elements of 4 bytes.
        unsafe { _mm256_storeu_si256(states.as_mut_ptr().cast(), *x) };
    }
    *left = rest;
    done
}
