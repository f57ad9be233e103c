//! Models of integers by distributions with a location and a scale, of which each symbol has its own.

use core::num::NonZeroU32;

use constriction_core::{Interval, TakeInterval};
use constriction_kernels::{Leaky, Level, Quantiles};
use constriction_models::dynamic::Support;
use constriction_models::{Distribution, ParameterError};

use crate::{Error, Models, RunModel};

/// Which integers, and what their distributions are like.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Located<'a, New> {
    support: Support<i32>,
    locations: &'a [f64],
    scales: &'a [f64],
    new: New,
    /// The same for many symbols at once, if that can be done and all parameters are good.
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
        // Without a branch for each, so that several are looked at side by side.
        let are_good = locations.iter().fold(true, |good, location| good & location.is_finite())
            && scales.iter().fold(true, |good, &scale| good & (scale > 0.0) & (scale < f64::INFINITY));
        let kernel = family
            .filter(|_| are_good)
            .and_then(|family| Leaky::new(family, support.min()..=support.max(), support.precision()));
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
        /// So many fit on the stack and into the cache.
        const BLOCK: usize = 256;
        let Some(kernel) = self.kernel else { return false };
        let level = Level::detect();
        let mut found = [[0; 2]; BLOCK];
        let mut are_possible = true;
        let parameters = self.locations.chunks(BLOCK).zip(self.scales.chunks(BLOCK));
        for ((symbols, intervals), (locations, scales)) in
            symbols.chunks(BLOCK).zip(intervals.chunks_mut(BLOCK)).zip(parameters)
        {
            let found = &mut found[..symbols.len()];
            kernel.intervals(level, symbols, locations, scales, found);
            for (interval, &[left, prob]) in intervals.iter_mut().zip(&*found) {
                are_possible &= prob != 0;
                *interval = Interval { left, prob: NonZeroU32::new(prob).unwrap_or(NonZeroU32::MIN) };
            }
        }
        are_possible
    }

    fn take_all<C>(&self, coder: &mut C, precision: u32, symbols: &mut [i32]) -> Option<Result<(), Error>>
    where
        C: TakeInterval<Error: Into<Error>>,
    {
        let kernel = self.kernel?;
        let mut source = Source { coder, precision };
        Some(kernel.decode(Level::detect(), self.locations, self.scales, symbols, &mut source))
    }
}

/// A coder, as the kernels see it.
struct Source<'a, C> {
    coder: &'a mut C,
    precision: u32,
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
