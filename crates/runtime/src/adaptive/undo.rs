//! Restores a model after a call that fails.

use constriction_adaptive::{AdaptiveCode, BitTree, Bits, Counts, Nibbles, SmallCdf};

use super::rule::AnyRule;

/// A model of which what it has learned in one context can be kept and restored.
pub(super) trait Rows: AdaptiveCode + Clone {
    /// The learned state of a context.
    type Row;

    /// How many numbers there are in a context.
    fn row_len(&self) -> usize;
    fn row(&self, context: usize) -> Self::Row;
    fn set_row(&mut self, context: usize, row: Self::Row);
}

impl Rows for Bits<AnyRule, Vec<u32>> {
    type Row = u32;

    fn row_len(&self) -> usize {
        1
    }

    fn row(&self, context: usize) -> u32 {
        self.states()[context]
    }

    fn set_row(&mut self, context: usize, row: u32) {
        self.states_mut()[context] = row;
    }
}

impl<const P: u32> Rows for Counts<Vec<u32>, P> {
    type Row = Vec<u32>;

    fn row_len(&self) -> usize {
        self.symbols()
    }

    fn row(&self, context: usize) -> Vec<u32> {
        self.counts(context).unwrap_or_default().to_vec()
    }

    fn set_row(&mut self, context: usize, row: Vec<u32>) {
        let result = self.set_counts(context, &row);
        debug_assert!(result.is_ok(), "counts that were there");
    }
}

impl Rows for BitTree<AnyRule, Vec<u32>> {
    type Row = Vec<u32>;

    fn row_len(&self) -> usize {
        1 << self.bits()
    }

    fn row(&self, context: usize) -> Vec<u32> {
        self.tables()[context << self.bits()..][..1 << self.bits()].to_vec()
    }

    fn set_row(&mut self, context: usize, row: Vec<u32>) {
        let start = context << self.bits();
        self.tables_mut()[start..start + row.len()].copy_from_slice(&row);
    }
}

impl Rows for Nibbles<Vec<[SmallCdf; 17]>> {
    type Row = Box<[SmallCdf; 17]>;

    fn row_len(&self) -> usize {
        17 * 16
    }

    fn row(&self, context: usize) -> Self::Row {
        Box::new(self.tables()[context])
    }

    fn set_row(&mut self, context: usize, row: Self::Row) {
        self.tables_mut()[context] = *row;
    }
}

/// The state of a model before a call: all of it, or, in a call of few symbols, that of their contexts.
pub(super) enum Undo<M: Rows> {
    Whole(M),
    Rows(Vec<(usize, M::Row)>),
}

impl<M: Rows> Undo<M> {
    /// For a call of `count` symbols with a model of `contexts`.
    pub(super) fn new(model: &M, contexts: usize, count: usize) -> Self {
        if count < contexts / 2 || count * model.row_len() < 1 << 10 {
            Self::Rows(Vec::new())
        } else {
            Self::Whole(model.clone())
        }
    }

    /// Before the model learns in a context, which it has.
    #[inline]
    pub(super) fn keep(&mut self, model: &M, context: usize) {
        if let Self::Rows(rows) = self {
            rows.push((context, model.row(context)));
        }
    }

    pub(super) fn restore(self, model: &mut M) {
        match self {
            Self::Whole(before) => *model = before,
            Self::Rows(rows) => rows.into_iter().rev().for_each(|(context, row)| model.set_row(context, row)),
        }
    }
}
