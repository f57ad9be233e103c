//! Models that learn.

use arbitrary::{Result, Unstructured};
use constriction_adaptive::{
    AdaptiveCode, BitTree, Counting, Counts, DecodeAdaptive, EncodeArray, Order1, Shift, TwoRates,
};
use constriction_range::{DefaultRangeDecoder, DefaultRangeEncoder};

/// Any sizes, rates and symbols: they are refused, or the symbols come back and both models have learned the same; and
/// any words are decoded or refused.
pub(super) fn round_trip(data: &[u8]) {
    let _ = case(&mut Unstructured::new(data));
}

fn case(u: &mut Unstructured<'_>) -> Result<()> {
    let (contexts, bits) = (u.int_in_range(0..=300)?, u.int_in_range(0..=12)?);
    let symbols = (0..u.int_in_range(0..=200)?)
        .map(|_| Ok(if u.ratio(1, 32)? { u.arbitrary()? } else { u32::from(u.arbitrary::<u8>()?) }))
        .collect::<Result<Vec<_>>>()?;
    match u.int_in_range(0..=3)? {
        0 => {
            if let Ok(model) = BitTree::new(Counting::new(u.arbitrary()?), bits, contexts) {
                check(&model, &symbols);
            }
        }
        1 => {
            if let Ok(model) = BitTree::new(TwoRates::default(), bits, contexts) {
                check(&model, &symbols);
            }
        }
        2 => {
            if let Ok(model) = BitTree::new(Shift::<16>::new(u.int_in_range(1..=15)?), bits, contexts) {
                check(&model, &symbols);
            }
        }
        _ => {
            let size = u.int_in_range(0..=300)?;
            if let Ok(model) = Counts::<_, 24>::new(size, contexts, u.arbitrary()?, u.arbitrary()?) {
                check(&model, &symbols);
            }
        }
    }
    Ok(())
}

fn check<M>(model: &M, symbols: &[u32])
where
    M: AdaptiveCode<Symbol = u32> + Clone + PartialEq + std::fmt::Debug,
{
    let (mut learned, mut encoder) = (model.clone(), DefaultRangeEncoder::new());
    if encoder.encode_array(&mut learned, &Order1, symbols).is_err() {
        assert!(encoder.is_empty(), "a call that failed moved the encoder");
        assert_eq!(&learned, model, "a call that failed moved the model");
        return;
    }
    let Ok(mut decoder) = encoder.into_decoder();
    let (mut also, mut decoded) = (model.clone(), vec![0; symbols.len()]);
    decoder.decode_array(&mut also, &Order1, &mut decoded).expect("what was encoded can be decoded");
    assert_eq!(decoded, symbols);
    assert_eq!(also, learned);
    // The symbols as words are any words.
    let Ok(mut decoder) = DefaultRangeDecoder::from_compressed(symbols.to_vec());
    let _ = decoder.decode_array(&mut also, &Order1, &mut decoded);
}
