//! The number types that Huffman codes are made from.

use core::borrow::Borrow;
use core::fmt::Debug;
use core::ops::{Add, ControlFlow};

use alloc::vec::Vec;

use super::WeightError;

/// A weight or probability: `f32`, `f64`, `u32` or `u64`.
///
/// Only ratios matter; weights need not sum to anything. Rounded sums decide which code comes out, so floats are summed
/// in their own type; sums of integers are exact.
pub trait Weight: Copy + Debug {
    /// The type of sums.
    type Sum: Copy + Debug + PartialOrd + Default + Add<Output = Self::Sum>;

    /// The weight if it is neither negative nor infinite nor not a number, otherwise its value.
    ///
    /// # Errors
    /// The value of an invalid weight.
    fn checked(self) -> Result<Self::Sum, f64>;
}

macro_rules! float_weight {
    ($($t:ty)*) => {$(
        impl Weight for $t {
            type Sum = $t;

            fn checked(self) -> Result<$t, f64> {
                if (0.0..<$t>::INFINITY).contains(&self) { Ok(self) } else { Err(self.into()) }
            }
        }
    )*};
}
float_weight!(f32 f64);

macro_rules! integer_weight {
    ($($t:ty)*) => {$(
        impl Weight for $t {
            type Sum = u128;

            fn checked(self) -> Result<u128, f64> {
                Ok(self.into())
            }
        }
    )*};
}
integer_weight!(u32 u64);

/// A callback that decides every few milliseconds whether to continue.
pub(super) type Watch<'a> = dyn FnMut() -> ControlFlow<()> + 'a;

/// The [`Watch`] of a call that cannot be stopped.
pub(super) fn go_on() -> ControlFlow<()> {
    ControlFlow::Continue(())
}

/// Asks whether to go on.
pub(super) fn ask(watch: &mut Watch<'_>) -> Result<(), WeightError> {
    if watch().is_break() { Err(WeightError::Interrupted) } else { Ok(()) }
}

/// All weights, if they are valid.
pub(super) fn checked<P, I>(weights: I) -> Result<Vec<P::Sum>, WeightError>
where
    P: Weight,
    I: IntoIterator<Item: Borrow<P>>,
{
    let weights = weights.into_iter().map(|weight| *weight.borrow()).enumerate();
    weights.map(|(index, weight)| weight.checked().map_err(|value| WeightError::Invalid { index, value })).collect()
}
