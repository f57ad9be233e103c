//! Mixtures that are quantised to integers.

use core::convert::Infallible;
use core::ops::Range;

use crate::{Level, Quantiles, QuantizedFamily, scalar};

/// Weighted sums of distributions of one family, quantised as in [`QuantizedFamily`], with
///
/// ```text
/// CDF(x) = (w_0 * CDF_0(x) + w_1 * CDF_1(x) + …) / (w_0 + w_1 + …)
/// ```
///
/// where both sums start with 0 and go from left to right.
///
/// Weights must be finite and not negative, and their sum a normal positive number; locations and scales are as for
/// [`QuantizedFamily`]. Other parameters are not valid. Up to 16 components are computed side by side.
///
/// ```
/// use constriction_kernels::{KernelFamily, QuantizedFamily, Level, Mixtures};
///
/// let leaky = QuantizedFamily::new(KernelFamily::Laplace, -100..=100, 24).unwrap();
/// // Two mixtures of two components each.
/// let mixtures = Mixtures::new(leaky, 2, &[0.5, 0.5, 0.9, 0.1], &[3.2, 9.0, -5.5, 8.0], &[5.1, 2.0, 0.4,
/// 2.0]).unwrap(); let mut intervals = [[0; 2]; 2];
/// let impossible = mixtures.intervals(Level::detect(), &[4, -6], &mut intervals, |left, length| [left, length]);
/// assert_eq!(impossible, 0);
///
/// let (mut symbols, mut found) = ([0; 2], [[0; 2]; 2]);
/// let quantiles = intervals.map(|[left, length]| left + length / 2);
/// mixtures.symbols(Level::Scalar, &quantiles, &mut symbols, &mut found, |left, length| [left, length]);
/// assert_eq!((symbols, found), ([4, -6], intervals));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mixtures<'a> {
    leaky: QuantizedFamily,
    /// The number of components of each; not 0.
    width: usize,
    /// One mixture after the other, and of equal lengths, which are multiples of `width`.
    weights: &'a [f64],
    locations: &'a [f64],
    scales: &'a [f64],
}

/// One of them. All slices are of one length.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mixture<'a> {
    pub(crate) weights: &'a [f64],
    pub(crate) locations: &'a [f64],
    pub(crate) scales: &'a [f64],
}

/// What the quantiles of the components say about that of the mixture: numbers between the smallest and the largest
/// symbol.
#[derive(Clone, Copy, Debug)]
#[allow(dead_code, reason = "the plain search needs the mean only, and not every target has vectors")]
pub(crate) struct Guess {
    pub(crate) mean: f64,
    pub(crate) least: f64,
    pub(crate) most: f64,
}

impl Mixture<'_> {
    /// Where to start looking for a quantile.
    #[inline(always)]
    pub(crate) fn guess(&self, leaky: &QuantizedFamily, quantile: u32) -> Guess {
        let [constant, slope] = leaky.inverse().chord(quantile, leaky.precision());
        let standard = constant + slope * f64::from(quantile);
        let (mut sum, mut parts, mut least, mut most) = (0.0, 0.0, f64::INFINITY, f64::NEG_INFINITY);
        for ((weight, location), scale) in self.weights.iter().zip(self.locations).zip(self.scales) {
            let x = location + scale * standard;
            sum += weight;
            parts += weight * x;
            least = if x < least { x } else { least };
            most = if x > most { x } else { most };
        }
        Guess { mean: leaky.clamp(parts / sum), least: leaky.clamp(least), most: leaky.clamp(most) }
    }
}

impl<'a> Mixtures<'a> {
    /// Mixtures of `width` components each, one after the other.
    ///
    /// `None` if there are no components, or their numbers are not equal and a multiple of `width`.
    #[must_use]
    pub fn new(
        leaky: QuantizedFamily,
        width: usize,
        weights: &'a [f64],
        locations: &'a [f64],
        scales: &'a [f64],
    ) -> Option<Self> {
        let is_whole = weights.len().checked_rem(width) == Some(0);
        let is_valid = is_whole && weights.len() == locations.len() && weights.len() == scales.len();
        is_valid.then_some(Self { leaky, width, weights, locations, scales })
    }

    /// The number of mixtures.
    #[inline]
    #[must_use]
    pub fn len(&self) -> usize {
        self.weights.len() / self.width
    }

    /// Whether there are no mixtures.
    #[inline]
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.weights.is_empty()
    }

    /// Some of them.
    ///
    /// # Panics
    /// If they are not there.
    #[inline]
    #[must_use]
    pub fn slice(&self, places: Range<usize>) -> Self {
        let components = places.start * self.width..places.end * self.width;
        Self {
            weights: &self.weights[components.clone()],
            locations: &self.locations[components.clone()],
            scales: &self.scales[components],
            ..*self
        }
    }

    /// Whether all weights are finite and not negative, and the sums of those of each mixture normal.
    #[must_use]
    pub fn have_weights(&self) -> bool {
        self.weights.chunks_exact(self.width).all(|weights| {
            let sum = weights.iter().fold(0.0, |sum, weight| sum + weight);
            sum.is_normal() && weights.iter().all(|weight| (0.0..f64::INFINITY).contains(weight))
        })
    }

    #[inline]
    pub(crate) fn leaky(&self) -> &QuantizedFamily {
        &self.leaky
    }

    #[inline]
    pub(crate) fn get(&self, place: usize) -> Mixture<'a> {
        let Self { weights, locations, scales, .. } = self.slice(place..place + 1);
        Mixture { weights, locations, scales }
    }

    /// All components, and how many each mixture has.
    #[inline]
    #[allow(dead_code, reason = "not every target has vectors")]
    pub(crate) fn components(&self) -> (Mixture<'a>, usize) {
        (Mixture { weights: self.weights, locations: self.locations, scales: self.scales }, self.width)
    }

    /// The level that is used.
    #[inline]
    fn level(&self, level: Level) -> Level {
        /// With more components, the guard would be too narrow.
        const MOST: usize = 16;
        if self.width <= MOST { level } else { Level::Scalar }
    }

    /// Makes something of the interval of a symbol of each mixture, and returns how many symbols have none: as
    /// [`QuantizedFamily::intervals`].
    ///
    /// # Panics
    /// If there are not as many symbols and intervals as mixtures.
    #[inline]
    pub fn intervals<T>(
        &self,
        level: Level,
        symbols: &[i32],
        intervals: &mut [T],
        make: impl Fn(u32, u32) -> T,
    ) -> usize {
        assert_eq!(symbols.len(), intervals.len(), "an interval for each symbol");
        assert_eq!(symbols.len(), self.len(), "a mixture for each symbol");
        match self.level(level) {
            Level::Scalar => scalar::mixtures::intervals(self, symbols, intervals, make),
            #[cfg(target_arch = "x86_64")]
            Level::Avx2(token) => token.mixture_intervals(self, symbols, intervals, make),
            #[cfg(target_arch = "x86_64")]
            Level::Avx512(token) => token.mixture_intervals(self, symbols, intervals, make),
            #[cfg(all(target_arch = "aarch64", target_feature = "neon"))]
            Level::Neon(token) => token.mixture_intervals(self, symbols, intervals, make),
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
    /// If there are not as many symbols as mixtures.
    #[inline]
    pub fn decode<Q: Quantiles>(&self, level: Level, symbols: &mut [i32], quantiles: &mut Q) -> Result<(), Q::Error> {
        assert_eq!(symbols.len(), self.len(), "a mixture for each symbol");
        match self.level(level) {
            Level::Scalar => scalar::mixtures::decode(self, symbols, quantiles),
            #[cfg(target_arch = "x86_64")]
            Level::Avx2(token) => token.mixture_decode(self, symbols, quantiles),
            #[cfg(target_arch = "x86_64")]
            Level::Avx512(token) => token.mixture_decode(self, symbols, quantiles),
            #[cfg(all(target_arch = "aarch64", target_feature = "neon"))]
            Level::Neon(token) => token.mixture_decode(self, symbols, quantiles),
        }
    }

    /// Finds the symbols that own quantiles, one for each mixture, and makes something of their intervals.
    ///
    /// The same as [`decode`](Self::decode), for quantiles that are known in advance.
    ///
    /// # Panics
    /// If there are not as many quantiles, symbols and intervals as mixtures.
    #[inline]
    pub fn symbols<T>(
        &self,
        level: Level,
        quantiles: &[u32],
        symbols: &mut [i32],
        intervals: &mut [T],
        make: impl Fn(u32, u32) -> T,
    ) {
        assert_eq!(symbols.len(), quantiles.len(), "a quantile for each symbol");
        assert_eq!(symbols.len(), intervals.len(), "an interval for each symbol");
        let Ok(()) = self.decode(level, symbols, &mut Known { quantiles, intervals, make, next: 0 });
    }
}

/// Quantiles that do not depend on symbols.
struct Known<'a, T, M> {
    quantiles: &'a [u32],
    intervals: &'a mut [T],
    make: M,
    next: usize,
}

impl<T, M: Fn(u32, u32) -> T> Quantiles for Known<'_, T, M> {
    type Error = Infallible;

    #[inline(always)]
    fn quantile(&mut self) -> Result<u32, Infallible> {
        Ok(self.quantiles[self.next])
    }

    #[inline(always)]
    fn advance(&mut self, _quantile: u32, left: u32, length: u32) -> Result<(), Infallible> {
        self.intervals[self.next] = (self.make)(left, length);
        self.next += 1;
        Ok(())
    }
}
