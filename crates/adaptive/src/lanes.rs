//! `WeightSets`: the weights of a mixer whose number of inputs is known only at run time.
//!
//! The formula is that of `Mixer` with two differences. The sum is over `w_i x_i >> 4`, so that it fits 32 bits and compiles to
//! vector instructions. A weight stays between -8 and 8.

use alloc::vec::Vec;

use crate::filled::filled;
use crate::logistic::LIMIT;
use crate::{SetupError, squash};

/// The number of inputs, some of which may always be 0.
pub(crate) const LANES: usize = 16;

/// The step of weights, in units of 1/16.
const RATE: i32 = 18;

/// Weights of [`LANES`] inputs, for each of a power of two of sets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct WeightSets {
    sets: Vec<[i32; LANES]>,
    start: [i32; LANES],
}

impl WeightSets {
    /// The largest absolute value of a weight.
    pub(crate) const LARGEST: i32 = 8 << 16;

    /// Sets whose first weights, as many as there are `inputs`, begin with `start` in units of `2^-16`.
    pub(crate) fn new(sets: usize, inputs: usize, start: i32) -> Result<Self, SetupError> {
        let start = core::array::from_fn(|i| if i < inputs { start } else { 0 });
        Ok(Self { sets: filled(start, sets)?, start })
    }

    pub(crate) fn reset(&mut self) {
        self.sets.fill(self.start);
    }

    /// The mixture of inputs from -2047 to 2047.
    #[inline]
    pub(crate) fn mix(&self, set: usize, inputs: &[i32; LANES]) -> i32 {
        let weights = &self.sets[set & (self.sets.len() - 1)];
        let mut sum = 0i32;
        for (&weight, &input) in weights.iter().zip(inputs) {
            sum = sum.wrapping_add(weight.wrapping_mul(input) >> 4);
        }
        (sum >> 12).clamp(-LIMIT, LIMIT)
    }

    /// Learns a bit, for which the same inputs were `mixed`.
    #[inline]
    pub(crate) fn update(&mut self, set: usize, inputs: &[i32; LANES], mixed: i32, bit: bool) {
        let mask = self.sets.len() - 1;
        let weights = &mut self.sets[set & mask];
        let target = if bit { 0 } else { 65535 };
        let error = ((target - squash(mixed) as i32) * RATE) >> 4;
        for (weight, &input) in weights.iter_mut().zip(inputs) {
            let step = (input * error + (1 << 15)) >> 16;
            *weight = weight.wrapping_add(step).clamp(-Self::LARGEST, Self::LARGEST);
        }
    }

    pub(crate) fn numbers(&self) -> &[i32] {
        self.sets.as_flattened()
    }

    pub(crate) fn numbers_mut(&mut self) -> &mut [i32] {
        self.sets.as_flattened_mut()
    }
}
