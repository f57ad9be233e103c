//! A buffer of bits between calls and words.

use constriction_bits::WriteWords;
use constriction_core::Unsigned;

use crate::Bits;
use crate::bits::reverse;

/// Up to 127 bits in a row: less than a word, and up to 64 more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Buffer {
    /// The first bit is the least significant one; zero from the bit `len` on.
    bits: u128,
    /// At most 127, so that it is a shift.
    len: u32,
}

impl Buffer {
    #[inline]
    pub(crate) fn len(&self) -> u32 {
        self.len
    }

    /// Whether no bit is 1.
    pub(crate) fn is_zero(&self) -> bool {
        self.bits == 0
    }

    /// The first bits, as many as there are, up to 64.
    #[inline]
    pub(crate) fn first(&self) -> Bits {
        Bits::known(self.bits as u64, self.len.min(Bits::MAX_LEN))
    }

    /// Appends bits. Together with those there are, they must be at most 127.
    #[inline]
    pub(crate) fn push_back(&mut self, bits: Bits) {
        debug_assert!(self.len + bits.len() < u128::BITS);
        self.bits |= u128::from(bits.value()) << self.len;
        self.len += bits.len();
    }

    /// Adds bits before the first one. Together with those there are, they must be at most 127.
    #[inline]
    pub(crate) fn push_front(&mut self, bits: Bits) {
        debug_assert!(self.len + bits.len() < u128::BITS);
        self.bits = self.bits << bits.len() | u128::from(bits.value());
        self.len += bits.len();
    }

    /// Drops the first `count` bits, or all if there are not more.
    #[inline]
    pub(crate) fn skip(&mut self, count: u32) {
        let count = count.min(self.len);
        self.bits >>= count;
        self.len -= count;
    }

    /// Takes the first bits for a word, the first one least significant. There must be that many.
    #[inline]
    pub(crate) fn pop_front<W: Unsigned>(&mut self) -> W {
        let word = W::from_low(self.bits as u64);
        self.bits >>= W::BITS;
        self.len -= W::BITS;
        word
    }

    /// Takes the last bits for a word, the last one least significant. There must be that many.
    #[inline]
    pub(crate) fn pop_back<W: Unsigned>(&mut self) -> W {
        self.len -= W::BITS;
        let last = (self.bits >> self.len) as u64;
        self.bits &= (1 << self.len) - 1;
        W::from_low(reverse(last, W::BITS))
    }

    /// Moves all full words to `sink`; on failure, takes back those that it wrote.
    #[inline]
    pub(crate) fn flush<W, B>(&mut self, sink: &mut B, mut pop: impl FnMut(&mut Self) -> W) -> Result<(), B::Error>
    where
        W: Unsigned,
        B: WriteWords<W>,
    {
        let mark = sink.mark();
        while self.len >= W::BITS {
            if let Err(error) = sink.write_word(pop(self)) {
                if let Some(mark) = mark {
                    sink.rewind(mark);
                }
                return Err(error);
            }
        }
        Ok(())
    }
}
