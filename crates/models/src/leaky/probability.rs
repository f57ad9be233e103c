//! The distributions of the `probability` crate.

use core::any::TypeId;

use num_traits::AsPrimitive;
use probability::distribution::Inverse;

use super::Distribution;

impl<D: Inverse<Value: AsPrimitive<f64>>> Distribution for D {
    #[inline]
    fn cdf(&self, x: f64) -> f64 {
        self.distribution(x)
    }

    /// No idea for discrete distributions, because their inverse functions search, and that of `Binomial` may not end.
    #[inline]
    fn quantile(&self, p: f64) -> f64 {
        if TypeId::of::<D::Value>() == TypeId::of::<f64>() { self.inverse(p).as_() } else { f64::NAN }
    }
}
