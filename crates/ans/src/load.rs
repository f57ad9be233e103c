//! Loads a coder from words.

use core::convert::Infallible;

use constriction_bits::{Cursor, PopWords};
use constriction_core::{Format, Unsigned, UnwrapInfallible};

use crate::{AnsCoder, LoadError};

impl<F: Format, B: PopWords<F::Word>> AnsCoder<F, B> {
    /// A coder that decodes, or adds to, what [`into_compressed`](Self::into_compressed) returned.
    ///
    /// Truncated data loads as well: as every prefix of a message is one, a truncation is nothing that a coder can see.
    ///
    /// # Errors
    /// If the last word is 0 or cannot be read.
    pub fn from_compressed(mut words: B) -> Result<Self, LoadError<B::Error>> {
        let state = match words.pop_word().map_err(LoadError::Source)? {
            None => return Ok(Self::with_words(words)),
            Some(last) if last == F::Word::ZERO => return Err(LoadError::TrailingZero),
            Some(last) => F::State::from_low(last.to_u64()),
        };
        let mut coder = Self { words, state };
        coder.refill().map_err(LoadError::Source)?;
        Ok(coder)
    }

    /// A coder that takes arbitrary data for compressed: what bits-back coding starts from.
    ///
    /// The length is kept (as if one more word, 1, were there), so that [`into_binary`](Self::into_binary) returns the
    /// same words once all symbols that were decoded have been encoded again.
    ///
    /// # Errors
    /// If the source fails.
    pub fn from_binary(words: B) -> Result<Self, B::Error> {
        let mut coder = Self { words, state: F::State::ONE };
        coder.refill()?;
        Ok(coder)
    }

    /// Whether there may be nothing left to decode: `false` only if there certainly is something, or if the state is not
    /// one that a message starts from: nothing, or `1 << F::LOWER_BITS` in the formats of ryg's descendants.
    pub fn maybe_exhausted(&self) -> bool {
        let is_start = self.state == F::State::ZERO || self.state == F::State::ONE << F::LOWER_BITS;
        is_start && self.words.maybe_empty()
    }

    /// A coder with the parts that [`into_raw_parts`](Self::into_raw_parts) returned, or with a state that was read in
    /// another way, for formats that store it so.
    ///
    /// ryg's coders and their descendants start from a state of `1 << F::LOWER_BITS`, not from nothing, and put the
    /// state in front of the words, which follow last one first:
    ///
    /// ```
    /// use constriction_ans::AnsCoder;
    /// use constriction_bits::{Reversed, WordReader};
    /// use constriction_core::{Decode, Encode, Format};
    /// # use constriction_core::{DecoderModel, EncoderModel, Interval, Model};
    /// # #[derive(Clone, Copy)]
    /// # struct Digit;
    /// # impl Model for Digit {
    /// #     type Symbol = u32;
    /// #     const PRECISION: u32 = 4;
    /// # }
    /// # impl EncoderModel for Digit {
    /// #     fn interval(&self, &digit: &u32) -> Option<Interval> {
    /// #         Interval::between(digit.into(), u64::from(digit) + 1)
    /// #     }
    /// # }
    /// # impl DecoderModel for Digit {
    /// #     fn symbol_at(&self, quantile: u32) -> Option<(u32, Interval)> {
    /// #         Some((quantile, self.interval(&quantile)?))
    /// #     }
    /// # }
    ///
    /// /// ryg's `rans_byte`: 8-bit words, a state of at least 2^23.
    /// #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    /// struct RansByte;
    /// impl Format for RansByte {
    ///     type Word = u8;
    ///     type State = u32;
    ///     const LOWER_BITS: u32 = 23;
    /// }
    ///
    /// let mut coder = AnsCoder::<RansByte, _>::from_raw_parts(Vec::new(), 1 << 23)?;
    /// coder.encode_iid_symbols_reverse([1, 2, 3, 4], Digit)?;
    /// let (words, state) = coder.into_raw_parts();
    /// let bytes: Vec<u8> = state.to_le_bytes().into_iter().chain(words.into_iter().rev()).collect();
    ///
    /// let (state, words) = bytes.split_first_chunk().ok_or("too short")?;
    /// let words = Reversed(WordReader::new(words));
    /// let mut coder = AnsCoder::<RansByte, _>::from_raw_parts(words, u32::from_le_bytes(*state))?;
    /// assert_eq!(coder.decode_iid_symbols(4, Digit).collect::<Result<Vec<_>, _>>()?, [1, 2, 3, 4]);
    /// assert!(coder.maybe_exhausted() && coder.state() == 1 << 23);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// Several such states share one stream if each coder is lent it for a symbol: `from_raw_parts(&mut words, state)`.
    ///
    /// # Errors
    /// If the state is too small while there are words, or too large.
    pub fn from_raw_parts(words: B, state: F::State) -> Result<Self, LoadError<B::Error>> {
        if !Self::state_is_valid(state, words.maybe_empty()) {
            return Err(LoadError::InvalidState);
        }
        Ok(Self { words, state })
    }
}

impl<'a, F: Format> AnsCoder<F, Cursor<F::Word, &'a [F::Word]>> {
    /// A decoder of what [`into_compressed`](Self::into_compressed) returned that borrows it.
    ///
    /// # Errors
    /// If the last word is 0.
    pub fn from_compressed_slice(words: &'a [F::Word]) -> Result<Self, LoadError<Infallible>> {
        Self::from_compressed(Cursor::at_end(words))
    }

    /// A decoder that takes arbitrary data for compressed, as [`from_binary`](Self::from_binary), and borrows it.
    pub fn from_binary_slice(words: &'a [F::Word]) -> Self {
        Self::from_binary(Cursor::at_end(words)).unwrap_infallible()
    }
}

impl<F: Format, B> AnsCoder<F, B> {
    pub(crate) fn state_is_valid(state: F::State, no_words: bool) -> bool {
        let bits = state.bit_length();
        bits <= Self::STATE_BITS && (no_words || bits > F::LOWER_BITS)
    }
}
