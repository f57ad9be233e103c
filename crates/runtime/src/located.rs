//! Models of integers by distributions with a location and a scale, of which each symbol has its own.

use core::num::NonZeroU32;

use constriction_core::{Interval, TakeInterval};
use constriction_kernels::{Leaky, Level, Quantiles};
use constriction_models::dynamic::Support;
use constriction_models::{Distribution, ParameterError};

use crate::lanes::take_in_lanes;
use crate::{Error, Models, RunModel};

/// Which integers, and what their distributions are like.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Located<'a, New> {
    support: Support<i32>,
    locations: &'a [f64],
    scales: &'a [f64],
    new: New,
    /// The same for many symbols at once, if that can be done.
    kernel: Option<Leaky>,
}

impl<'a, New> Located<'a, New> {
    pub(crate) fn new(
        support: Support<i32>,
        family: Option<constriction_kernels::Family>,
        locations: &'a [f64],
        scales: &'a [f64],
        new: New,
    ) -> Self {
        let kernel = family.and_then(|family| Leaky::new(family, support.min()..=support.max(), support.precision()));
        Self { support, locations, scales, new, kernel }
    }
}

impl<D, New> Models for Located<'_, New>
where
    D: Distribution,
    New: Fn(f64, f64) -> Result<D, ParameterError>,
{
    #[inline]
    fn model(&self, place: usize) -> Result<impl RunModel, Error> {
        Ok(self.support.quantize((self.new)(self.locations[place], self.scales[place])?))
    }

    fn intervals(&self, symbols: &[i32], intervals: &mut [Interval]) -> bool {
        let Some(kernel) = self.kernel else { return false };
        kernel.intervals(Level::detect(), symbols, self.locations, self.scales, intervals, make) == 0
    }

    fn take_all<C>(&self, coder: &mut C, precision: u32, symbols: &mut [i32]) -> Option<Result<(), Error>>
    where
        C: TakeInterval<Error: Into<Error>>,
    {
        let kernel = self.kernel?;
        // Counted, so that several are looked at side by side.
        let good = self.locations.iter().filter(|location| location.is_finite()).count()
            + self.scales.iter().filter(|&&scale| scale > 0.0 && scale < f64::INFINITY).count();
        if good != self.locations.len() + self.scales.len() {
            return None;
        }
        if coder.lanes() > 1 {
            return Some(take_in_lanes(coder, precision, symbols, |quantiles, places, symbols, intervals| {
                let (locations, scales) = (&self.locations[places.clone()], &self.scales[places]);
                kernel.symbols(Level::detect(), quantiles, locations, scales, symbols, intervals, make);
                (symbols.len(), Ok(()))
            }));
        }
        let mut source = Source { coder, precision };
        Some(kernel.decode(Level::detect(), self.locations, self.scales, symbols, &mut source))
    }
}

/// Without a branch; what it makes of 0 is of no use.
#[inline]
pub(crate) fn make(left: u32, length: u32) -> Interval {
    Interval { left, prob: NonZeroU32::MIN.saturating_add(length.wrapping_sub(1)) }
}

/// A coder, as the kernels see it.
pub(crate) struct Source<'a, C> {
    pub(crate) coder: &'a mut C,
    pub(crate) precision: u32,
}

impl<C: TakeInterval<Error: Into<Error>>> Quantiles for Source<'_, C> {
    type Error = Error;

    #[inline]
    fn quantile(&mut self) -> Result<u32, Error> {
        self.coder.quantile(self.precision).map_err(Into::into)
    }

    #[inline]
    fn advance(&mut self, quantile: u32, left: u32, length: u32) -> Result<(), Error> {
        let prob = NonZeroU32::new(length).ok_or(Error::Corrupt)?;
        self.coder.advance(quantile, Interval { left, prob }, self.precision).map_err(Into::into)
    }
}
