//! A look at the compressed data of an encoder that goes on afterwards.

use core::ops::Deref;

use constriction_bits::WriteWords;
use constriction_core::Format;

use crate::RangeEncoder;

/// An encoder's words with the end of the message written behind them, as long as this guard lives.
///
/// It can be used wherever a reference to the sink can. Dropping it makes the encoder ready for more.
#[derive(Debug)]
pub struct Sealed<'a, F: Format, B: WriteWords<F::Word>> {
    pub(crate) encoder: &'a mut RangeEncoder<F, B>,
    pub(crate) mark: Option<usize>,
}

impl<F: Format, B: WriteWords<F::Word>> Deref for Sealed<'_, F, B> {
    type Target = B;

    fn deref(&self) -> &B {
        &self.encoder.words
    }
}

impl<F: Format, B: WriteWords<F::Word>> Drop for Sealed<'_, F, B> {
    fn drop(&mut self) {
        if let Some(mark) = self.mark {
            self.encoder.words.rewind(mark);
        }
    }
}
