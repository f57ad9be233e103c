//! `Tabulate`: makes tables, to encode, to decode or to look up, from any model that can list its symbols.

use alloc::collections::BTreeMap;
use alloc::vec;
use alloc::vec::Vec;
#[cfg(feature = "std")]
use core::hash::Hash;

use constriction_core::IterableModel;

#[cfg(feature = "std")]
use crate::SymbolHashMap;
use crate::{
    BankModel, Bernoulli, Categorical, Cdf, CdfView, Distribution, Float, LazyCategorical, LeakilyQuantized,
    LookupArray, LookupCategorical, MappedDecoder, MappedEncoder, Symbol, SymbolMap, Uniform,
};

/// Makes tables of a model with any symbols.
///
/// This pays where a model is used often and costs more than a table, such as a [`LeakilyQuantized`] one. The intervals
/// are the same. Intervals that overlap, which only those of an incorrect model do, are left out or cut.
///
/// `P` is the precision of the model. Where the compiler does not know it, write `to_decoder::<24>()`, or say for a
/// model of your own what it is: `impl Tabulate<24> for MyModel {}`.
///
/// ```
/// use constriction_core::{DecoderModel, EncoderModel};
/// use constriction_models::{Gaussian, LeakyQuantizer, Tabulate};
///
/// let model = LeakyQuantizer::<i32, 12>::new(-20..=20).quantize(Gaussian::new(1.3, 4.0)?);
/// let lookup = model.to_lookup();
/// assert_eq!(lookup.symbol_at(1000), model.symbol_at(1000));
/// # Ok::<(), constriction_models::ParameterError>(())
/// ```
pub trait Tabulate<const P: u32>: IterableModel {
    /// A model that encodes the same symbols, for symbols that can be compared.
    fn to_encoder(&self) -> MappedEncoder<Cdf<P>, BTreeMap<Self::Symbol, usize>>
    where
        Self::Symbol: Ord,
    {
        encoder(self)
    }

    /// A model that encodes the same symbols, for symbols that can be hashed.
    #[cfg(feature = "std")]
    fn to_hash_encoder(&self) -> MappedEncoder<Cdf<P>, SymbolHashMap<Self::Symbol>>
    where
        Self::Symbol: Hash + Eq,
    {
        encoder(self)
    }

    /// A model that decodes the same symbols.
    fn to_decoder(&self) -> MappedDecoder<Categorical<P>, Self::Symbol> {
        let (symbols, cdf) = tabulate(self);
        MappedDecoder::from_parts(symbols, cdf.into())
    }

    /// A model that decodes the same symbols by a table with an entry for each quantile, for up to 16 bits.
    fn to_lookup(&self) -> MappedDecoder<LookupCategorical<P>, Self::Symbol> {
        let (symbols, cdf) = tabulate(self);
        MappedDecoder::from_parts(symbols, cdf.into())
    }
}

fn encoder<const P: u32, M, T>(model: &M) -> MappedEncoder<Cdf<P>, T>
where
    M: Tabulate<P> + ?Sized,
    T: SymbolMap<Symbol = M::Symbol>,
{
    let (symbols, cdf) = tabulate(model);
    let mut numbers = T::with_capacity(symbols.len());
    for (number, symbol) in symbols.into_iter().enumerate() {
        if let Some(symbol) = symbol {
            let _ = numbers.insert(symbol, number);
        }
    }
    MappedEncoder::from_parts(numbers, cdf)
}

/// The symbols in the order of their intervals, and the intervals. Where the quantiles between two of them have no
/// symbol, there is an entry without a symbol.
fn tabulate<const P: u32, M: Tabulate<P> + ?Sized>(model: &M) -> (Vec<Option<M::Symbol>>, Cdf<P>) {
    const { assert!(M::PRECISION == P, "the table has the precision of the model") };
    let (mut symbols, mut ends, mut end) = (Vec::new(), vec![0], 0);
    for (symbol, interval) in model.symbol_table() {
        let (left, right) = (u64::from(interval.left), interval.right());
        if right <= end || right > 1 << P {
            continue;
        }
        if left > end {
            symbols.push(None);
            ends.push(left as u32);
        }
        symbols.push(Some(symbol));
        ends.push(right as u32);
        end = right;
    }
    if symbols.is_empty() {
        symbols.push(None);
        ends.push(0);
    }
    (symbols, Cdf::from_valid_ends(ends))
}

impl<const P: u32, M: Tabulate<P>> Tabulate<P> for &M {}
impl<const P: u32> Tabulate<P> for BankModel<'_, P> {}
impl<const P: u32> Tabulate<P> for Bernoulli<P> {}
impl<const P: u32> Tabulate<P> for Categorical<P> {}
impl<const P: u32> Tabulate<P> for Cdf<P> {}
impl<const P: u32> Tabulate<P> for CdfView<'_, P> {}
impl<const P: u32, const N: usize> Tabulate<P> for LookupArray<'_, P, N> {}
impl<const P: u32> Tabulate<P> for LookupCategorical<P> {}
impl<const P: u32> Tabulate<P> for Uniform<P> {}
impl<const P: u32, F: Float, B: AsRef<[F]>> Tabulate<P> for LazyCategorical<F, B, P> {}
impl<const P: u32, D: Distribution, S: Symbol> Tabulate<P> for LeakilyQuantized<D, S, P> {}
impl<const P: u32, M: Tabulate<P> + crate::IndexModel, S: Clone> Tabulate<P> for MappedDecoder<M, S> {}
