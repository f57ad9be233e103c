//! Laws of every coder.
//!
//! A law that is broken panics. Tests run them on many random messages.

use constriction_core::{
    Decode, DecoderModel, Encode, ImpossibleSymbol, Order, Pos, PutInterval, Seek, TryCodingError, Unsigned,
};
use constriction_models::Categorical;

use crate::{Codec, Message, sequence_laws};

/// Decoding returns the symbols that were encoded.
pub fn round_trip<C: Codec, const P: u32>(message: &Message<P>) {
    let words = C::finish(C::encoded(message));
    let mut decoder = C::decoder(words).expect("an encoder's words are a message");
    let decoded: Vec<usize> = decoder.decode_symbols(&message.models).collect::<Result<_, _>>().unwrap();
    assert_eq!(decoded, message.symbols);
}

/// A message is hardly longer than its information content.
pub fn size_is_the_information_content<C: Codec, const P: u32>(message: &Message<P>) {
    let encoder = C::encoded(message);
    let said = C::num_words(&encoder);
    let words = C::finish(encoder);
    assert_eq!(said, words.len());
    let word = f64::from(C::Word::BITS);
    let loss = 2f64.powi(P as i32 - <C::Encoder as PutInterval>::MAX_PRECISION.min(P + 20) as i32);
    let limit = message.information_content() + 3.0 * word + message.len() as f64 * 2.0 * loss;
    assert!(words.len() as f64 * word <= limit, "{} words, limit {limit} bits", words.len());
}

/// A cleared encoder is a new one.
pub fn clear_equals_new<C: Codec, const P: u32>(message: &Message<P>) {
    let mut encoder = C::encoded(message);
    C::clear(&mut encoder);
    assert_eq!(encoder, C::encoder());
    encoder.encode_in_order(message.pairs()).unwrap();
    assert_eq!(C::finish(encoder), C::finish(C::encoded(message)));
}

/// Looking at the compressed data changes nothing, and shows what finishing would return.
pub fn peeking_leaves_no_trace<C: Codec, const P: u32>(message: &Message<P>) {
    let mut encoder = C::encoded(message);
    let before = encoder.clone();
    let seen = C::peek(&mut encoder);
    assert_eq!(encoder, before);
    assert_eq!(seen, C::finish(encoder));
}

/// Encoding in two calls, on a clone after the first, is encoding in one.
pub fn calls_and_clones_do_not_matter<C: Codec, const P: u32>(message: &Message<P>, split: usize) {
    let split = split % (message.len() + 1);
    let part = |range: core::ops::Range<usize>| Message {
        symbols: message.symbols[range.clone()].to_vec(),
        models: message.models[range].to_vec(),
    };
    let (front, back) = (part(0..split), part(split..message.len()));
    let (first, second) = match <C::Encoder as PutInterval>::ORDER {
        Order::Forward => (front, back),
        Order::Reverse => (back, front),
    };
    let encoder = C::encoded(&first);
    let mut clone = encoder.clone();
    clone.encode_in_order(second.pairs()).unwrap();
    assert_eq!(encoder, C::encoded(&first));
    assert_eq!(C::finish(clone), C::finish(C::encoded(message)));
}

/// A symbol that its model does not know fails the whole call, which leaves the encoder as it was, and names the index.
pub fn impossible_symbol_leaves_no_trace<C: Codec, const P: u32>(message: &Message<P>, place: usize) {
    if message.is_empty() {
        return;
    }
    let index = place % message.len();
    let mut wrong = message.clone();
    wrong.symbols[index] = usize::MAX;

    let mut encoder = C::encoded(message);
    let before = encoder.clone();
    let error = encoder.encode_in_order(wrong.pairs()).unwrap_err();
    assert_eq!(error, ImpossibleSymbol { index }.into());
    assert_eq!(encoder, before);
}

/// An error in the place of a model fails the whole call, which leaves the encoder as it was; and it comes back when
/// decoding, after the symbols before it.
pub fn invalid_model_leaves_no_trace<C: Codec, const P: u32>(message: &Message<P>, place: usize) {
    if message.is_empty() {
        return;
    }
    let index = place % message.len();
    let invalid = |i: usize| if i == index { Err("no model") } else { Ok(()) };
    let mut encoder = C::encoded(message);
    let before = encoder.clone();
    let forward = message.pairs().enumerate().map(|(i, pair)| invalid(i).map(|()| pair));
    assert_eq!(encoder.try_encode_symbols(forward.clone()), Err(TryCodingError::InvalidEntropyModel("no model")));
    assert_eq!(encoder, before);
    assert_eq!(encoder.try_encode_symbols_reverse(forward), Err(TryCodingError::InvalidEntropyModel("no model")));
    assert_eq!(encoder, before);

    let mut decoder = C::decoder(C::finish(encoder)).unwrap();
    let models = message.models.iter().enumerate().map(|(i, model)| invalid(i).map(|()| model));
    let decoded: Vec<_> = decoder.try_decode_symbols(models).take(index + 1).collect();
    assert!(decoded[..index].iter().zip(&message.symbols).all(|(got, want)| got.as_ref() == Ok(want)));
    assert_eq!(decoded[index], Err(TryCodingError::InvalidEntropyModel("no model")));
}

/// Storage that is full fails the call, which leaves the encoder as it was; with enough room nothing is different.
pub fn full_storage_leaves_no_trace<C: Codec, const P: u32>(message: &Message<P>) {
    let words = C::finish(C::encoded(message));
    let half = Message {
        symbols: message.symbols[message.len() / 2..].to_vec(),
        models: message.models[message.len() / 2..].to_vec(),
    };
    for capacity in 0..=words.len() {
        let mut encoder = C::bounded(capacity);
        let before = encoder.clone();
        match encoder.encode_in_order(message.pairs()) {
            Err(_) => {
                assert!(capacity < words.len(), "{capacity} words are enough");
                assert_eq!(contents(&encoder), contents(&before));
                if encoder.encode_in_order(half.pairs()).is_ok()
                    && let Some(finished) = C::finish_bounded(encoder)
                {
                    assert_eq!(finished, C::finish(C::encoded(&half)));
                }
            }
            Ok(()) => {
                let finished = C::finish_bounded(encoder);
                assert!(finished.is_some() || capacity < words.len(), "{capacity} words are enough");
                assert!(finished.is_none_or(|finished| finished == words));
            }
        }
    }
}

/// The state of an encoder on a buffer: the debug format without the words after the cursor, which are not data.
fn contents<E: core::fmt::Debug>(encoder: &E) -> String {
    let text = format!("{encoder:?}");
    match (text.find("buffer: ["), text.find(']')) {
        (Some(start), Some(end)) if start < end => format!("{}{}", &text[..start], &text[end..]),
        _ => text,
    }
}

/// A decoder can go to every position that the encoder had and decode on from there, in any order.
pub fn seeking_finds_every_position<C: Codec, const P: u32>(message: &Message<P>, order: &[usize]) {
    let mut encoder = C::encoder();
    let mut positions = vec![encoder.pos()];
    let all: Vec<_> = message.pairs().collect();
    let is_stack = <C::Encoder as PutInterval>::ORDER == Order::Reverse;
    for i in 0..all.len() {
        let (symbol, model) = all[if is_stack { all.len() - 1 - i } else { i }];
        encoder.encode_symbol(symbol, model).unwrap();
        positions.push(encoder.pos());
    }
    if is_stack {
        positions.reverse();
    }
    let mut decoder = C::decoder(C::finish(encoder)).unwrap();
    for &place in order {
        let place = place % positions.len();
        decoder.seek(positions[place].clone()).unwrap();
        assert_eq!(format!("{:?}", decoder.pos()), format!("{:?}", positions[place]));
        let rest = (message.len() - place).min(20);
        let decoded: Vec<_> =
            decoder.decode_symbols(&message.models[place..place + rest]).map(Result::unwrap).collect();
        assert_eq!(decoded, message.symbols[place..place + rest]);
    }
}

/// The laws of calls for many symbols, with a long message, and with one that lacks words.
pub fn sequences<C: Codec, const P: u32>(message: &Message<P>, places: [usize; 2]) {
    // Longer than the blocks in which coders work.
    let long = Message {
        symbols: message.symbols.iter().copied().cycle().take(3 * message.len()).collect(),
        models: message.models.iter().cloned().cycle().take(3 * message.len()).collect(),
    };
    sequence_laws::encoder(&C::encoded(message), &long, places);
    let words = C::finish(C::encoded(&long));
    for words in [&words[..], &words[places[0] % (words.len() + 1)..], &words[..places[1] % (words.len() + 1)]] {
        if let Some(decoder) = C::decoder(words.to_vec()) {
            sequence_laws::decoder(&decoder, &long.models, places[0]);
        }
    }
}

/// Whatever the words are, decoding ends, with symbols or with an error that comes again and changes nothing.
pub fn any_words_decode_without_panic<C: Codec, const P: u32>(words: &[C::Word], models: &[Categorical<P>]) {
    let Some(mut decoder) = C::decoder(words.to_vec()) else { return };
    for model in models {
        let before = decoder.clone();
        match decoder.decode_symbol(model) {
            Ok(symbol) => assert!(symbol < model.cdf().len()),
            Err(error) => {
                assert_eq!(decoder, before);
                assert_eq!(decoder.decode_symbol(model), Err(error));
                return;
            }
        }
    }
}

/// A message cut after any word decodes without panic; a queue still returns the symbols that the words decide.
pub fn truncation_at_every_word_is_harmless<C: Codec, const P: u32>(message: &Message<P>) {
    let words = C::finish(C::encoded(message));
    for len in 0..words.len() {
        any_words_decode_without_panic::<C, P>(&words[..len], &message.models);
        if <C::Encoder as PutInterval>::ORDER == Order::Forward {
            let Some(mut decoder) = C::decoder(words[..len].to_vec()) else { continue };
            let decoded = decoder.decode_symbols(&message.models).take_while(Result::is_ok);
            let right = decoded.zip(&message.symbols).take_while(|(got, want)| got.as_ref() == Ok(*want)).count();
            let bits: f64 =
                Message { symbols: message.symbols[..right].to_vec(), models: message.models[..right].to_vec() }
                    .information_content();
            let known = len as f64 * f64::from(C::Word::BITS);
            let slack = 3.0 * f64::from(C::Word::BITS) + f64::from(P);
            assert!(right == message.len() || bits + slack >= known, "{right} symbols from {len} words");
        }
    }
}

/// A count from data that is not to be trusted allocates nothing by itself.
pub fn a_huge_count_is_no_allocation<C: Codec, const P: u32>(model: &Categorical<P>) {
    let mut decoder = C::decoder(Vec::new()).expect("no words are an empty message");
    let mut symbols = decoder.decode_iid_symbols(usize::MAX, model);
    assert!(symbols.size_hint().0 <= 1 << 20);
    assert!(symbols.next().is_some());
    let first = model.symbol_at(0).expect("a categorical model has no gap").0;
    assert!(symbols.take(100).all(|symbol| symbol == Ok(first)), "after the end are zeros");
}
