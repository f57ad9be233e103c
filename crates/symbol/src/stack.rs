//! A stack of bits.

use core::marker::PhantomData;

use constriction_bits::{ClearWords, Peek, PopWords, SeekWords, WordPos, WriteWords};
use constriction_core::{Order, Unsigned};

use crate::bits::reverse;
use crate::buffer::Buffer;
use crate::queue_encoder::Mark;
use crate::{Bits, PutBits, ReadBitStream, StackLoadError, TakeBits};

/// A last-in-first-out coder of bits, and an iterator over the bits from the last one on, which takes them.
///
/// A symbol's code word is written from its last bit to its first, so that it is read in the right order. Bits fill
/// each word from the least significant bit up. Compressed data ends in one more bit, a one, by which the end is found
/// again; above that bit are zeros. `B` is the storage: a stack for both sides, a sink for encoding alone or a source
/// for decoding alone.
///
/// Symbols are encoded by the methods of [`WriteBitStream`](crate::WriteBitStream) and decoded by those of
/// [`ReadBitStream`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StackCoder<W, B> {
    pub(crate) words: B,
    /// The bits above the last whole word, the top bit first. Fewer than a word has, unless bits were looked at.
    pub(crate) buffer: Buffer,
    word: PhantomData<W>,
}

impl<W: Unsigned, B> StackCoder<W, B> {
    /// A coder that keeps its words in `words`. Those that are there are bits already; for compressed data, there is
    /// [`from_compressed`](Self::from_compressed).
    pub fn with_words(words: B) -> Self {
        Self::with_parts(words, Buffer::default())
    }

    pub(crate) fn with_parts(words: B, buffer: Buffer) -> Self {
        Self { words, buffer, word: PhantomData }
    }

    /// The words that are full and have not been looked at.
    pub fn words(&self) -> &B {
        &self.words
    }
}

impl<W: Unsigned, B: PopWords<W>> StackCoder<W, B> {
    /// A coder that decodes, or adds to, what [`into_compressed`](Self::into_compressed) returned.
    ///
    /// No words are no bits.
    ///
    /// # Errors
    /// If the last word is 0 or cannot be read.
    pub fn from_compressed(mut words: B) -> Result<Self, StackLoadError<B::Error>> {
        let Some(last) = words.pop_word().map_err(StackLoadError::Source)? else { return Ok(Self::with_words(words)) };
        let len = last.bit_length().checked_sub(1).ok_or(StackLoadError::TrailingZero)?;
        let mut buffer = Buffer::default();
        buffer.push_front(Bits::msb_first(last.to_u64(), len));
        Ok(Self::with_parts(words, buffer))
    }

    /// Whether all bits may have been read: `false` only if there certainly is one.
    pub fn maybe_empty(&self) -> bool {
        self.words.maybe_empty() && self.buffer.len() == 0
    }
}

impl<W: Unsigned, B: WriteWords<W>> StackCoder<W, B> {
    /// The compressed data: the bits and a one above them. So there is always a last word, and it is never 0.
    ///
    /// # Errors
    /// If the sink does not take a word.
    pub fn into_compressed(mut self) -> Result<B, B::Error> {
        write_last(self.buffer, &mut self.words)?;
        Ok(self.words)
    }
}

impl<W: Unsigned, B: WriteWords<W> + SeekWords> StackCoder<W, B> {
    /// The compressed data, without consuming the coder: the coder is as before when the guard is dropped.
    ///
    /// # Errors
    /// If the sink does not take a word.
    pub fn get_compressed(&mut self) -> Result<Peek<'_, B>, B::Error> {
        Peek::new(&mut self.words, |words| write_last(self.buffer, words))
    }
}

/// Writes the bits that are not in a word and the mark above them; takes all back on failure.
fn write_last<W: Unsigned, B: WriteWords<W>>(mut buffer: Buffer, words: &mut B) -> Result<(), B::Error> {
    let mark = words.mark();
    buffer.flush(words, Buffer::pop_back)?;
    buffer.push_front(true.into());
    let last = W::from_low(reverse(buffer.first().value(), buffer.len()));
    let result = words.write_word(last);
    if let (Err(_), Some(mark)) = (&result, mark) {
        words.rewind(mark);
    }
    result
}

impl<W: Unsigned, B: WordPos> StackCoder<W, B> {
    /// The number of bits, without the one that marks the end.
    pub fn num_bits(&self) -> usize {
        self.words.word_pos() * W::BITS as usize + self.buffer.len() as usize
    }

    /// Whether there is no bit.
    pub fn is_empty(&self) -> bool {
        self.num_bits() == 0
    }
}

impl<W: Unsigned, B: ClearWords> StackCoder<W, B> {
    /// Drops all bits but keeps the storage.
    pub fn clear(&mut self) {
        self.words.clear_words();
        self.buffer = Buffer::default();
    }
}

impl<W: Unsigned, B: WriteWords<W>> PutBits for StackCoder<W, B> {
    type Error = B::Error;
    type Mark = Mark;
    const ORDER: Order = Order::Reverse;

    #[inline]
    fn put_bits(&mut self, bits: Bits) -> Result<(), B::Error> {
        let mut buffer = self.buffer;
        if buffer.len() >= W::BITS {
            // Some words came back from the storage to be looked at.
            buffer.flush(&mut self.words, Buffer::pop_back)?;
            self.buffer = buffer;
        }
        buffer.push_front(bits);
        buffer.flush(&mut self.words, Buffer::pop_back)?;
        self.buffer = buffer;
        Ok(())
    }

    #[inline]
    fn make_room(&mut self, bits: usize) -> bool {
        // Some bits and words wait in the buffer.
        self.words.make_room(bits / W::BITS as usize + 4)
    }

    #[inline]
    fn mark(&self) -> Option<Mark> {
        Some(Mark { words: self.words.mark()?, buffer: self.buffer })
    }

    fn rewind(&mut self, mark: Mark) {
        self.words.rewind(mark.words);
        self.buffer = mark.buffer;
    }
}

impl<W: Unsigned, B: PopWords<W>> TakeBits for StackCoder<W, B> {
    type Error = B::Error;

    #[inline]
    fn peek_bits(&mut self, count: u32) -> Result<Bits, B::Error> {
        while self.buffer.len() < count.min(Bits::MAX_LEN) {
            let Some(word) = self.words.pop_word()? else { break };
            self.buffer.push_back(Bits::msb_first(word.to_u64(), W::BITS));
        }
        Ok(self.buffer.first())
    }

    #[inline]
    fn skip_bits(&mut self, count: u32) {
        self.buffer.skip(count);
    }
}

impl<W: Unsigned, B: PopWords<W>> Iterator for StackCoder<W, B> {
    type Item = Result<bool, B::Error>;

    fn next(&mut self) -> Option<Self::Item> {
        self.read_bit().transpose()
    }
}
