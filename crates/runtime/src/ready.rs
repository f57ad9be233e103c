//! Models that have all their parameters.

use core::ops::RangeInclusive;
use std::sync::Arc;

use constriction_core::Interval;
use constriction_models::dynamic::{Bernoulli, Quantized, Support, Table, Uniform};
use constriction_models::{
    Binomial, Cauchy, Distribution, Float, Gaussian, Laplace, Logistic, Mixture, ParameterError, ProbabilityError,
    SupportError,
};

use crate::adapters::{Coin, Shifted};
use crate::resolved::Resolved;
use crate::{Error, Family, Floats, ModelSpec, Options, Quantization, RunModel, ZeroProbability, logits};

type SharedMixture<D> = Quantized<Mixture<D, Arc<[(f64, D)]>>, i32>;

/// One model of any family.
#[derive(Clone, Debug)]
pub(crate) enum Ready {
    Uniform(Uniform),
    Bernoulli(Coin),
    Binomial(Quantized<Binomial, i32>),
    Gaussian(Quantized<Gaussian, i32>),
    Laplace(Quantized<Laplace, i32>),
    Cauchy(Quantized<Cauchy, i32>),
    Logistic(Quantized<Logistic, i32>),
    GaussianMixture(SharedMixture<Gaussian>),
    LaplaceMixture(SharedMixture<Laplace>),
    LogisticMixture(SharedMixture<Logistic>),
    Table(Arc<Shifted>),
}

/// Does the same with the model, whatever its type.
#[cfg(not(target_family = "wasm"))]
macro_rules! with_model {
    ($ready:expr, $model:ident => $do:expr) => {
        match $ready {
            Ready::Uniform($model) => $do,
            Ready::Bernoulli($model) => $do,
            Ready::Binomial($model) => $do,
            Ready::Gaussian($model) => $do,
            Ready::Laplace($model) => $do,
            Ready::Cauchy($model) => $do,
            Ready::Logistic($model) => $do,
            Ready::GaussianMixture($model) => $do,
            Ready::LaplaceMixture($model) => $do,
            Ready::LogisticMixture($model) => $do,
            Ready::Table($model) => $do,
        }
    };
}
#[cfg(not(target_family = "wasm"))]
pub(crate) use with_model;

impl Ready {
    /// The model of a family with these parameters, which are the same for all symbols.
    #[cfg_attr(not(target_family = "wasm"), inline)]
    pub(crate) fn new(spec: &ModelSpec, parameters: &Resolved<'_>) -> Result<Self, Error> {
        let options = &spec.options;
        let number = |place| parameters.number(place);
        Ok(match spec.family {
            family if family.is_located() => Self::located(family, support(spec)?, number(0), number(1))?,
            Family::Uniform => Self::Uniform(uniform(number(0), options.precision)?),
            Family::Bernoulli => Self::Bernoulli(coin(number(0), options)?),
            Family::Binomial => Self::Binomial(binomial(number(0), number(1), options.precision)?),
            Family::GaussianMixture => Self::GaussianMixture(mixture(spec, parameters, Gaussian::new)?),
            Family::LaplaceMixture => Self::LaplaceMixture(mixture(spec, parameters, Laplace::new)?),
            Family::LogisticMixture => Self::LogisticMixture(mixture(spec, parameters, Logistic::new)?),
            Family::Categorical => Self::Table(categorical(parameters.get(0).values, options)?),
            Family::CategoricalLogits => {
                let mut weights = Vec::new();
                logits::weights(parameters.get(0).values, &mut weights)?;
                let options = Options { quantization: Quantization::Fast, ..*options };
                Self::Table(categorical(Floats::F64(&weights), &options)?)
            }
            _ => Self::Table(Arc::clone(table(spec.shifted_tables(), number(0), 0)?)),
        })
    }

    /// Whether an interval takes much longer than to look it up.
    pub(crate) fn is_costly(&self) -> bool {
        !matches!(self, Self::Uniform(_) | Self::Bernoulli(_) | Self::Table(_))
    }

    /// The model of a family with a location and a scale.
    #[inline]
    pub(crate) fn located(family: Family, support: Support<i32>, location: f64, scale: f64) -> Result<Self, Error> {
        Ok(match family {
            Family::QuantizedLaplace => Self::Laplace(support.quantize(Laplace::new(location, scale)?)),
            Family::QuantizedCauchy => Self::Cauchy(support.quantize(Cauchy::new(location, scale)?)),
            Family::QuantizedLogistic => Self::Logistic(support.quantize(Logistic::new(location, scale)?)),
            _ => Self::Gaussian(support.quantize(Gaussian::new(location, scale)?)),
        })
    }
}

#[cfg(not(target_family = "wasm"))]
impl RunModel for Ready {
    #[inline]
    fn interval(&self, symbol: i32) -> Option<Interval> {
        with_model!(self, model => RunModel::interval(model, symbol))
    }

    #[inline]
    fn symbol_at(&self, quantile: u32) -> Option<(i32, Interval)> {
        with_model!(self, model => RunModel::symbol_at(model, quantile))
    }

    fn support(&self) -> RangeInclusive<i32> {
        with_model!(self, model => RunModel::support(model))
    }

    fn has_zero_mass(&self, symbol: i32) -> bool {
        with_model!(self, model => model.has_zero_mass(symbol))
    }
}

impl<M: RunModel> RunModel for Arc<M> {
    #[inline]
    fn interval(&self, symbol: i32) -> Option<Interval> {
        M::interval(self, symbol)
    }

    #[inline]
    fn symbol_at(&self, quantile: u32) -> Option<(i32, Interval)> {
        M::symbol_at(self, quantile)
    }

    fn support(&self) -> RangeInclusive<i32> {
        M::support(self)
    }

    fn has_zero_mass(&self, symbol: i32) -> bool {
        M::has_zero_mass(self, symbol)
    }
}

/// The support that was given with the model. Families over an interval have one.
#[inline]
pub(crate) fn support(spec: &ModelSpec) -> Result<Support<i32>, Error> {
    spec.support.ok_or(Error::Support { index: None, error: SupportError::Empty })
}

fn mixture<D: Distribution>(
    spec: &ModelSpec,
    parameters: &Resolved<'_>,
    new: impl Fn(f64, f64) -> Result<D, ParameterError>,
) -> Result<SharedMixture<D>, Error> {
    let components = components(parameters, 0..1, new)?;
    Ok(support(spec)?.quantize(Mixture::new(Arc::from(components)).map_err(in_weights)?))
}

/// What is wrong with the weights of a mixture, which are probabilities to it.
pub(crate) fn in_weights(error: ProbabilityError) -> Error {
    match error {
        ProbabilityError::Invalid { value, .. } => {
            ParameterError { name: "weight", value, expected: "finite and not negative" }.into()
        }
        other => other.into(),
    }
}

/// The components of the mixtures of some symbols, one mixture behind the other.
pub(crate) fn components<D>(
    parameters: &Resolved<'_>,
    symbols: core::ops::Range<usize>,
    new: impl Fn(f64, f64) -> Result<D, ParameterError>,
) -> Result<Vec<(f64, D)>, Error> {
    let mut buffers = [const { Vec::new() }; 3];
    let [weights, means, scales] = &mut buffers;
    let values = [(0, weights), (1, means), (2, scales)].map(|(place, buffer)| {
        let argument = parameters.get(place);
        (argument.of(symbols.clone()).to_f64(buffer), argument.is_each)
    });
    let width = parameters.get(0).width;
    let at = |(values, is_each): (&[f64], bool), place: usize| values[if is_each { place } else { place % width }];
    let component = |place: usize| {
        let distribution = new(at(values[1], place), at(values[2], place));
        let index = values.iter().any(|&(_, is_each)| is_each).then(|| symbols.start + place / width);
        Ok((at(values[0], place), distribution.map_err(|error| Error::Parameter { index, error })?))
    };
    (0..symbols.len() * width).map(component).collect()
}

#[inline]
pub(crate) fn uniform(size: f64, precision: u32) -> Result<Uniform, Error> {
    const EXPECTED: &str = "an integer from 1 (at 32 bits, from 2) to 2^precision, and at most 2^31";
    let error = ParameterError { name: "size", value: size, expected: EXPECTED };
    // The last symbol is an i32.
    let size = whole(size).filter(|&size| size <= 1 << 31).ok_or(error)?;
    Ok(Uniform::new(size.into(), precision).map_err(|_| error)?)
}

#[inline]
pub(crate) fn coin(p: f64, options: &Options) -> Result<Coin, Error> {
    let model = match options.quantization {
        Quantization::Perfect => Bernoulli::perfect(p, options.precision),
        Quantization::Fast | Quantization::Lazy => Bernoulli::fast(p, options.precision),
    };
    Ok(Coin { model: model?, p })
}

#[inline]
pub(crate) fn binomial(n: f64, p: f64, precision: u32) -> Result<Quantized<Binomial, i32>, Error> {
    const EXPECTED: &str = "an integer from 0 (at 32 bits, from 1) to 2^precision - 1, and below 2^31";
    let error = ParameterError { name: "number of trials", value: n, expected: EXPECTED };
    let n = whole(n).filter(|&n| n <= i32::MAX as u32).ok_or(error)?;
    let support = Support::new(0..=n as i32, precision).map_err(|_| error)?;
    Ok(support.quantize(Binomial::new(n, p)?))
}

/// The integer that a number is. What is none is not what the cast makes of it.
#[inline]
fn whole(number: f64) -> Option<u32> {
    let integer = number as u32;
    (f64::from(integer) == number).then_some(integer)
}

fn categorical(probs: Floats<'_>, options: &Options) -> Result<Arc<Shifted>, Error> {
    fn zeros<F: Float>(probs: &[F], options: &Options) -> Box<[bool]> {
        match options.zero_probability {
            ZeroProbability::Strict => probs.iter().map(|&p| p == F::ZERO).collect(),
            _ => Box::default(),
        }
    }
    let (table, zeros) = match probs {
        Floats::F32(probs) => (quantized_table(probs, options)?, zeros(probs, options)),
        Floats::F64(probs) => (quantized_table(probs, options)?, zeros(probs, options)),
    };
    Ok(Arc::new(Shifted { table, offset: 0, zeros }))
}

fn quantized_table<F: Float>(probs: &[F], options: &Options) -> Result<Table, Error> {
    Ok(match options.quantization {
        Quantization::Perfect => Table::perfect(probs, options.precision)?,
        // Lazy models are computed symbol by symbol where there are many; one that is used often is a table.
        // At 32 bits, there is nothing to be compatible with, and rows are as here.
        Quantization::Fast | Quantization::Lazy if options.precision == 32 => Table::fast(probs, 32)?,
        Quantization::Fast | Quantization::Lazy => Table::fast_compatible(probs, options.precision)?,
    })
}

/// The table with a number.
#[inline]
pub(crate) fn table(tables: &[Arc<Shifted>], number: f64, index: usize) -> Result<&Arc<Shifted>, Error> {
    let table = whole(number).and_then(|number| tables.get(number as usize));
    table.ok_or(Error::NoSuchTable { index, number })
}
