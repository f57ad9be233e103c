//! Coders without models: intervals of quantiles go in and out.

use constriction_core::{Interval, PutInterval, TakeInterval};

use crate::encode::{encoder_precision, make_room, put_chunks};
use crate::erased::erased;
use crate::{Error, Transaction, go_on};

/// Intervals from their left ends and their probabilities, in units of `2^-precision`. One probability is for all.
///
/// # Errors
/// If an interval does not lie within 0 to `2^precision` or is empty, there are not as many probabilities as left ends, or
/// the precision is not 1 to 32 bits.
pub fn intervals<T: Copy + Into<u64>>(
    lefts: &[T],
    probabilities: &[T],
    precision: u32,
) -> Result<Vec<Interval>, Error> {
    Error::check_precision(precision, 1, 32)?;
    let each = probabilities.len() != 1;
    if each && probabilities.len() != lefts.len() {
        return Err(Error::Length { name: "probability", expected: lefts.len(), given: probabilities.len() });
    }
    let mut intervals = Vec::new();
    intervals.try_reserve_exact(lefts.len()).map_err(|_| Error::Memory)?;
    for (index, &left) in lefts.iter().enumerate() {
        let (left, probability) = (left.into(), probabilities[if each { index } else { 0 }].into());
        let right = left.checked_add(probability).filter(|&right| right <= 1 << precision);
        let interval = right.and_then(|right| Interval::between(left, right));
        intervals.push(interval.ok_or(Error::Interval { index, left, probability, precision })?);
    }
    Ok(intervals)
}

/// Encodes intervals, so that they are decoded in their order: all, or none if there is an error.
///
/// # Errors
/// If the coder cannot take an interval or the precision.
pub fn encode_intervals<C>(coder: &mut C, intervals: &[Interval], precision: u32) -> Result<(), Error>
where
    C: PutInterval,
    Error: From<C::Error>,
{
    const CHUNK: usize = 1 << 12;
    encoder_precision::<C>(precision)?;
    if let &[interval] = intervals {
        make_room(coder, 1, precision)?;
        return Ok(coder.put(interval, precision)?);
    }
    let mut fill = |chunk, filled: &mut Vec<Interval>| {
        filled.extend_from_slice(&intervals[chunk]);
        Ok(())
    };
    put_chunks(coder, precision, intervals.len(), CHUNK, &mut fill, &mut go_on)
}

/// The quantile that comes next: a symbol whose interval contains it was encoded.
///
/// # Errors
/// If the data is corrupt, or the coder does not take the precision.
pub fn next_quantile<C>(coder: &mut C, precision: u32) -> Result<u32, Error>
where
    C: TakeInterval<Error: Into<Error>>,
{
    Error::check_precision(precision, C::MIN_PRECISION, C::MAX_PRECISION)?;
    coder.quantile(precision).map_err(Into::into)
}

/// Decodes intervals, each of which must contain the quantile that comes next: all, or none if there is an error.
///
/// # Errors
/// If an interval does not contain the quantile, the data is corrupt, or the coder does not take the precision.
pub fn advance_intervals<C: Transaction>(coder: &mut C, intervals: &[Interval], precision: u32) -> Result<(), Error> {
    coder.transact(|coder| {
        check_precision(coder, precision)?;
        take_all(&mut erased(coder), intervals, precision)
    })
}

fn check_precision<C: TakeInterval>(_coder: &C, precision: u32) -> Result<(), Error> {
    Error::check_precision(precision, C::MIN_PRECISION, C::MAX_PRECISION).map(drop)
}

fn take_all<C: TakeInterval<Error: Into<Error>>>(
    coder: &mut C,
    intervals: &[Interval],
    precision: u32,
) -> Result<(), Error> {
    for (index, &interval) in intervals.iter().enumerate() {
        let quantile = coder.quantile(precision).map_err(Into::into)?;
        if !interval.contains(quantile) {
            return Err(Error::OtherInterval { index, quantile });
        }
        coder.advance(quantile, interval, precision).map_err(Into::into)?;
    }
    Ok(())
}
