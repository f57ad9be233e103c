//! `CdfFn`: a distribution given by a closure.

use super::Distribution;

/// A distribution that is known by its cumulative distribution function alone.
///
/// Decoding searches by bisection, which evaluates the function once for each bit of the number of symbols.
///
/// ```
/// use constriction_core::{DecoderModel, EncoderModel};
/// use constriction_models::{CdfFn, LeakyQuantizer};
///
/// // The triangular distribution between 0 and 10 with its peak at 10.
/// let triangular = CdfFn(|x: f64| (x.clamp(0.0, 10.0) / 10.0).powi(2));
/// let model = LeakyQuantizer::<i32, 24>::new(0..=10).quantize(triangular);
/// let interval = model.interval(&7).unwrap();
/// assert_eq!(model.symbol_at(interval.left), Some((7, interval)));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct CdfFn<F>(pub F);

impl<F: Fn(f64) -> f64> Distribution for CdfFn<F> {
    #[inline]
    fn cdf(&self, x: f64) -> f64 {
        (self.0)(x)
    }
    #[inline]
    fn quantile(&self, _p: f64) -> f64 {
        f64::NAN
    }
}
