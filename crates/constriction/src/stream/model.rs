//! Probability models, with aliases for the precisions of the two presets.

#[cfg(feature = "std")]
#[doc(hidden)]
pub use crate::compat::model::*;
#[doc(hidden)]
pub use crate::compat::model_aliases::*;
pub use constriction_core::{DecoderModel, EncoderModel, Interval, IterableModel, Model};
pub use constriction_models::*;

/// [`LeakyQuantizer`] to 32-bit integers with 24 bits of precision.
pub type DefaultLeakyQuantizer<Symbol = i32> = LeakyQuantizer<Symbol, 24>;
/// [`LeakyQuantizer`] to 32-bit integers with 12 bits of precision.
pub type SmallLeakyQuantizer<Symbol = i32> = LeakyQuantizer<Symbol, 12>;

/// [`Categorical`] with 24 bits of precision.
#[cfg(feature = "alloc")]
pub type DefaultCategorical = Categorical<24>;
/// [`Categorical`] with 12 bits of precision.
#[cfg(feature = "alloc")]
pub type SmallCategorical = Categorical<12>;

/// [`Cdf`] with 24 bits of precision.
#[cfg(feature = "alloc")]
pub type DefaultCdf = Cdf<24>;
/// [`Cdf`] with 12 bits of precision.
#[cfg(feature = "alloc")]
pub type SmallCdf = Cdf<12>;

/// [`IntegerCategorical`] with 24 bits of precision.
pub type DefaultIntegerCategorical<E, B> = IntegerCategorical<E, B, 24>;
/// [`LazyCategorical`] with 24 bits of precision.
pub type DefaultLazyCategorical<F, B> = LazyCategorical<F, B, 24>;

/// [`Uniform`] with 24 bits of precision.
pub type DefaultUniform = Uniform<24>;
/// [`Uniform`] with 12 bits of precision.
pub type SmallUniform = Uniform<12>;

/// [`Bernoulli`] with 24 bits of precision.
pub type DefaultBernoulli = Bernoulli<24>;
