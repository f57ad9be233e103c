//! From words to a coder.

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

    /// Whether there may be nothing left to decode: `false` only if there certainly is something.
    pub fn maybe_exhausted(&self) -> bool {
        self.state == F::State::ZERO && self.words.maybe_empty()
    }

    /// A coder with the parts that [`into_raw_parts`](Self::into_raw_parts) returned, or with a state that was read in
    /// another way, for formats that store it so.
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
