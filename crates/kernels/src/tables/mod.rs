//! Tables of coefficients for the approximations.

#[cfg(any(target_arch = "x86_64", all(target_arch = "aarch64", target_feature = "neon")))]
mod coefficients;
mod inverse;
#[cfg(any(target_arch = "x86_64", all(target_arch = "aarch64", target_feature = "neon")))]
mod piecewise;
mod quantiles;

pub(crate) use inverse::{CAUCHY_INVERSE, GAUSSIAN_INVERSE, Inverse, LAPLACE_INVERSE};
#[cfg(any(target_arch = "x86_64", all(target_arch = "aarch64", target_feature = "neon")))]
pub(crate) use {
    coefficients::EXP,
    piecewise::{CAUCHY, COEFFICIENTS, GAUSSIAN, Piecewise, SEGMENTS},
};
