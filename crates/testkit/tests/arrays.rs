//! Arrays of models give every coder the words of the models, coded one by one.

use std::fmt::Debug;

use constriction_ans::{DefaultAnsCoder, DefaultInterleaved, Interleaved, LaneCount};
use constriction_bits::Cursor;
use constriction_chain::DefaultChainCoder;
use constriction_core::{
    Corrupt, Decode, DecodeError, DecoderModel, Encode, EncoderModel, ImpossibleSymbol, Model, PutInterval,
    TakeInterval,
};
use constriction_models::array::{
    ArrayError, DecodeArray, EncodeArray, FromFn, Mixtures, ModelArray, NoSuchTable, Param, PerfectRows, Shared,
};
use constriction_models::dynamic::{DynModel, Rows, Support};
use constriction_models::{
    Bank, BankModel, Categorical, Cauchy, Distribution, Gaussian, Laplace, LazyCategorical, LeakilyQuantized,
    LeakyQuantizer, Logistic, LookupCategorical, Mixture, MixtureError, ParameterError, ProbabilityError, StudentT,
    Uniform,
};
use constriction_range::{DefaultRangeDecoder, DefaultRangeEncoder};
use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256StarStar;

/// Around the sizes of blocks and of rounds of states.
const LENGTHS: [usize; 9] = [0, 1, 5, 64, 127, 128, 129, 300, 1000];

fn random(seed: u64) -> Xoshiro256StarStar {
    Xoshiro256StarStar::seed_from_u64(seed)
}

/// A model of symbols that an array has as `i32`.
trait Typed: EncoderModel + DecoderModel {
    fn typed(symbol: i32) -> Self::Symbol;
    fn untyped(symbol: Self::Symbol) -> i32;
}

macro_rules! typed {
    ($([$($generics:tt)*] $t:ty, $symbol:ty;)*) => {$(
        impl<$($generics)*> Typed for $t {
            fn typed(symbol: i32) -> $symbol { symbol as $symbol }
            fn untyped(symbol: $symbol) -> i32 { symbol as i32 }
        }
    )*};
}
typed! {
    [D: Distribution, const P: u32] LeakilyQuantized<D, i32, P>, i32;
    [const P: u32] BankModel<'_, P>, i32;
    [const P: u32] Categorical<P>, usize;
    [const P: u32] LookupCategorical<P>, usize;
    [const P: u32] Uniform<P>, usize;
    [const P: u32] LazyCategorical<f64, &[f64], P>, usize;
}
impl<M: Typed> Typed for &M {
    fn typed(symbol: i32) -> M::Symbol {
        M::typed(symbol)
    }
    fn untyped(symbol: M::Symbol) -> i32 {
        M::untyped(symbol)
    }
}

/// A coder, and what decodes its words.
trait Coder: Clone + Debug + PartialEq + PutInterval<Error: Debug> {
    type Decoder: Clone + TakeInterval<Error: Debug>;
    fn fresh() -> Self;
    fn decoder(&self) -> Self::Decoder;
}

impl Coder for DefaultAnsCoder {
    type Decoder = Self;
    fn fresh() -> Self {
        Self::from_compressed(vec![1, 2, 3]).unwrap()
    }
    fn decoder(&self) -> Self {
        self.clone()
    }
}

impl Coder for DefaultInterleaved {
    type Decoder = Interleaved<constriction_core::DefaultFormat, Vec<u32>>;
    fn fresh() -> Self {
        Self::new(LaneCount::new(64).unwrap())
    }
    fn decoder(&self) -> Self::Decoder {
        self.clone()
    }
}

impl Coder for DefaultRangeEncoder {
    type Decoder = DefaultRangeDecoder;
    fn fresh() -> Self {
        Self::new()
    }
    fn decoder(&self) -> DefaultRangeDecoder {
        self.clone().into_decoder().unwrap()
    }
}

impl Coder for DefaultChainCoder {
    type Decoder = Self;
    fn fresh() -> Self {
        Self::from_remainders((0..4000).map(|i: u32| i.wrapping_mul(0x9e37_79b9) | 1).collect()).unwrap()
    }
    fn decoder(&self) -> Self {
        self.clone()
    }
}

/// The words are those of single models in both orders, and decoding finds the symbols.
fn assert_same_words<C: Coder, M: Typed, A>(symbols: &[i32], models: &[M], array: &A)
where
    A: ModelArray<Error: Debug>,
{
    let typed = || symbols.iter().map(|&symbol| M::typed(symbol)).zip(models);
    let (mut ours, mut theirs) = (C::fresh(), C::fresh());
    ours.encode_array(symbols, array).unwrap();
    theirs.encode_symbols(typed()).unwrap();
    assert_eq!(ours, theirs);
    let (mut ours, mut theirs) = (C::fresh(), C::fresh());
    ours.encode_array_reverse(symbols, array).unwrap();
    theirs.encode_symbols_reverse(typed()).unwrap();
    assert_eq!(ours, theirs);

    let mut coder = C::fresh();
    coder.encode_in_order(typed()).unwrap();
    let (mut ours, mut theirs) = (coder.decoder(), coder.decoder());
    let mut decoded = vec![0; symbols.len()];
    ours.decode_array(&mut decoded, array).unwrap();
    assert_eq!(decoded, symbols);
    let expected: Vec<i32> = theirs.decode_symbols(models).map(|symbol| M::untyped(symbol.unwrap())).collect();
    assert_eq!(decoded, expected);
    // Both go on with the same data.
    let die = Uniform::<24>::try_new(1 << 24).unwrap();
    let rest = |decoder: &mut C::Decoder| {
        decoder.quantile(24).map_err(drop).and_then(|_| decoder.decode_symbol(die).map_err(drop))
    };
    assert_eq!(rest(&mut ours), rest(&mut theirs));
}

/// The same with the coder of 24 bits, too.
fn assert_array_24<M: Typed, A: ModelArray<Error: Debug>>(symbols: &[i32], models: &[M], array: &A) {
    assert_array(symbols, models, array);
    assert_same_words::<DefaultChainCoder, M, A>(symbols, models, array);
}

fn assert_array<M: Typed, A: ModelArray<Error: Debug>>(symbols: &[i32], models: &[M], array: &A) {
    assert_eq!(array.precision(), M::PRECISION);
    assert!(array.len().is_none_or(|len| len == symbols.len()));
    assert_same_words::<DefaultAnsCoder, M, A>(symbols, models, array);
    assert_same_words::<DefaultInterleaved, M, A>(symbols, models, array);
    assert_same_words::<DefaultRangeEncoder, M, A>(symbols, models, array);
}

/// Symbols, locations and scales.
fn message(seed: u64, len: usize) -> (Vec<i32>, Vec<f64>, Vec<f64>) {
    let mut rng = random(seed);
    let symbols = (0..len).map(|_| rng.random_range(-100..=100)).collect();
    let locations = (0..len).map(|_| rng.random_range(-120.0..120.0)).collect();
    let scales = (0..len).map(|_| 10f64.powf(rng.random_range(-2.0..3.0))).collect();
    (symbols, locations, scales)
}

#[test]
fn located_distributions() {
    macro_rules! check {
        ($($t:ident $array:ident)*) => {$(
            for (seed, len) in LENGTHS.into_iter().enumerate() {
                let (symbols, locations, scales) = message(seed as u64, len);
                let quantizer = LeakyQuantizer::<i32, 24>::new(-100..=100);
                let model = |(&location, &scale): (&f64, &f64)| quantizer.quantize($t::new(location, scale).unwrap());
                let models: Vec<_> = locations.iter().zip(&scales).map(model).collect();
                assert_array_24(&symbols, &models, &quantizer.$array(&locations, &scales).unwrap());
                let dynamic = Support::new(-100..=100, 24).unwrap();
                assert_array_24(&symbols, &models, &dynamic.$array(&locations[..], &scales[..]).unwrap());

                let small = LeakyQuantizer::<i32, 12>::new(-100..=100);
                let model = |(&location, &scale): (&f64, &f64)| small.quantize($t::new(location, scale).unwrap());
                let models: Vec<_> = locations.iter().zip(&scales).map(model).collect();
                assert_array(&symbols, &models, &small.$array(&locations, &scales).unwrap());

                let narrow = |values: &[f64]| values.iter().map(|&x| x as f32).collect::<Vec<f32>>();
                let (locations, scales) = (narrow(&locations), narrow(&scales));
                let model = |(&location, &scale): (&f32, &f32)| {
                    quantizer.quantize($t::new(location.into(), scale.into()).unwrap())
                };
                let models: Vec<_> = locations.iter().zip(&scales).map(model).collect();
                assert_array_24(&symbols, &models, &quantizer.$array(&locations, &scales).unwrap());
                let model = |&location: &f32| quantizer.quantize($t::new(location.into(), 2.5).unwrap());
                let models: Vec<_> = locations.iter().map(model).collect();
                assert_array_24(&symbols, &models, &quantizer.$array(&locations, &2.5).unwrap());
                let models = vec![quantizer.quantize($t::new(0.5, 2.5).unwrap()); len];
                assert_array_24(&symbols, &models, &quantizer.$array(&0.5f32, &2.5).unwrap());
            }
        )*};
    }
    check! { Gaussian gaussians Laplace laplaces Cauchy cauchys Logistic logistics }
}

#[test]
fn mixtures_of_them() {
    const WIDTH: usize = 3;
    macro_rules! check {
        ($($t:ident $array:ident)*) => {$(
            for (seed, len) in LENGTHS.into_iter().enumerate() {
                let (symbols, ..) = message(seed as u64, len);
                let (_, means, scales) = message(seed as u64 + 50, len * WIDTH);
                let mut rng = random(seed as u64);
                let weights: Vec<f64> = means.iter().map(|_| rng.random_range(0.1..5.0)).collect();
                let quantizer = LeakyQuantizer::<i32, 24>::new(-100..=100);
                let component = |place: usize| $t::new(means[place], scales[place]).unwrap();
                let components: Vec<_> = (0..len * WIDTH).map(|place| (weights[place], component(place))).collect();
                let mixture = |components| quantizer.quantize(Mixture::new(components).unwrap());
                let models: Vec<_> = components.chunks(WIDTH).map(mixture).collect();
                assert_array_24(&symbols, &models, &quantizer.$array(WIDTH, &weights, &means, &scales).unwrap());

                let weights = [0.25, 0.5, 0.25];
                let components: Vec<_> = (0..len * WIDTH).map(|i| (weights[i % WIDTH], component(i))).collect();
                let models: Vec<_> = components.chunks(WIDTH).map(mixture).collect();
                let same = Param { per_symbol: false, ..(&weights).into() };
                let array = quantizer.$array(WIDTH, same, &means, &scales).unwrap();
                assert_array_24(&symbols, &models, &array);
            }
        )*};
    }
    check! { Gaussian gaussian_mixtures Laplace laplace_mixtures Logistic logistic_mixtures }
}

#[test]
fn rows_of_probabilities() {
    for (seed, len) in LENGTHS.into_iter().enumerate() {
        let mut rng = random(seed as u64);
        let width = rng.random_range(2..40);
        let probs: Vec<f64> = (0..len * width).map(|_| rng.random_range(0.01..1.0)).collect();
        let symbols: Vec<i32> = (0..len).map(|_| rng.random_range(0..width as i32)).collect();
        let lazy = |row| LazyCategorical::<f64, &[f64], 24>::new_compatible(row).unwrap();
        let models: Vec<_> = probs.chunks(width).map(lazy).collect();
        assert_array_24(&symbols, &models, &Rows::new(&probs, width, 24).unwrap());
        let models: Vec<_> = probs.chunks(width).map(|row| Categorical::<24>::perfect(row).unwrap()).collect();
        assert_array_24(&symbols, &models, &PerfectRows::new(&probs, width, 24).unwrap());
    }
}

#[test]
fn tables_functions_and_one_model_for_all() {
    let mut bank = Bank::<16>::new();
    bank.push(&[0, 100, 65000, 65536], -1).unwrap();
    bank.push(&[0, 30000, 65535, 65536], -1).unwrap();
    let table = Categorical::<24>::perfect(&[0.1, 0.6, 0.3]).unwrap();
    let lookup = LookupCategorical::<12>::perfect(&[0.1, 0.6, 0.3]).unwrap();
    let quantizer = LeakyQuantizer::<i32, 24>::new(-3..=3);
    for (seed, len) in LENGTHS.into_iter().enumerate() {
        let mut rng = random(seed as u64);
        let indexes: Vec<u8> = (0..len).map(|_| rng.random_range(0..2)).collect();
        let symbols: Vec<i32> = (0..len).map(|_| rng.random_range(0..3)).collect();
        let below: Vec<i32> = symbols.iter().map(|symbol| symbol - 1).collect();
        let models: Vec<_> = indexes.iter().map(|&index| bank.model(index.into()).unwrap()).collect();
        assert_array(&below, &models, &bank.array(&indexes));
        assert_array_24(&symbols, &vec![&table; len], &Shared::of(&table));
        assert_array(&symbols, &vec![&lookup; len], &Shared::of(&lookup));
        assert_array(&symbols, &vec![Uniform::<20>::new(5); len], &Shared::of(Uniform::<20>::new(5)));
        let one = quantizer.quantize(Gaussian::new(0.5, 1.5).unwrap());
        assert_array_24(&symbols, &vec![one; len], &Shared::of(one));
        let student = |place: usize| Ok(quantizer.quantize(StudentT::new(3.0, place as f64 / 100.0, 2.0)?));
        let models: Result<Vec<_>, ParameterError> = (0..len).map(student).collect();
        assert_array_24(&symbols, &models.unwrap(), &FromFn::new(len, 24, student));
        let uniform = |place: usize| Ok::<_, ParameterError>(Uniform::<24>::new(3 + place % 7));
        let models: Result<Vec<_>, ParameterError> = (0..len).map(uniform).collect();
        assert_array_24(&symbols, &models.unwrap(), &FromFn::looked_up(len, 24, uniform));
    }
}

/// A call that fails says which symbol it is, as one by one, and leaves the coder as it was.
fn impossible_symbols<C: Coder<Error: From<ImpossibleSymbol> + PartialEq>>() {
    let (mut symbols, locations, scales) = message(1, 500);
    let quantizer = LeakyQuantizer::<i32, 24>::new(-100..=100);
    let model = |(&location, &scale): (&f64, &f64)| quantizer.quantize(Gaussian::new(location, scale).unwrap());
    let models: Vec<_> = locations.iter().zip(&scales).map(model).collect();
    let uniform = |_| Ok::<_, ParameterError>(Uniform::<24>::new(1 << 20));
    for places in [&[0][..], &[499], &[130], &[200, 201], &[3, 140, 490]] {
        for &place in places {
            symbols[place] = -101;
        }
        let array = quantizer.gaussians(&locations, &scales).unwrap();
        let mut coder = C::fresh();
        let forward = coder.encode_array(&symbols, &array).unwrap_err();
        assert_eq!(
            coder.encode_symbols(symbols.iter().zip(&models)),
            Err(ImpossibleSymbol { index: places[0] }.into())
        );
        assert_eq!(forward, ArrayError::ImpossibleSymbol { index: places[0] });
        let reverse = coder.encode_array_reverse(&symbols, &array).unwrap_err();
        assert_eq!(reverse, ArrayError::ImpossibleSymbol { index: places[places.len() - 1] });
        assert_eq!(coder, C::fresh());

        let positive: Vec<i32> = symbols.iter().map(|&symbol| if symbol < -100 { -1 } else { symbol + 100 }).collect();
        let array = FromFn::looked_up(positive.len(), 24, uniform);
        let forward = coder.encode_array(&positive, &array).unwrap_err();
        assert_eq!(forward, ArrayError::ImpossibleSymbol { index: places[0] });
        let reverse = coder.encode_array_reverse(&positive, &array).unwrap_err();
        assert_eq!(reverse, ArrayError::ImpossibleSymbol { index: places[places.len() - 1] });
        assert_eq!(coder, C::fresh());
        for &place in places {
            symbols[place] = 0;
        }
    }
    let array = quantizer.gaussians(&locations, &scales).unwrap();
    let mut coder = C::fresh();
    let error = coder.encode_array(&symbols[1..], &array).unwrap_err();
    assert_eq!(error, ArrayError::Length { expected: 499, given: 500 });
    let (min, max) = (<C::Decoder as TakeInterval>::MIN_PRECISION, <C::Decoder as TakeInterval>::MAX_PRECISION);
    let error = coder.decoder().decode_array(&mut symbols, Shared::new(quantizer.quantize(one()), 33)).unwrap_err();
    assert!(matches!(error, ArrayError::Precision { given: 33, .. }), "{min}, {max}");
    let error = coder.encode_array(&symbols, Shared::new(quantizer.quantize(one()), 33)).unwrap_err();
    assert!(matches!(error, ArrayError::Precision { given: 33, .. }));
    assert_eq!(coder, C::fresh());
}

fn one() -> Gaussian {
    Gaussian::new(0.0, 1.0).unwrap()
}

#[test]
fn errors_have_an_index_and_leave_the_coder() {
    impossible_symbols::<DefaultAnsCoder>();
    impossible_symbols::<DefaultInterleaved>();
    impossible_symbols::<DefaultRangeEncoder>();
    impossible_symbols::<DefaultChainCoder>();
}

#[test]
fn what_a_function_refuses_is_an_error_with_an_index() {
    let model = |place: usize| match place {
        150 => Err("not here"),
        _ => Ok(Uniform::<24>::new(10)),
    };
    let symbols = [7; 300];
    let error = ArrayError::Model { index: 150, error: "not here" };
    let mut coder = DefaultAnsCoder::new();
    assert_eq!(coder.encode_array_reverse(&symbols, FromFn::new(300, 24, model)), Err(error));
    assert_eq!(coder.encode_array_reverse(&symbols, FromFn::looked_up(300, 24, model)), Err(error));
    assert!(coder.is_empty());
    let error = ArrayError::Model { index: 150, error: "not here" };
    assert_eq!(coder.decode_array(&mut [0; 300], FromFn::new(300, 24, model)), Err(error));
    let mut many = DefaultInterleaved::new(LaneCount::new(64).unwrap());
    let error = ArrayError::Model { index: 150, error: "not here" };
    many.encode_array_reverse(&[7; 400], FromFn::new(400, 24, |_| Ok::<_, ()>(Uniform::<24>::new(10)))).unwrap();
    assert_eq!(many.decode_array(&mut [0; 300], FromFn::new(300, 24, model)), Err(error));
}

#[test]
fn corrupt_data_is_an_error_with_an_index() {
    let mut bank = Bank::<16>::new();
    bank.push(&[0, 1 << 16], 0).unwrap();
    bank.push(&[0, 1], 0).unwrap();
    let mut indexes = vec![0; 200];
    indexes[77] = 1;
    let words: Vec<u32> = (1..500).map(|i: u32| i.wrapping_mul(0x9e37_79b9) | 1).collect();
    let mut coder = DefaultAnsCoder::from_binary(words.clone()).unwrap();
    let corrupt = ArrayError::Coder { index: Some(77), error: Corrupt.into() };
    assert_eq!(coder.decode_array(&mut [0; 200], bank.array(&indexes)), Err(corrupt));
    indexes[33] = 2;
    let mut coder = DefaultAnsCoder::from_binary(words).unwrap();
    let missing = ArrayError::Model { index: 33, error: NoSuchTable };
    assert_eq!(coder.decode_array(&mut [0; 200], bank.array(&indexes)), Err(missing));

    // Words that end too early.
    let (symbols, locations, scales) = message(3, 1000);
    let models = LeakyQuantizer::<i32, 24>::new(-100..=100);
    let models = models.gaussians(&locations, &scales).unwrap();
    let mut coder = DefaultInterleaved::new(LaneCount::new(8).unwrap());
    coder.encode_array_reverse(&symbols, models).unwrap();
    let (words, lanes) = coder.into_raw_parts();
    let half = words[words.len() / 2..].to_vec();
    let mut decoder = Interleaved::from_raw_parts(Cursor::at_end(half), lanes);
    let mut decoded = vec![0; 1000];
    let error = decoder.decode_array(&mut decoded, models).unwrap_err();
    let ArrayError::Coder { index: Some(index), error: DecodeError::Corrupt(_) } = error else { panic!("{error:?}") };
    assert!((100..900).contains(&index), "{index}");
    assert_eq!(decoded[..index], symbols[..index]);
}

#[test]
fn parameters_are_checked_with_their_index() {
    let quantizer = LeakyQuantizer::<i32, 24>::new(-5..=5);
    let error = quantizer.gaussians(&[0.0, 1.0, f64::NAN], &[1.0, 0.0, 1.0]).unwrap_err();
    let expected = ParameterError { name: "standard deviation", value: 0.0, expected: "positive and finite" };
    assert_eq!(error, ArrayError::Model { index: 1, error: expected });
    let error = quantizer.laplaces(&[0.0, f64::INFINITY], &1.0).unwrap_err();
    let expected = ParameterError { name: "mean", value: f64::INFINITY, expected: "finite" };
    assert_eq!(error, ArrayError::Model { index: 1, error: expected });
    let error = quantizer.logistics(&[0.0, 1.0], &[1.0f32]).unwrap_err();
    assert_eq!(error, ArrayError::Length { expected: 2, given: 1 });

    let mixtures = |width, weights: &[f64]| {
        let ones = vec![1.0; weights.len()];
        quantizer.gaussian_mixtures(width, weights, &ones, &ones).map(|mixtures: Mixtures<'_, Gaussian>| mixtures.len())
    };
    assert_eq!(mixtures(2, &[0.5, 0.5, 0.0, 3.0]), Ok(Some(2)));
    let error = MixtureError::Weights(ProbabilityError::InvalidSum { sum: 0.0 });
    assert_eq!(mixtures(2, &[0.5, 0.5, 0.0, 0.0]), Err(ArrayError::Model { index: 1, error }));
    let error = ParameterError { name: "weight", value: -1.0, expected: "finite and not negative" };
    let error = MixtureError::Parameter(error);
    assert_eq!(mixtures(2, &[0.5, 0.5, 0.5, -1.0]), Err(ArrayError::Model { index: 1, error }));
    assert_eq!(mixtures(2, &[0.5; 3]), Err(ArrayError::Length { expected: 2, given: 3 }));
    let error = MixtureError::Weights(ProbabilityError::Empty);
    assert_eq!(mixtures(0, &[]), Err(ArrayError::Model { index: 0, error }));

    // A support without symbols has no model that codes.
    #[expect(clippy::reversed_empty_ranges, reason = "that is what is tested")]
    let empty = LeakyQuantizer::<i32, 24>::new(5..=4).gaussians(&[0.0], &[1.0]).unwrap();
    let mut coder = DefaultAnsCoder::from_binary(vec![1, 2, 3]).unwrap();
    assert_eq!(coder.encode_array(&[0], empty), Err(ArrayError::ImpossibleSymbol { index: 0 }));
    let corrupt = ArrayError::Coder { index: Some(0), error: Corrupt.into() };
    assert_eq!(coder.decode_array(&mut [0], empty), Err(corrupt));
}

#[test]
fn models_say_what_their_support_is() {
    assert_eq!(DynModel::support(&Uniform::<24>::new(6)), 0..=5);
    assert_eq!(DynModel::support(&Categorical::<24>::perfect(&[1.0, 2.0]).unwrap()), 0..=1);
    let model = LeakyQuantizer::<i32, 24>::new(-7..=9).quantize(one());
    assert_eq!(DynModel::support(&model), -7..=9);
    assert!(model.has_zero_mass(9) && !model.has_zero_mass(0));
    assert_eq!(<LeakilyQuantized<Gaussian, i32, 24> as Model>::PRECISION, 24);
}
