//! Names of 0.5.0, each re-exported where it was there. New code has no need for them.

pub(crate) mod backends;
pub(crate) mod error;
#[cfg(feature = "std")]
pub(crate) mod model;
