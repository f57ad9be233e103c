//! The encoding side of a queue of bits.

use core::marker::PhantomData;

use constriction_bits::{ClearWords, Peek, SeekWords, WordPos, WriteWords};
use constriction_core::{Order, Unsigned};

use crate::buffer::Buffer;
use crate::{Bits, PutBits};

/// The encoder of a first-in-first-out coder of bits.
///
/// Bits fill each word from the least significant bit up; the last word is padded with zeros. `B` is the sink. Formats
/// that fill words from the most significant bit have a sink that turns them: [`MsbFirst`](crate::MsbFirst).
///
/// Symbols are encoded by the methods of [`WriteBitStream`](crate::WriteBitStream).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueueEncoder<W, B> {
    pub(crate) words: B,
    /// The bits after the last whole word: fewer than a word has.
    pub(crate) buffer: Buffer,
    word: PhantomData<W>,
}

impl<W: Unsigned, B> QueueEncoder<W, B> {
    /// An encoder that appends its words to `words`.
    ///
    /// To append to compressed data, hand that over: the zeros that pad its last word remain.
    pub fn with_words(words: B) -> Self {
        Self { words, buffer: Buffer::default(), word: PhantomData }
    }

    /// The words that are full.
    pub fn words(&self) -> &B {
        &self.words
    }
}

impl<W: Unsigned, B: WriteWords<W>> QueueEncoder<W, B> {
    /// The compressed data, padded with zeros to a whole number of words.
    ///
    /// # Errors
    /// If the sink does not take a word.
    pub fn into_compressed(mut self) -> Result<B, B::Error> {
        self.words.write_all(last_word(self.buffer))?;
        Ok(self.words)
    }
}

impl<W: Unsigned, B: WriteWords<W> + SeekWords> QueueEncoder<W, B> {
    /// The compressed data, without consuming the encoder: the encoder is as before when the guard is dropped.
    ///
    /// # Errors
    /// If the sink does not take a word.
    pub fn get_compressed(&mut self) -> Result<Peek<'_, B>, B::Error> {
        Peek::new(&mut self.words, |words| words.write_all(last_word(self.buffer)))
    }
}

/// The word of the bits that do not fill one, if there are any.
fn last_word<W: Unsigned>(buffer: Buffer) -> impl Iterator<Item = W> {
    (buffer.len() > 0).then(|| W::from_low(buffer.first().value())).into_iter()
}

impl<W: Unsigned, B: WordPos> QueueEncoder<W, B> {
    /// The number of bits so far, without padding.
    pub fn num_bits(&self) -> usize {
        self.words.word_pos() * W::BITS as usize + self.buffer.len() as usize
    }

    /// Whether there is no bit.
    pub fn is_empty(&self) -> bool {
        self.num_bits() == 0
    }
}

impl<W: Unsigned, B: ClearWords> QueueEncoder<W, B> {
    /// Drops all bits but keeps the storage.
    pub fn clear(&mut self) {
        self.words.clear_words();
        self.buffer = Buffer::default();
    }
}

impl<W: Unsigned, B: AsRef<[W]>> QueueEncoder<W, B> {
    /// The bits so far, in the order in which they were written, without padding.
    pub fn iter(&self) -> impl Iterator<Item = bool> + '_ {
        let full = self.words.as_ref().iter().flat_map(|&word| Bits::new(word.to_u64(), W::BITS));
        full.chain(self.buffer.first())
    }
}

impl<W: Unsigned, B: WriteWords<W>> PutBits for QueueEncoder<W, B> {
    type Error = B::Error;
    type Mark = Mark;
    const ORDER: Order = Order::Forward;

    #[inline]
    fn put_bits(&mut self, bits: Bits) -> Result<(), B::Error> {
        let mut buffer = self.buffer;
        buffer.push_back(bits);
        buffer.flush(&mut self.words, Buffer::pop_front)?;
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

/// A state of an encoder to return to.
#[derive(Clone, Copy, Debug)]
pub struct Mark {
    pub(crate) words: usize,
    pub(crate) buffer: Buffer,
}
