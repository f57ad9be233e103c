//! The distributions of the `probability` crate.

use num_traits::AsPrimitive;
use probability::distribution::Inverse;

use super::Distribution;

impl<D: Inverse<Value: AsPrimitive<f64>>> Distribution for D {
    #[inline]
    fn cdf(&self, x: f64) -> f64 {
        self.distribution(x)
    }
    #[inline]
    fn quantile(&self, p: f64) -> f64 {
        self.inverse(p).as_()
    }
}
