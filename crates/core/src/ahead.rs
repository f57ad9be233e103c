//! Computes the intervals of several symbols before they are needed.

use core::num::NonZeroU32;

use crate::pairs::Pairs;
use crate::{EncoderModel, ImpossibleSymbol, Interval, TryCodingError};

/// How many intervals are computed at a time.
const BLOCK: usize = 64;

/// Computes intervals in blocks.
///
/// A model can compute many intervals faster than one at a time. And where an interval takes much longer than to code
/// it, a branch of the coder that was predicted wrong would discard the work on the next interval.
pub(crate) struct Ahead<P: Pairs, C> {
    pairs: P,
    block: [Interval; BLOCK],
    /// The part of the block that is still to come.
    start: usize,
    end: usize,
    /// Whether this block is the last one.
    is_last: bool,
    /// The symbols after the last block.
    error: Option<TryCodingError<C, P::Invalid>>,
}

impl<P: Pairs, C: From<ImpossibleSymbol>> Ahead<P, C> {
    #[inline]
    pub(crate) fn new(pairs: P) -> Self {
        let nothing = Interval { left: 0, prob: NonZeroU32::MIN };
        Self { pairs, block: [nothing; BLOCK], start: 0, end: 0, is_last: false, error: None }
    }

    /// Not inlined, so that the rest is small enough to become part of a coder's loop: 3 ns a symbol.
    #[inline(never)]
    fn fill(&mut self) {
        let mut invalid = None;
        let pairs = core::iter::from_fn(|| match self.pairs.take()? {
            Ok(pair) => Some(pair),
            Err(error) => {
                invalid = Some(error);
                None
            }
        });
        let result = P::Model::intervals(pairs.fuse(), &mut self.block);
        let filled = result.unwrap_or_else(|filled| filled);
        (self.start, self.end) = (0, filled);
        self.is_last = filled < BLOCK;
        self.error = match result {
            Err(_) => Some(self.pairs.impossible()),
            Ok(_) => invalid.map(TryCodingError::InvalidEntropyModel),
        };
    }
}

impl<P: Pairs, C: From<ImpossibleSymbol>> Iterator for Ahead<P, C> {
    type Item = Result<Interval, TryCodingError<C, P::Invalid>>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        if self.start == self.end {
            if !self.is_last {
                self.fill();
            }
            if self.start == self.end {
                return self.error.take().map(Err);
            }
        }
        let interval = self.block[self.start];
        self.start += 1;
        Some(Ok(interval))
    }
}
