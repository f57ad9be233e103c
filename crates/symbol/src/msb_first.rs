//! Words that are filled from the most significant bit down.

use constriction_bits::{ClearWords, PopWords, ReadWords, SeekWords, WordPos, WriteWords};
use constriction_core::{SeekError, Unsigned};

use crate::bits::reverse;

/// Storage whose words have their bits in the opposite order: the first bit of a word is its most significant one.
///
/// On 8-bit words, this is the order of JPEG, H.264 and bzip2; without it, that of DEFLATE.
///
/// ```
/// use constriction_symbol::{Bits, MsbFirst, PutBits, QueueEncoder};
///
/// let mut encoder = QueueEncoder::<u8, _>::with_words(MsbFirst(Vec::new()));
/// encoder.put_bits(Bits::msb_first(0b101, 3))?;
/// assert_eq!(encoder.into_compressed()?.0, [0b1010_0000]);
/// # Ok::<(), std::convert::Infallible>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MsbFirst<B>(pub B);

fn turn<W: Unsigned>(word: W) -> W {
    W::from_low(reverse(word.to_u64(), W::BITS))
}

impl<W: Unsigned, B: WriteWords<W>> WriteWords<W> for MsbFirst<B> {
    type Error = B::Error;

    #[inline]
    fn write_word(&mut self, word: W) -> Result<(), Self::Error> {
        self.0.write_word(turn(word))
    }
    #[inline]
    fn make_room(&mut self, words: usize) -> bool {
        self.0.make_room(words)
    }
    #[inline]
    fn mark(&self) -> Option<usize> {
        self.0.mark()
    }
    #[inline]
    fn rewind(&mut self, mark: usize) {
        self.0.rewind(mark);
    }
}

impl<W: Unsigned, B: ReadWords<W>> ReadWords<W> for MsbFirst<B> {
    type Error = B::Error;

    #[inline]
    fn read_word(&mut self) -> Result<Option<W>, Self::Error> {
        Ok(self.0.read_word()?.map(turn))
    }
    fn maybe_exhausted(&self) -> bool {
        self.0.maybe_exhausted()
    }
}

impl<W: Unsigned, B: PopWords<W>> PopWords<W> for MsbFirst<B> {
    type Error = B::Error;

    #[inline]
    fn pop_word(&mut self) -> Result<Option<W>, Self::Error> {
        Ok(self.0.pop_word()?.map(turn))
    }
    fn maybe_empty(&self) -> bool {
        self.0.maybe_empty()
    }
}

impl<B: WordPos> WordPos for MsbFirst<B> {
    fn word_pos(&self) -> usize {
        self.0.word_pos()
    }
}

impl<B: SeekWords> SeekWords for MsbFirst<B> {
    fn seek_words(&mut self, position: usize) -> Result<(), SeekError> {
        self.0.seek_words(position)
    }
}

impl<B: ClearWords> ClearWords for MsbFirst<B> {
    fn clear_words(&mut self) {
        self.0.clear_words();
    }
}
