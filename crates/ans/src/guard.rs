//! A look at the compressed data of a coder that goes on afterwards.

use core::ops::Deref;

use constriction_bits::WriteWords;
use constriction_core::Format;

use crate::AnsCoder;

/// A coder's words with the state written behind them, as long as this guard lives.
///
/// It can be used wherever a reference to the storage can. Dropping it makes the coder ready for more.
#[derive(Debug)]
pub struct Flushed<'a, F: Format, B: WriteWords<F::Word>> {
    pub(crate) coder: &'a mut AnsCoder<F, B>,
    pub(crate) mark: Option<usize>,
}

impl<F: Format, B: WriteWords<F::Word>> Deref for Flushed<'_, F, B> {
    type Target = B;

    fn deref(&self) -> &B {
        &self.coder.words
    }
}

impl<F: Format, B: WriteWords<F::Word>> Drop for Flushed<'_, F, B> {
    fn drop(&mut self) {
        if let Some(mark) = self.mark {
            self.coder.words.rewind(mark);
        }
    }
}
