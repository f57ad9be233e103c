//! Takes coders apart into plain values and puts them together again, to store them.

use constriction_bits::WordPos;
use constriction_core::{Format, Unsigned};

use crate::carry::Held;
use crate::{RangeDecoder, RangeEncoder, RangeState};

impl<F: Format, B> RangeEncoder<F, B> {
    /// The words written so far, the state, and the words that wait for a carry: the first one, and how many there are.
    pub fn as_raw_parts(&self) -> (&B, RangeState<F>, (F::Word, usize)) {
        (&self.words, self.state, self.held.parts())
    }

    /// The encoder that has such parts; `None` if none has.
    ///
    /// Parts of different encoders that fit together by chance make an encoder whose message decodes to garbage.
    pub fn from_raw_parts(words: B, state: RangeState<F>, held: (F::Word, usize)) -> Option<Self> {
        let held = Held::from_parts(held)?;
        // Words wait for a carry exactly where the range goes across the largest number.
        let end = state.lower().wrapping_add(state.range());
        let is_straddling = end <= state.lower();
        (held.is_empty() != is_straddling).then_some(Self { words, state, held })
    }
}

impl<F: Format, B> RangeDecoder<F, B> {
    /// The words, positioned after the last one that was read, the state, the point that was read, and how many words
    /// were missing.
    pub fn as_raw_parts(&self) -> (&B, RangeState<F>, F::State, usize) {
        (&self.words, self.state, self.point, self.missing)
    }

    /// The decoder that has such parts; `None` if none has: one that has read fewer words than its point has, or misses more
    /// than can be counted.
    ///
    /// Parts of different decoders that fit together by chance make one that decodes nothing of use.
    pub fn from_raw_parts(words: B, state: RangeState<F>, point: F::State, missing: usize) -> Option<Self>
    where
        B: WordPos,
    {
        let is_countable = missing <= usize::MAX / 2;
        let is_valid = is_countable && words.word_pos().saturating_add(missing) >= RangeState::<F>::WORDS;
        is_valid.then_some(Self { words, state, point, missing })
    }
}
