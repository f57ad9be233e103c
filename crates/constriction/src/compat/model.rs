//! Names that programs for `constriction` 0.5.0 use.
//!
//! They are kept so that such programs compile, most of them without a change. New code has no need for them: the types
//! that the names stand for, and the traits [`Tabulate`], [`Statistics`] and [`IterableModel`], are shorter.

use core::hash::Hash;
use core::num::NonZeroU32;
use std::vec::Vec;

use constriction_core::{DecoderModel, IterableModel, Model};
use constriction_models::{
    Categorical, Cdf, Float, LookupCategorical, MappedDecoder, MappedEncoder, Statistics, SymbolHashMap, Tabulate,
};

/// The models that 0.5.0 parametrises by the type of probabilities and the type of the table.
pub trait Parametrised<Model> {
    /// The model, which needs none of that here.
    type Type;
}

impl<Parameters, Model> Parametrised<Model> for Parameters {
    type Type = Model;
}

/// [`Categorical`], for any type of probabilities and of the table.
pub type ContiguousCategoricalEntropyModel<Probability, Table, const PRECISION: u32> =
    <(Probability, Table) as Parametrised<Categorical<PRECISION>>>::Type;

/// [`LookupCategorical`] with 12 bits of precision.
pub type SmallContiguousLookupDecoderModel = LookupCategorical<12>;

/// [`MappedEncoder`] with a hash map and 24 bits of precision.
pub type DefaultNonContiguousCategoricalEncoderModel<Symbol> = MappedEncoder<Cdf<24>, SymbolHashMap<Symbol>>;
/// [`MappedEncoder`] with a hash map and 12 bits of precision.
pub type SmallNonContiguousCategoricalEncoderModel<Symbol> = MappedEncoder<Cdf<12>, SymbolHashMap<Symbol>>;
/// [`MappedDecoder`] with 24 bits of precision.
pub type DefaultNonContiguousCategoricalDecoderModel<Symbol> = MappedDecoder<Categorical<24>, Symbol>;
/// [`MappedDecoder`] with 12 bits of precision.
pub type SmallNonContiguousCategoricalDecoderModel<Symbol> = MappedDecoder<Categorical<12>, Symbol>;
/// [`MappedDecoder`] that looks up, with 12 bits of precision.
pub type SmallNonContiguousLookupDecoderModel<Symbol> = MappedDecoder<LookupCategorical<12>, Symbol>;

/// Intervals as tuples.
pub trait EntropyModel: Model {
    /// The symbol that owns a quantile, its left-sided cumulative and its probability; `None` if no symbol does, where
    /// 0.5.0 panics.
    fn quantile_function(&self, quantile: u32) -> Option<(Self::Symbol, u32, NonZeroU32)>
    where
        Self: DecoderModel,
    {
        let (symbol, interval) = self.symbol_at(quantile)?;
        Some((symbol, interval.left, interval.prob))
    }
}

impl<M: Model + ?Sized> EntropyModel for M {}

/// Tables, statistics and conversions. `PRECISION` is found by the compiler.
pub trait IterableEntropyModel<const PRECISION: u32>: Tabulate<PRECISION> {
    /// All symbols, their left-sided cumulatives and their probabilities.
    fn symbol_table(&self) -> impl Iterator<Item = (Self::Symbol, u32, NonZeroU32)> + '_ {
        IterableModel::symbol_table(self).map(|(symbol, interval)| (symbol, interval.left, interval.prob))
    }

    /// The same as numbers between 0 and 1.
    fn floating_point_symbol_table<F: Float>(&self) -> impl Iterator<Item = (Self::Symbol, F, F)> + '_ {
        IterableModel::symbol_table(self).map(|(symbol, interval)| {
            let [left, prob] = [interval.left, interval.prob.get()].map(probability::<Self, F>);
            (symbol, left, prob)
        })
    }

    /// See [`Statistics::entropy`].
    fn entropy_base2<F: Real>(&self) -> F {
        F::from_f64(self.entropy())
    }

    /// See [`Statistics::cross_entropy`]; NaN if there are not as many probabilities as symbols.
    fn cross_entropy_base2<F: Real>(&self, p: impl IntoIterator<Item = F>) -> F {
        compare(p, |probs| self.cross_entropy(probs).ok())
    }

    /// See [`Statistics::reverse_cross_entropy`]; NaN if there are not as many probabilities as symbols.
    fn reverse_cross_entropy_base2<F: Real>(&self, p: impl IntoIterator<Item = F>) -> F {
        compare(p, |probs| self.reverse_cross_entropy(probs).ok())
    }

    /// See [`Statistics::kl_divergence`]; NaN if there are not as many probabilities as symbols.
    fn kl_divergence_base2<F: Real>(&self, p: impl IntoIterator<Item = F>) -> F {
        compare(p, |probs| self.kl_divergence(probs).ok())
    }

    /// See [`Statistics::reverse_kl_divergence`]; NaN if there are not as many probabilities as symbols.
    fn reverse_kl_divergence_base2<F: Real>(&self, p: impl IntoIterator<Item = F>) -> F {
        compare(p, |probs| self.reverse_kl_divergence(probs).ok())
    }

    /// See [`Tabulate::to_hash_encoder`].
    fn to_generic_encoder_model(&self) -> MappedEncoder<Cdf<PRECISION>, SymbolHashMap<Self::Symbol>>
    where
        Self::Symbol: Hash + Eq,
    {
        self.to_hash_encoder()
    }

    /// See [`Tabulate::to_decoder`].
    fn to_generic_decoder_model(&self) -> MappedDecoder<Categorical<PRECISION>, Self::Symbol> {
        self.to_decoder()
    }

    /// See [`Tabulate::to_lookup`].
    fn to_generic_lookup_decoder_model(&self) -> MappedDecoder<LookupCategorical<PRECISION>, Self::Symbol> {
        self.to_lookup()
    }
}

impl<const P: u32, M: Tabulate<P> + ?Sized> IterableEntropyModel<P> for M {}

/// A floating-point type to return.
pub trait Real: Float {
    /// The nearest number.
    fn from_f64(value: f64) -> Self;
}

impl Real for f32 {
    fn from_f64(value: f64) -> Self {
        value as f32
    }
}

impl Real for f64 {
    fn from_f64(value: f64) -> Self {
        value
    }
}

fn compare<F: Real>(p: impl IntoIterator<Item = F>, statistic: impl FnOnce(&[f64]) -> Option<f64>) -> F {
    let probs: Vec<f64> = p.into_iter().map(Float::to_f64).collect();
    F::from_f64(statistic(&probs).unwrap_or(f64::NAN))
}

fn probability<M: Model + ?Sized, F: Float>(weight: u32) -> F {
    F::from_u64(u64::from(weight)) / F::from_u64(1 << M::PRECISION)
}
