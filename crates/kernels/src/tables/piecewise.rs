//! Piecewise polynomials.

use super::coefficients;

/// The number of polynomials that a function is cut into.
pub(crate) const SEGMENTS: usize = 16;
/// The number of coefficients of a polynomial.
pub(crate) const COEFFICIENTS: usize = 12;

/// A function that is a polynomial in `v - i - 1/2` where `i <= v < i + 1`.
///
/// No vector of it lies in two lines of the cache: loading those takes twice as long.
#[derive(Debug)]
#[repr(align(64))]
pub(crate) struct Piecewise {
    /// The coefficients of a segment, lowest first.
    pub(crate) by_segment: [[f64; COEFFICIENTS]; SEGMENTS],
    /// The same, all segments of a power side by side.
    #[cfg_attr(not(target_arch = "x86_64"), expect(dead_code, reason = "for permutations of eight numbers"))]
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
