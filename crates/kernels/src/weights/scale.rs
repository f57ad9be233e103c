//! Scales the numbers of a row to weights.

use core::fmt;

use super::element::Element;
use super::element::private::Wide;
use super::jobs::{Exponential, Fill, Largest, LargestBits, Product, Shift, Sum, Sums, Weigh, run};
use crate::Level;

/// The scale of a row's weights, which follows from its maximum.
///
/// See the [module](super) for the definition. The level says which instructions are used, and does not change the
/// weights.
///
/// ```
/// use constriction_kernels::Level;
/// use constriction_kernels::weights::Scale;
///
/// let row = [0.25f32, 0.5, 0.125];
/// let scale = Scale::of_probs(Level::detect(), &row)?;
/// assert_eq!(scale.weight(0.5), 1 << 30);
/// assert_eq!(scale.sum(Level::detect(), &row), 7 << 28);
/// # Ok::<(), constriction_kernels::weights::Invalid>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale<E: Element>(Kind<E::Wide>);

#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind<W> {
    /// Probabilities, and `2^k`.
    Product(W),
    /// Probabilities, and k, where `2^k` overflows.
    Shift(i32),
    /// Logits, and the largest of them.
    Exponential(W),
}

/// The error of a row without weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Invalid {
    /// A number is NaN or infinite, or a probability is negative; a logit can be minus infinity.
    Number {
        /// The first one.
        index: usize,
    },
    /// There are no numbers, all probabilities are zero, or all logits are minus infinity.
    Zero,
}

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number { index } => write!(f, "the number at index {index} is out of range"),
            Self::Zero => f.write_str("all weights are zero"),
        }
    }
}

impl core::error::Error for Invalid {}

/// Calls a function with what weighs the numbers.
macro_rules! with_weigh {
    ($kind:expr, $weigh:ident => $run:expr) => {
        match $kind {
            Kind::Product($weigh) => {
                let $weigh = Product($weigh);
                $run
            }
            Kind::Shift($weigh) => {
                let $weigh = Shift($weigh);
                $run
            }
            Kind::Exponential($weigh) => {
                let $weigh = Exponential($weigh);
                $run
            }
        }
    };
}

impl<E: Element> Scale<E> {
    /// The scale of a row of probabilities, which need not be normalised.
    ///
    /// # Errors
    /// If a probability is negative, infinite or NaN, or none is above zero.
    #[inline]
    pub fn of_probs(level: Level, row: &[E]) -> Result<Self, Invalid> {
        let largest: u64 = run(level, row.len(), LargestBits(row)).into();
        let infinity: u64 = E::Wide::INFINITY.bits().into();
        let largest = if largest.wrapping_sub(1) < infinity - 1 { largest } else { largest_slowly(row)? };
        // The highest bit of the number has the value 2^(e - 1).
        let mantissa_bits = E::Wide::MANTISSA_BITS;
        let e = match (largest >> mantissa_bits) as i32 {
            0 => 64 - largest.leading_zeros() as i32 + 1 - E::Wide::EXPONENT_BIAS - mantissa_bits as i32,
            exponent => exponent + 1 - E::Wide::EXPONENT_BIAS,
        };
        let k = 31 - e;
        Ok(Self(if k < E::Wide::EXPONENT_BIAS {
            Kind::Product(E::Wide::from_bits(((k + E::Wide::EXPONENT_BIAS) as u64) << mantissa_bits))
        } else {
            Kind::Shift(k)
        }))
    }

    /// The scale of a row of logits: logarithms of probabilities, to which any number can be added. Minus infinity has
    /// the weight 0.
    ///
    /// # Errors
    /// If a logit is NaN or infinity, or none is above minus infinity.
    #[inline]
    pub fn of_logits(level: Level, row: &[E]) -> Result<Self, Invalid> {
        let largest = run(level, row.len(), Largest(row));
        match largest {
            Some(largest) if largest == E::MINUS_INFINITY.widen() => Err(Invalid::Zero),
            Some(largest) if largest < E::Wide::INFINITY => Ok(Self(Kind::Exponential(largest))),
            _ => Err(first_invalid(row, |x| x.is_nan() || x == E::Wide::INFINITY)),
        }
    }

    /// The scale of logits of which the largest one is this.
    #[inline]
    #[must_use]
    pub fn below(largest: E) -> Self {
        Self(Kind::Exponential(largest.widen()))
    }

    /// The weight of one number of the row; of another number, any integer less than `2^31`.
    #[inline]
    #[must_use]
    pub fn weight(self, x: E) -> u32 {
        with_weigh!(self.0, weigh => weigh.weigh(x))
    }

    /// Whether a number of the row is that of no probability at all: zero, or as a logit minus infinity. Others can have
    /// the weight 0, too.
    #[must_use]
    pub fn is_zero(self, x: E) -> bool {
        match self.0 {
            // The bits, as the processor can take a number that is not normal for zero.
            Kind::Product(_) | Kind::Shift(_) => {
                let bits: u64 = x.widen().bits().into();
                bits == 0 || bits == E::Wide::MINUS_ZERO_BITS
            }
            Kind::Exponential(_) => x == E::MINUS_INFINITY,
        }
    }

    /// The sum of the weights of some numbers.
    #[inline]
    #[must_use]
    pub fn sum(self, level: Level, row: &[E]) -> u64 {
        with_weigh!(self.0, weigh => run(level, row.len(), Sum { row, weigh }))
    }

    /// Writes the sum of the weights before each part of a row, and returns the sum of all.
    ///
    /// # Panics
    /// If a part has no number, or there are more parts than places for their sums.
    #[inline]
    pub fn sums(self, level: Level, row: &[E], part: usize, starts: &mut [u64]) -> u64 {
        assert!(row.len().div_ceil(part) <= starts.len(), "a place for each part");
        with_weigh!(self.0, weigh => run(level, row.len(), Sums { row, weigh, part, starts }))
    }

    /// Writes the weights of some numbers.
    ///
    /// # Panics
    /// If there are not as many places as numbers.
    #[inline]
    pub fn weights(self, level: Level, row: &[E], weights: &mut [u32]) {
        assert_eq!(row.len(), weights.len(), "a place for each weight");
        with_weigh!(self.0, weigh => run(level, row.len(), Fill { row, weigh, weights }));
    }
}

/// The bits of the largest probability where a sign is that of a zero, or there is an error.
#[cold]
fn largest_slowly<E: Element>(row: &[E]) -> Result<u64, Invalid> {
    let mut largest = 0;
    for (index, x) in row.iter().enumerate() {
        let x = x.widen();
        // A number that is not normal is not compared, as the processor can take it for zero.
        let bits: u64 = x.bits().into();
        let bits = if bits == E::Wide::MINUS_ZERO_BITS { 0 } else { bits };
        if bits >= E::Wide::INFINITY.bits().into() {
            return Err(Invalid::Number { index });
        }
        largest = largest.max(bits);
    }
    if largest == 0 { Err(Invalid::Zero) } else { Ok(largest) }
}

#[cold]
fn first_invalid<E: Element>(row: &[E], is_invalid: impl Fn(E::Wide) -> bool) -> Invalid {
    row.iter().position(|x| is_invalid(x.widen())).map_or(Invalid::Zero, |index| Invalid::Number { index })
}
