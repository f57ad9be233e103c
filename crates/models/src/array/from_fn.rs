//! `FromFn`: models that a function makes.

use constriction_core::{Order, PutInterval};

use super::{ArrayError, ModelArray, loops};
use crate::dynamic::DynModel;

/// Models that are made one by one, by a function of the place.
///
/// ```
/// use constriction_models::ParameterError;
/// use constriction_models::array::{FromFn, ModelArray};
/// use constriction_models::dynamic::Support;
/// use constriction_models::StudentT;
///
/// let support = Support::new(-100..=100, 24).unwrap();
/// let means = [3.5, -7.25];
/// let models = FromFn::new(means.len(), 24, |place| Ok(support.quantize(StudentT::new(3.0, means[place], 2.0)?)));
/// assert!(models.interval(1, -7)?.is_some());
/// # Ok::<(), ParameterError>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct FromFn<F, const IS_LOOKED_UP: bool = false> {
    len: usize,
    precision: u32,
    model: F,
}

impl<F> FromFn<F> {
    /// Models that a function makes: `len` of them, with this precision in bits.
    #[inline]
    pub fn new<M: DynModel, E>(len: usize, precision: u32, model: F) -> Self
    where
        F: Fn(usize) -> Result<M, E>,
    {
        Self { len, precision, model }
    }
}

impl<F> FromFn<F, true> {
    /// Models that a function makes in no time, and whose intervals are looked up. Only speed differs from [`new`](FromFn::new).
    #[inline]
    pub fn looked_up<M: DynModel, E>(len: usize, precision: u32, model: F) -> Self
    where
        F: Fn(usize) -> Result<M, E>,
    {
        Self { len, precision, model }
    }
}

impl<M, E, F, const IS_LOOKED_UP: bool> ModelArray for FromFn<F, IS_LOOKED_UP>
where
    M: DynModel,
    F: Fn(usize) -> Result<M, E>,
{
    type Error = E;

    #[inline]
    fn len(&self) -> Option<usize> {
        Some(self.len)
    }

    #[inline]
    fn precision(&self) -> u32 {
        self.precision
    }

    #[inline]
    fn model(&self, place: usize) -> Result<impl DynModel, E> {
        (self.model)(place)
    }

    #[inline]
    fn put<C: PutInterval>(
        &self,
        coder: &mut C,
        start: usize,
        symbols: &[i32],
        order: Order,
    ) -> Result<(), ArrayError<E, C::Error>> {
        // Models that each symbol has of its own keep a coder with several states waiting.
        if IS_LOOKED_UP && C::IS_SERIAL {
            loops::put_directly(self, coder, start, symbols, order)
        } else {
            loops::put_blocks(self, coder, start, symbols, order)
        }
    }
}
