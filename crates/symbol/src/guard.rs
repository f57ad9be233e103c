//! A look at the compressed data of a coder that goes on afterwards.

use core::marker::PhantomData;
use core::ops::Deref;

use constriction_bits::WriteWords;

/// A coder's words with the last bits written behind them, as long as this guard lives.
///
/// It can be used wherever a reference to the storage can. Dropping it makes the coder ready for more.
#[derive(Debug)]
pub struct Flushed<'a, W, B: WriteWords<W>> {
    words: &'a mut B,
    mark: Option<usize>,
    word: PhantomData<W>,
}

impl<'a, W, B: WriteWords<W>> Flushed<'a, W, B> {
    /// A guard that drops what was written to `words` since `mark`.
    pub(crate) fn new(words: &'a mut B, mark: Option<usize>) -> Self {
        Self { words, mark, word: PhantomData }
    }
}

impl<W, B: WriteWords<W>> Deref for Flushed<'_, W, B> {
    type Target = B;

    fn deref(&self) -> &B {
        self.words
    }
}

impl<W, B: WriteWords<W>> Drop for Flushed<'_, W, B> {
    fn drop(&mut self) {
        if let Some(mark) = self.mark {
            self.words.rewind(mark);
        }
    }
}
