//! The loops over a row, generic over the width of vectors.
//!
//! They are compiled for each level. There are 32 numbers side by side, in arrays that become as many vectors as that
//! takes; rows of fewer than 16 numbers are taken one by one.

use super::element::Element;
use super::element::private::Wide;
use crate::Level;

/// The numbers that are computed with side by side.
const LANES: usize = 32;
/// Rows of fewer numbers are taken one by one.
const SMALL: usize = 16;

/// A job that a level can compile for its instructions: all functions that `run` calls are inlined into it.
pub(crate) trait Job {
    type Output;
    /// Whether compilers do better with vectors of 256 bits than with larger ones.
    #[cfg_attr(not(target_arch = "x86_64"), expect(dead_code, reason = "only x86 has vectors of both sizes"))]
    const IS_NARROW: bool = false;
    fn run(self) -> Self::Output;
}

/// Runs a job about this many numbers with the instructions of a level.
#[inline]
pub(super) fn run<J: Job>(level: Level, numbers: usize, job: J) -> J::Output {
    if numbers < SMALL {
        return job.run();
    }
    match level {
        #[cfg(target_arch = "x86_64")]
        Level::Avx512(token) if J::IS_NARROW => token.run_narrow(job),
        #[cfg(target_arch = "x86_64")]
        Level::Avx512(token) => token.run(job),
        #[cfg(target_arch = "x86_64")]
        Level::Avx2(token) => token.run(job),
        _ => job.run(),
    }
}

/// How a number becomes a weight.
pub(super) trait Weigh<E>: Copy {
    /// The number whose weight is 0.
    const PAD: E;
    fn weigh(self, x: E) -> u32;
}

/// `floor(p * factor)`.
#[derive(Clone, Copy)]
pub(super) struct Product<W>(pub(super) W);

impl<E: Element> Weigh<E> for Product<E::Wide> {
    const PAD: E = E::ZERO;
    #[inline(always)]
    fn weigh(self, x: E) -> u32 {
        x.widen().floor_product(self.0)
    }
}

/// `2^31 * exp(l - max)`.
#[derive(Clone, Copy)]
pub(super) struct Exponential<W>(pub(super) W);

impl<E: Element> Weigh<E> for Exponential<E::Wide> {
    const PAD: E = E::MINUS_INFINITY;
    #[inline(always)]
    fn weigh(self, x: E) -> u32 {
        x.widen().exp_weight(self.0)
    }
}

/// `floor(p * 2^k)` for any k, in integers: for rows whose largest number is so small that `2^k` overflows.
#[derive(Clone, Copy)]
pub(super) struct Shift(pub(super) i32);

impl<E: Element> Weigh<E> for Shift {
    const PAD: E = E::ZERO;
    #[inline(always)]
    fn weigh(self, x: E) -> u32 {
        let mantissa_bits = E::Wide::MANTISSA_BITS;
        let bits: u64 = x.widen().bits().into();
        let exponent = (bits >> mantissa_bits) as i32;
        let mantissa = bits & ((1 << mantissa_bits) - 1) | u64::from(exponent > 0) << mantissa_bits;
        // x is `mantissa * 2^-down` after the scaling.
        let down = E::Wide::EXPONENT_BIAS + mantissa_bits as i32 - exponent.max(1) - self.0;
        let weight = if down >= 0 {
            mantissa.checked_shr(down as u32).unwrap_or(0)
        } else {
            mantissa.checked_shl(down.unsigned_abs()).unwrap_or(0)
        };
        weight as u32 & (u32::MAX >> 1)
    }
}

/// The results of 32 numbers at a time.
///
/// Methods of a trait, and no closures: those are not always inlined, and then are not compiled for the level.
trait Collect<E> {
    fn collect(&mut self, chunk: &[E; LANES]);
}

/// Collects from a whole row; the last numbers are filled up.
#[inline(always)]
fn collect<E: Copy, C: Collect<E>>(row: &[E], pad: E, mut collector: C) -> C {
    let (chunks, rest) = row.as_chunks::<LANES>();
    for chunk in chunks {
        collector.collect(chunk);
    }
    if !rest.is_empty() {
        let mut last = [pad; LANES];
        last[..rest.len()].copy_from_slice(rest);
        collector.collect(&last);
    }
    collector
}

/// The largest of the bits, which is that of the largest number if none is negative, infinite or NaN.
pub(super) struct LargestBits<'a, E>(pub(super) &'a [E]);

impl<E: Element> Job for LargestBits<'_, E> {
    type Output = <E::Wide as Wide>::Bits;
    const IS_NARROW: bool = true;
    #[inline(always)]
    fn run(self) -> Self::Output {
        let zero = Self::Output::from(0);
        if self.0.len() < SMALL {
            return self.0.iter().fold(zero, |all, x| all.max(x.widen().bits()));
        }
        let MaxBits(largest) = collect(self.0, E::ZERO, MaxBits::<E::Wide>([zero; LANES]));
        largest.into_iter().fold(zero, Ord::max)
    }
}

struct MaxBits<W: Wide>([W::Bits; LANES]);

impl<E: Element> Collect<E> for MaxBits<E::Wide> {
    #[inline(always)]
    fn collect(&mut self, chunk: &[E; LANES]) {
        for (all, x) in self.0.iter_mut().zip(chunk) {
            let bits = x.widen().bits();
            *all = if bits > *all { bits } else { *all };
        }
    }
}

/// The largest number, if all are numbers; minus infinity for an empty row.
pub(super) struct Largest<'a, E>(pub(super) &'a [E]);

impl<E: Element> Job for Largest<'_, E> {
    type Output = Option<E::Wide>;
    #[inline(always)]
    fn run(self) -> Self::Output {
        let least = E::MINUS_INFINITY.widen();
        let zero = <E::Wide as Wide>::Bits::from(0);
        let larger = |x: E::Wide, y: E::Wide| if x > y { x } else { y };
        if self.0.len() < SMALL {
            let (mut largest, mut has_nan) = (least, false);
            for x in self.0 {
                has_nan |= x.widen().is_nan();
                largest = larger(x.widen(), largest);
            }
            return (!has_nan).then_some(largest);
        }
        let Max { largest, nans } =
            collect(self.0, E::MINUS_INFINITY, Max { largest: [least; LANES], nans: [zero; LANES] });
        let nans = nans.into_iter().fold(zero, |any, nan| any | nan);
        (nans == zero).then(|| largest.into_iter().fold(least, larger))
    }
}

struct Max<W: Wide> {
    largest: [W; LANES],
    /// All bits are set where there was a NaN.
    nans: [W::Bits; LANES],
}

impl<E: Element> Collect<E> for Max<E::Wide> {
    #[inline(always)]
    fn collect(&mut self, chunk: &[E; LANES]) {
        for ((all, nan), x) in self.largest.iter_mut().zip(&mut self.nans).zip(chunk) {
            let x = x.widen();
            *nan = *nan | x.nan_mask();
            *all = if x > *all { x } else { *all };
        }
    }
}

/// The sums of the weights before each of the parts of a row, which are written, and of all.
pub(super) struct Sums<'a, E, W> {
    pub(super) row: &'a [E],
    pub(super) weigh: W,
    /// The numbers of a part, not zero.
    pub(super) part: usize,
    /// One for each part.
    pub(super) starts: &'a mut [u64],
}

impl<E: Element, W: Weigh<E>> Job for Sums<'_, E, W> {
    type Output = u64;
    #[inline(always)]
    fn run(self) -> u64 {
        let mut sum = 0;
        for (part, start) in self.row.chunks(self.part).zip(self.starts) {
            *start = sum;
            sum += Sum { row: part, weigh: self.weigh }.run();
        }
        sum
    }
}

/// The sum of all weights.
pub(super) struct Sum<'a, E, W> {
    pub(super) row: &'a [E],
    pub(super) weigh: W,
}

impl<E: Element, W: Weigh<E>> Job for Sum<'_, E, W> {
    type Output = u64;
    #[inline(always)]
    fn run(self) -> u64 {
        let Self { row, weigh } = self;
        if row.len() < SMALL {
            return row.iter().map(|&x| u64::from(weigh.weigh(x))).sum();
        }
        let total = Total { weigh, sums: [0; LANES / 2] };
        collect(row, W::PAD, total).sums.into_iter().sum()
    }
}

struct Total<W> {
    weigh: W,
    sums: [u64; LANES / 2],
}

impl<E: Element, W: Weigh<E>> Collect<E> for Total<W> {
    #[inline(always)]
    fn collect(&mut self, chunk: &[E; LANES]) {
        let mut weights = [0u32; LANES];
        for (weight, &x) in weights.iter_mut().zip(chunk) {
            *weight = self.weigh.weigh(x);
        }
        let (low, high) = weights.split_at(LANES / 2);
        for ((sum, a), b) in self.sums.iter_mut().zip(low).zip(high) {
            // Each is less than 2^31.
            *sum += u64::from(a.wrapping_add(*b));
        }
    }
}

/// Writes the weight of each number.
pub(super) struct Fill<'a, E, W> {
    pub(super) row: &'a [E],
    pub(super) weigh: W,
    pub(super) weights: &'a mut [u32],
}

impl<E: Element, W: Weigh<E>> Job for Fill<'_, E, W> {
    type Output = ();
    #[inline(always)]
    fn run(self) {
        for (weight, &x) in self.weights.iter_mut().zip(self.row) {
            *weight = self.weigh.weigh(x);
        }
    }
}

/// Writes each number in `f32`.
pub(super) struct Widen<'a, E> {
    pub(super) numbers: &'a [E],
    pub(super) places: &'a mut [f32],
}

impl<E: Element<Wide = f32>> Job for Widen<'_, E> {
    type Output = ();
    #[inline(always)]
    fn run(self) {
        for (place, &x) in self.places.iter_mut().zip(self.numbers) {
            *place = x.widen();
        }
    }
}
