//! The encoding side of a coder of bits.

use core::borrow::Borrow;

use constriction_core::{EncodeError, ImpossibleSymbol, Order};

use crate::{Bits, EncoderCodebook};

/// A coder that takes bits: what an encoder must implement.
///
/// Users call the methods of [`WriteBitStream`], which every such coder has.
pub trait PutBits {
    /// The error of bits that are not taken.
    type Error;
    /// A state of the coder that it can return to.
    type Mark;

    /// The order of bits from two calls: those of the second call are read after those of the first
    /// ([`Forward`](Order::Forward): a queue) or before them ([`Reverse`](Order::Reverse): a stack).
    const ORDER: Order;

    /// Puts bits so that reading returns the first one first.
    ///
    /// # Errors
    /// If the sink does not take a word. The coder is then as it was; only a sink that cannot take words back may have
    /// kept some.
    fn put_bits(&mut self, bits: Bits) -> Result<(), Self::Error>;

    /// Makes room in the storage for this many bits, which putting them does anyway. Returns `false` if there is not
    /// enough memory; then nothing has changed.
    #[inline]
    fn make_room(&mut self, bits: usize) -> bool {
        let _ = bits;
        true
    }

    /// The present state, for [`rewind`](Self::rewind) to go back to, or `None` if the sink cannot take words
    /// back.
    fn mark(&self) -> Option<Self::Mark>;

    /// Returns to an earlier state. Nothing may have been read since.
    fn rewind(&mut self, mark: Self::Mark);
}

/// Encodes symbols by symbol codes: the methods that every encoder of bits has.
///
/// A call that fails leaves the coder as it was before, also where some symbols of a sequence were fine. The exception
/// are sinks that cannot take words back (callbacks, `std::io` writers): there, what was written remains.
pub trait WriteBitStream: PutBits {
    /// Writes one bit.
    ///
    /// # Errors
    /// If the sink does not take a word.
    #[inline]
    fn write_bit(&mut self, bit: bool) -> Result<(), Self::Error> {
        self.put_bits(bit.into())
    }

    /// Encodes one symbol.
    ///
    /// # Errors
    /// If the code has no word for the symbol or the sink does not take a word.
    #[inline]
    fn encode_symbol<C: EncoderCodebook>(
        &mut self,
        symbol: impl Borrow<C::Symbol>,
        codebook: C,
    ) -> Result<(), EncodeError<Self::Error>> {
        let mark = self.mark();
        let result = put_symbol(self, symbol.borrow(), codebook, 0);
        all_or_nothing(self, mark, result)
    }

    /// Encodes symbols, each with its own code, in the order of the iterator.
    ///
    /// # Errors
    /// As [`encode_symbol`](Self::encode_symbol); the error has the symbol's index.
    #[inline]
    fn encode_symbols<S, C>(
        &mut self,
        symbols_and_codebooks: impl IntoIterator<Item = (S, C)>,
    ) -> Result<(), EncodeError<Self::Error>>
    where
        S: Borrow<C::Symbol>,
        C: EncoderCodebook,
    {
        let mark = self.mark();
        let mut pairs = symbols_and_codebooks.into_iter().enumerate();
        let result =
            pairs.try_for_each(|(index, (symbol, codebook))| put_symbol(self, symbol.borrow(), codebook, index));
        all_or_nothing(self, mark, result)
    }

    /// Encodes symbols, each with its own code, from the last to the first, so that a stack returns them in the order
    /// of the iterator.
    ///
    /// # Errors
    /// As [`encode_symbol`](Self::encode_symbol); the error has the symbol's index from the front.
    #[inline]
    fn encode_symbols_reverse<S, C, I>(&mut self, symbols_and_codebooks: I) -> Result<(), EncodeError<Self::Error>>
    where
        S: Borrow<C::Symbol>,
        C: EncoderCodebook,
        I: IntoIterator<Item = (S, C), IntoIter: DoubleEndedIterator>,
    {
        let mark = self.mark();
        let mut pairs = symbols_and_codebooks.into_iter();
        let mut result = Ok(());
        while let Some((symbol, codebook)) = pairs.next_back() {
            result = put_symbol(self, symbol.borrow(), codebook, 0);
            if result.is_err() {
                break;
            }
        }
        if let Err(EncodeError::ImpossibleSymbol(symbol)) = &mut result {
            symbol.index = pairs.count();
        }
        all_or_nothing(self, mark, result)
    }

    /// Encodes symbols, each with its own code, so that decoding returns them in the order of the iterator: a queue
    /// gets the first one first, a stack the last one.
    ///
    /// This is for code that is to work with every coder.
    ///
    /// # Errors
    /// As [`encode_symbols_reverse`](Self::encode_symbols_reverse).
    #[inline]
    fn encode_in_order<S, C, I>(&mut self, symbols_and_codebooks: I) -> Result<(), EncodeError<Self::Error>>
    where
        S: Borrow<C::Symbol>,
        C: EncoderCodebook,
        I: IntoIterator<Item = (S, C), IntoIter: DoubleEndedIterator>,
    {
        match Self::ORDER {
            Order::Forward => self.encode_symbols(symbols_and_codebooks),
            Order::Reverse => self.encode_symbols_reverse(symbols_and_codebooks),
        }
    }

    /// Encodes symbols that share one code, in the order of the iterator.
    ///
    /// # Errors
    /// As [`encode_symbols`](Self::encode_symbols).
    #[inline]
    fn encode_iid_symbols<S, C>(
        &mut self,
        symbols: impl IntoIterator<Item = S>,
        codebook: C,
    ) -> Result<(), EncodeError<Self::Error>>
    where
        S: Borrow<C::Symbol>,
        C: EncoderCodebook,
    {
        self.encode_symbols(symbols.into_iter().map(|symbol| (symbol, &codebook)))
    }

    /// Encodes symbols that share one code, from the last to the first.
    ///
    /// # Errors
    /// As [`encode_symbols_reverse`](Self::encode_symbols_reverse).
    #[inline]
    fn encode_iid_symbols_reverse<S, C, I>(&mut self, symbols: I, codebook: C) -> Result<(), EncodeError<Self::Error>>
    where
        S: Borrow<C::Symbol>,
        C: EncoderCodebook,
        I: IntoIterator<Item = S, IntoIter: DoubleEndedIterator>,
    {
        self.encode_symbols_reverse(symbols.into_iter().map(|symbol| (symbol, &codebook)))
    }
}

impl<T: PutBits + ?Sized> WriteBitStream for T {}

/// Puts one code word, in part if it fails.
#[inline]
fn put_symbol<T: PutBits + ?Sized, C: EncoderCodebook>(
    coder: &mut T,
    symbol: &C::Symbol,
    codebook: C,
    index: usize,
) -> Result<(), EncodeError<T::Error>> {
    let mut parts = codebook.codeword(symbol).ok_or(ImpossibleSymbol { index })?;
    let result = match T::ORDER {
        Order::Forward => parts.try_for_each(|bits| coder.put_bits(bits)),
        Order::Reverse => parts.rev().try_for_each(|bits| coder.put_bits(bits)),
    };
    result.map_err(EncodeError::Sink)
}

#[inline]
fn all_or_nothing<T: PutBits + ?Sized, E>(
    coder: &mut T,
    mark: Option<T::Mark>,
    result: Result<(), E>,
) -> Result<(), E> {
    if let (Err(_), Some(mark)) = (&result, mark) {
        coder.rewind(mark);
    }
    result
}

impl<T: PutBits + ?Sized> PutBits for &mut T {
    type Error = T::Error;
    type Mark = T::Mark;
    const ORDER: Order = T::ORDER;

    #[inline]
    fn put_bits(&mut self, bits: Bits) -> Result<(), Self::Error> {
        (**self).put_bits(bits)
    }
    fn make_room(&mut self, bits: usize) -> bool {
        (**self).make_room(bits)
    }
    fn mark(&self) -> Option<Self::Mark> {
        (**self).mark()
    }
    fn rewind(&mut self, mark: Self::Mark) {
        (**self).rewind(mark);
    }
}
