//! Encoding.

use alloc::vec;
use alloc::vec::Vec;

use super::tables::{Step, put_digit};
use super::{DIGIT_BITS, IndexedError, IndexedTables, LAST_DIGIT, LOWER_BITS};

/// The state of an encoder without symbols.
const EMPTY: u64 = 1 << LOWER_BITS;

/// Symbols that are gathered, and then encoded from the last one to the first one, so that a decoder has them in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IndexedEncoder {
    entries: Vec<Entry>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Entry {
    Symbol(Step),
    Digit(u32),
}

impl IndexedEncoder {
    /// An encoder without symbols.
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether there are no symbols.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Adds symbols, each with the table of its index.
    ///
    /// # Errors
    /// If there are not as many indexes as symbols, there is no table of an index, or a symbol has no probability. The
    /// encoder is then as it was.
    pub fn push(&mut self, symbols: &[i32], indexes: &[i32], tables: &IndexedTables) -> Result<(), IndexedError> {
        check_length(symbols, indexes)?;
        let before = self.entries.len();
        self.entries.reserve(symbols.len());
        for (at, (&symbol, &index)) in symbols.iter().zip(indexes).enumerate() {
            if let Some(step) = tables.step(symbol, index) {
                self.entries.push(Entry::Symbol(step));
                continue;
            }
            match Escape::new(at, symbol, index, tables) {
                Ok(escape) => {
                    self.entries.push(Entry::Symbol(escape.step));
                    self.entries.extend(escape.digits().map(Entry::Digit));
                }
                Err(error) => {
                    self.entries.truncate(before);
                    return Err(error);
                }
            }
        }
        Ok(())
    }

    /// The string of all symbols.
    pub fn into_bytes(self) -> Vec<u8> {
        let mut words = Vec::with_capacity(self.entries.len() / 8);
        let mut state = EMPTY;
        for entry in self.entries.iter().rev() {
            state = match *entry {
                Entry::Symbol(step) => step.put(state, &mut words),
                Entry::Digit(digit) => put_digit(state, digit, &mut words),
            };
        }
        string(state, &words)
    }

    /// The string of symbols that are all there, which takes less time than to gather them.
    ///
    /// # Errors
    /// As for [`push`](Self::push).
    pub fn encode(symbols: &[i32], indexes: &[i32], tables: &IndexedTables) -> Result<Vec<u8>, IndexedError> {
        check_length(symbols, indexes)?;
        let mut words = Vec::with_capacity(symbols.len() / 8);
        let mut state = EMPTY;
        for (at, (&symbol, &index)) in symbols.iter().zip(indexes).enumerate().rev() {
            state = match tables.step(symbol, index) {
                Some(step) => step.put(state, &mut words),
                None => match Escape::new(at, symbol, index, tables) {
                    Ok(escape) => escape.put(state, &mut words),
                    // The first error is the one of those that count from the start.
                    Err(error) => return Err(first_error(&symbols[..at], indexes, tables).unwrap_or(error)),
                },
            };
        }
        Ok(string(state, &words))
    }
}

fn check_length(symbols: &[i32], indexes: &[i32]) -> Result<(), IndexedError> {
    if symbols.len() == indexes.len() {
        return Ok(());
    }
    Err(IndexedError::Length { symbols: symbols.len(), indexes: indexes.len() })
}

#[cold]
fn first_error(symbols: &[i32], indexes: &[i32], tables: &IndexedTables) -> Option<IndexedError> {
    let mut symbols = symbols.iter().zip(indexes).enumerate();
    symbols.find_map(|(at, (&symbol, &index))| match tables.step(symbol, index) {
        Some(_) => None,
        None => Escape::new(at, symbol, index, tables).err(),
    })
}

/// A string, from the state and the words in the order in which they left it.
fn string(state: u64, words: &[u32]) -> Vec<u8> {
    let mut bytes = vec![0; 8 + 4 * words.len()];
    let (head, rest) = bytes.split_at_mut(8);
    head.copy_from_slice(&state.to_le_bytes());
    for (place, word) in rest.as_chunks_mut::<4>().0.iter_mut().zip(words.iter().rev()) {
        *place = word.to_le_bytes();
    }
    bytes
}

/// A symbol outside of its table.
#[derive(Clone, Copy, Debug)]
struct Escape {
    step: Step,
    outside: u64,
    /// The number of digits.
    count: u32,
}

impl Escape {
    #[cold]
    fn new(at: usize, symbol: i32, index: i32, tables: &IndexedTables) -> Result<Self, IndexedError> {
        let table = tables.get(index).ok_or(IndexedError::NoSuchTable { at, index })?;
        let escape = table.escape() as i64;
        let place = i64::from(symbol) - i64::from(table.offset);
        let step = table.step(table.escape());
        if (0..escape).contains(&place) || !step.is_possible() {
            return Err(IndexedError::ImpossibleSymbol { at, symbol });
        }
        let outside = if place < 0 { -2 * place - 1 } else { 2 * (place - escape) } as u64;
        Ok(Self { step, outside, count: (u64::BITS - outside.leading_zeros()).div_ceil(DIGIT_BITS) })
    }

    /// The digits, in the order in which they are decoded.
    fn digits(self) -> impl DoubleEndedIterator<Item = u32> {
        let full = (0..self.count / LAST_DIGIT).map(|_| LAST_DIGIT);
        let digits = (0..self.count).map(move |i| (self.outside >> (DIGIT_BITS * i)) as u32 & LAST_DIGIT);
        full.chain([self.count % LAST_DIGIT]).chain(digits)
    }

    fn put(self, state: u64, words: &mut Vec<u32>) -> u64 {
        let state = self.digits().rev().fold(state, |state, digit| put_digit(state, digit, words));
        self.step.put(state, words)
    }
}
