//! Encoding with a digest.

use core::iter;
use core::num::NonZeroU32;

use constriction_core::{Interval, Order, PutInterval};

use crate::{Digest, Digesting, KeepDigest};

/// The number of intervals that are put at once, for coders that prefer blocks.
const BLOCK: usize = 256;
const NOTHING: Interval = Interval { left: 0, prob: NonZeroU32::MIN };
/// Whether intervals are put in the plain loop: WebAssembly is downloaded, and faster loops are compiled for each coder and
/// each source of intervals.
const IS_PLAIN: bool = cfg!(target_family = "wasm");

#[inline]
fn step<C: PutInterval>(digest: &mut Digest, interval: Interval, precision: u32) {
    match C::ORDER {
        Order::Forward => digest.forward(interval, precision),
        Order::Reverse => digest.backward(interval, precision),
    }
}

impl<C: PutInterval, D: KeepDigest> Digesting<C, D> {
    /// Folds each interval as the coder takes it: the processor does so while the coder waits for its state.
    #[inline]
    fn put_one_by_one(
        &mut self,
        start: Digest,
        intervals: impl Iterator<Item = Interval>,
        precision: u32,
    ) -> Result<(), C::Error> {
        let (mut digest, mut before) = (start, start);
        let folded = intervals.inspect(|&interval| {
            before = digest;
            step::<C>(&mut digest, interval, precision);
        });
        let result = self.coder.put_all(folded, precision);
        // The last one that was taken is the one that failed.
        self.digest.set(if result.is_ok() { digest } else { before });
        result
    }

    /// Folds blocks of intervals.
    #[inline]
    fn put_blocks(&mut self, mut intervals: impl Iterator<Item = Interval>, precision: u32) -> Result<(), C::Error> {
        let mut block = [NOTHING; BLOCK];
        loop {
            let mut len = 0;
            for (place, interval) in block.iter_mut().zip(intervals.by_ref()) {
                *place = interval;
                len += 1;
            }
            let block = &block[..len];
            let mark = self.coder.mark();
            if self.coder.put_all(block.iter().copied(), precision).is_ok() {
                self.fold_put(block, precision);
            } else {
                // Again, to see which one fails.
                if let Some(mark) = mark {
                    self.coder.rewind(mark);
                }
                for &interval in block {
                    self.put(interval, precision)?;
                }
            }
            if len < BLOCK {
                return Ok(());
            }
        }
    }

    #[inline]
    fn fold_put(&mut self, intervals: &[Interval], precision: u32) {
        let Some(mut digest) = self.digest.get() else { return };
        match C::ORDER {
            Order::Forward => digest.forward_all(intervals, precision),
            Order::Reverse => digest.backward_all(intervals, precision),
        }
        self.digest.set(digest);
    }

    /// Whether the coder takes an interval when those before it are encoded.
    #[inline]
    fn is_one_by_one(&self) -> bool {
        (C::IS_SERIAL && !IS_PLAIN) || self.coder.mark().is_none()
    }
}

impl<C: PutInterval, D: KeepDigest> PutInterval for Digesting<C, D> {
    type Error = C::Error;
    type Mark = (C::Mark, D);
    const ORDER: Order = C::ORDER;
    const MIN_PRECISION: u32 = C::MIN_PRECISION;
    const MAX_PRECISION: u32 = C::MAX_PRECISION;
    const IS_SERIAL: bool = C::IS_SERIAL;

    #[inline]
    fn put(&mut self, interval: Interval, precision: u32) -> Result<(), C::Error> {
        self.coder.put(interval, precision)?;
        if let Some(mut digest) = self.digest.get() {
            step::<C>(&mut digest, interval, precision);
            self.digest.set(digest);
        }
        Ok(())
    }

    #[inline]
    fn put_all(&mut self, mut intervals: impl Iterator<Item = Interval>, precision: u32) -> Result<(), C::Error> {
        match self.digest.get() {
            None => self.coder.put_all(intervals, precision),
            Some(_) if IS_PLAIN => intervals.try_for_each(|interval| self.put(interval, precision)),
            Some(digest) if self.is_one_by_one() => self.put_one_by_one(digest, intervals, precision),
            Some(_) => self.put_blocks(intervals, precision),
        }
    }

    #[inline]
    fn try_put_all<E: From<C::Error>>(
        &mut self,
        mut intervals: impl Iterator<Item = Result<Interval, E>>,
        precision: u32,
    ) -> Result<(), E> {
        let Some(start) = self.digest.get() else { return self.coder.try_put_all(intervals, precision) };
        if self.is_one_by_one() {
            let (mut digest, mut before) = (start, start);
            let folded = intervals.inspect(|interval| {
                before = digest;
                if let &Ok(interval) = interval {
                    step::<C>(&mut digest, interval, precision);
                }
            });
            let result = self.coder.try_put_all(folded, precision);
            self.digest.set(match &result {
                Ok(()) => digest,
                Err(_) if self.coder.can_undo() => start,
                Err(_) => before,
            });
            return result;
        }
        let mut all_valid = Ok(());
        let valid = iter::from_fn(|| intervals.next()?.map_err(|error| all_valid = Err(error)).ok());
        let mark = self.mark();
        let result = self.put_all(valid.fuse(), precision).map_err(E::from).and(all_valid);
        if let (Err(_), Some(mark)) = (&result, mark) {
            self.rewind(mark);
        }
        result
    }

    #[inline]
    fn can_undo(&self) -> bool {
        self.coder.can_undo()
    }

    #[inline]
    fn reserve_symbols(&mut self, symbols: usize) {
        self.coder.reserve_symbols(symbols);
    }

    #[inline]
    fn make_room(&mut self, symbols: usize, precision: u32) -> bool {
        self.coder.make_room(symbols, precision)
    }

    #[inline]
    fn mark(&self) -> Option<Self::Mark> {
        Some((self.coder.mark()?, self.digest))
    }

    fn rewind(&mut self, (coder, digest): Self::Mark) {
        self.coder.rewind(coder);
        self.digest = digest;
    }
}
