//! One type for all decoders, for builds whose code must be small.

#[cfg(target_family = "wasm")]
use constriction_core::Interval;
use constriction_core::TakeInterval;

use crate::Error;

/// Whether code is to be small. WebAssembly is downloaded, and a copy for each family and each type of numbers would be half
/// of it: there, the models that each symbol has of its own are made one by one, as values of one type, and numbers become
/// `f64` where that does not change the bits.
pub(crate) const IS_SMALL: bool = cfg!(target_family = "wasm");

/// The decoder that models decode with: the coder itself.
#[cfg(not(target_family = "wasm"))]
#[inline]
pub(crate) fn erased<C: TakeInterval<Error: Into<Error>>>(coder: &mut C) -> &mut C {
    coder
}

/// The decoder that models decode with: the coder, called through a vtable, so that what decodes with models is
/// compiled once. WebAssembly is downloaded, and half its code would be copies. The bits are the same.
#[cfg(target_family = "wasm")]
pub(crate) fn erased<C: TakeInterval<Error: Into<Error>>>(coder: &mut C) -> Erased<'_> {
    Erased(coder)
}

#[cfg(target_family = "wasm")]
pub(crate) struct Erased<'a>(&'a mut dyn Steps);

/// The steps of a decoder for one symbol.
#[cfg(target_family = "wasm")]
trait Steps {
    fn quantile_step(&mut self, precision: u32) -> Result<u32, Error>;

    fn advance_step(&mut self, quantile: u32, interval: Interval, precision: u32) -> Result<(), Error>;
}

#[cfg(target_family = "wasm")]
impl<C: TakeInterval<Error: Into<Error>>> Steps for C {
    fn quantile_step(&mut self, precision: u32) -> Result<u32, Error> {
        self.quantile(precision).map_err(Into::into)
    }

    fn advance_step(&mut self, quantile: u32, interval: Interval, precision: u32) -> Result<(), Error> {
        self.advance(quantile, interval, precision).map_err(Into::into)
    }
}

#[cfg(target_family = "wasm")]
impl TakeInterval for Erased<'_> {
    type Error = Error;

    /// That of the decoder is checked before.
    const MAX_PRECISION: u32 = 32;

    fn quantile(&mut self, precision: u32) -> Result<u32, Error> {
        self.0.quantile_step(precision)
    }

    fn advance(&mut self, quantile: u32, interval: Interval, precision: u32) -> Result<(), Error> {
        self.0.advance_step(quantile, interval, precision)
    }
}
