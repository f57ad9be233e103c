//! Many tables in one place.

use alloc::vec::Vec;
use core::ops::RangeInclusive;

use constriction_core::{DecoderModel, EncoderModel, Interval, IterableModel, Model};

use crate::{Cdf, ProbabilityError, ends};

/// Tables of cumulative probabilities that are chosen by a number, each with an offset for its symbols.
///
/// This is what learned image codecs have: a matrix of quantised cumulative probabilities (`quantized_cdf`), with a
/// length and an offset for each row, and for each symbol the number of its row. All tables are kept in one block of
/// memory. Decoding bisects a table.
///
/// The tables of `CompressAI` and TensorFlow Compression end with a symbol that says that the value is none of the
/// others and comes apart from them: here, it is the [last symbol](BankModel::symbols).
///
/// ```
/// use constriction_core::EncoderModel;
/// use constriction_models::Bank;
///
/// let quantized_cdf = [[0, 100, 65000, 65536], [0, 30000, 65536, 0]];
/// let mut bank = Bank::<16>::new();
/// bank.push(&quantized_cdf[0][..4], -1)?;
/// bank.push(&quantized_cdf[1][..3], 0)?;
///
/// let model = bank.model(0).unwrap();
/// assert_eq!(model.symbols(), -1..=1);
/// assert_eq!(model.interval(&0).unwrap().left, 100);
/// assert!(bank.model(2).is_none());
/// # Ok::<(), constriction_models::ProbabilityError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Bank<const P: u32> {
    /// As in [`ends`], one table behind the other.
    ends: Vec<u32>,
    tables: Vec<Table>,
}

/// Where a table is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Table {
    /// The place of its first entry.
    start: usize,
    /// The place behind its last entry.
    end: usize,
    /// The smallest symbol; with the largest one, it is in the range of the type.
    offset: i32,
}

impl<const P: u32> Bank<P> {
    /// No table.
    #[must_use]
    pub fn new() -> Self {
        Self { ends: Vec::new(), tables: Vec::new() }
    }

    /// The tables of a matrix that has so many columns: for each row, the number of its entries that count, and its
    /// offset.
    ///
    /// # Errors
    /// As [`push`](Self::push), where a row that is not there, or not that long, is one without entries.
    pub fn from_matrix(
        quantized_cdf: &[u32],
        columns: usize,
        lengths_and_offsets: impl IntoIterator<Item = (usize, i32)>,
    ) -> Result<Self, ProbabilityError> {
        let mut bank = Self::new();
        for (row, (length, offset)) in lengths_and_offsets.into_iter().enumerate() {
            let entries = || {
                let start = row.checked_mul(columns)?;
                quantized_cdf.get(start..start.checked_add(columns)?)?.get(..length)
            };
            bank.push(entries().unwrap_or_default(), offset)?;
        }
        Ok(bank)
    }

    /// Adds a table of cumulative probabilities, `[0, …, total]`, as for [`Cdf::from_cumulative`], and returns its
    /// number. Its symbols start with `offset`.
    ///
    /// # Errors
    /// As [`Cdf::from_cumulative`], or if the last symbol does not fit in the type.
    pub fn push(&mut self, cumulative: &[u32], offset: i32) -> Result<usize, ProbabilityError> {
        Cdf::<P>::check_cumulative(cumulative)?;
        let symbols = cumulative.len() - 1;
        if i64::from(offset) + symbols as i64 - 1 > i64::from(i32::MAX) {
            return Err(ProbabilityError::TooMany { symbols, precision: P });
        }
        let start = self.ends.len();
        self.ends.extend_from_slice(cumulative);
        self.tables.push(Table { start, end: self.ends.len(), offset });
        Ok(self.tables.len() - 1)
    }

    /// The number of tables.
    pub fn len(&self) -> usize {
        self.tables.len()
    }

    /// Whether there is no table.
    pub fn is_empty(&self) -> bool {
        self.tables.is_empty()
    }

    /// The model with this number.
    #[inline]
    pub fn model(&self, index: usize) -> Option<BankModel<'_, P>> {
        let &Table { start, end, offset } = self.tables.get(index)?;
        Some(BankModel { ends: self.ends.get(start..end)?, offset })
    }
}

/// One table of a [`Bank`]: a model of the integers from its offset up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct BankModel<'a, const P: u32> {
    ends: &'a [u32],
    offset: i32,
}

impl<const P: u32> BankModel<'_, P> {
    /// The symbols. Some of them may be impossible.
    pub fn symbols(&self) -> RangeInclusive<i32> {
        self.offset..=self.symbol(self.ends.len() - 2)
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
        ends::interval(self.ends, usize::try_from(index).ok()?)
    }
}

impl<const P: u32> DecoderModel for BankModel<'_, P> {
    #[inline]
    fn symbol_at(&self, quantile: u32) -> Option<(i32, Interval)> {
        let (index, interval) = ends::owner(self.ends, quantile)?;
        Some((self.symbol(index), interval))
    }
}

impl<const P: u32> IterableModel for BankModel<'_, P> {
    fn symbol_table(&self) -> impl Iterator<Item = (i32, Interval)> + '_ {
        (0..self.ends.len() - 1).filter_map(|index| Some((self.symbol(index), ends::interval(self.ends, index)?)))
    }
}
