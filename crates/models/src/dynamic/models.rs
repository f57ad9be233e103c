//! The models of this crate, as models whose precision is a value.

use core::ops::RangeInclusive;

use constriction_core::{DecoderModel, EncoderModel, Interval};

use constriction_kernels::weights::Element;

use super::{DynModel, IntegerRow, Quantized, Support, Uniform};
#[cfg(feature = "alloc")]
use super::{LazyRow, TopK};
#[cfg(feature = "alloc")]
use crate::Float;
use crate::{Distribution, IndexModel, LeakilyQuantized};

impl<D: Distribution> DynModel for Quantized<D, i32> {
    #[inline]
    fn interval(&self, symbol: i32) -> Option<Interval> {
        shared(self).interval(symbol)
    }

    #[inline]
    fn symbol_at(&self, quantile: u32) -> Option<(i32, Interval)> {
        shared(self).symbol_at(quantile)
    }

    fn support(&self) -> RangeInclusive<i32> {
        self.support().symbols()
    }

    fn has_zero_mass(&self, symbol: i32) -> bool {
        self.support().has_zero_mass(self.inner(), symbol)
    }
}

/// The model itself.
#[cfg(not(target_family = "wasm"))]
#[inline]
fn shared<D>(model: &Quantized<D, i32>) -> &Quantized<D, i32> {
    model
}

/// The model, which calls its distribution through a vtable, so that the search is compiled once: WebAssembly is
/// downloaded. The bits are the same.
#[cfg(target_family = "wasm")]
fn shared<D: Distribution>(model: &Quantized<D, i32>) -> Quantized<AnyDistribution<'_>, i32> {
    model.support().quantize(AnyDistribution(model.inner()))
}

/// A distribution that is called through a vtable.
#[cfg(target_family = "wasm")]
struct AnyDistribution<'a>(&'a dyn Distribution);

#[cfg(target_family = "wasm")]
impl Distribution for AnyDistribution<'_> {
    fn cdf(&self, x: f64) -> f64 {
        self.0.cdf(x)
    }

    fn quantile(&self, p: f64) -> f64 {
        self.0.quantile(p)
    }
}

impl<D: Distribution, const P: u32> DynModel for LeakilyQuantized<D, i32, P> {
    #[inline]
    fn interval(&self, symbol: i32) -> Option<Interval> {
        EncoderModel::interval(self, &symbol)
    }

    #[inline]
    fn symbol_at(&self, quantile: u32) -> Option<(i32, Interval)> {
        DecoderModel::symbol_at(self, quantile)
    }

    fn support(&self) -> RangeInclusive<i32> {
        self.quantizer().as_dynamic().symbols()
    }

    fn has_zero_mass(&self, symbol: i32) -> bool {
        self.quantizer().as_dynamic().has_zero_mass(self.inner(), symbol)
    }
}

impl Support<i32> {
    fn symbols(&self) -> RangeInclusive<i32> {
        self.min()..=self.max()
    }

    fn has_zero_mass<D: Distribution>(&self, distribution: &D, symbol: i32) -> bool {
        let below = if symbol <= self.min() { 0.0 } else { distribution.cdf(f64::from(symbol) - 0.5) };
        let up_to = if symbol >= self.max() { 1.0 } else { distribution.cdf(f64::from(symbol) + 0.5) };
        up_to <= below
    }
}

impl DynModel for Uniform {
    #[inline]
    fn interval(&self, symbol: i32) -> Option<Interval> {
        self.interval(usize::try_from(symbol).ok()?)
    }

    #[inline]
    fn symbol_at(&self, quantile: u32) -> Option<(i32, Interval)> {
        let (symbol, interval) = self.symbol_at(quantile)?;
        Some((symbol as i32, interval))
    }

    fn support(&self) -> RangeInclusive<i32> {
        up_to(self.size())
    }

    #[inline]
    fn is_looked_up(&self) -> bool {
        true
    }
}

/// The symbols `0..size`.
fn up_to(size: u64) -> RangeInclusive<i32> {
    0..=i32::try_from(size as i64 - 1).unwrap_or(i32::MAX)
}

/// The two methods of a model of the symbols `0..n`, which finds them by indexes.
macro_rules! by_index {
    () => {
        #[inline]
        fn interval(&self, symbol: i32) -> Option<Interval> {
            Self::interval(self, usize::try_from(symbol).ok()?)
        }

        #[inline]
        fn symbol_at(&self, quantile: u32) -> Option<(i32, Interval)> {
            let (symbol, interval) = Self::symbol_at(self, quantile)?;
            Some((symbol as i32, interval))
        }
    };
}

impl<E: Element, B: AsRef<[E]>> DynModel for IntegerRow<E, B> {
    by_index!();

    fn support(&self) -> RangeInclusive<i32> {
        up_to(self.numbers().len() as u64)
    }

    fn has_zero_mass(&self, symbol: i32) -> bool {
        usize::try_from(symbol).is_ok_and(|symbol| Self::has_zero_mass(self, symbol))
    }
}

#[cfg(feature = "alloc")]
impl<F: Float, B: AsRef<[F]>> DynModel for LazyRow<F, B> {
    by_index!();

    fn support(&self) -> RangeInclusive<i32> {
        up_to(self.probs().len() as u64)
    }

    fn has_zero_mass(&self, symbol: i32) -> bool {
        usize::try_from(symbol).ok().and_then(|symbol| self.probs().get(symbol)).is_some_and(|&p| p == F::ZERO)
    }
}

#[cfg(feature = "alloc")]
impl DynModel for TopK {
    by_index!();

    fn support(&self) -> RangeInclusive<i32> {
        up_to(self.vocabulary() as u64)
    }

    fn cumulative(&self, symbol: i32) -> u64 {
        Self::cumulative(self, usize::try_from(symbol).unwrap_or(0))
    }

    fn has_zero_mass(&self, symbol: i32) -> bool {
        usize::try_from(symbol).is_ok_and(|symbol| Self::has_zero_mass(self, symbol))
    }
}

macro_rules! table {
    ($($(#[$attribute:meta])? $t:ident)*) => {$(
        $(#[$attribute])?
        impl<const P: u32> DynModel for crate::$t<P> {
            #[inline]
            fn interval(&self, symbol: i32) -> Option<Interval> {
                EncoderModel::interval(self, &usize::try_from(symbol).ok()?)
            }

            #[inline]
            fn symbol_at(&self, quantile: u32) -> Option<(i32, Interval)> {
                let (symbol, interval) = DecoderModel::symbol_at(self, quantile)?;
                Some((symbol as i32, interval))
            }

            fn support(&self) -> RangeInclusive<i32> {
                up_to(self.num_symbols() as u64)
            }

            #[inline]
            fn is_looked_up(&self) -> bool {
                true
            }
        }
    )*};
}
table! {
    Uniform
    #[cfg(feature = "alloc")] Cdf
    #[cfg(feature = "alloc")] Categorical
    #[cfg(feature = "alloc")] LookupCategorical
}
