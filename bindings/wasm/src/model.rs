//! `Model`.

use constriction_runtime::{
    Family, ModelSpec, Options, Param, Quantization, Shape, Statistic, Value, ZeroProbability, go_on,
};
use wasm_bindgen::prelude::*;

use crate::error::{impossible, no_owner, parse_error, range_error, range_error_at, to_js, type_error};
use crate::memory::{BYTES_OF_MODEL, room};
use crate::numbers::{Numbers, symbol, zeros};
use crate::parameters::{Parameters, bounds};

/// A model, or a family of models.
#[wasm_bindgen]
#[derive(Clone, Debug)]
pub struct Model {
    pub(crate) spec: ModelSpec,
}

pub(crate) fn options(
    family: Option<Family>,
    precision: u32,
    quantization: &str,
    zero_probability: &str,
) -> Result<Options, JsValue> {
    let quantization = match quantization {
        "perfect" => Quantization::Perfect,
        "fast" => Quantization::Fast,
        "lazy" => Quantization::Lazy,
        "integer" if family == Some(Family::Categorical) => Quantization::Integer,
        other => {
            let integer = if family == Some(Family::Categorical) { ", 'integer'" } else { "" };
            let message = format_args!("quantization must be 'perfect', 'fast'{integer} or 'lazy', not").to_string();
            return Err(range_error(format_args!("{message} '{other}'")));
        }
    };
    let zero_probability: ZeroProbability = zero_probability.parse().map_err(|_| {
        let message = "zeroProbability must be 'leaky', 'strict' or 'escape', not";
        range_error(format_args!("{message} '{zero_probability}'"))
    })?;
    Ok(Options { precision, quantization, zero_probability, ..Options::default() })
}

#[wasm_bindgen]
impl Model {
    /// A model of a family, with the parameters that are known.
    #[wasm_bindgen(constructor)]
    pub fn new(
        family: &str,
        min: Option<f64>,
        max: Option<f64>,
        parameters: Parameters,
        precision: u32,
        quantization: &str,
        zero_probability: &str,
    ) -> Result<Self, JsValue> {
        let family = Family::from_name(family).ok_or_else(|| type_error(format_args!("no family {family}")))?;
        let options = options(Some(family), precision, quantization, zero_probability)?;
        room(parameters.bytes_of_models())?;
        let values = parameters.into_values();
        let spec = match bounds(min, max)? {
            Some((min, max)) => ModelSpec::bounded(family, min, max, values, options),
            None => ModelSpec::new(family, values, options),
        };
        Ok(Self { spec: spec.map_err(to_js)? })
    }

    /// Tables of cumulative probabilities, one after another.
    pub fn tables(
        cumulative: &[u32],
        lengths: &[u32],
        offsets: &[i32],
        precision: u32,
        zero_probability: &str,
    ) -> Result<Self, JsValue> {
        let options = options(Some(Family::CdfTable), precision, "perfect", zero_probability)?;
        room(size_of_val(cumulative).saturating_add(lengths.len().saturating_mul(BYTES_OF_MODEL)))?;
        let mut tables = Vec::with_capacity(lengths.len());
        let mut left = cumulative;
        for (number, (&length, &offset)) in lengths.iter().zip(offsets).enumerate() {
            let (table, rest) = left.split_at_checked(length as usize).unwrap_or((left, &[]));
            if let Some(&end) = table.last().filter(|&&end| 1u64.checked_shl(precision) != Some(end.into())) {
                let message = format_args!("table {number} ends with {end} instead of 2^{precision}").to_string();
                return Err(range_error_at(message, Some(number)));
            }
            left = rest;
            tables.push((table, offset));
        }
        Ok(Self { spec: ModelSpec::tables(tables, options).map_err(to_js)? })
    }

    /// The model that a text describes.
    pub fn parse(text: &str) -> Result<Self, JsValue> {
        // A number takes two characters or more.
        room(text.len().saturating_mul(BYTES_OF_MODEL / 2))?;
        Ok(Self { spec: text.parse().map_err(parse_error)? })
    }

    /// The text that describes it.
    pub fn text(&self) -> Result<String, JsValue> {
        /// The most that a number becomes, while the text grows.
        const BYTES_OF_NUMBER: usize = 128;
        let numbers = self.spec.values().iter().flatten().map(|value| value.as_floats().len()).sum::<usize>();
        room((numbers + self.spec.num_table_entries()).saturating_mul(BYTES_OF_NUMBER))?;
        Ok(self.spec.to_string())
    }

    /// The name of the family.
    pub fn family(&self) -> String {
        self.spec.family().info().name.to_owned()
    }

    /// The number of bits of a probability.
    pub fn precision(&self) -> u32 {
        self.spec.options().precision
    }

    /// The names of the parameters that come with each call, between commas.
    pub fn parameters(&self) -> String {
        self.spec.free_parameters().map(|parameter| parameter.name).collect::<Vec<_>>().join(",")
    }

    /// Whether each of them is a vector.
    pub fn vectors(&self) -> Vec<u8> {
        self.spec.free_parameters().map(|parameter| u8::from(parameter.shape == Shape::Vector)).collect()
    }

    /// The names of the parameters of the family, between commas.
    pub fn names(&self) -> String {
        self.spec.family().info().parameters.iter().map(|parameter| parameter.name).collect::<Vec<_>>().join(",")
    }

    /// The number that the parameter at a place is fixed at.
    pub fn number(&self, place: usize) -> Option<f64> {
        match self.spec.values().get(place) {
            Some(&Some(Value::Number([number]))) => Some(number),
            _ => None,
        }
    }

    /// The vector that the parameter at a place is fixed at.
    pub fn vector(&self, place: usize) -> Result<Option<Vec<f64>>, JsValue> {
        let Some(Some(value)) = self.spec.values().get(place) else { return Ok(None) };
        let numbers = value.as_floats();
        room(numbers.len().saturating_mul(size_of::<f64>()))?;
        Ok(Some(numbers.widest().into_owned()))
    }

    /// Whether it is in single precision.
    pub fn is_single(&self, place: usize) -> bool {
        matches!(self.spec.values().get(place), Some(Some(Value::F32(_))))
    }

    /// The smallest and the largest symbol.
    pub fn support(&self, parameters: Parameters) -> Result<Vec<i32>, JsValue> {
        let (min, max) = match self.spec.support() {
            Some(support) => support,
            None => self.spec.support_with(&parameters.params()).map_err(to_js)?,
        }
        .into_inner();
        Ok(vec![min, max])
    }

    /// The left end of a symbol's interval, and its length.
    pub fn interval(&self, value: f64, parameters: Parameters) -> Result<Vec<u32>, JsValue> {
        let symbol = symbol(value)?;
        let interval = self.spec.interval_with(symbol, &parameters.params()).map_err(to_js)?;
        let interval = interval.ok_or_else(|| impossible(symbol))?;
        Ok(vec![interval.left, interval.prob.get()])
    }

    /// The symbol that owns a quantile, and its interval.
    pub fn symbol_at(&self, quantile: f64, parameters: Parameters) -> Result<Vec<f64>, JsValue> {
        let none = || no_owner(quantile);
        if f64::from(quantile as u32) != quantile {
            return Err(none());
        }
        let found = self.spec.symbol_with(quantile as u32, &parameters.params()).map_err(to_js)?;
        let (symbol, interval) = found.ok_or_else(none)?;
        Ok(vec![symbol.into(), interval.left.into(), interval.prob.get().into()])
    }

    /// The probabilities of all symbols of the support.
    pub fn probabilities(&self, parameters: Parameters) -> Result<Vec<f64>, JsValue> {
        let params = parameters.params();
        let support = self.spec.support_with(&params).map_err(to_js)?;
        let size = support.end().abs_diff(*support.start()) as usize;
        let mut symbols = zeros(size.saturating_add(1))?;
        symbols.iter_mut().zip(support).for_each(|(place, symbol)| *place = symbol);
        self.statistic(Statistic::Probability, &symbols, &params)
    }

    /// The entropy in bits.
    pub fn entropy(&self, parameters: Parameters) -> Result<f64, JsValue> {
        let mut bits = [0.0];
        self.spec.entropy(&parameters.params(), &mut bits, &mut go_on).map_err(to_js)?;
        Ok(bits[0])
    }

    /// The probability of each of some symbols.
    pub fn pmf(&self, kind: u8, symbols: &[u8], parameters: Parameters) -> Result<Vec<f64>, JsValue> {
        let symbols = Numbers::new(kind, symbols)?.to_i32()?;
        self.statistic(Statistic::Probability, &symbols, &parameters.params())
    }

    /// The sum of the probabilities of the symbols below each of some.
    pub fn cdf(&self, kind: u8, symbols: &[u8], parameters: Parameters) -> Result<Vec<f64>, JsValue> {
        let symbols = Numbers::new(kind, symbols)?.to_i32()?;
        self.statistic(Statistic::Cumulative, &symbols, &parameters.params())
    }

    /// The cost of each symbol, in bits.
    pub fn cost_bits(&self, kind: u8, symbols: &[u8], parameters: Parameters) -> Result<Vec<f64>, JsValue> {
        let symbols = Numbers::new(kind, symbols)?.to_i32()?;
        self.statistic(Statistic::Cost, &symbols, &parameters.params())
    }
}

impl Model {
    fn statistic(&self, statistic: Statistic, symbols: &[i32], params: &[Param<'_>]) -> Result<Vec<f64>, JsValue> {
        let mut numbers = zeros(symbols.len())?;
        let symbols = constriction_runtime::Symbols::I32(symbols);
        self.spec.statistic(statistic, symbols, params, &mut numbers, &mut go_on).map_err(to_js)?;
        Ok(numbers)
    }
}
