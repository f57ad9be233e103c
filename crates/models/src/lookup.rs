//! `LookupCategorical`: a table with an entry for each quantile, for fast decoding.

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::num::NonZeroU32;

use constriction_core::{DecoderModel, EncoderModel, Interval, IterableModel, Model};

use crate::{Categorical, Cdf, Float, IndexModel, ProbabilityError};

/// A [`Categorical`] for precisions up to 16 bits that looks every quantile up.
///
/// Up to 12 bits, decoding a symbol is one memory access to a table of `2^P` times eight bytes. From 13 bits on, that
/// would be more than fits in a fast cache: there, it is one access to a table of `2^P` times two bytes and one to the
/// [`Cdf`]. Use it for many symbols that share one distribution; a [`Categorical`] is smaller and made sooner, and from
/// 14 bits on about as fast.
///
/// ```
/// use constriction_core::DecoderModel;
/// use constriction_models::{Categorical, LookupCategorical};
///
/// let model = Categorical::<12>::perfect(&[0.1f64, 0.7, 0.2])?;
/// let lookup = LookupCategorical::from(&model);
/// assert_eq!(lookup.symbol_at(2000), model.symbol_at(2000));
/// # Ok::<(), constriction_models::ProbabilityError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LookupCategorical<const P: u32> {
    cdf: Cdf<P>,
    /// The symbol and its interval for each quantile that is somebody's; empty if that is too large.
    entries: Box<[Entry]>,
    /// The symbol for each quantile that is somebody's; empty if `entries` is not.
    symbols: Box<[u16]>,
}

/// From the least significant bit up: 24 bits of probability, 16 bits of left end, 16 bits of symbol. All in one word,
/// which is loaded at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Entry(u64);

impl Entry {
    fn new(symbol: u16, interval: Interval) -> Self {
        Self(u64::from(symbol) << 40 | u64::from(interval.left) << 24 | u64::from(interval.prob.get()))
    }

    #[inline]
    fn get(self) -> Option<(usize, Interval)> {
        let prob = NonZeroU32::new(self.0 as u32 & 0xff_ffff)?;
        Some(((self.0 >> 40) as usize, Interval { left: (self.0 >> 24) as u32 & 0xffff, prob }))
    }
}

impl<const P: u32> From<Cdf<P>> for LookupCategorical<P> {
    fn from(cdf: Cdf<P>) -> Self {
        const { assert!(P <= 16, "a table with an entry for each quantile is for precisions up to 16 bits") };
        let (mut entries, mut symbols) = (Vec::new(), Vec::new());
        for (symbol, interval) in cdf.symbol_table() {
            let end = interval.right() as usize;
            let symbol = symbol as u16;
            if Self::HAS_ENTRIES {
                entries.resize(end, Entry::new(symbol, interval));
            } else {
                symbols.resize(end, symbol);
            }
        }
        Self { cdf, entries: entries.into(), symbols: symbols.into() }
    }
}

impl<const P: u32> From<&Categorical<P>> for LookupCategorical<P> {
    fn from(model: &Categorical<P>) -> Self {
        Self::from(model.cdf().clone())
    }
}

impl<const P: u32> LookupCategorical<P> {
    /// 32 KiB of entries, as large as a small first-level cache.
    const HAS_ENTRIES: bool = P <= 12;

    /// The table of probabilities, quantised by one multiplication each, as by [`Cdf::fast`].
    ///
    /// # Errors
    /// As [`Cdf::fast`].
    pub fn fast<F: Float>(probs: &[F]) -> Result<Self, ProbabilityError> {
        Cdf::fast(probs).map(Self::from)
    }

    /// The table of probabilities with the smallest divergence from them, as by [`Cdf::perfect`].
    ///
    /// # Errors
    /// As [`Cdf::perfect`].
    pub fn perfect<F: Float>(probs: &[F]) -> Result<Self, ProbabilityError> {
        Cdf::perfect(probs).map(Self::from)
    }

    /// The table of integer frequencies with the smallest divergence from them, as by [`Cdf::from_frequencies`].
    ///
    /// # Errors
    /// As [`Cdf::from_frequencies`].
    pub fn from_frequencies(frequencies: &[u32]) -> Result<Self, ProbabilityError> {
        Cdf::from_frequencies(frequencies).map(Self::from)
    }

    /// The table of fixed-point probabilities that sum to `2^P`, as by [`Cdf::from_weights`].
    ///
    /// # Errors
    /// As [`Cdf::from_weights`].
    pub fn from_weights(weights: &[u32]) -> Result<Self, ProbabilityError> {
        Cdf::from_weights(weights).map(Self::from)
    }

    /// The table of the model.
    pub fn cdf(&self) -> &Cdf<P> {
        &self.cdf
    }
}

impl<const P: u32> Model for LookupCategorical<P> {
    type Symbol = usize;
    const PRECISION: u32 = P;
}

impl<const P: u32> EncoderModel for LookupCategorical<P> {
    #[inline]
    fn interval(&self, &symbol: &usize) -> Option<Interval> {
        self.cdf.get(symbol)
    }
}

impl<const P: u32> DecoderModel for LookupCategorical<P> {
    #[inline]
    fn symbol_at(&self, quantile: u32) -> Option<(usize, Interval)> {
        if Self::HAS_ENTRIES {
            return self.entries.get(quantile as usize)?.get();
        }
        let symbol = usize::from(*self.symbols.get(quantile as usize)?);
        Some((symbol, self.cdf.get(symbol)?))
    }
}

impl<const P: u32> IndexModel for LookupCategorical<P> {
    fn num_symbols(&self) -> usize {
        self.cdf.len()
    }
}

impl<const P: u32> IterableModel for LookupCategorical<P> {
    fn symbol_table(&self) -> impl Iterator<Item = (usize, Interval)> + '_ {
        self.cdf.symbol_table()
    }
}
