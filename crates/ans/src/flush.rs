//! From a coder to words.

use constriction_bits::WriteWords;
use constriction_core::{Format, Unsigned};

use crate::{AnsCoder, Flushed, UnsealError};

/// The state's words, least significant first, without leading zeros.
pub(crate) fn state_words<F: Format>(state: F::State) -> impl DoubleEndedIterator<Item = F::Word> + ExactSizeIterator {
    let word_bits = <F::Word as Unsigned>::BITS;
    (0..state.bit_length().div_ceil(word_bits)).map(move |i| F::Word::from_low((state >> (i * word_bits)).to_u64()))
}

impl<F: Format, B: WriteWords<F::Word>> AnsCoder<F, B> {
    /// The compressed data. The last word is never 0.
    ///
    /// # Errors
    /// If the sink does not take a word.
    pub fn into_compressed(mut self) -> Result<B, B::Error> {
        self.write_state(0)?;
        Ok(self.words)
    }

    /// The compressed data, for a look without taking the coder apart.
    ///
    /// The coder goes on from where it was when the guard is dropped. On a sink that cannot take words back, the guard
    /// leaves the words of the state there: use [`into_compressed`](Self::into_compressed) with those.
    ///
    /// # Errors
    /// If the sink does not take a word.
    pub fn get_compressed(&mut self) -> Result<Flushed<'_, F, B>, B::Error> {
        self.flushed(0)
    }

    /// The data that [`from_binary`](Self::from_binary) started with, provided that as much was encoded as decoded.
    ///
    /// # Errors
    /// If the data is not a whole number of words behind the mark that `from_binary` sets, or the sink fails.
    pub fn into_binary(mut self) -> Result<B, UnsealError<B::Error>> {
        self.check_sealed()?;
        self.write_state(1).map_err(UnsealError::Sink)?;
        Ok(self.words)
    }

    /// The data that [`into_binary`](Self::into_binary) would return, for a look without taking the coder apart.
    ///
    /// # Errors
    /// As [`into_binary`](Self::into_binary).
    pub fn get_binary(&mut self) -> Result<Flushed<'_, F, B>, UnsealError<B::Error>> {
        self.check_sealed()?;
        self.flushed(1).map_err(UnsealError::Sink)
    }

    fn check_sealed<E>(&self) -> Result<(), UnsealError<E>> {
        match state_words::<F>(self.state).next_back() {
            Some(top) if top == F::Word::ONE => Ok(()),
            _ => Err(UnsealError::NotSealed),
        }
    }

    fn flushed(&mut self, without_top: usize) -> Result<Flushed<'_, F, B>, B::Error> {
        let mark = self.words.mark();
        self.write_state(without_top)?;
        Ok(Flushed { coder: self, mark })
    }

    /// Writes the words of the state but for the top ones; on failure, takes back what it wrote.
    fn write_state(&mut self, without_top: usize) -> Result<(), B::Error> {
        let mark = self.words.mark();
        let words = state_words::<F>(self.state);
        let count = words.len() - without_top;
        for word in words.take(count) {
            if let Err(error) = self.words.write_word(word) {
                if let Some(mark) = mark {
                    self.words.rewind(mark);
                }
                return Err(error);
            }
        }
        Ok(())
    }
}
