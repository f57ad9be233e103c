//! What the leaky quantizer needs to know of a distribution.

/// A probability distribution over the real numbers.
///
/// With the feature `probability`, every distribution of the `probability` crate that can be inverted is one.
pub trait Distribution {
    /// The cumulative distribution function: the probability of a value up to `x`.
    ///
    /// It must not decrease as `x` grows, and must give the same bits for the same `x` on every machine that is to
    /// decode: whoever computes it by the platform's `exp` or `erf` will not. Values outside of `0..=1` count as the
    /// nearer end.
    fn cdf(&self, x: f64) -> f64;

    /// Roughly, the `x` at which [`cdf`](Self::cdf) is `p`, for `0 < p < 1`.
    ///
    /// Only the speed of decoding depends on it, not what is decoded. NaN means "no idea".
    fn quantile(&self, p: f64) -> f64;
}
