//! A coder that reports how far it is.

use core::convert::Infallible;

use constriction_core::{ImpossibleSymbol, Interval, Order, PutInterval};

use crate::Progress;

/// How many intervals are put between two reports.
const CHUNK: usize = 1 << 12;

/// A coder that has no mark, and puts all intervals of a call or none: it reports within the call.
pub(crate) struct Reporting<'a, 'p, C> {
    pub(crate) coder: &'a mut C,
    pub(crate) progress: &'a mut Progress<'p>,
    /// Whether the progress has stopped a call, which has then failed, whatever its error says.
    pub(crate) is_stopped: bool,
}

impl<C: PutInterval> PutInterval for Reporting<'_, '_, C> {
    type Error = C::Error;
    type Mark = Infallible;
    const ORDER: Order = C::ORDER;
    const MIN_PRECISION: u32 = C::MIN_PRECISION;
    const MAX_PRECISION: u32 = C::MAX_PRECISION;
    const IS_SERIAL: bool = C::IS_SERIAL;

    #[inline]
    fn put(&mut self, interval: Interval, precision: u32) -> Result<(), C::Error> {
        self.coder.put(interval, precision)
    }

    #[inline]
    fn try_put_all<E: From<C::Error>>(
        &mut self,
        intervals: impl Iterator<Item = Result<Interval, E>>,
        precision: u32,
    ) -> Result<(), E> {
        let Self { coder, progress, is_stopped } = self;
        let (mut put, mut left) = (0, 0);
        let reported = intervals.map(|interval| {
            if left == 0 {
                if progress(put).is_break() {
                    *is_stopped = true;
                    return Err(C::Error::from(ImpossibleSymbol { index: 0 }).into());
                }
                put += CHUNK;
                left = CHUNK;
            }
            left -= 1;
            interval
        });
        coder.try_put_all(reported, precision)
    }

    #[inline]
    fn can_undo(&self) -> bool {
        self.coder.can_undo()
    }

    #[inline]
    fn mark(&self) -> Option<Infallible> {
        None
    }

    fn rewind(&mut self, mark: Infallible) {
        match mark {}
    }
}
