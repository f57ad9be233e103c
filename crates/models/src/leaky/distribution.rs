//! `Distribution`: the trait of distributions that can be quantised.

use super::Located;

/// A probability distribution over the real numbers.
///
/// With the feature `probability`, every distribution of the `probability` crate that can be inverted is one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a distribution that can be quantised",
    note = "constructors such as `Gaussian::new(mean, std)` return a `Result`: use `?` or `unwrap` first",
    note = "the feature `probability` adds the distributions of that crate; `CdfFn` takes any distribution function"
)]
pub trait Distribution {
    /// The cumulative distribution function: the probability of a value up to `x`.
    ///
    /// It must not decrease as `x` grows, and must give the same bits for the same `x` on every machine that is to
    /// decode: a function that uses the platform's `exp` or `erf` does not have them. Values outside of `0..=1` count as the
    /// nearer end.
    fn cdf(&self, x: f64) -> f64;

    /// Roughly, the `x` at which [`cdf`](Self::cdf) is `p`, for `0 < p < 1`.
    ///
    /// Only the speed of decoding depends on it, not what is decoded. NaN means "no idea".
    fn quantile(&self, p: f64) -> f64;

    /// The distribution as one that kernels compute, or `None`.
    ///
    /// The result is coded in place of the distribution: its [`cdf`](Located::cdf) must have the bits of
    /// [`cdf`](Self::cdf) for every `x`. **If it does not, then what was encoded decodes to other symbols**, as some calls
    /// use the one and some the other. Builds with debug assertions check it at one `x` for each symbol. A type that
    /// contains a [`Gaussian`](crate::Gaussian), say, and has its distribution function returns what that returns; any
    /// other distribution does without this method.
    #[inline]
    fn located(&self) -> Option<Located> {
        None
    }
}
