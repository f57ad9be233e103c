//! Continuous distributions, made discrete.

mod binomial;
mod cauchy;
mod cdf_fn;
mod distribution;
mod gaussian;
mod inc_beta;
mod laplace;
#[cfg(feature = "probability")]
mod probability;
mod quantized;
mod quantizer;
mod symbol;

pub use binomial::Binomial;
pub use cauchy::Cauchy;
pub use cdf_fn::CdfFn;
pub use distribution::Distribution;
pub use gaussian::Gaussian;
pub use laplace::Laplace;
pub use quantized::LeakilyQuantized;
pub use quantizer::LeakyQuantizer;
pub use symbol::Symbol;
