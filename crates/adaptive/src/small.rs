//! `SmallAlphabets`: up to 16 symbols, by AV1's rule.

#[cfg(feature = "alloc")]
use alloc::vec::Vec;
use core::num::NonZeroU32;

use constriction_core::Interval;
use constriction_kernels::cdf16::{count_below, step, step_nibble};

#[cfg(feature = "alloc")]
use crate::filled::filled;
use crate::{AdaptiveModel, SetupError};

/// The probabilities of up to 16 symbols.
///
/// With `T = 2^15 - N` for N symbols, `c(s)` for the end of symbol s (`c(N - 1) = T`), and the rate r:
///
/// ```text
/// i <  s: c(i) -= c(i) >> r       i >= s: c(i) += (T - c(i)) >> r
/// r = 3 + [n > 15] + [n > 31] + min(floor(log2 N), 2)
/// left(s) = c(s - 1) + s,  right(s) = c(s) + s + 1, out of 2^15
/// ```
///
/// where n is the number of symbols so far, which stops at 32. This is the rule of AV1, except that `left` and `right` add N
/// units so that every symbol keeps a probability; AV1 does that in its coder. The ends stay in order, because both steps are
/// non-decreasing functions. The update and the search are a few vector instructions each.
///
/// # References
/// - de Rivaz, Haughton, "AV1 bitstream & decoding process specification", 2019, section 8.2.6
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
// A vector that lies in two cache lines is read late if it was written just before.
#[repr(align(16))]
pub struct SmallCdf {
    /// The sum of all, `2^15 - N`; the number of symbols so far, at most 32; numbers that are 0; and from place 8 on, the 16 ends,
    /// in ascending order, all of which are the sum from `N - 1` on. The 0 before the first end is where symbol 0 starts.
    cells: [u16; 24],
}

/// The place of the number of symbols so far.
const COUNT: usize = 1;
/// The place of the first end.
const FIRST: usize = 8;

impl SmallCdf {
    /// The number of fractional bits of the probabilities.
    pub const PRECISION: u32 = 15;

    /// Equal probabilities.
    ///
    /// # Errors
    /// If there are not 2 to 16 symbols.
    pub fn new(symbols: usize) -> Result<Self, SetupError> {
        if !(2..=16).contains(&symbols) {
            return Err(SetupError::Symbols(symbols));
        }
        Ok(Self::of(symbols as u32))
    }

    /// Equal probabilities of `n` symbols, 2 to 16.
    const fn of(n: u32) -> Self {
        let total = (1 << Self::PRECISION) - n;
        let mut cells = [0; 24];
        cells[0] = total as u16;
        let mut i = 0;
        while i < 16 {
            cells[FIRST + i as usize] = if i < n { total * (i + 1) / n } else { total } as u16;
            i += 1;
        }
        Self { cells }
    }

    /// Equal probabilities of 16 symbols.
    pub const NIBBLE: Self = Self::of(16);

    /// A table of this many symbols, from its [`ends`](Self::ends) and its [`count`](Self::count).
    ///
    /// # Errors
    /// If there are not 2 to 16 symbols, or no table has such ends or such a count.
    pub fn from_parts(symbols: usize, ends: [u16; 16], count: u16) -> Result<Self, SetupError> {
        let mut cdf = Self::new(symbols)?;
        let is_whole = ends[symbols - 1..].iter().all(|&end| end == cdf.total());
        if !is_whole || !ends.is_sorted() || count > 32 {
            return Err(SetupError::State);
        }
        cdf.cells[COUNT] = count;
        cdf.cells[FIRST..].copy_from_slice(&ends);
        Ok(cdf)
    }

    /// The cumulative probabilities c(s) of the module's formula; from the last symbol on, all are `2^15 - N`.
    #[must_use]
    pub fn ends(&self) -> [u16; 16] {
        *self.table()
    }

    /// The number of symbols so far, at most 32.
    #[must_use]
    pub fn count(&self) -> u16 {
        self.cells[COUNT]
    }

    /// The number of symbols.
    #[inline]
    #[must_use]
    pub fn symbols(&self) -> usize {
        (1 << Self::PRECISION) - usize::from(self.total())
    }

    #[inline]
    fn total(&self) -> u16 {
        self.cells[0]
    }

    #[inline]
    fn table(&self) -> &[u16; 16] {
        let [_, _, _, _, _, _, _, _, ends @ ..] = &self.cells;
        ends
    }

    /// The sum, the number of symbols so far, and the ends.
    #[inline]
    fn split_mut(&mut self) -> (u16, &mut u16, &mut [u16; 16]) {
        let [total, count, _, _, _, _, _, _, ends @ ..] = &mut self.cells;
        (*total, count, ends)
    }

    /// The interval of a symbol less than 16.
    #[inline]
    fn at(&self, symbol: u8) -> Interval {
        let s = usize::from(symbol & 15);
        let (start, end) = (u32::from(self.cells[FIRST - 1 + s]), u32::from(self.cells[FIRST + s]));
        // The ends ascend, so that it is at least 1.
        let prob = NonZeroU32::new((end + 1).wrapping_sub(start)).unwrap_or(NonZeroU32::MIN);
        Interval { left: start + s as u32, prob }
    }

    /// The symbol's interval; `None` if there is no such symbol.
    #[inline]
    #[must_use]
    pub fn interval(&self, symbol: u8) -> Option<Interval> {
        (usize::from(symbol) < self.symbols()).then(|| self.at(symbol))
    }

    /// The symbol at a quantile, and its interval; `None` if the quantile is `2^15` or more.
    #[inline]
    #[must_use]
    pub fn symbol_at(&self, quantile: u32) -> Option<(u8, Interval)> {
        let symbol = count_below(self.table(), quantile) as u8;
        Some((symbol, self.interval(symbol)?))
    }

    /// Learns a symbol.
    #[inline]
    pub fn update(&mut self, symbol: u8) {
        let n = self.symbols();
        if usize::from(symbol) >= n {
            return;
        }
        let (total, count, ends) = self.split_mut();
        // The count is at most 32.
        let rate = (*count >> 4) + if n < 4 { 4 } else { 5 };
        step(ends, total, symbol, rate);
        *count += u16::from(*count < 32);
    }

    /// Whether there are 16 symbols; the three methods below are for those, and change nothing else.
    #[inline]
    pub(crate) fn is_nibble(&self) -> bool {
        self.total() == Self::NIBBLE.cells[0]
    }

    /// [`interval`](Self::interval) of 16 symbols.
    #[inline]
    pub(crate) fn nibble_interval(&self, symbol: u8) -> Option<Interval> {
        self.is_nibble().then(|| self.at(symbol))
    }

    /// [`symbol_at`](Self::symbol_at) of 16 symbols.
    #[inline]
    pub(crate) fn nibble_at(&self, quantile: u32) -> Option<(u8, Interval)> {
        let symbol = count_below(self.table(), quantile) as u8 & 15;
        Some((symbol, self.nibble_interval(symbol)?))
    }

    /// [`update`](Self::update) of 16 symbols.
    #[inline]
    pub(crate) fn nibble_update(&mut self, symbol: u8) {
        if self.is_nibble() {
            let (_, count, ends) = self.split_mut();
            // Most tables have seen 32 symbols: then the rate is a constant.
            if *count >= 32 {
                step_nibble(ends, symbol, 2);
            } else {
                step_nibble(ends, symbol, *count >> 4);
                *count += 1;
            }
        }
    }
}

/// Up to 16 symbols in contexts, each of which has a [`SmallCdf`].
///
/// `S` is where they are: an array where their number is a constant, or a vector.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SmallAlphabets<S> {
    start: SmallCdf,
    rows: S,
}

impl<const N: usize> SmallAlphabets<[SmallCdf; N]> {
    /// A new model with `N` contexts, without allocation.
    ///
    /// # Errors
    /// If there are not 2 to 16 symbols.
    pub fn array(symbols: usize) -> Result<Self, SetupError> {
        let start = SmallCdf::new(symbols)?;
        Ok(Self { start, rows: [start; N] })
    }
}

#[cfg(feature = "alloc")]
impl SmallAlphabets<Vec<SmallCdf>> {
    /// A new model with this number of contexts.
    ///
    /// # Errors
    /// If there are not 2 to 16 symbols, or not enough memory.
    pub fn new(symbols: usize, contexts: usize) -> Result<Self, SetupError> {
        let start = SmallCdf::new(symbols)?;
        Ok(Self { start, rows: filled(start, contexts)? })
    }
}

impl<S: AsMut<[SmallCdf]>> SmallAlphabets<S> {
    /// Forgets all that was learned.
    pub fn reset(&mut self) {
        self.rows.as_mut().fill(self.start);
    }
}

impl<S: AsRef<[SmallCdf]> + AsMut<[SmallCdf]>> AdaptiveModel for SmallAlphabets<S> {
    type Symbol = u8;
    const PRECISION: u32 = SmallCdf::PRECISION;

    #[inline]
    fn interval(&self, context: usize, symbol: u8) -> Option<Interval> {
        self.rows.as_ref().get(context)?.interval(symbol)
    }

    #[inline]
    fn symbol_at(&self, context: usize, quantile: u32) -> Option<(u8, Interval)> {
        self.rows.as_ref().get(context)?.symbol_at(quantile)
    }

    #[inline]
    fn update(&mut self, context: usize, symbol: u8) {
        if let Some(row) = self.rows.as_mut().get_mut(context) {
            row.update(symbol);
        }
    }
}
