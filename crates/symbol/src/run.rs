//! Code words of integers: a run of zeros and what follows it.

use crate::Bits;

/// A run of zeros and a few bits after it, as the parts of a code word.
///
/// All universal codes have code words of this form: the run tells how to read the rest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct RunCode {
    zeros: u64,
    /// The first bit is the least significant one; zero from the bit `len` on.
    rest: u128,
    len: u32,
}

impl RunCode {
    /// The longest run of zeros that the unary, Golomb and Rice codes write or read: 2^24 bits.
    ///
    /// A number that comes from data should not turn into more memory than that.
    pub const MAX_ZEROS: u64 = 1 << 24;

    /// `zeros` zeros and a one.
    #[inline]
    #[must_use]
    pub fn new(zeros: u64) -> Self {
        Self { zeros, rest: 1, len: 1 }
    }

    /// The run with these bits after it. There is room for 127 bits in all; bits beyond that are left out.
    #[inline]
    #[must_use]
    pub fn with(self, bits: Bits) -> Self {
        if self.len + bits.len() > 128 {
            return self;
        }
        let rest = self.rest | u128::from(bits.value()).checked_shl(self.len).unwrap_or(0);
        Self { rest, len: self.len + bits.len(), ..self }
    }

    /// All that is left, if it fits in one part.
    #[inline]
    fn only_part(&mut self) -> Option<Bits> {
        let len = self.zeros + u64::from(self.len);
        if len > u64::from(Bits::MAX_LEN) || len == 0 {
            return None;
        }
        // No rest is left for a shift by all 64 bits.
        let part = Bits::new((self.rest as u64).checked_shl(self.zeros as u32).unwrap_or(0), len as u32);
        *self = Self::default();
        Some(part)
    }

    fn zeros_part(&mut self) -> Option<Bits> {
        let len = self.zeros.min(u64::from(Bits::MAX_LEN));
        self.zeros -= len;
        (len > 0).then(|| Bits::new(0, len as u32))
    }
}

impl Iterator for RunCode {
    type Item = Bits;

    #[inline]
    fn next(&mut self) -> Option<Bits> {
        self.only_part().or_else(|| self.zeros_part()).or_else(|| {
            let part = Bits::new(self.rest as u64, self.len);
            self.rest >>= part.len();
            self.len -= part.len();
            (!part.is_empty()).then_some(part)
        })
    }
}

impl DoubleEndedIterator for RunCode {
    #[inline]
    fn next_back(&mut self) -> Option<Bits> {
        self.only_part().or_else(|| {
            if self.len == 0 {
                return self.zeros_part();
            }
            let count = self.len.min(Bits::MAX_LEN);
            self.len -= count;
            let part = Bits::new((self.rest >> self.len) as u64, count);
            self.rest &= (1 << self.len) - 1;
            Some(part)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    extern crate std;
    use std::vec::Vec;

    #[test]
    fn parts_from_both_ends_are_the_same_bits() {
        for zeros in [0, 1, 5, 62, 63, 64, 65, 127, 128, 200] {
            for len in [0, 1, 3, 62, 63, 64] {
                for more in [0, 1, 62] {
                    let code =
                        RunCode::new(zeros).with(Bits::new(0x9a5c_3f01_77e2_d48b, len)).with(Bits::new(u64::MAX, more));
                    let bits = |parts: Vec<Bits>| parts.into_iter().flatten().collect::<Vec<bool>>();
                    let forward = bits(code.collect());
                    let backward: Vec<Bits> = code.rev().collect();
                    assert_eq!(bits(backward.into_iter().rev().collect()), forward);
                    assert_eq!(forward.len() as u64, zeros + 1 + u64::from(len + more));
                    assert_eq!(forward.iter().position(|&bit| bit), Some(zeros as usize));
                }
            }
        }
    }
}
