//! Golden vectors of the interleaved coder with a model of its own for each symbol.

use constriction_ans::{DefaultInterleaved, Interleaved, LaneCount};
use constriction_core::{Decode, DecoderModel, DefaultFormat, Encode, EncoderModel};
use constriction_models::{Bank, Distribution, Gaussian, Laplace, LeakyQuantizer, Mixture};
use serde::Deserialize;

#[derive(Deserialize)]
struct Vectors {
    arrays: Vec<Case>,
}

/// Symbols, each with parameters of its own, at 24 bits.
#[derive(Deserialize)]
struct Case {
    name: String,
    family: String,
    lanes: usize,
    /// The smallest and the largest symbol, where the family needs them.
    support: Option<[i32; 2]>,
    /// The left ends of symbols, and `2^24`, with the smallest symbol.
    #[serde(default)]
    tables: Vec<(Vec<u32>, i32)>,
    /// The components of each symbol: weight, location, scale. Or the number of its table.
    parameters: Vec<Vec<f64>>,
    symbols: Vec<i32>,
    words: Vec<u32>,
}

#[test]
fn golden_arrays_are_written_and_read() {
    let vectors: Vectors = serde_json::from_str(include_str!("../vectors/interleaved.json")).unwrap();
    assert!(!vectors.arrays.is_empty());
    for case in vectors.arrays {
        match case.family.as_str() {
            "Gaussian" => check(&case, &mixtures(&case, Gaussian::new)),
            "Laplace" => check(&case, &mixtures(&case, Laplace::new)),
            "table" => {
                let mut bank = Bank::<24>::new();
                for (ends, offset) in &case.tables {
                    bank.push(ends, *offset).unwrap();
                }
                let models: Vec<_> = case.parameters.iter().map(|row| bank.model(row[0] as usize).unwrap()).collect();
                check(&case, &models);
            }
            _ => panic!("{}", case.name),
        }
    }
}

fn mixtures<D: Distribution + Clone, E: std::fmt::Debug>(
    case: &Case,
    new: impl Fn(f64, f64) -> Result<D, E>,
) -> Vec<impl EncoderModel<Symbol = i32> + DecoderModel + Clone> {
    let [min, max] = case.support.unwrap();
    let quantizer = LeakyQuantizer::<i32, 24>::new(min..=max);
    let rows = case.parameters.iter();
    let mixture = |row: &Vec<f64>| {
        let components = row.chunks_exact(3).map(|c| (c[0], new(c[1], c[2]).unwrap())).collect::<Vec<_>>();
        quantizer.quantize(Mixture::new(components).unwrap())
    };
    rows.map(mixture).collect()
}

fn check<M>(case: &Case, models: &[M])
where
    M: EncoderModel<Symbol = i32> + DecoderModel,
{
    let mut coder = DefaultInterleaved::new(LaneCount::new(case.lanes).unwrap());
    let mut one_by_one = coder.clone();
    coder.encode_symbols_reverse(case.symbols.iter().zip(models)).unwrap();
    for (symbol, model) in case.symbols.iter().zip(models).rev() {
        one_by_one.encode_symbol(symbol, model).unwrap();
    }
    assert_eq!(coder, one_by_one);
    assert_eq!(coder.into_compressed().unwrap(), case.words, "{}", case.name);

    let mut decoder = Interleaved::<DefaultFormat, _>::from_compressed_slice(&case.words).unwrap();
    let decoded: Vec<i32> = decoder.decode_symbols(models).map(Result::unwrap).collect();
    assert_eq!(decoded, case.symbols, "{}", case.name);
    assert!(decoder.maybe_exhausted());
}
