//! From intervals to a coder.

use core::ops::Range;

use constriction_core::{Interval, Order, PutInterval};

use crate::encode::{ask, impossible};
use crate::visit::Visit;
use crate::{Error, Models, RunModel, Watch};

/// Puts some symbols, by a coder that can take them back, without a buffer for their intervals: while its state waits
/// for a division, the processor looks up what follows.
pub(crate) struct Put<'a, C> {
    pub(crate) coder: &'a mut C,
    pub(crate) symbols: &'a [i32],
    /// The index of the first of the symbols.
    pub(crate) start: usize,
    pub(crate) precision: u32,
}

/// What stops it.
enum Stop<E> {
    Coder(E),
    Model(Error),
}

impl<E> From<E> for Stop<E> {
    fn from(error: E) -> Self {
        Self::Coder(error)
    }
}

impl<C> Visit for Put<'_, C>
where
    C: PutInterval,
    Error: From<C::Error>,
{
    #[inline]
    fn visit<M: Models>(self, models: M) -> Result<(), Error> {
        let Self { coder, symbols, start, precision } = self;
        let intervals = symbols.iter().enumerate().map(|(place, &symbol)| {
            let model = models.model(place).map_err(|error| Stop::Model(error.at(start + place)))?;
            model.interval(symbol).ok_or_else(|| Stop::Model(impossible(start + place, symbol)))
        });
        let result = if C::ORDER == Order::Reverse {
            coder.try_put_all(intervals.rev(), precision)
        } else {
            coder.try_put_all(intervals, precision)
        };
        result.map_err(|stop| match stop {
            Stop::Coder(error) => error.into(),
            Stop::Model(error) => error,
        })
    }
}

/// Computes the intervals of a chunk, puts them, and goes on with the next.
pub(crate) fn put_chunks<C>(
    coder: &mut C,
    precision: u32,
    total: usize,
    chunk: usize,
    mut fill: impl FnMut(Range<usize>, &mut Vec<Interval>) -> Result<(), Error>,
    watch: &mut Watch<'_>,
) -> Result<(), Error>
where
    C: PutInterval,
    Error: From<C::Error>,
{
    let mut intervals = Vec::new();
    if coder.mark().is_none() {
        // A coder that cannot take anything back takes all at once: to compute the intervals is half of it.
        coder.expect(total);
        for start in (0..total).step_by(chunk) {
            ask(watch, start / 2)?;
            fill(start..total.min(start + chunk), &mut intervals)?;
        }
        let mut put = 0;
        let watched = |&interval: &Interval| {
            if put % chunk == 0 {
                ask(watch, (total + put) / 2)?;
            }
            put += 1;
            Ok::<_, Error>(interval)
        };
        return if C::ORDER == Order::Reverse {
            coder.try_put_all(intervals.iter().rev().map(watched), precision)
        } else {
            coder.try_put_all(intervals.iter().map(watched), precision)
        };
    }
    put_all_chunks(coder, total, chunk, watch, |coder, chunk| {
        intervals.clear();
        fill(chunk, &mut intervals)?;
        if C::ORDER == Order::Reverse {
            coder.put_all(intervals.iter().rev().copied(), precision)?;
        } else {
            coder.put_all(intervals.iter().copied(), precision)?;
        }
        Ok(())
    })
}

/// Puts chunk after chunk, in the coder's order; takes all of them back after an error.
pub(crate) fn put_all_chunks<C: PutInterval>(
    coder: &mut C,
    total: usize,
    chunk: usize,
    watch: &mut Watch<'_>,
    mut put: impl FnMut(&mut C, Range<usize>) -> Result<(), Error>,
) -> Result<(), Error> {
    let mark = coder.mark();
    coder.expect(total);
    let chunks = if total == 0 { 0 } else { total.div_ceil(chunk) };
    let result = (0..chunks).try_for_each(|number| {
        ask(watch, number * chunk)?;
        let place = if C::ORDER == Order::Reverse { chunks - 1 - number } else { number };
        put(coder, place * chunk..total.min((place + 1) * chunk))
    });
    if let (Err(_), Some(mark)) = (&result, mark) {
        coder.rewind(mark);
    }
    result
}
