//! Coders with models of all families.

use std::fmt::Debug;

use arbitrary::{Result, Unstructured};
use constriction_bits::Cursor;
use constriction_core::PutInterval;
use constriction_runtime::{
    AnsCoder, ChainCoder, Error, InterleavedAnsCoder, RangeDecoder, RangeEncoder, Symbols, SymbolsMut, Transaction,
    go_on,
};

use super::source::{Case, words};

/// Any words with any model: no panic, and a call that fails changes nothing.
pub(super) fn decode(data: &[u8]) {
    // Bytes that end too early make no case.
    let _ = decode_case(&mut Unstructured::new(data));
}

fn decode_case(u: &mut Unstructured<'_>) -> Result<()> {
    let count = u.int_in_range(0..=48)?;
    let Some(case) = Case::arbitrary(u, count)? else { return Ok(()) };
    let words = words(std::mem::replace(u, Unstructured::new(&[])));

    let Ok(ans) = AnsCoder::from_binary(words.clone());
    if let Some((mut rest, symbols)) = decoded(&ans, &case, count) {
        // Decoding is the inverse of encoding, for any data.
        encode(&mut rest, &case, &symbols).expect("what was decoded can be encoded");
        assert_eq!(rest, ans);
    }
    if let Ok(ans) = AnsCoder::from_compressed(words.clone()) {
        decoded(&ans, &case, count);
    }
    let Ok(range) = RangeDecoder::from_compressed(Cursor::at_start(words.clone().into()));
    decoded(&range, &case, count);
    if let Ok(interleaved) = InterleavedAnsCoder::from_compressed(words.clone()) {
        decoded(&interleaved, &case, count);
    }
    if let Ok(chain) = ChainCoder::from_binary(words) {
        decoded(&chain, &case, count);
    }
    Ok(())
}

/// The symbols and the decoder after them; none after an error, which must have changed nothing.
pub(super) fn decoded<C>(decoder: &C, case: &Case, count: usize) -> Option<(C, Vec<i32>)>
where
    C: Transaction + Clone + PartialEq + Debug,
{
    let (mut copy, mut symbols) = (decoder.clone(), vec![0; count]);
    let params = case.params();
    match constriction_runtime::decode(&mut copy, &case.spec, &mut SymbolsMut::I32(&mut symbols), &params, &mut go_on) {
        Ok(()) => Some((copy, symbols)),
        Err(_) => {
            assert_eq!(&copy, decoder, "a call that failed moved the decoder");
            None
        }
    }
}

fn encode<C>(encoder: &mut C, case: &Case, symbols: &[i32]) -> std::result::Result<(), Error>
where
    C: PutInterval,
    Error: From<C::Error>,
{
    constriction_runtime::encode(encoder, &case.spec, Symbols::I32(symbols), &case.params(), &mut go_on)
}

/// Any symbols with any model: they are refused and nothing changes, or they come back.
pub(super) fn round_trip(data: &[u8]) {
    let _ = round_trip_case(&mut Unstructured::new(data));
}

fn round_trip_case(u: &mut Unstructured<'_>) -> Result<()> {
    let count = u.int_in_range(0..=48)?;
    let symbols = (0..count)
        .map(|_| Ok(if u.ratio(1, 16)? { u.arbitrary()? } else { i32::from(u.arbitrary::<i8>()?) }))
        .collect::<Result<Vec<_>>>()?;
    let Some(case) = Case::arbitrary(u, count)? else { return Ok(()) };

    let mut ans = AnsCoder::new();
    if encoded(&mut ans, &case, &symbols) {
        let (rest, back) = decoded(&ans, &case, count).expect("what was encoded can be decoded");
        assert_eq!(back, symbols);
        assert!(rest.is_empty());
    }
    let mut interleaved = InterleavedAnsCoder::with_lanes(4).expect("there can be 4 states");
    if encoded(&mut interleaved, &case, &symbols) {
        let (rest, back) = decoded(&interleaved, &case, count).expect("what was encoded can be decoded");
        assert_eq!(back, symbols);
        assert!(rest.is_empty());
    }
    let mut range = RangeEncoder::new();
    if encoded(&mut range, &case, &symbols) {
        let Ok(words) = range.into_compressed();
        let Ok(decoder) = RangeDecoder::from_compressed(Cursor::at_start(words.into()));
        let (rest, back) = decoded(&decoder, &case, count).expect("what was encoded can be decoded");
        assert_eq!(back, symbols);
        assert!(rest.maybe_exhausted() && !rest.is_past_end());
    }
    Ok(())
}

/// Whether the symbols were encoded; if not, nothing must have changed.
pub(super) fn encoded<C>(encoder: &mut C, case: &Case, symbols: &[i32]) -> bool
where
    C: PutInterval + Clone + PartialEq + Debug,
    Error: From<C::Error>,
{
    let before = encoder.clone();
    let is_done = encode(encoder, case, symbols).is_ok();
    assert!(is_done || *encoder == before, "a call that failed moved the encoder");
    is_done
}
