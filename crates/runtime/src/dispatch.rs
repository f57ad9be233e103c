//! Makes models of families: the one place where a family is matched.

use core::ops::Range;
use std::sync::Arc;

use constriction_models::array::{
    FloatSlice, FromFn, IntegerRows, LocationScale, LocationScaleFamily, Mixtures, ModelArray, Param, PerfectRows,
    widened,
};
use constriction_models::dynamic::{DynModel, Rows, Support};
use constriction_models::{
    Cauchy, Float, Gaussian, Laplace, Logistic, Mixture, ParameterError, ProbabilityError, RowError, SupportError,
};

use crate::concrete::{
    ConcreteModel, IntoConcrete, SharedMixture, bernoulli, binomial, categorical, integer_row, top_k, uniform,
};
use crate::erased::IS_SMALL;
use crate::params::Params;
use crate::table_set::{TableArray, TableSet};
use crate::{Error, Family, Options, Progress, Quantization, Value, Values, go_on};

/// The options of a description, which hold for all its models.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Form {
    pub(crate) family: Family,
    /// Of families over an interval that is given.
    pub(crate) support: Option<Support<i32>>,
    pub(crate) options: Options,
    /// Of the family `CdfTable`.
    pub(crate) tables: Option<Arc<TableSet>>,
}

/// The result for a family and parameters: [`One`] model, or the models of [`Many`] symbols.
trait Make: Sized {
    type Output;

    /// Models that a number chooses, and whose intervals are looked up.
    fn looked_up<M, F>(self, model: F) -> Result<Self::Output, Error>
    where
        M: DynModel + Into<ConcreteModel>,
        F: Fn(f64) -> Result<M, Error>;

    /// Models of two numbers.
    fn of_two<M, F>(self, model: F) -> Result<Self::Output, Error>
    where
        M: DynModel + Into<ConcreteModel>,
        F: Fn(f64, f64) -> Result<M, Error>;

    /// Distributions with a location and a scale.
    fn located<D: LocationScaleFamily + IntoConcrete>(self, support: Support<i32>) -> Result<Self::Output, Error>;

    /// Mixtures of these.
    fn mixture<D: LocationScaleFamily>(self, support: Support<i32>) -> Result<Self::Output, Error>
    where
        SharedMixture<D>: IntoConcrete;

    /// Vectors of probabilities.
    fn categorical(self) -> Result<Self::Output, Error>;

    /// Vectors of logits.
    fn logits(self) -> Result<Self::Output, Error>;

    /// Vectors of some symbols and their probabilities.
    fn top_k(self) -> Result<Self::Output, Error>;

    /// Tables that a number chooses.
    fn tables(self, tables: &TableSet) -> Result<Self::Output, Error>;
}

impl Form {
    // The match goes where the family is known, and what is made stays in registers: see `ModelSpec::of_numbers`.
    #[cfg_attr(not(target_family = "wasm"), inline(always))]
    fn make<M: Make>(&self, make: M) -> Result<M::Output, Error> {
        let options = &self.options;
        match self.family {
            Family::Uniform => make.looked_up(|size| uniform(size, options.precision)),
            Family::Bernoulli => make.looked_up(|p| bernoulli(p, options)),
            Family::Binomial => make.of_two(|n, p| binomial(n, p, options.precision)),
            Family::QuantizedGaussian => make.located::<Gaussian>(self.support()?),
            Family::QuantizedLaplace => make.located::<Laplace>(self.support()?),
            Family::QuantizedCauchy => make.located::<Cauchy>(self.support()?),
            Family::QuantizedLogistic => make.located::<Logistic>(self.support()?),
            Family::GaussianMixture => make.mixture::<Gaussian>(self.support()?),
            Family::LaplaceMixture => make.mixture::<Laplace>(self.support()?),
            Family::LogisticMixture => make.mixture::<Logistic>(self.support()?),
            Family::Categorical => make.categorical(),
            Family::CategoricalLogits => make.logits(),
            Family::TopK => make.top_k(),
            Family::CdfTable => make.tables(self.tables()?),
        }
    }

    /// The support that was given. Families over an interval have one.
    #[inline]
    fn support(&self) -> Result<Support<i32>, Error> {
        self.support.ok_or(Error::Support { index: None, error: SupportError::Empty })
    }

    /// The tables of the family `CdfTable`.
    pub(crate) fn tables(&self) -> Result<&TableSet, Error> {
        self.tables.as_deref().ok_or(Error::NoSuchTable { index: 0, number: 0.0 })
    }

    /// Visits the models that some symbols have of their own, given the parameters of all symbols.
    #[inline]
    pub(crate) fn visit_each(
        &self,
        params: &Params<'_>,
        symbols: Range<usize>,
        visit: impl Visit,
    ) -> Result<(), Error> {
        let (len, start) = (symbols.len(), symbols.start);
        self.make(Many { form: self, params: params.slice(symbols), len, start, visit })
    }

    /// The model with these parameters, which are the same for all symbols.
    pub(crate) fn concrete(&self, params: &Params<'_>) -> Result<ConcreteModel, Error> {
        self.concrete_watched(params, &mut go_on)
    }

    /// The same, of numbers and a family that is known where it is called.
    #[cfg_attr(not(target_family = "wasm"), inline(always))]
    pub(crate) fn of_numbers(&self, numbers: &[f64]) -> Result<ConcreteModel, Error> {
        let number = |place: usize| numbers[place];
        self.make(One { params: &Params::NONE, number, row: None, options: &self.options, progress: &mut go_on })
    }

    /// The same, unless the progress stops it.
    pub(crate) fn concrete_watched(
        &self,
        params: &Params<'_>,
        progress: &mut Progress<'_>,
    ) -> Result<ConcreteModel, Error> {
        let number = |place| params.get(place).number(0);
        self.make(One { params, number, row: None, options: &self.options, progress })
    }

    /// The model with these fixed parameters, which are all that it needs. It shares rows with them.
    pub(crate) fn concrete_of(&self, values: &Values, progress: &mut Progress<'_>) -> Result<ConcreteModel, Error> {
        let params = &Params::fixed(values);
        let number = |place| params.get(place).number(0);
        self.make(One { params, number, row: values[0].as_ref(), options: &self.options, progress })
    }
}

/// Makes the model that all symbols have.
struct One<'a, 'p, N> {
    params: &'a Params<'a>,
    /// The parameter at a place, of those that are numbers.
    number: N,
    /// The first of them, if it need not be copied.
    row: Option<&'a Value>,
    options: &'a Options,
    progress: &'a mut Progress<'p>,
}

impl<N: Fn(usize) -> f64> One<'_, '_, N> {
    fn row(&self) -> Value {
        if let Some(row) = self.row {
            return row.clone();
        }
        let row = self.params.get(0).values;
        self.options.converted(row).unwrap_or_else(|| row.into())
    }

    #[inline]
    fn number(&self, place: usize) -> f64 {
        (self.number)(place)
    }
}

// What is inlined always is so for the sake of `Form::of_numbers`.
impl<N: Fn(usize) -> f64> Make for One<'_, '_, N> {
    type Output = ConcreteModel;

    #[cfg_attr(not(target_family = "wasm"), inline(always))]
    fn looked_up<M, F>(self, model: F) -> Result<ConcreteModel, Error>
    where
        M: DynModel + Into<ConcreteModel>,
        F: Fn(f64) -> Result<M, Error>,
    {
        Ok(model(self.number(0))?.into())
    }

    #[cfg_attr(not(target_family = "wasm"), inline(always))]
    fn of_two<M, F>(self, model: F) -> Result<ConcreteModel, Error>
    where
        M: DynModel + Into<ConcreteModel>,
        F: Fn(f64, f64) -> Result<M, Error>,
    {
        Ok(model(self.number(0), self.number(1))?.into())
    }

    #[cfg_attr(not(target_family = "wasm"), inline(always))]
    fn located<D: LocationScaleFamily + IntoConcrete>(self, support: Support<i32>) -> Result<ConcreteModel, Error> {
        Ok(D::with_location_and_scale(self.number(0), self.number(1))?.into_concrete(support))
    }

    fn mixture<D: LocationScaleFamily>(self, support: Support<i32>) -> Result<ConcreteModel, Error>
    where
        SharedMixture<D>: IntoConcrete,
    {
        let [weights, locations, scales] = self.params.all().map(|param| param.values);
        let component = |place| {
            let component = D::with_location_and_scale(locations.get(place), scales.get(place))?;
            Ok((weights.get(place), component))
        };
        let components = (0..weights.len()).map(component).collect::<Result<Arc<[_]>, ParameterError>>()?;
        Ok(Mixture::new(components).map_err(in_weights)?.into_concrete(support))
    }

    fn categorical(self) -> Result<ConcreteModel, Error> {
        categorical(self.row(), self.options, self.progress)
    }

    fn logits(self) -> Result<ConcreteModel, Error> {
        integer_row(self.row(), self.options.precision, true)
    }

    fn top_k(self) -> Result<ConcreteModel, Error> {
        let [_, ids, probs] = self.params.all().map(|param| param.values);
        Ok(ConcreteModel::Row(Arc::new(top_k(self.number(0), ids, probs, self.options.precision)?)))
    }

    fn tables(self, tables: &TableSet) -> Result<ConcreteModel, Error> {
        Ok(tables.table(self.number(0))?.into())
    }
}

/// The error of the weights of a mixture, which are probabilities.
fn in_weights(error: ProbabilityError) -> Error {
    match error {
        ProbabilityError::Invalid { value, .. } => {
            ParameterError { name: "weight", value, expected: "finite and not negative" }.into()
        }
        other => other.into(),
    }
}

/// An action on arrays of models of any type.
pub(crate) trait Visit {
    /// Visits the models of some symbols.
    fn visit<A: ModelArray<Error: Into<Error>>>(self, models: A) -> Result<(), Error>;
}

/// Visits the models that some symbols have of their own.
struct Many<'a, V> {
    form: &'a Form,
    /// Those of these symbols alone.
    params: Params<'a>,
    /// The number of symbols.
    len: usize,
    /// The index of the first symbol.
    start: usize,
    visit: V,
}

impl<V: Visit> Many<'_, V> {
    #[inline]
    fn options(&self) -> &Options {
        &self.form.options
    }

    /// Visits models that are made one by one, as values of one type.
    fn one_by_one(self) -> Result<(), Error> {
        let Self { form, params, len, visit, .. } = self;
        let model = |place| form.concrete(&params.slice(place..place + 1));
        visit.visit(FromFn::new(len, form.options.precision, model))
    }

    fn visit_probs<F: Float>(self, probs: &[F], width: usize) -> Result<(), Error> {
        if !IS_SMALL && self.options().quantization == Quantization::Perfect {
            return self.visit_perfect(probs, width);
        }
        let (start, precision) = (self.start, self.options().precision);
        let rows = Rows::new(probs, width, precision).map_err(|error| at(error, start))?;
        self.visit.visit(rows)
    }

    fn visit_perfect<F: Float>(self, probs: &[F], width: usize) -> Result<(), Error> {
        let (start, precision) = (self.start, self.options().precision);
        let rows = PerfectRows::new(probs, width, precision).map_err(|error| at(error, start))?;
        self.visit.visit(rows)
    }

    fn visit_integers(self, rows: Result<IntegerRows<'_>, RowError>) -> Result<(), Error> {
        let rows = rows.map_err(|error| at(error, self.start))?;
        self.visit.visit(rows)
    }
}

/// The error of a row, of symbols from an index on.
#[cold]
fn at(error: RowError, start: usize) -> Error {
    Error::from(error.error).at(start + error.row)
}

impl<V: Visit> Make for Many<'_, V> {
    type Output = ();

    fn looked_up<M, F>(self, model: F) -> Result<(), Error>
    where
        M: DynModel + Into<ConcreteModel>,
        F: Fn(f64) -> Result<M, Error>,
    {
        if IS_SMALL {
            return self.one_by_one();
        }
        let (numbers, precision) = (self.params.get(0), self.options().precision);
        self.visit.visit(FromFn::looked_up(self.len, precision, |place| model(numbers.number(place))))
    }

    fn of_two<M, F>(self, model: F) -> Result<(), Error>
    where
        M: DynModel + Into<ConcreteModel>,
        F: Fn(f64, f64) -> Result<M, Error>,
    {
        if IS_SMALL {
            return self.one_by_one();
        }
        let (first, second, precision) = (self.params.get(0), self.params.get(1), self.options().precision);
        let model = |place| model(first.number(place), second.number(place));
        self.visit.visit(FromFn::new(self.len, precision, model))
    }

    fn located<D: LocationScaleFamily + IntoConcrete>(self, support: Support<i32>) -> Result<(), Error> {
        if IS_SMALL && D::IS_FREQUENT {
            let (locations, scales) = (self.params.get(0), self.params.get(1));
            let model = |place| {
                let distribution = D::with_location_and_scale(locations.number(place), scales.number(place))?;
                Ok::<_, ParameterError>(support.quantize(distribution))
            };
            return self.visit.visit(FromFn::new(self.len, support.precision(), model));
        }
        if IS_SMALL {
            return self.one_by_one();
        }
        let models = LocationScale::<D>::lazy(support, self.params.get(0), self.params.get(1));
        self.visit.visit(models.map_err(|error| Error::from_array(error, self.start, &[]))?)
    }

    fn mixture<D: LocationScaleFamily>(self, support: Support<i32>) -> Result<(), Error>
    where
        SharedMixture<D>: IntoConcrete,
    {
        if IS_SMALL {
            return self.one_by_one();
        }
        let models = Mixtures::<D>::lazy(support, self.params.all());
        self.visit.visit(models.map_err(|error| Error::from_array(error, self.start, &[]))?)
    }

    fn categorical(self) -> Result<(), Error> {
        let Param { values, width, .. } = self.params.get(0);
        let converted = self.options().converted(values);
        let values = converted.as_ref().map_or(values, Value::as_floats);
        if self.options().quantization == Quantization::Integer {
            let precision = self.options().precision;
            return self.visit_integers(IntegerRows::from_probs(values, width, precision));
        }
        if IS_SMALL && self.options().quantization == Quantization::Perfect {
            return self.visit_perfect(&values.widest(), width);
        }
        match values {
            FloatSlice::F16(probs) => self.visit_probs(&widened(probs), width),
            FloatSlice::Bf16(probs) => self.visit_probs(&widened(probs), width),
            FloatSlice::F32(probs) => self.visit_probs(probs, width),
            FloatSlice::F64(probs) => self.visit_probs(probs, width),
        }
    }

    fn logits(self) -> Result<(), Error> {
        let (Param { values, width, .. }, precision) = (self.params.get(0), self.options().precision);
        self.visit_integers(IntegerRows::from_logits(values, width, precision))
    }

    fn top_k(self) -> Result<(), Error> {
        let (vocabulary, precision) = (self.params.get(0), self.options().precision);
        let model = |place| {
            let [_, ids, probs] = self.params.slice(place..place + 1).all().map(|param| param.values);
            top_k(vocabulary.number(place), ids, probs, precision)
        };
        self.visit.visit(FromFn::new(self.len, precision, model))
    }

    fn tables(self, tables: &TableSet) -> Result<(), Error> {
        if IS_SMALL {
            return self.one_by_one();
        }
        let (numbers, precision) = (self.params.get(0), self.options().precision);
        self.visit.visit(TableArray { tables, numbers, len: self.len, precision })
    }
}
