//! All decoders as one type, so that what decodes with models is compiled once: WebAssembly is downloaded, and half its
//! code would be copies. The bits are the same.

use constriction_core::{Interval, TakeInterval};

use crate::adapters::Shifted;
use crate::decode::{self, take_chunks};
use crate::model::take_same;
use crate::ready::Ready;
use crate::visit::Source;
use crate::{Error, SymbolsMut, Watch, ZeroProbability};

/// Decodes symbols with models that are checked already.
pub(crate) fn take_from(
    coder: &mut dyn Steps,
    source: &Source<'_>,
    precision: u32,
    zero_probability: ZeroProbability,
    symbols: &mut SymbolsMut<'_>,
    watch: &mut Watch<'_>,
) -> Result<(), Error> {
    if let (Some(Ready::Table(table)), ZeroProbability::Leaky) = (source.same(), zero_probability) {
        // A look-up takes less time than calls by a table of functions.
        return take_chunks(symbols, source.chunk(), watch, |_, places| coder.take_looked_up(table, precision, places));
    }
    decode::take_from(&mut AnyCoder(coder), source, precision, zero_probability, symbols, watch)
}

/// A decoder that is called by a table of functions.
struct AnyCoder<'a>(&'a mut dyn Steps);

/// What a decoder does for one symbol, and for many of them with a table.
pub(crate) trait Steps {
    fn any_quantile(&mut self, precision: u32) -> Result<u32, Error>;

    fn any_advance(&mut self, quantile: u32, interval: Interval, precision: u32) -> Result<(), Error>;

    fn take_looked_up(&mut self, table: &Shifted, precision: u32, symbols: &mut [i32]) -> Result<(), Error>;
}

impl<C: TakeInterval<Error: Into<Error>>> Steps for C {
    fn any_quantile(&mut self, precision: u32) -> Result<u32, Error> {
        self.quantile(precision).map_err(Into::into)
    }

    fn any_advance(&mut self, quantile: u32, interval: Interval, precision: u32) -> Result<(), Error> {
        self.advance(quantile, interval, precision).map_err(Into::into)
    }

    fn take_looked_up(&mut self, table: &Shifted, precision: u32, symbols: &mut [i32]) -> Result<(), Error> {
        take_same(self, table, precision, symbols)
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
