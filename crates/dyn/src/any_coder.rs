//! All decoders as one type, so that what decodes with models is compiled once: WebAssembly is downloaded, and half its
//! code would be copies. The bits are the same.

use constriction_core::{Interval, TakeInterval};

use crate::Error;

/// A decoder that is called by a table of functions.
pub(crate) struct AnyCoder<'a>(pub(crate) &'a mut dyn Steps);

/// What a decoder does for one symbol.
pub(crate) trait Steps {
    fn any_quantile(&mut self, precision: u32) -> Result<u32, Error>;

    fn any_advance(&mut self, quantile: u32, interval: Interval, precision: u32) -> Result<(), Error>;
}

impl<C: TakeInterval<Error: Into<Error>>> Steps for C {
    fn any_quantile(&mut self, precision: u32) -> Result<u32, Error> {
        self.quantile(precision).map_err(Into::into)
    }

    fn any_advance(&mut self, quantile: u32, interval: Interval, precision: u32) -> Result<(), Error> {
        self.advance(quantile, interval, precision).map_err(Into::into)
    }
}

impl TakeInterval for AnyCoder<'_> {
    type Error = Error;

    /// That of the decoder is checked before.
    const MAX_PRECISION: u32 = 32;

    fn quantile(&mut self, precision: u32) -> Result<u32, Error> {
        self.0.any_quantile(precision)
    }

    fn advance(&mut self, quantile: u32, interval: Interval, precision: u32) -> Result<(), Error> {
        self.0.any_advance(quantile, interval, precision)
    }
}
