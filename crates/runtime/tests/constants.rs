//! Models that are described at run time make the words of those of `constriction-models`.

use constriction_core::{DecoderModel, Encode, EncoderModel, PutInterval};
use constriction_models::{
    Bernoulli, Binomial, Categorical, Cauchy, Gaussian, IntegerCategorical, Laplace, LazyCategorical, LeakyQuantizer,
    Logistic, Mixture, TopK, Uniform,
};
use constriction_runtime::{
    AnsCoder, CHAIN_PRECISION, ChainCoder, Error, FloatSlice, ModelSpec, Options, Param, RangeEncoder, Symbols, encode,
    go_on,
};

/// Symbols from all over the quantiles.
fn symbols<M: DecoderModel>(model: &M, precision: u32) -> Vec<M::Symbol> {
    let quantile = |i: u32| (u64::from(i.wrapping_mul(2_654_435_769)) >> (32 - precision)) as u32;
    (0..200).map(|i| model.symbol_at(quantile(i)).unwrap().0).collect()
}

fn assert_same<M: EncoderModel + DecoderModel>(model: &M, text: &str, to_i32: impl Fn(&M::Symbol) -> i32) {
    let spec: ModelSpec = text.parse().unwrap_or_else(|error| panic!("{text}: {error}"));
    assert_eq!(spec.options().precision, M::PRECISION);
    let symbols = symbols(model, M::PRECISION);
    let numbers: Vec<i32> = symbols.iter().map(to_i32).collect();

    let (mut ours, mut theirs) = (AnsCoder::new(), AnsCoder::new());
    encode(&mut ours, &spec, Symbols::I32(&numbers), &[], &mut go_on).unwrap();
    theirs.encode_iid_symbols_reverse(&symbols, model).unwrap();
    assert_eq!(ours, theirs, "{text}");

    let (mut ours, mut theirs) = (RangeEncoder::new(), RangeEncoder::new());
    encode(&mut ours, &spec, Symbols::I32(&numbers), &[], &mut go_on).unwrap();
    theirs.encode_iid_symbols(&symbols, model).unwrap();
    assert_eq!(ours, theirs, "{text}");

    let chain = ChainCoder::from_remainders(vec![0x1234_5678; 500]).unwrap();
    let mut ours = chain.clone();
    let result = encode(&mut ours, &spec, Symbols::I32(&numbers), &[], &mut go_on);
    let precision = M::PRECISION;
    if precision == CHAIN_PRECISION {
        // As a model of an unknown precision, it does not go into a chain coder at compile time.
        let mut theirs = chain;
        let intervals = symbols.iter().rev().map(|symbol| model.interval(symbol).unwrap());
        theirs.put_all(intervals, precision).unwrap();
        assert_eq!((result, ours), (Ok(()), theirs), "{text}");
    } else {
        let error = Error::Precision { given: precision, min: CHAIN_PRECISION, max: CHAIN_PRECISION };
        assert_eq!((result, ours), (Err(error), chain), "{text}");
    }
}

fn all<const P: u32>() {
    let quantizer = LeakyQuantizer::<i32, P>::new(0..=1);
    let p = format!(", precision={P})");
    assert_same(
        &quantizer.quantize(Gaussian::new(0.3, 1.5).unwrap()),
        &format!("QuantizedGaussian(0, 1, mean=0.3, std=1.5{p}"),
        |&x| x,
    );
    assert_same(
        &quantizer.quantize(Laplace::new(0.3, 1.5).unwrap()),
        &format!("QuantizedLaplace(0, 1, mean=0.3, scale=1.5{p}"),
        |&x| x,
    );
    assert_same(
        &quantizer.quantize(Cauchy::new(0.3, 1.5).unwrap()),
        &format!("QuantizedCauchy(0, 1, loc=0.3, scale=1.5{p}"),
        |&x| x,
    );
    assert_same(
        &quantizer.quantize(Logistic::new(0.3, 1.5).unwrap()),
        &format!("QuantizedLogistic(0, 1, mean=0.3, scale=1.5{p}"),
        |&x| x,
    );
    assert_same(&quantizer.quantize(Binomial::new(1, 0.3).unwrap()), &format!("Binomial(n=1, p=0.3{p}"), |&x| x);
    assert_same(&Uniform::<P>::new(2), &format!("Uniform(size=2{p}"), |&x| x as i32);
    assert_same(&Bernoulli::<P>::perfect(0.2).unwrap(), &format!("Bernoulli(p=0.2{p}"), |&x| x.into());
    assert_same(&Bernoulli::<P>::fast(0.2).unwrap(), &format!("Bernoulli(p=0.2, perfect=False{p}"), |&x| x.into());
    let probs = [0.2, 0.8];
    let categorical = "Categorical(probabilities=[0.2, 0.8]";
    assert_same(&Categorical::<P>::perfect(&probs).unwrap(), &format!("{categorical}{p}"), |&x| x as i32);
    let lazy = LazyCategorical::<_, _, P>::new_compatible(probs);
    assert_same(&lazy.unwrap(), &format!("{categorical}, lazy=True{p}"), |&x| x as i32);
    assert_same(&Categorical::<P>::fast(&probs).unwrap(), &format!("{categorical}, perfect=False{p}"), |&x| x as i32);
    let narrow = [0.2f32, 0.8];
    assert_same(
        &Categorical::<P>::perfect(&narrow).unwrap(),
        &format!("Categorical(probabilities=float32([0.2, 0.8]){p}"),
        |&x| x as i32,
    );
    let logits = [1.0, 2.5];
    let integers = IntegerCategorical::<_, _, P>::from_logits(logits).unwrap();
    assert_same(&integers, &format!("CategoricalLogits(logits={logits:?}{p}"), |&x| x as i32);
    let integers = IntegerCategorical::<_, _, P>::from_probs(narrow).unwrap();
    let text = format!("Categorical(probabilities=float32([0.2, 0.8]), quantization='integer'{p}");
    assert_same(&integers, &text, |&x| x as i32);
    let top = TopK::<P>::from_probs(2, &[1], &[0.2]).unwrap();
    assert_same(&top, &format!("TopK(vocabulary=2, ids=[1], probabilities=[0.2]{p}"), |&x| x as i32);
}

fn large<const P: u32>() {
    let p = format!(", precision={P})");
    let quantizer = LeakyQuantizer::<i32, P>::new(-100..=155);
    let gaussians = [(0.5, Gaussian::new(-20.0, 5.0).unwrap()), (2.0, Gaussian::new(30.5, 0.1).unwrap())];
    assert_same(
        &quantizer.quantize(Mixture::new(gaussians).unwrap()),
        &format!("GaussianMixture(-100, 155, weights=[0.5, 2.0], means=[-20.0, 30.5], stds=[5.0, 0.1]{p}"),
        |&x| x,
    );
    let laplaces = [(0.5, Laplace::new(-20.0, 5.0).unwrap()), (2.0, Laplace::new(30.5, 0.1).unwrap())];
    assert_same(
        &quantizer.quantize(Mixture::new(laplaces).unwrap()),
        &format!("LaplaceMixture(-100, 155, weights=[0.5, 2.0], means=[-20.0, 30.5], scales=[5.0, 0.1]{p}"),
        |&x| x,
    );
    let logistics = [(0.5, Logistic::new(-20.0, 5.0).unwrap()), (2.0, Logistic::new(30.5, 0.1).unwrap())];
    assert_same(
        &quantizer.quantize(Mixture::new(logistics).unwrap()),
        &format!("LogisticMixture(-100, 155, weights=[0.5, 2.0], means=[-20.0, 30.5], scales=[5.0, 0.1]{p}"),
        |&x| x,
    );
    assert_same(&Uniform::<P>::new(200), &format!("Uniform(size=200{p}"), |&x| x as i32);
    assert_same(
        &LeakyQuantizer::<i32, P>::new(0..=77).quantize(Binomial::new(77, 0.1).unwrap()),
        &format!("Binomial(n=77, p=0.1{p}"),
        |&x| x,
    );
}

fn tables<const P: u32>() {
    let ends = [0, 1, 1, 1 << (P - 1), 1 << P];
    let table = Categorical::<P>::from_cumulative(&ends).unwrap();
    let spec =
        ModelSpec::tables([(&[0, 1][..], 5), (&ends[..], -3)], Options { precision: P, ..Default::default() }).unwrap();
    let symbols = symbols(&table, P);
    let numbers: Vec<i32> = symbols.iter().map(|&x| x as i32 - 3).collect();
    let (mut ours, mut theirs) = (AnsCoder::new(), AnsCoder::new());
    let index = Param { values: FloatSlice::F32(&[1.0]), width: 1, per_symbol: false };
    encode(&mut ours, &spec, Symbols::I32(&numbers), &[index], &mut go_on).unwrap();
    theirs.encode_iid_symbols_reverse(&symbols, &table).unwrap();
    assert_eq!(ours, theirs);
}

macro_rules! for_each_precision {
    ($function:ident: $($precision:literal)*) => {$($function::<$precision>();)*};
}

#[test]
fn words_are_those_of_constant_models() {
    for_each_precision!(all: 1 2 3 7 8 12 16 23 24 25 30 31 32);
    for_each_precision!(tables: 2 3 7 8 12 16 23 24 25 30 31);
    for_each_precision!(large: 8 9 12 16 23 24 25 30 31 32);
}
