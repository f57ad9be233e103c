//! `LeakyQuantizer`: a range of integers to which distributions are quantised.

use core::ops::RangeInclusive;

use super::{LeakilyQuantized, Symbol};
use crate::SupportError;
use crate::dynamic::Support;

/// Makes a discrete distribution over an interval of integers from a continuous one.
///
/// The symbol s gets the probability of the interval from `s - 1/2` to `s + 1/2`; the smallest and the largest symbol
/// also get the tails. It is leaky: every symbol of the support has a probability of at least `2^-P`, so that none is
/// impossible, however unlikely. The bits are those of exact operations in `f64`:
///
/// ```text
/// left(s) = floor((2^P - 1 - (max - min)) * CDF(s - 1/2)) + (s - min),   left(min) = 0,   left(max + 1) = 2^P
/// ```
///
/// ```
/// use constriction_core::EncoderModel;
/// use constriction_models::{Gaussian, LeakyQuantizer};
///
/// let quantizer = LeakyQuantizer::<i32, 24>::new(-100..=100);
/// let model = quantizer.quantize(Gaussian::new(3.2, 5.1)?);
/// assert!(model.interval(&3).is_some());
/// assert!(model.interval(&101).is_none());
/// # Ok::<(), constriction_models::ParameterError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LeakyQuantizer<S, const P: u32> {
    min: S,
    /// The number of symbols; 0 for an invalid support, otherwise at most `2^P`.
    size: u64,
}

impl<S: Symbol, const P: u32> LeakyQuantizer<S, P> {
    /// A quantizer to the integers of `support`, both ends included, for a support that is known to be valid.
    ///
    /// Use [`try_new`](Self::try_new) if the support is not a constant of the program: its error says what is wrong.
    /// This constructor has the name and the type that it has in 0.5.0, and cannot return an error. It does not panic
    /// either, as a support may come from data: with an invalid one there is no symbol, and the errors come later, when
    /// symbols are encoded or decoded.
    pub fn new(support: RangeInclusive<S>) -> Self {
        let min = *support.start();
        Self::try_new(support).unwrap_or(Self { min, size: 0 })
    }

    /// A quantizer to the integers of `support`, both ends included.
    ///
    /// ```
    /// use constriction_models::{LeakyQuantizer, SupportError};
    ///
    /// let (low, high) = (5, 4);
    /// assert_eq!(LeakyQuantizer::<i32, 24>::try_new(low..=high), Err(SupportError::Empty));
    /// ```
    ///
    /// # Errors
    /// If the support is empty or has more than `2^P` symbols, or `P` is 32 and it has only one.
    pub fn try_new(support: RangeInclusive<S>) -> Result<Self, SupportError> {
        const { assert!(0 < P && P <= 32, "the precision must be 1 to 32 bits") };
        let support = Support::new(support, P)?;
        Ok(Self { min: support.min(), size: support.size() })
    }

    /// The smallest symbol.
    pub fn min(&self) -> S {
        self.min
    }

    /// The number of symbols.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The model that has the probabilities of `distribution`.
    #[inline]
    pub fn quantize<D>(self, distribution: D) -> LeakilyQuantized<D, S, P> {
        LeakilyQuantized { quantizer: self, distribution }
    }

    /// The same with the precision as a value; invalid if there is no symbol.
    #[inline]
    pub(crate) fn as_dynamic(&self) -> Support<S> {
        Support::from_parts(self.min, self.size, P)
    }
}
