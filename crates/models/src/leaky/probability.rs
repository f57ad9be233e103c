//! The distributions of the `probability` crate.

use core::any::{Any, TypeId};

use constriction_kernels::KernelFamily;
use num_traits::AsPrimitive;
use probability::distribution::Inverse;

use super::{Distribution, Located};

impl<D: Inverse<Value: AsPrimitive<f64>> + 'static> Distribution for D {
    #[inline]
    fn cdf(&self, x: f64) -> f64 {
        self.distribution(x)
    }

    /// No idea for discrete distributions, because their inverse functions search, and that of `Binomial` may not end.
    #[inline]
    fn quantile(&self, p: f64) -> f64 {
        if TypeId::of::<D::Value>() == TypeId::of::<f64>() { self.inverse(p).as_() } else { f64::NAN }
    }

    /// Of all distributions of that crate, only `Gaussian` has a function with our bits: that of `libm`. The parameters
    /// are not checked there in release builds.
    #[inline]
    fn located(&self) -> Option<Located> {
        let gaussian = (self as &dyn Any).downcast_ref::<probability::distribution::Gaussian>()?;
        Located::new(KernelFamily::Gaussian, gaussian.mu(), gaussian.sigma())
    }
}
