//! Names of models with the precisions of the two presets.

use constriction_models::{Bernoulli, Uniform};
#[cfg(feature = "alloc")]
use constriction_models::{Categorical, LazyCategorical};

/// [`Uniform`] with 24 bits of precision: `DefaultUniform`.
pub type DefaultUniformModel = Uniform<24>;
/// [`Uniform`] with 12 bits of precision: `SmallUniform`.
pub type SmallUniformModel = Uniform<12>;

/// [`Categorical`] with 24 bits of precision: `DefaultCategorical`.
#[cfg(feature = "alloc")]
pub type DefaultContiguousCategoricalEntropyModel = Categorical<24>;
/// [`Categorical`] with 12 bits of precision: `SmallCategorical`.
#[cfg(feature = "alloc")]
pub type SmallContiguousCategoricalEntropyModel = Categorical<12>;

/// [`LazyCategorical`] with 24 bits of precision: `DefaultLazyCategorical`.
#[cfg(feature = "alloc")]
pub type DefaultLazyContiguousCategoricalEntropyModel<F = f32, B = alloc::vec::Vec<F>> = LazyCategorical<F, B, 24>;
/// [`LazyCategorical`] with 12 bits of precision.
#[cfg(feature = "alloc")]
pub type SmallLazyContiguousCategoricalEntropyModel<F = f32, B = alloc::vec::Vec<F>> = LazyCategorical<F, B, 12>;

/// [`Bernoulli`] with 24 bits of precision: `DefaultBernoulli`.
pub type DefaultBernoulliModel = Bernoulli<24>;
