//! Encodes: from remainders back to compressed data.

use core::borrow::Borrow;
use core::convert::Infallible;
use core::iter;

use constriction_bits::{PeekWords, WriteWords};
use constriction_core::{Encode, EncoderModel, Format, Interval, Order, PutInterval, Unsigned, most_words};

use crate::{ChainCoder, ChainEncodeError, ChainHeads};

/// How far encoding has come before it is known that it can stay so: remainders are looked at, and taken at the end.
struct Draft<F: Format, const PRECISION: u32> {
    heads: ChainHeads<F, PRECISION>,
    /// The number of remainders used.
    taken: usize,
}

impl<F: Format, const PRECISION: u32> Draft<F, PRECISION> {
    /// Encodes intervals up to the first that fails. Keeps the heads in registers: the compiler does not dare to, as
    /// long as they are beside a vector that may grow.
    #[inline]
    fn put_all<C: WriteWords<F::Word>, R: PeekWords<F::Word>>(
        &mut self,
        compressed: &mut C,
        remainders: &R,
        intervals: impl Iterator<Item = Interval>,
    ) -> Result<(), ChainEncodeError<C::Error>> {
        let (mut heads, mut taken) = (self.heads, self.taken);
        let mut result = Ok(());
        for interval in intervals {
            let Some((next, word, takes_word)) = heads.encode(interval, || remainders.peek_word(taken)) else {
                result = Err(ChainEncodeError::OutOfRemainders);
                break;
            };
            if let Some(word) = word
                && let Err(error) = compressed.write_word(word)
            {
                result = Err(ChainEncodeError::Sink(error));
                break;
            }
            heads = next;
            taken += usize::from(takes_word);
        }
        *self = Self { heads, taken };
        result
    }
}

impl<F, C, R, const PRECISION: u32> ChainCoder<F, C, R, PRECISION>
where
    F: Format,
    C: WriteWords<F::Word>,
    R: PeekWords<F::Word>,
{
    #[inline]
    fn draft(&self) -> Draft<F, PRECISION> {
        Draft { heads: self.heads, taken: 0 }
    }

    #[inline]
    fn accept(&mut self, draft: Draft<F, PRECISION>) {
        self.heads = draft.heads;
        self.remainders.drop_words(draft.taken);
    }
}

impl<F, C, R, const PRECISION: u32> PutInterval for ChainCoder<F, C, R, PRECISION>
where
    F: Format,
    C: WriteWords<F::Word>,
    R: PeekWords<F::Word>,
{
    type Error = ChainEncodeError<C::Error>;
    type Mark = Infallible;
    const ORDER: Order = Order::Reverse;
    const MIN_PRECISION: u32 = PRECISION;
    const MAX_PRECISION: u32 = PRECISION;

    #[inline]
    fn put(&mut self, interval: Interval, precision: u32) -> Result<(), Self::Error> {
        self.put_all(iter::once(interval), precision)
    }

    #[inline]
    fn put_all(&mut self, intervals: impl Iterator<Item = Interval>, precision: u32) -> Result<(), Self::Error> {
        Self::check_precision(precision);
        let mut draft = self.draft();
        let result = draft.put_all(&mut self.compressed, &self.remainders, intervals);
        self.accept(draft);
        result
    }

    #[inline]
    fn try_put_all<E: From<Self::Error>>(
        &mut self,
        mut intervals: impl Iterator<Item = Result<Interval, E>>,
        precision: u32,
    ) -> Result<(), E> {
        Self::check_precision(precision);
        let mark = self.compressed.mark();
        let mut draft = self.draft();
        let mut all_valid = Ok(());
        let valid = iter::from_fn(|| intervals.next()?.map_err(|error| all_valid = Err(error)).ok());
        let result = draft.put_all(&mut self.compressed, &self.remainders, valid);
        let result = result.map_err(E::from).and(all_valid);
        match (&result, mark) {
            (Err(_), Some(mark)) => self.compressed.rewind(mark),
            // Also where words cannot be taken back: there, what was encoded must stay so.
            _ => self.accept(draft),
        }
        result
    }

    #[inline]
    fn make_room(&mut self, symbols: usize, precision: u32) -> bool {
        self.compressed.make_room(most_words(symbols, precision, <F::Word as Unsigned>::BITS))
    }

    #[inline]
    fn can_undo(&self) -> bool {
        self.compressed.mark().is_some()
    }

    /// Always `None`, because remainders that were used are no longer stored. [`try_put_all`](PutInterval::try_put_all) needs
    /// no mark.
    #[inline]
    fn mark(&self) -> Option<Self::Mark> {
        None
    }

    fn rewind(&mut self, mark: Self::Mark) {
        match mark {}
    }
}

/// The two calls that encoding with a stack is about, without a trait to import; the others are in [`Encode`].
impl<F, C, R, const PRECISION: u32> ChainCoder<F, C, R, PRECISION>
where
    F: Format,
    C: WriteWords<F::Word>,
    R: PeekWords<F::Word>,
{
    /// Encodes symbols, each with its own model, from the last to the first: what decoding them has taken apart is put
    /// together again.
    ///
    /// # Errors
    /// If a model cannot code its symbol, there are not enough remainders, or the sink does not take a word. The coder
    /// is then as it was before the call.
    #[inline]
    pub fn encode_symbols_reverse<S, M, I>(&mut self, symbols_and_models: I) -> Result<(), ChainEncodeError<C::Error>>
    where
        S: Borrow<M::Symbol>,
        M: EncoderModel,
        I: IntoIterator<Item = (S, M), IntoIter: DoubleEndedIterator>,
    {
        Encode::encode_symbols_reverse(self, symbols_and_models)
    }

    /// Encodes symbols that share one model, from the last to the first.
    ///
    /// # Errors
    /// As [`encode_symbols_reverse`](Self::encode_symbols_reverse).
    #[inline]
    pub fn encode_iid_symbols_reverse<S, M, I>(
        &mut self,
        symbols: I,
        model: M,
    ) -> Result<(), ChainEncodeError<C::Error>>
    where
        S: Borrow<M::Symbol>,
        M: EncoderModel,
        I: IntoIterator<Item = S, IntoIter: DoubleEndedIterator>,
    {
        Encode::encode_iid_symbols_reverse(self, symbols, model)
    }
}

impl<F: Format, C, R: PeekWords<F::Word>, const PRECISION: u32> ChainCoder<F, C, R, PRECISION> {
    /// Whether there may be too few remainders to encode a symbol: `false` only if there are certainly enough.
    pub fn maybe_full(&self) -> bool {
        self.remainders.maybe_empty()
    }
}
