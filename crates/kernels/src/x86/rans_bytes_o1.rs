//! Rounds of rANS with the byte before as context, 8 states at a time to encode and 8 or 16 to decode.
//!
//! The algorithms are those of `scalar::rans_bytes_o1`, with these differences besides those of `rans_bytes`:
//!
//! 1. The encoder reads from copies of short pieces of all parts, because the parts themselves collide in the cache.
//! 2. A symbol and the one before it are loaded as one number, which is the place of their entry.
//! 3. The decoder gathers, and keeps 16 rounds until it copies them to the parts.

use core::array;

use super::lanes::{PopLanes, StateLanes};
use super::rans_bytes::{Push, VECTORS, load, load_backward, refill_at, store, store_backward};
use super::transpose::{self, CHUNK, ROUNDS};
use crate::rans_bytes_o1::{Order1DecodeTable, Order1EncodeTable};

/// Encodes all rounds but the first; see `scalar::rans_bytes_o1::encode_rounds`. The reciprocals must be doubles.
#[inline(always)]
pub(crate) fn encode_rounds<const N: usize, L: StateLanes>(
    token: L,
    table: &Order1EncodeTable<'_>,
    states: &mut [u32],
    symbols: &[u8],
    words: &mut [u8],
    mut written: usize,
) -> Option<usize> {
    const { assert!(N.is_multiple_of(8) && N <= 8 * VECTORS) };
    let states: &mut [u32; N] = states.try_into().ok()?;
    let push = Push::<L::Push>::new(token, table.bits, table.lower_bits);
    let segment = symbols.len() / N;
    let mut x = load_backward(token, states);
    let mut parts = [[0; CHUNK + 16]; N];
    let mut end = segment;
    while end > 1 {
        let first = end.saturating_sub(CHUNK).max(1);
        transpose::gather(&mut parts, symbols, segment, first, end);
        for round in (0..end - first).rev() {
            let room = words.get_mut(written..written + 2 * N)?;
            let mut pushed = 0;
            for v in 0..N / 8 {
                let entries = array::from_fn(|lane| {
                    let part = &parts[N - 1 - 8 * v - lane];
                    let round = round % CHUNK;
                    &table.entries[usize::from(u16::from_le_bytes([part[round], part[round + 1]]))]
                });
                debug_assert!(pushed <= 16 * v);
                // SAFETY: `room` has 2 * N bytes. Each of the v vectors before this one has pushed at most 16 of them,
                // and v < N / 8: 16 bytes from `pushed` on are in `room`.
                pushed += unsafe { push.eight(&mut x[v], token, entries, room.as_mut_ptr().add(pushed)) };
            }
            written += pushed;
        }
        end = first;
    }
    store_backward(&x, states);
    Some(written)
}

/// Decodes rounds as long as there are certainly enough words, and returns how many; see
/// `scalar::rans_bytes_o1::decode_from`.
#[inline(always)]
pub(crate) fn decode_rounds<const N: usize, L: StateLanes>(
    token: L,
    table: &Order1DecodeTable<'_>,
    states: &mut [u32],
    words: &[u8],
    left: &mut usize,
    symbols: &mut [u8],
) -> usize {
    let Ok(states) = states.try_into() else { return 0 };
    decode::<N, L::Pop>(token, table, states, words, left, symbols)
}

#[inline(always)]
fn decode<const N: usize, P: PopLanes>(
    token: P::Token,
    table: &Order1DecodeTable<'_>,
    states: &mut [u32; N],
    words: &[u8],
    left: &mut usize,
    symbols: &mut [u8],
) -> usize {
    const { assert!(N.is_multiple_of(16) && N <= P::LANES * VECTORS) };
    assert!(*left <= words.len());
    assert!(table.symbols.len() == (256 << table.bits) + 3);
    let last_quantile = P::splat(token, (1 << table.bits) - 1);
    let bits = P::splat(token, table.bits);
    let largest = P::splat(token, (1 << table.lower_bits) - 1);
    let segment = symbols.len() / N;

    let mut x: [P; VECTORS] = load(token, states);
    let mut context = [P::splat(token, 0); VECTORS];
    let mut rounds = [[0; N]; ROUNDS];
    let mut rest = *left;
    let mut done = 0;
    while done < segment && rest >= 2 * N {
        let round = &mut rounds[done % ROUNDS];
        let mut too_small = [0; VECTORS];
        for v in 0..N / P::LANES {
            let quantile = x[v] & last_quantile;
            let place = context[v].shl(bits) | quantile;
            // SAFETY: a context is below 256, and a quantile below 2^bits: the place is below 256 << bits, and there are
            // 3 symbols more than that, by the assertion above.
            let symbol = unsafe { P::gather_bytes(table.symbols, place) } & P::splat(token, 0xff);
            let place = context[v].shl(P::splat(token, 8)) | symbol;
            // SAFETY: context and symbol are below 256: the place is below 2^16, which is the length of the array.
            let interval = unsafe { P::gather(table.intervals, place) };
            symbol.store_bytes(&mut round[P::LANES * v..]);
            let freq = interval.shr(P::splat(token, 16));
            let offset = quantile - (interval & P::splat(token, 0xffff));
            x[v] = x[v].shr(bits) * freq + offset;
            too_small[v] = x[v].too_small(largest);
            context[v] = symbol;
        }
        for v in 0..N / P::LANES {
            // SAFETY: `rest` was at least 2 * N when the round began, and each of the v < N / LANES vectors before this
            // one has taken at most 2 * LANES; it is at most `left`, which the assertion above compares.
            unsafe { refill_at(&mut x[v], too_small[v], largest, words, &mut rest) };
        }
        done += 1;
        if done.is_multiple_of(ROUNDS) {
            transpose::scatter(&rounds, symbols, segment, done - ROUNDS);
        }
    }
    let few = done % ROUNDS;
    transpose::scatter_few(&rounds[..few], symbols, segment, done - few);
    store(&x, states);
    *left = rest;
    done
}
