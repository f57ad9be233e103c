//! Golden vectors of the published package, and a runner.

use std::collections::BTreeMap;

use constriction_core::{DecoderModel, EncoderModel, Interval, Model};
use constriction_models::{
    Bernoulli, Binomial, Categorical, Cauchy, Distribution, Gaussian, Laplace, LazyCategorical, LeakilyQuantized,
    LeakyQuantizer, Uniform,
};
use serde::Deserialize;

/// All cases, in the order of the file.
///
/// # Panics
/// If the file, which is part of the program, is not what it should be.
pub fn published() -> Vec<Case> {
    #[derive(Deserialize)]
    struct File {
        vectors: Vec<Case>,
    }
    let text = include_str!("../vectors/published-0.5.0.json");
    serde_json::from_str::<File>(text).expect("the file of golden vectors is valid").vectors
}

/// Symbols, their models, and what the published package made of them. Huffman codes have
/// fields of their own.
#[derive(Clone, Debug, Deserialize)]
pub struct Case {
    /// A name for messages.
    pub name: String,
    /// The model's class in Python.
    pub family: String,
    #[serde(default)]
    fixed: BTreeMap<String, Parameter>,
    #[serde(default)]
    params: BTreeMap<String, Parameter>,
    dtype: Option<String>,
    /// The symbols of `ans` and `range`.
    pub symbols: Vec<i32>,
    /// From an ANS coder.
    pub ans: Option<Words>,
    /// From a range encoder.
    pub range: Option<Words>,
    /// The data that `ans_from_binary` decodes.
    #[serde(default)]
    pub noise: Vec<u32>,
    /// From an ANS coder that takes `noise` for compressed data.
    pub ans_from_binary: Option<Decoded>,
    /// From a chain coder that takes `noise` for binary data.
    pub chain: Option<Chained>,
    /// The weights of a Huffman code.
    #[serde(default)]
    pub probabilities: Vec<f64>,
    /// From a queue of bits.
    pub queue: Option<Words>,
    /// From a stack of bits.
    pub stack: Option<StackWords>,
}

/// Compressed data and its size.
#[derive(Clone, Debug, Deserialize)]
pub struct Words {
    /// The compressed data.
    pub words: Vec<u32>,
    /// Its length in bits.
    pub num_bits: usize,
    /// The bits that carry information.
    pub num_valid_bits: Option<usize>,
}

/// Compressed data of a stack of bits, whose length is in the data.
#[derive(Clone, Debug, Deserialize)]
pub struct StackWords {
    /// The compressed data.
    pub words: Vec<u32>,
}

/// Symbols decoded from noise, and the rest of the noise.
#[derive(Clone, Debug, Deserialize)]
pub struct Decoded {
    /// As many symbols as the case has.
    pub symbols: Vec<i32>,
    /// The compressed data after that.
    pub words_left: Vec<u32>,
}

/// Symbols from noise by a chain coder.
#[derive(Clone, Debug, Deserialize)]
pub struct Chained {
    /// As many symbols as the case has.
    pub symbols: Vec<i32>,
    /// The compressed words left, and the remainders.
    pub remainders: (Vec<u32>, Vec<u32>),
}

#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
enum Parameter {
    Flag(bool),
    Number(f64),
    Numbers(Vec<f64>),
    Rows(Vec<Vec<f64>>),
}

/// The model of one symbol of a case, with 24 bits of precision.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum CaseModel {
    /// `QuantizedGaussian`.
    Gaussian(LeakilyQuantized<Gaussian, i32, 24>),
    /// `QuantizedLaplace`.
    Laplace(LeakilyQuantized<Laplace, i32, 24>),
    /// `QuantizedCauchy`.
    Cauchy(LeakilyQuantized<Cauchy, i32, 24>),
    /// `Binomial`.
    Binomial(LeakilyQuantized<Binomial, i32, 24>),
    /// `Categorical`, with a table.
    Categorical(Categorical<24>),
    /// `Categorical(lazy=True)` of 32-bit floats.
    Lazy32(LazyCategorical<f32, Vec<f32>, 24>),
    /// `Categorical(lazy=True)` of 64-bit floats.
    Lazy64(LazyCategorical<f64, Vec<f64>, 24>),
    /// `Uniform`.
    Uniform(Uniform<24>),
    /// `Bernoulli`.
    Bernoulli(Bernoulli<24>),
}

impl Case {
    /// One model for each symbol, or `None` for a family without a model here.
    ///
    /// # Panics
    /// If a parameter is missing.
    pub fn models(&self) -> Option<Vec<CaseModel>> {
        (0..self.symbols.len()).map(|index| self.model(index)).collect()
    }

    fn model(&self, index: usize) -> Option<CaseModel> {
        Some(match self.family.as_str() {
            "QuantizedGaussian" => CaseModel::Gaussian(self.leaky(index, ["means", "stds"], Gaussian::new)),
            "QuantizedLaplace" => CaseModel::Laplace(self.leaky(index, ["means", "scales"], Laplace::new)),
            "QuantizedCauchy" => CaseModel::Cauchy(self.leaky(index, ["locs", "scales"], Cauchy::new)),
            "Binomial" => {
                let (n, p) = (self.either(index, ["n", "ns"]), self.either(index, ["p", "ps"]));
                let model = Binomial::new(n as u32, p).expect("a valid probability");
                CaseModel::Binomial(LeakyQuantizer::new(0..=n as i32).quantize(model))
            }
            "Categorical" => self.categorical(&self.row("probabilities", index)),
            "Uniform" => CaseModel::Uniform(Uniform::new(self.either(index, ["size", "sizes"]) as usize)),
            "Bernoulli" => {
                let p = self.number("p", index).expect("a probability");
                let model =
                    if self.flag("perfect") == Some(false) { Bernoulli::fast(p) } else { Bernoulli::perfect(p) };
                CaseModel::Bernoulli(model.expect("a valid probability"))
            }
            _ => return None,
        })
    }

    fn leaky<D: Distribution, E: core::fmt::Debug>(
        &self,
        index: usize,
        names: [&str; 2],
        new: impl FnOnce(f64, f64) -> Result<D, E>,
    ) -> LeakilyQuantized<D, i32, 24> {
        let [min, max] = ["min", "max"].map(|name| self.number(name, index).expect("a support") as i32);
        let [first, second] = names.map(|name| self.number(name, index).expect("two parameters"));
        LeakyQuantizer::new(min..=max).quantize(new(first, second).expect("valid parameters"))
    }

    fn categorical(&self, probs: &[f64]) -> CaseModel {
        let narrow: Vec<f32> = probs.iter().map(|&p| p as f32).collect();
        let is_narrow = self.is_narrow();
        let lazy = self.flag("lazy") == Some(true);
        // Without either, the published package means `perfect=True`.
        let perfect = self.flag("perfect").unwrap_or(!lazy);
        let model = match (lazy, perfect, is_narrow) {
            (true, _, true) => LazyCategorical::new_compatible(narrow).map(CaseModel::Lazy32),
            (true, _, false) => LazyCategorical::new_compatible(probs.to_vec()).map(CaseModel::Lazy64),
            (_, true, true) => Categorical::perfect(&narrow).map(CaseModel::Categorical),
            (_, true, false) => Categorical::perfect(probs).map(CaseModel::Categorical),
            (_, false, true) => Categorical::fast_compatible(&narrow).map(CaseModel::Categorical),
            (_, false, false) => Categorical::fast_compatible(probs).map(CaseModel::Categorical),
        };
        model.expect("valid probabilities")
    }

    /// Whether the parameters were 32-bit floats.
    #[must_use]
    pub fn is_narrow(&self) -> bool {
        self.dtype.as_deref() == Some("float32")
    }

    /// An option of the model's class.
    #[must_use]
    pub fn flag(&self, name: &str) -> Option<bool> {
        match self.fixed.get(name)? {
            Parameter::Flag(flag) => Some(*flag),
            _ => None,
        }
    }

    /// A parameter for the symbol at an index.
    #[must_use]
    pub fn number(&self, name: &str, index: usize) -> Option<f64> {
        match self.fixed.get(name).or(self.params.get(name))? {
            Parameter::Number(number) => Some(*number),
            Parameter::Numbers(numbers) => numbers.get(index).copied(),
            _ => None,
        }
    }

    fn either(&self, index: usize, names: [&str; 2]) -> f64 {
        names.iter().find_map(|name| self.number(name, index)).expect("a parameter")
    }

    /// A vector of parameters for the symbol at an index.
    #[must_use]
    pub fn row(&self, name: &str, index: usize) -> Vec<f64> {
        match self.fixed.get(name).or(self.params.get(name)) {
            Some(Parameter::Numbers(row)) => row.clone(),
            Some(Parameter::Rows(rows)) => rows[index].clone(),
            _ => panic!("{}: no {name}", self.name),
        }
    }
}

impl Model for CaseModel {
    type Symbol = i32;
    const PRECISION: u32 = 24;
}

impl EncoderModel for CaseModel {
    fn interval(&self, symbol: &i32) -> Option<Interval> {
        let index = usize::try_from(*symbol).ok();
        match self {
            Self::Gaussian(model) => model.interval(symbol),
            Self::Laplace(model) => model.interval(symbol),
            Self::Cauchy(model) => model.interval(symbol),
            Self::Binomial(model) => model.interval(symbol),
            Self::Categorical(model) => model.interval(&index?),
            Self::Lazy32(model) => model.interval(&index?),
            Self::Lazy64(model) => model.interval(&index?),
            Self::Uniform(model) => model.interval(&index?),
            Self::Bernoulli(model) => model.interval(&(index? == 1)),
        }
    }
}

impl DecoderModel for CaseModel {
    fn symbol_at(&self, quantile: u32) -> Option<(i32, Interval)> {
        let narrow = |(symbol, interval)| (symbol as i32, interval);
        match self {
            Self::Gaussian(model) => model.symbol_at(quantile),
            Self::Laplace(model) => model.symbol_at(quantile),
            Self::Cauchy(model) => model.symbol_at(quantile),
            Self::Binomial(model) => model.symbol_at(quantile),
            Self::Categorical(model) => model.symbol_at(quantile).map(narrow),
            Self::Lazy32(model) => model.symbol_at(quantile).map(narrow),
            Self::Lazy64(model) => model.symbol_at(quantile).map(narrow),
            Self::Uniform(model) => model.symbol_at(quantile).map(narrow),
            Self::Bernoulli(model) => model.symbol_at(quantile).map(|(symbol, interval)| (i32::from(symbol), interval)),
        }
    }
}
