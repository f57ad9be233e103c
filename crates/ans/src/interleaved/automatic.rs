//! A coder that chooses its number of states.

use alloc::vec::Vec;
use core::convert::Infallible;

use constriction_bits::{Cursor, PartialWord, words_from_bytes, words_to_bytes};
use constriction_core::{
    DecodeError, DefaultFormat, EncodeError, FailedSymbol, Interval, IntervalTables, Order, Pos, PutInterval, Seek,
    SeekError, SymbolTables, TakeInterval,
};

use super::{DefaultInterleaved, Interleaved, InterleavedError, LaneCount, Lanes};

/// An ANS coder on 32-bit words with several states, which are coded with side by side.
///
/// Its number of states is given, or else follows from the number of symbols of the first call that tells it by
/// [`reserve_symbols`](PutInterval::reserve_symbols), as calls with arrays do. What [`DefaultAnsCoder`](crate::DefaultAnsCoder) wrote is
/// not for this coder, nor the other way round.
///
/// ```
/// use constriction_ans::InterleavedAnsCoder;
/// use constriction_core::PutInterval;
///
/// let mut coder = InterleavedAnsCoder::new();
/// coder.reserve_symbols(10_000);
/// assert_eq!(coder.num_lanes(), 64);
/// assert_eq!(InterleavedAnsCoder::with_lanes(8).unwrap().num_lanes(), 8);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InterleavedAnsCoder {
    coder: DefaultInterleaved,
    /// The number of states, if it was given; otherwise, that of `coder` can change while it is empty.
    lanes: Option<LaneCount>,
}

impl Default for InterleavedAnsCoder {
    fn default() -> Self {
        Self::new()
    }
}

impl InterleavedAnsCoder {
    /// A coder without data whose number of states follows from the first symbols.
    pub fn new() -> Self {
        Self { coder: DefaultInterleaved::new(LaneCount::ONE), lanes: None }
    }

    /// A coder without data that has this many states; `None` if this is not a power of two from 1 to 64.
    pub fn with_lanes(count: usize) -> Option<Self> {
        let lanes = LaneCount::new(count)?;
        Some(Self { coder: DefaultInterleaved::new(lanes), lanes: Some(lanes) })
    }

    /// A coder that decodes, or adds to, what [`get_compressed`](Self::get_compressed) returned.
    ///
    /// # Errors
    /// If the words do not end with a number of states and the states.
    pub fn from_compressed(words: Vec<u32>) -> Result<Self, InterleavedError<Infallible>> {
        let coder = DefaultInterleaved::from_compressed(words)?;
        let lanes = Some(coder.lanes().count());
        Ok(Self { coder, lanes })
    }

    /// The compressed data as bytes, the least significant byte of each word first.
    pub fn to_bytes(&self) -> Vec<u8> {
        words_to_bytes(self.get_compressed())
    }

    /// A coder that holds what [`to_bytes`](Self::to_bytes) returned.
    ///
    /// # Errors
    /// If the bytes end within a word, or as [`from_compressed`](Self::from_compressed).
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, InterleavedError<PartialWord>> {
        let words = words_from_bytes(bytes).map_err(InterleavedError::Source)?;
        Self::from_compressed(words).map_err(InterleavedError::from_infallible)
    }

    /// The compressed data. Its last word is the number of states.
    pub fn get_compressed(&self) -> Vec<u32> {
        let mut words = Vec::with_capacity(self.num_words());
        words.extend_from_slice(self.coder.words());
        let rest = DefaultInterleaved::from_raw_parts(Vec::new(), *self.coder.lanes());
        match rest.into_compressed() {
            Ok(last_words) => words.extend(last_words),
            Err(error) => match error {},
        }
        words
    }

    /// The compressed data, without a copy of it.
    pub fn into_words(self) -> Vec<u32> {
        match self.coder.into_compressed() {
            Ok(words) => words,
            Err(error) => match error {},
        }
    }

    /// A decoder of the same data, which leaves this coder as it is.
    pub fn as_decoder(&self) -> Interleaved<DefaultFormat, Cursor<u32, &[u32]>> {
        self.coder.as_decoder()
    }

    /// The number of states.
    pub fn num_lanes(&self) -> usize {
        self.coder.lanes().count().get()
    }

    /// Whether the first symbols are yet to choose the number of states.
    pub fn chooses_lanes(&self) -> bool {
        self.lanes.is_none() && self.is_empty()
    }

    /// The number of words of the compressed data.
    pub fn num_words(&self) -> usize {
        self.coder.num_words()
    }

    /// The number of bits of the compressed data: whole words.
    pub fn num_bits(&self) -> usize {
        self.coder.num_bits()
    }

    /// Whether there is nothing to decode.
    pub fn is_empty(&self) -> bool {
        self.coder.maybe_exhausted()
    }

    /// Drops all data. The number of states is kept if it was given.
    pub fn clear(&mut self) {
        self.coder.clear();
        self.forget_choice();
    }

    /// Makes a coder that has become empty as new, if its number of states was not given.
    fn forget_choice(&mut self) {
        if self.chooses_lanes() {
            *self = Self::new();
        }
    }
}

impl PutInterval for InterleavedAnsCoder {
    type Error = EncodeError<Infallible>;
    type Mark = (usize, Lanes<DefaultFormat>);
    const ORDER: Order = <DefaultInterleaved as PutInterval>::ORDER;
    const MAX_PRECISION: u32 = <DefaultInterleaved as PutInterval>::MAX_PRECISION;
    const IS_SERIAL: bool = <DefaultInterleaved as PutInterval>::IS_SERIAL;

    #[inline]
    fn put(&mut self, interval: Interval, precision: u32) -> Result<(), Self::Error> {
        self.coder.put(interval, precision)
    }

    #[inline]
    fn put_all(&mut self, intervals: impl Iterator<Item = Interval>, precision: u32) -> Result<(), Self::Error> {
        self.coder.put_all(intervals, precision)
    }

    #[inline]
    fn put_tables(&mut self, tables: &IntervalTables<'_>, places: &[u32]) -> bool {
        self.coder.put_tables(tables, places)
    }

    fn reserve_symbols(&mut self, symbols: usize) {
        if self.chooses_lanes() {
            self.coder = DefaultInterleaved::new(LaneCount::for_symbols(symbols));
        }
    }

    #[inline]
    fn make_room(&mut self, symbols: usize, precision: u32) -> bool {
        self.coder.make_room(symbols, precision)
    }

    fn mark(&self) -> Option<Self::Mark> {
        self.coder.mark()
    }

    fn rewind(&mut self, mark: Self::Mark) {
        self.coder.rewind(mark);
    }
}

impl TakeInterval for InterleavedAnsCoder {
    type Error = DecodeError<Infallible>;
    const MAX_PRECISION: u32 = <DefaultInterleaved as TakeInterval>::MAX_PRECISION;

    #[inline]
    fn quantile(&mut self, precision: u32) -> Result<u32, Self::Error> {
        self.coder.quantile(precision)
    }

    #[inline]
    fn advance(&mut self, quantile: u32, interval: Interval, precision: u32) -> Result<(), Self::Error> {
        self.coder.advance(quantile, interval, precision)?;
        self.forget_choice();
        Ok(())
    }

    #[inline]
    fn lanes(&self) -> usize {
        self.num_lanes()
    }

    #[inline]
    fn quantiles(&mut self, quantiles: &mut [u32], precision: u32) -> Result<(), Self::Error> {
        self.coder.quantiles(quantiles, precision)
    }

    #[inline]
    fn advance_all(
        &mut self,
        quantiles: &[u32],
        intervals: &[Interval],
        precision: u32,
    ) -> Result<(), FailedSymbol<Self::Error>> {
        self.coder.advance_all(quantiles, intervals, precision)?;
        self.forget_choice();
        Ok(())
    }

    #[inline]
    fn take_tables(&mut self, tables: &SymbolTables<'_>, numbers: &[u32], symbols: &mut [i32]) -> usize {
        let done = self.coder.take_tables(tables, numbers, symbols);
        self.forget_choice();
        done
    }
}

impl Pos for InterleavedAnsCoder {
    type Position = <DefaultInterleaved as Pos>::Position;

    fn pos(&self) -> Self::Position {
        self.coder.pos()
    }
}

impl Seek for InterleavedAnsCoder {
    fn seek(&mut self, position: Self::Position) -> Result<(), SeekError> {
        self.coder.seek(position)?;
        self.forget_choice();
        Ok(())
    }
}
