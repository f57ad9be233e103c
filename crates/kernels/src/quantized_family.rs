//! Distributions that are quantised to integers.

use core::ops::RangeInclusive;

use crate::tables::{CAUCHY_INVERSE, GAUSSIAN_INVERSE, Inverse, LAPLACE_INVERSE};
use crate::{KernelFamily, Level, Quantiles, scalar};

/// A family of distributions, and adjacent integers that each get the probability of what is nearest to them.
///
/// With the precision P and the support from `min` to `max`,
///
/// ```text
/// left(s) = floor((2^P - 1 - (max - min)) * CDF(s - 1/2)) + (s - min),   left(min) = 0,   left(max + 1) = 2^P
/// ```
///
/// in `f64`, and the interval of s is from `left(s)` to `left(s + 1)`.
///
/// Locations must be finite, and scales positive and finite: other parameters are not valid.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct QuantizedFamily {
    family: KernelFamily,
    min: i32,
    /// The offset of the largest symbol; below `2^precision`.
    last: i64,
    /// From 1 to 32.
    precision: u32,
}

impl QuantizedFamily {
    /// Quantises a family to the integers of `support`, both ends included.
    ///
    /// `None` if the precision is not 1 to 32 bits, the support is empty or has more than `2^precision` integers, or
    /// only one at 32 bits.
    #[inline]
    #[must_use]
    pub fn new(family: KernelFamily, support: RangeInclusive<i32>, precision: u32) -> Option<Self> {
        let (min, max) = support.into_inner();
        let last = i64::from(max) - i64::from(min);
        let is_valid =
            (1..=32).contains(&precision) && (0..1i64 << precision).contains(&last) && !(precision == 32 && last == 0);
        is_valid.then_some(Self { family, min, last, precision })
    }

    /// The family.
    #[inline]
    #[must_use]
    pub fn family(&self) -> KernelFamily {
        self.family
    }

    /// The smallest symbol.
    #[inline]
    #[must_use]
    pub fn min(&self) -> i32 {
        self.min
    }

    /// The number of bits of a probability.
    #[inline]
    #[must_use]
    pub fn precision(&self) -> u32 {
        self.precision
    }

    /// The offset of the largest symbol from the smallest one.
    #[inline]
    pub(crate) fn last(&self) -> i64 {
        self.last
    }

    /// The quantity that the distribution decides: an integer from 0 to `2^32 - 2`.
    #[inline]
    pub(crate) fn free_weight(&self) -> f64 {
        ((1i64 << self.precision) - 1 - self.last) as f64
    }

    /// About the quantile function of the distribution with location 0 and scale 1.
    #[inline(always)]
    pub(crate) fn inverse(&self) -> &'static Inverse {
        match self.family {
            KernelFamily::Gaussian => &GAUSSIAN_INVERSE,
            KernelFamily::Laplace => &LAPLACE_INVERSE,
            KernelFamily::Cauchy => &CAUCHY_INVERSE,
        }
    }

    /// Where to start looking for a quantile: a number between the smallest and the largest symbol.
    #[inline(always)]
    pub(crate) fn guess(&self, quantile: u32, location: f64, scale: f64) -> f64 {
        let [constant, slope] = self.inverse().chord(quantile, self.precision);
        self.clamp((location + scale * constant) + scale * slope * f64::from(quantile))
    }

    /// The nearest number between the smallest and the largest symbol; for a NaN the smallest one.
    #[inline(always)]
    pub(crate) fn clamp(&self, x: f64) -> f64 {
        let (min, max) = (f64::from(self.min), (i64::from(self.min) + self.last) as f64);
        let x = if x > min { x } else { min };
        if x < max { x } else { max }
    }

    /// Makes something of the interval of each symbol, each with a distribution of its own, and returns how many
    /// symbols have none.
    ///
    /// An interval is given to `make` as its left end and its length, which is less than `2^32`. Both are 0 for a
    /// symbol without an interval: it is not in the support, or its parameters are not valid.
    ///
    /// # Panics
    /// If the slices have different lengths.
    #[inline]
    pub fn intervals<T>(
        &self,
        level: Level,
        symbols: &[i32],
        locations: &[f64],
        scales: &[f64],
        intervals: &mut [T],
        make: impl Fn(u32, u32) -> T,
    ) -> usize {
        assert_eq!(symbols.len(), intervals.len(), "an interval for each symbol");
        assert_eq!(symbols.len(), locations.len(), "a location for each symbol");
        assert_eq!(symbols.len(), scales.len(), "a scale for each symbol");
        match level {
            Level::Scalar => scalar::intervals(self, symbols, locations, scales, intervals, make),
            #[cfg(target_arch = "x86_64")]
            Level::Avx2(token) => token.intervals(self, symbols, locations, scales, intervals, make),
            #[cfg(target_arch = "x86_64")]
            Level::Avx512(token) => token.intervals(self, symbols, locations, scales, intervals, make),
            #[cfg(all(target_arch = "aarch64", target_feature = "neon"))]
            Level::Neon(token) => token.intervals(self, symbols, locations, scales, intervals, make),
        }
    }

    /// Computes the intervals of eight symbols, each in a support of its own: its left end and its length, as
    /// [`intervals`](Self::intervals).
    ///
    /// # Panics
    /// If families or precisions differ.
    #[inline]
    #[must_use]
    pub fn each_interval(
        level: Level,
        leakies: &[Self; 8],
        symbols: &[i32; 8],
        locations: &[f64; 8],
        scales: &[f64; 8],
    ) -> [[u32; 2]; 8] {
        let [first, ..] = leakies;
        let is_same = |leaky: &Self| leaky.family == first.family && leaky.precision == first.precision;
        assert!(leakies.iter().all(is_same), "one family and one precision");
        match level {
            Level::Scalar => {
                core::array::from_fn(|lane| leakies[lane].interval(symbols[lane], locations[lane], scales[lane]))
            }
            #[cfg(target_arch = "x86_64")]
            Level::Avx2(token) => token.each_interval(leakies, symbols, locations, scales),
            #[cfg(target_arch = "x86_64")]
            Level::Avx512(token) => token.each_interval(leakies, symbols, locations, scales),
            #[cfg(all(target_arch = "aarch64", target_feature = "neon"))]
            Level::Neon(token) => token.each_interval(leakies, symbols, locations, scales),
        }
    }

    /// Finds the symbols that own quantiles, where the next quantile depends on the last symbol's interval.
    ///
    /// With parameters that are not valid, it may find any symbols.
    ///
    /// # Errors
    /// As `quantiles` does.
    ///
    /// # Panics
    /// If the slices have different lengths.
    #[inline]
    pub fn decode<Q: Quantiles>(
        &self,
        level: Level,
        locations: &[f64],
        scales: &[f64],
        symbols: &mut [i32],
        quantiles: &mut Q,
    ) -> Result<(), Q::Error> {
        assert_eq!(symbols.len(), locations.len(), "a location for each symbol");
        assert_eq!(symbols.len(), scales.len(), "a scale for each symbol");
        match level {
            Level::Scalar => scalar::decode(self, locations, scales, symbols, quantiles),
            #[cfg(target_arch = "x86_64")]
            Level::Avx2(token) => token.decode(self, locations, scales, symbols, quantiles),
            #[cfg(target_arch = "x86_64")]
            Level::Avx512(token) => token.decode(self, locations, scales, symbols, quantiles),
            #[cfg(all(target_arch = "aarch64", target_feature = "neon"))]
            Level::Neon(token) => token.decode(self, locations, scales, symbols, quantiles),
        }
    }

    /// Finds the symbol that owns a quantile: returns the symbol, and the left end and the length of its interval.
    ///
    /// With parameters that are not valid, it may find any symbol.
    #[inline]
    #[must_use]
    pub fn symbol(&self, level: Level, quantile: u32, location: f64, scale: f64) -> (i32, u32, u32) {
        match level {
            Level::Scalar => scalar::symbol(self, quantile, location, scale),
            #[cfg(target_arch = "x86_64")]
            Level::Avx2(token) => token.symbol(self, quantile, location, scale),
            #[cfg(target_arch = "x86_64")]
            Level::Avx512(token) => token.symbol(self, quantile, location, scale),
            #[cfg(all(target_arch = "aarch64", target_feature = "neon"))]
            Level::Neon(token) => token.symbol(self, quantile, location, scale),
        }
    }

    /// Finds the symbols that own quantiles, each with a distribution of its own, and makes something of their
    /// intervals.
    ///
    /// The same as [`decode`](Self::decode), for quantiles that are known in advance.
    ///
    /// # Panics
    /// If the slices have different lengths.
    #[inline]
    #[expect(clippy::too_many_arguments, reason = "five arrays that belong together")]
    pub fn symbols<T>(
        &self,
        level: Level,
        quantiles: &[u32],
        locations: &[f64],
        scales: &[f64],
        symbols: &mut [i32],
        intervals: &mut [T],
        make: impl Fn(u32, u32) -> T,
    ) {
        assert_eq!(symbols.len(), quantiles.len(), "a quantile for each symbol");
        assert_eq!(symbols.len(), intervals.len(), "an interval for each symbol");
        assert_eq!(symbols.len(), locations.len(), "a location for each symbol");
        assert_eq!(symbols.len(), scales.len(), "a scale for each symbol");
        match level {
            Level::Scalar => scalar::symbols(self, quantiles, locations, scales, symbols, intervals, make),
            #[cfg(target_arch = "x86_64")]
            Level::Avx2(token) => token.symbols(self, quantiles, locations, scales, symbols, intervals, make),
            #[cfg(target_arch = "x86_64")]
            Level::Avx512(token) => token.symbols(self, quantiles, locations, scales, symbols, intervals, make),
            #[cfg(all(target_arch = "aarch64", target_feature = "neon"))]
            Level::Neon(token) => token.symbols(self, quantiles, locations, scales, symbols, intervals, make),
        }
    }
}

/// The nearest integer of a number of up to 33 bits.
#[inline(always)]
pub(crate) fn round(x: f64) -> f64 {
    /// Next to it, floating-point numbers are integers.
    const MAGIC: f64 = 1.5 * (1u64 << 52) as f64;
    (x + MAGIC) - MAGIC
}
