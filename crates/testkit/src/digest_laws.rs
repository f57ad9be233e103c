//! Laws of the digests of coders. A law that is broken panics.

use constriction_core::{Decode, Encode, EncoderModel, Interval, Order, PutInterval};
use constriction_digest::{Digest, Digesting};
use constriction_models::Categorical;

use crate::{Codec, Message};

/// The digest by its definition, of intervals in the order of decoding.
#[must_use]
pub fn definition(intervals: &[Interval], precision: u32) -> u64 {
    const A: u64 = 0x9e37_79b9_7f4a_7c15;
    const B: u64 = 0xbf58_476d_1ce4_e5b9;
    const C: u64 = 0x013c_6ef3_72fe_94f9;
    const K: u64 = 0x2545_f491_4f6c_dd1d;
    const R: u64 = 0xd134_2543_de82_ef95;
    let k = K.wrapping_add(C.wrapping_mul(precision.into()));
    intervals.iter().rev().fold(0, |sum: u64, interval| {
        let v = u64::from(interval.left) + (u64::from(interval.prob.get()) << 32);
        let t = v.wrapping_add(k).wrapping_mul(A);
        let u = (t ^ (t >> 32)).wrapping_mul(B);
        sum.wrapping_mul(R).wrapping_add(u ^ (u >> 29))
    })
}

/// The intervals of a message, front to back.
fn intervals<const P: u32>(message: &Message<P>) -> Vec<Interval> {
    message.pairs().map(|(symbol, model)| model.interval(&symbol).expect("a message can be coded")).collect()
}

/// All laws of a codec.
pub fn all<C: Codec, const P: u32>(message: &Message<P>, places: [usize; 2]) {
    encoder_and_decoder_agree::<C, P>(message, places[0]);
    words_are_the_same::<C, P>(message);
    a_failed_call_leaves_the_digest::<C, P>(message, places[0]);
    full_storage_leaves_the_digest::<C, P>(message);
    a_moved_interval_is_noticed::<C, P>(message, places);
}

/// For all calls, the digest of encoder and decoder is that of the definition; without symbols it is 0.
pub fn encoder_and_decoder_agree<C: Codec, const P: u32>(message: &Message<P>, split: usize) {
    let expected = definition(&intervals(message), P);
    let split = split % (message.len() + 1);
    let pairs: Vec<_> = message.pairs().collect();
    let (front, back) = pairs.split_at(split);
    let (first, second) = match <C::Encoder as PutInterval>::ORDER {
        Order::Forward => (front, back),
        Order::Reverse => (back, front),
    };

    let mut encoder = Digesting::new(C::encoder());
    assert_eq!(encoder.digest(), 0);
    encoder.encode_in_order(message.pairs()).unwrap();
    assert_eq!(encoder.digest(), expected);

    let mut encoder = Digesting::new(C::encoder());
    encoder.encode_in_order(first.iter().copied()).unwrap();
    encoder.encode_in_order(second.iter().copied()).unwrap();
    assert_eq!(encoder.digest(), expected);

    let mut one_by_one = Digesting::new(C::encoder());
    match <C::Encoder as PutInterval>::ORDER {
        Order::Forward => pairs.iter().for_each(|&(symbol, model)| one_by_one.encode_symbol(symbol, model).unwrap()),
        Order::Reverse => {
            pairs.iter().rev().for_each(|&(symbol, model)| one_by_one.encode_symbol(symbol, model).unwrap());
        }
    }
    assert_eq!(one_by_one.digest(), expected);

    let words = C::finish(encoder.into_coder());
    let decoder = Digesting::new(C::decoder(words).expect("an encoder's words are a message"));
    assert_eq!(decoder.digest(), 0);
    let mut lazily = decoder.clone();
    assert!(lazily.decode_symbols(&message.models).all(|symbol| symbol.is_ok()));
    assert_eq!(lazily.digest(), expected);
    let mut at_once = decoder;
    let mut symbols = vec![0; message.len()];
    at_once.decode_into(&mut symbols[..split], &message.models[..split]).unwrap();
    at_once.decode_into(&mut symbols[split..], &message.models[split..]).unwrap();
    assert_eq!(at_once.digest(), expected);
    assert_eq!(symbols, message.symbols);
}

/// A coder with a digest, kept or not, writes the same words as one without.
pub fn words_are_the_same<C: Codec, const P: u32>(message: &Message<P>) {
    let words = C::finish(C::encoded(message));
    for is_kept in [false, true] {
        let mut encoder = Digesting::when(is_kept, C::encoder());
        encoder.encode_in_order(message.pairs()).unwrap();
        assert_eq!(encoder.digest(), is_kept.then(|| definition(&intervals(message), P)));
        assert_eq!(C::finish(encoder.into_coder()), words);
    }
}

/// An impossible symbol, or a model that is invalid, leaves no trace in the digest.
pub fn a_failed_call_leaves_the_digest<C: Codec, const P: u32>(message: &Message<P>, place: usize) {
    if message.is_empty() {
        return;
    }
    let index = place % message.len();
    let mut wrong = message.clone();
    wrong.symbols[index] = usize::MAX;
    let mut encoder = Digesting::new(C::encoder());
    encoder.encode_in_order(message.pairs()).unwrap();
    let before = encoder.clone();
    encoder.encode_in_order(wrong.pairs()).unwrap_err();
    assert_eq!(encoder, before);
    let invalid = message.pairs().enumerate().map(|(i, pair)| if i == index { Err("no model") } else { Ok(pair) });
    encoder.try_encode_symbols(invalid).unwrap_err();
    assert_eq!(encoder, before);
}

/// Storage that is full leaves no trace in the digest; and if intervals are put without taking them back, those that
/// were put are in it.
pub fn full_storage_leaves_the_digest<C: Codec, const P: u32>(message: &Message<P>) {
    let needed = C::finish(C::encoded(message)).len();
    for capacity in 0..=needed {
        let mut encoder = Digesting::new(C::bounded(capacity));
        if encoder.encode_in_order(message.pairs()).is_err() {
            assert_eq!(encoder.digest(), 0);
        }
        let mut coding_order = intervals(message);
        if C::Encoder::ORDER == Order::Reverse {
            coding_order.reverse();
        }
        let mut one_by_one = Digesting::new(C::bounded(capacity));
        let _ = coding_order.iter().try_for_each(|&interval| one_by_one.put(interval, P));
        let mut at_once = Digesting::new(C::bounded(capacity));
        let _ = at_once.put_all(coding_order.iter().copied(), P);
        assert_eq!(at_once.digest(), one_by_one.digest());
    }
}

/// A decoder that uses one different interval has a different digest.
pub fn a_moved_interval_is_noticed<C: Codec, const P: u32>(message: &Message<P>, [place, change]: [usize; 2]) {
    if message.is_empty() {
        return;
    }
    let mut moved = intervals(message);
    let mut digest = Digest::new();
    digest.forward_all(&moved, P);
    assert_eq!(digest.value(), definition(&moved, P));

    let interval = &mut moved[place % message.len()];
    interval.left ^= 1 << (change % 32);
    let mut other = Digest::new();
    other.forward_all(&moved, P);
    assert_ne!(other.value(), digest.value());

    let interval = &mut moved[place % message.len()];
    interval.left ^= 1 << (change % 32);
    let Ok(prob) = (interval.prob.get() ^ (1 << (change / 32 % 32))).try_into() else { return };
    interval.prob = prob;
    let mut other = Digest::new();
    other.forward_all(&moved, P);
    assert_ne!(other.value(), digest.value());
}

/// A stack that does the opposite of all that another one did, from the last to the first, has the same digest, and
/// then none.
///
/// For each step, `is_push` says whether it encodes the next symbol of the message or decodes one with its model. The
/// coder must have data to decode.
pub fn the_opposite_has_the_same_digest<C, const P: u32>(coder: C, message: &Message<P>, is_push: &[bool])
where
    C: Encode<Error: core::fmt::Debug> + Decode<Error: core::fmt::Debug> + Clone + PartialEq + core::fmt::Debug,
{
    let mut there = Digesting::new(coder.clone());
    let mut steps: Vec<(bool, usize, &Categorical<P>)> = Vec::new();
    for ((symbol, model), &is_push) in message.pairs().zip(is_push) {
        // A chain coder can come to the end of its data, or of its remainders.
        let coded = if is_push {
            there.encode_symbol(symbol, model).ok().map(|()| symbol)
        } else {
            there.decode_symbol(model).ok()
        };
        let Some(symbol) = coded else { break };
        steps.push((is_push, symbol, model));
    }
    let mut back = Digesting::new(there.coder().clone());
    let digest = there.digest();
    for &(was_push, symbol, model) in steps.iter().rev() {
        if was_push {
            assert_eq!(back.decode_symbol(model).unwrap(), symbol);
            assert_eq!(there.decode_symbol(model).unwrap(), symbol);
        } else {
            back.encode_symbol(symbol, model).unwrap();
            there.encode_symbol(symbol, model).unwrap();
        }
    }
    assert_eq!(back.digest(), digest);
    assert_eq!(back.coder(), &coder);
    assert_eq!(there, Digesting::new(coder));
}
