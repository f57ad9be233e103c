//! `Apm`: corrects a probability by how often such predictions came true (secondary estimation).

#[cfg(feature = "alloc")]
use alloc::vec::Vec;

use crate::shift::step;
use crate::squash;
#[cfg(feature = "alloc")]
use crate::{SetupError, filled::filled};

/// An adaptive probability map, also known as secondary symbol estimation, in contexts.
///
/// All probabilities are those of a 0, out of `2^16`. `S` is where the maps are: an array or a vector of `[u16; 33]`.
///
/// A context has 33 probabilities, for x = -2048, -1920, … 2048 on the logistic scale, which start at `squash(x)`. The result is
/// interpolated between the two probabilities next to `stretch(p)`. The nearer of the two then moves towards the bit by `2^-rate`
/// of the distance, rounded down.
///
/// # References
/// - Shkarin, "PPM: one step to practicality", Data Compression Conference, 2002,
///   <https://doi.org/10.1109/DCC.2002.999958> (secondary estimation)
/// - Mahoney, "Adaptive weighing of context models for lossless data compression", Florida Tech. technical report
///   CS-2005-16, 2005
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Apm<S> {
    maps: S,
    /// From 1 to 14.
    rate: u32,
}

const START: [u16; 33] = {
    let mut map = [0; 33];
    let mut i = 0;
    while i < 33 {
        map[i] = squash((i as i32 - 16) * 128) as u16;
        i += 1;
    }
    map
};

impl<const N: usize> Apm<[[u16; 33]; N]> {
    /// A new map with `N` contexts, without allocation. The rate is from 1 to 14, and taken for the nearest of these.
    #[must_use]
    pub fn array(rate: u32) -> Self {
        Self { maps: [START; N], rate: rate.clamp(1, 14) }
    }
}

#[cfg(feature = "alloc")]
impl Apm<Vec<[u16; 33]>> {
    /// A new map with this number of contexts. The rate is from 1 to 14, and taken for the nearest of these.
    ///
    /// # Errors
    /// If there is not enough memory.
    pub fn new(contexts: usize, rate: u32) -> Result<Self, SetupError> {
        Ok(Self { maps: filled(START, contexts)?, rate: rate.clamp(1, 14) })
    }
}

/// The map's lower element, and the share of the upper one out of 128.
#[inline]
fn place(stretched: i32) -> (usize, u32) {
    let x = (stretched.clamp(-2047, 2047) + 2048) as u32;
    ((x >> 7) as usize, x & 127)
}

impl<S: AsRef<[[u16; 33]]> + AsMut<[[u16; 33]]>> Apm<S> {
    /// Forgets all that was learned.
    pub fn reset(&mut self) {
        self.maps.as_mut().fill(START);
    }

    /// The corrected probability of a 0, from 1 to 65535, for one that is `stretched` on the logistic scale. A context that
    /// does not exist corrects nothing.
    #[inline]
    #[must_use]
    pub fn refine(&self, context: usize, stretched: i32) -> u32 {
        let Some(map) = self.maps.as_ref().get(context) else { return squash(stretched) };
        let (lower, part) = place(stretched);
        (u32::from(map[lower]) * (128 - part) + u32::from(map[lower + 1]) * part) >> 7
    }

    #[cfg(feature = "alloc")]
    pub(crate) fn numbers(&self) -> &[u16] {
        self.maps.as_ref().as_flattened()
    }

    #[cfg(feature = "alloc")]
    pub(crate) fn numbers_mut(&mut self) -> &mut [u16] {
        self.maps.as_mut().as_flattened_mut()
    }

    /// Learns a bit, for which [`refine`](Self::refine) was asked with the same arguments.
    #[inline]
    pub fn update(&mut self, context: usize, stretched: i32, bit: bool) {
        let Some(map) = self.maps.as_mut().get_mut(context) else { return };
        let (lower, part) = place(stretched);
        let nearer = &mut map[lower + usize::from(part >= 64)];
        *nearer = step::<16>(*nearer, self.rate, bit);
    }
}
