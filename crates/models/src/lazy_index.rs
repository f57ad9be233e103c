//! The index of a table, which is built once the table has decoded often enough to pay for it.

use core::hash::{Hash, Hasher};
#[cfg(feature = "std")]
use core::sync::atomic::{AtomicU32, Ordering};
#[cfg(feature = "std")]
use std::sync::OnceLock;

use constriction_core::Interval;

use crate::cumulative;
use crate::quantile_index::QuantileIndex;

/// A [`QuantileIndex`] that may not be there yet: only speed depends on it, so that all are equal.
///
/// A table that encodes, or decodes a few symbols, never makes it. Without `std`, there is nothing that makes a value
/// once for several threads: it is there only if it is asked for by [`build`](Self::build).
#[derive(Debug, Default)]
pub(crate) struct LazyIndex {
    #[cfg(feature = "std")]
    index: OnceLock<QuantileIndex>,
    #[cfg(not(feature = "std"))]
    index: Option<QuantileIndex>,
    /// How many symbols were decoded without it, roughly: threads that count at the same time count once.
    #[cfg(feature = "std")]
    decoded: AtomicU32,
}

impl LazyIndex {
    /// The index of this table, made now.
    pub(crate) fn build(ends: &[u32], precision: u32) -> Self {
        #[cfg(feature = "std")]
        return Self { index: QuantileIndex::new(ends, precision).into(), decoded: AtomicU32::new(0) };
        #[cfg(not(feature = "std"))]
        return Self { index: Some(QuantileIndex::new(ends, precision)) };
    }

    /// The symbol whose interval contains the quantile, and that interval; `None` if it has no symbol. The table must
    /// always be the same.
    // As in `QuantileIndex`.
    #[cfg_attr(not(target_family = "wasm"), inline)]
    #[cfg_attr(target_family = "wasm", inline(always))]
    pub(crate) fn symbol_at(&self, ends: &[u32], precision: u32, quantile: u32) -> Option<(usize, Interval)> {
        match self.get() {
            Some(index) => index.symbol_at(ends, quantile),
            None => self.bisect(ends, precision, quantile),
        }
    }

    #[inline]
    fn get(&self) -> Option<&QuantileIndex> {
        #[cfg(feature = "std")]
        return self.index.get();
        #[cfg(not(feature = "std"))]
        return self.index.as_ref();
    }

    /// Finds a symbol without the index, and makes the index if that was done often.
    #[inline(never)]
    fn bisect(&self, ends: &[u32], precision: u32, quantile: u32) -> Option<(usize, Interval)> {
        #[cfg(feature = "std")]
        {
            let decoded = self.decoded.load(Ordering::Relaxed);
            self.decoded.store(decoded.saturating_add(1), Ordering::Relaxed);
            if decoded >= QuantileIndex::break_even(ends, precision) && QuantileIndex::has_room(ends, precision) {
                self.index.get_or_init(|| QuantileIndex::new(ends, precision));
            }
        }
        #[cfg(not(feature = "std"))]
        let _ = precision;
        cumulative::find(ends, quantile)
    }
}

impl Clone for LazyIndex {
    fn clone(&self) -> Self {
        Self {
            index: self.index.clone(),
            #[cfg(feature = "std")]
            decoded: AtomicU32::new(self.decoded.load(Ordering::Relaxed)),
        }
    }
}

impl PartialEq for LazyIndex {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for LazyIndex {}

impl Hash for LazyIndex {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}
