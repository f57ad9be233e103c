//! Positions of all coders are stored and loaded by `serde`, and positions that no coder has are refused.

use constriction::backends::Cursor;
use constriction::stream::chain::DefaultChainCoder;
use constriction::stream::model::{Categorical, Uniform};
use constriction::stream::queue::{DefaultRangeEncoder, RangeDecoder};
use constriction::stream::stack::{AnsCoder, DefaultAnsCoder, Interleaved, LaneCount};
use constriction::stream::{Decode, DefaultFormat, Encode, SmallFormat};
use constriction::{Pos, Seek};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

const SYMBOLS: [usize; 6] = [0, 2, 1, 1, 0, 2];

fn model() -> Categorical<24> {
    Categorical::perfect(&[0.5f64, 0.2, 0.3]).unwrap()
}

/// Values that are converted to text and back.
fn through_text<T: Serialize + DeserializeOwned>(position: &T) -> T {
    serde_json::from_str(&serde_json::to_string(position).unwrap()).unwrap()
}

/// A header with a jump table, as a user would have it.
#[derive(Serialize, Deserialize)]
struct Header<P> {
    every: usize,
    jumps: Vec<P>,
}

#[test]
fn a_jump_table_of_a_queue() {
    let mut encoder = DefaultRangeEncoder::new();
    let mut header = Header { every: 6, jumps: Vec::new() };
    for _ in 0..50 {
        header.jumps.push(encoder.pos());
        encoder.encode_iid_symbols(SYMBOLS, model()).unwrap();
    }
    let words = encoder.into_words();
    let header = through_text(&header);
    assert_eq!(header.every, 6);
    let mut decoder = RangeDecoder::<DefaultFormat, _>::from_words(words);
    for jump in header.jumps.into_iter().rev() {
        decoder.seek(jump).unwrap();
        let decoded: Vec<usize> = decoder.decode_iid_symbols(6, model()).map(Result::unwrap).collect();
        assert_eq!(decoded, SYMBOLS);
    }
}

#[test]
fn jump_tables_of_stacks() {
    let (mut coder, mut jumps) = (DefaultAnsCoder::new(), Vec::new());
    let mut interleaved = Interleaved::<DefaultFormat, Vec<u32>>::with_words(Vec::new(), LaneCount::ONE);
    let mut interleaved_jumps = Vec::new();
    for _ in 0..50 {
        coder.encode_iid_symbols_reverse(SYMBOLS, model()).unwrap();
        interleaved.encode_iid_symbols_reverse(SYMBOLS, model()).unwrap();
        jumps.push(coder.pos());
        interleaved_jumps.push(interleaved.pos());
    }
    let words = coder.into_words();
    let mut decoder = AnsCoder::<DefaultFormat, Cursor<u32, &[u32]>>::from_compressed_slice(&words).unwrap();
    for jump in through_text(&jumps) {
        decoder.seek(jump).unwrap();
        let decoded: Vec<usize> = decoder.decode_iid_symbols(6, model()).map(Result::unwrap).collect();
        assert_eq!(decoded, SYMBOLS);
    }
    // On a vector, a coder can only go to fewer words.
    for (jump, position) in through_text(&interleaved_jumps).into_iter().zip(interleaved_jumps).rev() {
        assert_eq!(jump, position);
        interleaved.seek(jump).unwrap();
        let decoded: Vec<usize> = interleaved.clone().decode_iid_symbols(6, model()).map(Result::unwrap).collect();
        assert_eq!(decoded, SYMBOLS);
    }
}

#[test]
fn a_position_of_a_chain_coder() {
    let data: Vec<u32> = (1..40u32).map(|i| i.wrapping_mul(0x9e37_79b1)).collect();
    let mut coder = DefaultChainCoder::from_binary(data).unwrap();
    for _ in 0..20 {
        let position = coder.pos();
        assert_eq!(through_text(&position), position);
        coder.decode_symbol(&Uniform::<24>::new(1000)).unwrap();
    }
}

#[test]
fn positions_have_one_text() {
    let mut range = DefaultRangeEncoder::new();
    assert_eq!(serde_json::to_string(&range.pos()).unwrap(), "[0,[0,18446744073709551615]]");
    range.encode_iid_symbols([SYMBOLS, SYMBOLS].concat(), model()).unwrap();
    let mut interleaved = Interleaved::<DefaultFormat, Vec<u32>>::with_words(Vec::new(), LaneCount::ONE);
    assert_eq!(serde_json::to_string(&interleaved.pos()).unwrap(), "[0,[4294967296]]");
    interleaved.encode_iid_symbols_reverse(SYMBOLS, model()).unwrap();
    let text = serde_json::to_string(&interleaved.pos()).unwrap();
    assert_eq!(text, format!("[0,[{}]]", interleaved.pos().1.iter().next().unwrap()));
}

/// The error of a text that is not one of the type.
fn refused<T: DeserializeOwned>(text: &str) -> String {
    serde_json::from_str::<T>(text).err().unwrap_or_else(|| panic!("{text} was taken")).to_string()
}

#[test]
fn states_that_no_coder_has_are_refused() {
    use constriction::stream::chain::ChainHeads;
    use constriction::stream::queue::RangeState;
    use constriction::stream::stack::Lanes;

    assert!(refused::<RangeState<DefaultFormat>>("[0,4294967295]").contains("cannot be in this state"));
    assert!(refused::<RangeState<SmallFormat>>("[0,4294967296]").contains("u32"));
    assert!(refused::<Lanes<DefaultFormat>>("[4294967295]").contains("cannot have this state"));
    assert!(refused::<Lanes<SmallFormat>>("[65536,65536,65536]").contains("length 3"));
    assert!(refused::<Lanes<SmallFormat>>("[]").contains("length 0"));
    assert!(refused::<Lanes<SmallFormat>>(&format!("{:?}", [65536; 65])).contains("length 65"));
    assert!(refused::<ChainHeads<DefaultFormat, 24>>("[0,4294967296]").contains("cannot have these heads"));
    assert!(refused::<ChainHeads<DefaultFormat, 24>>("[1,1]").contains("cannot have these heads"));
}
