//! The coder: one step of one state per symbol.

use constriction_bits::{PopWords, WriteWords};
use constriction_core::{
    Corrupt, DecodeError, EncodeError, FailedSymbol, Format, Interval, IntervalTables, Order, PutInterval,
    SymbolTables, TakeInterval, Unsigned, most_words,
};

use crate::coder::push;
use crate::{AnsCoder, LaneCount, Lanes};

/// A last-in-first-out coder with several states.
///
/// Use it where speed matters more than a few bytes for each state: symbols do not wait for each other, and truncated data
/// is an error. A message says how many states it has. Even with a single state, its format differs from that of an
/// [`AnsCoder`].
///
/// With N states, the symbol at position i, counted as the decoder returns it, belongs to the state `i mod N`. Each state takes
/// the steps of an [`AnsCoder`], and all states share one stack of words.
///
/// ```
/// use constriction_ans::{DefaultInterleaved, LaneCount};
/// use constriction_core::{Decode, Encode};
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
/// let symbols: Vec<u32> = (0..2000).map(|i| i % 16).collect();
/// let mut coder = DefaultInterleaved::new(LaneCount::for_symbols(symbols.len()));
/// coder.encode_iid_symbols_reverse(&symbols, Digit)?;
/// let compressed = coder.into_compressed()?;
///
/// let mut coder = DefaultInterleaved::from_compressed(compressed)?;
/// assert_eq!(coder.lanes().count().get(), 8);
/// assert_eq!(coder.decode_iid_symbols(2000, Digit).collect::<Result<Vec<_>, _>>()?, symbols);
/// assert!(coder.maybe_exhausted());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
/// - Giesen, "Interleaved entropy coders", 2014, <https://arxiv.org/abs/1402.3392>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interleaved<F: Format, B> {
    pub(super) words: B,
    pub(super) lanes: Lanes<F>,
}

impl<F: Format, B> Interleaved<F, B> {
    /// The number of words that each state takes in a message.
    pub(super) const WORDS_PER_STATE: usize =
        AnsCoder::<F, B>::STATE_BITS.div_ceil(<F::Word as Unsigned>::BITS) as usize;

    const MAX_PRECISION: u32 = {
        let word_bits = <F::Word as Unsigned>::BITS;
        let bits = if F::LOWER_BITS < word_bits { F::LOWER_BITS } else { word_bits };
        if bits < 32 { bits } else { 32 }
    };

    /// A coder without data, with this number of states, that keeps its words in `words`, which should be empty.
    pub fn with_words(words: B, count: LaneCount) -> Self {
        Self { words, lanes: Lanes::new(count) }
    }

    /// The states.
    pub fn lanes(&self) -> &Lanes<F> {
        &self.lanes
    }

    /// The words that have left the states, without the states.
    pub fn words(&self) -> &B {
        &self.words
    }

    /// The words and the states, which are the whole coder.
    pub fn into_raw_parts(self) -> (B, Lanes<F>) {
        (self.words, self.lanes)
    }

    /// A coder with the parts that [`into_raw_parts`](Self::into_raw_parts) returned.
    pub fn from_raw_parts(words: B, lanes: Lanes<F>) -> Self {
        Self { words, lanes }
    }

    #[inline]
    pub(super) fn check_precision(precision: u32) {
        assert!(0 < precision && precision <= Self::MAX_PRECISION, "precision out of range");
    }
}

impl<F: Format, B: WriteWords<F::Word>> PutInterval for Interleaved<F, B> {
    type Error = EncodeError<B::Error>;
    type Mark = (usize, Lanes<F>);
    const ORDER: Order = Order::Reverse;
    const MAX_PRECISION: u32 = Self::MAX_PRECISION;
    const IS_SERIAL: bool = false;

    #[inline]
    fn put(&mut self, interval: Interval, precision: u32) -> Result<(), Self::Error> {
        Self::check_precision(precision);
        let state = push::<F, B>(self.lanes.last(), &mut self.words, interval, precision)?;
        self.lanes.push(state);
        Ok(())
    }

    #[inline]
    fn put_all(&mut self, mut intervals: impl Iterator<Item = Interval>, precision: u32) -> Result<(), Self::Error> {
        Self::check_precision(precision);
        if self.is_vectorised() {
            return self.put_rounds(intervals, precision);
        }
        intervals.try_for_each(|interval| self.put(interval, precision))
    }

    #[inline]
    fn put_tables(&mut self, tables: &IntervalTables<'_>, places: &[u32]) -> bool {
        Self::check_precision(tables.precision);
        self.is_vectorised() && self.put_places(tables, places)
    }

    #[inline]
    fn make_room(&mut self, symbols: usize, precision: u32) -> bool {
        self.words.make_room(most_words(symbols, precision, AnsCoder::<F, B>::WORD_BITS))
    }

    fn mark(&self) -> Option<Self::Mark> {
        Some((self.words.mark()?, self.lanes))
    }

    fn rewind(&mut self, (words, lanes): Self::Mark) {
        self.words.rewind(words);
        self.lanes = lanes;
    }
}

impl<F: Format, B: PopWords<F::Word>> TakeInterval for Interleaved<F, B> {
    type Error = DecodeError<B::Error>;
    const MAX_PRECISION: u32 = Self::MAX_PRECISION;

    #[inline]
    fn quantile(&mut self, precision: u32) -> Result<u32, Self::Error> {
        Self::check_precision(precision);
        Ok((self.lanes.first().to_u64() & ((1 << precision) - 1)) as u32)
    }

    #[inline]
    fn advance(&mut self, quantile: u32, interval: Interval, precision: u32) -> Result<(), Self::Error> {
        Self::check_precision(precision);
        let l = F::State::from_low(u64::from(interval.left));
        let p = F::State::from_low(u64::from(interval.prob.get()));
        let q = F::State::from_low(u64::from(quantile));
        let mut x = (self.lanes.first() >> precision) * p + q.wrapping_sub(l);
        if AnsCoder::<F, B>::refill_needed(x) {
            let word = self.words.pop_word().map_err(DecodeError::Source)?.ok_or(Corrupt)?;
            x = AnsCoder::<F, B>::append(x, word);
        }
        self.lanes.pop(x);
        Ok(())
    }

    #[inline]
    fn lanes(&self) -> usize {
        self.lanes.count().get()
    }

    #[inline]
    fn quantiles(&mut self, quantiles: &mut [u32], precision: u32) -> Result<(), Self::Error> {
        Self::check_precision(precision);
        assert!(quantiles.len() <= self.lanes.count().get(), "more quantiles than lanes");
        for (quantile, state) in quantiles.iter_mut().zip(self.lanes.in_order()) {
            *quantile = (state.to_u64() & ((1 << precision) - 1)) as u32;
        }
        Ok(())
    }

    #[inline]
    fn advance_all(
        &mut self,
        quantiles: &[u32],
        intervals: &[Interval],
        precision: u32,
    ) -> Result<(), FailedSymbol<Self::Error>> {
        Self::check_precision(precision);
        assert_eq!(quantiles.len(), intervals.len(), "an interval for each quantile");
        assert!(intervals.len() <= self.lanes.count().get(), "more intervals than lanes");
        if Self::HAS_KERNELS && intervals.len() >= Self::LEAST_LANES {
            return self.advance_round(intervals, precision);
        }
        for (index, (&quantile, &interval)) in quantiles.iter().zip(intervals).enumerate() {
            self.advance(quantile, interval, precision).map_err(|error| FailedSymbol { index, error })?;
        }
        Ok(())
    }

    #[inline]
    fn take_tables(&mut self, tables: &SymbolTables<'_>, numbers: &[u32], symbols: &mut [i32]) -> usize {
        Self::check_precision(tables.precision);
        assert_eq!(numbers.len(), symbols.len(), "a number for each symbol");
        if Self::HAS_KERNELS && self.lanes.count().get() >= Self::LEAST_LANES {
            return self.take_rounds(tables, numbers, symbols);
        }
        0
    }
}
