//! `Bank`: many tables in one allocation, one of which is chosen for each symbol.

use alloc::vec::Vec;

use crate::array::BankLookup;
use crate::{BankModel, ProbabilityError};

/// Tables of cumulative probabilities that are chosen by a number, each with an offset for its symbols.
///
/// Learned image codecs have this form: a matrix of quantised cumulative probabilities (`quantized_cdf`), with a
/// length and an offset for each row, and for each symbol the number of its row. All tables are kept in one block of
/// memory. Decoding bisects a table; arrays of symbols are looked up, when there were enough of them to pay for that. Without an allocator, a bank is an array of [`BankModel`]s.
///
/// The tables of `CompressAI` and TensorFlow Compression end with a symbol that says that the value is not one of the
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
    /// As in [`ends`](crate::cumulative), one table after the other.
    ends: Vec<u32>,
    tables: Vec<Table>,
    lookup: BankLookup,
}

/// Where a table is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Table {
    /// The place of its first entry.
    start: usize,
    /// The place after its last entry.
    end: usize,
    /// The smallest symbol; with the largest one, it is in the range of the type.
    offset: i32,
}

impl<const P: u32> Bank<P> {
    /// No table.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The tables of a matrix with this number of columns: for each row, the number of its entries that count, and its
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

    /// Adds a table of cumulative probabilities, `[0, …, total]`, as for [`BankModel::from_cumulative`], and returns
    /// its number. Its symbols start with `offset`.
    ///
    /// # Errors
    /// As [`BankModel::from_cumulative`].
    pub fn push(&mut self, cumulative: &[u32], offset: i32) -> Result<usize, ProbabilityError> {
        BankModel::<P>::from_cumulative(cumulative, offset)?;
        let start = self.ends.len();
        self.ends.extend_from_slice(cumulative);
        self.tables.push(Table { start, end: self.ends.len(), offset });
        self.lookup = BankLookup::default();
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

    /// The look-up tables for arrays of symbols.
    #[inline]
    pub(crate) fn lookup(&self) -> &BankLookup {
        &self.lookup
    }

    /// The ends of the table with this number, and its first symbol.
    pub(crate) fn table(&self, index: usize) -> (&[u32], i32) {
        let &Table { start, end, offset } = &self.tables[index];
        (&self.ends[start..end], offset)
    }

    /// The model with this number.
    #[inline]
    pub fn model(&self, index: usize) -> Option<BankModel<'_, P>> {
        let &Table { start, end, offset } = self.tables.get(index)?;
        Some(BankModel::from_valid(self.ends.get(start..end)?, offset))
    }
}
