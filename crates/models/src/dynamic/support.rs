//! `Support`: a set of integers, and the distributions that are quantised to it.

use core::num::NonZeroU32;
use core::ops::RangeInclusive;

use constriction_core::Interval;
use constriction_kernels::{KernelFamily, Level, QuantizedFamily};

use crate::{Distribution, Located, SupportError, Symbol};

/// A set of adjacent integers, and the precision of distributions over it: a
/// [`LeakyQuantizer`](crate::LeakyQuantizer) whose precision is known only at run time.
///
/// The precision is part of a support because the two are valid only together: there must not be more symbols than
/// `2^precision`.
///
/// ```
/// use constriction_models::Gaussian;
/// use constriction_models::dynamic::Support;
///
/// let support = Support::new(-100..=100, 24).unwrap();
/// let model = support.quantize(Gaussian::new(3.2, 5.1)?);
/// let interval = model.interval(3).unwrap();
/// assert_eq!(model.symbol_at(interval.left), Some((3, interval)));
/// # Ok::<(), constriction_models::ParameterError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Support<S> {
    min: S,
    /// The number of symbols: at most `2^precision`. In this crate also 0, for no symbol.
    size: u64,
    /// From 1 to 32.
    precision: u32,
}

impl<S: Symbol> Support<S> {
    /// The integers of `range`, both ends included, for probabilities in units of `2^-precision`.
    ///
    /// # Errors
    /// If the precision is not 1 to 32 bits, the range is empty or has more than `2^precision` integers, or has only
    /// one at 32 bits.
    #[inline]
    pub fn new(range: RangeInclusive<S>, precision: u32) -> Result<Self, SupportError> {
        if !(1..=32).contains(&precision) {
            return Err(SupportError::Precision { precision });
        }
        let (min, max) = range.into_inner();
        if min > max {
            return Err(SupportError::Empty);
        }
        let last = max.offset_from(min);
        if last >= 1 << precision {
            return Err(SupportError::TooLarge { precision });
        }
        if precision == 32 && last == 0 {
            return Err(SupportError::SingleSymbol);
        }
        Ok(Self { min, size: last + 1, precision })
    }

    #[inline]
    pub(crate) fn from_parts(min: S, size: u64, precision: u32) -> Self {
        Self { min, size, precision }
    }

    /// The smallest symbol.
    #[inline]
    pub fn min(&self) -> S {
        self.min
    }

    /// The largest symbol.
    #[inline]
    pub fn max(&self) -> S {
        self.min.add_offset(self.size - 1)
    }

    /// The number of symbols.
    #[inline]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The precision in bits.
    #[inline]
    pub fn precision(&self) -> u32 {
        self.precision
    }

    /// The model that has the probabilities of `distribution`.
    #[inline]
    pub fn quantize<D>(self, distribution: D) -> Quantized<D, S> {
        Quantized { support: self, distribution }
    }

    /// How far a symbol is above the smallest one, if it is in the support.
    #[inline]
    pub(crate) fn offset(&self, symbol: S) -> Option<u64> {
        let offset = symbol.offset_from(self.min);
        (symbol >= self.min && offset < self.size).then_some(offset)
    }

    /// The interval of a symbol, if it is in the support.
    #[inline]
    pub(crate) fn interval<D: Distribution>(&self, distribution: &D, symbol: S) -> Option<Interval> {
        let offset = self.offset(symbol)?;
        Interval::between(self.left(distribution, offset), self.left(distribution, offset + 1))
    }

    /// The symbol that owns a quantile, if there is such a quantile, and its interval.
    #[inline]
    pub(crate) fn symbol_at<D: Distribution>(&self, distribution: &D, quantile: u32) -> Option<(S, Interval)> {
        if self.size == 0 || u64::from(quantile) >= 1 << self.precision {
            return None;
        }
        if let Some(found) = self.symbol_by_kernel(distribution, quantile) {
            return Some(found);
        }
        let (offset, left, right) = self.find(distribution, quantile);
        Some((self.min.add_offset(offset), Interval::between(left, right)?))
    }

    /// The kernel of a family of distributions over this support: `None` if there is no symbol, or not all of them are
    /// `i32`s.
    #[inline]
    pub(crate) fn kernel(&self, family: KernelFamily) -> Option<QuantizedFamily> {
        if self.size == 0 {
            return None;
        }
        QuantizedFamily::new(family, self.min.to_i32()?..=self.max().to_i32()?, self.precision)
    }

    /// `None` if there is no kernel for it, or the plain algorithm is as good. The quantile must be one.
    #[inline]
    fn symbol_by_kernel<D: Distribution>(&self, distribution: &D, quantile: u32) -> Option<(S, Interval)> {
        let level = Level::detect();
        if level == Level::Scalar {
            return None;
        }
        let located = checked(distribution)?;
        let kernel = self.kernel(located.family())?;
        let (symbol, left, length) = kernel.symbol(level, quantile, located.location(), located.scale());
        let offset = symbol.wrapping_sub(kernel.min()) as u32;
        Some((self.min.add_offset(offset.into()), Interval { left, prob: NonZeroU32::new(length)? }))
    }

    /// All symbols and their intervals.
    pub(crate) fn table<D: Distribution>(
        self,
        distribution: &D,
    ) -> impl Iterator<Item = (S, Interval)> + use<'_, D, S> {
        let mut left = 0;
        (0..self.size).filter_map(move |offset| {
            let right = self.left(distribution, offset + 1);
            let interval = Interval::between(left, right);
            left = right;
            Some((self.min.add_offset(offset), interval?))
        })
    }

    /// The left end of the symbol that is `offset` above the smallest one; `2^precision` after the last one.
    #[inline]
    fn left<D: Distribution>(&self, distribution: &D, offset: u64) -> u64 {
        let &Self { min, size, precision } = self;
        if offset == 0 {
            0
        } else if offset >= size {
            1 << precision
        } else {
            // Between 0 and 2^32 - 1, and so is the product: conversions from and to 32 bits are much cheaper than
            // others.
            let free_weight = ((1u64 << precision) - size) as u32;
            let edge = min.add_offset(offset).to_f64() - 0.5;
            // The cast saturates and takes NaN for 0; the minimum is for what a user's function may return above 1.
            let weight = (f64::from(free_weight) * distribution.cdf(edge)) as u32;
            u64::from(weight.min(free_weight)) + offset
        }
    }

    /// Where to start looking for a quantile.
    #[inline]
    fn guess<D: Distribution>(&self, distribution: &D, quantile: u32) -> u64 {
        // 2^-precision
        let unit = f64::from_bits(u64::from(1023 - self.precision) << 52);
        let p = (f64::from(quantile) + 0.5) * unit;
        let x = distribution.quantile(p);
        // Truncation rounds a positive number down; a NaN becomes 0.
        ((x - self.min.to_f64() + 0.5) as u64).min(self.size - 1)
    }

    /// The offset and the ends of the symbol that owns a quantile. There must be a symbol at all.
    ///
    /// As the first left end is 0 and the last right end is `2^precision`, there always is such a symbol, and this
    /// finds one even if the cumulative distribution function does not increase.
    #[inline]
    fn find<D: Distribution>(&self, distribution: &D, quantile: u32) -> (u64, u64, u64) {
        let q = u64::from(quantile);
        let guess = self.guess(distribution, quantile);
        let left = self.left(distribution, guess);

        // From here on, `low` is not above the quantile and `high` is; each goes with its left end.
        let (mut low, mut high);
        if left <= q {
            low = (guess, left);
            high = (guess + 1, self.left(distribution, guess + 1));
            let mut step = 1;
            while high.1 <= q {
                low = high;
                let next = (high.0 + step).min(self.size);
                high = (next, self.left(distribution, next));
                step *= 2;
            }
        } else {
            high = (guess, left);
            low = (guess - 1, self.left(distribution, guess - 1));
            let mut step = 1;
            while low.1 > q {
                high = low;
                let next = low.0.saturating_sub(step);
                low = (next, self.left(distribution, next));
                step *= 2;
            }
        }
        while high.0 - low.0 > 1 {
            let middle = low.0 + (high.0 - low.0) / 2;
            let left = self.left(distribution, middle);
            *(if left <= q { &mut low } else { &mut high }) = (middle, left);
        }
        (low.0, low.1, high.1)
    }
}

/// The family that the distribution claims to be. A wrong claim is a bug of the distribution.
#[inline]
pub(crate) fn checked(distribution: &impl Distribution) -> Option<Located> {
    let located = distribution.located()?;
    debug_assert!(
        [located.location(), located.location() + located.scale()]
            .iter()
            .all(|&x| distribution.cdf(x).to_bits() == located.cdf(x).to_bits()),
        "`located` is another distribution"
    );
    Some(located)
}

/// A quantised distribution, which [`Support::quantize`] returns; see [`LeakilyQuantized`](crate::LeakilyQuantized).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Quantized<D, S> {
    support: Support<S>,
    distribution: D,
}

impl<D, S> Quantized<D, S> {
    /// The continuous distribution.
    #[inline]
    pub fn inner(&self) -> &D {
        &self.distribution
    }

    /// The symbols and the precision.
    #[inline]
    pub fn support(&self) -> &Support<S> {
        &self.support
    }
}

impl<D: Distribution, S: Symbol> Quantized<D, S> {
    /// The symbol's interval, or `None` if it is not in the support.
    #[inline]
    pub fn interval(&self, symbol: S) -> Option<Interval> {
        self.support.interval(&self.distribution, symbol)
    }

    /// The symbol whose interval contains the quantile, and that interval; `None` if there is no such quantile.
    #[inline]
    pub fn symbol_at(&self, quantile: u32) -> Option<(S, Interval)> {
        self.support.symbol_at(&self.distribution, quantile)
    }
}
