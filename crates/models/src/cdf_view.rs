//! `CdfView`: a borrowed table of cumulative fixed-point probabilities.

use constriction_core::{DecoderModel, EncoderModel, Interval, IterableModel, Model};

use crate::{IndexModel, ProbabilityError, cumulative};

/// A distribution over the symbols `0..n` whose table is borrowed: a `Cdf` without an allocator.
///
/// The table can be a constant, which is in the program or in flash memory and is checked by the compiler. Decoding
/// bisects it; a [`LookupArray`](crate::LookupArray) finds symbols at once.
///
/// ```
/// use constriction_core::{DecoderModel, EncoderModel};
/// use constriction_models::CdfView;
///
/// static TABLE: [u32; 4] = [0, 100, 3000, 4096];
/// const MODEL: CdfView<'static, 12> = CdfView::from_static(&TABLE);
///
/// let interval = MODEL.interval(&1).unwrap();
/// assert_eq!((interval.left, interval.right()), (100, 3000));
/// assert_eq!(MODEL.symbol_at(2999), Some((1, interval)));
/// ```
///
/// An invalid table does not compile:
///
/// ```compile_fail
/// use constriction_models::CdfView;
///
/// const MODEL: CdfView<'static, 12> = CdfView::from_static(&[0, 100, 99, 4096]);
/// # assert_eq!(MODEL.len(), 3);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CdfView<'a, const P: u32> {
    /// As in [`ends`], from 0 to at most `2^P`. At least two entries; below a precision of 32 bits, some can be equal.
    ends: &'a [u32],
}

impl<'a, const P: u32> CdfView<'a, P> {
    /// The model of cumulative fixed-point probabilities, one more than there are symbols: `[0, …, total]`.
    ///
    /// The total can be less than `2^P`: no symbol owns the quantiles from there on. A symbol between equal numbers is
    /// impossible. At 32 bits, a total of `2^32` is written as 0.
    ///
    /// # Errors
    /// If the first number is not 0, a number is less than the one before it, the total is 0 or more than `2^P`, or
    /// the number of symbols is 0 or more than `2^P`.
    #[inline]
    pub const fn from_cumulative(cumulative: &'a [u32]) -> Result<Self, ProbabilityError> {
        const { assert!(0 < P && P <= 32, "the precision must be 1 to 32 bits") };
        match cumulative::check_cumulative(cumulative, P) {
            Ok(()) => Ok(Self { ends: cumulative }),
            Err(error) => Err(error),
        }
    }

    /// The model of a table that is written in the program: [`from_cumulative`](Self::from_cumulative) for constants.
    ///
    /// # Panics
    /// Where `from_cumulative` fails. In a constant, this is an error of the compiler.
    pub const fn from_static(cumulative: &'a [u32]) -> Self {
        match Self::from_cumulative(cumulative) {
            Ok(model) => model,
            Err(error) => error.panic(),
        }
    }

    /// The view of a table that is known to be one.
    #[cfg(feature = "alloc")]
    #[inline]
    pub(crate) fn from_valid_ends(ends: &'a [u32]) -> Self {
        Self { ends }
    }

    /// The number of symbols.
    #[inline]
    #[expect(clippy::len_without_is_empty, reason = "a table is never empty")]
    pub const fn len(self) -> usize {
        self.ends.len() - 1
    }

    /// The interval of a symbol, or `None` if there is no such symbol or it is impossible.
    #[inline]
    pub fn get(self, symbol: usize) -> Option<Interval> {
        cumulative::interval(self.ends, symbol)
    }

    /// The left ends of all symbols, and the end of the last one. At 32 bits, the latter is 0.
    #[inline]
    pub const fn ends(self) -> &'a [u32] {
        self.ends
    }
}

impl<const P: u32> Model for CdfView<'_, P> {
    type Symbol = usize;
    const PRECISION: u32 = P;
}

impl<const P: u32> EncoderModel for CdfView<'_, P> {
    #[inline]
    fn interval(&self, &symbol: &usize) -> Option<Interval> {
        self.get(symbol)
    }
}

impl<const P: u32> DecoderModel for CdfView<'_, P> {
    #[inline]
    fn symbol_at(&self, quantile: u32) -> Option<(usize, Interval)> {
        cumulative::find(self.ends, quantile)
    }
}

impl<const P: u32> IndexModel for CdfView<'_, P> {
    fn num_symbols(&self) -> usize {
        self.len()
    }
}

impl<const P: u32> IterableModel for CdfView<'_, P> {
    fn symbol_table(&self) -> impl Iterator<Item = (usize, Interval)> + '_ {
        cumulative::symbol_table(self.ends)
    }
}
