//! The loops over the symbols of a call, for `MixedTree`.

use constriction_adaptive::MixedTree;
use constriction_core::{Interval, TakeInterval};

use super::contexts::Source;
use super::learn::{Put, chunks};
use crate::progress::report;
use crate::{Error, Progress};

const PRECISION: u32 = MixedTree::PRECISION;

/// The interval of a bit, where a 0 has the probability `zero`, from 1 to `2^16 - 1`.
#[inline]
fn interval(zero: u32, bit: bool) -> Result<Interval, Error> {
    let (start, end) = if bit { (zero, 1 << PRECISION) } else { (0, zero) };
    Interval::between(start.into(), end.into()).ok_or(Error::Corrupt)
}

/// The contexts of the symbol after those `before`.
#[inline]
fn contexts(sources: &[Source<'_>], before: &[i32]) -> Result<[u64; MixedTree::MAX_CONTEXTS], Error> {
    let mut contexts = [0; MixedTree::MAX_CONTEXTS];
    for (place, source) in contexts.iter_mut().zip(sources) {
        let no_context = || Error::NoSuchContext { index: before.len(), contexts: usize::MAX };
        *place = source.context(before).ok_or_else(no_context)?;
    }
    Ok(contexts)
}

/// As `learn::encode`. The model is copied before.
pub(super) fn encode(
    model: &mut MixedTree,
    sources: &[Source<'_>],
    symbols: &[i32],
    put: &mut Put<'_>,
) -> Result<(), Error> {
    let mut learned = model.clone();
    let bits = model.bits();
    let mut intervals = Vec::new();
    for range in chunks(symbols.len()) {
        let end = range.end;
        intervals.try_reserve(bits as usize * range.len()).map_err(|_| Error::Memory)?;
        for index in range {
            let contexts = contexts(sources, &symbols[..index])?;
            let symbol = symbols[index];
            if symbol < 0 || symbol >> bits != 0 {
                return Err(Error::impossible(index, symbol));
            }
            let mut place = bits;
            learned.code(&contexts, |zero| {
                place -= 1;
                let bit = symbol >> place & 1 == 1;
                intervals.push(interval(zero, bit)?);
                Ok::<_, Error>(bit)
            })?;
        }
        put(&mut intervals, end)?;
    }
    *model = learned;
    Ok(())
}

/// As `learn::decode`. The model is copied before.
pub(super) fn decode<C: TakeInterval<Error: Into<Error>>>(
    model: &mut MixedTree,
    sources: &[Source<'_>],
    places: &mut [i32],
    largest: i32,
    coder: &mut C,
    progress: &mut Progress<'_>,
) -> Result<(), Error> {
    let mut learned = model.clone();
    for range in chunks(places.len()) {
        report(progress, range.start)?;
        for index in range {
            let contexts = contexts(sources, &places[..index])?;
            let symbol = learned.code(&contexts, |zero| {
                let quantile = coder.quantile(PRECISION).map_err(Into::into)?;
                let bit = quantile >= zero;
                coder.advance(quantile, interval(zero, bit)?, PRECISION).map_err(Into::into)?;
                Ok::<_, Error>(bit)
            })? as i32;
            if symbol > largest {
                return Err(Error::DoesNotFit { index, symbol });
            }
            places[index] = symbol;
        }
    }
    *model = learned;
    Ok(())
}
