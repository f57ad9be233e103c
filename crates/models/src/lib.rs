#![no_std]
#![forbid(unsafe_code)]
#![doc = include_str!("../README.md")]

#[cfg(feature = "alloc")]
extern crate alloc;

#[cfg(feature = "alloc")]
mod bernoulli;
#[cfg(feature = "alloc")]
mod categorical;
#[cfg(feature = "alloc")]
mod cdf;
mod error;
mod float;
mod lazy;
mod leaky;
mod quantize;
mod uniform;

#[cfg(feature = "alloc")]
pub use bernoulli::Bernoulli;
#[cfg(feature = "alloc")]
pub use categorical::Categorical;
#[cfg(feature = "alloc")]
pub use cdf::Cdf;
pub use error::{ParameterError, ProbabilityError, SupportError};
pub use float::Float;
pub use lazy::LazyCategorical;
pub use leaky::{Binomial, Cauchy, CdfFn, Distribution, Gaussian, Laplace, LeakilyQuantized, LeakyQuantizer, Symbol};
pub use uniform::Uniform;
