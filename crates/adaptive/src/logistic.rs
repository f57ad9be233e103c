//! Probabilities on the logistic scale, in integers.
//!
//! ```text
//! stretch(p) = 256 ln(p / (1 - p))      squash(x) = 1 / (1 + exp(-x / 256))
//! ```
//!
//! with p out of `2^16` and x an integer from -2047 to 2047. `squash` is a table at every 32nd x, and linear between, with
//! `squash(-x) = 2^16 - squash(x)`; `stretch` is the inverse of that function at the top 12 bits of p, from a table that is
//! made from it.
//!
//! # References
//! - Mahoney, "Adaptive weighing of context models for lossless data compression", Florida Tech. technical report
//!   CS-2005-16, 2005

/// `2^16 squash(32 i)`, rounded.
const SQUASH: [u32; 65] = [
    32768, 34813, 36843, 38841, 40793, 42687, 44511, 46254, 47911, 49474, 50941, 52310, 53581, 54754, 55834, 56822,
    57724, 58544, 59287, 59959, 60565, 61109, 61598, 62036, 62428, 62778, 63090, 63368, 63615, 63835, 64030, 64203,
    64357, 64494, 64614, 64721, 64816, 64900, 64974, 65039, 65097, 65149, 65194, 65234, 65269, 65300, 65328, 65352,
    65374, 65393, 65410, 65425, 65438, 65449, 65459, 65468, 65476, 65483, 65489, 65495, 65500, 65504, 65508, 65511,
    65514,
];

/// The largest number on the logistic scale.
pub(crate) const LIMIT: i32 = 2047;

/// Returns the probability `1 / (1 + exp(-x / 256))`, out of `2^16`: from 22 to 65514. An x below -2047 or above 2047 is taken for
/// that bound.
#[inline]
#[must_use]
pub const fn squash(x: i32) -> u32 {
    let size = if x > LIMIT || x < -LIMIT { LIMIT as u32 } else { x.unsigned_abs() };
    let (step, part) = ((size >> 5) as usize, size & 31);
    let p = (SQUASH[step] * (32 - part) + SQUASH[step + 1] * part + 16) >> 5;
    if x < 0 { (1 << 16) - p } else { p }
}

static STRETCH: [i16; 4096] = {
    let mut table = [0; 4096];
    let (mut x, mut p) = (-LIMIT, 0);
    while p < 4096 {
        // The first x whose probability is at least that of the middle of the step.
        while x < LIMIT && squash(x) < p * 16 + 8 {
            x += 1;
        }
        table[p as usize] = x as i16;
        p += 1;
    }
    table
};

/// Returns `256 * ln(p / (1 - p))` for a probability p out of `2^16`, from -2047 to 2047: the inverse of [`squash`].
#[inline]
#[must_use]
pub fn stretch(p: u32) -> i32 {
    i32::from(STRETCH[(p >> 4).min(4095) as usize])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn squash_rises_and_is_symmetric() {
        for x in -LIMIT..LIMIT {
            assert!(squash(x) <= squash(x + 1));
            assert_eq!(squash(x) + squash(-x), 1 << 16, "{x}");
        }
        assert_eq!((squash(i32::MIN), squash(0), squash(i32::MAX)), (22, 1 << 15, 65514));
    }

    #[test]
    fn stretch_is_the_inverse() {
        for p in 2..4094u32 {
            let back = squash(stretch(p << 4 | 8));
            assert!(back.abs_diff(p << 4 | 8) <= 64, "{p}: {back}");
        }
        assert_eq!((stretch(0), stretch(u32::MAX)), (-LIMIT, LIMIT));
    }
}
