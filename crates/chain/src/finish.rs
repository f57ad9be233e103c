//! Finishes a coder: from its heads to words.
//!
//! The words of a coder are on two stacks. On each stack, the words that the coder did not touch lie below the new ones. So a
//! result is returned as a prefix and a suffix: the whole data is the prefix followed by the suffix, but a caller that does not
//! need the prefix can keep it apart.

use constriction_bits::{Peek, SeekWords, WriteWords};
use constriction_core::{Format, Unsigned};

use crate::{ChainCoder, ChainHeads, FinishError};

impl<F: Format, C, R: WriteWords<F::Word>, const PRECISION: u32> ChainCoder<F, C, R, PRECISION> {
    /// Ends decoding: the compressed words that are left, as they were, and the remainders.
    ///
    /// With the remainders, or with both in one, and the symbols, encoding restores the compressed data; see
    /// [`from_remainders`](Self::from_remainders). The last two words of the remainders are never 0.
    ///
    /// # Errors
    /// If the sink does not take a word.
    pub fn into_remainders(mut self) -> Result<(C, R), R::Error> {
        self.remainders.write_all(remainders_head(self.heads))?;
        Ok((self.compressed, self.remainders))
    }

    /// The result of [`into_remainders`](Self::into_remainders), without consuming the coder.
    ///
    /// The coder is as before when the guard is dropped.
    ///
    /// # Errors
    /// If the sink does not take a word.
    pub fn get_remainders(&mut self) -> Result<(&C, Peek<'_, R>), R::Error>
    where
        R: SeekWords,
    {
        Ok((&self.compressed, Peek::new(&mut self.remainders, |words| words.write_all(remainders_head(self.heads)))?))
    }
}

impl<F: Format, C: WriteWords<F::Word>, R, const PRECISION: u32> ChainCoder<F, C, R, PRECISION> {
    /// Ends encoding: the remainders that are left, as they were, and the compressed data that
    /// [`from_compressed`](Self::from_compressed) started with.
    ///
    /// # Errors
    /// If the compressed data is not a whole number of words ([`is_whole`](Self::is_whole) tells), or the sink fails.
    pub fn into_compressed(mut self) -> Result<(R, C), FinishError<C::Error>> {
        let head = self.compressed_head()?;
        self.compressed.write_all(head).map_err(FinishError::Sink)?;
        Ok((self.remainders, self.compressed))
    }

    /// The result of [`into_compressed`](Self::into_compressed), without consuming the coder, as
    /// [`get_remainders`](Self::get_remainders) does for remainders.
    ///
    /// # Errors
    /// As [`into_compressed`](Self::into_compressed).
    pub fn get_compressed(&mut self) -> Result<(&R, Peek<'_, C>), FinishError<C::Error>>
    where
        C: SeekWords,
    {
        let head = self.compressed_head()?;
        Ok((
            &self.remainders,
            Peek::new(&mut self.compressed, |words| words.write_all(head)).map_err(FinishError::Sink)?,
        ))
    }

    /// Ends encoding: the remainders that are left, as they were, and the data that [`from_binary`](Self::from_binary)
    /// started with.
    ///
    /// # Errors
    /// If the compressed data is not a whole number of words, does not have the mark that `from_binary` sets, or the
    /// sink fails.
    pub fn into_binary(mut self) -> Result<(R, C), FinishError<C::Error>> {
        let head = self.binary_head()?;
        self.compressed.write_all(head).map_err(FinishError::Sink)?;
        Ok((self.remainders, self.compressed))
    }

    /// The result of [`into_binary`](Self::into_binary), without consuming the coder, as
    /// [`get_remainders`](Self::get_remainders) does for remainders.
    ///
    /// # Errors
    /// As [`into_binary`](Self::into_binary).
    pub fn get_binary(&mut self) -> Result<(&R, Peek<'_, C>), FinishError<C::Error>>
    where
        C: SeekWords,
    {
        let head = self.binary_head()?;
        Ok((
            &self.remainders,
            Peek::new(&mut self.compressed, |words| words.write_all(head)).map_err(FinishError::Sink)?,
        ))
    }

    fn compressed_head(
        &self,
    ) -> Result<impl Iterator<Item = F::Word> + use<F, C, R, PRECISION>, FinishError<C::Error>> {
        if !self.is_whole() {
            return Err(FinishError::NotWhole);
        }
        Ok(all_words::<F>(self.heads.remainders))
    }

    fn binary_head(&self) -> Result<impl Iterator<Item = F::Word> + use<F, C, R, PRECISION>, FinishError<C::Error>> {
        if !self.is_whole() {
            return Err(FinishError::NotWhole);
        }
        // The mark is the highest set bit; below it are whole words, which may be 0.
        let r = self.heads.remainders;
        let data_bits = r.bit_length() - 1;
        let word_bits = <F::Word as Unsigned>::BITS;
        if !data_bits.is_multiple_of(word_bits) {
            return Err(FinishError::NotSealed);
        }
        Ok(words_of::<F>(r, data_bits / word_bits))
    }
}

/// The words that are stored after the remainders: those of their head, and the other head.
fn remainders_head<F: Format, const PRECISION: u32>(heads: ChainHeads<F, PRECISION>) -> impl Iterator<Item = F::Word> {
    all_words::<F>(heads.remainders).chain(core::iter::once(heads.compressed))
}

/// The words of a number, least significant first, without leading zeros.
fn all_words<F: Format>(number: F::State) -> impl Iterator<Item = F::Word> {
    words_of::<F>(number, number.bit_length().div_ceil(<F::Word as Unsigned>::BITS))
}

/// The lowest `count` words of a number, least significant first.
fn words_of<F: Format>(number: F::State, count: u32) -> impl Iterator<Item = F::Word> {
    (0..count).map(move |i| F::Word::from_low((number >> (i * <F::Word as Unsigned>::BITS)).to_u64()))
}
