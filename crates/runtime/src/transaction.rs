//! Decodes all symbols of a call or none.

use std::mem;

use constriction_ans::{AnsCoder, DefaultAnsCoder, Interleaved, InterleavedAnsCoder};
use constriction_bits::Cursor;
use constriction_chain::DefaultChainCoder;
use constriction_core::{DefaultFormat, Pos, Seek, TakeInterval};

use crate::{Error, RangeDecoder};

/// A decoder whose calls decode all of their symbols, or none.
pub trait Transaction {
    /// What the symbols of a call are decoded by.
    type Coder<'a>: TakeInterval<Error: Into<Error>>;

    /// Does something with a coder in the same state, and goes to where that one ends, unless there was an error.
    ///
    /// # Errors
    /// As what is done.
    fn transact<T>(&mut self, run: impl for<'a> FnOnce(&mut Self::Coder<'a>) -> Result<T, Error>) -> Result<T, Error>;
}

impl Transaction for DefaultAnsCoder {
    type Coder<'a> = AnsCoder<DefaultFormat, Cursor<u32, &'a [u32]>>;

    fn transact<T>(&mut self, run: impl for<'a> FnOnce(&mut Self::Coder<'a>) -> Result<T, Error>) -> Result<T, Error> {
        let mut decoder = self.as_decoder();
        let result = run(&mut decoder)?;
        let end = decoder.pos();
        self.seek(end).map_err(|_| Error::Corrupt)?;
        Ok(result)
    }
}

impl Transaction for InterleavedAnsCoder {
    type Coder<'a> = Interleaved<DefaultFormat, Cursor<u32, &'a [u32]>>;

    fn transact<T>(&mut self, run: impl for<'a> FnOnce(&mut Self::Coder<'a>) -> Result<T, Error>) -> Result<T, Error> {
        let mut decoder = self.as_decoder();
        let result = run(&mut decoder)?;
        let end = decoder.pos();
        self.seek(end).map_err(|_| Error::Corrupt)?;
        Ok(result)
    }
}

impl Transaction for RangeDecoder {
    type Coder<'a> = RangeDecoder;

    fn transact<T>(&mut self, run: impl for<'a> FnOnce(&mut Self::Coder<'a>) -> Result<T, Error>) -> Result<T, Error> {
        let mut decoder = self.clone();
        let result = run(&mut decoder)?;
        *self = decoder;
        Ok(result)
    }
}

impl Transaction for DefaultChainCoder {
    type Coder<'a> =
        constriction_chain::ChainCoder<DefaultFormat, Cursor<u32, &'a [u32]>, Vec<u32>, { crate::CHAIN_PRECISION }>;

    fn transact<T>(&mut self, run: impl for<'a> FnOnce(&mut Self::Coder<'a>) -> Result<T, Error>) -> Result<T, Error> {
        let empty = Self::from_raw_parts(Vec::new(), Vec::new(), self.heads());
        let (mut compressed, mut remainders, heads) = mem::replace(self, empty).into_raw_parts();
        let before = remainders.len();
        let mut decoder =
            constriction_chain::ChainCoder::from_raw_parts(Cursor::at_end(&compressed[..]), remainders, heads);
        let result = run(&mut decoder);
        let left = decoder.pos().compressed;
        let new_heads;
        (_, remainders, new_heads) = decoder.into_raw_parts();
        if result.is_ok() {
            compressed.truncate(left);
        } else {
            remainders.truncate(before);
        }
        *self = Self::from_raw_parts(compressed, remainders, if result.is_ok() { new_heads } else { heads });
        result
    }
}
