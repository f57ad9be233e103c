//! Rows of probabilities or logits, quantised by sums of integers.

#[cfg(not(all(target_family = "wasm", feature = "alloc")))]
use core::ops::RangeInclusive;

#[cfg(not(all(target_family = "wasm", feature = "alloc")))]
use constriction_core::Interval;

use super::{FloatSlice, ModelArray};
use crate::dynamic::{DynModel, IntegerRow};
#[cfg(not(all(target_family = "wasm", feature = "alloc")))]
use crate::{Bf16, F16};
use crate::{Element, ProbabilityError, RowError};

/// Rows of probabilities or logits that are quantised by sums of integers, each when its symbol is coded.
///
/// The bits are those of [`IntegerCategorical`](crate::IntegerCategorical). That takes a fraction of the time of
/// [`Rows`](crate::dynamic::Rows), and no memory.
///
/// ```
/// use constriction_models::array::{IntegerRows, ModelArray};
/// use constriction_models::Cdf;
///
/// let rows = IntegerRows::from_probs(&[0.1f32, 0.7, 0.2, 0.5, 0.25, 0.25], 3, 24)?;
/// assert_eq!(rows.interval(1, 2)?, Cdf::<24>::integer(&[0.5f32, 0.25, 0.25])?.get(2));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct IntegerRows<'a> {
    numbers: FloatSlice<'a>,
    /// Not zero.
    width: usize,
    precision: u32,
    are_logits: bool,
}

impl<'a> IntegerRows<'a> {
    /// Rows of `width` probabilities, which need not be normalised.
    ///
    /// # Errors
    /// If the width is zero, or the last row is shorter than the others. What else can be wrong with a row is an error
    /// when its symbol is coded: see [`IntegerRow::from_probs`].
    pub fn from_probs(probs: impl Into<FloatSlice<'a>>, width: usize, precision: u32) -> Result<Self, RowError> {
        Self::new(probs.into(), width, precision, false)
    }

    /// Rows of `width` logits: logarithms of probabilities, to each row of which any number can be added.
    ///
    /// # Errors
    /// As [`from_probs`](Self::from_probs); see [`IntegerRow::from_logits`].
    pub fn from_logits(logits: impl Into<FloatSlice<'a>>, width: usize, precision: u32) -> Result<Self, RowError> {
        Self::new(logits.into(), width, precision, true)
    }

    fn new(numbers: FloatSlice<'a>, width: usize, precision: u32, are_logits: bool) -> Result<Self, RowError> {
        check_rows(numbers.len(), width)?;
        Ok(Self { numbers, width, precision, are_logits })
    }

    /// The model at a place. Not inlined, so that it is not compiled for each coder.
    #[cfg(not(all(target_family = "wasm", feature = "alloc")))]
    #[inline(never)]
    fn row(&self, place: usize) -> Result<AnyRow<'a>, ProbabilityError> {
        Ok(match self.numbers.slice(place * self.width..(place + 1) * self.width) {
            FloatSlice::F16(row) => AnyRow::F16(self.sums(row)?),
            FloatSlice::Bf16(row) => AnyRow::Bf16(self.sums(row)?),
            FloatSlice::F32(row) => AnyRow::F32(self.sums(row)?),
            FloatSlice::F64(row) => AnyRow::F64(self.sums(row)?),
        })
    }

    /// The same. WebAssembly is downloaded: there, numbers of all types become those of the widest, with the same bits.
    #[cfg(all(target_family = "wasm", feature = "alloc"))]
    #[inline(never)]
    fn row(&self, place: usize) -> Result<AnyRow<'a>, ProbabilityError> {
        self.sums(self.numbers.slice(place * self.width..(place + 1) * self.width).widest())
    }

    fn sums<E: Element, B: AsRef<[E]>>(&self, row: B) -> Result<IntegerRow<E, B>, ProbabilityError> {
        if self.are_logits {
            IntegerRow::from_logits(row, self.precision)
        } else {
            IntegerRow::from_probs(row, self.precision)
        }
    }
}

impl ModelArray for IntegerRows<'_> {
    type Error = ProbabilityError;

    #[inline]
    fn len(&self) -> Option<usize> {
        Some(self.numbers.len() / self.width)
    }

    #[inline]
    fn precision(&self) -> u32 {
        self.precision
    }

    #[inline]
    fn model(&self, place: usize) -> Result<impl DynModel, ProbabilityError> {
        self.row(place)
    }
}

/// A row of numbers of any type.
#[cfg(all(target_family = "wasm", feature = "alloc"))]
type AnyRow<'a> = IntegerRow<f64, alloc::borrow::Cow<'a, [f64]>>;

/// A row of numbers of any type, so that loops over rows are compiled once.
#[cfg(not(all(target_family = "wasm", feature = "alloc")))]
enum AnyRow<'a> {
    F16(IntegerRow<F16, &'a [F16]>),
    Bf16(IntegerRow<Bf16, &'a [Bf16]>),
    F32(IntegerRow<f32, &'a [f32]>),
    F64(IntegerRow<f64, &'a [f64]>),
}

#[cfg(not(all(target_family = "wasm", feature = "alloc")))]
impl AnyRow<'_> {
    #[inline]
    fn as_model(&self) -> &dyn DynModel {
        match self {
            Self::F16(row) => row,
            Self::Bf16(row) => row,
            Self::F32(row) => row,
            Self::F64(row) => row,
        }
    }
}

#[cfg(not(all(target_family = "wasm", feature = "alloc")))]
impl DynModel for AnyRow<'_> {
    #[inline]
    fn interval(&self, symbol: i32) -> Option<Interval> {
        self.as_model().interval(symbol)
    }

    #[inline]
    fn symbol_at(&self, quantile: u32) -> Option<(i32, Interval)> {
        self.as_model().symbol_at(quantile)
    }

    fn support(&self) -> RangeInclusive<i32> {
        self.as_model().support()
    }

    fn has_zero_mass(&self, symbol: i32) -> bool {
        self.as_model().has_zero_mass(symbol)
    }
}

/// Checks that this many numbers are whole rows of this width.
pub(super) fn check_rows(numbers: usize, width: usize) -> Result<(), RowError> {
    let Some(rest) = numbers.checked_rem(width) else {
        return Err(RowError { row: 0, error: ProbabilityError::Empty });
    };
    if rest > 0 {
        let error = ProbabilityError::Count { given: rest, expected: width };
        return Err(RowError { row: numbers / width, error });
    }
    Ok(())
}
