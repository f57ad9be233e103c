//! Codes one symbol of each of many independent messages, as a batch of a language model needs it.

use constriction_core::{Order, PutInterval, TakeInterval};
use constriction_models::array::{ModelArray, Param};

use crate::decode::{take_chunks, take_one};
use crate::dispatch::Visit;
use crate::encode::encoder_precision;
use crate::fill::fill_chunk;
use crate::{BatchError, Error, ModelSpec, Symbols, SymbolsMut, Transaction, ZeroProbability, go_on};

/// Encodes one symbol to each coder, or none if there is an error.
///
/// The words are those of a call of [`encode`](crate::encode) for each coder. The rows of all symbols are worked on side
/// by side, and what a call costs is paid once.
///
/// # Errors
/// If there are not as many symbols as coders, the parameters do not fit to the model or to the symbols, a symbol is
/// impossible, or a coder cannot take it or the precision. The error has the index of the coder. A coder that cannot take
/// words back, as a chain coder, keeps its symbol if a later coder fails.
pub fn encode_step<C>(
    coders: &mut [&mut C],
    spec: &ModelSpec,
    symbols: Symbols<'_>,
    params: &[Param<'_>],
) -> Result<(), BatchError>
where
    C: PutInterval,
    Error: From<C::Error>,
{
    check_count(coders.len(), symbols.len())?;
    let options = spec.options();
    let precision = encoder_precision::<C>(options.precision)?;
    let models = spec.models(symbols.len(), params, &mut go_on)?;
    // Symbols have one interval each; where they can be escaped, also more.
    let chunk = if options.zero_probability == ZeroProbability::Escape { 1 } else { models.chunk() };
    let (mut intervals, mut ends, mut converted) = (Vec::new(), Vec::new(), Vec::new());
    for start in (0..symbols.len()).step_by(chunk) {
        let places = start..symbols.len().min(start + chunk);
        let (before, count) = (intervals.len(), places.len());
        fill_chunk(options, &models, &symbols, places, &mut converted, &mut intervals)
            .map_err(|error| spec.explain(error, params))?;
        let each = (intervals.len() - before) / count;
        ends.extend((1..=count).map(|number| before + number * each));
    }

    let marks: Vec<_> = coders.iter().map(|coder| coder.mark()).collect();
    let mut start = 0;
    for (index, &end) in ends.iter().enumerate() {
        let intervals = intervals[start..end].iter().copied();
        start = end;
        let result = match C::ORDER {
            Order::Forward => coders[index].put_all(intervals, precision),
            Order::Reverse => coders[index].put_all(intervals.rev(), precision),
        };
        if let Err(error) = result {
            for (coder, mark) in coders.iter_mut().zip(marks).take(index + 1) {
                if let Some(mark) = mark {
                    coder.rewind(mark);
                }
            }
            return Err(BatchError { message: Some(index), error: error.into() });
        }
    }
    Ok(())
}

/// Decodes one symbol from each coder, or none if there is an error. In this case, what is in the places is not defined.
///
/// The symbols are those of a call of [`decode`](crate::decode) for each coder; see [`encode_step`].
///
/// # Errors
/// If there are not as many places as coders, the parameters do not fit to the model or to the places, the data of a coder
/// is corrupt, a symbol does not fit into its place, or the coders cannot take the precision. The error has the index of
/// the coder.
pub fn decode_step<C: Transaction>(
    coders: &mut [&mut C],
    spec: &ModelSpec,
    symbols: &mut SymbolsMut<'_>,
    params: &[Param<'_>],
) -> Result<(), BatchError> {
    check_count(coders.len(), symbols.len())?;
    let options = spec.options();
    let (least, most) = (<C::Coder<'_> as TakeInterval>::MIN_PRECISION, <C::Coder<'_> as TakeInterval>::MAX_PRECISION);
    Error::check_precision(options.precision, least, most)?;
    let models = spec.models(symbols.len(), params, &mut go_on)?;
    let mut ahead: Vec<_> = coders.iter().map(|coder| coder.begin()).collect();
    let mut failed = None;
    let taken = take_chunks(symbols, models.chunk(), &mut go_on, |start, places| {
        let range = start..start + places.len();
        let decoders = &mut ahead[range.clone()];
        let zero_probability = options.zero_probability;
        models.visit(range, TakeEach { decoders, zero_probability, start, places, failed: &mut failed })
    });
    taken.map_err(|error| BatchError { message: failed.or(error.index()), error })?;
    let ends: Vec<_> = ahead.into_iter().map(C::end).collect();
    coders.iter_mut().zip(ends).try_for_each(|(coder, end)| coder.accept(end))?;
    Ok(())
}

fn check_count(coders: usize, symbols: usize) -> Result<(), Error> {
    if coders == symbols { Ok(()) } else { Err(Error::Length { name: "symbols", expected: coders, given: symbols }) }
}

/// Takes a symbol from each decoder.
struct TakeEach<'a, D> {
    decoders: &'a mut [D],
    zero_probability: ZeroProbability,
    /// The index of the first of them.
    start: usize,
    places: &'a mut [i32],
    /// The one that failed.
    failed: &'a mut Option<usize>,
}

impl<D: TakeInterval<Error: Into<Error>>> Visit for TakeEach<'_, D> {
    fn visit<A: ModelArray<Error: Into<Error>>>(self, models: A) -> Result<(), Error> {
        for (place, (decoder, symbol)) in self.decoders.iter_mut().zip(self.places).enumerate() {
            *self.failed = Some(self.start + place);
            let model = models.model(place).map_err(|error| error.into().at(self.start + place))?;
            *symbol = take_one(decoder, &model, self.zero_probability, models.precision())?;
        }
        *self.failed = None;
        Ok(())
    }
}
