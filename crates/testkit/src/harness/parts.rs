//! Makes coders from parts, as in pickles.

use std::fmt::Debug;

use arbitrary::{Result, Unstructured};
use constriction_bits::{Cursor, SeekWords};
use constriction_chain::ChainHeads;
use constriction_core::{Pos, PutInterval};
use constriction_range::RangeState;
use constriction_runtime::{AnsCoder, ChainCoder, Error, InterleavedAnsCoder, RangeDecoder, RangeEncoder, Transaction};

use super::coders::{decoded, encoded};
use super::source::{Case, words};

/// More words than any case holds back.
const MOST_HELD: usize = 1000;

/// Any parts are refused, or are those of a coder that codes or refuses, and that a failed call does not change.
pub(super) fn load(data: &[u8]) {
    let _ = load_case(&mut Unstructured::new(data));
}

fn load_case(u: &mut Unstructured<'_>) -> Result<()> {
    let count = u.int_in_range(0..=24)?;
    let symbols = (0..count).map(|_| Ok(i32::from(u.arbitrary::<i8>()?))).collect::<Result<Vec<_>>>()?;
    let Some(case) = Case::arbitrary(u, count)? else { return Ok(()) };
    let state = RangeState::new(u.arbitrary()?, u.arbitrary()?);
    let (point, missing) = (u.arbitrary()?, if u.arbitrary()? { u.int_in_range(0..=4)? } else { u.arbitrary()? });
    let held = (u.arbitrary()?, u.int_in_range(0..=MOST_HELD)?);
    let heads = ChainHeads::new(u.arbitrary()?, u.arbitrary()?);
    let (position, split) = (u.arbitrary::<u8>()?, u.arbitrary::<u8>()?);
    let words = words(std::mem::replace(u, Unstructured::new(&[])));

    if let Some(state) = state {
        if let Some(mut encoder) = RangeEncoder::from_raw_parts(words.clone(), state, held) {
            let (words, state, held) = encoder.as_raw_parts();
            assert_eq!(RangeEncoder::from_raw_parts(words.clone(), state, held).as_ref(), Some(&encoder));
            encoded(&mut encoder, &case, &symbols);
            let Ok(_) = encoder.into_compressed();
        }
        let mut cursor = Cursor::at_start(words.clone().into());
        if cursor.seek_words(position.into()).is_ok()
            && let Some(decoder) = RangeDecoder::from_raw_parts(cursor, state, point, missing)
        {
            let _ = (decoder.pos(), decoder.maybe_exhausted(), decoder.is_past_end());
            decoded(&decoder, &case, count);
        }
    }
    if let Ok(coder) = AnsCoder::from_raw_parts(words.clone(), point) {
        both_ways(coder, &case, &symbols);
    }
    if let Ok(coder) = InterleavedAnsCoder::from_compressed(words.clone()) {
        both_ways(coder, &case, &symbols);
    }
    if let Some(heads) = heads {
        let (compressed, remainders) = words.split_at(words.len().min(split.into()));
        both_ways(ChainCoder::from_raw_parts(compressed.to_vec(), remainders.to_vec(), heads), &case, &symbols);
    }
    Ok(())
}

/// Symbols that a stack decodes can be encoded again, and symbols that it encodes can be decoded.
fn both_ways<C>(coder: C, case: &Case, symbols: &[i32])
where
    C: PutInterval + Transaction + Clone + PartialEq + Debug,
    Error: From<<C as PutInterval>::Error>,
{
    if let Some((mut rest, decoded)) = decoded(&coder, case, symbols.len()) {
        encoded(&mut rest, case, &decoded);
    }
    let mut longer = coder.clone();
    if encoded(&mut longer, case, symbols) {
        let (rest, back) = decoded(&longer, case, symbols.len()).expect("what was encoded can be decoded");
        assert_eq!(back, symbols);
        assert_eq!(rest, coder);
    }
}
