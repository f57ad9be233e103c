//! Several states on one stream of words, laid out as ryg's coders do it: first the states, then the words, of which
//! the last one comes first.

use constriction_ans::AnsCoder;
use constriction_bits::{PopWords, Reversed, WordReader, WriteWords};
use constriction_core::{Decode, DecoderModel, Encode, EncoderModel, Format, Unsigned};

/// ryg's byte-wise coder, and CRAM's rANS 4x8: 8-bit words, states between 2^23 and 2^31.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RansByte;
impl Format for RansByte {
    type Word = u8;
    type State = u32;
    const LOWER_BITS: u32 = 23;
}

/// ryg's coder with wide words, and `CompressAI`'s: 32-bit words, states between 2^31 and 2^63.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rans64;
impl Format for Rans64 {
    type Word = u32;
    type State = u64;
    const LOWER_BITS: u32 = 31;
}

/// `N` states that take turns on one stream of words.
///
/// There is one coder at a time: it is lent the words, and the state is put back when it is done.
#[derive(Debug)]
pub(crate) struct Interleaved<F: Format, B, const N: usize> {
    words: B,
    /// Each at least `1 << F::LOWER_BITS`, also without words: unlike ours, these coders never start from nothing.
    states: [F::State; N],
}

/// The bytes that are left, as words.
pub(crate) type Source<'a, F> = Reversed<WordReader<<F as Format>::Word, &'a [u8]>>;

impl<F: Format, const N: usize> Interleaved<F, Vec<F::Word>, N> {
    pub(crate) fn new() -> Self {
        Self { words: Vec::new(), states: [F::State::ONE << F::LOWER_BITS; N] }
    }

    pub(crate) fn into_bytes(self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for state in self.states {
            bytes.extend_from_slice(state.to_le_bytes().as_ref());
        }
        for word in self.words.into_iter().rev() {
            bytes.extend_from_slice(word.to_le_bytes().as_ref());
        }
        bytes
    }
}

impl<'a, F: Format, const N: usize> Interleaved<F, Source<'a, F>, N> {
    /// `None` if the bytes are too few, or a state is not one.
    pub(crate) fn from_bytes(mut bytes: &'a [u8]) -> Option<Self> {
        let mut states = [F::State::ZERO; N];
        for state in &mut states {
            let mut le = <F::State as Unsigned>::Bytes::default();
            let (head, rest) = bytes.split_at_checked(le.as_ref().len())?;
            le.as_mut().copy_from_slice(head);
            *state = F::State::from_le_bytes(le);
            bytes = rest;
        }
        let is_full = |state: &F::State| state.bit_length() > F::LOWER_BITS;
        states.iter().all(is_full).then_some(Self { words: Reversed(WordReader::new(bytes)), states })
    }

    /// Whether the coder is where an encoder starts: nothing is left.
    pub(crate) fn is_at_start(&mut self) -> bool {
        self.states == [F::State::ONE << F::LOWER_BITS; N] && matches!(self.words.pop_word(), Ok(None))
    }
}

impl<F: Format, B: PopWords<F::Word>, const N: usize> Interleaved<F, B, N> {
    /// Pushes a symbol on a state.
    ///
    /// # Panics
    /// If the symbol has no interval: those of a test have.
    pub(crate) fn encode<M: EncoderModel>(&mut self, lane: usize, symbol: &M::Symbol, model: M)
    where
        B: WriteWords<F::Word>,
    {
        let coder = AnsCoder::<F, _>::from_raw_parts(&mut self.words, self.states[lane]);
        let mut coder = coder.ok().expect("a full state");
        assert!(coder.encode_symbol(symbol, model).is_ok(), "a symbol of the model, on a vector");
        self.states[lane] = coder.state();
    }

    /// Pops a symbol from a state; `None` if no encoder can have written it.
    pub(crate) fn decode<M: DecoderModel>(&mut self, lane: usize, model: M) -> Option<M::Symbol> {
        let mut coder = AnsCoder::<F, _>::from_raw_parts(&mut self.words, self.states[lane]).ok()?;
        let symbol = coder.decode_symbol(model).ok()?;
        self.states[lane] = coder.state();
        // A state that runs out of words does not occur in these formats.
        (self.states[lane].bit_length() > F::LOWER_BITS).then_some(symbol)
    }
}
