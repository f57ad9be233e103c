//! Flushes a coder to words and loads it from words.

use core::convert::Infallible;

use constriction_bits::{Cursor, Peek, PopWords, SeekWords, WriteWords};
use constriction_core::{Format, Unsigned};

use crate::{AnsCoder, Interleaved, InterleavedError, LaneCount, Lanes};

/// The words after those that the states have pushed.
pub(super) fn last_words<F: Format>(lanes: &Lanes<F>) -> impl Iterator<Item = F::Word> + '_ {
    let word_bits = <F::Word as Unsigned>::BITS;
    let words = move |state: F::State| {
        (0..Interleaved::<F, ()>::WORDS_PER_STATE as u32)
            .map(move |i| F::Word::from_low((state >> (i * word_bits)).to_u64()))
    };
    let count = F::Word::from_low(lanes.count().get() as u64);
    lanes.iter().flat_map(words).chain([count])
}

impl<F: Format, B: WriteWords<F::Word>> Interleaved<F, B> {
    /// The compressed data. The last word is the number of states.
    ///
    /// # Errors
    /// If the sink does not take a word.
    pub fn into_compressed(mut self) -> Result<B, B::Error> {
        self.words.write_all(last_words(&self.lanes))?;
        Ok(self.words)
    }
}

impl<F: Format, B: WriteWords<F::Word> + SeekWords> Interleaved<F, B> {
    /// The compressed data, without consuming the coder: the coder is as before when the guard is dropped.
    ///
    /// # Errors
    /// If the sink does not take a word.
    pub fn get_compressed(&mut self) -> Result<Peek<'_, B>, B::Error> {
        let Self { words, lanes } = self;
        Peek::new(words, |words| words.write_all(last_words(lanes)))
    }
}

impl<F: Format, B: PopWords<F::Word>> Interleaved<F, B> {
    /// A coder that decodes, or adds to, what [`into_compressed`](Self::into_compressed) returned.
    ///
    /// # Errors
    /// If the last word is not a number of states, or before it there are not as many states. Words that are missing
    /// before that are noticed when decoding comes to them.
    pub fn from_compressed(mut words: B) -> Result<Self, InterleavedError<B::Error>> {
        let mut pop = || words.pop_word().map_err(InterleavedError::Source)?.ok_or(InterleavedError::Truncated);
        let count = usize::try_from(pop()?.to_u64()).ok();
        let count = count.and_then(LaneCount::new).ok_or(InterleavedError::LaneCount)?;
        let mut lanes = Lanes::new(count);
        for lane in (0..count.get()).rev() {
            let mut state = F::State::ZERO;
            for _ in 0..Self::WORDS_PER_STATE {
                state = AnsCoder::<F, B>::append(state, pop()?);
            }
            lanes.set(lane, state).ok_or(InterleavedError::InvalidState)?;
        }
        Ok(Self { words, lanes })
    }

    /// Whether there may be nothing left to decode: `false` only if there certainly is something, or if the data was
    /// not a message.
    ///
    /// Where the words are in memory, a decoder that has decoded all symbols and says `false` has come to the end of
    /// data that is damaged, or is not there yet.
    pub fn maybe_exhausted(&self) -> bool {
        self.lanes.are_empty() && self.words.maybe_empty()
    }
}

impl<'a, F: Format> Interleaved<F, Cursor<F::Word, &'a [F::Word]>> {
    /// A decoder of what [`into_compressed`](Self::into_compressed) returned that borrows it.
    ///
    /// # Errors
    /// As [`from_compressed`](Self::from_compressed).
    pub fn from_compressed_slice(words: &'a [F::Word]) -> Result<Self, InterleavedError<Infallible>> {
        Self::from_compressed(Cursor::at_end(words))
    }
}
