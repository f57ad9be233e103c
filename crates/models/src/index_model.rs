//! `IndexModel`: the trait of models whose symbols are 0, 1, 2, and so on.

use constriction_core::Model;

/// A model of the symbols `0..n`, to be mapped to symbols of any other type.
pub trait IndexModel: Model<Symbol = usize> {
    /// The number of symbols, `n`. Some of them may be impossible.
    fn num_symbols(&self) -> usize;
}

impl<M: IndexModel + ?Sized> IndexModel for &M {
    fn num_symbols(&self) -> usize {
        (**self).num_symbols()
    }
}
