//! Numbers that approximations are made of.

#[cfg(target_arch = "x86_64")]
mod coefficients;
mod inverse;
#[cfg(target_arch = "x86_64")]
mod piecewise;
mod quantiles;

pub(crate) use inverse::{CAUCHY_INVERSE, GAUSSIAN_INVERSE, Inverse, LAPLACE_INVERSE};
#[cfg(target_arch = "x86_64")]
pub(crate) use {
    coefficients::EXP,
    piecewise::{CAUCHY, COEFFICIENTS, GAUSSIAN, Piecewise, SEGMENTS},
};
