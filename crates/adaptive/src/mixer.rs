//! `Mixer`: combines several predictions of a bit by weights that it learns (logistic mixing).

#[cfg(feature = "alloc")]
use alloc::vec::Vec;

use crate::logistic::LIMIT;
use crate::squash;
#[cfg(feature = "alloc")]
use crate::{SetupError, filled::filled};

/// A logistic mixture of `N` predictions of a bit. Each set of weights is for one context.
///
/// All probabilities are those of a 0, out of `2^16`. `S` is where the weights are: an array or a vector of `[i32; N]`.
///
/// With the inputs `x_i` on the logistic scale (units of 1/256, see [`stretch`](crate::stretch)) and the weights `w_i` (units of
/// `2^-16`):
///
/// ```text
/// p = squash(sum of w_i x_i)
/// w_i += (x_i * (e * rate >> 4) + 2^15) >> 16,   e = 65535 - p if the bit is 0, -p if it is 1
/// ```
///
/// The update is a step down the gradient of the coding cost. The sum has 64 bits. A weight stays between -16 and 16.
///
/// # References
/// - Mahoney, "Adaptive weighing of context models for lossless data compression", Florida Tech. technical report
///   CS-2005-16, 2005
/// - Mattern, "Linear and geometric mixtures: analysis", Data Compression Conference, 2013,
///   <https://doi.org/10.1109/DCC.2013.35>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mixer<const N: usize, S> {
    weights: S,
    start: i32,
    /// From 1 to 127, so that a step fits 32 bits.
    rate: i32,
}

const LARGEST: i32 = 16 << 16;

impl<const N: usize, const SETS: usize> Mixer<N, [[i32; N]; SETS]> {
    /// A new mixer with `SETS` sets of weights, without allocation. The parameters are those of `new`.
    #[must_use]
    pub fn array(start: i32, rate: u8) -> Self {
        let start = start.clamp(-LARGEST, LARGEST);
        Self { weights: [[start; N]; SETS], start, rate: i32::from(rate.clamp(1, 127)) }
    }
}

#[cfg(feature = "alloc")]
impl<const N: usize> Mixer<N, Vec<[i32; N]>> {
    /// A new mixer with this number of sets of weights, which are all `start` in units of `2^-16` (up to 16 in size).
    /// The rate is from 1 to 127, and taken for the nearest of these.
    ///
    /// # Errors
    /// If there is not enough memory.
    pub fn new(sets: usize, start: i32, rate: u8) -> Result<Self, SetupError> {
        let start = start.clamp(-LARGEST, LARGEST);
        Ok(Self { weights: filled([start; N], sets)?, start, rate: i32::from(rate.clamp(1, 127)) })
    }
}

impl<const N: usize, S: AsRef<[[i32; N]]> + AsMut<[[i32; N]]>> Mixer<N, S> {
    /// Forgets all that was learned.
    pub fn reset(&mut self) {
        self.weights.as_mut().fill([self.start; N]);
    }

    /// The mixture on the logistic scale, from -2047 to 2047. A set that does not exist mixes to 0.
    ///
    /// Inputs beyond -2047 and 2047 are taken for these.
    #[inline]
    #[must_use]
    pub fn mix(&self, set: usize, inputs: &[i32; N]) -> i32 {
        let Some(weights) = self.weights.as_ref().get(set) else { return 0 };
        let mut sum = 0;
        for (&weight, &input) in weights.iter().zip(inputs) {
            sum += i64::from(weight) * i64::from(input.clamp(-LIMIT, LIMIT));
        }
        (sum >> 16).clamp(-i64::from(LIMIT), i64::from(LIMIT)) as i32
    }

    /// Learns a bit, for which [`mix`](Self::mix) of the same set and inputs was `mixed`.
    #[inline]
    pub fn update(&mut self, set: usize, inputs: &[i32; N], mixed: i32, bit: bool) {
        let Some(weights) = self.weights.as_mut().get_mut(set) else { return };
        let target = if bit { 0 } else { 65535 };
        let error = ((target - squash(mixed) as i32) * self.rate) >> 4;
        for (weight, &input) in weights.iter_mut().zip(inputs) {
            let step = (input.clamp(-LIMIT, LIMIT) * error + (1 << 15)) >> 16;
            *weight = (*weight + step).clamp(-LARGEST, LARGEST);
        }
    }
}
