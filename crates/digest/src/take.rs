//! Decoding with a digest.

use constriction_core::{FailedSymbol, Interval, TakeInterval};

use crate::{Digesting, KeepDigest};

impl<C: TakeInterval, D: KeepDigest> Digesting<C, D> {
    #[inline]
    fn fold(&mut self, intervals: &[Interval], precision: u32) {
        if let Some(mut digest) = self.digest.get() {
            digest.forward_all(intervals, precision);
            self.digest.set(digest);
        }
    }
}

impl<C: TakeInterval, D: KeepDigest> TakeInterval for Digesting<C, D> {
    type Error = C::Error;
    const MIN_PRECISION: u32 = C::MIN_PRECISION;
    const MAX_PRECISION: u32 = C::MAX_PRECISION;

    #[inline]
    fn quantile(&mut self, precision: u32) -> Result<u32, C::Error> {
        self.coder.quantile(precision)
    }

    #[inline]
    fn advance(&mut self, quantile: u32, interval: Interval, precision: u32) -> Result<(), C::Error> {
        self.coder.advance(quantile, interval, precision)?;
        if let Some(mut digest) = self.digest.get() {
            digest.forward(interval, precision);
            self.digest.set(digest);
        }
        Ok(())
    }

    #[inline]
    fn lanes(&self) -> usize {
        self.coder.lanes()
    }

    #[inline]
    fn quantiles(&mut self, quantiles: &mut [u32], precision: u32) -> Result<(), C::Error> {
        self.coder.quantiles(quantiles, precision)
    }

    #[inline]
    fn advance_all(
        &mut self,
        quantiles: &[u32],
        intervals: &[Interval],
        precision: u32,
    ) -> Result<(), FailedSymbol<C::Error>> {
        let result = self.coder.advance_all(quantiles, intervals, precision);
        let done = result.as_ref().map_or_else(|failed| failed.index, |()| intervals.len());
        self.fold(&intervals[..done], precision);
        result
    }

    #[inline]
    fn take_all(
        &mut self,
        count: usize,
        precision: u32,
        mut find: impl FnMut(u32) -> Option<Interval>,
    ) -> Result<(), FailedSymbol<C::Error>> {
        let Some(start) = self.digest.get() else { return self.coder.take_all(count, precision, find) };
        let (mut digest, mut before, mut found) = (start, start, 0);
        let result = self.coder.take_all(count, precision, |quantile| {
            let interval = find(quantile)?;
            (before, found) = (digest, found + 1);
            digest.forward(interval, precision);
            Some(interval)
        });
        // The coder may have failed to go past the symbol that was found last.
        let has_failed = |error: &FailedSymbol<C::Error>| error.index < found;
        self.digest.set(if result.as_ref().is_err_and(has_failed) { before } else { digest });
        result
    }
}
