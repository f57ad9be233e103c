//! The loops over the symbols of an array.

use core::num::NonZeroU32;
use core::ops::Range;

use constriction_core::{Corrupt, Interval, Order, PutInterval, TakeInterval};

use super::{ArrayError, ModelArray, NoInterval};

/// How many symbols are worked on at once, where they go through a buffer on the stack.
pub(super) const BLOCK: usize = 64;
/// The same where there is a heap: a coder takes a moment to get going again after each block.
#[cfg(feature = "alloc")]
const LARGE_BLOCK: usize = 1 << 12;
/// More symbols are not looked for at once.
const MOST_LANES: usize = 64;
/// The initial contents of a buffer.
pub(super) const NOTHING: Interval = Interval { left: 0, prob: NonZeroU32::MIN };

/// See [`ModelArray::intervals`]: one interval after the other.
#[inline]
pub(super) fn intervals<A: ModelArray + ?Sized>(
    array: &A,
    start: usize,
    symbols: &[i32],
    intervals: &mut [Interval],
) -> Result<(), NoInterval<A::Error>> {
    assert_eq!(symbols.len(), intervals.len(), "an interval for each symbol");
    for ((place, &symbol), interval) in (start..).zip(symbols).zip(intervals) {
        *interval = one_interval(array, place, symbol)?;
    }
    Ok(())
}

#[inline]
pub(super) fn one_interval<A: ModelArray + ?Sized>(
    array: &A,
    place: usize,
    symbol: i32,
) -> Result<Interval, NoInterval<A::Error>> {
    let found = array.interval(place, symbol).map_err(|error| NoInterval { place, error: Some(error) })?;
    found.ok_or(NoInterval { place, error: None })
}

/// The blocks of `total` symbols, in the order in which a coder is given them.
#[inline]
pub(super) fn blocks(total: usize, block: usize, order: Order) -> impl Iterator<Item = Range<usize>> {
    let count = total.div_ceil(block);
    (0..count).map(move |number| {
        let number = if order == Order::Reverse { count - 1 - number } else { number };
        number * block..total.min((number + 1) * block)
    })
}

/// See [`ModelArray::put`]: computes the intervals of a block, and then puts them.
///
/// A coder that has no mark gets all of them in one call, which undoes itself where that is possible.
///
/// Where an interval takes long, a coder that waits for its own divisions would otherwise keep the processor from
/// beginning with the next one.
#[inline]
pub(super) fn put_blocks<A: ModelArray + ?Sized, C: PutInterval>(
    array: &A,
    coder: &mut C,
    start: usize,
    symbols: &[i32],
    order: Order,
) -> Result<(), ArrayError<A::Error, C::Error>> {
    let precision = array.precision();
    if coder.mark().is_none() {
        return coder.try_put_all(in_blocks(array, start, symbols, order), precision);
    }
    let mut small = [NOTHING; BLOCK];
    #[cfg(feature = "alloc")]
    let mut large = alloc::vec::Vec::new();
    let block = match symbols.len() {
        #[cfg(feature = "alloc")]
        len if len > BLOCK => {
            large.resize(len.min(LARGE_BLOCK), NOTHING);
            &mut large[..]
        }
        _ => &mut small[..],
    };
    for places in blocks(symbols.len(), block.len(), order) {
        let intervals = &mut block[..places.len()];
        if let Err(error) = array.intervals(start + places.start, &symbols[places.clone()], intervals) {
            return Err(first_in(array, start + places.start, &symbols[places], order, error).into_array_error());
        }
        match order {
            Order::Forward => coder.put_all(intervals.iter().copied(), precision)?,
            Order::Reverse => coder.put_all(intervals.iter().rev().copied(), precision)?,
        }
    }
    Ok(())
}

/// The error that comes first where symbols are encoded in an order, given the one that comes first in the block.
#[cold]
fn first_in<A: ModelArray + ?Sized>(
    array: &A,
    start: usize,
    symbols: &[i32],
    order: Order,
    error: NoInterval<A::Error>,
) -> NoInterval<A::Error> {
    let mut from_the_end = (start..start + symbols.len()).zip(symbols).rev();
    let mut last = || from_the_end.find_map(|(place, &symbol)| one_interval(array, place, symbol).err());
    if order == Order::Reverse { last().unwrap_or(error) } else { error }
}

/// See [`ModelArray::put`]: puts each interval as it is found.
///
/// Where an interval is looked up, the processor does so while the coder waits for the state before.
#[inline]
pub(super) fn put_directly<A: ModelArray + ?Sized, C: PutInterval>(
    array: &A,
    coder: &mut C,
    start: usize,
    symbols: &[i32],
    order: Order,
) -> Result<(), ArrayError<A::Error, C::Error>> {
    let find = |(place, &symbol)| one_interval(array, start + place, symbol).map_err(|error| Stop::At(error.place));
    let intervals = symbols.iter().enumerate().map(find);
    let result = match order {
        Order::Forward => coder.try_put_all(intervals, array.precision()),
        Order::Reverse => coder.try_put_all(intervals.rev(), array.precision()),
    };
    result.map_err(|stop| match stop {
        Stop::At(place) => {
            // What is wrong is found again.
            let error = one_interval(array, place, symbols[place - start]).err().and_then(|error| error.error);
            NoInterval { place, error }.into_array_error()
        }
        Stop::Coder(error) => error.into(),
    })
}

/// Why a coder stops. It is small, as there could be one for each symbol.
enum Stop<E> {
    /// There is no interval for the symbol at a place.
    At(usize),
    Coder(E),
}

impl<E> From<E> for Stop<E> {
    #[inline]
    fn from(error: E) -> Self {
        Self::Coder(error)
    }
}

/// The intervals of all symbols, in the order in which a coder is given them, computed block by block.
#[inline]
fn in_blocks<'a, A: ModelArray + ?Sized, C>(
    array: &'a A,
    start: usize,
    symbols: &'a [i32],
    order: Order,
) -> impl Iterator<Item = Result<Interval, ArrayError<A::Error, C>>> + use<'a, A, C> {
    let mut block = [NOTHING; BLOCK];
    let (mut blocks, mut left) = (blocks(symbols.len(), BLOCK, order), 0..0);
    core::iter::from_fn(move || {
        if left.is_empty() {
            let places = blocks.next()?;
            left = 0..places.len();
            let first = start + places.start;
            if let Err(error) = array.intervals(first, &symbols[places.clone()], &mut block[left.clone()]) {
                let error = first_in(array, first, &symbols[places], order, error);
                return Some(Err(error.into_array_error()));
            }
        }
        let place = if order == Order::Reverse { left.next_back() } else { left.next() };
        Some(Ok(block[place?]))
    })
}

/// See [`ModelArray::take`]: one symbol after the other, or as many side by side as the coder has states.
#[inline]
pub(super) fn take<A: ModelArray + ?Sized, C: TakeInterval>(
    array: &A,
    coder: &mut C,
    start: usize,
    symbols: &mut [i32],
) -> Result<(), ArrayError<A::Error, C::Error>> {
    let precision = array.precision();
    if coder.lanes() > 1 {
        return take_in_rounds(coder, precision, start, symbols, |quantiles, places, symbols, intervals| {
            for (lane, place) in places.enumerate() {
                match one_symbol::<A, C>(array, place, quantiles[lane]) {
                    Ok(found) => (symbols[lane], intervals[lane]) = found,
                    Err(error) => return (lane, Err(error)),
                }
            }
            (symbols.len(), Ok(()))
        });
    }
    for (place, symbol) in (start..).zip(symbols) {
        let at = |error| ArrayError::Coder { index: Some(place), error };
        let quantile = coder.quantile(precision).map_err(at)?;
        let interval;
        (*symbol, interval) = one_symbol::<A, C>(array, place, quantile)?;
        coder.advance(quantile, interval, precision).map_err(at)?;
    }
    Ok(())
}

#[inline]
fn one_symbol<A: ModelArray + ?Sized, C: TakeInterval>(
    array: &A,
    index: usize,
    quantile: u32,
) -> Result<(i32, Interval), ArrayError<A::Error, C::Error>> {
    let found = array.symbol_at(index, quantile).map_err(|error| ArrayError::Model { index, error })?;
    found.ok_or_else(|| ArrayError::Coder { index: Some(index), error: Corrupt.into() })
}

/// Decodes symbols, as many at once as the coder has states.
///
/// `find` gets quantiles and the places of their symbols, and returns how many symbols it found before the
/// first error.
#[inline]
pub(super) fn take_in_rounds<M, C: TakeInterval>(
    coder: &mut C,
    precision: u32,
    mut start: usize,
    symbols: &mut [i32],
    mut find: impl FnMut(&[u32], Range<usize>, &mut [i32], &mut [Interval]) -> (usize, Result<(), ArrayError<M, C::Error>>),
) -> Result<(), ArrayError<M, C::Error>> {
    let lanes = coder.lanes().clamp(1, MOST_LANES);
    let mut quantiles = [0; MOST_LANES];
    let mut intervals = [NOTHING; MOST_LANES];
    for symbols in symbols.chunks_mut(lanes) {
        let (quantiles, intervals) = (&mut quantiles[..symbols.len()], &mut intervals[..symbols.len()]);
        coder.quantiles(quantiles, precision).map_err(|error| ArrayError::Coder { index: Some(start), error })?;
        let (found, result) = find(quantiles, start..start + symbols.len(), symbols, intervals);
        // What comes first counts: the coder's error, or that of the model after it.
        let advanced = coder.advance_all(&quantiles[..found], &intervals[..found], precision);
        advanced.map_err(|failed| ArrayError::Coder { index: Some(start + failed.index), error: failed.error })?;
        result?;
        start += symbols.len();
    }
    Ok(())
}
