//! The decoding side of a coder of bits.

use crate::{Bits, Codebook, DecoderCodebook, SymbolCodeError};

/// A coder that returns bits: what a decoder must implement.
///
/// Codes look ahead: the source of words can be up to 64 bits and a word ahead of the symbols.
///
/// Users call the methods of [`ReadBitStream`], which every such coder has; code books read through a
/// [`Lookahead`](crate::Lookahead).
pub trait TakeBits {
    /// The error of bits that cannot be read.
    type Error;

    /// The next bits: at least `count` (at most 64) of them, or all if there are less.
    ///
    /// The bits stay in the source: a second call returns the same ones.
    ///
    /// # Errors
    /// If the source fails.
    fn peek_bits(&mut self, count: u32) -> Result<Bits, Self::Error>;

    /// Takes the first `count` of the bits that [`peek_bits`](Self::peek_bits) has just returned.
    fn skip_bits(&mut self, count: u32);
}

/// Decodes symbols of symbol codes: the methods that every decoder of bits has.
///
/// A symbol that cannot be decoded leaves the coder as it was before that symbol, but for code words of more than 64
/// bits: see [`DecoderCodebook::decode_from`].
pub trait ReadBitStream: TakeBits {
    /// Reads one bit, or `None` if there are no more.
    ///
    /// # Errors
    /// If the source fails.
    #[inline]
    fn read_bit(&mut self) -> Result<Option<bool>, Self::Error> {
        let bits = self.peek_bits(1)?;
        self.skip_bits(bits.len().min(1));
        Ok((!bits.is_empty()).then_some(bits.value() & 1 != 0))
    }

    /// Decodes one symbol.
    ///
    /// # Errors
    /// If the data cannot have been written with this code, ends within a code word, or the source fails.
    #[inline]
    fn decode_symbol<C: DecoderCodebook>(&mut self, codebook: C) -> Result<C::Symbol, SymbolCodeError<Self::Error>>
    where
        Self: Sized,
    {
        codebook.decode_from(self)
    }

    /// Decodes one symbol for each code, as the returned iterator is advanced.
    #[inline]
    fn decode_symbols<C, I>(&mut self, codebooks: I) -> DecodeSymbols<'_, Self, I::IntoIter>
    where
        C: DecoderCodebook,
        I: IntoIterator<Item = C>,
    {
        DecodeSymbols { coder: self, codebooks: codebooks.into_iter() }
    }

    /// Decodes up to `count` symbols that share one code, as the returned iterator is advanced.
    #[inline]
    fn decode_iid_symbols<C: DecoderCodebook>(&mut self, count: usize, codebook: C) -> DecodeIid<'_, Self, C> {
        DecodeIid { coder: self, codebook, left: count }
    }
}

impl<T: TakeBits + ?Sized> ReadBitStream for T {}

/// Symbols as they are decoded, each with its own code; see [`ReadBitStream::decode_symbols`].
#[derive(Debug)]
pub struct DecodeSymbols<'a, T: ?Sized, I> {
    coder: &'a mut T,
    codebooks: I,
}

impl<T: TakeBits, I: Iterator<Item: DecoderCodebook>> Iterator for DecodeSymbols<'_, T, I> {
    type Item = Result<<I::Item as Codebook>::Symbol, SymbolCodeError<T::Error>>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let codebook = self.codebooks.next()?;
        Some(codebook.decode_from(self.coder))
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.codebooks.size_hint()
    }
}

/// Symbols as they are decoded with one code; see [`ReadBitStream::decode_iid_symbols`].
#[derive(Debug)]
pub struct DecodeIid<'a, T: ?Sized, C> {
    coder: &'a mut T,
    codebook: C,
    left: usize,
}

impl<T: TakeBits, C: DecoderCodebook> Iterator for DecodeIid<'_, T, C> {
    type Item = Result<C::Symbol, SymbolCodeError<T::Error>>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        self.left = self.left.checked_sub(1)?;
        Some(self.codebook.decode_from(self.coder))
    }

    /// The lower end is cut off at 2^16, because `collect` allocates that many and the count may come from data that is
    /// not to be trusted.
    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left.min(1 << 16), Some(self.left))
    }
}

impl<T: TakeBits + ?Sized> TakeBits for &mut T {
    type Error = T::Error;

    #[inline]
    fn peek_bits(&mut self, count: u32) -> Result<Bits, Self::Error> {
        (**self).peek_bits(count)
    }
    #[inline]
    fn skip_bits(&mut self, count: u32) {
        (**self).skip_bits(count);
    }
}
