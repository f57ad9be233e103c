//! Where the bits of a frame come from.

use constriction_adaptive::BoolDecoder;

/// A boolean decoder, and the codes that a frame has on top of it.
pub(crate) trait Source {
    /// A bit that is 0 with the probability `zero` out of 256.
    fn bit(&mut self, zero: u8) -> bool;

    fn flag(&mut self) -> bool {
        self.bit(128)
    }

    fn number(&mut self, bits: u32) -> i32 {
        (0..bits).fold(0, |number, _| number << 1 | i32::from(self.flag()))
    }

    /// A magnitude and its sign.
    fn signed(&mut self, bits: u32) -> i32 {
        let number = self.number(bits);
        if self.flag() { -number } else { number }
    }

    /// A flag, and a number if it is set.
    fn optional(&mut self, bits: u32) -> Option<i32> {
        self.flag().then(|| self.signed(bits))
    }

    /// A leaf of a tree (RFC 6386, section 8.1): a number above 0 is the place of two branches, others are leaves with
    /// their sign changed. There is a probability for every two branches.
    fn tree(&mut self, tree: &[i8], probs: &[u8]) -> usize {
        let mut place = 0;
        loop {
            let branch = tree[place + usize::from(self.bit(probs[place / 2]))];
            if branch <= 0 {
                return usize::from(branch.unsigned_abs());
            }
            place = branch as usize;
        }
    }
}

impl Source for BoolDecoder<'_> {
    fn bit(&mut self, zero: u8) -> bool {
        self.take_bit(zero)
    }
}
