//! Encoding.

use alloc::vec::Vec;

use super::tables::Step;
use super::{DIGIT_BITS, IndexedError, IndexedTables, LAST_DIGIT, LOWER_BITS};

/// Symbols that are gathered, and then encoded from the last one to the first one, so that a decoder has them in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IndexedEncoder {
    steps: Vec<Step>,
}

impl IndexedEncoder {
    /// An encoder without symbols.
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether there are no symbols.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// Adds symbols, each with the table of its index.
    ///
    /// # Errors
    /// If there are not as many indexes as symbols, there is no table of an index, or a symbol has no probability. The
    /// encoder is then as it was.
    pub fn push(&mut self, symbols: &[i32], indexes: &[i32], tables: &IndexedTables) -> Result<(), IndexedError> {
        if symbols.len() != indexes.len() {
            return Err(IndexedError::Length { symbols: symbols.len(), indexes: indexes.len() });
        }
        let before = self.steps.len();
        self.steps.reserve(symbols.len());
        for (at, (&symbol, &index)) in symbols.iter().zip(indexes).enumerate() {
            if let Err(error) = self.push_one(at, symbol, index, tables) {
                self.steps.truncate(before);
                return Err(error);
            }
        }
        Ok(())
    }

    #[inline]
    fn push_one(&mut self, at: usize, symbol: i32, index: i32, tables: &IndexedTables) -> Result<(), IndexedError> {
        let table = tables.get(index).ok_or(IndexedError::NoSuchTable { at, index })?;
        let escape = table.escape();
        let place = i64::from(symbol) - i64::from(table.offset);
        let inside = usize::try_from(place).ok().filter(|&place| place < escape);
        let step = table.step(inside.unwrap_or(escape));
        if !step.is_possible() {
            return Err(IndexedError::ImpossibleSymbol { at, symbol });
        }
        self.steps.push(step);
        if inside.is_none() {
            let outside = if place < 0 { -2 * place - 1 } else { 2 * (place - escape as i64) };
            self.push_outside(outside as u64);
        }
        Ok(())
    }

    fn push_outside(&mut self, outside: u64) {
        let mut digit = |digit: u32| self.steps.push(Step::new(digit, 1, DIGIT_BITS));
        let count = (u64::BITS - outside.leading_zeros()).div_ceil(DIGIT_BITS);
        for _ in 0..count / LAST_DIGIT {
            digit(LAST_DIGIT);
        }
        digit(count % LAST_DIGIT);
        for i in 0..count {
            digit((outside >> (DIGIT_BITS * i)) as u32 & LAST_DIGIT);
        }
    }

    /// The string of all symbols.
    pub fn into_bytes(self) -> Vec<u8> {
        let mut words = Vec::with_capacity(self.steps.len() / 4);
        let mut state = 1u64 << LOWER_BITS;
        for step in self.steps.iter().rev() {
            let word;
            (state, word) = step.push(state);
            words.extend(word);
        }
        words.extend([(state >> u32::BITS) as u32, state as u32]);
        words.iter().rev().flat_map(|word| word.to_le_bytes()).collect()
    }
}
