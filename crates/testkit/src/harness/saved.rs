//! The saved state of models that learn, as in pickles.

use arbitrary::{Result, Unstructured};
use constriction_bits::Cursor;
use constriction_runtime::{
    Adaptive, AdaptiveSetup, AnsCoder, BitLearning, ContextRule, RangeDecoder, RangeEncoder, Symbols, SymbolsMut,
    decode_adaptive, encode_adaptive, go_on,
};

/// Any bytes: no model has learned them and nothing changes, or a model that saves the same bytes again, and codes.
pub(super) fn load(data: &[u8]) {
    let _ = case(&mut Unstructured::new(data));
}

fn case(u: &mut Unstructured<'_>) -> Result<()> {
    let Ok(new) = Adaptive::new(setup(u)?) else { return Ok(()) };
    let count = u.int_in_range(0..=60)?;
    let most = new.setup().symbols() as u32 - 1;
    let symbols = (0..count).map(|_| Ok(u.arbitrary::<u32>()?.min(most) as i32)).collect::<Result<Vec<_>>>()?;
    let needs = new.save().len();
    // Mostly of the right length, and mostly what a model has that has learned nothing.
    let mut saved = if u.arbitrary()? { new.save() } else { vec![0; needs] };
    if u.ratio(1, 16)? {
        saved.resize(u.int_in_range(0..=2 * needs)?, 0);
    }
    for _ in 0..u.int_in_range(0..=20)? {
        if !saved.is_empty() {
            let place = u.choose_index(saved.len())?;
            saved[place] = u.arbitrary()?;
        }
    }

    let mut model = new.clone();
    if model.load(&saved).is_err() {
        assert!(model == new, "a call that failed changed the model");
        return Ok(());
    }
    assert_eq!(model.save(), saved);
    let rules = vec![ContextRule::Order { order: 1, shift: 8 }; new.setup().inputs()];
    let (mut range, mut ans) = (RangeEncoder::new(), AnsCoder::new());
    let (mut learned, mut also) = (model.clone(), model.clone());
    let symbols = Symbols::I32(&symbols);
    encode_adaptive(&mut range, &mut learned, symbols, &rules, &mut go_on).expect("the model has these symbols");
    encode_adaptive(&mut ans, &mut also, symbols, &rules, &mut go_on).expect("the model has these symbols");
    assert!(learned == also, "two coders taught other things");

    let Ok(words) = range.into_compressed();
    let Ok(mut range) = RangeDecoder::from_compressed(Cursor::at_start(words.into()));
    for is_queue in [true, false] {
        let (mut back, mut taught) = (vec![0; count], model.clone());
        let mut places = SymbolsMut::I32(&mut back);
        let done = match is_queue {
            true => decode_adaptive(&mut range, &mut taught, &mut places, &rules, &mut go_on),
            false => decode_adaptive(&mut ans, &mut taught, &mut places, &rules, &mut go_on),
        };
        assert_eq!(done, Ok(()));
        assert_eq!(Symbols::I32(&back).to_i32(), symbols.to_i32());
        assert!(taught == learned, "the decoder was taught other things");
    }
    Ok(())
}

fn setup(u: &mut Unstructured<'_>) -> Result<AdaptiveSetup> {
    let learning = match u.int_in_range(0..=2)? {
        0 => BitLearning::Rate(u.int_in_range(0..=15)?),
        1 => BitLearning::TwoRates(u.int_in_range(0..=15)?, u.int_in_range(0..=15)?),
        _ => BitLearning::Limit(u.int_in_range(0..=1024)?),
    };
    let contexts = u.int_in_range(0..=4)?;
    Ok(match u.int_in_range(0..=4)? {
        0 => AdaptiveSetup::Bernoulli { learning, contexts },
        1 => {
            let (increment, limit) = if u.arbitrary()? { (32, 1 << 16) } else { (u.arbitrary()?, u.arbitrary()?) };
            AdaptiveSetup::Categorical { symbols: u.int_in_range(0..=300)?, increment, limit, contexts }
        }
        2 => AdaptiveSetup::BitTree { bits: u.int_in_range(0..=9)?, learning, contexts },
        3 => AdaptiveSetup::Nibbles { contexts },
        _ => AdaptiveSetup::Mixer {
            bits: u.int_in_range(0..=9)?,
            inputs: u.int_in_range(0..=3)?,
            table_bits: u.int_in_range(0..=6)?,
        },
    })
}
