//! Looks at the bits of a source before they are taken.

use crate::{Bits, SymbolCodeError, TakeBits};

/// A view of bits, which are taken once the code word is complete: what a code book decodes with.
///
/// [`finish`](Self::finish) takes all that was read. Dropping it takes nothing, unless more than 64 bits were read or
/// asked for: those after the first 64 can only be seen if those before are taken.
///
/// ```
/// use constriction_symbol::{Bits, Lookahead, PutBits, QueueDecoder, QueueEncoder, ReadBitStream};
///
/// let mut decoder = QueueDecoder::from_compressed(&[0b0110_1000u8][..]);
/// let mut look = Lookahead::new(&mut decoder);
/// assert_eq!(look.zeros(10)?, 3);             // and a one
/// assert_eq!(look.bits(2)?, Bits::new(2, 2));
/// look.finish();
/// assert_eq!(decoder.read_bit()?, Some(true));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Lookahead<'a, R: TakeBits> {
    source: &'a mut R,
    /// The number of bits that have been read and not yet taken; at most 64.
    used: u32,
    /// The bits that have been seen after those.
    window: Bits,
}

impl<'a, R: TakeBits> Lookahead<'a, R> {
    /// A view of the bits that come next.
    #[inline]
    pub fn new(source: &'a mut R) -> Self {
        Self { source, used: 0, window: Bits::default() }
    }

    /// Takes what was read.
    #[inline]
    pub fn finish(self) {
        self.source.skip_bits(self.used);
    }

    /// Reads one bit.
    ///
    /// # Errors
    /// If the data has ended, or the source fails.
    #[inline]
    pub fn bit(&mut self) -> Result<bool, SymbolCodeError<R::Error>> {
        Ok(self.bits(1)?.value() != 0)
    }

    /// Reads `count` bits, at most 64.
    ///
    /// # Errors
    /// If there are less or the source fails.
    #[inline]
    pub fn bits(&mut self, count: u32) -> Result<Bits, SymbolCodeError<R::Error>> {
        let count = count.min(Bits::MAX_LEN);
        self.need(count)?;
        let bits = Bits::new(self.window.value(), count);
        self.advance(count);
        Ok(bits)
    }

    /// Reads zeros up to a one, and that one; returns the number of zeros.
    ///
    /// # Errors
    /// If there are more zeros than `limit`, no one, or the source fails.
    #[inline]
    pub fn zeros(&mut self, limit: u64) -> Result<u64, SymbolCodeError<R::Error>> {
        let mut zeros = 0;
        loop {
            self.need(1)?;
            let run = self.window.value().trailing_zeros();
            let is_end = run < self.window.len();
            zeros += u64::from(run.min(self.window.len()));
            if zeros > limit {
                return Err(SymbolCodeError::InvalidCodeword);
            }
            if is_end {
                self.advance(run + 1);
                return Ok(zeros);
            }
            self.advance(self.window.len());
        }
    }

    #[inline]
    fn advance(&mut self, count: u32) {
        self.window = self.window.skip(count);
        self.used += count;
    }

    /// Sees to it that the window has that many bits, at most 64.
    #[inline]
    fn need(&mut self, count: u32) -> Result<(), SymbolCodeError<R::Error>> {
        if self.window.len() >= count {
            return Ok(());
        }
        let mut seen = self.source.peek_bits(Bits::MAX_LEN).map_err(SymbolCodeError::Source)?;
        if seen.len() == Bits::MAX_LEN && self.used + count > Bits::MAX_LEN {
            self.source.skip_bits(self.used);
            self.used = 0;
            seen = self.source.peek_bits(Bits::MAX_LEN).map_err(SymbolCodeError::Source)?;
        }
        self.window = seen.skip(self.used);
        if self.window.len() < count { Err(SymbolCodeError::OutOfCompressedData) } else { Ok(()) }
    }
}
