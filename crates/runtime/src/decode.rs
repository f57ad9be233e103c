//! From a coder to an array of symbols.

use std::mem;

use constriction_ans::{AnsCoder, DefaultAnsCoder};
use constriction_bits::Cursor;
use constriction_chain::DefaultChainCoder;
use constriction_core::{DefaultFormat, Pos, Seek, TakeInterval};

use crate::encode::{ask, check_precision};
use crate::lanes::{find_each, take_in_lanes};
use crate::visit::{Scratch, Source, Visit};
use crate::{Argument, Error, ModelSpec, Models, RangeDecoder, RunModel, SymbolsMut, Watch, ZeroProbability, escape};

/// A decoder that can try.
pub trait Attempt {
    /// What tries.
    type Coder<'a>: TakeInterval<Error: Into<Error>>;

    /// Does something with a coder in the same state, and goes to where that one ends, unless there was an error.
    ///
    /// # Errors
    /// As what is done.
    fn attempt<T>(&mut self, run: impl for<'a> FnOnce(&mut Self::Coder<'a>) -> Result<T, Error>) -> Result<T, Error>;
}

impl Attempt for DefaultAnsCoder {
    type Coder<'a> = AnsCoder<DefaultFormat, Cursor<u32, &'a [u32]>>;

    fn attempt<T>(&mut self, run: impl for<'a> FnOnce(&mut Self::Coder<'a>) -> Result<T, Error>) -> Result<T, Error> {
        let mut decoder = self.as_decoder();
        let result = run(&mut decoder)?;
        let end = decoder.pos();
        self.seek(end).map_err(|_| Error::Corrupt)?;
        Ok(result)
    }
}

impl Attempt for RangeDecoder {
    type Coder<'a> = RangeDecoder;

    fn attempt<T>(&mut self, run: impl for<'a> FnOnce(&mut Self::Coder<'a>) -> Result<T, Error>) -> Result<T, Error> {
        let mut decoder = self.clone();
        let result = run(&mut decoder)?;
        *self = decoder;
        Ok(result)
    }
}

impl Attempt for DefaultChainCoder {
    type Coder<'a> =
        constriction_chain::ChainCoder<DefaultFormat, Cursor<u32, &'a [u32]>, Vec<u32>, { crate::CHAIN_PRECISION }>;

    fn attempt<T>(&mut self, run: impl for<'a> FnOnce(&mut Self::Coder<'a>) -> Result<T, Error>) -> Result<T, Error> {
        let empty = Self::from_raw_parts(Vec::new(), Vec::new(), self.heads());
        let (mut compressed, mut remainders, heads) = mem::replace(self, empty).into_raw_parts();
        let before = remainders.len();
        let mut decoder =
            constriction_chain::ChainCoder::from_raw_parts(Cursor::at_end(&compressed[..]), remainders, heads);
        let result = run(&mut decoder);
        let left = decoder.pos().compressed;
        let new_heads;
        (_, remainders, new_heads) = decoder.into_raw_parts();
        if result.is_ok() {
            compressed.truncate(left);
        } else {
            remainders.truncate(before);
        }
        *self = Self::from_raw_parts(compressed, remainders, if result.is_ok() { new_heads } else { heads });
        result
    }
}

/// Decodes as many symbols as there are places, or none if there is an error. In this case, what is in the places is
/// of no use.
///
/// # Errors
/// If the parameters do not fit to the model or to the places, the data is corrupt, the coder cannot take the
/// precision, or the watch says so.
pub fn decode<C: Attempt>(
    coder: &mut C,
    spec: &ModelSpec,
    symbols: &mut SymbolsMut<'_>,
    arguments: &[Argument<'_>],
    watch: &mut Watch<'_>,
) -> Result<(), Error> {
    let source = spec.source(symbols.len(), arguments)?;
    coder.attempt(|coder| {
        let precision = decoder_precision(coder, spec.options.precision)?;
        #[cfg(target_family = "wasm")]
        use crate::any_coder::take_from;
        take_from(coder, &source, precision, spec.options.zero_probability, symbols, watch)
    })
}

/// Decodes symbols with models that are checked already.
// 65 instructions less for a call that decodes one symbol.
#[cfg_attr(not(target_family = "wasm"), inline(always))]
pub(crate) fn take_from<C>(
    coder: &mut C,
    source: &Source<'_>,
    precision: u32,
    zero_probability: ZeroProbability,
    symbols: &mut SymbolsMut<'_>,
    watch: &mut Watch<'_>,
) -> Result<(), Error>
where
    C: TakeInterval<Error: Into<Error>>,
{
    let mut scratch = Scratch::default();
    take_chunks(symbols, source.chunk(), watch, |start, places| {
        let take = Take { coder: &mut *coder, precision, zero_probability, start, places };
        source.visit(start..start + take.places.len(), &mut scratch, take)
    })
}

/// Decodes symbols with models that are not in the list of families, as [`decode`] does.
///
/// # Errors
/// As [`decode`], or if the models do.
pub fn decode_with<C: Attempt>(
    coder: &mut C,
    models: &impl Models,
    precision: u32,
    zero_probability: ZeroProbability,
    symbols: &mut SymbolsMut<'_>,
    watch: &mut Watch<'_>,
) -> Result<(), Error> {
    const CHUNK: usize = 64;
    coder.attempt(|coder| {
        let precision = decoder_precision(coder, precision)?;
        take_chunks(symbols, CHUNK, watch, |start, places| {
            let take = Take { coder: &mut *coder, precision, zero_probability, start, places };
            take.visit(crate::model::From0 { models, start })
        })
    })
}

/// Decodes one symbol with a model that has all its parameters.
///
/// # Errors
/// As [`decode`].
#[inline]
pub fn decode_one<C>(coder: &mut C, spec: &ModelSpec) -> Result<i32, Error>
where
    C: Attempt + TakeInterval<Error: Into<Error>>,
{
    let (Some(ready), ZeroProbability::Leaky) = (spec.ready_for(1), spec.options.zero_probability) else {
        let mut symbol = [0];
        decode(coder, spec, &mut SymbolsMut::I32(&mut symbol), &[], &mut |_| true)?;
        return Ok(symbol[0]);
    };
    let precision = check_precision(spec.options.precision, C::MIN_PRECISION, C::MAX_PRECISION)?;
    take(coder, ready, precision, || Ok(()))
}

pub(crate) fn take_chunks(
    symbols: &mut SymbolsMut<'_>,
    chunk: usize,
    watch: &mut Watch<'_>,
    mut take: impl FnMut(usize, &mut [i32]) -> Result<(), Error>,
) -> Result<(), Error> {
    let total = symbols.len();
    let is_direct = matches!(symbols, SymbolsMut::I32(_));
    let mut buffer = vec![0; if is_direct { 0 } else { chunk.min(total) }];
    let mut done = 0;
    while done < total {
        ask(watch, done)?;
        let end = total.min(done + chunk);
        let places = match symbols {
            SymbolsMut::I32(places) => &mut places[done..end],
            _ => &mut buffer[..end - done],
        };
        take(done, places)?;
        if !is_direct {
            symbols.fill(done, &buffer[..end - done])?;
        }
        done = end;
    }
    Ok(())
}

/// Decodes some symbols.
struct Take<'a, C> {
    coder: &'a mut C,
    precision: u32,
    zero_probability: ZeroProbability,
    /// The index of the first of the symbols.
    start: usize,
    places: &'a mut [i32],
}

/// The precision, if a coder takes it.
fn decoder_precision<C: TakeInterval>(_coder: &C, precision: u32) -> Result<u32, Error> {
    check_precision(precision, C::MIN_PRECISION, C::MAX_PRECISION)
}

impl<C: TakeInterval<Error: Into<Error>>> Visit for Take<'_, C> {
    fn visit<M: Models>(mut self, models: M) -> Result<(), Error> {
        if self.zero_probability == ZeroProbability::Leaky {
            return self.leaky(models);
        }
        for place in 0..self.places.len() {
            let model = models.model(place).map_err(|error| error.at(self.start + place))?;
            let result = self.one(&model);
            models.check()?;
            self.places[place] = result?;
        }
        Ok(())
    }
}

impl<C: TakeInterval<Error: Into<Error>>> Take<'_, C> {
    #[inline]
    fn leaky<M: Models>(&mut self, models: M) -> Result<(), Error> {
        if let Some(result) = models.take_all(self.coder, self.precision, self.places) {
            return result;
        }
        if self.coder.lanes() > 1 {
            let Self { coder, precision, start, .. } = self;
            return take_in_lanes(coder, *precision, self.places, |quantiles, places, symbols, intervals| {
                find_each(&models, *start, quantiles, places, symbols, intervals)
            });
        }
        for (place, symbol) in self.places.iter_mut().enumerate() {
            let model = models.model(place).map_err(|error| error.at(self.start + place))?;
            *symbol = take(self.coder, &model, self.precision, || models.check())?;
        }
        Ok(())
    }

    /// Decodes a symbol where zero probabilities are not leaky.
    fn one(&mut self, model: &dyn RunModel) -> Result<i32, Error> {
        if self.zero_probability == ZeroProbability::Strict {
            let symbol = take(self.coder, &model, self.precision, || Ok(()))?;
            return if model.has_zero_mass(symbol) { Err(Error::Corrupt) } else { Ok(symbol) };
        }
        if escape::take_decision(self.coder, self.precision)? {
            escape::take(self.coder, model.support(), self.precision)
        } else {
            take(self.coder, &model, self.precision, || Ok(()))
        }
    }
}

/// Decodes one symbol.
#[inline]
fn take<C>(
    coder: &mut C,
    model: &impl RunModel,
    precision: u32,
    check: impl FnOnce() -> Result<(), Error>,
) -> Result<i32, Error>
where
    C: TakeInterval<Error: Into<Error>>,
{
    let quantile = coder.quantile(precision).map_err(Into::into)?;
    let found = model.symbol_at(quantile);
    check()?;
    let (symbol, interval) = found.ok_or(Error::Corrupt)?;
    coder.advance(quantile, interval, precision).map_err(Into::into)?;
    Ok(symbol)
}
