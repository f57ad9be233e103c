//! Integer weights of a row of probabilities or logits, whose sums do not depend on the order.
//!
//! ```text
//! probabilities   m = max(p);  e: 2^(e-1) <= m < 2^e;  k = 31 - e
//!                 W_i = floor(p_i * 2^k)                     2^30 <= max(W) < 2^31
//! logits          m = max(l);  W_i = trunc(2^31 * exp(l_i - m)), by the operations of `exp_weight`
//! ```
//!
//! A weight depends on its number and on the maximum alone. Maxima and sums of integers are the same in any order, and
//! every operation in floating point is one of IEEE 754 that is rounded to nearest, without fused multiply-add: the same
//! weights on every machine, with vectors of any width. They are also the same if the processor takes numbers that are
//! not normal for zero, as libraries compiled for speed tell it to.
//!
//! A weight is less than `2^31`, so that two of them can be added in 32 bits, and a conversion to a signed integer is
//! enough. Numbers can be `f32`, `f64`, [`F16`] or [`Bf16`]; equal numbers of different types have the same weights.

mod element;
mod exp;
mod jobs;
mod scale;

pub use element::{Bf16, Element, F16, Half};
#[cfg(target_arch = "x86_64")]
pub(crate) use jobs::Job;
pub use scale::{Invalid, Scale};
