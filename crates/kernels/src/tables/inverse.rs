//! Approximate quantile functions.

use super::quantiles;

/// The number of chords of the tail of a quantile function: eight an octave.
pub(super) const BINS: usize = 256;

/// Roughly, the quantiles of a distribution that is symmetric around 0: chords `c[0] + c[1] * p` of its quantile
/// function.
#[derive(Debug)]
pub(crate) struct Inverse {
    /// Of equal width.
    middle: [[f64; 2]; MIDDLE_BINS],
    /// For small probabilities, eight an octave.
    tail: [[f64; 2]; BINS + 1],
}

pub(crate) static GAUSSIAN_INVERSE: Inverse = Inverse::new(&quantiles::GAUSSIAN);
pub(crate) static LAPLACE_INVERSE: Inverse = Inverse::new(&quantiles::LAPLACE);
pub(crate) static CAUCHY_INVERSE: Inverse = Inverse::new(&quantiles::CAUCHY);

/// The number of chords of equal width, and the logarithm of that.
const MIDDLE_BINS: usize = 1 << MIDDLE_BITS;
const MIDDLE_BITS: u32 = 9;
/// The first and the last few of them are not used.
const SKIPPED: usize = 2;

/// The smallest probability in the tables, as its bits.
const FIRST: u64 = (1023 - 33) << 52;
/// Eight bins for each octave.
const BIN_SHIFT: u32 = 52 - 3;

impl Inverse {
    const fn new(quantiles: &[f64; BINS + 1]) -> Self {
        let mut tail = [[0.0; 2]; BINS + 1];
        let mut bin = 0;
        while bin < BINS {
            let p = f64::from_bits(FIRST + ((bin as u64) << BIN_SHIFT));
            let next = f64::from_bits(FIRST + ((bin as u64 + 1) << BIN_SHIFT));
            tail[bin] = chord(p, -quantiles[bin], next, -quantiles[bin + 1]);
            bin += 1;
        }
        let mut inverse = Self { middle: [[0.0; 2]; MIDDLE_BINS], tail };
        bin = 0;
        while bin < MIDDLE_BINS {
            let (p, next) = (bin as f64 / MIDDLE_BINS as f64, (bin + 1) as f64 / MIDDLE_BINS as f64);
            inverse.middle[bin] = chord(p, inverse.by_tail(p), next, inverse.by_tail(next));
            bin += 1;
        }
        inverse
    }

    /// A number that is not exceeded with about the probability `(quantile + 1/2) / 2^precision`, as `c[0] + c[1]`
    /// times the quantile. What this number is multiplied by can go into the coefficients while the quantile is still
    /// being converted.
    #[inline(always)]
    pub(crate) fn chord(&self, quantile: u32, precision: u32) -> [f64; 2] {
        // 2^-precision
        let unit = f64::from_bits(u64::from(1023 - precision) << 52);
        let [constant, slope] = self.raw_chord(quantile, precision);
        [constant + 0.5 * (slope * unit), slope * unit]
    }

    /// The same number as `c[0] + c[1]` times the probability.
    #[inline(always)]
    pub(crate) fn raw_chord(&self, quantile: u32, precision: u32) -> [f64; 2] {
        let bin = ((u64::from(quantile) << MIDDLE_BITS) >> precision) as usize;
        match self.middle.get(bin) {
            Some(&chord) if bin.wrapping_sub(SKIPPED) < MIDDLE_BINS - 2 * SKIPPED => chord,
            _ => {
                let unit = f64::from_bits(u64::from(1023 - precision) << 52);
                [self.by_tail((f64::from(quantile) + 0.5) * unit), 0.0]
            }
        }
    }

    #[cold]
    #[inline(never)]
    const fn by_tail(&self, p: f64) -> f64 {
        let is_upper = p > 0.5;
        let p = if is_upper { 1.0 - p } else { p };
        let bin = (p.to_bits().saturating_sub(FIRST) >> BIN_SHIFT) as usize;
        let [constant, slope] = self.tail[if bin < BINS { bin } else { BINS }];
        let x = constant + slope * p;
        if is_upper { -x } else { x }
    }
}

/// The straight line through two points.
const fn chord(x0: f64, y0: f64, x1: f64, y1: f64) -> [f64; 2] {
    let slope = (y1 - y0) / (x1 - x0);
    [y0 - slope * x0, slope]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::KernelFamily;

    #[test]
    fn chords_are_close_to_the_quantile_functions() {
        let cases = [
            (KernelFamily::Gaussian, &GAUSSIAN_INVERSE),
            (KernelFamily::Laplace, &LAPLACE_INVERSE),
            (KernelFamily::Cauchy, &CAUCHY_INVERSE),
        ];
        for (family, inverse) in cases {
            for precision in [8, 12, 24, 32] {
                let end = (1u64 << precision) as f64;
                let mut quantile = 0.0;
                while quantile < end {
                    let p = (quantile + 0.5) / end;
                    let [constant, slope] = inverse.chord(quantile as u32, precision);
                    let back = family.cdf(constant + slope * quantile, 0.0, 1.0);
                    assert!((back - p).abs() < 0.05 * p.min(1.0 - p), "{family:?} {precision} {quantile} {p} {back}");
                    quantile = (quantile * 1.01 + 1.0).floor();
                }
            }
        }
    }
}
