//! A fast hash function for the symbols of a model.

use core::hash::{BuildHasherDefault, Hasher};
use std::collections::HashMap;

/// A hash map from symbols to numbers.
pub type SymbolHashMap<S> = HashMap<S, usize, BuildHasherDefault<SymbolHasher>>;

/// A hash function that multiplies each word to twice its width and adds the halves without carries.
///
/// It makes encoding small integers twice as fast as the standard library's. What that one is slower for is that nobody
/// can choose keys that fall in one bucket; the keys of a model are chosen by those who made it.
#[derive(Clone, Copy, Debug, Default)]
pub struct SymbolHasher {
    state: u64,
}

impl SymbolHasher {
    /// `2^64` divided by the golden ratio: its multiples are spread evenly.
    const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;
    /// Digits of pi: a number without a pattern.
    const SEED: u64 = 0x1319_8a2e_0370_7344;
}

impl Hasher for SymbolHasher {
    #[inline]
    fn write_u64(&mut self, word: u64) {
        let product = u128::from(self.state ^ word ^ Self::SEED) * u128::from(Self::FACTOR);
        self.state = product as u64 ^ (product >> 64) as u64;
    }
    #[inline]
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.write_u64(u64::from_le_bytes(word));
        }
        self.write_u64(bytes.len() as u64);
    }
    #[inline]
    fn write_u8(&mut self, word: u8) {
        self.write_u64(word.into());
    }
    #[inline]
    fn write_u16(&mut self, word: u16) {
        self.write_u64(word.into());
    }
    #[inline]
    fn write_u32(&mut self, word: u32) {
        self.write_u64(word.into());
    }
    #[inline]
    fn write_usize(&mut self, word: usize) {
        self.write_u64(word as u64);
    }
    #[inline]
    fn finish(&self) -> u64 {
        self.state
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    /// A hash table takes its bucket from the low bits and a check from the high ones.
    #[test]
    fn patterns_do_not_collide() {
        let hash = |word: u64| {
            let mut hasher = SymbolHasher::default();
            hasher.write_u64(word);
            hasher.finish()
        };
        let patterns: [fn(u64) -> u64; 5] =
            [|i| i, |i| i << 20, |i| i << 52, |i| i * 1000, |i| (i as i64 - 2048) as u64];
        for (index, pattern) in patterns.into_iter().enumerate() {
            for shift in [0, 52] {
                let buckets: HashSet<u64> = (0..4096).map(|i| hash(pattern(i)) >> shift & 0xfff).collect();
                // Random ones fill 63 % of the buckets.
                assert!(buckets.len() > 2200, "pattern {index}, shift {shift}: {}", buckets.len());
            }
        }
    }
}
