//! Interleaved rANS of bytes, 8 states at a time to encode and 8 or 16 to decode.
//!
//! Encoding, for each state and its symbol, as `scalar::rans_bytes` does it:
//!
//! ```text
//! if x >> (32 - P) >= f { push the low word of x; x >>= 16 }    x = x + c + x / f * (2^P - f)
//! ```
//!
//! 1. States are 64 bits wide, so that they convert to doubles: x / f is the truncated product with a reciprocal.
//! 2. An entry of the table has all that a symbol needs in 16 bytes. To load eight of them and transpose them is faster
//!    than to gather their halves.
//! 3. The words of the states that are too large are compressed to the front; what is stored after them is overwritten.
//!
//! Decoding:
//!
//! ```text
//! q = x mod 2^P    x = f * (x >> P) + q - c    if x < L { x = x << 16 | pop a word }
//! ```
//!
//! 1. All vectors of a round look up first, because that does not depend on how many words the others take.
//! 2. As many words as may be needed are loaded, and expanded to the states that are too small.

use core::array;

use super::lanes::{PopLanes, PushLanes, StateLanes};
use crate::rans_bytes::{DecodeTable, EncodeTable, NARROW};

/// The most vectors that hold the states: 64 states in vectors of 8.
pub(super) const VECTORS: usize = 8;

/// See `scalar::rans_bytes::encode_rounds`. The reciprocals must be doubles.
#[inline(always)]
pub(crate) fn encode_rounds<const N: usize, L: StateLanes>(
    token: L,
    table: &EncodeTable,
    states: &mut [u32],
    rounds: &[u8],
    payload: &mut [u8],
    mut written: usize,
) -> Option<usize> {
    const { assert!(N.is_multiple_of(8) && N <= 8 * VECTORS) };
    let states: &mut [u32; N] = states.try_into().ok()?;
    let push = Push::<L::Push>::new(token, table.bits, table.lower_bits);
    let mut x = load_backward(token, states);
    for round in rounds.rchunks_exact(N) {
        let room = payload.get_mut(written..written + 2 * N)?;
        let mut pushed = 0;
        for v in 0..N / 8 {
            let symbols = &round[N - 8 - 8 * v..N - 8 * v];
            let entries = array::from_fn(|lane| &table.entries.0[usize::from(symbols[7 - lane])]);
            debug_assert!(pushed <= 16 * v);
            // SAFETY: `room` has 2 * N bytes. Each of the v vectors before this one has pushed at most 16 of them, and
            // v < N / 8: 16 bytes from `pushed` on are in `room`.
            pushed += unsafe { push.eight(&mut x[v], token, entries, room.as_mut_ptr().add(pushed)) };
        }
        written += pushed;
    }
    store_backward(&x, states);
    Some(written)
}

/// States as numbers of 64 bits, the last one first.
#[inline(always)]
pub(super) fn load_backward<const N: usize, P: PushLanes>(token: P::Token, states: &[u32; N]) -> [P; VECTORS] {
    let mut x = [P::splat(token, 0); VECTORS];
    for (x, states) in x.iter_mut().zip(states.rchunks_exact(8)) {
        *x = P::load(token, &array::from_fn(|lane| states[7 - lane].into()));
    }
    x
}

/// The inverse of [`load_backward`].
#[inline(always)]
pub(super) fn store_backward<const N: usize, P: PushLanes>(x: &[P; VECTORS], states: &mut [u32; N]) {
    for (x, states) in x.iter().zip(states.rchunks_exact_mut(8)) {
        for (state, number) in states.iter_mut().rev().zip(x.store()) {
            *state = number as u32;
        }
    }
}

/// What encoding is the same for.
#[derive(Clone, Copy)]
pub(super) struct Push<P> {
    /// 2^P.
    total: P,
    /// How far to shift a state until it can be compared with f.
    room_for_freq: P,
}

impl<P: PushLanes> Push<P> {
    #[inline(always)]
    pub(super) fn new(token: P::Token, bits: u32, lower_bits: u32) -> Self {
        let room_for_freq = u64::from(16 + lower_bits - bits);
        Self { total: P::splat(token, 1 << bits), room_for_freq: P::splat(token, room_for_freq) }
    }

    /// Encodes a symbol on each of eight states, and returns how many bytes of words are at the start of `room`.
    ///
    /// # Safety
    /// `room` must be valid for a write of 16 bytes.
    #[inline(always)]
    pub(super) unsafe fn eight(self, x: &mut P, token: P::Token, entries: [&[u64; 2]; 8], room: *mut u8) -> usize {
        let [reciprocal, prob_and_left] = P::columns(token, entries);
        let freq = prob_and_left.shr(P::splat(token, 32));
        let left = prob_and_left & P::splat(token, 0xffff_ffff);

        let is_too_large = x.shr(self.room_for_freq).ge(freq);
        let too_large = P::bits(is_too_large);
        // SAFETY: the caller's condition is that of `store_low_16`.
        unsafe { x.store_low_16(too_large, room) };

        let y = x.shr_where(is_too_large, P::splat(token, 16));
        *x = y + left + y.times_double(reciprocal).mul_low(self.total - freq);
        2 * too_large.count_ones() as usize
    }
}

/// See `scalar::rans_bytes::decode_rounds`.
#[inline(always)]
pub(crate) fn decode_rounds<const N: usize, L: StateLanes>(
    token: L,
    table: &DecodeTable<'_>,
    states: &mut [u32],
    payload: &[u8],
    left: &mut usize,
    symbols: &mut [u8],
) -> usize {
    let Ok(states) = states.try_into() else { return 0 };
    if table.bits <= NARROW {
        decode::<N, false, L::Pop>(token, table, states, payload, left, symbols)
    } else {
        decode::<N, true, L::Pop>(token, table, states, payload, left, symbols)
    }
}

#[inline(always)]
fn decode<const N: usize, const WIDE: bool, P: PopLanes>(
    token: P::Token,
    table: &DecodeTable<'_>,
    states: &mut [u32; N],
    payload: &[u8],
    left: &mut usize,
    symbols: &mut [u8],
) -> usize {
    const { assert!(N.is_multiple_of(P::LANES) && N <= P::LANES * VECTORS) };
    assert!(*left <= payload.len());
    assert!(table.entries.len() == 1 << table.bits && (!WIDE || table.symbols.len() == table.entries.len() + 3));
    let last_quantile = P::splat(token, (1 << table.bits) - 1);
    let bits = P::splat(token, table.bits);
    let largest = P::splat(token, (1 << table.lower_bits) - 1);
    let mut x: [P; VECTORS] = load(token, states);
    let mut rest = *left;
    let mut done = 0;
    for round in symbols.chunks_exact_mut(N) {
        if rest < 2 * N {
            break;
        }
        let mut too_small = [0; VECTORS];
        for v in 0..N / P::LANES {
            let quantile = x[v] & last_quantile;
            // SAFETY: a quantile is less than 2^bits, which is the number of entries, by the assertion above.
            let entry = unsafe { P::look_up(table.entries, quantile) };
            let (symbol, offset, freq) = if WIDE {
                // SAFETY: a quantile is less than 2^bits, and there are 3 symbols more than that, by the assertion above.
                let symbol = unsafe { P::gather_bytes(table.symbols, quantile) };
                (symbol, entry & P::splat(token, 0xffff), entry.shr(P::splat(token, 16)))
            } else {
                let offset = entry.shr(P::splat(token, 8)) & P::splat(token, 0xfff);
                (entry, offset, entry.shr(P::splat(token, 20)))
            };
            symbol.store_bytes(&mut round[P::LANES * v..]);
            x[v] = x[v].shr(bits) * freq + offset;
            too_small[v] = x[v].too_small(largest);
        }
        for v in 0..N / P::LANES {
            // SAFETY: `rest` was at least 2 * N when the round began, and each of the v < N / LANES vectors before this
            // one has taken at most 2 * LANES; it is at most `left`, which the assertion above compares.
            unsafe { refill_at(&mut x[v], too_small[v], largest, payload, &mut rest) };
        }
        done += N;
    }
    store(&x, states);
    *left = rest;
    done
}

#[inline(always)]
pub(super) fn load<const N: usize, P: PopLanes>(token: P::Token, states: &[u32; N]) -> [P; VECTORS] {
    let mut x = [P::splat(token, 0); VECTORS];
    for (x, states) in x.iter_mut().zip(states.chunks_exact(P::LANES)) {
        *x = P::load(token, states);
    }
    x
}

#[inline(always)]
pub(super) fn store<const N: usize, P: PopLanes>(x: &[P; VECTORS], states: &mut [u32; N]) {
    for (x, states) in x.iter().zip(states.chunks_exact_mut(P::LANES)) {
        x.store(states);
    }
}

/// Moves words, of which `rest` bytes are left at the start of `words`, into the states that are too small.
///
/// # Safety
/// `rest` must be at most `words.len()`, and at least `2 * LANES`.
#[inline(always)]
pub(super) unsafe fn refill_at<P: PopLanes>(x: &mut P, too_small: u32, largest: P, words: &[u8], rest: &mut usize) {
    debug_assert!((2 * P::LANES..=words.len()).contains(rest));
    // SAFETY: the caller says that the `2 * LANES` bytes before `rest` are in `words`.
    *x = unsafe { x.refill(too_small, largest, words.as_ptr().add(*rest)) };
    *rest -= 2 * too_small.count_ones() as usize;
}
