//! Symbols of any type, mapped to the integers of another model.

use alloc::vec::Vec;

use constriction_core::{DecoderModel, EncoderModel, Interval, IterableModel, Model};

use crate::{IndexModel, SymbolMap, SymbolsError};

/// A model for encoding symbols of any type: symbol i in a list is coded as the number i.
///
/// ```
/// use std::collections::BTreeMap;
///
/// use constriction_core::{DecoderModel, EncoderModel};
/// use constriction_models::{Categorical, MappedDecoder, MappedEncoder};
///
/// let numbers = Categorical::<24>::perfect(&[0.1f64, 0.7, 0.2])?;
/// let encoder = MappedEncoder::<_, BTreeMap<_, _>>::new("abc".chars(), &numbers).unwrap();
/// let decoder = MappedDecoder::new("abc".chars(), &numbers).unwrap();
///
/// let interval = encoder.interval(&'b').unwrap();
/// assert_eq!(decoder.symbol_at(interval.left), Some(('b', interval)));
/// # Ok::<(), constriction_models::ProbabilityError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MappedEncoder<M, T> {
    model: M,
    numbers: T,
}

impl<M: IndexModel, T: SymbolMap> MappedEncoder<M, T> {
    /// The model that codes symbol i of a list as `model` codes i.
    ///
    /// # Errors
    /// If there are more or fewer symbols than the model has, or one is there twice.
    pub fn new(symbols: impl IntoIterator<Item = T::Symbol>, model: M) -> Result<Self, SymbolsError> {
        let expected = model.num_symbols();
        let symbols = symbols.into_iter().take(expected.saturating_add(1));
        let mut numbers = T::with_capacity(symbols.size_hint().0);
        let mut given = 0;
        for symbol in symbols {
            if !numbers.insert(symbol, given) {
                return Err(SymbolsError::Duplicate { index: given });
            }
            given += 1;
        }
        if given != expected {
            return Err(SymbolsError::Count { given, expected });
        }
        Ok(Self { model, numbers })
    }
}

impl<M, T> MappedEncoder<M, T> {
    pub(crate) fn from_parts(numbers: T, model: M) -> Self {
        Self { model, numbers }
    }

    /// The model of the numbers.
    pub fn inner(&self) -> &M {
        &self.model
    }
}

impl<M: IndexModel, T: SymbolMap> Model for MappedEncoder<M, T> {
    type Symbol = T::Symbol;
    const PRECISION: u32 = M::PRECISION;
}

impl<M: IndexModel + EncoderModel, T: SymbolMap> EncoderModel for MappedEncoder<M, T> {
    #[inline]
    fn interval(&self, symbol: &T::Symbol) -> Option<Interval> {
        self.model.interval(&self.numbers.index_of(symbol)?)
    }
}

/// A model for decoding symbols of any type: the number i stands for symbol i in a list.
///
/// See [`MappedEncoder`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MappedDecoder<M, S> {
    model: M,
    /// Those of all numbers that stand for one.
    symbols: Vec<S>,
    /// The other numbers, in order.
    holes: Vec<usize>,
}

impl<M: IndexModel, S> MappedDecoder<M, S> {
    /// The model that decodes symbol i of a list where `model` decodes i.
    ///
    /// That no symbol is there twice is for the encoder to check.
    ///
    /// # Errors
    /// If there are more or fewer symbols than the model has.
    pub fn new(symbols: impl IntoIterator<Item = S>, model: M) -> Result<Self, SymbolsError> {
        let expected = model.num_symbols();
        let symbols: Vec<_> = symbols.into_iter().take(expected.saturating_add(1)).collect();
        if symbols.len() != expected {
            return Err(SymbolsError::Count { given: symbols.len(), expected });
        }
        Ok(Self { model, symbols, holes: Vec::new() })
    }
}

impl<M, S> MappedDecoder<M, S> {
    /// The model of numbers that stand for symbols, or for nothing.
    pub(crate) fn from_parts(symbols: Vec<Option<S>>, model: M) -> Self {
        let holes = symbols.iter().enumerate().filter(|(_, symbol)| symbol.is_none()).map(|(number, _)| number);
        Self { model, holes: holes.collect(), symbols: symbols.into_iter().flatten().collect() }
    }

    /// The model of the numbers.
    pub fn inner(&self) -> &M {
        &self.model
    }

    #[inline]
    fn symbol(&self, number: usize) -> Option<S>
    where
        S: Clone,
    {
        if self.holes.is_empty() {
            return self.symbols.get(number).cloned();
        }
        let holes_before = self.holes.binary_search(&number).err()?;
        self.symbols.get(number - holes_before).cloned()
    }
}

impl<M: IndexModel, S> Model for MappedDecoder<M, S> {
    type Symbol = S;
    const PRECISION: u32 = M::PRECISION;
}

impl<M: IndexModel + DecoderModel, S: Clone> DecoderModel for MappedDecoder<M, S> {
    #[inline]
    fn symbol_at(&self, quantile: u32) -> Option<(S, Interval)> {
        let (number, interval) = self.model.symbol_at(quantile)?;
        Some((self.symbol(number)?, interval))
    }
}

impl<M: IndexModel + IterableModel, S: Clone> IterableModel for MappedDecoder<M, S> {
    fn symbol_table(&self) -> impl Iterator<Item = (S, Interval)> + '_ {
        self.model.symbol_table().filter_map(|(number, interval)| Some((self.symbol(number)?, interval)))
    }
}
