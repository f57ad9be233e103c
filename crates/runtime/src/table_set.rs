//! Tables that a number chooses.

use std::sync::Arc;

use constriction_core::{Order, PutInterval, TakeInterval};
use constriction_models::array::{ArrayError, BankLookup, ModelArray, Param, Tables};
use constriction_models::dynamic::DynModel;

use crate::Error;
use crate::concrete::{TableModel, whole};

/// The tables of a description, and what is looked up in them.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TableSet {
    tables: Box<[Arc<TableModel>]>,
    lookup: BankLookup,
}

impl TableSet {
    pub(crate) fn new(tables: Box<[Arc<TableModel>]>) -> Self {
        Self { tables, lookup: BankLookup::default() }
    }

    pub(crate) fn tables(&self) -> &[Arc<TableModel>] {
        &self.tables
    }

    /// The table with a number.
    #[inline]
    pub(crate) fn table(&self, number: f64) -> Result<&Arc<TableModel>, Error> {
        let table = whole(number).and_then(|number| self.tables.get(number as usize));
        table.ok_or(Error::NoSuchTable { index: 0, number })
    }
}

/// A table for each symbol.
pub(crate) struct TableArray<'a> {
    pub(crate) tables: &'a TableSet,
    pub(crate) numbers: Param<'a>,
    pub(crate) len: usize,
    pub(crate) precision: u32,
}

impl ModelArray for TableArray<'_> {
    type Error = Error;

    #[inline]
    fn len(&self) -> Option<usize> {
        Some(self.len)
    }

    #[inline]
    fn precision(&self) -> u32 {
        self.precision
    }

    #[inline]
    fn model(&self, place: usize) -> Result<impl DynModel, Error> {
        self.tables.table(self.numbers.number(place))
    }

    #[inline]
    fn put<C: PutInterval>(
        &self,
        coder: &mut C,
        start: usize,
        symbols: &[i32],
        order: Order,
    ) -> Result<(), ArrayError<Error, C::Error>> {
        self.tables.lookup.put(self, coder, start, symbols, order)
    }

    #[inline]
    fn take<C: TakeInterval>(
        &self,
        coder: &mut C,
        start: usize,
        symbols: &mut [i32],
    ) -> Result<(), ArrayError<Error, C::Error>> {
        self.tables.lookup.take(self, coder, start, symbols)
    }
}

impl Tables for TableArray<'_> {
    fn count(&self) -> usize {
        self.tables.tables.len()
    }

    fn table(&self, number: usize) -> (&[u32], i32) {
        let table = &self.tables.tables[number].table;
        (table.table().ends(), table.offset())
    }

    #[inline]
    fn number(&self, place: usize) -> usize {
        whole(self.numbers.number(place)).map_or(usize::MAX, |number| number as usize)
    }

    #[inline]
    fn has_index(&self) -> bool {
        true
    }

    #[inline]
    fn numbers(&self, start: usize, numbers: &mut [u32]) -> bool {
        self.numbers.integers(start, numbers)
    }
}
