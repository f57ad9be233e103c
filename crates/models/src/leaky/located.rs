//! `Located`: distributions with a location and a scale that kernels compute.

use constriction_kernels::KernelFamily;

/// One distribution of a [`KernelFamily`]: its location and its scale. [`array::LocationScale`](crate::array::LocationScale) is
/// an array of such distributions.
///
/// Such distributions are quantised by vector instructions, see [`Distribution::located`](crate::Distribution::located).
/// Only distributions of this crate make values of this type, so that the parameters are valid.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Located {
    family: KernelFamily,
    /// Finite.
    location: f64,
    /// Positive and finite.
    scale: f64,
}

impl Located {
    /// `None` if the parameters are not valid.
    #[inline]
    pub(super) fn new(family: KernelFamily, location: f64, scale: f64) -> Option<Self> {
        let is_distribution = location.is_finite() && scale > 0.0 && scale < f64::INFINITY;
        is_distribution.then_some(Self { family, location, scale })
    }

    /// The family.
    #[inline]
    pub fn family(&self) -> KernelFamily {
        self.family
    }

    /// The location.
    #[inline]
    pub fn location(&self) -> f64 {
        self.location
    }

    /// The scale.
    #[inline]
    pub fn scale(&self) -> f64 {
        self.scale
    }

    /// The cumulative distribution function, which fixes the bits.
    #[inline]
    pub fn cdf(&self, x: f64) -> f64 {
        self.family.cdf(x, self.location, self.scale)
    }
}
