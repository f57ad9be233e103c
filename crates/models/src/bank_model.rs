//! `BankModel`: one table of a bank, with the offset of its symbols.

use core::ops::RangeInclusive;

use constriction_core::{DecoderModel, EncoderModel, Interval, IterableModel, Model};

use crate::{CdfView, ProbabilityError, cumulative};

/// A distribution over the integers from an offset up whose table is borrowed: one table of a `Bank`, or of an array of
/// constants.
///
/// ```
/// use constriction_core::EncoderModel;
/// use constriction_models::BankModel;
///
/// static BANK: [BankModel<'static, 16>; 2] =
///     [BankModel::from_static(&[0, 100, 65000, 65536], -1), BankModel::from_static(&[0, 30000, 65536], 0)];
///
/// assert_eq!(BANK[0].symbols(), -1..=1);
/// assert_eq!(BANK[0].interval(&0).unwrap().left, 100);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct BankModel<'a, const P: u32> {
    cdf: CdfView<'a, P>,
    /// The smallest symbol; with the largest one, it is in the range of the type.
    offset: i32,
}

impl<'a, const P: u32> BankModel<'a, P> {
    /// The model of cumulative probabilities as for [`CdfView::from_cumulative`] whose symbols start with `offset`.
    ///
    /// # Errors
    /// As [`CdfView::from_cumulative`], or if the last symbol does not fit in the type.
    #[inline]
    pub const fn from_cumulative(cumulative: &'a [u32], offset: i32) -> Result<Self, ProbabilityError> {
        match CdfView::from_cumulative(cumulative) {
            Ok(cdf) if offset as i64 + cdf.len() as i64 - 1 > i32::MAX as i64 => {
                Err(ProbabilityError::TooMany { symbols: cdf.len(), precision: P })
            }
            Ok(cdf) => Ok(Self { cdf, offset }),
            Err(error) => Err(error),
        }
    }

    /// The model of a table that is written in the program: [`from_cumulative`](Self::from_cumulative) for constants.
    ///
    /// # Panics
    /// Where `from_cumulative` fails. In a constant, this is an error of the compiler.
    pub const fn from_static(cumulative: &'a [u32], offset: i32) -> Self {
        match Self::from_cumulative(cumulative, offset) {
            Ok(model) => model,
            Err(error) => error.panic(),
        }
    }

    /// The model of a table and an offset that are known to fit.
    #[cfg(feature = "alloc")]
    #[inline]
    pub(crate) fn from_valid(ends: &'a [u32], offset: i32) -> Self {
        Self { cdf: CdfView::from_valid_ends(ends), offset }
    }

    /// The symbols. Some of them may be impossible.
    pub fn symbols(&self) -> RangeInclusive<i32> {
        self.offset..=self.symbol(self.cdf.len() - 1)
    }

    #[inline]
    fn symbol(&self, index: usize) -> i32 {
        self.offset.wrapping_add(index as i32)
    }
}

impl<const P: u32> Model for BankModel<'_, P> {
    type Symbol = i32;
    const PRECISION: u32 = P;
}

impl<const P: u32> EncoderModel for BankModel<'_, P> {
    #[inline]
    fn interval(&self, &symbol: &i32) -> Option<Interval> {
        let index = i64::from(symbol) - i64::from(self.offset);
        self.cdf.get(usize::try_from(index).ok()?)
    }
}

impl<const P: u32> DecoderModel for BankModel<'_, P> {
    #[inline]
    fn symbol_at(&self, quantile: u32) -> Option<(i32, Interval)> {
        let (index, interval) = self.cdf.symbol_at(quantile)?;
        Some((self.symbol(index), interval))
    }
}

impl<const P: u32> IterableModel for BankModel<'_, P> {
    fn symbol_table(&self) -> impl Iterator<Item = (i32, Interval)> + '_ {
        cumulative::symbol_table(self.cdf.ends()).map(|(index, interval)| (self.symbol(index), interval))
    }
}
