//! What must hold of every model.

use core::fmt::Debug;

use constriction_core::{DecoderModel, EncoderModel, IterableModel};

/// All laws of a model whose symbols can be listed.
pub fn all<M>(model: &M, others: &[M::Symbol])
where
    M: EncoderModel<Symbol: PartialEq + Debug> + DecoderModel + IterableModel,
{
    intervals_tile_the_unit(model);
    all_views_agree(model);
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
