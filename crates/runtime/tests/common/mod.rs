//! Random models of all families, and coders to try them with.
#![allow(dead_code, unused_imports, reason = "each test file uses its part")]

mod coders;

use constriction_runtime::{
    AnsCoder, Bounds, Error, FAMILIES, Family, FloatSlice, ModelSpec, Options, Param, Quantization, Shape, Symbols,
    SymbolsMut, Value, Values, ZeroProbability, decode, go_on,
};
use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256StarStar;

pub(crate) use coders::TestCoder;

pub(crate) type Random = Xoshiro256StarStar;

pub(crate) fn random(seed: u64) -> Random {
    Random::seed_from_u64(seed)
}

/// Words of which the last one is not 0.
pub(crate) fn noise(rng: &mut Random, words: usize) -> Vec<u32> {
    let mut noise: Vec<u32> = (0..words).map(|_| rng.random()).collect();
    if let Some(last) = noise.last_mut() {
        *last |= 1;
    }
    noise
}

pub(crate) const POLICIES: [ZeroProbability; 3] =
    [ZeroProbability::Leaky, ZeroProbability::Strict, ZeroProbability::Escape];
pub(crate) const QUANTIZATIONS: [Quantization; 4] =
    [Quantization::Perfect, Quantization::Fast, Quantization::Lazy, Quantization::Integer];

pub(crate) fn families() -> impl Iterator<Item = Family> {
    FAMILIES.iter().map(|info| info.family)
}

/// Where a parameter comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// It is fixed with the model.
    Fixed,
    /// It comes with the call and is the same for all symbols.
    Same,
    /// It comes with the call for each symbol.
    Each,
}
pub(crate) const KINDS: [Kind; 3] = [Kind::Fixed, Kind::Same, Kind::Each];

/// A family with parameters for some symbols; all numbers are those of single precision.
#[derive(Clone, Debug)]
pub(crate) struct Params {
    pub(crate) family: Family,
    pub(crate) bounds: (i32, i32),
    pub(crate) width: usize,
    /// For each parameter, a number or vector for each symbol.
    pub(crate) values: Vec<Vec<f64>>,
    pub(crate) tables: Vec<(Vec<u32>, i32)>,
    pub(crate) options: Options,
}

/// A parameter of a call.
pub(crate) struct Given {
    narrow: Option<Vec<f32>>,
    wide: Vec<f64>,
    width: usize,
    per_symbol: bool,
}

impl Given {
    pub(crate) fn as_argument(&self) -> Param<'_> {
        let values = self.narrow.as_deref().map_or(FloatSlice::F64(&self.wide), FloatSlice::F32);
        Param { values, width: self.width, per_symbol: self.per_symbol }
    }
}

impl Params {
    pub(crate) fn random(rng: &mut Random, family: Family, symbols: usize, options: Options) -> Self {
        let precision = options.precision;
        let most = 1u64 << precision;
        let least = if precision == 32 { 2 } else { 1 };
        let width = if matches!(family, Family::Categorical | Family::CategoricalLogits) {
            rng.random_range(least..=most.min(40)) as usize
        } else {
            rng.random_range(1..4)
        };
        // Of top-k models: the vocabulary is the same for all symbols, and there are not more ids.
        let (width, vocabulary, first_id) = if family == Family::TopK {
            let width = most.min(width as u64) as usize;
            let largest = most.min(1 << rng.random_range(10..=20));
            (width, rng.random_range(least.max(width as u64)..=largest), rng.random_range(0..1 << 32))
        } else {
            (width, 0, 0)
        };
        let min = rng.random_range(-50..50);
        let bounds = (min, min + rng.random_range(least..=most.min(200)) as i32 - 1);
        let tables = (0..4).map(|_| random_table(rng, precision)).collect();
        let values = family.info().parameters.iter();
        let values = values.map(|parameter| {
            let length = if parameter.shape == Shape::Vector { symbols * width } else { symbols };
            let one = |rng: &mut Random, place: usize| match parameter.name {
                "size" => {
                    let most = most.min(1 << rng.random_range(1..=31));
                    rng.random_range(least..=most) as f64
                }
                "n" => rng.random_range(1..=(most - 1).min(300)) as f64,
                "p" => [rng.random(), rng.random(), rng.random(), 0.0, 1.0, 0.5][rng.random_range(0..6)],
                "mean" | "loc" | "means" => rng.random_range(-60.0..60.0),
                "std" | "scale" | "stds" | "scales" => rng.random_range(-3.0f64..5.0).exp2(),
                "vocabulary" => vocabulary as f64,
                "ids" => ((first_id + (place / width * 31 + place % width) as u64) % vocabulary) as f64,
                "probabilities" if family == Family::TopK => rng.random::<f64>() * rng.random::<f64>() / width as f64,
                "weights" | "probabilities" if place.is_multiple_of(width) => rng.random_range(0.1..1.0),
                "weights" | "probabilities" => [rng.random::<f64>().powi(5), rng.random(), 0.0][rng.random_range(0..3)],
                "logits" if place.is_multiple_of(width) => rng.random_range(-5.0..5.0),
                "logits" => [rng.random_range(-9.0..9.0), -1e4, f64::NEG_INFINITY][rng.random_range(0..3)],
                "indexes" => f64::from(rng.random_range(0..4)),
                name => panic!("no strategy for {name}"),
            };
            (0..length).map(|place| f64::from(one(rng, place) as f32)).collect()
        });
        let values = values.collect();
        Self { family, bounds, width, values, tables, options }
    }

    fn width(&self, place: usize) -> usize {
        if self.family.info().parameters[place].shape == Shape::Vector { self.width } else { 1 }
    }

    /// The parameters of the symbol at an index alone.
    pub(crate) fn one(&self, index: usize) -> Self {
        let values = self.values.iter().enumerate().map(|(place, values)| {
            let width = self.width(place);
            values[index * width..][..width].to_vec()
        });
        Self {
            family: self.family,
            bounds: self.bounds,
            width: self.width,
            values: values.collect(),
            tables: self.tables.clone(),
            options: self.options,
        }
    }

    /// The parameters of the first symbol, for all symbols.
    pub(crate) fn constant(&self) -> Self {
        let first = self.one(0);
        let values = self.values.iter().zip(first.values).map(|(all, first)| first.repeat(all.len() / first.len()));
        Self { values: values.collect(), ..self.clone() }
    }

    /// The model and the arguments of a call, where parameters are of some kinds. Those that are not for each symbol
    /// are those of the first.
    pub(crate) fn split(&self, kinds: &[Kind], is_narrow: bool) -> Result<(ModelSpec, Vec<Given>), Error> {
        let mut fixed = Values::default();
        let mut given = Vec::new();
        for (place, (values, &kind)) in self.values.iter().zip(kinds).enumerate() {
            let width = self.width(place);
            let some = if kind == Kind::Each { &values[..] } else { &values[..width.min(values.len())] };
            let narrow = is_narrow.then(|| some.iter().map(|&x| x as f32).collect::<Vec<_>>());
            match (kind, self.family.info().parameters[place].shape) {
                (Kind::Fixed, Shape::Number) => fixed[place] = Some(some[0].into()),
                (Kind::Fixed, Shape::Vector) => {
                    fixed[place] = Some(match narrow {
                        Some(narrow) => Value::F32(narrow.into()),
                        None => Value::F64(some.into()),
                    });
                }
                _ => given.push(Given { narrow, wide: some.to_vec(), width, per_symbol: kind == Kind::Each }),
            }
        }
        let spec = match self.family {
            Family::CdfTable => {
                let tables = self.tables.iter().map(|(table, offset)| (&table[..], *offset));
                ModelSpec::tables(tables, self.options)
            }
            family if family.info().bounds == Bounds::Given => {
                ModelSpec::bounded(family, self.bounds.0, self.bounds.1, fixed, self.options)
            }
            family => ModelSpec::new(family, fixed, self.options),
        };
        Ok((spec?, given))
    }
}

/// Ends that increase up to all quantiles, and a first symbol.
fn random_table(rng: &mut Random, precision: u32) -> (Vec<u32>, i32) {
    let most = 1u32 << precision.min(31);
    let mut ends: Vec<u32> = (0..rng.random_range(0..most.min(40))).map(|_| rng.random_range(0..=most)).collect();
    ends.extend([0, most]);
    ends.sort_unstable();
    (ends, [0, -7, 1000, i32::MIN, i32::MAX - 60][rng.random_range(0..5)])
}

/// Kinds of parameters, one for each; tables are chosen in each call.
pub(crate) fn random_kinds(rng: &mut Random, family: Family) -> Vec<Kind> {
    let kinds = family.info().parameters.iter().map(|_| KINDS[rng.random_range(0..3)]);
    kinds.map(|kind| if family == Family::CdfTable && kind == Kind::Fixed { Kind::Each } else { kind }).collect()
}

pub(crate) fn arguments(given: &[Given]) -> Vec<Param<'_>> {
    given.iter().map(Given::as_argument).collect()
}

/// Symbols that the models can code, as likely as they are.
pub(crate) fn typical(rng: &mut Random, spec: &ModelSpec, arguments: &[Param<'_>], number: usize) -> Vec<i32> {
    let Ok(mut coder) = AnsCoder::from_binary(noise(rng, number + 4));
    let mut symbols = vec![0; number];
    decode(&mut coder, spec, &mut SymbolsMut::I32(&mut symbols), arguments, &mut go_on).unwrap();
    symbols
}

/// The numbers of a statistic.
pub(crate) fn statistic(
    spec: &ModelSpec,
    what: constriction_runtime::Statistic,
    symbols: &[i32],
    arguments: &[Param<'_>],
) -> Vec<f64> {
    let mut numbers = vec![0.0; symbols.len()];
    spec.statistic(what, Symbols::I32(symbols), arguments, &mut numbers, &mut go_on).unwrap();
    numbers
}
