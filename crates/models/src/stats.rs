//! Entropy, cross-entropy, divergence and exact costs, in bits.
//!
//! All of this is about the fixed-point model as it is coded, not about the distribution that it was made from: a
//! symbol with the probability w out of `2^P` costs `P - log2(w)` bits. The logarithms are those of the `libm` crate,
//! and sums run from the first symbol to the last in `f64`, so that the results are the same everywhere; each is off by
//! no more than about the number of symbols times `1e-16` of the sum of the terms' sizes.

use core::borrow::Borrow;

use constriction_core::{EncoderModel, ImpossibleSymbol, Interval, IterableModel, Model};

use crate::SymbolsError;

/// Entropies and divergences of a model that can list its symbols.
///
/// Probabilities to compare with are given in the order of the model's symbol table. They must be as many as it has
/// entries, and should sum to one: they are taken as they are.
///
/// ```
/// use constriction_models::{Categorical, Statistics};
///
/// let probs = [0.5, 0.25, 0.25];
/// let model = Categorical::<12>::perfect(&probs)?;
/// assert_eq!(model.entropy(), 1.5);
/// assert_eq!(model.cross_entropy(&[1.0, 0.0, 0.0]), Ok(1.0));
/// assert_eq!(model.kl_divergence(&probs), Ok(0.0));
/// # Ok::<(), constriction_models::ProbabilityError>(())
/// ```
pub trait Statistics: IterableModel {
    /// The entropy of the model in bits per symbol: what a symbol costs if the symbols are distributed like the model.
    fn entropy(&self) -> f64 {
        self.symbol_table().map(|(_, interval)| weight::<Self>(interval) * cost::<Self>(interval)).sum()
    }

    /// The cross entropy in bits per symbol: what a symbol costs if the symbols are distributed like `probs`.
    ///
    /// # Errors
    /// If there are not as many probabilities as symbols.
    fn cross_entropy(&self, probs: &[f64]) -> Result<f64, SymbolsError> {
        sum(self, probs, |interval, p| if p == 0.0 { 0.0 } else { p * cost::<Self>(interval) })
    }

    /// The cross entropy in the other direction: the cost of a symbol if symbols are distributed like the model, but
    /// are coded with `probs`. Infinite if one of them is zero.
    ///
    /// # Errors
    /// If there are not as many probabilities as symbols.
    fn reverse_cross_entropy(&self, probs: &[f64]) -> Result<f64, SymbolsError> {
        sum(self, probs, |interval, p| -weight::<Self>(interval) * libm::log2(p))
    }

    /// The Kullback-Leibler divergence of the model from `probs` in bits per symbol: how much more than necessary a
    /// symbol costs if the symbols are distributed like `probs`.
    ///
    /// # Errors
    /// If there are not as many probabilities as symbols.
    fn kl_divergence(&self, probs: &[f64]) -> Result<f64, SymbolsError> {
        sum(self, probs, |interval, p| if p == 0.0 { 0.0 } else { p * (cost::<Self>(interval) + libm::log2(p)) })
    }

    /// The Kullback-Leibler divergence in the other direction, of `probs` from the model. Infinite if one of them is zero.
    ///
    /// # Errors
    /// If there are not as many probabilities as symbols.
    fn reverse_kl_divergence(&self, probs: &[f64]) -> Result<f64, SymbolsError> {
        sum(self, probs, |interval, p| -weight::<Self>(interval) * (cost::<Self>(interval) + libm::log2(p)))
    }
}

impl<M: IterableModel + ?Sized> Statistics for M {}

/// The information content of symbols that share one model, in bits.
///
/// # Errors
/// If the model cannot code a symbol.
pub fn iid_cost<S, M>(symbols: impl IntoIterator<Item = S>, model: M) -> Result<f64, ImpossibleSymbol>
where
    S: Borrow<M::Symbol>,
    M: EncoderModel,
{
    symbols_cost(symbols.into_iter().map(|symbol| (symbol, &model)))
}

/// The information content of symbols that have a model each, in bits.
///
/// # Errors
/// If a model cannot code its symbol.
pub fn symbols_cost<S, M>(symbols_and_models: impl IntoIterator<Item = (S, M)>) -> Result<f64, ImpossibleSymbol>
where
    S: Borrow<M::Symbol>,
    M: EncoderModel,
{
    let mut bits = 0.0;
    for (index, (symbol, model)) in symbols_and_models.into_iter().enumerate() {
        bits += cost::<M>(model.interval(symbol.borrow()).ok_or(ImpossibleSymbol { index })?);
    }
    Ok(bits)
}

/// `-log2` of a probability.
fn cost<M: Model + ?Sized>(interval: Interval) -> f64 {
    f64::from(M::PRECISION) - libm::log2(f64::from(interval.prob.get()))
}

/// A probability; exact.
fn weight<M: Model + ?Sized>(interval: Interval) -> f64 {
    f64::from(interval.prob.get()) / (1u64 << M::PRECISION) as f64
}

/// The sum of a term for each symbol.
fn sum<M: IterableModel + ?Sized>(
    model: &M,
    probs: &[f64],
    term: impl Fn(Interval, f64) -> f64,
) -> Result<f64, SymbolsError> {
    let (mut result, mut expected) = (0.0, 0);
    for (_, interval) in model.symbol_table() {
        if let Some(&p) = probs.get(expected) {
            result += term(interval, p);
        }
        expected += 1;
    }
    if expected != probs.len() {
        return Err(SymbolsError::Count { given: probs.len(), expected });
    }
    Ok(result)
}
