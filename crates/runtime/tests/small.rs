//! Models of one, two and three symbols, at every precision from 1 to 32 bits.

mod common;

use common::{TestCoder, random, statistic};
use constriction_runtime::{
    AnsCoder, Error, FAMILIES, Family, FloatSlice, InterleavedAnsCoder, ModelSpec, Param, RangeEncoder, Statistic,
    Symbols, SymbolsMut, decode, encode, go_on,
};

/// Models of a family with this many symbols, as text without an end: several, where it matters how they are quantised;
/// none, where the family has no such model.
fn texts(family: Family, size: i32, precision: u32) -> Vec<String> {
    let (last, name) = (size - 1, family.info().name);
    let list = |numbers: [&str; 3]| format!("[{}]", numbers[..size as usize].join(", "));
    match family {
        Family::Uniform => vec![format!("Uniform(size={size}")],
        Family::Bernoulli if size == 2 => {
            vec!["Bernoulli(p=0.25".to_owned(), "Bernoulli(p=0.25, perfect=False".to_owned()]
        }
        Family::Bernoulli => Vec::new(),
        Family::Binomial => vec![format!("Binomial(n={last}, p=0.25")],
        Family::QuantizedGaussian => vec![format!("{name}(0, {last}, mean=0.5, std=1.5")],
        Family::QuantizedLaplace | Family::QuantizedLogistic => vec![format!("{name}(0, {last}, mean=0.5, scale=1.5")],
        Family::QuantizedCauchy => vec![format!("{name}(0, {last}, loc=0.5, scale=1.5")],
        Family::GaussianMixture => vec![format!("{name}(0, {last}, weights=[1, 2], means=[0, 1], stds=[1, 2]")],
        Family::LaplaceMixture | Family::LogisticMixture => {
            vec![format!("{name}(0, {last}, weights=[1, 2], means=[0, 1], scales=[1, 2]")]
        }
        Family::Categorical => ["", ", lazy=True", ", perfect=False", ", quantization='integer'"]
            .map(|how| format!("{name}(probabilities={}{how}", list(["0.5", "0.25", "0.25"])))
            .into(),
        Family::CategoricalLogits => vec![format!("{name}(logits={}", list(["0.5", "0.25", "-1"]))],
        Family::TopK => vec![format!("{name}(vocabulary={size}, ids=[0], probabilities=[0.25]")],
        Family::CdfTable => {
            let end = 1u64 << precision;
            let ends = [vec![0, end], vec![0, 1, end], vec![0, 1, 2, end]];
            vec![format!("{name}([{:?}]", ends[last as usize])]
        }
    }
}

fn check<C: TestCoder>(spec: &ModelSpec, symbols: &[i32], params: &[Param<'_>])
where
    Error: From<C::Error>,
{
    let fresh = C::fresh(&mut random(1));
    let mut coder = fresh.clone();
    encode(&mut coder, spec, Symbols::I32(symbols), params, &mut go_on).unwrap_or_else(|e| panic!("{spec}: {e}"));
    let mut decoder = coder.to_decoder(&fresh);
    let mut decoded = vec![0; symbols.len()];
    decode(&mut decoder, spec, &mut SymbolsMut::I32(&mut decoded), params, &mut go_on).unwrap();
    assert_eq!(decoded, symbols, "{spec}");
    // Two that are impossible: the first one is the error.
    let mut wrong = symbols.to_vec();
    let last = wrong.len() - 1;
    (wrong[1], wrong[last]) = (99, -99);
    let before = coder.clone();
    let error = encode(&mut coder, spec, Symbols::I32(&wrong), params, &mut go_on);
    assert_eq!(error, Err(Error::ImpossibleSymbol { index: 1, symbol: 99 }), "{spec}");
    assert_eq!(coder, before);
}

#[test]
fn models_of_few_symbols_code_them_at_every_precision() {
    for family in FAMILIES.iter().map(|info| info.family) {
        let mut count = 0;
        for (size, precision) in (1..=3).flat_map(|size| (1..=32).map(move |precision| (size, precision))) {
            // A table has one more end than 32 bits can have; and fewer quantiles than symbols are no model.
            let has_room = i64::from(size) <= 1i64 << precision;
            for text in texts(family, size, precision) {
                let text = format!("{text}, precision={precision})");
                let spec: ModelSpec = match text.parse() {
                    Ok(spec) => spec,
                    // One symbol has all of 2^32, which does not fit in 32 bits.
                    Err(_) if !has_room || (size == 1 && precision == 32) => continue,
                    Err(error) => panic!("{text}: {error}"),
                };
                let zero = [Param { values: FloatSlice::F64(&[0.0]), width: 1, per_symbol: false }];
                let params = if family == Family::CdfTable { &zero[..] } else { &[] };
                let all: Vec<i32> = (0..size).collect();
                let mut symbols: Vec<i32> = all.iter().cycle().take(70).copied().collect();
                if !has_room || encode(&mut AnsCoder::new(), &spec, Symbols::I32(&symbols), params, &mut go_on).is_err()
                {
                    // A leaky model needs a quantile for each symbol, and other tables leave a symbol without one.
                    assert!(size > 1 && precision <= 2, "{text}");
                    continue;
                }
                let sum: f64 = statistic(&spec, Statistic::Probability, &all, params).iter().sum();
                assert!((sum - 1.0).abs() < 1e-9, "{text}: {sum}");
                symbols.reverse();
                check::<AnsCoder>(&spec, &symbols, params);
                check::<InterleavedAnsCoder>(&spec, &symbols, params);
                check::<RangeEncoder>(&spec, &symbols, params);
                count += 1;
            }
        }
        assert!(count >= 30, "{family:?}: only {count} models");
    }
}
