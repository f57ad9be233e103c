//! Continuous distributions, quantised to integers so that every integer keeps a probability.

mod binomial;
mod blocks;
mod cauchy;
mod cdf_fn;
mod distribution;
mod gaussian;
mod geometric;
mod inc_beta;
mod laplace;
mod located;
mod logistic;
mod mixture;
mod poisson;
#[cfg(feature = "probability")]
mod probability;
mod quantized;
mod quantizer;
mod student_t;
mod symbol;
mod truncated;

pub use binomial::Binomial;
pub(crate) use blocks::make;
pub use cauchy::Cauchy;
pub use cdf_fn::CdfFn;
pub use distribution::Distribution;
pub use gaussian::Gaussian;
pub use geometric::Geometric;
pub use laplace::Laplace;
pub use located::Located;
pub use logistic::Logistic;
pub use mixture::Mixture;
#[cfg(feature = "alloc")]
pub(crate) use mixture::quantile_of_mixture;
pub use poisson::Poisson;
pub use quantized::LeakilyQuantized;
pub use quantizer::LeakyQuantizer;
pub use student_t::StudentT;
pub use symbol::Symbol;
pub use truncated::Truncated;
