//! Interleaved rANS, one symbol at a time.

use crate::Level;
use crate::rans_bytes::{Corrupt, DecodeTable, EncodeTable, Entry};

/// Encodes rounds of one symbol for each state, the last one first, after `written` bytes of the payload, and returns
/// how many there are then; `None` if the words of a whole round may not fit.
pub(crate) fn encode_rounds(
    table: &EncodeTable,
    states: &mut [u32],
    rounds: &[u8],
    payload: &mut [u8],
    mut written: usize,
) -> Option<usize> {
    match states.len() {
        1 => encode_rounds_of::<1>(table, states, rounds, payload, written),
        2 => encode_rounds_of::<2>(table, states, rounds, payload, written),
        4 => encode_rounds_of::<4>(table, states, rounds, payload, written),
        8 => encode_rounds_of::<8>(table, states, rounds, payload, written),
        lanes => {
            for round in rounds.rchunks_exact(lanes) {
                encode_round(table, states, round, payload, &mut written)?;
            }
            Some(written)
        }
    }
}

/// The same for so few states that they stay in registers.
fn encode_rounds_of<const N: usize>(
    table: &EncodeTable,
    states: &mut [u32],
    rounds: &[u8],
    payload: &mut [u8],
    mut written: usize,
) -> Option<usize> {
    let mut xs: [u32; N] = states.try_into().ok()?;
    for round in rounds.rchunks_exact(N) {
        encode_round(table, &mut xs, round, payload, &mut written)?;
    }
    states.copy_from_slice(&xs);
    Some(written)
}

/// Encodes symbols, the last one first, each with its own state.
// So that states stay in registers: a message of 1 kB takes a third less time, by the benchmark `interleaved`.
#[inline(always)]
pub(crate) fn encode_round(
    table: &EncodeTable,
    states: &mut [u32],
    round: &[u8],
    payload: &mut [u8],
    written: &mut usize,
) -> Option<()> {
    let room = payload.get_mut(*written..*written + 2 * round.len())?;
    let mut pushed = 0;
    for (state, &symbol) in states.iter_mut().zip(round).rev() {
        let entry = Entry::of_parts(table.entries.0[usize::from(symbol)]);
        let mut x = *state;
        // The word is written in any case, because a branch on whether it counts cannot be predicted.
        let is_too_large = x >> (16 + table.lower_bits - table.bits) >= entry.freq();
        room[pushed..pushed + 2].copy_from_slice(&(x as u16).to_le_bytes());
        pushed += 2 * usize::from(is_too_large);
        x = core::hint::select_unpredictable(is_too_large, x >> 16, x);
        *state = entry.push(x, table.bits, table.level);
    }
    *written += pushed;
    Some(())
}

impl Entry {
    #[inline]
    pub(crate) fn freq(self) -> u32 {
        (self.prob_and_left >> 32) as u32
    }

    /// x / f * 2^P + c + x mod f, which is x + c + x / f * (2^P - f).
    #[inline]
    pub(crate) fn push(self, x: u32, bits: u32, level: Level) -> u32 {
        let quotient = match level {
            #[cfg(target_arch = "x86_64")]
            Level::Avx2(_) | Level::Avx512(_) => (f64::from(x) * f64::from_bits(self.reciprocal)) as u32,
            _ => ((u128::from(x) * u128::from(self.reciprocal)) >> 52) as u32,
        };
        let scale = (1u32 << bits).wrapping_sub(self.freq());
        x.wrapping_add(self.prob_and_left as u32).wrapping_add(quotient.wrapping_mul(scale))
    }
}

/// Decodes rounds of one symbol for each state as long as there are certainly enough words, of which `left` bytes of
/// the payload are left, and returns the number of symbols.
pub(crate) fn decode_rounds(
    table: &DecodeTable<'_>,
    states: &mut [u32],
    payload: &[u8],
    left: &mut usize,
    symbols: &mut [u8],
) -> usize {
    match states.len() {
        1 => decode_rounds_of::<1>(table, states, payload, left, symbols),
        2 => decode_rounds_of::<2>(table, states, payload, left, symbols),
        4 => decode_rounds_of::<4>(table, states, payload, left, symbols),
        8 => decode_rounds_of::<8>(table, states, payload, left, symbols),
        lanes => {
            let rounds = symbols.chunks_exact_mut(lanes);
            lanes * rounds.map_while(|round| decode_round(table, states, payload, left, round)).count()
        }
    }
}

/// The same for so few states that they stay in registers.
fn decode_rounds_of<const N: usize>(
    table: &DecodeTable<'_>,
    states: &mut [u32],
    payload: &[u8],
    left: &mut usize,
    symbols: &mut [u8],
) -> usize {
    let Ok(mut xs) = <[u32; N]>::try_from(&*states) else { return 0 };
    let mut rest = *left;
    let rounds = symbols.chunks_exact_mut(N);
    let done = rounds.map_while(|round| decode_round(table, &mut xs, payload, &mut rest, round)).count();
    *left = rest;
    states.copy_from_slice(&xs);
    N * done
}

/// Decodes one symbol for each state; `None` if there are perhaps not enough words.
// As above.
#[inline(always)]
fn decode_round(
    table: &DecodeTable<'_>,
    states: &mut [u32],
    payload: &[u8],
    left: &mut usize,
    round: &mut [u8],
) -> Option<()> {
    // The words that the round can take, and one that it may look at in vain.
    let words = left.checked_sub(2 * round.len()).and_then(|start| payload.get(start..*left))?;
    let mut end = words.len();
    for (symbol, state) in round.iter_mut().zip(states.iter_mut()) {
        let x = pop(table, *state, symbol);
        // The word is read in any case, because a branch on whether it is needed cannot be predicted.
        let word = u32::from(u16::from_le_bytes([words[end - 2], words[end - 1]]));
        let is_too_small = x >> table.lower_bits == 0;
        end -= 2 * usize::from(is_too_small);
        *state = core::hint::select_unpredictable(is_too_small, x << 16 | word, x);
    }
    *left -= words.len() - end;
    Some(())
}

/// Decodes symbols of which the first one belongs to the first state.
pub(crate) fn decode_rest(
    table: &DecodeTable<'_>,
    states: &mut [u32],
    payload: &[u8],
    left: &mut usize,
    symbols: &mut [u8],
) -> Result<(), Corrupt> {
    let words = payload.get(..*left).ok_or(Corrupt)?;
    let mut words = words.rchunks_exact(2).map(|word| u32::from(u16::from_le_bytes([word[0], word[1]])));
    for round in symbols.chunks_mut(states.len()) {
        for (symbol, state) in round.iter_mut().zip(states.iter_mut()) {
            let x = pop(table, *state, symbol);
            *state = if x >> table.lower_bits == 0 { x << 16 | words.next().ok_or(Corrupt)? } else { x };
        }
    }
    *left = 2 * words.len();
    Ok(())
}

/// Takes a symbol from a state: f * (x / 2^P) + q - c, which fits, as x / 2^P is less than 2^(32 - P).
#[inline]
fn pop(table: &DecodeTable<'_>, x: u32, symbol: &mut u8) -> u32 {
    let step = table.step(x & ((1 << table.bits) - 1));
    *symbol = step.symbol;
    step.freq * (x >> table.bits) + step.offset
}
