//! Decoding.

use super::{DIGIT_BITS, IndexedError, IndexedTables, LAST_DIGIT, LOWER_BITS, PRECISION};

/// An `i32` that is escaped becomes a number below `2^34`.
const MOST_DIGITS: u32 = 9;

/// A string that is decoded, from the first symbol to the last one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexedDecoder<B> {
    bytes: B,
    /// Where the next word starts.
    next: usize,
    state: u64,
}

impl<B: AsRef<[u8]>> IndexedDecoder<B> {
    /// A decoder at the start of a string.
    ///
    /// # Errors
    /// If the string has less than eight bytes, or its number of bytes is not a multiple of four, or it starts with a state
    /// that no encoder ends with.
    pub fn new(bytes: B) -> Result<Self, IndexedError> {
        let string = bytes.as_ref();
        let (Some(state), true) = (string.first_chunk(), string.len().is_multiple_of(4)) else {
            return Err(IndexedError::Truncated);
        };
        let state = u64::from_le_bytes(*state);
        if state >> LOWER_BITS == 0 || state >> (LOWER_BITS + u32::BITS) != 0 {
            return Err(IndexedError::Corrupt);
        }
        Ok(Self { bytes, next: 8, state })
    }

    /// Whether all symbols that were encoded are decoded. A string that is decoded with its tables and indexes comes to
    /// its end; of strings with a flipped bit, about four in five do not.
    pub fn is_at_end(&self) -> bool {
        self.next == self.bytes.as_ref().len() && self.state == 1 << LOWER_BITS
    }

    /// Decodes symbols, each with the table of its index.
    ///
    /// # Errors
    /// If there are not as many indexes as symbols, there is no table of an index, the string ends too soon, or a symbol
    /// does not fit into an `i32`. The decoder is then as it was; what is in `symbols` is not defined.
    pub fn decode(&mut self, symbols: &mut [i32], indexes: &[i32], tables: &IndexedTables) -> Result<(), IndexedError> {
        if symbols.len() != indexes.len() {
            return Err(IndexedError::Length { symbols: symbols.len(), indexes: indexes.len() });
        }
        let mut run = Run { bytes: self.bytes.as_ref(), next: self.next, state: self.state };
        for (at, (symbol, &index)) in symbols.iter_mut().zip(indexes).enumerate() {
            *symbol = run.symbol(at, index, tables)?;
        }
        (self.next, self.state) = (run.next, run.state);
        Ok(())
    }
}

/// A call, which keeps what it gets only if it succeeds.
struct Run<'a> {
    bytes: &'a [u8],
    next: usize,
    state: u64,
}

impl Run<'_> {
    #[inline]
    fn symbol(&mut self, at: usize, index: i32, tables: &IndexedTables) -> Result<i32, IndexedError> {
        let table = tables.get(index).ok_or(IndexedError::NoSuchTable { at, index })?;
        let quantile = self.state as u32 & ((1 << PRECISION) - 1);
        let (symbol, left, prob) = table.find(quantile);
        self.state = u64::from(prob) * (self.state >> PRECISION) + u64::from(quantile - left);
        self.refill()?;
        let place = if symbol < table.escape() { symbol as i64 } else { self.outside(table.escape() as i64)? };
        i32::try_from(place + i64::from(table.offset)).map_err(|_| IndexedError::Corrupt)
    }

    #[cold]
    fn outside(&mut self, escape: i64) -> Result<i64, IndexedError> {
        let mut count = 0;
        loop {
            let digit = self.digit()?;
            count += digit;
            if count > MOST_DIGITS {
                return Err(IndexedError::Corrupt);
            }
            if digit < LAST_DIGIT {
                break;
            }
        }
        let mut outside = 0;
        for i in 0..count {
            outside |= i64::from(self.digit()?) << (DIGIT_BITS * i);
        }
        Ok(if outside % 2 == 1 { -(outside / 2) - 1 } else { outside / 2 + escape })
    }

    fn digit(&mut self) -> Result<u32, IndexedError> {
        let digit = self.state as u32 & LAST_DIGIT;
        self.state >>= DIGIT_BITS;
        self.refill()?;
        Ok(digit)
    }

    #[inline]
    fn refill(&mut self) -> Result<(), IndexedError> {
        if self.state >> LOWER_BITS == 0 {
            let word = self.bytes.get(self.next..).and_then(<[u8]>::first_chunk).ok_or(IndexedError::Truncated)?;
            self.state = self.state << u32::BITS | u64::from(u32::from_le_bytes(*word));
            self.next += 4;
        }
        Ok(())
    }
}
