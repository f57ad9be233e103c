//! Approximate distribution functions with error bounds, and the integers that these bounds decide.
//!
//! The plain algorithm: `weight = floor(free_weight * CDF(x))`, where CDF is [`KernelFamily::cdf`](crate::KernelFamily::cdf). Here:
//!
//! 1. The distance from the location is multiplied by a reciprocal of the scale.
//! 2. The smaller tail is a polynomial, and the larger one its complement.
//! 3. Where `free_weight * CDF(x)` is so close to an integer that the error could have moved it across, the lane is
//!    undecided, and the caller computes it by the plain algorithm. It is decided though
//!    - near 0: it is not negative;
//!    - near `free_weight`: it is less than that exactly if `CDF(x)` is less than 1, and for which x that is so is
//!      known but for a narrow strip.
//!
//! `docs/kernels.md` has the proof that the guard is wide enough, `proof/bounds.py` the numbers in it.

use core::f64::consts::{LN_2, LOG2_E, SQRT_2};

use crate::QuantizedFamily;
use crate::tables::{CAUCHY, COEFFICIENTS, EXP, GAUSSIAN, SEGMENTS};
use crate::vector::lanes::Lanes;

/// More than any CDF below differs from the plain one: `2^-47`, in units of probability.
pub(crate) const GUARD: f64 = 1.0 / (1u64 << 47) as f64;

/// From and to here, reciprocals of scales have all their digits, and so have products with sums of weights.
const SCALES: [f64; 2] = [f64::from_bits((1023 - 500) << 52), f64::from_bits((1023 + 500) << 52)];

/// A family of distributions that are symmetric around their location.
pub(crate) trait Approx {
    /// Up to this many units from the location, the plain CDF is less than 1.
    const SURE: f64;
    /// From this many units on, the plain CDF is 1, and on the other side less than `2^-53`.
    const FAR: f64;

    /// The number of units of [`tail`](Self::tail) in one.
    fn reciprocal<L: Lanes>(token: L::Token, scale: L) -> L;
    /// The CDF at a distance below the location, in units of the scale. Up to [`FAR`](Self::FAR); beyond, it is any
    /// number.
    fn tail<L: Lanes>(token: L::Token, distance: L) -> L;
}

#[derive(Debug)]
pub(crate) struct Gaussian;
#[derive(Debug)]
pub(crate) struct Laplace;
#[derive(Debug)]
pub(crate) struct Cauchy;

impl Gaussian {
    /// Segments for each `std * sqrt(2)`.
    const UNITS: f64 = 2.5;
}

impl Approx for Gaussian {
    const SURE: f64 = 5.829 * Self::UNITS;
    const FAR: f64 = 5.830 * Self::UNITS;

    #[inline(always)]
    fn reciprocal<L: Lanes>(token: L::Token, scale: L) -> L {
        L::splat(token, Self::UNITS).div(scale * L::splat(token, SQRT_2))
    }

    #[inline(always)]
    fn tail<L: Lanes>(token: L::Token, distance: L) -> L {
        let segment = distance.floor();
        polynomial(distance - segment - L::splat(token, 0.5), segment.coefficients(&GAUSSIAN))
    }
}

impl Approx for Laplace {
    const SURE: f64 = 36.736;
    const FAR: f64 = 36.738;

    #[inline(always)]
    fn reciprocal<L: Lanes>(token: L::Token, scale: L) -> L {
        L::splat(token, 1.0).div(scale)
    }

    /// `exp(-(n * ln(2) + r)) / 2 = 2^-n * exp(-r) / 2`
    #[inline(always)]
    fn tail<L: Lanes>(token: L::Token, distance: L) -> L {
        // The first 32 bits of ln(2): a product with n is exact.
        const HIGH: f64 = f64::from_bits(LN_2.to_bits() & !0x1f_ffff);
        const LOW: f64 = 1.908_214_929_270_587_7e-10;
        let distance = distance.min(L::splat(token, Self::FAR));
        let n = (distance * L::splat(token, LOG2_E)).round();
        let r = n.mul_add(L::splat(token, -LOW), n.mul_add(L::splat(token, -HIGH), distance));
        let mut coefficients = [n; COEFFICIENTS];
        for (coefficient, &number) in coefficients.iter_mut().zip(&EXP) {
            *coefficient = L::splat(token, number);
        }
        polynomial(r, coefficients) * n.half_power()
    }
}

impl Approx for Cauchy {
    const SURE: f64 = (1u64 << 40) as f64;
    const FAR: f64 = f64::INFINITY;

    #[inline(always)]
    fn reciprocal<L: Lanes>(token: L::Token, scale: L) -> L {
        L::splat(token, 1.0).div(scale)
    }

    /// `1/2 - atan(t) / pi = atan(1 / t) / pi`
    #[inline(always)]
    fn tail<L: Lanes>(token: L::Token, distance: L) -> L {
        let one = L::splat(token, 1.0);
        let is_near = distance.lt(one);
        let v = L::select(is_near, distance, one.div(distance)) * L::splat(token, SEGMENTS as f64);
        let segment = v.floor().min(L::splat(token, (SEGMENTS - 1) as f64));
        let angle = polynomial(v - segment - L::splat(token, 0.5), segment.coefficients(&CAUCHY));
        L::select(is_near, L::splat(token, 0.5) - angle, angle)
    }
}

/// The value of a polynomial, after Estrin: eight roundings deep.
#[inline(always)]
fn polynomial<L: Lanes>(u: L, c: [L; COEFFICIENTS]) -> L {
    let pair = |i: usize| c[i + 1].mul_add(u, c[i]);
    let u2 = u * u;
    let four = |i: usize| pair(i + 2).mul_add(u2, pair(i));
    let u4 = u2 * u2;
    four(8).mul_add(u4, four(4)).mul_add(u4, four(0))
}

/// A distribution for each lane.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Distributions<L: Lanes> {
    location: L,
    reciprocal: L,
    /// Lanes for which the proof does not hold.
    strange: L::Mask,
}

impl<L: Lanes> Distributions<L> {
    #[inline(always)]
    pub(crate) fn new<A: Approx>(token: L::Token, location: L, scale: L) -> Self {
        let is_usual = scale.ge(L::splat(token, SCALES[0]))
            & scale.lt(L::splat(token, SCALES[1]))
            & location.abs().lt(L::splat(token, f64::INFINITY));
        Self { location, reciprocal: A::reciprocal(token, scale), strange: !is_usual }
    }
}

/// The smaller tail at an edge, and where that is.
#[derive(Clone, Copy, Debug)]
struct Tail<L: Lanes> {
    tail: L,
    distance: L,
    /// Below the location.
    is_below: L::Mask,
    /// So far from the location that the tail is 0.
    is_far: L::Mask,
}

#[inline(always)]
fn tail<A: Approx, L: Lanes>(token: L::Token, edge: L, distributions: &Distributions<L>) -> Tail<L> {
    let zero = L::splat(token, 0.0);
    let signed = (edge - distributions.location) * distributions.reciprocal;
    let distance = signed.abs();
    let is_far = distance.ge(L::splat(token, A::FAR));
    // An error must not make it negative.
    let tail = L::select(is_far, zero, A::tail(token, distance).abs());
    Tail { tail, distance, is_below: signed.lt(zero), is_far }
}

/// The quantity that distributions decide: an integer for each lane, and numbers that follow from it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Free<L: Lanes> {
    all: L,
    all_but_one: L,
    /// Weights that are closer to an integer are undecided.
    guard: L,
}

impl<L: Lanes> Free<L> {
    #[inline(always)]
    pub(crate) fn splat(token: L::Token, leaky: &QuantizedFamily) -> Self {
        Self::new(token, L::splat(token, leaky.free_weight()))
    }

    #[inline(always)]
    pub(crate) fn new(token: L::Token, all: L) -> Self {
        let (zero, one) = (L::splat(token, 0.0), L::splat(token, 1.0));
        let all_but_one = L::select(zero.lt(all), all - one, zero);
        Self { all, all_but_one, guard: all * L::splat(token, GUARD) }
    }

    /// Whether an error could have moved a weight across an integer between the first and the last one.
    #[inline(always)]
    fn is_close(&self, token: L::Token, scaled: L) -> L::Mask {
        let (nearest, half) = (scaled.round(), L::splat(token, 0.5));
        // Formulated so that a NaN is undecided.
        let is_close = !(scaled - nearest).abs().ge(self.guard);
        is_close & !half.ge(nearest) & !nearest.ge(self.all - half)
    }
}

/// The weights below `edge` before they are rounded down, and which of them are undecided.
#[inline(always)]
pub(crate) fn weights<A: Approx, L: Lanes>(
    token: L::Token,
    free: &Free<L>,
    edge: L,
    distributions: &Distributions<L>,
) -> (L, L::Mask) {
    let zero = L::splat(token, 0.0);
    let Free { all, all_but_one, .. } = *free;

    let Tail { tail, distance, is_below, is_far } = tail::<A, L>(token, edge, distributions);
    let scaled = tail.mul_add(L::select(is_below, all, zero - all), L::select(is_below, zero, all));

    let is_unsure = distance.ge(L::splat(token, A::SURE)) & !is_far & !is_below;
    let undecided = free.is_close(token, scaled) | is_unsure | distributions.strange;
    (scaled.min(L::select(is_far, all, all_but_one)), undecided)
}

/// The weighted mean of CDFs at an edge, component after component.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mean<L: Lanes> {
    sum: L,
    /// Where all plain CDFs so far are 1, and the sum is that of the weights.
    is_all: L::Mask,
}

impl<L: Lanes> Mean<L> {
    #[inline(always)]
    pub(crate) fn new(token: L::Token) -> Self {
        let zero = L::splat(token, 0.0);
        Self { sum: zero, is_all: zero.ge(zero) }
    }

    /// Adds a component.
    #[inline(always)]
    pub(crate) fn add<A: Approx>(&mut self, token: L::Token, edge: L, weight: L, distributions: &Distributions<L>) {
        let Tail { tail, is_below, is_far, .. } = tail::<A, L>(token, edge, distributions);
        let cdf = L::select(is_below, tail, L::splat(token, 1.0) - tail);
        self.sum = weight.mul_add(cdf, self.sum);
        self.is_all = self.is_all & is_far & !is_below;
    }

    /// The weights below the edge before they are rounded down, and which of them are undecided.
    #[inline(always)]
    pub(crate) fn weights(self, token: L::Token, leaky: &QuantizedFamily, total: &Total<L>) -> (L, L::Mask) {
        let free = Free::<L>::splat(token, leaky);
        let mean = self.sum.div(total.sum);
        let scaled = free.all * mean;
        let is_unsure = mean.ge(L::splat(token, 1.0 - 2.0 * GUARD)) & !self.is_all;
        let undecided = free.is_close(token, scaled) | is_unsure | total.strange;
        (scaled.min(L::select(self.is_all, free.all, free.all_but_one)), undecided)
    }
}

/// The sum of the weights of components.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Total<L: Lanes> {
    sum: L,
    /// Lanes for which the proof does not hold.
    strange: L::Mask,
}

impl<L: Lanes> Total<L> {
    #[inline(always)]
    pub(crate) fn new(token: L::Token) -> Self {
        let zero = L::splat(token, 0.0);
        Self { sum: zero, strange: zero.lt(zero) }
    }

    /// Adds a component.
    #[inline(always)]
    pub(crate) fn add(&mut self, token: L::Token, weight: L, distributions: &Distributions<L>) {
        self.sum = self.sum + weight;
        self.strange = self.strange | distributions.strange | !weight.ge(L::splat(token, 0.0));
    }

    /// When all components are added.
    #[inline(always)]
    pub(crate) fn check(&mut self, token: L::Token) {
        let is_usual = self.sum.ge(L::splat(token, SCALES[0])) & self.sum.lt(L::splat(token, SCALES[1]));
        self.strange = self.strange | !is_usual;
    }
}
