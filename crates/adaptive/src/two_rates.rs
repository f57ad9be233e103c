//! `TwoRates`: the mean of a fast and a slow probability.

use crate::BitRule;
use crate::shift::step;

/// The mean of two probabilities of 16 bits that move at two rates.
///
/// ```text
/// a and b move as in `Shift`, with two rates;  p = (a + b) >> 1
/// ```
///
/// The fast probability follows a change at once; the slow one is precise while nothing changes.
///
/// # References
/// - Alshin, Alshina, Park, "High precision probability estimation for CABAC", Visual Communications and Image
///   Processing, 2013, <https://doi.org/10.1109/VCIP.2013.6706369>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TwoRates {
    /// Both from 1 to 14.
    rates: [u32; 2],
}

impl Default for TwoRates {
    /// The rates 4 and 7.
    fn default() -> Self {
        Self::new(4, 7)
    }
}

impl TwoRates {
    /// Two rates; below 1 they are taken for 1, above 14 for 14.
    #[must_use]
    pub fn new(fast: u32, slow: u32) -> Self {
        Self { rates: [fast.clamp(1, 14), slow.clamp(1, 14)] }
    }

    /// The rates.
    #[must_use]
    pub fn rates(&self) -> [u32; 2] {
        self.rates
    }
}

impl BitRule for TwoRates {
    type State = [u16; 2];
    const PRECISION: u32 = 16;

    #[inline]
    fn start(&self) -> [u16; 2] {
        [1 << 15; 2]
    }

    #[inline]
    fn zero(&self, [a, b]: [u16; 2]) -> u32 {
        (u32::from(a) + u32::from(b)) >> 1
    }

    #[inline]
    fn next(&self, [a, b]: [u16; 2], bit: bool) -> [u16; 2] {
        [step::<16>(a, self.rates[0], bit), step::<16>(b, self.rates[1], bit)]
    }
}
