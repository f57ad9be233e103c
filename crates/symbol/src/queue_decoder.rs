//! The decoding side of a queue of bits.

use core::marker::PhantomData;

use constriction_bits::{IntoReadWords, ReadWords, SeekWords, WordPos};
use constriction_core::{Pos, Seek, SeekError, Unsigned};

use crate::buffer::Buffer;
use crate::{Bits, ReadBitStream, TakeBits};

/// The decoder of a first-in-first-out coder of bits, and an iterator over the bits.
///
/// It reads what a [`QueueEncoder`](crate::QueueEncoder) wrote, in the same order, and the zeros that pad the last
/// word. `B` is the source.
///
/// Symbols are decoded by the methods of [`ReadBitStream`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueueDecoder<W, B> {
    words: B,
    /// The bits before those that the source returns next.
    buffer: Buffer,
    word: PhantomData<W>,
}

impl<W: Unsigned, B: ReadWords<W>> QueueDecoder<W, B> {
    /// A decoder of the bits that start at the source's present position, or at the start of a slice or vector.
    pub fn from_compressed(words: impl IntoReadWords<W, Reader = B>) -> Self {
        Self { words: words.into_read_words(), buffer: Buffer::default(), word: PhantomData }
    }

    /// Whether all bits may have been read: `false` only if there certainly are more than the zeros that pad a word.
    pub fn maybe_exhausted(&self) -> bool {
        self.words.maybe_exhausted() && self.buffer.len() < W::BITS && self.buffer.is_zero()
    }
}

/// Reads words until there are `count` bits in the buffer, at most 64, or no more words.
#[inline]
fn fill<W: Unsigned, B: ReadWords<W>>(words: &mut B, buffer: &mut Buffer, count: u32) -> Result<(), B::Error> {
    while buffer.len() < count {
        let Some(word) = words.read_word()? else { break };
        buffer.push_back(Bits::new(word.to_u64(), W::BITS));
    }
    Ok(())
}

impl<W: Unsigned, B: ReadWords<W>> TakeBits for QueueDecoder<W, B> {
    type Error = B::Error;

    #[inline]
    fn peek_bits(&mut self, count: u32) -> Result<Bits, B::Error> {
        fill(&mut self.words, &mut self.buffer, count.min(Bits::MAX_LEN))?;
        Ok(self.buffer.first())
    }

    #[inline]
    fn skip_bits(&mut self, count: u32) {
        self.buffer.skip(count);
    }
}

impl<W: Unsigned, B: ReadWords<W>> Iterator for QueueDecoder<W, B> {
    type Item = Result<bool, B::Error>;

    fn next(&mut self) -> Option<Self::Item> {
        self.read_bit().transpose()
    }
}

impl<W: Unsigned, B: WordPos> Pos for QueueDecoder<W, B> {
    /// The number of bits before this place, as [`QueueEncoder::num_bits`](crate::QueueEncoder::num_bits) had it.
    type Position = usize;

    fn pos(&self) -> usize {
        (self.words.word_pos() * W::BITS as usize).saturating_sub(self.buffer.len() as usize)
    }
}

impl<W: Unsigned, B: ReadWords<W> + SeekWords> Seek for QueueDecoder<W, B> {
    fn seek(&mut self, position: usize) -> Result<(), SeekError> {
        let before = self.words.word_pos();
        self.words.seek_words(position / W::BITS as usize)?;
        let mut buffer = Buffer::default();
        let offset = (position % W::BITS as usize) as u32;
        let result = match fill(&mut self.words, &mut buffer, offset) {
            Ok(()) if buffer.len() >= offset => {
                buffer.skip(offset);
                self.buffer = buffer;
                return Ok(());
            }
            Ok(()) => Err(SeekError::OutOfRange),
            Err(_) => Err(SeekError::Storage),
        };
        // It was there a moment ago.
        let _ = self.words.seek_words(before);
        result
    }
}
