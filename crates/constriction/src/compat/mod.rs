//! The names of `constriction` 0.5.0, for programs that were written for it.
//!
//! Each name also works at the path that it has in 0.5.0, where the documentation hides it. New programs have no need of these
//! names: each says which one is meant. `docs/migrating.md` of the repository lists what is different from 0.5.0.
//!
//! | path in 0.5.0 | here |
//! |---|---|
//! | `backends` | [`backends`] |
//! | `stream::model` | [`model`], [`model_aliases`] |
//! | `CoderError`, `stream::{DecoderFrontendError, DefaultEncoderFrontendError}` | [`error`] |
//!
//! Methods of 0.5.0 work as well, such as `from_floating_point_probabilities_fast`. They are inherent methods of the types,
//! hidden in their documentation.

pub mod backends;
pub mod error;
#[cfg(feature = "std")]
pub mod model;
pub mod model_aliases;
