//! Many distributions that are used for one symbol each.

use alloc::vec::Vec;
use core::array;

use constriction_core::{Interval, Unsigned};

use crate::quantize::{Scaling, check_count, checked_sum, small};
use crate::{Float, ProbabilityError, RowError};

/// The number of columns between two sums that are kept.
pub(super) const BLOCK: usize = 16;
/// See [`Rows::LANES`].
const LANES: usize = 16;
/// Rows that plain code sums side by side.
const PART: usize = 8;

/// A matrix of probabilities with a row for each symbol, quantised only where they are asked.
///
/// The intervals are those of [`LazyCategorical::new_compatible`](crate::LazyCategorical::new_compatible) to the bit. A
/// matrix takes a quarter of the time of as many of these, or less, as its rows are summed sixteen at a time; and a
/// symbol is then searched from the nearest sixteenth on. It keeps a sixteenth as many sums as there are probabilities:
/// for a message of many rows, take a few at a time, in multiples of [`LANES`](Self::LANES), and use the memory again
/// by [`refill`](Self::refill).
///
/// ```
/// use constriction_core::EncoderModel;
/// use constriction_models::LazyCategorical;
/// use constriction_models::dynamic::Rows;
///
/// let rows = Rows::new(&[0.1f32, 0.7, 0.2, 0.5, 0.25, 0.25], 3, 24)?;
/// let lazy = LazyCategorical::<_, _, 24>::new_compatible([0.5f32, 0.25, 0.25]).unwrap();
/// assert_eq!(rows.interval(1, 2), lazy.interval(&2));
/// # Ok::<(), constriction_models::RowError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Rows<'a, F> {
    /// Rows of `width` probabilities, all finite and not negative.
    probs: &'a [F],
    /// Not zero.
    width: usize,
    precision: u32,
    /// For each row, the sum of the probabilities before every column that is a multiple of `BLOCK`; nothing if rows are
    /// small.
    starts: Vec<F>,
    /// One for each row.
    scalings: Vec<Scaling<F>>,
}

impl<'a, F: Float> Rows<'a, F> {
    /// The number of rows that are summed side by side.
    ///
    /// A sum in floating point has to run from left to right, one addition after the other, but the processor can do
    /// those of several rows at the same time: fewer rows take as long as this many.
    pub const LANES: usize = LANES;

    /// Checks and sums rows of `width` probabilities, which need not be normalised.
    ///
    /// # Errors
    /// If a probability is negative or not finite, the sum of a row is not a normal positive number, the last row is
    /// shorter than the others, the precision is not 1 to 32 bits, or the width is 0 or more than `2^precision`. The
    /// error is that of the first row that has one.
    pub fn new(probs: &'a [F], width: usize, precision: u32) -> Result<Self, RowError> {
        Self::with_buffers(probs, width, precision, Vec::new(), Vec::new())
    }

    /// Takes other rows of the same width, and keeps the memory.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn refill(self, probs: &[F]) -> Result<Rows<'_, F>, RowError> {
        Rows::with_buffers(probs, self.width, self.precision, self.starts, self.scalings)
    }

    fn with_buffers(
        probs: &'a [F],
        width: usize,
        precision: u32,
        mut starts: Vec<F>,
        mut scalings: Vec<Scaling<F>>,
    ) -> Result<Self, RowError> {
        check_count(width, precision).map_err(|error| RowError { row: 0, error })?;
        if small::is_small::<F>(width, precision) {
            starts.clear();
            return Self::of_small(probs, width, precision, starts, scalings);
        }
        let blocks = width.div_ceil(BLOCK);
        starts.resize(probs.len() / width * blocks, F::ZERO);
        scalings.clear();

        let groups = probs.chunks(LANES.saturating_mul(width)).zip(starts.chunks_mut(LANES.saturating_mul(blocks)));
        for (group, (probs, starts)) in groups.enumerate() {
            // A shorter last row is left to the end.
            let rows = probs.len() / width;
            let (sums, signs) = sum_group(probs, width, starts);
            let has_sign = signs.leading_zeros() == 0;
            for (row, &sum) in sums[..rows].iter().enumerate() {
                let scaling = scaling(&probs[row * width..][..width], sum, has_sign, precision);
                scalings.push(scaling.map_err(|error| RowError { row: group * LANES + row, error })?);
            }
        }
        Self { probs, width, precision, starts, scalings }.whole()
    }

    /// Rows that are small are summed one by one, and searched from the start.
    fn of_small(
        probs: &'a [F],
        width: usize,
        precision: u32,
        starts: Vec<F>,
        mut scalings: Vec<Scaling<F>>,
    ) -> Result<Self, RowError> {
        scalings.clear();
        scalings.reserve(probs.len() / width);
        for (row, probs) in probs.chunks_exact(width).enumerate() {
            let scaling = match Scaling::of_few(probs, precision) {
                Some(scaling) => scaling,
                None => Scaling::of_any(probs, None, precision).map_err(|error| RowError { row, error })?.0,
            };
            scalings.push(scaling.compatible());
        }
        Self { probs, width, precision, starts, scalings }.whole()
    }

    /// The rows, if the last one is as long as the others.
    fn whole(self) -> Result<Self, RowError> {
        let rest = self.probs.len() % self.width;
        if rest > 0 {
            let error = ProbabilityError::Count { given: rest, expected: self.width };
            return Err(RowError { row: self.probs.len() / self.width, error });
        }
        Ok(self)
    }

    /// The number of rows.
    #[inline]
    pub fn len(&self) -> usize {
        self.scalings.len()
    }

    /// Whether there is no row.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.scalings.is_empty()
    }

    /// Whether an interval takes less time than to code it.
    #[inline]
    pub(crate) fn is_small(&self) -> bool {
        small::is_small::<F>(self.width, self.precision)
    }

    /// The probabilities of a row, as they were given.
    #[inline]
    pub(crate) fn row(&self, row: usize) -> &'a [F] {
        &self.probs[row * self.width..(row + 1) * self.width]
    }

    /// The number of symbols of each row.
    #[inline]
    pub fn width(&self) -> usize {
        self.width
    }

    /// The precision in bits.
    #[inline]
    pub fn precision(&self) -> u32 {
        self.precision
    }

    /// The symbol's interval in a row, or `None` if there is no such row or symbol, or the symbol is impossible.
    #[inline]
    pub fn interval(&self, row: usize, symbol: usize) -> Option<Interval> {
        if self.is_small() {
            return small::interval(*self.scalings.get(row)?, self.row(row), symbol);
        }
        self.summed(row)?.interval(symbol)
    }

    /// The symbol whose interval in a row contains the quantile, and that interval; `None` if there is no such row.
    #[inline]
    pub fn symbol_at(&self, row: usize, quantile: u32) -> Option<(usize, Interval)> {
        if self.is_small() {
            return small::symbol_at(*self.scalings.get(row)?, self.row(row), quantile);
        }
        self.summed(row)?.symbol_at(quantile)
    }

    #[inline]
    fn summed(&self, row: usize) -> Option<SummedRow<'_, F>> {
        let scaling = self.scalings.get(row)?;
        let blocks = self.width.div_ceil(BLOCK);
        let (probs, starts) = (&self.probs[row * self.width..], &self.starts[row * blocks..][..blocks]);
        Some(SummedRow { probs, width: self.width, starts, scaling, precision: self.precision })
    }
}

/// The scaling of a row with this sum, in which some number, perhaps of another row, has a sign.
#[inline]
pub(super) fn scaling<F: Float>(
    row: &[F],
    sum: F,
    has_sign: bool,
    precision: u32,
) -> Result<Scaling<F>, ProbabilityError> {
    let is_good = sum < F::INFINITY && !has_sign;
    let sum = if is_good { sum } else { checked_sum(row.iter().copied(), precision)? };
    Ok(Scaling::with_sum(row.len(), sum, precision)?.compatible())
}

/// One row, and what is known of its sums.
pub(super) struct SummedRow<'a, F> {
    /// The probabilities of the row, and perhaps of others after it.
    pub(super) probs: &'a [F],
    /// Not zero.
    pub(super) width: usize,
    /// The sum of the probabilities before every column that is a multiple of `BLOCK`.
    pub(super) starts: &'a [F],
    pub(super) scaling: &'a Scaling<F>,
    pub(super) precision: u32,
}

impl<F: Float> SummedRow<'_, F> {
    #[inline]
    pub(super) fn interval(&self, symbol: usize) -> Option<Interval> {
        if symbol >= self.width {
            return None;
        }
        let (block, column) = (symbol / BLOCK, symbol % BLOCK);
        let start = self.starts[block];
        let probs = &self.probs[block * BLOCK..];
        let before = match probs.first_chunk::<BLOCK>() {
            // To add a zero is faster than to leave the loop early, and changes nothing.
            Some(probs) => (0..BLOCK).fold(start, |sum, i| sum + if i < column { probs[i] } else { F::ZERO }),
            None => probs[..column].iter().fold(start, |sum, &p| sum + p),
        };
        Interval::between(self.scaling.left(symbol, before), self.right(symbol, before + probs[column]))
    }

    /// The right end of a symbol up to which, inclusive, the probabilities sum to `cumulative`.
    #[inline]
    fn right(&self, symbol: usize, cumulative: F) -> u64 {
        let next = symbol + 1;
        if next == self.width { 1 << self.precision } else { self.scaling.left(next, cumulative) }
    }

    #[inline]
    pub(super) fn symbol_at(&self, quantile: u32) -> Option<(usize, Interval)> {
        let &Self { scaling, starts, .. } = self;
        let blocks = starts.len();
        let Some(target) = scaling.target(quantile) else {
            let lefts = (1..blocks).map(|block| scaling.left(block * BLOCK, starts[block]));
            let block = lefts.take_while(|&left| left <= u64::from(quantile)).count();
            return self.walk(block * BLOCK, starts[block], quantile);
        };

        // The last block that does not start above the quantile: bisected, and then counted.
        let (mut low, mut high) = (0, blocks);
        while high - low > 2 * BLOCK {
            let middle = low + (high - low) / 2;
            *(if target.is_above(middle * BLOCK, starts[middle]) { &mut high } else { &mut low }) = middle;
        }
        let block = match starts[low..high].first_chunk::<BLOCK>() {
            Some(starts) if high - low == BLOCK => low + target.count(low * BLOCK, BLOCK, starts),
            _ => (low..high).filter(|&block| !target.is_above(block * BLOCK, starts[block])).count() + low,
        } - 1;

        let first = block * BLOCK;
        let Some(probs) = self.probs[first..].first_chunk::<BLOCK>() else {
            return self.walk(first, starts[block], quantile);
        };
        let mut sums = [starts[block]; BLOCK + 1];
        for (i, &p) in probs.iter().enumerate() {
            sums[i + 1] = sums[i] + p;
        }
        let ends: &[F; BLOCK] = sums.last_chunk()?;
        // The last symbol owns what the others do not, and what follows it belongs to no row, or to another. All 16 end
        // before the quantile only if another thread has changed the row.
        let column = target.count(first + 1, 1, ends).min(self.width - 1 - first).min(BLOCK - 1);
        let symbol = first + column;
        let interval = Interval::between(scaling.left(symbol, sums[column]), self.right(symbol, sums[column + 1]))?;
        Some((symbol, interval))
    }

    /// The same from a symbol on, with the sum before it.
    fn walk(&self, first: usize, start: F, quantile: u32) -> Option<(usize, Interval)> {
        let quantile = u64::from(quantile);
        let (mut before, mut left) = (start, self.scaling.left(first, start));
        for (symbol, &p) in self.probs[..self.width].iter().enumerate().skip(first) {
            let next = before + p;
            let right = self.right(symbol, next);
            if right > quantile {
                return Some((symbol, Interval::between(left, right)?));
            }
            (before, left) = (next, right);
        }
        None
    }
}

/// The sums of up to `LANES` rows, and all signs. Writes the sum before each block.
#[inline]
fn sum_group<F: Float>(probs: &[F], width: usize, starts: &mut [F]) -> ([F; LANES], F::Bits) {
    if probs.len() < 2 * width {
        let mut sums = [F::ZERO; LANES];
        let signs;
        (sums[0], signs) = sum_one(&probs[..width.min(probs.len())], starts);
        return (sums, signs);
    }
    let vectorised = if probs.len() == LANES.saturating_mul(width) { F::sum_rows(probs, starts) } else { None };
    if let Some(result) = vectorised {
        return result;
    }
    let (mut sums, mut signs) = ([F::ZERO; LANES], F::ZERO.to_bits());
    let parts = probs.chunks(PART.saturating_mul(width)).zip(starts.chunks_mut(PART * width.div_ceil(BLOCK)));
    for ((probs, starts), sums) in parts.zip(sums.chunks_mut(PART)) {
        let part = sum_part(probs, width, starts);
        sums.copy_from_slice(&part.0);
        signs = signs | part.1;
    }
    (sums, signs)
}

/// The sum of one row, and all signs. Writes the sum before each block.
#[inline]
pub(super) fn sum_one<F: Float>(probs: &[F], starts: &mut [F]) -> (F, F::Bits) {
    let (mut sum, mut signs) = (F::ZERO, [F::ZERO.to_bits(); BLOCK]);
    let (blocks, rest) = probs.as_chunks::<BLOCK>();
    for (block, start) in blocks.iter().zip(&mut *starts) {
        *start = sum;
        sum = block.iter().fold(sum, |sum, &p| sum + p);
        signs = array::from_fn(|column| signs[column] | block[column].to_bits());
    }
    if !rest.is_empty() {
        starts[blocks.len()] = sum;
        sum = rest.iter().fold(sum, |sum, &p| sum + p);
        signs[0] = rest.iter().fold(signs[0], |all, p| all | p.to_bits());
    }
    (sum, signs.into_iter().fold(F::ZERO.to_bits(), |all, bits| all | bits))
}

/// The sums of up to `PART` rows, and all signs. Writes the sum before each block.
///
/// Where there are fewer rows, the last one is summed several times, which takes no longer.
#[inline]
fn sum_part<F: Float>(probs: &[F], width: usize, starts: &mut [F]) -> ([F; PART], F::Bits) {
    let (rows, blocks) = (probs.len() / width, width.div_ceil(BLOCK));
    let row_of = |lane: usize| lane.min(rows - 1);
    let lanes: [&[F]; PART] = array::from_fn(|lane| &probs[row_of(lane) * width..][..width]);

    let mut sums = [F::ZERO; PART];
    let mut signs = [F::ZERO.to_bits(); BLOCK];
    for block in 0..blocks {
        for (lane, &sum) in sums.iter().enumerate() {
            starts[row_of(lane) * blocks + block] = sum;
        }
        let parts = lanes.map(|row| &row[block * BLOCK..]);
        if parts[0].len() >= BLOCK {
            let parts: [&[F; BLOCK]; PART] = parts.map(|part| part.first_chunk().expect("all are as long"));
            for column in 0..BLOCK {
                add(&mut sums, parts.map(|part| part[column]));
            }
            for part in parts {
                signs = array::from_fn(|column| signs[column] | part[column].to_bits());
            }
        } else {
            for column in 0..parts[0].len() {
                let probs = parts.map(|part| part[column]);
                add(&mut sums, probs);
                signs[0] = probs.iter().fold(signs[0], |all, p| all | p.to_bits());
            }
        }
    }
    (sums, signs.into_iter().fold(F::ZERO.to_bits(), |all, bits| all | bits))
}

#[inline]
fn add<F: Float>(sums: &mut [F; PART], probs: [F; PART]) {
    for (sum, p) in sums.iter_mut().zip(probs) {
        *sum = *sum + p;
    }
}
