//! Models of whole messages: one for each symbol, given as slices of parameters.
//!
//! A message of a learned codec has a mean and a scale for each of its symbols. Making a model from each pair, and passing symbols
//! and models to a coder one by one, takes longer than computing the probabilities. A [`ModelArray`] works on the slices: it
//! computes many intervals at once, with vector instructions where there are some, and passes them to any coder. The bits are
//! the same as with one model after the other.
//!
//! | array | of |
//! |---|---|
//! | [`LocationScale`] | a Gaussian, Laplace, Cauchy or logistic distribution for each symbol |
//! | [`Mixtures`] | a mixture of these for each symbol |
//! | [`IntegerRows`] | a row of probabilities or logits for each symbol, quantised by sums of integers |
//! | [`Rows`](crate::dynamic::Rows), [`PerfectRows`] | a row of probabilities for each symbol, quantised in other ways |
//! | [`BankArray`] | a table of a [`Bank`](crate::Bank) for each symbol, chosen by an index |
//! | [`Shared`] | one model for all symbols |
//! | [`FromFn`] | models that a function makes |
//!
//! Symbols are `i32`, and the precision is a value. [`EncodeArray`] and [`DecodeArray`] give each coder the methods that
//! take an array.

#[cfg(feature = "alloc")]
mod bank;
#[cfg(feature = "alloc")]
mod bank_lookup;
#[cfg(feature = "alloc")]
#[cfg_attr(not(feature = "std"), allow(dead_code, reason = "nobody makes what is looked up"))]
mod bank_tables;
mod coding;
mod constructors;
mod error;
mod from_fn;
mod integer_rows;
mod location_scale;
mod loops;
#[cfg(feature = "alloc")]
mod mixtures;
mod model_array;
mod param;
#[cfg(feature = "alloc")]
mod rows;
mod shared;

#[cfg(feature = "alloc")]
pub use bank::{BankArray, NoSuchTable};
#[cfg(feature = "alloc")]
pub use bank_lookup::{BankLookup, Tables};
pub use coding::{DecodeArray, EncodeArray};
pub use error::{ArrayError, NoInterval};
pub use from_fn::FromFn;
pub use integer_rows::IntegerRows;
pub use location_scale::{LocationScale, LocationScaleFamily};
#[cfg(feature = "alloc")]
pub use mixtures::Mixtures;
pub use model_array::ModelArray;
#[cfg(feature = "alloc")]
pub use param::widened;
pub use param::{FloatSlice, Param};
#[cfg(feature = "alloc")]
pub use rows::PerfectRows;
pub use shared::Shared;
