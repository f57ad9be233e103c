//! From a coder with several states to symbols, side by side.

use core::num::NonZeroU32;
use core::ops::Range;

use constriction_core::{Interval, TakeInterval};

use crate::{Error, Models, RunModel};

/// More symbols are not looked for at once.
const MOST_LANES: usize = 64;

/// Decodes symbols, as many at once as the coder has lanes.
///
/// `find` is given quantiles and the places of their symbols, and says how many of them it found before it came to an
/// error, if there is one.
#[inline]
pub(crate) fn take_in_lanes<C>(
    coder: &mut C,
    precision: u32,
    symbols: &mut [i32],
    mut find: impl FnMut(&[u32], Range<usize>, &mut [i32], &mut [Interval]) -> (usize, Result<(), Error>),
) -> Result<(), Error>
where
    C: TakeInterval<Error: Into<Error>>,
{
    let lanes = coder.lanes().clamp(1, MOST_LANES);
    let mut quantiles = [0; MOST_LANES];
    let mut intervals = [Interval { left: 0, prob: NonZeroU32::MIN }; MOST_LANES];
    let mut start = 0;
    for symbols in symbols.chunks_mut(lanes) {
        let (quantiles, intervals) = (&mut quantiles[..symbols.len()], &mut intervals[..symbols.len()]);
        coder.quantiles(quantiles, precision).map_err(Into::into)?;
        let (found, result) = find(quantiles, start..start + symbols.len(), symbols, intervals);
        // What comes first counts: the coder's error, or that of the model behind.
        let advanced = coder.advance_all(&quantiles[..found], &intervals[..found], precision);
        advanced.map_err(|failed| failed.error.into())?;
        result?;
        start += symbols.len();
    }
    Ok(())
}

/// Finds symbols one by one. They do not depend on each other, so that the processor works on several of them.
#[inline]
pub(crate) fn find_each<M: Models>(
    models: &M,
    start: usize,
    quantiles: &[u32],
    places: Range<usize>,
    symbols: &mut [i32],
    intervals: &mut [Interval],
) -> (usize, Result<(), Error>) {
    for (lane, place) in places.enumerate() {
        match find(models, place, quantiles[lane]) {
            Ok(found) => (symbols[lane], intervals[lane]) = found,
            Err(error) => return (lane, Err(error.at(start + place))),
        }
    }
    (symbols.len(), Ok(()))
}

#[inline]
fn find<M: Models>(models: &M, place: usize, quantile: u32) -> Result<(i32, Interval), Error> {
    let found = models.model(place)?.symbol_at(quantile);
    models.check()?;
    found.ok_or(Error::Corrupt)
}
