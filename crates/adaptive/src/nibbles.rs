//! `Nibbles`: an adaptive model of bytes, as two symbols of 16.

#[cfg(feature = "alloc")]
use alloc::vec::Vec;

use constriction_core::{Corrupt, Interval, TakeInterval};

use crate::{AdaptiveCode, SmallCdf};
#[cfg(feature = "alloc")]
use crate::{SetupError, filled::filled};

/// The probabilities of a byte's high half, and of its low half after each high one.
pub(crate) type Halves = [SmallCdf; 17];

/// A model of bytes: the high half, and then the low half in the context of the high one.
///
/// A byte costs two decisions, each by the rule of a [`SmallCdf`](crate::SmallCdf), which has the formula and the reference. `S` is
/// where the probabilities are, 17 tables for each context: an array or a vector.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nibbles<S> {
    rows: S,
}

const START: Halves = [SmallCdf::NIBBLE; 17];

impl<const N: usize> Nibbles<[Halves; N]> {
    /// A new model with `N` contexts, without allocation.
    #[must_use]
    pub fn array() -> Self {
        Self { rows: [START; N] }
    }
}

#[cfg(feature = "alloc")]
impl Nibbles<Vec<Halves>> {
    /// A new model with this number of contexts.
    ///
    /// # Errors
    /// If there is not enough memory.
    pub fn new(contexts: usize) -> Result<Self, SetupError> {
        Ok(Self { rows: filled(START, contexts)? })
    }
}

impl<S: AsMut<[Halves]>> Nibbles<S> {
    /// Forgets all that was learned.
    pub fn reset(&mut self) {
        self.rows.as_mut().fill(START);
    }
}

impl<S: AsRef<[Halves]> + AsMut<[Halves]>> Nibbles<S> {
    /// All probabilities: for each context those of the high half, and then those of the low half after each high one.
    pub fn tables(&self) -> &[[SmallCdf; 17]] {
        self.rows.as_ref()
    }

    /// All probabilities, for those who keep and restore them.
    pub fn tables_mut(&mut self) -> &mut [[SmallCdf; 17]] {
        self.rows.as_mut()
    }
}

impl<S: AsRef<[Halves]> + AsMut<[Halves]>> AdaptiveCode for Nibbles<S> {
    type Symbol = u8;
    const PRECISION: u32 = SmallCdf::PRECISION;

    #[inline]
    fn intervals<E>(
        &self,
        context: usize,
        symbol: u8,
        mut put: impl FnMut(Interval) -> Result<(), E>,
    ) -> Option<Result<(), E>> {
        let row = self.rows.as_ref().get(context)?;
        let (high, low) = (symbol >> 4, symbol & 15);
        let (first, second) = (row[0].nibble_interval(high)?, row[1 + usize::from(high)].nibble_interval(low)?);
        Some(put(first).and_then(|()| put(second)))
    }

    #[inline]
    fn take<C: TakeInterval>(&self, context: usize, decoder: &mut C) -> Result<u8, C::Error> {
        let row = self.rows.as_ref().get(context).ok_or(Corrupt)?;
        let mut take = |cdf: &SmallCdf| {
            let quantile = decoder.quantile(SmallCdf::PRECISION)?;
            let (half, interval) = cdf.nibble_at(quantile).ok_or(Corrupt)?;
            decoder.advance(quantile, interval, SmallCdf::PRECISION)?;
            Ok::<_, C::Error>(half)
        };
        let high = take(&row[0])?;
        let low = take(&row[1 + usize::from(high)])?;
        Ok(high << 4 | low)
    }

    #[inline]
    fn learn(&mut self, context: usize, symbol: u8) {
        if let Some(row) = self.rows.as_mut().get_mut(context) {
            row[0].nibble_update(symbol >> 4);
            row[1 + usize::from(symbol >> 4)].nibble_update(symbol & 15);
        }
    }
}
