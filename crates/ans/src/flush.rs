//! Flushes a coder: from its state to words.

use constriction_bits::{Peek, SeekWords, WriteWords};
use constriction_core::{Format, Unsigned};

use crate::{AnsCoder, UnsealError};

/// The state's words, least significant first, without leading zeros.
pub(crate) fn state_words<F: Format>(state: F::State) -> impl DoubleEndedIterator<Item = F::Word> + ExactSizeIterator {
    let word_bits = <F::Word as Unsigned>::BITS;
    (0..state.bit_length().div_ceil(word_bits)).map(move |i| F::Word::from_low((state >> (i * word_bits)).to_u64()))
}

/// The state's words but for the top one, which must be the mark that `from_binary` sets.
fn unsealed_words<F: Format, E>(state: F::State) -> Result<impl Iterator<Item = F::Word>, UnsealError<E>> {
    let mut words = state_words::<F>(state);
    if words.next_back() == Some(F::Word::ONE) { Ok(words) } else { Err(UnsealError::NotSealed) }
}

impl<F: Format, B: WriteWords<F::Word>> AnsCoder<F, B> {
    /// The compressed data. The last word is never 0.
    ///
    /// # Errors
    /// If the sink does not take a word.
    pub fn into_compressed(mut self) -> Result<B, B::Error> {
        self.words.write_all(state_words::<F>(self.state))?;
        Ok(self.words)
    }

    /// The data that [`from_binary`](Self::from_binary) started with, provided that as much was encoded as decoded.
    ///
    /// # Errors
    /// If the data is not a whole number of words after the mark that `from_binary` sets, or the sink fails.
    pub fn into_binary(mut self) -> Result<B, UnsealError<B::Error>> {
        self.words.write_all(unsealed_words::<F, _>(self.state)?).map_err(UnsealError::Sink)?;
        Ok(self.words)
    }
}

impl<F: Format, B: WriteWords<F::Word> + SeekWords> AnsCoder<F, B> {
    /// The compressed data, without consuming the coder: the coder is as before when the guard is dropped.
    ///
    /// # Errors
    /// If the sink does not take a word.
    pub fn get_compressed(&mut self) -> Result<Peek<'_, B>, B::Error> {
        Peek::new(&mut self.words, |words| words.write_all(state_words::<F>(self.state)))
    }

    /// The data that [`into_binary`](Self::into_binary) would return, without consuming the coder.
    ///
    /// # Errors
    /// As [`into_binary`](Self::into_binary).
    pub fn get_binary(&mut self) -> Result<Peek<'_, B>, UnsealError<B::Error>> {
        let new = unsealed_words::<F, _>(self.state)?;
        Peek::new(&mut self.words, |words| words.write_all(new)).map_err(UnsealError::Sink)
    }
}
