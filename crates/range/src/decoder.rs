//! `RangeDecoder`.

use constriction_bits::{Cursor, IntoReadWords, ReadWords};
use constriction_core::{
    Corrupt, DecodeError, FailedSymbol, Format, Interval, TakeInterval, Unsigned, UnwrapInfallible,
};

use crate::RangeState;

/// The decoder of a first-in-first-out coder.
///
/// It decodes what a [`RangeEncoder`](crate::RangeEncoder) with the same format encoded, in the same order. A symbol
/// costs one division and two multiplications. `B` is the source. After the end of the words it reads zeros, so a
/// truncated message decodes to wrong symbols from the truncation on; [`is_past_end`](RangeDecoder::is_past_end) notices this.
///
/// Symbols are decoded by the methods of [`Decode`](constriction_core::Decode).
///
/// The decoder computes the encoder's `lower` and `range` again, and keeps `point`: the number that the words of the message form
/// at this place. With `scale = range / 2^P`, the next symbol is that of the quantile `(point - lower) / scale`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RangeDecoder<F: Format, B> {
    pub(crate) words: B,
    pub(crate) state: RangeState<F>,
    pub(crate) point: F::State,
    /// The number of words 0 that were read after the end.
    pub(crate) missing: usize,
}

impl<F: Format, B: ReadWords<F::Word>> RangeDecoder<F, B> {
    /// A decoder of the message that starts at the source's present position, or at the start of a slice or vector.
    ///
    /// # Errors
    /// If the source fails.
    pub fn from_compressed(words: impl IntoReadWords<F::Word, Reader = B>) -> Result<Self, B::Error> {
        let mut words = words.into_read_words();
        let (point, missing) = read_point::<F, B>(&mut words)?;
        Ok(Self { words, state: RangeState::default(), point, missing })
    }

    /// [`from_compressed`](Self::from_compressed), by the name that it has in 0.5.0 for sources.
    ///
    /// # Errors
    /// If the source fails.
    #[doc(hidden)]
    pub fn with_backend(words: impl IntoReadWords<F::Word, Reader = B>) -> Result<Self, B::Error> {
        Self::from_compressed(words)
    }

    /// Whether all symbols may have been decoded: `false` only if there certainly are more.
    ///
    /// A loop that decodes until this is `true` ends for any words: it is `true` [past the end](Self::is_past_end), too,
    /// where a truncated message ends within a symbol.
    pub fn maybe_exhausted(&self) -> bool {
        let end = (F::State::ONE << (RangeState::<F>::MIN_BITS + 1)) - F::State::ONE;
        let may_end_here = self.state.is_initial() || self.point.wrapping_sub(self.state.lower) < end;
        self.words.maybe_exhausted() && (may_end_here || self.is_past_end())
    }
}

impl<'a, F: Format> RangeDecoder<F, Cursor<F::Word, &'a [F::Word]>> {
    /// A decoder of the message that starts with a slice: [`from_compressed`](Self::from_compressed) where it cannot
    /// fail.
    pub fn from_compressed_slice(words: &'a [F::Word]) -> Self {
        Self::from_compressed(Cursor::at_start(words)).unwrap_infallible()
    }
}

impl<F: Format, B> RangeDecoder<F, B> {
    /// Whether symbols were decoded for which there were no words: the message is truncated, or has fewer symbols.
    ///
    /// Where the words end with the message, this is `false` as long as no more symbols are decoded than were encoded,
    /// and it becomes `true` at most one word of information later. Where other data follows the message, it says
    /// nothing.
    pub fn is_past_end(&self) -> bool {
        // A message ends in a word or two of its point, so that fewer words than a point has are missing at its end.
        self.missing >= RangeState::<F>::WORDS && !self.state.is_initial()
    }

    /// The source and the state. The source is a few words ahead of the symbols: it stands after those that
    /// [`from_compressed`](Self::from_compressed) reads.
    pub fn into_raw_parts(self) -> (B, RangeState<F>) {
        (self.words, self.state)
    }
}

/// The next words as one number, words after the end being 0; and how many of those there were.
pub(crate) fn read_point<F: Format, B: ReadWords<F::Word>>(words: &mut B) -> Result<(F::State, usize), B::Error> {
    let (mut point, mut missing) = (F::State::ZERO, 0);
    for _ in 0..RangeState::<F>::WORDS {
        let word = words.read_word()?;
        missing += usize::from(word.is_none());
        point = append::<F>(point, word);
    }
    Ok((point, missing))
}

#[inline]
fn append<F: Format>(point: F::State, word: Option<F::Word>) -> F::State {
    (point << RangeState::<F>::WORD_BITS) | F::State::from_low(word.unwrap_or(F::Word::ZERO).to_u64())
}

impl<F: Format, B: ReadWords<F::Word>> TakeInterval for RangeDecoder<F, B> {
    type Error = DecodeError<B::Error>;
    const MAX_PRECISION: u32 = RangeState::<F>::MAX_PRECISION;

    #[inline]
    fn quantile(&mut self, precision: u32) -> Result<u32, Self::Error> {
        RangeState::<F>::check_precision(precision);
        Ok(quantile_of(self.state, self.point, precision)?)
    }

    #[inline]
    fn advance(&mut self, _quantile: u32, interval: Interval, precision: u32) -> Result<(), Self::Error> {
        RangeState::<F>::check_precision(precision);
        let state = self.state.narrow(interval, precision);
        self.state = read_if_narrow(state, &mut self.point, &mut self.words, &mut self.missing)?;
        Ok(())
    }

    /// Keeps the numbers in registers, as a function may look at anything in memory.
    #[inline]
    fn take_all(
        &mut self,
        count: usize,
        precision: u32,
        mut find: impl FnMut(u32) -> Option<Interval>,
    ) -> Result<(), FailedSymbol<Self::Error>> {
        RangeState::<F>::check_precision(precision);
        let (mut state, mut point) = (self.state, self.point);
        let mut step = || {
            let quantile = quantile_of(state, point, precision)?;
            let next = state.narrow(find(quantile).ok_or(Corrupt)?, precision);
            state = read_if_narrow(next, &mut point, &mut self.words, &mut self.missing)?;
            Ok(())
        };
        let result = (0..count).try_for_each(|index| step().map_err(|error| FailedSymbol { index, error }));
        (self.state, self.point) = (state, point);
        result
    }
}

/// The quantile of the next symbol.
///
/// # Errors
/// If it belongs to no symbol: rounding leaves a remainder of the range where an encoder never goes.
#[inline]
fn quantile_of<F: Format>(state: RangeState<F>, point: F::State, precision: u32) -> Result<u32, Corrupt> {
    let scale = state.range >> precision;
    let quantile = (point.wrapping_sub(state.lower) / scale).to_u64();
    if quantile >> precision == 0 { Ok(quantile as u32) } else { Err(Corrupt) }
}

/// Reads a word if the range has become small; returns the state after that.
#[inline]
fn read_if_narrow<F: Format, B: ReadWords<F::Word>>(
    state: RangeState<F>,
    point: &mut F::State,
    words: &mut B,
    missing: &mut usize,
) -> Result<RangeState<F>, DecodeError<B::Error>> {
    if !state.is_narrow() {
        return Ok(state);
    }
    let word = words.read_word().map_err(DecodeError::Source)?;
    *missing += usize::from(word.is_none());
    *point = append::<F>(*point, word);
    Ok(state.shift())
}
