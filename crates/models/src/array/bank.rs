//! `BankArray`: tables that are chosen by indexes.

use core::error::Error;
use core::fmt;
use core::ops::RangeInclusive;

use constriction_core::{DecoderModel, EncoderModel, Interval, Order, PutInterval, TakeInterval};

use super::{ArrayError, ModelArray, Tables};
use crate::dynamic::DynModel;
use crate::{Bank, BankModel};

/// Tables of a [`Bank`], one for each symbol, as learned codecs have them; [`Bank::array`] makes it.
#[derive(Clone, Copy, Debug)]
pub struct BankArray<'a, I, const P: u32> {
    bank: &'a Bank<P>,
    indexes: &'a [I],
}

/// The error of a symbol whose index has no table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoSuchTable;

impl fmt::Display for NoSuchTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("its index has no table")
    }
}

impl Error for NoSuchTable {}

impl<const P: u32> Bank<P> {
    /// The model of each symbol, given the index of its table as any integer.
    ///
    /// ```
    /// use constriction_models::Bank;
    /// use constriction_models::array::ModelArray;
    ///
    /// let mut bank = Bank::<16>::new();
    /// bank.push(&[0, 100, 65000, 65536], -1)?;
    /// bank.push(&[0, 30000, 65536], 0)?;
    /// let models = bank.array(&[1u8, 0, 1]);
    /// assert_eq!(models.interval(1, -1).unwrap().unwrap().prob.get(), 100);
    /// # Ok::<(), constriction_models::ProbabilityError>(())
    /// ```
    #[inline]
    pub fn array<'a, I: Copy + TryInto<usize>>(&'a self, indexes: &'a [I]) -> BankArray<'a, I, P> {
        BankArray { bank: self, indexes }
    }
}

impl<I: Copy + TryInto<usize>, const P: u32> ModelArray for BankArray<'_, I, P> {
    type Error = NoSuchTable;

    #[inline]
    fn len(&self) -> Option<usize> {
        Some(self.indexes.len())
    }

    #[inline]
    fn precision(&self) -> u32 {
        P
    }

    #[inline]
    fn model(&self, place: usize) -> Result<impl DynModel, NoSuchTable> {
        let index = self.indexes[place].try_into().map_err(|_| NoSuchTable)?;
        self.bank.model(index).ok_or(NoSuchTable)
    }

    #[inline]
    fn put<C: PutInterval>(
        &self,
        coder: &mut C,
        start: usize,
        symbols: &[i32],
        order: Order,
    ) -> Result<(), ArrayError<NoSuchTable, C::Error>> {
        self.bank.lookup().put(self, coder, start, symbols, order)
    }

    #[inline]
    fn take<C: TakeInterval>(
        &self,
        coder: &mut C,
        start: usize,
        symbols: &mut [i32],
    ) -> Result<(), ArrayError<NoSuchTable, C::Error>> {
        self.bank.lookup().take(self, coder, start, symbols)
    }
}

impl<I: Copy + TryInto<usize>, const P: u32> Tables for BankArray<'_, I, P> {
    fn count(&self) -> usize {
        self.bank.len()
    }

    fn table(&self, number: usize) -> (&[u32], i32) {
        self.bank.table(number)
    }

    #[inline]
    fn number(&self, place: usize) -> usize {
        self.indexes[place].try_into().unwrap_or(usize::MAX)
    }

    #[inline]
    fn numbers(&self, start: usize, numbers: &mut [u32]) -> bool {
        let mut are_valid = true;
        for (number, &index) in numbers.iter_mut().zip(&self.indexes[start..]) {
            let index = index.try_into().unwrap_or(usize::MAX);
            are_valid &= index <= u32::MAX as usize;
            *number = index as u32;
        }
        are_valid
    }
}

impl<const P: u32> DynModel for BankModel<'_, P> {
    #[inline]
    fn interval(&self, symbol: i32) -> Option<Interval> {
        EncoderModel::interval(self, &symbol)
    }

    #[inline]
    fn symbol_at(&self, quantile: u32) -> Option<(i32, Interval)> {
        DecoderModel::symbol_at(self, quantile)
    }

    fn support(&self) -> RangeInclusive<i32> {
        self.symbols()
    }

    #[inline]
    fn is_looked_up(&self) -> bool {
        true
    }
}
