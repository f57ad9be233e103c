//! Words that are held back until a carry is decided.
//!
//! When `lower + range` overflows, the word that leaves the state may still grow by one. That word is held back, and so are the
//! words after it. Each of those is all ones without the carry and all zeros with it; otherwise, the carry would already be
//! decided. So it is enough to keep the first word and a count.

use constriction_core::Unsigned;

/// The words held back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Held<W> {
    first: W,
    /// With `first`; 0 if no word is held back.
    count: usize,
}

impl<W: Unsigned> Default for Held<W> {
    fn default() -> Self {
        Self { first: W::ZERO, count: 0 }
    }
}

impl<W: Unsigned> Held<W> {
    /// One more word for which the carry is not decided.
    pub(crate) fn hold(&mut self, word: W) {
        if self.count == 0 {
            self.first = word;
        }
        self.count += 1;
    }

    #[inline]
    pub(crate) fn is_empty(&self) -> bool {
        self.count == 0
    }

    #[inline]
    pub(crate) fn count(&self) -> usize {
        self.count
    }

    /// The first word, and how many there are.
    pub(crate) fn parts(&self) -> (W, usize) {
        (self.first, self.count)
    }

    /// The words held back, from their parts; `None` if there is a first word without words, or more words than any
    /// message has (each has a probability of one in `2^32`).
    pub(crate) fn from_parts((first, count): (W, usize)) -> Option<Self> {
        /// A gigabyte of 32-bit words.
        const MOST: usize = 1 << 28;
        ((count > 0 || first == W::ZERO) && count <= MOST).then_some(Self { first, count })
    }

    /// The words, now that the carry is known.
    pub(crate) fn resolve(self, carry: bool) -> impl Iterator<Item = W> {
        let (first, other) = if carry { (self.first.wrapping_add(W::ONE), W::ZERO) } else { (self.first, W::MAX) };
        (0..self.count).map(move |i| if i == 0 { first } else { other })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(words: &[u16], carry: bool, written: &[u16]) {
        let mut held = Held::default();
        words.iter().for_each(|&word| held.hold(word));
        assert_eq!((held.count(), held.is_empty()), (words.len(), words.is_empty()));
        assert!(held.resolve(carry).eq(written.iter().copied()));
    }

    #[test]
    fn a_carry_runs_through_all_words() {
        check(&[], true, &[]);
        check(&[7], true, &[8]);
        check(&[7, 0xffff, 0xffff], true, &[8, 0, 0]);
    }

    #[test]
    fn without_a_carry_the_words_are_as_they_came() {
        check(&[], false, &[]);
        check(&[7, 0xffff, 0xffff], false, &[7, 0xffff, 0xffff]);
    }
}
