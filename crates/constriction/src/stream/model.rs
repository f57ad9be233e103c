//! Probability models, with the precisions that go with the coders.

#[cfg(feature = "std")]
pub use crate::compat::model::*;
pub use constriction_core::{DecoderModel, EncoderModel, Interval, IterableModel, Model};
pub use constriction_models::*;

/// [`LeakyQuantizer`] to 32-bit integers with 24 bits of precision.
pub type DefaultLeakyQuantizer<Symbol = i32> = LeakyQuantizer<Symbol, 24>;
/// [`LeakyQuantizer`] to 32-bit integers with 12 bits of precision.
pub type SmallLeakyQuantizer<Symbol = i32> = LeakyQuantizer<Symbol, 12>;

/// [`Uniform`] with 24 bits of precision.
pub type DefaultUniformModel = Uniform<24>;
/// [`Uniform`] with 12 bits of precision.
pub type SmallUniformModel = Uniform<12>;

/// [`Categorical`] with 24 bits of precision.
#[cfg(feature = "alloc")]
pub type DefaultContiguousCategoricalEntropyModel = Categorical<24>;
/// [`Categorical`] with 12 bits of precision.
#[cfg(feature = "alloc")]
pub type SmallContiguousCategoricalEntropyModel = Categorical<12>;

/// [`LazyCategorical`] with 24 bits of precision.
#[cfg(feature = "alloc")]
pub type DefaultLazyContiguousCategoricalEntropyModel<F = f32, B = alloc::vec::Vec<F>> = LazyCategorical<F, B, 24>;
/// [`LazyCategorical`] with 12 bits of precision.
#[cfg(feature = "alloc")]
pub type SmallLazyContiguousCategoricalEntropyModel<F = f32, B = alloc::vec::Vec<F>> = LazyCategorical<F, B, 12>;

/// [`Bernoulli`] with 24 bits of precision.
pub type DefaultBernoulliModel = Bernoulli<24>;
