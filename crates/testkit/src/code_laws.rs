//! Laws of every symbol code and of every coder of bits.
//!
//! A law that is broken panics. Tests run them on many random messages. The encoder and the decoder of a code can be different
//! objects.

use core::fmt::Debug;

use constriction_core::{ImpossibleSymbol, Order};
use constriction_symbol::{Codebook, DecoderCodebook, EncoderCodebook, PutBits, ReadBitStream, WriteBitStream};

use crate::BitCodec;

/// A code's encoder and decoder.
pub trait Code {
    /// The symbols.
    type Symbol: Clone + PartialEq + Debug;
    /// The side that encodes.
    type Encoder: EncoderCodebook<Symbol = Self::Symbol>;
    /// The side that decodes.
    type Decoder: DecoderCodebook<Symbol = Self::Symbol>;

    /// The side that encodes.
    fn encoder(&self) -> &Self::Encoder;
    /// The side that decodes.
    fn decoder(&self) -> &Self::Decoder;
}

/// A code that is one object for both sides.
impl<C: EncoderCodebook<Symbol: Clone + PartialEq + Debug> + DecoderCodebook> Code for C {
    type Symbol = <C as Codebook>::Symbol;
    type Encoder = C;
    type Decoder = C;

    fn encoder(&self) -> &C {
        self
    }
    fn decoder(&self) -> &C {
        self
    }
}

/// A code with two objects.
#[derive(Clone, Debug)]
pub struct TwoSided<E, D>(pub E, pub D);

impl<E, D> Code for TwoSided<E, D>
where
    E: EncoderCodebook<Symbol: Clone + PartialEq + Debug>,
    D: DecoderCodebook<Symbol = E::Symbol>,
{
    type Symbol = E::Symbol;
    type Encoder = E;
    type Decoder = D;

    fn encoder(&self) -> &E {
        &self.0
    }
    fn decoder(&self) -> &D {
        &self.1
    }
}

/// A symbol's code word, or `None` for a symbol without one.
pub fn word<C: Code>(code: &C, symbol: &C::Symbol) -> Option<Vec<bool>> {
    Some(code.encoder().codeword(symbol)?.flatten().collect())
}

/// Decoding returns the symbols that were encoded, and nothing is left but padding.
pub fn round_trip<T: BitCodec, C: Code>(code: &C, symbols: &[C::Symbol]) {
    let words = T::finish(T::encoded(code.encoder(), symbols));
    let mut decoder = T::decoder(words).expect("an encoder's words are a message");
    let decoded: Vec<_> = decoder.decode_iid_symbols(symbols.len(), code.decoder()).map(Result::unwrap).collect();
    assert_eq!(decoded, symbols);
    assert!(T::maybe_exhausted(&decoder));
}

/// The size is the sum of the lengths of the code words, which are their numbers of bits, whichever end is first.
pub fn size_is_the_sum_of_lengths<T: BitCodec, C: Code>(code: &C, symbols: &[C::Symbol]) {
    let mut sum = 0;
    for symbol in symbols {
        let forward = word(code, symbol).expect("a symbol with a code word");
        let parts: Vec<_> = code.encoder().codeword(symbol).expect("the same").rev().collect();
        let backward: Vec<bool> = parts.into_iter().rev().flatten().collect();
        assert_eq!(forward, backward);
        assert_eq!(code.encoder().code_len(symbol), Some(forward.len() as u64));
        sum += forward.len();
    }
    assert_eq!(T::num_bits(&T::encoded(code.encoder(), symbols)), sum);
}

/// The decoder reads the bits of the code words, for all sizes of words.
pub fn bits_are_the_code_words<T: BitCodec, C: Code>(code: &C, symbols: &[C::Symbol]) {
    let bits: Vec<bool> = symbols.iter().flat_map(|symbol| word(code, symbol).expect("a code word")).collect();
    let decoder = T::decoder(T::finish(T::encoded(code.encoder(), symbols))).expect("a message");
    let read = left::<T>(&decoder);
    assert_eq!(read[..bits.len()], bits);
    assert!(read[bits.len()..].iter().all(|&bit| !bit));
}

/// A cleared encoder is a new one.
pub fn clear_equals_new<T: BitCodec, C: Code>(code: &C, symbols: &[C::Symbol]) {
    let mut encoder = T::encoded(code.encoder(), symbols);
    T::clear(&mut encoder);
    assert_eq!(encoder, T::encoder());
    assert_eq!(T::finish(encoder), T::finish(T::encoder()));
}

/// Looking at the compressed data changes nothing, and shows what finishing would return.
pub fn peeking_leaves_no_trace<T: BitCodec, C: Code>(code: &C, symbols: &[C::Symbol]) {
    let mut encoder = T::encoded(code.encoder(), symbols);
    let before = encoder.clone();
    let seen = T::peek(&mut encoder);
    assert_eq!(encoder, before);
    assert_eq!(seen, T::finish(encoder));
}

/// Encoding in two calls is encoding in one.
pub fn calls_do_not_matter<T: BitCodec, C: Code>(code: &C, symbols: &[C::Symbol], split: usize) {
    let (front, back) = symbols.split_at(split % (symbols.len() + 1));
    let (first, second) = match <T::Encoder as PutBits>::ORDER {
        Order::Forward => (front, back),
        Order::Reverse => (back, front),
    };
    let mut encoder = T::encoded(code.encoder(), first);
    encoder.encode_in_order(second.iter().map(|symbol| (symbol, code.encoder()))).unwrap();
    assert_eq!(encoder, T::encoded(code.encoder(), symbols));
}

/// A symbol without a code word fails the whole call, which leaves the encoder as it was, and names the index.
pub fn impossible_symbol_leaves_no_trace<T: BitCodec, C: Code>(
    code: &C,
    symbols: &[C::Symbol],
    impossible: &C::Symbol,
    place: usize,
) {
    let index = place % (symbols.len() + 1);
    let mut wrong = symbols.to_vec();
    wrong.insert(index, impossible.clone());

    let mut encoder = T::encoded(code.encoder(), symbols);
    let before = encoder.clone();
    let error = encoder.encode_in_order(wrong.iter().map(|symbol| (symbol, code.encoder()))).unwrap_err();
    assert_eq!(error, ImpossibleSymbol { index }.into());
    assert_eq!(encoder, before);
}

/// Storage that is full fails the call, which leaves the encoder as it was; with enough room nothing is different.
pub fn full_sink_leaves_no_trace<T: BitCodec, C: Code>(code: &C, symbols: &[C::Symbol]) {
    let pairs =
        |symbols: &'_ [C::Symbol]| symbols.iter().map(|symbol| (symbol.clone(), code.encoder())).collect::<Vec<_>>();
    let words = T::finish(T::encoded(code.encoder(), symbols));
    let half = &symbols[symbols.len() / 2..];
    for capacity in 0..=words.len() {
        let mut encoder = T::bounded(capacity);
        match encoder.encode_in_order(pairs(symbols)) {
            Err(_) => {
                assert!(capacity < words.len(), "{capacity} words are enough");
                if encoder.encode_in_order(pairs(half)).is_ok()
                    && let Some(finished) = T::finish_bounded(encoder)
                {
                    assert_eq!(finished, T::finish(T::encoded(code.encoder(), half)));
                }
            }
            Ok(()) => {
                let finished = T::finish_bounded(encoder);
                assert!(finished.is_some() || capacity < words.len(), "{capacity} words are enough");
                assert!(finished.is_none_or(|finished| finished == words));
            }
        }
    }
}

/// Whatever the words are, decoding ends, with symbols or with an error that comes again, and an error has taken
/// nothing where less than 64 bits are left.
pub fn any_words_decode_without_panic<T: BitCodec, C: Code>(code: &C, words: &[T::Word]) {
    let Some(mut decoder) = T::decoder(words.to_vec()) else { return };
    for _ in 0..100 {
        let before = decoder.clone();
        match decoder.decode_symbol(code.decoder()) {
            Ok(symbol) => {
                let bits = word(code, &symbol).expect("what is decoded has a code word");
                let (before, after) = (left::<T>(&before), left::<T>(&decoder));
                assert_eq!(before, [bits, after].concat(), "the code word was taken");
            }
            Err(error) => {
                let (before, after) = (left::<T>(&before), left::<T>(&decoder));
                assert!(before.ends_with(&after));
                if before.len() < 64 {
                    assert_eq!(before, after);
                    assert_eq!(decoder.decode_symbol(code.decoder()), Err(error));
                }
                return;
            }
        }
    }
}

/// A message cut after any word decodes without panic; a queue returns all symbols before the cut, and then an error or
/// nothing that was not in the padding.
pub fn truncation_at_every_word_is_harmless<T: BitCodec, C: Code>(code: &C, symbols: &[C::Symbol]) {
    let words = T::finish(T::encoded(code.encoder(), symbols));
    for len in 0..words.len() {
        any_words_decode_without_panic::<T, C>(code, &words[..len]);
        if <T::Encoder as PutBits>::ORDER == Order::Forward {
            let mut decoder = T::decoder(words[..len].to_vec()).expect("a queue takes all words");
            let mut rest = left::<T>(&decoder).len();
            for symbol in symbols {
                let bits = word(code, symbol).expect("a code word").len();
                let decoded = decoder.decode_symbol(code.decoder());
                if bits > rest {
                    assert!(decoded.is_err(), "{decoded:?} from {rest} bits");
                    break;
                }
                assert_eq!(decoded.as_ref(), Ok(symbol));
                rest -= bits;
            }
        }
    }
}

/// No code word begins another one.
pub fn no_word_begins_another<C: Code>(code: &C, symbols: impl IntoIterator<Item = C::Symbol>) {
    let mut words: Vec<_> = symbols.into_iter().filter_map(|symbol| Some((word(code, &symbol)?, symbol))).collect();
    words.sort_by(|a, b| a.0.cmp(&b.0));
    for pair in words.windows(2) {
        let [(first, a), (second, b)] = pair else { continue };
        assert!(a == b || !second.starts_with(first), "the word of {a:?} begins that of {b:?}");
    }
}

/// Kraft's sum of `2^-length`, which is at most one, and for a complete code one if these are all its symbols.
///
/// Lengths must be at most 127 bits.
pub fn kraft_sum_is_one<C: Code>(code: &C, all: impl IntoIterator<Item = C::Symbol>) {
    assert_eq!(kraft_sum(code, all), 1 << 127);
}

/// The same for a code that need not be complete.
pub fn kraft_sum_is_at_most_one<C: Code>(code: &C, some: impl IntoIterator<Item = C::Symbol>) {
    assert!(kraft_sum(code, some) <= 1 << 127);
}

/// The sum in units of `2^-127`.
fn kraft_sum<C: Code>(code: &C, symbols: impl IntoIterator<Item = C::Symbol>) -> u128 {
    symbols.into_iter().filter_map(|symbol| code.encoder().code_len(&symbol)).map(|len| 1u128 << (127 - len)).sum()
}

/// A count from data that is not to be trusted allocates nothing by itself.
pub fn a_huge_count_is_no_allocation<T: BitCodec, C: Code>(code: &C) {
    let mut decoder = T::decoder(Vec::new()).expect("no words are an empty message");
    assert!(decoder.decode_iid_symbols(usize::MAX, code.decoder()).size_hint().0 <= 1 << 20);
}

/// The bits that a decoder has not taken.
fn left<T: BitCodec>(decoder: &T::Decoder) -> Vec<bool> {
    let mut decoder = decoder.clone();
    core::iter::from_fn(|| decoder.read_bit().unwrap()).collect()
}
