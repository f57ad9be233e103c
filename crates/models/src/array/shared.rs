//! `Shared`: one model for all symbols.

use core::convert::Infallible;

use constriction_core::{FailedSymbol, Model, Order, PutInterval, TakeInterval};

use super::{ArrayError, ModelArray, loops};
use crate::dynamic::DynModel;

/// One model for all symbols, for arrays of any length.
///
/// ```
/// use constriction_models::Uniform;
/// use constriction_models::array::{ModelArray, Shared};
///
/// let die = Shared::of(Uniform::<24>::try_new(6)?);
/// assert_eq!((die.len(), die.precision()), (None, 24));
/// # Ok::<(), constriction_models::SupportError>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Shared<M> {
    model: M,
    precision: u32,
}

impl<M: DynModel> Shared<M> {
    /// A model that has this precision, in bits.
    #[inline]
    pub fn new(model: M, precision: u32) -> Self {
        Self { model, precision }
    }
}

impl<M: DynModel + Model> Shared<M> {
    /// A model whose precision is a constant.
    #[inline]
    pub fn of(model: M) -> Self {
        Self { model, precision: M::PRECISION }
    }
}

impl<M: DynModel> ModelArray for Shared<M> {
    type Error = Infallible;

    #[inline]
    fn len(&self) -> Option<usize> {
        None
    }

    #[inline]
    fn precision(&self) -> u32 {
        self.precision
    }

    #[inline]
    fn model(&self, _place: usize) -> Result<impl DynModel, Infallible> {
        Ok(&self.model)
    }

    #[inline]
    fn put<C: PutInterval>(
        &self,
        coder: &mut C,
        start: usize,
        symbols: &[i32],
        order: Order,
    ) -> Result<(), ArrayError<Infallible, C::Error>> {
        if self.model.is_looked_up() {
            loops::put_directly(self, coder, start, symbols, order)
        } else {
            loops::put_blocks(self, coder, start, symbols, order)
        }
    }

    #[inline]
    fn take<C: TakeInterval>(
        &self,
        coder: &mut C,
        start: usize,
        symbols: &mut [i32],
    ) -> Result<(), ArrayError<Infallible, C::Error>> {
        if coder.lanes() > 1 {
            return loops::take(self, coder, start, symbols);
        }
        let count = symbols.len();
        let mut places = symbols.iter_mut();
        let find = |quantile| {
            let (symbol, interval) = self.model.symbol_at(quantile)?;
            *places.next()? = symbol;
            Some(interval)
        };
        let result = coder.take_all(count, self.precision, find);
        result.map_err(|FailedSymbol { index, error }| ArrayError::Coder { index: Some(start + index), error })
    }
}
