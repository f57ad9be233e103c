//! Intervals that are computed before they are needed.

use core::num::NonZeroU32;

use crate::Interval;

/// Computes intervals in blocks.
///
/// Where an interval takes much longer than to code it, the processor would otherwise begin with the next one while it
/// codes this one, and begin anew each time that it has guessed wrong whether a word is to be written.
pub(crate) struct Ahead<I, E> {
    intervals: I,
    block: [Interval; 32],
    /// The part of the block that is still to come.
    start: usize,
    end: usize,
    /// What comes behind the block.
    error: Option<E>,
}

impl<E, I: Iterator<Item = Result<Interval, E>>> Ahead<I, E> {
    #[inline]
    pub(crate) fn new(intervals: I) -> Self {
        let nothing = Interval { left: 0, prob: NonZeroU32::MIN };
        Self { intervals, block: [nothing; 32], start: 0, end: 0, error: None }
    }

    #[inline]
    fn fill(&mut self) {
        (self.start, self.end) = (0, 0);
        for place in &mut self.block {
            match self.intervals.next() {
                Some(Ok(interval)) => *place = interval,
                Some(Err(error)) => {
                    self.error = Some(error);
                    return;
                }
                None => return,
            }
            self.end += 1;
        }
    }
}

impl<E, I: Iterator<Item = Result<Interval, E>>> Iterator for Ahead<I, E> {
    type Item = Result<Interval, E>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        if self.start == self.end {
            if let Some(error) = self.error.take() {
                return Some(Err(error));
            }
            self.fill();
            if self.start == self.end {
                return self.error.take().map(Err);
            }
        }
        let interval = self.block[self.start];
        self.start += 1;
        Some(Ok(interval))
    }
}
