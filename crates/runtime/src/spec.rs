//! A model as it is described at run time.

use std::sync::Arc;

use constriction_models::SupportError;
use constriction_models::dynamic::{Support, Table};

use crate::adapters::Shifted;
use crate::family::MOST_PARAMETERS;
use crate::ready::Ready;
use crate::tabulate::Tabulation;
use crate::visit::Source;
use crate::{Argument, Bounds, Error, Family, Floats};

/// How floating-point probabilities become a table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Quantization {
    /// With the smallest Kullback-Leibler divergence; costs two logarithms a symbol.
    #[default]
    Perfect,
    /// By one multiplication each.
    Fast,
    /// As [`Fast`](Self::Fast), computed when it is needed. The bits are the same.
    Lazy,
}

/// What becomes of symbols that have no probability.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ZeroProbability {
    /// Every symbol of the support gets a probability of at least `2^-precision`; those outside are errors.
    #[default]
    Leaky,
    /// The bits of [`Leaky`](Self::Leaky), but a symbol whose probability was exactly zero is an error.
    Strict,
    /// Symbols outside the support are coded as well: one unit of `2^-precision` says that what follows is an escaped
    /// symbol, in an Exp-Golomb code of its distance from the support.
    Escape,
}

/// What holds for a model besides its family and parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Options {
    /// The number of bits of a fixed-point probability, 1 to 32.
    pub precision: u32,
    /// How probabilities in floating point are quantised, in the families Categorical and Bernoulli.
    pub quantization: Quantization,
    /// What becomes of symbols that have no probability.
    pub zero_probability: ZeroProbability,
}

impl Default for Options {
    fn default() -> Self {
        Self { precision: 24, quantization: Quantization::default(), zero_probability: ZeroProbability::default() }
    }
}

impl Options {
    /// What of this holds for a family, if the precision can be.
    fn of(self, family: Family) -> Result<Self, Error> {
        let precision = self.precision;
        if !(1..=32).contains(&precision) {
            return Err(SupportError::Precision { precision }.into());
        }
        let quantization = if family.is_quantized_by_choice() { self.quantization } else { Quantization::default() };
        Ok(Self { quantization, ..self })
    }
}

/// A parameter that is fixed with the model.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A number.
    Number([f64; 1]),
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

impl Value {
    /// The numbers.
    pub fn as_floats(&self) -> Floats<'_> {
        match self {
            Self::Number(number) => Floats::F64(number),
            Self::F32(values) => Floats::F32(values),
            Self::F64(values) => Floats::F64(values),
        }
    }

    pub(crate) fn as_argument(&self) -> Argument<'_> {
        let values = self.as_floats();
        Argument { values, width: values.len(), is_each: false }
    }
}

/// The parameters of a family in order; what is `None` comes with each call.
pub type Values = [Option<Value>; MOST_PARAMETERS];

/// A family of models, with all, some or none of its parameters, or a set of tables.
#[derive(Clone, Debug)]
pub struct ModelSpec {
    pub(crate) family: Family,
    /// Of families over an interval that is given, where the model that is ready does not have it already.
    pub(crate) support: Option<Support<i32>>,
    pub(crate) values: Values,
    pub(crate) options: Options,
    /// Of the family `CdfTable`.
    pub(crate) tables: Option<Arc<[Arc<Shifted>]>>,
    /// The model, if it has all its parameters.
    pub(crate) ready: Option<Ready>,
    pub(crate) tabulation: Tabulation,
}

impl PartialEq for ModelSpec {
    /// Whether both describe the same model in the same way.
    fn eq(&self, other: &Self) -> bool {
        (self.family, self.support(), self.options) == (other.family, other.support(), other.options)
            && self.values == other.values
            && self.tables == other.tables
    }
}

impl ModelSpec {
    /// A model over symbols that its parameters tell.
    ///
    /// # Errors
    /// If the family needs to be told the bounds of its symbols, the parameters that are given make no model or are
    /// more than the family has, or the precision is not 1 to 32 bits.
    pub fn new(family: Family, values: Values, options: Options) -> Result<Self, Error> {
        Self::build(family, None, values, options)
    }

    /// A model over the integers from `min` to `max`, both included.
    ///
    /// # Errors
    /// If the support is empty or too large for the precision, or follows from the parameters; and as
    /// [`new`](Self::new).
    #[inline]
    pub fn bounded(family: Family, min: i32, max: i32, values: Values, options: Options) -> Result<Self, Error> {
        Self::build(family, Some(Support::new(min..=max, options.precision)?), values, options)
    }

    /// A model with a location and a scale over the integers from `min` to `max`, both included: what
    /// [`bounded`](Self::bounded) makes of these, in less time, as some make one for each symbol.
    ///
    /// # Errors
    /// As [`bounded`](Self::bounded), or if the family has other parameters.
    #[inline]
    pub fn located(
        family: Family,
        min: i32,
        max: i32,
        location: f64,
        scale: f64,
        options: Options,
    ) -> Result<Self, Error> {
        let values = || [Some(location.into()), Some(scale.into()), None];
        if !family.is_located() {
            return Self::bounded(family, min, max, values(), options);
        }
        let options = options.of(family)?;
        let support = Support::new(min..=max, options.precision)?;
        let ready = Some(Ready::located(family, support, location, scale)?);
        let tabulation = Tabulation::default();
        Ok(Self { family, support: None, values: values(), options, tables: None, ready, tabulation })
    }

    /// Tables of cumulative probabilities in units of `2^-precision`, each with the smallest of its symbols.
    ///
    /// # Errors
    /// If one of them does not start with 0, decreases, ends with 0 or above `2^precision`, or has symbols above
    /// `i32::MAX`, or the precision is not 1 to 31 bits.
    pub fn tables<'a>(tables: impl IntoIterator<Item = (&'a [u32], i32)>, options: Options) -> Result<Self, Error> {
        let table = |(number, (cumulative, offset)): (usize, (&[u32], i32))| {
            let table = Table::from_cumulative(cumulative, options.precision);
            let table = table.map_err(|error| Error::Probabilities { index: Some(number), error })?;
            let last = i64::from(offset) + table.len() as i64 - 1;
            i32::try_from(last).map_err(|_| Error::Offset { table: number, offset })?;
            Ok(Arc::new(Shifted { table, offset, zeros: Box::default() }))
        };
        let options = options.of(Family::CdfTable)?;
        let tables: Arc<[Arc<Shifted>]> = tables.into_iter().enumerate().map(table).collect::<Result<_, Error>>()?;
        let tabulation = Tabulation::default();
        Ok(Self {
            family: Family::CdfTable,
            support: None,
            values: Values::default(),
            options,
            tables: Some(tables),
            ready: None,
            tabulation,
        })
    }

    #[inline]
    fn build(family: Family, support: Option<Support<i32>>, values: Values, options: Options) -> Result<Self, Error> {
        let info = family.info();
        if support.is_some() != (info.bounds == Bounds::Given) {
            return Err(Error::Bounds { family: info.name, expected: info.bounds });
        }
        let options = options.of(family)?;
        let tabulation = Tabulation::default();
        let mut spec = Self { family, support, values, options, tables: None, ready: None, tabulation };
        spec.check_shapes()?;
        if spec.free_parameters().next().is_none() {
            spec.ready = Some(Ready::new(&spec, &spec.fixed())?);
        } else {
            spec.check_fixed()?;
        }
        Ok(spec)
    }

    /// The family.
    pub fn family(&self) -> Family {
        self.family
    }

    /// The fixed parameters in order; `None` in the place of those that come with each call.
    pub fn values(&self) -> &Values {
        &self.values
    }

    /// The precision and what else holds for the model.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// The model to code so many symbols with, if it has all its parameters.
    #[inline]
    pub(crate) fn ready_for(&self, symbols: usize) -> Option<&Ready> {
        let ready = self.ready.as_ref()?;
        Some(self.tabulation.best(ready, &self.options, symbols))
    }

    /// The tables of the family `CdfTable`.
    pub(crate) fn shifted_tables(&self) -> &[Arc<Shifted>] {
        self.tables.as_deref().unwrap_or_default()
    }

    /// Whether the model has all its parameters.
    pub fn is_concrete(&self) -> bool {
        self.ready.is_some()
    }

    /// The models of so many symbols.
    pub(crate) fn source<'a>(&'a self, symbols: usize, arguments: &[Argument<'a>]) -> Result<Source<'a>, Error> {
        let resolved = self.resolve(arguments)?;
        if let Some(given) = resolved.symbols.filter(|&given| given != symbols) {
            let mut parameters = self.family.info().parameters.iter().enumerate();
            let name = parameters.find(|&(place, _)| resolved.get(place).is_each).map_or("", |(_, each)| each.name);
            return Err(Error::Length { name, expected: symbols, given });
        }
        Source::new(self, resolved, symbols)
    }
}
