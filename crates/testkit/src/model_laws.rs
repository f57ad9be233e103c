//! Laws of every model.

use core::fmt::Debug;
use core::num::NonZeroU32;

use constriction_core::{DecoderModel, EncoderModel, Interval, IterableModel};

/// All laws of a model whose symbols can be listed.
pub fn all<M>(model: &M, others: &[M::Symbol])
where
    M: EncoderModel<Symbol: PartialEq + Debug> + DecoderModel + IterableModel,
{
    intervals_tile_the_unit(model);
    all_views_agree(model);
    many_at_once_are_one_by_one(model, others);
    quantiles_out_of_range_are_harmless(model);
    other_symbols_are_impossible(model, others);
}

/// The intervals in the order of the symbol table cover all quantiles, each once: probabilities sum to one.
pub fn intervals_tile_the_unit<M: IterableModel>(model: &M) {
    let mut end = 0;
    for (_, interval) in model.symbol_table() {
        assert_eq!(u64::from(interval.left), end);
        end = interval.right();
    }
    assert_eq!(end, 1 << M::PRECISION);
}

/// The symbol table, the encoder's and the decoder's view agree at both ends of every interval.
pub fn all_views_agree<M>(model: &M)
where
    M: EncoderModel<Symbol: PartialEq + Debug> + DecoderModel + IterableModel,
{
    for (symbol, interval) in model.symbol_table() {
        assert_eq!(model.interval(&symbol), Some(interval), "{symbol:?}");
        let last = (interval.right() - 1) as u32;
        let middle = interval.left + (last - interval.left) / 2;
        for quantile in [interval.left, middle, last] {
            let (found, owned) = model.symbol_at(quantile).expect("the quantile is owned");
            assert_eq!((&found, owned), (&symbol, interval), "quantile {quantile}");
        }
    }
}

/// Many symbols at once get the intervals of one after the other, and many quantiles their symbols.
pub fn many_at_once_are_one_by_one<M>(model: &M, others: &[M::Symbol])
where
    M: EncoderModel<Symbol: PartialEq + Debug> + DecoderModel + IterableModel,
{
    const NOTHING: Interval = Interval { left: 0, prob: NonZeroU32::MIN };
    let mut table: Vec<_> = model.symbol_table().take(300).collect();
    let all: Vec<Interval> = table.iter().map(|&(_, interval)| interval).collect();
    let mut intervals = vec![NOTHING; all.len() + 1];
    let pairs = |len| table[..len].iter().map(|(symbol, _)| (symbol, model));
    for len in [0, 1, all.len() / 2, all.len()] {
        assert_eq!(M::intervals(pairs(len), &mut intervals), Ok(len));
        assert_eq!(intervals[..len], all[..len]);
        assert_eq!(M::intervals(pairs(all.len()), &mut intervals[..len]), Ok(len));
        if let Some(other) = others.first() {
            let pairs = pairs(len).chain([(other, model)]);
            assert_eq!(M::intervals(pairs, &mut intervals), Err(len));
            assert_eq!(intervals[..len], all[..len]);
        }
    }
    let quantiles: Vec<u32> = all.iter().map(|interval| (interval.right() - 1) as u32).collect();
    let models = || std::iter::repeat_n(model, all.len());
    intervals.fill(NOTHING);
    let mut symbols: Vec<M::Symbol> = model.symbol_table().map(|(symbol, _)| symbol).take(all.len()).collect();
    symbols.reverse();
    assert_eq!(M::symbols_at(models(), &quantiles, &mut symbols, &mut intervals), Ok(all.len()));
    assert!(table.drain(..).map(|(symbol, _)| symbol).eq(symbols));
    assert_eq!(intervals[..all.len()], all);
}

/// The encoder's and the decoder's view agree at a quantile, for models with too many symbols to list.
pub fn views_agree_at<M>(model: &M, quantile: u32)
where
    M: EncoderModel<Symbol: Debug> + DecoderModel,
{
    let quantile = (u64::from(quantile) % (1 << M::PRECISION)) as u32;
    let (symbol, interval) = model.symbol_at(quantile).expect("the quantile is owned");
    assert!(interval.contains(quantile), "{symbol:?} at {quantile}");
    assert_eq!(model.interval(&symbol), Some(interval), "{symbol:?}");
}

/// Quantiles of one and more, which no coder asks for, are no panic.
pub fn quantiles_out_of_range_are_harmless<M: DecoderModel>(model: &M) {
    for quantile in [1u64 << M::PRECISION, (1 << M::PRECISION) + 1, u64::from(u32::MAX)] {
        if let Ok(quantile) = u32::try_from(quantile) {
            let _ = model.symbol_at(quantile);
        }
    }
}

/// Symbols outside of the support have no interval.
pub fn other_symbols_are_impossible<M: EncoderModel>(model: &M, others: &[M::Symbol]) {
    assert!(others.iter().all(|symbol| model.interval(symbol).is_none()));
}
