//! `ModelSpec`: a model as it is described at run time.

use core::ops::RangeInclusive;
use std::sync::Arc;

use constriction_models::array::{FloatSlice, Param};
use constriction_models::dynamic::{DynModel, OffsetTable, Support, Table};
use constriction_models::{Bf16, F16, SupportError};

use crate::call_models::CallModels;
use crate::concrete::{ConcreteModel, TableModel, vocabulary};
use crate::dispatch::Form;
use crate::family::MOST_PARAMETERS;
use crate::params::{Params, check_shapes, lacking, number_params, with_ones};
use crate::table_set::TableSet;
use crate::tabulate::{Tabulation, tabulated};
use crate::{Bounds, Error, Family, FloatType, Parameter, Progress, go_on};

/// How floating-point probabilities become a table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Quantization {
    /// With the smallest Kullback-Leibler divergence; costs two logarithms a symbol.
    #[default]
    Perfect,
    /// By one multiplication each.
    Fast,
    /// The same as [`Fast`](Self::Fast). A model that is used often gets a table in any case.
    Lazy,
    /// By sums of integers, which leave something to each symbol and take the least time. In the family Categorical; in
    /// others, what is chosen is the default.
    Integer,
}

/// How symbols without probability are treated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ZeroProbability {
    /// Every symbol of the support gets a probability of at least `2^-precision`; those outside are errors.
    #[default]
    Leaky,
    /// The bits of [`Leaky`](Self::Leaky), but a symbol whose probability was exactly zero is an error.
    Strict,
    /// Symbols that the model does not have are coded as well: one unit of `2^-precision` says that what follows is an
    /// escaped symbol, in an Exp-Golomb code of its distance from the support.
    Escape,
}

/// The options of a model, besides its family and parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Options {
    /// The number of bits of a fixed-point probability, 1 to 32.
    pub precision: u32,
    /// How probabilities in floating point are quantised, in the families Categorical and Bernoulli.
    pub quantization: Quantization,
    /// How symbols without probability are treated.
    pub zero_probability: ZeroProbability,
    /// The type in which the probabilities of the family Categorical are taken; `None` for that in which they are given.
    pub float_type: Option<FloatType>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            precision: 24,
            quantization: Quantization::default(),
            zero_probability: ZeroProbability::default(),
            float_type: None,
        }
    }
}

impl Options {
    /// Where the cumulative probabilities of a model end: 1, or less where symbols can be escaped.
    pub fn probability_of_support(&self) -> f64 {
        match self.zero_probability {
            ZeroProbability::Escape => 1.0 - 1.0 / (1u64 << self.precision) as f64,
            ZeroProbability::Leaky | ZeroProbability::Strict => 1.0,
        }
    }

    /// The options that apply to a family; an error if the precision is not valid.
    #[inline]
    fn of(self, family: Family) -> Result<Self, Error> {
        let precision = self.precision;
        if !(1..=32).contains(&precision) {
            return Err(SupportError::Precision { precision }.into());
        }
        if self.quantization == Quantization::default() && self.float_type.is_none() {
            return Ok(self);
        }
        let is_chosen = match self.quantization {
            Quantization::Integer => family == Family::Categorical,
            Quantization::Perfect | Quantization::Fast | Quantization::Lazy => family.is_quantized_by_choice(),
        };
        let quantization = if is_chosen { self.quantization } else { Quantization::default() };
        let float_type = self.float_type.filter(|_| family == Family::Categorical);
        Ok(Self { quantization, float_type, ..self })
    }

    /// Probabilities in the type in which they are to be taken, or `None` if they are of it.
    pub(crate) fn converted(&self, probs: FloatSlice<'_>) -> Option<Value> {
        self.float_type?.converted(probs)
    }
}

/// A parameter that is fixed with the model.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A number.
    Number([f64; 1]),
    /// A vector in half precision.
    F16(Arc<[F16]>),
    /// A vector of upper halves of single precision.
    Bf16(Arc<[Bf16]>),
    /// A vector in single precision.
    F32(Arc<[f32]>),
    /// A vector in double precision.
    F64(Arc<[f64]>),
}

impl From<f64> for Value {
    fn from(number: f64) -> Self {
        Self::Number([number])
    }
}

impl From<FloatSlice<'_>> for Value {
    /// A vector with these numbers.
    fn from(numbers: FloatSlice<'_>) -> Self {
        match numbers {
            FloatSlice::F16(numbers) => Self::F16(numbers.into()),
            FloatSlice::Bf16(numbers) => Self::Bf16(numbers.into()),
            FloatSlice::F32(numbers) => Self::F32(numbers.into()),
            FloatSlice::F64(numbers) => Self::F64(numbers.into()),
        }
    }
}

impl Value {
    /// The numbers.
    pub fn as_floats(&self) -> FloatSlice<'_> {
        match self {
            Self::Number(number) => FloatSlice::F64(number),
            Self::F16(values) => FloatSlice::F16(values),
            Self::Bf16(values) => FloatSlice::Bf16(values),
            Self::F32(values) => FloatSlice::F32(values),
            Self::F64(values) => FloatSlice::F64(values),
        }
    }

    /// The value as a parameter that all symbols share.
    pub fn as_param(&self) -> Param<'_> {
        let values = self.as_floats();
        Param { values, width: values.len(), per_symbol: false }
    }
}

/// The values of a family's parameters, in order; `None` for a parameter that each call gives.
pub type Values = [Option<Value>; MOST_PARAMETERS];

/// A family of models, with all, some or none of its parameters, or a set of tables.
#[derive(Clone, Debug)]
pub struct ModelSpec {
    form: Form,
    values: Values,
    /// The model, if it has all its parameters.
    concrete: Option<ConcreteModel>,
    tabulation: Tabulation,
}

impl PartialEq for ModelSpec {
    /// Whether both describe the same model in the same way.
    fn eq(&self, other: &Self) -> bool {
        self.form == other.form && self.values == other.values
    }
}

impl ModelSpec {
    /// A model over symbols that its parameters tell.
    ///
    /// # Errors
    /// If the family needs to be told the bounds of its symbols, the given parameters are not those of a model or are
    /// more than the family has, or the precision is not 1 to 32 bits.
    pub fn new(family: Family, values: Values, options: Options) -> Result<Self, Error> {
        Self::build(family, None, values, options, &mut go_on)
    }

    /// [`new`](Self::new), which the progress can stop: a perfect table of millions of symbols takes seconds. No symbols
    /// are reported as done.
    ///
    /// # Errors
    /// As [`new`](Self::new), or [`Error::Interrupted`].
    pub fn new_watched(
        family: Family,
        values: Values,
        options: Options,
        progress: &mut Progress<'_>,
    ) -> Result<Self, Error> {
        Self::build(family, None, values, options, progress)
    }

    /// A model over the integers from `min` to `max`, both included.
    ///
    /// # Errors
    /// If the support is empty or too large for the precision, or follows from the parameters; and as
    /// [`new`](Self::new).
    #[inline]
    pub fn bounded(family: Family, min: i32, max: i32, values: Values, options: Options) -> Result<Self, Error> {
        Self::build(family, Some(Support::new(min..=max, options.precision)?), values, options, &mut go_on)
    }

    /// A model whose parameters are numbers, which are all there; with bounds, a model over the integers from one to the other,
    /// both included. It is what [`new`](Self::new) and [`bounded`](Self::bounded) make, in less time, as some make one for
    /// each symbol.
    ///
    /// # Errors
    /// As these.
    // Where the family is known, nothing is left but its model, which is written to where it stays: a `Uniform` in Python
    // takes 109 ns in place of 140.
    #[inline(always)]
    pub fn of_numbers<const N: usize>(
        family: Family,
        bounds: Option<(i32, i32)>,
        numbers: [f64; N],
        options: Options,
    ) -> Result<Self, Error> {
        let support = match bounds {
            Some((min, max)) => Some(Support::new(min..=max, options.precision)?),
            None => None,
        };
        let values = core::array::from_fn(|place| numbers.get(place).map(|&number| number.into()));
        if family.numbers() != Some(N) || family.is_located() != support.is_some() {
            return Self::build(family, support, values, options, &mut go_on);
        }
        let form = Form { family, support, options: options.of(family)?, tables: None };
        let concrete = Some(form.of_numbers(&numbers)?);
        Ok(Self { form, values, concrete, tabulation: Tabulation::default() })
    }

    /// Tables of cumulative probabilities in units of `2^-precision`, each with the smallest of its symbols.
    ///
    /// # Errors
    /// If one of them does not start with 0, decreases, ends with 0 or above `2^precision`, or has symbols above
    /// `i32::MAX`, or the precision is not 1 to 32 bits. At 32 bits, an end of
    /// `2^32` is written as 0.
    pub fn tables<'a>(tables: impl IntoIterator<Item = (&'a [u32], i32)>, options: Options) -> Result<Self, Error> {
        let table = |(number, (cumulative, offset)): (usize, (&[u32], i32))| {
            let table = Table::from_cumulative(cumulative, options.precision);
            let table = table.map_err(|error| Error::Table { table: number, error })?;
            let table = OffsetTable::new(table, offset).ok_or(Error::Offset { table: number, offset })?;
            Ok(Arc::new(TableModel { table, zeros: Box::default() }))
        };
        let options = options.of(Family::CdfTable)?;
        let tables = TableSet::new(tables.into_iter().enumerate().map(table).collect::<Result<_, Error>>()?);
        let form = Form { family: Family::CdfTable, support: None, options, tables: Some(Arc::new(tables)) };
        Ok(Self { form, values: Values::default(), concrete: None, tabulation: Tabulation::default() })
    }

    #[inline]
    fn build(
        family: Family,
        support: Option<Support<i32>>,
        mut values: Values,
        options: Options,
        progress: &mut Progress<'_>,
    ) -> Result<Self, Error> {
        let info = family.info();
        if support.is_some() != (info.bounds == Bounds::Given) {
            return Err(Error::Bounds { family: info.name, expected: info.bounds });
        }
        let mut options = options.of(family)?;
        if let Some(probs) = &values[0] {
            let converted = options.converted(probs.as_floats());
            values[0] = converted.or(values[0].take());
            // From here on, their type says it.
            options.float_type = None;
        }
        let form = Form { family, support, options, tables: None };
        check_shapes(info, &values)?;
        let concrete = if lacking(info, &values).next().is_none() {
            Some(form.concrete_of(&values, progress)?)
        } else if family == Family::TopK {
            // Ones are no ids.
            if let Some(Value::Number([size])) = values[0] {
                vocabulary(size, form.options.precision)?;
            }
            None
        } else {
            with_ones(info, &values, |params| form.concrete(&params)).transpose()?;
            None
        };
        Ok(Self { form, values, concrete, tabulation: Tabulation::default() })
    }

    /// The family.
    pub fn family(&self) -> Family {
        self.form.family
    }

    /// The fixed parameters in order; `None` in the place of those that come with each call.
    pub fn values(&self) -> &Values {
        &self.values
    }

    /// The parameters that come with each call, in order.
    #[inline]
    pub fn free_parameters(&self) -> impl Iterator<Item = &'static Parameter> + Clone + '_ {
        lacking(self.form.family.info(), &self.values)
    }

    /// The precision and what else holds for the model.
    #[inline]
    pub fn options(&self) -> &Options {
        &self.form.options
    }

    /// Whether the model has all its parameters.
    #[inline]
    pub fn is_concrete(&self) -> bool {
        self.concrete.is_some()
    }

    /// The smallest and the largest symbol, if they do not depend on parameters that come with calls.
    pub fn support(&self) -> Option<RangeInclusive<i32>> {
        match (&self.concrete, self.form.support, self.form.family, &self.values[0]) {
            (Some(model), ..) => Some(model.support()),
            (None, Some(support), ..) => Some(support.min()..=support.max()),
            (None, None, Family::Bernoulli, _) => Some(0..=1),
            // These numbers were checked.
            (None, None, Family::Binomial, Some(Value::Number([n]))) => Some(0..=*n as i32),
            (None, None, Family::TopK, Some(Value::Number([size]))) => Some(0..=(*size - 1.0) as i32),
            (None, None, ..) => None,
        }
    }

    /// The number of entries of all tables of the family `CdfTable`.
    pub fn num_table_entries(&self) -> usize {
        self.offset_tables().map(|table| table.table().ends().len()).sum()
    }

    /// The tables of the family `CdfTable`.
    pub(crate) fn offset_tables(&self) -> impl Iterator<Item = &OffsetTable> {
        self.form.tables.iter().flat_map(|set| set.tables()).map(|table| &table.table)
    }

    /// The model to code this many symbols with, if it has all its parameters.
    #[inline]
    pub(crate) fn concrete_for(&self, symbols: usize) -> Option<&ConcreteModel> {
        let concrete = self.concrete.as_ref()?;
        if concrete.is_small_or_table() {
            return Some(concrete);
        }
        Some(self.tabulation.best(concrete, &self.form.options, symbols))
    }

    /// The model with these numbers for what it lacks.
    ///
    /// # Errors
    /// If these are not as many, or are not those of a model.
    #[inline]
    pub(crate) fn with_numbers(&self, numbers: &[f64]) -> Result<ConcreteModel, Error> {
        if self.form.family.numbers() == Some(numbers.len()) && self.values.iter().all(Option::is_none) {
            return self.form.of_numbers(numbers);
        }
        let (params, given) = number_params(numbers);
        self.form.concrete(&Params::new(self.form.family.info(), &self.values, &params[..given])?)
    }

    /// The same error, which says more if the symbol lies in the support of a row that is quantised as in 0.5.0.
    #[cold]
    pub(crate) fn explain(&self, error: Error, given: &[Param<'_>]) -> Error {
        let Error::ImpossibleSymbol { index, symbol } = error else { return error };
        let options = &self.form.options;
        let leaves_gaps = self.form.family == Family::Categorical
            && matches!(options.quantization, Quantization::Fast | Quantization::Lazy)
            && options.zero_probability == ZeroProbability::Leaky;
        let width = self.values[0].as_ref().map(Value::as_param).or(given.first().copied()).map_or(0, |row| row.width);
        let is_in_row = usize::try_from(symbol).is_ok_and(|symbol| symbol < width);
        if leaves_gaps && is_in_row { Error::NoQuantile { index, symbol } } else { error }
    }

    /// The models of this many symbols.
    ///
    /// # Errors
    /// If the parameters do not fit to the model or to the symbols, or the progress stops it.
    pub(crate) fn models<'a>(
        &'a self,
        symbols: usize,
        given: &[Param<'a>],
        progress: &mut Progress<'_>,
    ) -> Result<CallModels<'a>, Error> {
        let (info, precision) = (self.form.family.info(), self.form.options.precision);
        if let (Some(model), []) = (self.concrete_for(symbols), given) {
            return Ok(CallModels::Same(model, precision));
        }
        let params = Params::new(info, &self.values, given)?;
        params.check_symbols(info, symbols)?;
        Ok(match params.symbols {
            // One row is used as it is, without a copy.
            None if symbols == 1 && self.form.family.is_of_rows() => CallModels::Each(&self.form, params.of_one()),
            None => {
                let model = self.form.concrete_watched(&params, progress)?;
                CallModels::Made(Box::new(tabulated(model, &self.form.options, symbols)), precision)
            }
            Some(_) => CallModels::Each(&self.form, params),
        })
    }
}
