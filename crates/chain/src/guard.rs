//! A look at the data of a coder that goes on afterwards.

use core::ops::Deref;

use constriction_bits::WriteWords;

/// Storage with a head written behind its words, as long as this guard lives.
///
/// It can be used wherever a reference to the storage can. Dropping it makes the coder ready for more.
#[derive(Debug)]
pub struct Flushed<'a, W, B: WriteWords<W>> {
    words: &'a mut B,
    mark: Option<usize>,
    unit: core::marker::PhantomData<W>,
}

impl<'a, W, B: WriteWords<W>> Flushed<'a, W, B> {
    pub(crate) fn new(words: &'a mut B, head: impl Iterator<Item = W>) -> Result<Self, B::Error> {
        let mark = words.mark();
        write_all(words, head)?;
        Ok(Self { words, mark, unit: core::marker::PhantomData })
    }
}

/// Writes words; on failure, takes back what it wrote.
pub(crate) fn write_all<W, B: WriteWords<W>>(sink: &mut B, mut words: impl Iterator<Item = W>) -> Result<(), B::Error> {
    let mark = sink.mark();
    let result = words.try_for_each(|word| sink.write_word(word));
    if let (Err(_), Some(mark)) = (&result, mark) {
        sink.rewind(mark);
    }
    result
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
