//! A digest of all intervals that a coder has used.
//!
//! ```text
//! v = left + prob * 2^32 + K + precision * C,   t = v * A,   m = (t ^ t >> 32) * B,   m ^= m >> 29
//! digest = m_0 * R^0 + m_1 * R^1 + …            all modulo 2^64; symbols are counted as the decoder returns them
//! ```
//!
//! One interval that differs is always noticed: m is a bijection of v, and a power of R has an inverse.

use constriction_core::{FailedSymbol, Interval, Order, PutInterval, TakeInterval};
use constriction_runtime::{Error, Transaction};

const K: u64 = 0x2545_f491_4f6c_dd1d;
const C: u64 = 0x1000_0000_0000_01b3;
const A: u64 = 0x9e37_79b9_7f4a_7c15;
const B: u64 = 0xbf58_476d_1ce4_e5b9;
/// Is 5 modulo 8, so that its powers come back only after 2^62 steps.
const R: u64 = 0xd134_2543_de82_ef95;

#[inline]
fn mix(interval: Interval, precision: u32) -> u64 {
    let v = u64::from(interval.left) | u64::from(interval.prob.get()) << 32;
    let v = v.wrapping_add(K).wrapping_add(u64::from(precision).wrapping_mul(C));
    let t = v.wrapping_mul(A);
    let m = (t ^ t >> 32).wrapping_mul(B);
    m ^ m >> 29
}

/// A coder that sums what it codes.
#[derive(Clone, Debug)]
pub(crate) struct Digested<C> {
    pub(crate) coder: C,
    pub(crate) digest: Digest,
}

/// The sum.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Digest {
    sum: u64,
    /// The weight of the next interval, if they come in the decoder's order.
    weight: u64,
}

impl Digest {
    #[inline]
    fn fold(&mut self, order: Order, interval: Interval, precision: u32) {
        let m = mix(interval, precision);
        match order {
            Order::Reverse => self.sum = self.sum.wrapping_mul(R).wrapping_add(m),
            Order::Forward => {
                self.sum = self.sum.wrapping_add(m.wrapping_mul(self.weight));
                self.weight = self.weight.wrapping_mul(R);
            }
        }
    }

    pub(crate) fn get(self) -> u64 {
        self.sum
    }
}

impl<C> Digested<C> {
    pub(crate) fn new(coder: C) -> Self {
        Self { coder, digest: Digest { sum: 0, weight: 1 } }
    }
}

impl<C: PutInterval> PutInterval for Digested<C> {
    type Error = C::Error;
    type Mark = (C::Mark, Digest);
    const ORDER: Order = C::ORDER;
    const MIN_PRECISION: u32 = C::MIN_PRECISION;
    const MAX_PRECISION: u32 = C::MAX_PRECISION;
    const IS_SERIAL: bool = C::IS_SERIAL;

    #[inline]
    fn put(&mut self, interval: Interval, precision: u32) -> Result<(), Self::Error> {
        self.digest.fold(C::ORDER, interval, precision);
        self.coder.put(interval, precision)
    }

    #[inline]
    fn put_all(&mut self, intervals: impl Iterator<Item = Interval>, precision: u32) -> Result<(), Self::Error> {
        // In registers.
        let mut digest = self.digest;
        let folded = intervals.inspect(|&interval| digest.fold(C::ORDER, interval, precision));
        let result = self.coder.put_all(folded, precision);
        self.digest = digest;
        result
    }

    fn expect(&mut self, symbols: usize) {
        self.coder.expect(symbols);
    }

    fn mark(&self) -> Option<Self::Mark> {
        Some((self.coder.mark()?, self.digest))
    }

    fn rewind(&mut self, (mark, digest): Self::Mark) {
        self.coder.rewind(mark);
        self.digest = digest;
    }
}

impl<C: TakeInterval> TakeInterval for Digested<C> {
    type Error = C::Error;
    const MIN_PRECISION: u32 = C::MIN_PRECISION;
    const MAX_PRECISION: u32 = C::MAX_PRECISION;

    #[inline]
    fn quantile(&mut self, precision: u32) -> Result<u32, Self::Error> {
        self.coder.quantile(precision)
    }

    #[inline]
    fn advance(&mut self, quantile: u32, interval: Interval, precision: u32) -> Result<(), Self::Error> {
        self.digest.fold(Order::Forward, interval, precision);
        self.coder.advance(quantile, interval, precision)
    }

    #[inline]
    fn lanes(&self) -> usize {
        self.coder.lanes()
    }

    #[inline]
    fn quantiles(&mut self, quantiles: &mut [u32], precision: u32) -> Result<(), Self::Error> {
        self.coder.quantiles(quantiles, precision)
    }

    #[inline]
    fn advance_all(
        &mut self,
        quantiles: &[u32],
        intervals: &[Interval],
        precision: u32,
    ) -> Result<(), FailedSymbol<Self::Error>> {
        for &interval in intervals {
            self.digest.fold(Order::Forward, interval, precision);
        }
        self.coder.advance_all(quantiles, intervals, precision)
    }

    #[inline]
    fn take_all(
        &mut self,
        count: usize,
        precision: u32,
        mut find: impl FnMut(u32) -> Option<Interval>,
    ) -> Result<(), Self::Error> {
        let mut digest = self.digest;
        let folded = |quantile| {
            let interval = find(quantile)?;
            digest.fold(Order::Forward, interval, precision);
            Some(interval)
        };
        let result = self.coder.take_all(count, precision, folded);
        self.digest = digest;
        result
    }
}

/// A decoder that is dropped after an error, so that nothing is taken back.
impl<C: TakeInterval<Error: Into<Error>>> Transaction for Digested<C> {
    type Coder<'a> = Self;

    fn transact<T>(&mut self, run: impl for<'a> FnOnce(&mut Self::Coder<'a>) -> Result<T, Error>) -> Result<T, Error> {
        run(self)
    }
}
