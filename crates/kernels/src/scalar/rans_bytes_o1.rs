//! Rounds of rANS with the byte before as context, one symbol at a time.

use core::ops::Range;

use crate::rans_bytes::Corrupt;
use crate::rans_bytes_o1::{Order1DecodeTable, Order1EncodeTable};

/// Encodes what follows all rounds, the last one first, on the last state; `None` if the words may not fit.
pub(crate) fn encode_rest(
    table: &Order1EncodeTable<'_>,
    states: &mut [u32],
    symbols: &[u8],
    words: &mut [u8],
    written: &mut usize,
) -> Option<()> {
    let lanes = states.len();
    let state = states.last_mut()?;
    for i in (symbols.len() - symbols.len() % lanes..symbols.len()).rev() {
        // Without rounds, the rest is all of the last state's part.
        let context = if i == 0 { 0 } else { symbols[i - 1] };
        let room = words.get_mut(*written..*written + 2)?;
        *written += push(table, state, context, symbols[i], room);
    }
    Some(())
}

/// Encodes rounds, the last one first, after `written` bytes of words, and returns how many there are then; `None` if
/// the words of a whole round may not fit.
pub(crate) fn encode_rounds(
    table: &Order1EncodeTable<'_>,
    states: &mut [u32],
    symbols: &[u8],
    rounds: Range<usize>,
    words: &mut [u8],
    mut written: usize,
) -> Option<usize> {
    let segment = symbols.len() / states.len();
    for round in rounds.rev() {
        let room = words.get_mut(written..written + 2 * states.len())?;
        let mut pushed = 0;
        for (lane, state) in states.iter_mut().enumerate().rev() {
            let i = lane * segment + round;
            let context = if round == 0 { 0 } else { symbols[i - 1] };
            pushed += push(table, state, context, symbols[i], &mut room[pushed..]);
        }
        written += pushed;
    }
    Some(written)
}

/// Encodes a symbol and returns how many bytes of words are at the start of `room`.
#[inline]
fn push(table: &Order1EncodeTable<'_>, state: &mut u32, context: u8, symbol: u8, room: &mut [u8]) -> usize {
    let entry = table.entry(context, symbol);
    let mut x = *state;
    // The word is written in any case, because a branch on whether it counts cannot be predicted.
    let is_too_large = x >> (16 + table.lower_bits - table.bits) >= entry.freq();
    room[..2].copy_from_slice(&(x as u16).to_le_bytes());
    x = core::hint::select_unpredictable(is_too_large, x >> 16, x);
    *state = entry.push(x, table.bits, table.level);
    2 * usize::from(is_too_large)
}

/// Decodes all rounds but the first ones, and what follows the rounds.
pub(crate) fn decode_from(
    table: &Order1DecodeTable<'_>,
    states: &mut [u32],
    words: &[u8],
    left: &mut usize,
    symbols: &mut [u8],
    first_round: usize,
) -> Result<(), Corrupt> {
    let lanes = states.len();
    let segment = symbols.len() / lanes;
    let context = |symbols: &[u8], lane: usize| match first_round {
        0 => 0,
        round => symbols[lane * segment + round - 1],
    };
    let mut contexts = [0; 64];
    for (lane, symbol) in contexts[..lanes].iter_mut().enumerate() {
        *symbol = context(symbols, lane);
    }
    let mut words = Words { words, left: *left };
    for round in first_round..segment {
        for (lane, (state, context)) in states.iter_mut().zip(&mut contexts).enumerate() {
            *context = words.pop_symbol(table, state, *context)?;
            symbols[lane * segment + round] = *context;
        }
    }
    for symbol in &mut symbols[segment * lanes..] {
        contexts[lanes - 1] = words.pop_symbol(table, &mut states[lanes - 1], contexts[lanes - 1])?;
        *symbol = contexts[lanes - 1];
    }
    *left = words.left;
    Ok(())
}

/// Words of two bytes, the last one first.
struct Words<'a> {
    words: &'a [u8],
    /// In bytes.
    left: usize,
}

impl Words<'_> {
    /// Takes a symbol from a state: f * (x / 2^P) + q - c, which fits, as x / 2^P is less than 2^(32 - P).
    #[inline]
    fn pop_symbol(&mut self, table: &Order1DecodeTable<'_>, state: &mut u32, context: u8) -> Result<u8, Corrupt> {
        let quantile = *state & ((1 << table.bits) - 1);
        let symbol = table.symbols[usize::from(context) << table.bits | quantile as usize];
        let interval = table.intervals[usize::from(context) << 8 | usize::from(symbol)];
        let x = (interval >> 16) * (*state >> table.bits) + quantile - (interval & 0xffff);
        *state = if x >> table.lower_bits == 0 { x << 16 | self.pop()? } else { x };
        Ok(symbol)
    }

    #[inline]
    fn pop(&mut self) -> Result<u32, Corrupt> {
        let word = self.words.get(..self.left).and_then(<[u8]>::last_chunk).ok_or(Corrupt)?;
        self.left -= 2;
        Ok(u32::from(u16::from_le_bytes(*word)))
    }
}
