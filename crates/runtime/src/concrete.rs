//! Models that have all their parameters.

use core::fmt::Debug;
use core::ops::RangeInclusive;
use std::sync::Arc;

use constriction_core::Interval;
use constriction_models::array::{FloatSlice, Param, widened};
use constriction_models::dynamic::{
    Bernoulli, DynModel, IntegerRow, LazyRow, OffsetTable, Quantized, Support, Table, TopK, Uniform,
};
use constriction_models::{
    Binomial, Cauchy, Distribution, Element, Float, Gaussian, Laplace, Located, Logistic, Mixture, ParameterError,
    SymbolsError, TableError,
};

use crate::erased::IS_SMALL;
use crate::{Error, Options, Progress, Quantization, Value, ZeroProbability};

/// One model of any family.
#[derive(Clone, Debug)]
pub(crate) enum ConcreteModel {
    Uniform(Uniform),
    Bernoulli(BernoulliModel),
    Table(Arc<TableModel>),
    /// A row for a few symbols.
    Row(Arc<dyn RowModel>),
    /// The most common models.
    Gaussian(Quantized<Gaussian, i32>),
    Quantized(Quantized<AnyDistribution, i32>),
}

/// Runs the same code with a model of any type.
macro_rules! with_model {
    ($concrete:expr, $model:ident => $do:expr) => {
        match $concrete {
            ConcreteModel::Uniform($model) => $do,
            ConcreteModel::Bernoulli($model) => $do,
            ConcreteModel::Table($model) => $do,
            ConcreteModel::Row($model) => $do,
            ConcreteModel::Gaussian($model) => $do,
            ConcreteModel::Quantized($model) => $do,
        }
    };
}
pub(crate) use with_model;

impl DynModel for ConcreteModel {
    #[inline]
    fn interval(&self, symbol: i32) -> Option<Interval> {
        with_model!(self, model => DynModel::interval(model, symbol))
    }

    #[inline]
    fn symbol_at(&self, quantile: u32) -> Option<(i32, Interval)> {
        with_model!(self, model => DynModel::symbol_at(model, quantile))
    }

    fn support(&self) -> RangeInclusive<i32> {
        with_model!(self, model => DynModel::support(model))
    }

    fn has_zero_mass(&self, symbol: i32) -> bool {
        with_model!(self, model => model.has_zero_mass(symbol))
    }

    fn cumulative(&self, symbol: i32) -> u64 {
        with_model!(self, model => DynModel::cumulative(model, symbol))
    }

    #[inline]
    fn is_looked_up(&self) -> bool {
        with_model!(self, model => model.is_looked_up())
    }
}

/// About how often the time of a common model it takes to code a symbol, for those that take much.
#[inline]
pub(crate) fn cost_of_components(components: usize) -> usize {
    1 + components / 16
}

/// The same for a binomial distribution of `n` trials, whose series has about `10 * sqrt(n)` terms.
#[inline]
pub(crate) fn cost_of_trials(n: f64) -> usize {
    1 + usize::from((libm::sqrt(n) / 16.0) as u16)
}

impl ConcreteModel {
    /// Whether no table of it would be faster.
    #[inline]
    pub(crate) fn is_small_or_table(&self) -> bool {
        match self {
            Self::Uniform(_) | Self::Bernoulli(_) | Self::Table(_) => true,
            Self::Row(_) | Self::Gaussian(_) | Self::Quantized(_) => false,
        }
    }

    /// About how often the time of a common model it takes to code a symbol.
    pub(crate) fn cost(&self) -> usize {
        match self {
            Self::Uniform(_) | Self::Bernoulli(_) | Self::Table(_) | Self::Row(_) | Self::Gaussian(_) => 1,
            Self::Quantized(model) => match model.inner() {
                AnyDistribution::Laplace(_) | AnyDistribution::Cauchy(_) | AnyDistribution::Logistic(_) => 1,
                AnyDistribution::Binomial(model) => cost_of_trials(model.n().into()),
                AnyDistribution::GaussianMixture(model) => cost_of_components(model.components().len()),
                AnyDistribution::LaplaceMixture(model) => cost_of_components(model.components().len()),
                AnyDistribution::LogisticMixture(model) => cost_of_components(model.components().len()),
            },
        }
    }
}

macro_rules! any_distribution {
    ($($variant:ident $t:ty;)*) => {
        /// All distributions but Gaussians as one type, so that the search in them is compiled once.
        #[derive(Clone, Debug)]
        pub(crate) enum AnyDistribution {
            $($variant($t)),*
        }

        impl Distribution for AnyDistribution {
            #[inline]
            fn cdf(&self, x: f64) -> f64 {
                match self { $(Self::$variant(distribution) => distribution.cdf(x)),* }
            }

            #[inline]
            fn quantile(&self, p: f64) -> f64 {
                match self { $(Self::$variant(distribution) => distribution.quantile(p)),* }
            }

            #[inline]
            fn located(&self) -> Option<Located> {
                match self { $(Self::$variant(distribution) => distribution.located()),* }
            }
        }

        $(impl IntoConcrete for $t {
            #[inline]
            fn into_concrete(self, support: Support<i32>) -> ConcreteModel {
                ConcreteModel::Quantized(support.quantize(AnyDistribution::$variant(self)))
            }
        })*
    };
}
any_distribution! {
    Laplace Laplace;
    Cauchy Cauchy;
    Logistic Logistic;
    Binomial Binomial;
    GaussianMixture SharedMixture<Gaussian>;
    LaplaceMixture SharedMixture<Laplace>;
    LogisticMixture SharedMixture<Logistic>;
}

/// A mixture that owns its components.
pub(crate) type SharedMixture<D> = Mixture<D, Arc<[(f64, D)]>>;

/// A distribution that a concrete model can have.
pub(crate) trait IntoConcrete {
    /// Whether it is one of the most common models.
    const IS_FREQUENT: bool = false;

    fn into_concrete(self, support: Support<i32>) -> ConcreteModel;
}

impl IntoConcrete for Gaussian {
    const IS_FREQUENT: bool = true;

    #[inline]
    fn into_concrete(self, support: Support<i32>) -> ConcreteModel {
        ConcreteModel::Gaussian(support.quantize(self))
    }
}

impl From<Uniform> for ConcreteModel {
    fn from(model: Uniform) -> Self {
        Self::Uniform(model)
    }
}

impl From<BernoulliModel> for ConcreteModel {
    fn from(model: BernoulliModel) -> Self {
        Self::Bernoulli(model)
    }
}

impl From<&Arc<TableModel>> for ConcreteModel {
    fn from(model: &Arc<TableModel>) -> Self {
        Self::Table(Arc::clone(model))
    }
}

impl From<Quantized<Binomial, i32>> for ConcreteModel {
    fn from(model: Quantized<Binomial, i32>) -> Self {
        model.inner().into_concrete(*model.support())
    }
}

/// Two symbols, and the probability that they were made from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct BernoulliModel {
    model: Bernoulli,
    p: f64,
}

impl DynModel for BernoulliModel {
    #[inline]
    fn interval(&self, symbol: i32) -> Option<Interval> {
        // Without a branch that depends on the symbol.
        (0..=1).contains(&symbol).then(|| self.model.interval(symbol == 1))
    }

    #[inline]
    fn symbol_at(&self, quantile: u32) -> Option<(i32, Interval)> {
        let (symbol, interval) = self.model.symbol_at(quantile);
        Some((i32::from(symbol), interval))
    }

    fn support(&self) -> RangeInclusive<i32> {
        0..=1
    }

    fn has_zero_mass(&self, symbol: i32) -> bool {
        self.p == f64::from(1 - symbol)
    }

    #[inline]
    fn is_looked_up(&self) -> bool {
        true
    }
}

/// A table, and the facts about its probabilities that the table does not contain.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TableModel {
    pub(crate) table: OffsetTable,
    /// Which symbols the probabilities gave nothing to; empty where that is not needed.
    pub(crate) zeros: Box<[bool]>,
}

impl DynModel for TableModel {
    #[inline]
    fn interval(&self, symbol: i32) -> Option<Interval> {
        self.table.interval(symbol)
    }

    // As in `QuantileIndex` of constriction-models.
    #[cfg_attr(not(target_family = "wasm"), inline)]
    #[cfg_attr(target_family = "wasm", inline(always))]
    fn symbol_at(&self, quantile: u32) -> Option<(i32, Interval)> {
        self.table.symbol_at(quantile)
    }

    fn support(&self) -> RangeInclusive<i32> {
        self.table.support()
    }

    fn has_zero_mass(&self, symbol: i32) -> bool {
        self.table.index(symbol).and_then(|index| self.zeros.get(index)).is_some_and(|&zero| zero)
    }

    #[inline]
    fn is_looked_up(&self) -> bool {
        true
    }
}

/// A model that finds the intervals of a few symbols in less time than it takes to build a table of all.
pub(crate) trait RowModel: DynModel + Debug + Send + Sync {
    /// The table with the same intervals, if there is one.
    fn to_table(&self) -> Option<Table>;
}

impl<F: Float + Debug + Send + Sync> RowModel for LazyRow<F, Arc<[F]>> {
    fn to_table(&self) -> Option<Table> {
        // At 32 bits, there is nothing to be compatible with, and rows are as here.
        let table = if self.precision() == 32 { Table::fast } else { Table::fast_compatible };
        table(self.probs(), self.precision()).ok()
    }
}

impl<E: Element> RowModel for IntegerRow<E, Arc<[E]>> {
    fn to_table(&self) -> Option<Table> {
        Some(self.to_table())
    }
}

impl RowModel for TopK {
    /// Its symbols are not in order.
    fn to_table(&self) -> Option<Table> {
        None
    }
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
pub(crate) fn bernoulli(p: f64, options: &Options) -> Result<BernoulliModel, Error> {
    let model = match options.quantization {
        Quantization::Perfect | Quantization::Integer => Bernoulli::perfect(p, options.precision),
        Quantization::Fast | Quantization::Lazy => Bernoulli::fast(p, options.precision),
    };
    Ok(BernoulliModel { model: model?, p })
}

#[inline]
pub(crate) fn binomial(n: f64, p: f64, precision: u32) -> Result<Quantized<Binomial, i32>, Error> {
    const EXPECTED: &str = "an integer from 0 (at 32 bits, from 1) to 2^precision - 1, and below 2^31";
    let error = ParameterError { name: "number of trials", value: n, expected: EXPECTED };
    let n = whole(n).filter(|&n| n <= i32::MAX as u32).ok_or(error)?;
    let support = Support::new(0..=n as i32, precision).map_err(|_| error)?;
    Ok(support.quantize(Binomial::new(n, p)?))
}

/// The number as an integer, if it is an integer of 32 bits; otherwise `None`.
#[inline]
pub(crate) fn whole(number: f64) -> Option<u32> {
    let integer = number as u32;
    (f64::from(integer) == number).then_some(integer)
}

/// The model of a row of probabilities.
pub(crate) fn categorical(row: Value, options: &Options, progress: &mut Progress<'_>) -> Result<ConcreteModel, Error> {
    fn perfect<F: Float>(probs: &[F], options: &Options, progress: &mut Progress<'_>) -> Result<ConcreteModel, Error> {
        let zeros = match options.zero_probability {
            ZeroProbability::Strict => probs.iter().map(|&p| p == F::ZERO).collect(),
            ZeroProbability::Leaky | ZeroProbability::Escape => Box::default(),
        };
        let table = Table::perfect_watched(probs, options.precision, &mut || progress(0))?.into();
        Ok(ConcreteModel::Table(Arc::new(TableModel { table, zeros })))
    }
    fn quantized<F>(probs: Arc<[F]>, options: &Options, progress: &mut Progress<'_>) -> Result<ConcreteModel, Error>
    where
        F: Float + Debug + Send + Sync + 'static,
    {
        match options.quantization {
            Quantization::Perfect if !IS_SMALL => perfect(&probs, options, progress),
            _ => Ok(ConcreteModel::Row(Arc::new(LazyRow::new(probs, options.precision)?))),
        }
    }
    match row {
        row if options.quantization == Quantization::Integer => integer_row(row, options.precision, false),
        row if IS_SMALL && options.quantization == Quantization::Perfect => {
            perfect(&row.as_floats().widest(), options, progress)
        }
        Value::Number(number) => quantized(number.as_slice().into(), options, progress),
        Value::F16(probs) => quantized(widened(&probs).into(), options, progress),
        Value::Bf16(probs) => quantized(widened(&probs).into(), options, progress),
        Value::F32(probs) => quantized(probs, options, progress),
        Value::F64(probs) => quantized(probs, options, progress),
    }
}

/// The model of a row of probabilities or logits, by sums of integers.
pub(crate) fn integer_row(row: Value, precision: u32, are_logits: bool) -> Result<ConcreteModel, Error> {
    fn summed<E: Element>(row: Arc<[E]>, precision: u32, are_logits: bool) -> Result<ConcreteModel, Error> {
        let row =
            if are_logits { IntegerRow::from_logits(row, precision) } else { IntegerRow::from_probs(row, precision) };
        Ok(ConcreteModel::Row(Arc::new(row?)))
    }
    if IS_SMALL {
        return summed::<f64>(row.as_floats().widest().into(), precision, are_logits);
    }
    match row {
        Value::Number(number) => summed(number.as_slice().into(), precision, are_logits),
        Value::F16(row) => summed(row, precision, are_logits),
        Value::Bf16(row) => summed(row, precision, are_logits),
        Value::F32(row) => summed(row, precision, are_logits),
        Value::F64(row) => summed(row, precision, are_logits),
    }
}

/// The number of symbols of a [`top_k`].
pub(crate) fn vocabulary(size: f64, precision: u32) -> Result<usize, Error> {
    const EXPECTED: &str = "an integer from 1 (at 32 bits, from 2) to 2^precision, and at most 2^31";
    let error = ParameterError { name: "vocabulary", value: size, expected: EXPECTED };
    // The last symbol is an i32.
    let symbols = whole(size).filter(|&size| size <= 1 << 31).ok_or(error)?;
    Uniform::new(symbols.into(), precision).map_err(|_| error)?;
    Ok(symbols as usize)
}

/// The model of some symbols and their probabilities.
pub(crate) fn top_k(size: f64, ids: FloatSlice<'_>, probs: FloatSlice<'_>, precision: u32) -> Result<TopK, Error> {
    let invalid = |value: f64, expected| Error::from(ParameterError { name: "id", value, expected });
    let vocabulary = vocabulary(size, precision)?;
    let mut integers = vec![0; ids.len()];
    if !(Param { values: ids, width: 1, per_symbol: true }).integers(0, &mut integers) {
        let value = (0..ids.len()).map(|place| ids.get(place)).find(|&value| whole(value).is_none());
        return Err(invalid(value.unwrap_or(f64::NAN), "an integer from 0 to vocabulary - 1"));
    }
    let model = match probs {
        probs if IS_SMALL => TopK::from_probs(vocabulary, &integers, &probs.widest(), precision),
        FloatSlice::F16(probs) => TopK::from_probs(vocabulary, &integers, probs, precision),
        FloatSlice::Bf16(probs) => TopK::from_probs(vocabulary, &integers, probs, precision),
        FloatSlice::F32(probs) => TopK::from_probs(vocabulary, &integers, probs, precision),
        FloatSlice::F64(probs) => TopK::from_probs(vocabulary, &integers, probs, precision),
    };
    model.map_err(|error| match error {
        TableError::Probability(error) => error.into(),
        TableError::Symbols(SymbolsError::Duplicate { index }) => {
            invalid(ids.get(index), "different from all others of its row")
        }
        TableError::Symbols(SymbolsError::OutOfRange { index, .. }) => {
            invalid(ids.get(index), "an integer from 0 to vocabulary - 1")
        }
        _ => Error::Width { name: "probabilities", expected: ids.len(), given: probs.len() },
    })
}
