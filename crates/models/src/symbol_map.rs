//! Maps from symbols to their numbers, for encoders.

use alloc::collections::BTreeMap;
#[cfg(feature = "std")]
use core::hash::{BuildHasher, Hash};
#[cfg(feature = "std")]
use std::collections::HashMap;

/// A hash map from symbols to numbers that is fast for small symbols. Whoever chooses the symbols can make it slow.
#[cfg(feature = "std")]
pub type SymbolHashMap<S> = HashMap<S, usize, rustc_hash::FxBuildHasher>;

/// A map from symbols to numbers.
///
/// `BTreeMap<S, usize>` is one for symbols with an order, `HashMap<S, usize, _>` one for symbols with a hash; the
/// fastest of these is `SymbolHashMap<S>` (feature `std`).
pub trait SymbolMap: Default {
    /// The type of the symbols.
    type Symbol;
    /// An empty map with room for this number of symbols, where a map can make room.
    #[must_use]
    fn with_capacity(_symbols: usize) -> Self {
        Self::default()
    }
    /// The number of a symbol, if it has one.
    fn index_of(&self, symbol: &Self::Symbol) -> Option<usize>;
    /// Gives a symbol a number; returns whether it had none before.
    #[must_use]
    fn insert(&mut self, symbol: Self::Symbol, index: usize) -> bool;
}

impl<S: Ord> SymbolMap for BTreeMap<S, usize> {
    type Symbol = S;

    #[inline]
    fn index_of(&self, symbol: &S) -> Option<usize> {
        self.get(symbol).copied()
    }
    #[inline]
    fn insert(&mut self, symbol: S, index: usize) -> bool {
        self.insert(symbol, index).is_none()
    }
}

#[cfg(feature = "std")]
impl<S: Hash + Eq, H: BuildHasher + Default> SymbolMap for HashMap<S, usize, H> {
    type Symbol = S;

    fn with_capacity(symbols: usize) -> Self {
        HashMap::with_capacity_and_hasher(symbols, H::default())
    }

    #[inline]
    fn index_of(&self, symbol: &S) -> Option<usize> {
        self.get(symbol).copied()
    }
    #[inline]
    fn insert(&mut self, symbol: S, index: usize) -> bool {
        self.insert(symbol, index).is_none()
    }
}
