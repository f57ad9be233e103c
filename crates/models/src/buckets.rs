//! The index of a table for decoding.

use alloc::boxed::Box;
use alloc::vec;

/// The first symbol for each value of a quantile's top bits: where to start looking for the symbol.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Buckets {
    /// Entry b is the symbol that owns the quantile `b << shift`. One more entry than there are buckets, the last one
    /// being the last symbol.
    first: Box<[u32]>,
    shift: u32,
}

impl Buckets {
    /// Several times as many buckets as symbols: most of them lie within one symbol, and the look-up is all there is.
    const BITS_MORE: u32 = 3;
    /// But not so many that they take more than a large cache, unless there are more symbols than that.
    const MOST_BITS: u32 = 16;
    /// More than this many symbols in one bucket are searched by bisection.
    const LONGEST_SCAN: usize = 8;

    /// The index of the left ends of a table with at least one symbol.
    pub(crate) fn new(lefts: &[u32], precision: u32) -> Self {
        let symbols_bits = lefts.len().next_power_of_two().trailing_zeros();
        let bits = (symbols_bits + Self::BITS_MORE).min(symbols_bits.max(Self::MOST_BITS)).min(precision);
        let shift = precision - bits;
        let mut first = vec![lefts.len() as u32 - 1; (1 << bits) + 1];
        let mut start = 0;
        for (symbol, &end) in lefts.iter().skip(1).enumerate() {
            // The first bucket that starts at or behind the symbol's end.
            let next = (u64::from(end).div_ceil(1 << shift) as usize).min(1 << bits);
            first[start..next].fill(symbol as u32);
            start = next;
        }
        Self { first: first.into(), shift }
    }

    /// The last symbol whose left end is not above the quantile; no symbol if there are fewer quantiles.
    #[inline]
    pub(crate) fn find(&self, lefts: &[u32], quantile: u32) -> usize {
        let bucket = (u64::from(quantile) >> self.shift) as usize;
        let Some(&[first, last]) = self.first.get(bucket..).and_then(<[u32]>::first_chunk) else { return lefts.len() };
        let (mut symbol, last) = (first as usize, last as usize);
        if last - symbol > Self::LONGEST_SCAN {
            return symbol + lefts[symbol + 1..=last].partition_point(|&left| left <= quantile);
        }
        while symbol < last && lefts[symbol + 1] <= quantile {
            symbol += 1;
        }
        symbol
    }
}
