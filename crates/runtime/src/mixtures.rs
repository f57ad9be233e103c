//! Models of integers by mixtures of distributions, of which each symbol has its own.

use core::cell::OnceCell;

use constriction_core::{Interval, TakeInterval};
use constriction_kernels::{Leaky, Level, Mixtures};
use constriction_models::dynamic::Support;
use constriction_models::{Distribution, Mixture};

use crate::lanes::take_in_lanes;
use crate::located::{Source, make};
use crate::ready::in_weights;
use crate::{Error, Models, RunModel};

/// The mixtures of some symbols.
#[derive(Debug)]
pub(crate) struct Mixed<'a, D, New> {
    support: Support<i32>,
    /// The same for many symbols at once.
    kernel: Mixtures<'a>,
    width: usize,
    /// Whether all components are distributions. The weights can still be none.
    is_good: bool,
    new: New,
    /// What `new` makes, when it is needed: one mixture behind the other.
    components: OnceCell<Vec<(f64, D)>>,
}

impl<'a, D, New: Fn() -> Result<Vec<(f64, D)>, Error>> Mixed<'a, D, New> {
    /// Mixtures of `width` components each, with their weights, means and scales, which `new` makes distributions of.
    ///
    /// `None` if there are no kernels for them.
    pub(crate) fn new(
        support: Support<i32>,
        family: Option<constriction_kernels::Family>,
        width: usize,
        [weights, means, scales]: [&'a [f64]; 3],
        new: New,
    ) -> Option<Self> {
        let leaky = Leaky::new(family?, support.min()..=support.max(), support.precision())?;
        let kernel = Mixtures::new(leaky, width, weights, means, scales)?;
        // Counted, so that several are looked at side by side.
        let good = means.iter().filter(|mean| mean.is_finite()).count()
            + scales.iter().filter(|&&scale| scale > 0.0 && scale < f64::INFINITY).count();
        let is_good = good == means.len() + scales.len();
        Some(Self { support, kernel, width, is_good, new, components: OnceCell::new() })
    }

    /// Makes the components.
    ///
    /// # Errors
    /// If one of them is no distribution.
    fn components(&self) -> Result<&[(f64, D)], Error> {
        match self.components.get() {
            Some(components) => Ok(components),
            None => {
                let components = (self.new)()?;
                Ok(self.components.get_or_init(|| components))
            }
        }
    }

    /// Finds out whether the components are distributions.
    ///
    /// # Errors
    /// If one of them is not.
    pub(crate) fn check(&self) -> Result<(), Error> {
        if self.is_good { Ok(()) } else { self.components().map(drop) }
    }

    /// Whether all mixtures are distributions.
    fn is_valid(&self) -> bool {
        self.is_good && self.kernel.have_weights()
    }
}

impl<D, New> Models for Mixed<'_, D, New>
where
    D: Distribution,
    New: Fn() -> Result<Vec<(f64, D)>, Error>,
{
    #[inline]
    fn model(&self, place: usize) -> Result<impl RunModel, Error> {
        let components = &self.components()?[place * self.width..(place + 1) * self.width];
        Ok(self.support.quantize(Mixture::new(components).map_err(in_weights)?))
    }

    fn intervals(&self, symbols: &[i32], intervals: &mut [Interval]) -> bool {
        self.kernel.intervals(Level::detect(), symbols, intervals, make) == 0
    }

    fn take_all<C>(&self, coder: &mut C, precision: u32, symbols: &mut [i32]) -> Option<Result<(), Error>>
    where
        C: TakeInterval<Error: Into<Error>>,
    {
        if !self.is_valid() {
            return None;
        }
        if coder.lanes() > 1 {
            return Some(take_in_lanes(coder, precision, symbols, |quantiles, places, symbols, intervals| {
                self.kernel.slice(places).symbols(Level::detect(), quantiles, symbols, intervals, make);
                (symbols.len(), Ok(()))
            }));
        }
        Some(self.kernel.decode(Level::detect(), symbols, &mut Source { coder, precision }))
    }
}
