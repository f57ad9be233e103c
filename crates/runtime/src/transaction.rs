//! Decodes all symbols of a call or none.

use std::mem;

use constriction_ans::{AnsCoder, DefaultAnsCoder, Interleaved, InterleavedAnsCoder};
use constriction_bits::Cursor;
use constriction_chain::{ChainPosition, DefaultChainCoder};
use constriction_core::{DefaultFormat, Pos, Seek, TakeInterval};
use constriction_digest::{Digesting, KeepDigest};

use crate::{CHAIN_PRECISION, Error, RangeDecoder};

/// A decoder whose calls decode all of their symbols, or none.
pub trait Transaction {
    /// The decoder of the symbols of a call.
    type Coder<'a>: TakeInterval<Error: Into<Error>>;
    /// Where such a coder is in the end.
    type End;

    /// Returns a coder in the same state, beside this one.
    fn begin(&self) -> Self::Coder<'_>;

    /// Says where a coder is.
    fn end(coder: Self::Coder<'_>) -> Self::End;

    /// Goes to where the coder that began here has ended.
    ///
    /// # Errors
    /// If there is no such position.
    fn accept(&mut self, end: Self::End) -> Result<(), Error>;

    /// Does something with a coder in the same state, and goes to where that one ends, unless there was an error.
    ///
    /// # Errors
    /// As what is done.
    #[inline]
    fn transact<T>(&mut self, run: impl for<'a> FnOnce(&mut Self::Coder<'a>) -> Result<T, Error>) -> Result<T, Error> {
        let mut coder = self.begin();
        let result = run(&mut coder)?;
        let end = Self::end(coder);
        self.accept(end)?;
        Ok(result)
    }
}

impl Transaction for DefaultAnsCoder {
    type Coder<'a> = AnsCoder<DefaultFormat, Cursor<u32, &'a [u32]>>;
    type End = <Self as Pos>::Position;

    #[inline]
    fn begin(&self) -> Self::Coder<'_> {
        self.as_decoder()
    }
    #[inline]
    fn end(coder: Self::Coder<'_>) -> Self::End {
        coder.pos()
    }
    #[inline]
    fn accept(&mut self, end: Self::End) -> Result<(), Error> {
        self.seek(end).map_err(|_| Error::Corrupt)
    }
}

impl Transaction for InterleavedAnsCoder {
    type Coder<'a> = Interleaved<DefaultFormat, Cursor<u32, &'a [u32]>>;
    type End = <Self as Pos>::Position;

    #[inline]
    fn begin(&self) -> Self::Coder<'_> {
        self.as_decoder()
    }
    #[inline]
    fn end(coder: Self::Coder<'_>) -> Self::End {
        coder.pos()
    }
    #[inline]
    fn accept(&mut self, end: Self::End) -> Result<(), Error> {
        self.seek(end).map_err(|_| Error::Corrupt)
    }
}

/// Decoders whose clones share the words.
macro_rules! clones {
    ($(<$($words:lifetime)?> $coder:ty;)*) => {$(
        impl$(<$words>)? Transaction for $coder {
            type Coder<'a> = $coder;
            type End = $coder;

            #[inline]
            fn begin(&self) -> $coder {
                self.clone()
            }
            #[inline]
            fn end(coder: $coder) -> $coder {
                coder
            }
            #[inline]
            fn accept(&mut self, end: $coder) -> Result<(), Error> {
                *self = end;
                Ok(())
            }
        }
    )*};
}
clones! {
    <> RangeDecoder;
    <'w> AnsCoder<DefaultFormat, Cursor<u32, &'w [u32]>>;
    <'w> Interleaved<DefaultFormat, Cursor<u32, &'w [u32]>>;
}

impl Transaction for DefaultChainCoder {
    type Coder<'a> = constriction_chain::ChainCoder<DefaultFormat, Cursor<u32, &'a [u32]>, Vec<u32>, CHAIN_PRECISION>;
    /// With the remainders that come to those that are there.
    type End = (ChainPosition<DefaultFormat, CHAIN_PRECISION>, Vec<u32>);

    #[inline]
    fn begin(&self) -> Self::Coder<'_> {
        let compressed = Cursor::at_end(&self.compressed()[..]);
        constriction_chain::ChainCoder::from_raw_parts(compressed, Vec::new(), self.heads())
    }
    #[inline]
    fn end(coder: Self::Coder<'_>) -> Self::End {
        let position = coder.pos();
        let (_, remainders, _) = coder.into_raw_parts();
        (position, remainders)
    }
    #[inline]
    fn accept(&mut self, (end, new): Self::End) -> Result<(), Error> {
        let empty = Self::from_raw_parts(Vec::new(), Vec::new(), self.heads());
        let (mut compressed, mut remainders, _) = mem::replace(self, empty).into_raw_parts();
        compressed.truncate(end.compressed);
        remainders.extend(new);
        *self = Self::from_raw_parts(compressed, remainders, end.heads);
        Ok(())
    }
}

impl<C: Transaction, D: KeepDigest> Transaction for Digesting<C, D> {
    type Coder<'a> = Digesting<C::Coder<'a>, D>;
    type End = (C::End, D);

    #[inline]
    fn begin(&self) -> Self::Coder<'_> {
        let (coder, digest) = self.parts();
        Digesting::from_parts(coder.begin(), digest)
    }
    #[inline]
    fn end(coder: Self::Coder<'_>) -> Self::End {
        let (coder, digest) = coder.into_parts();
        (C::end(coder), digest)
    }
    #[inline]
    fn accept(&mut self, (end, new): Self::End) -> Result<(), Error> {
        let (coder, digest) = self.parts_mut();
        coder.accept(end)?;
        *digest = new;
        Ok(())
    }
}
