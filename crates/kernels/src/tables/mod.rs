//! Numbers that approximations are made of.

mod coefficients;
mod quantiles;

pub(crate) use coefficients::EXP;

/// The number of polynomials that a function is cut into.
pub(crate) const SEGMENTS: usize = 16;
/// The number of coefficients of a polynomial.
pub(crate) const COEFFICIENTS: usize = 12;
/// The number of chords of a quantile function: eight an octave.
const BINS: usize = 256;

/// A function that is a polynomial in `v - i - 1/2` where `i <= v < i + 1`.
#[derive(Debug)]
pub(crate) struct Piecewise {
    /// The coefficients of a segment, lowest first.
    pub(crate) by_segment: [[f64; COEFFICIENTS]; SEGMENTS],
    /// The same, all segments of a power side by side.
    pub(crate) by_power: [[f64; SEGMENTS]; COEFFICIENTS],
}

pub(crate) static GAUSSIAN: Piecewise = Piecewise::new(&coefficients::GAUSSIAN);
pub(crate) static CAUCHY: Piecewise = Piecewise::new(&coefficients::CAUCHY);

impl Piecewise {
    const fn new(by_segment: &[[f64; COEFFICIENTS]; SEGMENTS]) -> Self {
        let mut by_power = [[0.0; SEGMENTS]; COEFFICIENTS];
        let mut segment = 0;
        while segment < SEGMENTS {
            let mut power = 0;
            while power < COEFFICIENTS {
                by_power[power][segment] = by_segment[segment][power];
                power += 1;
            }
            segment += 1;
        }
        Self { by_segment: *by_segment, by_power }
    }
}

/// Roughly, the upper quantiles of a distribution that is symmetric around 0: chords of its quantile function.
#[derive(Debug)]
pub(crate) struct Tail {
    /// A chord is `c[0] + c[1] * p`.
    chords: [[f64; 2]; BINS + 1],
}

pub(crate) static GAUSSIAN_TAIL: Tail = Tail::new(&quantiles::GAUSSIAN);
pub(crate) static LAPLACE_TAIL: Tail = Tail::new(&quantiles::LAPLACE);
pub(crate) static CAUCHY_TAIL: Tail = Tail::new(&quantiles::CAUCHY);

/// The smallest probability in the tables, as its bits.
const FIRST: u64 = (1023 - 33) << 52;
/// Eight bins for each octave.
const BIN_SHIFT: u32 = 52 - 3;

impl Tail {
    const fn new(quantiles: &[f64; BINS + 1]) -> Self {
        let mut chords = [[0.0; 2]; BINS + 1];
        let mut bin = 0;
        while bin < BINS {
            let p = f64::from_bits(FIRST + ((bin as u64) << BIN_SHIFT));
            let next = f64::from_bits(FIRST + ((bin as u64 + 1) << BIN_SHIFT));
            let slope = (quantiles[bin + 1] - quantiles[bin]) / (next - p);
            chords[bin] = [quantiles[bin] - slope * p, slope];
            bin += 1;
        }
        Self { chords }
    }

    /// A number that is exceeded with about this probability, which should be between `2^-33` and 1/2.
    #[inline(always)]
    pub(crate) fn quantile(&self, p: f64) -> f64 {
        let bin = p.to_bits().saturating_sub(FIRST) >> BIN_SHIFT;
        let [constant, slope] = self.chords[(bin as usize).min(BINS)];
        constant + slope * p
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Family;

    #[test]
    fn chords_are_close_to_the_quantile_functions() {
        let cases =
            [(Family::Gaussian, &GAUSSIAN_TAIL), (Family::Laplace, &LAPLACE_TAIL), (Family::Cauchy, &CAUCHY_TAIL)];
        for (family, tail) in cases {
            let mut p = 1e-9;
            while p < 0.5 {
                let t = tail.quantile(p);
                let exact = family.cdf(-t, 0.0, 1.0);
                assert!((exact / p - 1.0).abs() < 0.01, "{family:?}: {p} {t} {exact}");
                p *= 1.01;
            }
        }
    }
}
