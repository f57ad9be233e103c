//! Models of the most likely symbols obey the laws, and have the intervals of their definition.

use constriction_core::{EncoderModel, Interval, IterableModel};
use constriction_models::dynamic;
use constriction_models::{Bf16, ProbabilityError, SymbolsError, TableError, TopK};
use constriction_testkit::model_laws as laws;
use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256StarStar;

/// Different ids in any order, and probabilities that sum to about `mass`.
fn random(rng: &mut impl RngExt, vocabulary: usize, k: usize, mass: f64) -> (Vec<u32>, Vec<f64>) {
    let mut ids: Vec<u32> = Vec::new();
    while ids.len() < k {
        let id = rng.random_range(0..vocabulary as u32);
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    let probs: Vec<f64> = (0..k).map(|_| rng.random::<f64>().powi(5) + 1e-9).collect();
    let sum: f64 = probs.iter().sum();
    (ids, probs.iter().map(|p| p / sum * mass).collect())
}

/// The definition in `docs/formats.md`, symbol by symbol.
fn defined_interval(vocabulary: usize, ids: &[u32], probs: &[f64], precision: u32, symbol: u32) -> Option<Interval> {
    let mut listed: Vec<(u32, u128)> = ids
        .iter()
        .zip(probs)
        .map(|(&id, &p)| (id, ((p.min(1.0) * 2f64.powi(31)) as u128).min((1 << 31) - 128)))
        .collect();
    listed.sort_unstable();
    let (k, n) = (listed.len() as u128, vocabulary as u128);
    let sum = |listed: &[(u32, u128)]| listed.iter().map(|&(_, weight)| weight).sum::<u128>();
    let total = if n > k { sum(&listed).max(1 << 31) } else { sum(&listed) };
    let free = (1u128 << precision) - n;
    let left = |place: usize| place as u128 + sum(&listed[..place]) * free / total;
    let (left, right) = match listed.iter().position(|&(id, _)| id == symbol) {
        Some(place) => (left(place), left(place + 1)),
        None => {
            let rank = (0..symbol).filter(|id| !ids.contains(id)).count() as u128;
            let (tail, others) = (left(listed.len()), n - k);
            let shared = (1 << precision) - tail;
            (tail + rank * shared / others, tail + (rank + 1) * shared / others)
        }
    };
    Interval::between(left as u64, right as u64)
}

#[test]
fn top_k_models_obey_the_laws() {
    let mut rng = Xoshiro256StarStar::seed_from_u64(1);
    for round in 0..150 {
        let vocabulary = rng.random_range(1..300);
        let k = rng.random_range(0..=vocabulary.min(40));
        let mass = [1.0, 0.9, 0.5, 1e-6][round % 4];
        let (ids, probs) = random(&mut rng, vocabulary, k, mass);
        let others = [vocabulary, vocabulary + 1, usize::MAX];
        let model = TopK::<24>::from_probs(vocabulary, &ids, &probs).unwrap();
        laws::all(&model, &others);
        assert_eq!(model.symbol_table().count(), vocabulary);
        for symbol in 0..vocabulary {
            let want = defined_interval(vocabulary, &ids, &probs, 24, symbol as u32);
            assert_eq!(model.interval(&symbol), want, "{symbol} of {vocabulary}");
        }
        if vocabulary > 1 {
            laws::all(&TopK::<32>::from_probs(vocabulary, &ids, &probs).unwrap(), &others);
        }
        laws::all(&TopK::<9>::from_probs(vocabulary, &ids, &probs).unwrap(), &others);
        let dynamic = dynamic::TopK::from_probs(vocabulary, &ids, &probs, 24).unwrap();
        let mut before = 0;
        for symbol in 0..vocabulary {
            assert_eq!(dynamic.cumulative(symbol), before);
            before += u64::from(model.interval(&symbol).unwrap().prob.get());
        }
        assert_eq!((dynamic.cumulative(vocabulary), dynamic.cumulative(usize::MAX)), (1 << 24, 1 << 24));
        let logs: Vec<f32> = probs.iter().map(|p| p.ln() as f32).collect();
        laws::all(&TopK::<24>::from_log_probs(vocabulary, &ids, &logs).unwrap(), &others);
    }
    let (ids, probs) = random(&mut rng, 512, 512, 1.0);
    laws::all(&TopK::<9>::from_probs(512, &ids, &probs).unwrap(), &[512]);
    laws::all(&TopK::<9>::from_probs(512, &ids[..100], &probs[..100]).unwrap(), &[512]);
}

#[test]
fn large_vocabularies_are_inverted() {
    let mut rng = Xoshiro256StarStar::seed_from_u64(2);
    for vocabulary in [50_257, 151_936, 1 << 24] {
        let (ids, probs) = random(&mut rng, vocabulary, 100, 0.97);
        let (narrow, wide) = (
            TopK::<24>::from_probs(vocabulary, &ids, &probs).unwrap(),
            TopK::<32>::from_probs(vocabulary, &ids, &probs).unwrap(),
        );
        for _ in 0..20_000 {
            laws::views_agree_at(&narrow, rng.random());
            laws::views_agree_at(&wide, rng.random());
        }
    }
    // As many symbols as there are quantiles.
    #[cfg(target_pointer_width = "64")]
    {
        let all = TopK::<32>::from_probs(1 << 32, &[7, u32::MAX], &[0.5f32, 0.5]).unwrap();
        let none = TopK::<32>::from_probs::<f32>(1 << 32, &[], &[]).unwrap();
        for quantile in [0, 1, 2, 3, u32::MAX / 2, u32::MAX - 1, u32::MAX] {
            laws::views_agree_at(&all, quantile);
            laws::views_agree_at(&none, quantile);
        }
    }
}

#[test]
fn the_order_of_the_symbols_makes_no_difference() {
    let mut rng = Xoshiro256StarStar::seed_from_u64(3);
    let (mut ids, mut probs) = random(&mut rng, 50_257, 100, 0.9);
    let model = TopK::<32>::from_probs(50_257, &ids, &probs).unwrap();
    for _ in 0..20 {
        let (a, b) = (rng.random_range(0..100), rng.random_range(0..100));
        ids.swap(a, b);
        probs.swap(a, b);
        assert_eq!(TopK::from_probs(50_257, &ids, &probs).unwrap(), model);
    }
    assert!(model.ids().is_sorted());
}

#[test]
fn logarithms_are_almost_the_probabilities() {
    let mut rng = Xoshiro256StarStar::seed_from_u64(4);
    let (ids, probs) = random(&mut rng, 1000, 50, 0.9);
    let logs: Vec<f64> = probs.iter().map(|p| p.ln()).collect();
    let model = TopK::<32>::from_probs(1000, &ids, &probs).unwrap();
    let from_logs = TopK::<32>::from_log_probs(1000, &ids, &logs).unwrap();
    for id in ids {
        let prob = |model: &TopK<32>| f64::from(model.interval(&(id as usize)).unwrap().prob.get());
        assert!((prob(&model) / prob(&from_logs) - 1.0).abs() < 1e-5);
    }
}

#[test]
fn what_is_wrong_is_said() {
    let new =
        |vocabulary, ids: &[u32], probs: &[f32]| dynamic::TopK::from_probs(vocabulary, ids, probs, 24).map(|_| ());
    let logs =
        |vocabulary, ids: &[u32], probs: &[f32]| dynamic::TopK::from_log_probs(vocabulary, ids, probs, 24).map(|_| ());
    assert_eq!(new(10, &[3, 9], &[0.5, 0.5]), Ok(()));
    assert_eq!(new(10, &[], &[]), Ok(()));
    assert_eq!(new(10, &[3, 4], &[0.0, -0.0]), Ok(()));
    // A little more than 1, as it is rounded to.
    assert_eq!(new(10, &[3], &[1.000_001]), Ok(()));
    assert_eq!(logs(10, &[3], &[1e-6]), Ok(()));
    assert_eq!(logs(10, &[3, 4], &[f32::NEG_INFINITY, -1.0]), Ok(()));
    for of in [new, logs] {
        let symbols = |error: SymbolsError| Err(TableError::Symbols(error));
        assert_eq!(of(10, &[3, 9, 3], &[0.0; 3]), symbols(SymbolsError::Duplicate { index: 2 }));
        assert_eq!(of(10, &[9, 3, 3, 1], &[0.0; 4]), symbols(SymbolsError::Duplicate { index: 2 }));
        assert_eq!(of(10, &[3, 10], &[0.0; 2]), symbols(SymbolsError::OutOfRange { index: 1, symbols: 10 }));
        assert_eq!(of(10, &[3], &[0.0; 2]), symbols(SymbolsError::Count { given: 1, expected: 2 }));
        let probability = |error: ProbabilityError| Err(TableError::Probability(error));
        assert_eq!(of(0, &[], &[]), probability(ProbabilityError::Empty));
        let too_many = ProbabilityError::TooMany { symbols: (1 << 24) + 1, precision: 24 };
        assert_eq!(of((1 << 24) + 1, &[], &[]), probability(too_many));
        assert!(of(10, &[3], &[f32::NAN]).is_err() && of(10, &[3], &[f32::INFINITY]).is_err());
    }
    assert_eq!(
        new(10, &[3, 4], &[0.5, 1.1]),
        Err(TableError::Probability(ProbabilityError::Invalid { index: 1, value: 1.1f32.into() }))
    );
    assert_eq!(
        logs(10, &[3, 4], &[-0.5, 0.1]),
        Err(TableError::Probability(ProbabilityError::InvalidLogit { index: 1, value: 0.1f32.into() }))
    );
    assert!(new(10, &[3], &[-0.1]).is_err());
    // A sum that is above 1 by more than rounding.
    assert_eq!(new(10, &[3, 4], &[0.5, 0.507]), Ok(()));
    assert!(new(10, &[3, 4], &[0.5, 0.51]).is_err() && new(2, &[0, 1], &[0.75, 0.75]).is_err());
    assert!(logs(10, &[3, 4], &[-0.5, -0.6]).is_err());
    // Nothing is left over, and there is no other symbol to get it.
    assert_eq!(new(2, &[1, 0], &[0.0, 0.0]), Err(TableError::Probability(ProbabilityError::InvalidSum { sum: 0.0 })));
    let error = SymbolsError::OutOfRange { index: 1, symbols: 10 };
    assert_eq!(error.to_string(), "the symbol at index 1 is not below 10");
}

#[test]
fn golden_tables() {
    let parts = |interval: Option<Interval>| interval.map(|interval| (interval.left, interval.prob.get()));
    let ids = [464, 1212, 40];
    let model = TopK::<32>::from_probs(50_257, &ids, &[0.5f32, 0.25, 0.125]).unwrap();
    let logs = TopK::<24>::from_log_probs(50_257, &ids, &[-0.7f32, -1.4, -2.0]).unwrap();
    let brains = TopK::<24>::from_probs(50_257, &ids, Bf16::slice(&[0x3f00, 0x3e80, 0x3e00])).unwrap();
    let symbols = [40, 464, 1212, 0, 39, 41, 465, 31_337, 50_256];
    let of = |f: &dyn Fn(usize) -> Option<Interval>| symbols.map(|symbol| parts(f(symbol)).unwrap());
    let found = [of(&|s| model.interval(&s)), of(&|s| logs.interval(&s)), of(&|s| brains.interval(&s))];
    assert_eq!(found, GOLDEN);
}

const GOLDEN: [[(u32, u32); 9]; 3] = [
    [
        (0, 536_864_630),
        (536_864_630, 2_147_458_521),
        (2_684_323_151, 1_073_729_261),
        (3_758_052_412, 10_684),
        (3_758_469_088, 10_684),
        (3_758_479_772, 10_684),
        (3_762_999_114, 10_684),
        (4_092_825_583, 10_684),
        (4_294_956_611, 10_685),
    ],
    [
        (0, 2_263_748),
        (2_263_748, 8_306_363),
        (10_570_111, 4_124_818),
        (14_694_929, 41),
        (14_696_544, 42),
        (14_696_586, 41),
        (14_714_113, 41),
        (15_993_261, 41),
        (16_777_174, 42),
    ],
    [
        (0, 2_090_870),
        (2_090_870, 8_363_481),
        (10_454_351, 4_181_741),
        (14_636_092, 42),
        (14_637_753, 43),
        (14_637_796, 42),
        (14_655_818, 43),
        (15_971_109, 43),
        (16_777_173, 43),
    ],
];
