//! Look-up tables, symbols of other types, gaps, banks, conversions and statistics.

use std::collections::{BTreeMap, HashMap};

use constriction_ans::DefaultAnsCoder;
use constriction_core::{Decode, DecoderModel, EncoderModel, ImpossibleSymbol, Interval, IterableModel, Model};
use constriction_models::{
    Bank, BankModel, Bernoulli, Binomial, Categorical, Cdf, CdfFn, CdfView, Gaussian, IndexModel, Laplace,
    LazyCategorical, LeakyQuantizer, LookupArray, LookupCategorical, MappedDecoder, MappedEncoder, ProbabilityError,
    Statistics, SymbolsError, Tabulate, Uniform, stats,
};
use constriction_testkit::{
    model_laws::{self as laws, all as obeys_the_laws},
    strategies::probabilities,
};
use proptest::prelude::*;

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

#[test]
fn lookup_tables_are_the_categorical_ones() {
    fn agrees<const P: u32>(probs: &[f64]) {
        let (lookup, table) = (LookupCategorical::<P>::perfect(probs).unwrap(), Categorical::perfect(probs).unwrap());
        obeys_the_laws(&lookup, &[probs.len(), usize::MAX]);
        assert!(lookup.symbol_table().eq(table.symbol_table()));
        assert_eq!((lookup.num_symbols(), table.num_symbols()), (probs.len(), probs.len()));
        assert_eq!(LookupCategorical::from(&table), lookup);
        assert_eq!(LookupCategorical::<P>::fast(probs).unwrap(), (&Categorical::fast(probs).unwrap()).into());
    }
    proptest!(config(100), |(probs in probabilities(300))| {
        agrees::<9>(&probs);
        agrees::<12>(&probs);
        agrees::<13>(&probs);
        agrees::<16>(&probs);
    });
    agrees::<1>(&[0.2, 0.8]);
    agrees::<12>(&[1.0]);
    agrees::<16>(&[1.0]);
    agrees::<16>(&[1.0; 1 << 16]);
    agrees::<12>(&[1.0; 1 << 12]);
}

/// Weights with a sum of up to `2^12`, some of them zero, but not all.
fn partial_weights() -> impl Strategy<Value = Vec<u32>> {
    proptest::collection::vec(prop_oneof![Just(0), 1..20u32], 1..200).prop_filter("a sum", |w| w.iter().any(|&w| w > 0))
}

#[test]
fn what_is_missing_from_one_is_nobodys() {
    fn has_gap(model: &(impl EncoderModel<Symbol = usize> + DecoderModel + IterableModel), weights: &[u32]) {
        laws::all_views_agree(model);
        laws::quantiles_out_of_range_are_harmless(model);
        laws::other_symbols_are_impossible(model, &[weights.len(), usize::MAX]);
        let sum: u32 = weights.iter().sum();
        for quantile in sum..1 << 12 {
            assert_eq!(model.symbol_at(quantile), None);
        }
        for (symbol, &weight) in weights.iter().enumerate() {
            assert_eq!(model.interval(&symbol).map_or(0, |interval| interval.prob.get()), weight);
        }
    }
    proptest!(config(100), |(weights in partial_weights())| {
        let cdf = Cdf::<12>::from_partial_weights(&weights).unwrap();
        has_gap(&cdf, &weights);
        has_gap(&Categorical::from(cdf.clone()), &weights);
        has_gap(&LookupCategorical::from(cdf.clone()), &weights);
        has_gap(&cdf.as_view(), &weights);
        has_gap(&LookupArray::<12, 4096>::new(cdf.as_view()), &weights);
        prop_assert_eq!(&Cdf::from(cdf.as_view()), &cdf);
        let mut cumulative = vec![0];
        cumulative.extend(weights.iter().scan(0, |sum, &w| { *sum += w; Some(*sum) }));
        prop_assert_eq!(CdfView::from_cumulative(&cumulative).unwrap(), cdf.as_view());
        prop_assert_eq!(Cdf::from_cumulative(&cumulative).unwrap(), cdf);
    });
    // CRAM's tables.
    let mut weights = [0; 256];
    (weights[65], weights[67], weights[71], weights[84]) = (2000, 1000, 1000, 95);
    has_gap(&Categorical::<12>::from_partial_weights(&weights).unwrap(), &weights);
}

#[test]
fn partial_tables_are_checked() {
    type Table = Cdf<12>;
    for wrong in [&[][..], &[0], &[0, 0], &[1, 5], &[0, 5, 4], &[0, 4097]] {
        let error = Table::from_cumulative(wrong).unwrap_err();
        assert_eq!(CdfView::<12>::from_cumulative(wrong), Err(error));
        assert!(std::panic::catch_unwind(|| CdfView::<12>::from_static(wrong)).is_err());
    }
    assert_eq!(Table::from_partial_weights(&[]), Err(ProbabilityError::Empty));
    assert_eq!(Table::from_partial_weights(&[0, 0]), Err(ProbabilityError::InvalidSum { sum: 0.0 }));
    let error = ProbabilityError::NotNormalized { sum: 4097, one: 4096 };
    assert_eq!(Table::from_partial_weights(&[4096, 1]), Err(error));
    assert!(Table::from_partial_weights(&[u32::MAX; 4096]).is_err());
    assert_eq!(Table::from_cumulative(&[]), Err(ProbabilityError::Empty));
    assert_eq!(Table::from_cumulative(&[0]), Err(ProbabilityError::Empty));
    assert_eq!(Table::from_cumulative(&[0, 0]), Err(ProbabilityError::InvalidSum { sum: 0.0 }));
    assert_eq!(Table::from_cumulative(&[1, 5]), Err(ProbabilityError::NotCumulative { index: 0 }));
    assert_eq!(Table::from_cumulative(&[0, 5, 4]), Err(ProbabilityError::NotCumulative { index: 2 }));
    assert_eq!(Table::from_cumulative(&[0, 4097]), Err(error));
    assert!(matches!(Table::from_cumulative(&[0; 5000]), Err(ProbabilityError::TooMany { .. })));
}

#[test]
fn decoding_a_gap_is_an_error() {
    let model = Categorical::<12>::from_partial_weights(&[4000, 95]).unwrap();
    let Ok(mut coder) = DefaultAnsCoder::from_binary(vec![u32::MAX; 4]);
    let before = coder.clone();
    assert!(coder.decode_symbol(&model).is_err());
    assert_eq!(coder, before);
}

/// An encoder and a decoder of other symbols.
#[derive(Debug)]
struct Both<E, D>(E, D);

impl<E: Model, D: Model<Symbol = E::Symbol>> Model for Both<E, D> {
    type Symbol = E::Symbol;
    const PRECISION: u32 = D::PRECISION;
}
impl<E: EncoderModel, D: Model<Symbol = E::Symbol>> EncoderModel for Both<E, D> {
    fn interval(&self, symbol: &E::Symbol) -> Option<Interval> {
        self.0.interval(symbol)
    }
}
impl<E: Model, D: DecoderModel<Symbol = E::Symbol>> DecoderModel for Both<E, D> {
    fn symbol_at(&self, quantile: u32) -> Option<(E::Symbol, Interval)> {
        self.1.symbol_at(quantile)
    }
}
impl<E: Model, D: IterableModel<Symbol = E::Symbol>> IterableModel for Both<E, D> {
    fn symbol_table(&self) -> impl Iterator<Item = (E::Symbol, Interval)> + '_ {
        self.1.symbol_table()
    }
}

#[test]
fn symbols_can_be_of_any_type() {
    proptest!(config(60), |(probs in probabilities(100))| {
        let words = || (0..probs.len()).map(|i| format!("word {i}"));
        let table = Categorical::<24>::perfect(&probs).unwrap();
        let tree = MappedEncoder::<_, BTreeMap<_, _>>::new(words(), &table).unwrap();
        let hash = MappedEncoder::<_, HashMap<_, _>>::new(words(), &table).unwrap();
        let decoder = || MappedDecoder::new(words(), &table).unwrap();
        obeys_the_laws(&Both(tree, decoder()), &[String::new()]);
        obeys_the_laws(&Both(hash, decoder()), &[String::new()]);

        let lookup = LookupCategorical::<12>::perfect(&probs).unwrap();
        let lookup = MappedDecoder::new((0..).step_by(7).take(probs.len()), lookup).unwrap();
        obeys_the_laws(&Both(lookup.to_encoder(), lookup), &[1]);

        let lazy = LazyCategorical::<_, _, 24>::new(&probs).unwrap();
        let encoder = MappedEncoder::<_, BTreeMap<_, _>>::new(words(), &lazy).unwrap();
        obeys_the_laws(&Both(encoder, MappedDecoder::new(words(), &lazy).unwrap()), &[String::new()]);
    });
}

#[test]
fn an_index_changes_nothing_but_speed() {
    fn is_shared_and_compared<T: Clone + Eq + std::hash::Hash + Send + Sync + std::fmt::Debug>(_: &T) {}
    fn hash(value: &impl std::hash::Hash) -> u64 {
        use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
        BuildHasherDefault::<DefaultHasher>::default().hash_one(value)
    }
    proptest!(config(30), |(probs in probabilities(300))| {
        let cdf = Cdf::<12>::perfect(&probs).unwrap();
        let (fresh, used) = (Categorical::from(cdf.clone()), Categorical::from(cdf.clone()));
        let indexed = fresh.clone().with_index();
        is_shared_and_compared(&used);
        // The index is made on the way, by one of several threads.
        std::thread::scope(|scope| {
            for _ in 0..3 {
                scope.spawn(|| (0..1 << 12).for_each(|q| assert_eq!(used.symbol_at(q), cdf.symbol_at(q))));
            }
        });
        let copy = used.clone();
        for quantile in 0..(1 << 12) + 5 {
            let want = cdf.symbol_at(quantile);
            prop_assert_eq!((indexed.symbol_at(quantile), copy.symbol_at(quantile)), (want, want));
        }
        prop_assert_eq!((&used, &indexed), (&fresh, &copy));
        prop_assert_eq!((hash(&used), hash(&indexed)), (hash(&fresh), hash(&copy)));
    });
}

#[test]
fn symbols_are_checked() {
    let model = Uniform::<12>::new(3);
    let tree = |symbols: &[i32]| MappedEncoder::<_, BTreeMap<_, _>>::new(symbols.iter().copied(), model).err();
    let hash = |symbols: &[i32]| MappedEncoder::<_, HashMap<_, _>>::new(symbols.iter().copied(), model).err();
    let decoder = |symbols: &[i32]| MappedDecoder::new(symbols.iter().copied(), model).err();
    assert_eq!((tree(&[1, 2, 3]), hash(&[1, 2, 3]), decoder(&[1, 2, 3])), (None, None, None));
    for symbols in [&[][..], &[1, 2], &[1, 2, 3, 4]] {
        let error = Some(SymbolsError::Count { given: symbols.len(), expected: 3 });
        assert_eq!((tree(symbols), hash(symbols), decoder(symbols)), (error, error, error));
    }
    let error = Some(SymbolsError::Duplicate { index: 2 });
    assert_eq!((tree(&[7, 8, 7]), hash(&[7, 8, 7])), (error, error));
    // Endless lists end.
    assert!(MappedDecoder::new(0.., model).is_err());
    assert!(MappedEncoder::<_, BTreeMap<_, _>>::new(0.., model).is_err());
    assert_eq!(SymbolsError::Count { given: 2, expected: 3 }.to_string(), "the model has 3 symbols, but 2 were given");
}

/// All tables of a model have its intervals.
fn tables_agree<const P: u32, M>(model: &M)
where
    M: Tabulate<P, Symbol: Ord + std::hash::Hash + Clone + core::fmt::Debug>,
{
    obeys_the_laws(&Both(model.to_encoder(), model.to_decoder()), &[]);
    obeys_the_laws(&Both(model.to_hash_encoder(), model.to_decoder()), &[]);
    assert!(model.to_decoder().symbol_table().eq(model.symbol_table()));
    if P <= 16 {
        // Checked at compile time, so that it cannot be called with a larger P here.
        let (decoder, table) = (model.to_decoder(), model.symbol_table());
        for (symbol, interval) in table {
            assert_eq!(decoder.symbol_at(interval.left), Some((symbol, interval)));
        }
    }
}

#[test]
fn tables_of_all_models() {
    tables_agree(&LeakyQuantizer::<i32, 24>::new(-300..=400).quantize(Gaussian::new(3.4, 20.0).unwrap()));
    tables_agree(&LeakyQuantizer::<i8, 32>::new(-100..=100).quantize(Laplace::new(3.4, 2.0).unwrap()));
    tables_agree(&LeakyQuantizer::<u16, 12>::new(5..=5).quantize(Laplace::new(3.4, 2.0).unwrap()));
    tables_agree(&LeakyQuantizer::<u32, 24>::new(0..=40).quantize(Binomial::new(40, 0.3).unwrap()));
    tables_agree(&Uniform::<12>::new(4096));
    tables_agree(&Uniform::<32>::new(3));
    tables_agree(&Bernoulli::<24>::perfect(0.3).unwrap());
    tables_agree(&LazyCategorical::<f32, _, 24>::new([0.1, 0.0, 4.0]).unwrap());
    tables_agree(&Cdf::<24>::perfect(&[0.3, 1.0, 2.0]).unwrap());
    tables_agree(&CdfView::<24>::from_static(&[0, 3, 3, 1 << 24]));
    tables_agree(&LookupArray::<9, 512>::new(CdfView::from_static(&[0, 3, 3, 512])));
    let model = LeakyQuantizer::<i32, 12>::new(-30..=40).quantize(Gaussian::new(3.4, 20.0).unwrap());
    obeys_the_laws(&Both(model.to_encoder(), model.to_lookup()), &[-31, 41]);
    assert!(model.to_lookup().symbol_table().eq(model.symbol_table()));
}

#[test]
fn tables_of_odd_models_are_no_panic() {
    for nothing in [Uniform::<12>::new(0), Uniform::<12>::new(5000)] {
        assert_eq!((nothing.to_decoder().symbol_at(0), nothing.to_lookup().symbol_at(0)), (None, None));
        assert_eq!(nothing.to_encoder().interval(&0), None);
    }
    assert_eq!(Uniform::<32>::new(1).to_decoder().symbol_at(0), None);
    let partial = Cdf::<12>::from_partial_weights(&[0, 7, 0, 0, 2, 0]).unwrap();
    let (decoder, lookup) = (partial.to_decoder(), partial.to_lookup());
    for quantile in 0..1 << 12 {
        assert_eq!(decoder.symbol_at(quantile), partial.symbol_at(quantile));
        assert_eq!(lookup.symbol_at(quantile), partial.symbol_at(quantile));
    }
    let decreasing = LeakyQuantizer::<i32, 12>::new(-50..=50).quantize(CdfFn(|x: f64| -x));
    let decoder = decreasing.to_decoder();
    for quantile in 0..1 << 12 {
        let _ = decoder.symbol_at(quantile);
    }

    /// Leaves quantiles without a symbol before, between and after its symbols.
    #[derive(Debug)]
    struct Holes;
    impl Model for Holes {
        type Symbol = char;
        const PRECISION: u32 = 8;
    }
    impl IterableModel for Holes {
        fn symbol_table(&self) -> impl Iterator<Item = (char, Interval)> + '_ {
            [('x', 3, 9), ('y', 20, 21), ('a', 21, 200)]
                .into_iter()
                .map(|(symbol, left, right)| (symbol, Interval::between(left, right).unwrap()))
        }
    }
    impl Tabulate<8> for Holes {}
    let owner = |quantile| Holes.symbol_table().find(|(_, interval)| interval.contains(quantile));
    for quantile in 0..256 {
        assert_eq!(Holes.to_decoder().symbol_at(quantile), owner(quantile));
        assert_eq!(Holes.to_lookup().symbol_at(quantile), owner(quantile));
    }
    for (symbol, interval) in Holes.symbol_table() {
        assert_eq!(Holes.to_encoder().interval(&symbol), Some(interval));
    }
}

#[test]
fn banks() {
    proptest!(config(60), |(rows in proptest::collection::vec((partial_weights(), -300..300i32), 1..20))| {
        let mut bank = Bank::<12>::new();
        let (mut matrix, mut shapes) = (Vec::new(), Vec::new());
        for (weights, offset) in &rows {
            let mut row = vec![0];
            row.extend(weights.iter().scan(0, |sum, &w| { *sum += w; Some(*sum) }));
            bank.push(&row, *offset).unwrap();
            shapes.push((row.len(), *offset));
            row.resize(201, 77);
            matrix.extend(row);
        }
        prop_assert_eq!(&Bank::from_matrix(&matrix, 201, shapes).unwrap(), &bank);
        prop_assert_eq!(bank.len(), rows.len());
        for (index, (weights, offset)) in rows.iter().enumerate() {
            let (model, alone) = (bank.model(index).unwrap(), Cdf::<12>::from_partial_weights(weights).unwrap());
            prop_assert_eq!(BankModel::from_cumulative(alone.as_view().ends(), *offset), Ok(model));
            laws::all_views_agree(&model);
            laws::quantiles_out_of_range_are_harmless(&model);
            let outside = [offset - 1, offset + weights.len() as i32, i32::MIN, i32::MAX];
            laws::other_symbols_are_impossible(&model, &outside);
            let shifted = alone.symbol_table().map(|(symbol, interval)| (symbol as i32 + offset, interval));
            prop_assert!(model.symbol_table().eq(shifted));
            prop_assert_eq!(model.symbols(), *offset..=offset + weights.len() as i32 - 1);
        }

        // A message: one symbol for each table.
        let symbols: Vec<i32> = (0..rows.len()).map(|i| bank.model(i).unwrap().symbol_table().last().unwrap().0).collect();
        let models = || (0..rows.len()).map(|i| bank.model(i).unwrap());
        let mut coder = DefaultAnsCoder::new();
        coder.encode_symbols_reverse(symbols.iter().zip(models())).unwrap();
        let decoded: Vec<i32> = coder.decode_symbols(models()).map(Result::unwrap).collect();
        prop_assert_eq!(decoded, symbols);
    });
    let mut bank = Bank::<16>::new();
    assert!(bank.is_empty() && bank.model(0).is_none());
    assert_eq!(BankModel::<16>::from_static(&[0, 3], i32::MAX).symbols(), i32::MAX..=i32::MAX);
    assert!(BankModel::<16>::from_cumulative(&[0, 1, 2], i32::MAX).is_err());
    assert!(bank.push(&[0, 65_537], 0).is_err() && bank.push(&[0, 1, 2], i32::MAX).is_err());
    assert!(bank.is_empty());
    assert_eq!(bank.push(&[0, 1, 65_536], i32::MAX - 1), Ok(0));
    laws::all_views_agree(&bank.model(0).unwrap());
    assert_eq!(Bank::<16>::from_matrix(&[0, 1, 2], 3, [(4, 0)]), Err(ProbabilityError::Empty));
    assert_eq!(Bank::<16>::from_matrix(&[0, 1, 2], usize::MAX, [(2, 0), (2, 0)]), Err(ProbabilityError::Empty));
}

#[test]
fn statistics() {
    let probs = [0.5, 0.125, 0.25, 0.125];
    let model = Categorical::<24>::perfect(&probs).unwrap();
    assert_eq!((model.entropy(), model.cross_entropy(&probs)), (1.75, Ok(1.75)));
    assert_eq!((model.kl_divergence(&probs), model.reverse_kl_divergence(&probs)), (Ok(0.0), Ok(0.0)));
    let uniform = [0.25; 4];
    assert_eq!(model.cross_entropy(&uniform), Ok(2.25));
    assert_eq!(model.reverse_cross_entropy(&uniform), Ok(2.0));
    assert_eq!((model.kl_divergence(&uniform), model.reverse_kl_divergence(&uniform)), (Ok(0.25), Ok(0.25)));
    let zero = [0.5, 0.0, 0.5, 0.0];
    assert_eq!((model.cross_entropy(&zero), model.kl_divergence(&zero)), (Ok(1.5), Ok(0.5)));
    assert_eq!(model.reverse_kl_divergence(&zero), Ok(f64::INFINITY));
    for wrong in [&probs[..3], &[], &[0.1; 5]] {
        let error = Err(SymbolsError::Count { given: wrong.len(), expected: 4 });
        assert_eq!((model.cross_entropy(wrong), model.kl_divergence(wrong)), (error, error));
    }
    assert_eq!(stats::iid_cost([0, 1, 2], &model), Ok(6.0));
    assert_eq!(stats::iid_cost([0, 1, 9], &model), Err(ImpossibleSymbol { index: 2 }));
    assert_eq!(Uniform::<12>::new(0).entropy(), 0.0);
    assert_eq!(Uniform::<12>::new(1).entropy(), 0.0);
}

#[test]
fn the_cost_is_the_size() {
    proptest!(config(30), |(message in constriction_testkit::strategies::messages::<24>(400))| {
        let bits = stats::symbols_cost(message.pairs()).unwrap();
        prop_assert!((bits - message.information_content()).abs() <= 1e-9 * bits.max(1.0));
        let mut coder = DefaultAnsCoder::new();
        coder.encode_symbols_reverse(message.pairs()).unwrap();
        prop_assert!((coder.num_valid_bits() as f64) < bits + 32.0);
    });
}

#[test]
fn large_vocabularies_cost_their_entropy() {
    for size in [100_003, 300_000usize] {
        let probs: Vec<f64> = (0..size).map(|i| 1.0 / (i as f64 + 2.7)).collect();
        let table = Cdf::<32>::fast(&probs).unwrap();
        let model = Categorical::from(table.clone());
        laws::intervals_tile_the_unit(&model);
        laws::all_views_agree(&model);
        let mut seed = 1u64;
        let symbols: Vec<usize> = (0..20_000)
            .map(|_| {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                model.symbol_at((seed >> 32) as u32).unwrap().0
            })
            .collect();
        let bits = stats::iid_cost(&symbols, &model).unwrap();
        assert!((bits / 20_000.0 - model.entropy()).abs() < 0.1);
        let mut coder = DefaultAnsCoder::new();
        coder.encode_iid_symbols_reverse(&symbols, &model).unwrap();
        println!("{size} symbols: {} bits instead of {bits}", coder.num_bits());
        assert!((coder.num_bits() as f64) < 1.001 * bits + 64.0);
        let decoded: Vec<usize> = coder.clone().decode_iid_symbols(symbols.len(), &model).map(Result::unwrap).collect();
        assert_eq!(decoded, symbols);
        let decoded: Vec<usize> = coder.decode_iid_symbols(symbols.len(), &table).map(Result::unwrap).collect();
        assert_eq!(decoded, symbols);
    }
}
