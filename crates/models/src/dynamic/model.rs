//! The trait of models whose precision is a value.

use core::ops::RangeInclusive;

use constriction_core::Interval;

/// A model of integers whose precision is a value at run time.
///
/// It is what [`EncoderModel`](constriction_core::EncoderModel) and [`DecoderModel`](constriction_core::DecoderModel)
/// are, for arrays of models; and it can be called through a vtable.
pub trait DynModel {
    /// The interval of a symbol, or `None` if the model cannot code it.
    fn interval(&self, symbol: i32) -> Option<Interval>;

    /// The symbol that owns a quantile, and its interval; `None` if no symbol does.
    fn symbol_at(&self, quantile: u32) -> Option<(i32, Interval)>;

    /// The smallest and the largest symbol. Some between them may be impossible.
    fn support(&self) -> RangeInclusive<i32>;

    /// Whether the distribution that the model was made from gives nothing to a symbol of the support, which then owes
    /// its interval to leakiness alone. A model without this information returns `None`.
    #[inline]
    fn has_zero_mass(&self, symbol: i32) -> bool {
        let _ = symbol;
        false
    }

    /// The number of quantiles that smaller symbols own. Those of most models lie before the interval of the symbol.
    fn cumulative(&self, symbol: i32) -> u64 {
        // The symbol can be impossible, or none of the support.
        let end_before = || {
            let (min, max) = self.support().into_inner();
            let mut before = (min..=max.min(symbol)).rev();
            before.find_map(|symbol| self.interval(symbol)).map_or(0, Interval::right)
        };
        self.interval(symbol).map_or_else(end_before, |interval| interval.left.into())
    }

    /// Whether an interval is looked up, or nearly so. Only speed depends on it.
    #[inline]
    fn is_looked_up(&self) -> bool {
        false
    }
}

macro_rules! pointer {
    ($($(#[$attribute:meta])? $t:ty)*) => {$(
        $(#[$attribute])?
        impl<M: DynModel + ?Sized> DynModel for $t {
            #[inline]
            fn interval(&self, symbol: i32) -> Option<Interval> {
                (**self).interval(symbol)
            }

            #[inline]
            fn symbol_at(&self, quantile: u32) -> Option<(i32, Interval)> {
                (**self).symbol_at(quantile)
            }

            #[inline]
            fn support(&self) -> RangeInclusive<i32> {
                (**self).support()
            }

            #[inline]
            fn has_zero_mass(&self, symbol: i32) -> bool {
                (**self).has_zero_mass(symbol)
            }

            #[inline]
            fn cumulative(&self, symbol: i32) -> u64 {
                (**self).cumulative(symbol)
            }

            #[inline]
            fn is_looked_up(&self) -> bool {
                (**self).is_looked_up()
            }
        }
    )*};
}
pointer! {
    &M
    #[cfg(feature = "alloc")] alloc::sync::Arc<M>
}
