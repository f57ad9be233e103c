//! `LookupArray`: a look-up table in an array, without an allocator.

use constriction_core::{DecoderModel, EncoderModel, Interval, IterableModel, Model};

use crate::{CdfView, IndexModel, cumulative};

/// A distribution over the symbols `0..n` that looks every quantile up in an array of `N = 2^P` entries of two bytes: a
/// `LookupCategorical` without an allocator, for up to 16 bits.
///
/// It can be a constant, which is in the program or in flash memory:
///
/// ```
/// use constriction_core::DecoderModel;
/// use constriction_models::{CdfView, LookupArray};
///
/// static MODEL: LookupArray<'static, 12, 4096> = LookupArray::new(CdfView::from_static(&[0, 100, 3000, 4096]));
///
/// assert_eq!(MODEL.symbol_at(2999), MODEL.cdf().symbol_at(2999));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LookupArray<'a, const P: u32, const N: usize> {
    cdf: CdfView<'a, P>,
    /// The last symbol whose left end is not above the quantile.
    symbols: [u16; N],
}

impl<'a, const P: u32, const N: usize> LookupArray<'a, P, N> {
    /// The model with the intervals of a table.
    pub const fn new(cdf: CdfView<'a, P>) -> Self {
        const { assert!(P <= 16 && N == 1 << P, "a look-up table has 2^P entries, and P is at most 16") };
        let ends = cdf.ends();
        let mut symbols = [0; N];
        let (mut symbol, mut quantile) = (0, 0);
        // Iterators are not for constants.
        while quantile < N {
            while symbol + 1 < cdf.len() && ends[symbol + 1] as usize <= quantile {
                symbol += 1;
            }
            symbols[quantile] = symbol as u16;
            quantile += 1;
        }
        Self { cdf, symbols }
    }

    /// The table of the model.
    pub const fn cdf(&self) -> CdfView<'a, P> {
        self.cdf
    }
}

impl<const P: u32, const N: usize> Model for LookupArray<'_, P, N> {
    type Symbol = usize;
    const PRECISION: u32 = P;
}

impl<const P: u32, const N: usize> EncoderModel for LookupArray<'_, P, N> {
    #[inline]
    fn interval(&self, &symbol: &usize) -> Option<Interval> {
        self.cdf.get(symbol)
    }
}

impl<const P: u32, const N: usize> DecoderModel for LookupArray<'_, P, N> {
    #[inline]
    fn symbol_at(&self, quantile: u32) -> Option<(usize, Interval)> {
        let symbol = usize::from(*self.symbols.get(quantile as usize)?);
        cumulative::find_at(self.cdf.ends(), symbol, quantile)
    }
}

impl<const P: u32, const N: usize> IndexModel for LookupArray<'_, P, N> {
    fn num_symbols(&self) -> usize {
        self.cdf.len()
    }
}

impl<const P: u32, const N: usize> IterableModel for LookupArray<'_, P, N> {
    fn symbol_table(&self) -> impl Iterator<Item = (usize, Interval)> + '_ {
        cumulative::symbol_table(self.cdf.ends())
    }
}
