//! Symbols that are all equally likely.

use core::num::NonZeroU32;

use constriction_core::Interval;

use crate::SupportError;

/// The uniform distribution over the symbols `0..n`, out of `2^precision`; see [`Uniform`](crate::Uniform).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Uniform {
    /// At most `2^precision`; at 32 bits more than 1. In this crate also 0, for no symbol.
    size: u64,
    /// `floor(2^precision / size)`; 0 if the size is.
    prob: u32,
    precision: u32,
}

impl Uniform {
    /// A uniform distribution with `size` symbols.
    ///
    /// # Errors
    /// If the precision is not 1 to 32 bits, `size` is 0 or more than `2^precision`, or is 1 at 32 bits.
    #[inline]
    pub fn new(size: u64, precision: u32) -> Result<Self, SupportError> {
        if !(1..=32).contains(&precision) {
            return Err(SupportError::Precision { precision });
        }
        // Divisions of 32 bits are cheaper, and all but the largest fit.
        let prob = match (1u32.checked_shl(precision), u32::try_from(size)) {
            (Some(one), Ok(size)) => one.checked_div(size).ok_or(SupportError::Empty)?,
            _ => u32::try_from((1u64 << precision).checked_div(size).ok_or(SupportError::Empty)?).unwrap_or(0),
        };
        match prob {
            // The probability of a single symbol at 32 bits does not fit; of too many, there is not a unit for each.
            0 if size == 1 => Err(SupportError::SingleSymbol),
            0 => Err(SupportError::TooLarge { precision }),
            _ => Ok(Self { size, prob, precision }),
        }
    }

    #[inline]
    pub(crate) fn from_parts(size: u64, prob: u32, precision: u32) -> Self {
        Self { size, prob, precision }
    }

    /// The number of symbols, and the probability of each but the last.
    #[inline]
    pub(crate) fn parts(self) -> (u64, u32) {
        (self.size, self.prob)
    }

    /// The number of symbols.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The precision in bits.
    pub fn precision(&self) -> u32 {
        self.precision
    }

    /// The symbol's interval, or `None` if there is no such symbol.
    #[inline]
    pub fn interval(&self, symbol: usize) -> Option<Interval> {
        let symbol = symbol as u64;
        // Lefts are below `2^32`, so that nothing is lost here or in the difference below.
        let left = (symbol as u32).wrapping_mul(self.prob);
        let is_last = symbol.wrapping_add(1) == self.size;
        let prob = if is_last { ((1u64 << self.precision) as u32).wrapping_sub(left) } else { self.prob };
        let interval = Interval { left, prob: NonZeroU32::new(prob)? };
        (symbol < self.size).then_some(interval)
    }

    /// The symbol whose interval contains the quantile, and that interval.
    #[inline]
    pub fn symbol_at(&self, quantile: u32) -> Option<(usize, Interval)> {
        let symbol = u64::from(quantile.checked_div(self.prob)?).min(self.size - 1) as usize;
        Some((symbol, self.interval(symbol)?))
    }
}
