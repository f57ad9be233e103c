//! Every coder obeys the laws.

mod codecs;

use codecs::{Ans, Bytes, Range, Rans64, RansByte, Tiny};
use constriction_core::{DefaultFormat, SmallFormat};
use constriction_models::Categorical;
use constriction_testkit::{Codec, Message, coder_laws as laws, digest_laws, strategies};
use proptest::prelude::*;

/// All laws, for one coder at one precision.
fn obeys_the_laws<C: Codec, const P: u32>() {
    let config = |cases| ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
    let message = || strategies::messages::<P>(120);
    proptest!(config(120), |(message in message(), places in proptest::collection::vec(any::<usize>(), 1..8))| {
        laws::round_trip::<C, P>(&message);
        laws::size_is_the_information_content::<C, P>(&message);
        laws::clear_equals_new::<C, P>(&message);
        laws::peeking_leaves_no_trace::<C, P>(&message);
        laws::calls_and_clones_do_not_matter::<C, P>(&message, places[0]);
        laws::impossible_symbol_leaves_no_trace::<C, P>(&message, places[0]);
        laws::invalid_model_leaves_no_trace::<C, P>(&message, places[0]);
        laws::seeking_finds_every_position::<C, P>(&message, &places);
        laws::sequences::<C, P>(&message, [places[0], *places.last().unwrap()]);
        digest_laws::all::<C, P>(&message, [places[0], *places.last().unwrap()]);
    });
    proptest!(config(40), |(message in message(), noise in strategies::words::<C::Word>(40))| {
        laws::full_storage_leaves_no_trace::<C, P>(&message);
        laws::truncation_at_every_word_is_harmless::<C, P>(&message);
        laws::any_words_decode_without_panic::<C, P>(&noise, &message.models);
    });
    laws::a_huge_count_is_no_allocation::<C, P>(&Categorical::fast(&[0.5, 0.25, 0.25]).unwrap());
    let nothing = Message { symbols: vec![], models: vec![] };
    laws::round_trip::<C, P>(&nothing);
    assert!(C::finish(C::encoder()).is_empty());
}

macro_rules! coders {
    ($($name:ident: $codec:ty, $precision:literal;)*) => {$(
        #[test]
        fn $name() {
            obeys_the_laws::<$codec, $precision>();
        }
    )*};
}
coders! {
    ans_default_24: Ans<DefaultFormat>, 24;
    ans_default_32: Ans<DefaultFormat>, 32;
    ans_default_1: Ans<DefaultFormat>, 3;
    ans_small_12: Ans<SmallFormat>, 12;
    ans_small_16: Ans<SmallFormat>, 16;
    ans_tiny_8: Ans<Tiny>, 8;
    ans_bytes_12: Ans<Bytes>, 12;
    ans_bytes_24: Ans<Bytes>, 24;
    ans_rans_byte_12: Ans<RansByte>, 12;
    ans_rans_64_16: Ans<Rans64>, 16;
    range_default_24: Range<DefaultFormat>, 24;
    range_default_32: Range<DefaultFormat>, 32;
    range_small_12: Range<SmallFormat>, 12;
    range_small_16: Range<SmallFormat>, 16;
    range_tiny_6: Range<Tiny>, 6;
    range_tiny_8: Range<Tiny>, 8;
    range_bytes_8: Range<Bytes>, 8;
}
