//! Laws of a chain coder.
//!
//! A chain coder encodes only with remainders, and remainders come from decoding. So these laws start from noise, and decode one
//! symbol for each model, as long as there are words. A law that is broken panics.

use constriction_bits::Cursor;
use constriction_chain::{
    ChainCoder, ChainDecodeError, ChainEncodeError, ChainLoadError, ChainPosition, FinishError, PrecisionError,
};
use constriction_core::{
    Corrupt, Decode, DecoderModel, Encode, EncoderModel, Format, ImpossibleSymbol, Interval, Model, Pos, Seek,
    TakeInterval, Unsigned,
};
use constriction_models::Categorical;

use crate::{Message, sequence_laws};

/// The coder on vectors.
pub type OnVectors<F, const P: u32> = ChainCoder<F, Vec<<F as Format>::Word>, Vec<<F as Format>::Word>, P>;
/// The coder on storage to seek in, which can be full.
pub type OnCursors<F, const P: u32> = ChainCoder<
    F,
    Cursor<<F as Format>::Word, Vec<<F as Format>::Word>>,
    Cursor<<F as Format>::Word, Vec<<F as Format>::Word>>,
    P,
>;

/// Decodes until the models or the compressed words end.
fn decode_all<C: Decode<Error = ChainDecodeError<E>>, E, const P: u32>(
    coder: &mut C,
    models: &[Categorical<P>],
) -> Vec<usize> {
    coder.decode_symbols(models).map_while(Result::ok).collect()
}

/// The symbols of noise with their models, and the coder after them; `None` if the noise is too short.
fn decoded<F: Format, const P: u32>(
    noise: &[F::Word],
    models: &[Categorical<P>],
) -> Option<(Vec<usize>, OnVectors<F, P>)> {
    let mut coder = OnVectors::<F, P>::from_binary(noise.to_vec()).ok()?;
    let symbols = decode_all(&mut coder, models);
    Some((symbols, coder))
}

/// The laws of calls for many symbols.
pub fn sequences<F: Format, const P: u32>(noise: &[F::Word], models: &[Categorical<P>], places: [usize; 2]) {
    let Some((mut symbols, coder)) = decoded::<F, P>(noise, models) else { return };
    // Half of the symbols, so that there are remainders for them in any order.
    symbols.truncate(symbols.len() / 2);
    let message = Message { models: models[..symbols.len()].to_vec(), symbols };
    sequence_laws::encoder(&coder, &message, places);
    let coder = OnVectors::<F, P>::from_binary(noise.to_vec()).unwrap();
    sequence_laws::decoder(&coder, models, places[0]);
}

/// Encoding what was decoded makes the coder what it was, and restores the noise from the remainders.
pub fn encoding_restores_the_noise<F: Format, const P: u32>(noise: &[F::Word], models: &[Categorical<P>]) {
    let Some((symbols, mut coder)) = decoded::<F, P>(noise, models) else { return };
    let pairs = || symbols.iter().zip(models);
    let (prefix, suffix) = coder.clone().into_remainders().unwrap();

    coder.encode_symbols_reverse(pairs()).unwrap();
    assert_eq!(coder, OnVectors::<F, P>::from_binary(noise.to_vec()).unwrap());
    assert!(coder.is_whole());
    assert_eq!(coder.into_binary().unwrap(), (vec![], noise.to_vec()));

    let mut coder = OnVectors::<F, P>::from_remainders(suffix.clone()).unwrap();
    coder.encode_symbols_reverse(pairs()).unwrap();
    let (rest, restored) = coder.into_binary().unwrap();
    assert_eq!([prefix.clone(), rest, restored].concat(), noise);

    let mut coder = OnVectors::<F, P>::from_remainders([prefix, suffix].concat()).unwrap();
    coder.encode_symbols_reverse(pairs()).unwrap();
    let (rest, restored) = coder.into_binary().unwrap();
    assert_eq!([rest, restored].concat(), noise);
}

/// The same for noise that does not end in 0, without a mark of its length.
pub fn encoding_restores_compressed_data<F: Format, const P: u32>(noise: &[F::Word], models: &[Categorical<P>]) {
    let mut coder = match OnVectors::<F, P>::from_compressed(noise.to_vec()) {
        Err(ChainLoadError::TrailingZero) => return assert_eq!(noise.last(), Some(&F::Word::ZERO)),
        Err(error) => return assert_eq!(error, ChainLoadError::TooShort),
        Ok(coder) => coder,
    };
    let symbols = decode_all(&mut coder, models);
    let (prefix, suffix) = coder.into_remainders().unwrap();
    let mut coder = OnVectors::<F, P>::from_remainders(suffix).unwrap();
    // Symbols one at a time.
    for (symbol, model) in symbols.iter().zip(models).rev() {
        coder.encode_symbol(symbol, model).unwrap();
    }
    let (rest, restored) = coder.into_compressed().unwrap();
    assert_eq!([prefix, rest, restored].concat(), noise);
}

/// Another model for one symbol leaves all other symbols alone, and the compressed words, too.
pub fn symbols_do_not_influence_each_other<F: Format, const P: u32>(
    noise: &[F::Word],
    models: &[Categorical<P>],
    place: usize,
    model: &Categorical<P>,
) {
    let Some((symbols, coder)) = decoded::<F, P>(noise, models) else { return };
    if symbols.is_empty() {
        return;
    }
    let place = place % symbols.len();
    let mut other_models = models.to_vec();
    other_models[place] = model.clone();
    let (other_symbols, other_coder) = decoded::<F, P>(noise, &other_models).unwrap();
    assert_eq!(other_symbols[..place], symbols[..place]);
    assert_eq!(other_symbols[place + 1..], symbols[place + 1..]);
    assert_eq!(other_coder.compressed(), coder.compressed());
    assert_eq!(other_coder.heads().compressed(), coder.heads().compressed());
}

/// A symbol takes exactly as many bits of compressed data as the precision says.
pub fn every_symbol_takes_as_many_bits<F: Format, const P: u32>(noise: &[F::Word], models: &[Categorical<P>]) {
    let Ok(mut coder) = OnVectors::<F, P>::from_binary(noise.to_vec()) else { return };
    let bits = |coder: &OnVectors<F, P>| {
        coder.compressed().len() as u32 * F::Word::BITS + coder.heads().compressed().bit_length()
    };
    for model in models {
        let before = bits(&coder);
        assert_eq!(coder.maybe_exhausted(), before - 1 < P);
        match coder.decode_symbol(model) {
            Ok(_) => assert_eq!(bits(&coder), before - P),
            Err(error) => {
                assert_eq!(error, ChainDecodeError::OutOfData);
                assert!(before - 1 < P);
                return;
            }
        }
    }
}

/// Without its first words, noise decodes to the same symbols but to fewer; after the last one is an error that comes
/// again and changes nothing. Without its last words, it decodes without panic.
pub fn truncation_at_every_word_is_an_error<F: Format, const P: u32>(noise: &[F::Word], models: &[Categorical<P>]) {
    let Some((symbols, _)) = decoded::<F, P>(noise, models) else { return };
    for start in 1..=noise.len() {
        any_words_are_harmless::<F, P>(&noise[..noise.len() - start], models);
        let Ok(mut coder) = OnVectors::<F, P>::from_binary(noise[start..].to_vec()) else { continue };
        let fewer = decode_all(&mut coder, models);
        assert_eq!(fewer, symbols[..fewer.len()]);
        if let Some(model) = models.get(fewer.len()) {
            let before = coder.clone();
            assert_eq!(coder.quantile(P), Err(ChainDecodeError::OutOfData));
            assert_eq!(coder.decode_symbol(model), Err(ChainDecodeError::OutOfData));
            assert_eq!(coder, before);
        }
    }
}

/// A symbol that its model does not know fails the whole call, which leaves the coder as it was, and names the index.
pub fn impossible_symbol_leaves_no_trace<F: Format, const P: u32>(
    noise: &[F::Word],
    models: &[Categorical<P>],
    place: usize,
) {
    let Some((mut symbols, mut coder)) = decoded::<F, P>(noise, models) else { return };
    if symbols.is_empty() {
        return;
    }
    let index = place % symbols.len();
    symbols[index] = usize::MAX;
    let before = coder.clone();
    let error = coder.encode_symbols_reverse(symbols.iter().zip(models)).unwrap_err();
    assert_eq!(error, ChainEncodeError::ImpossibleSymbol(ImpossibleSymbol { index }));
    assert_eq!(coder, before);
}

/// More symbols than there are remainders for fail the whole call, which leaves the coder as it was.
pub fn running_out_of_remainders_leaves_no_trace<F: Format, const P: u32>(
    noise: &[F::Word],
    models: &[Categorical<P>],
) {
    let Some((symbols, coder)) = decoded::<F, P>(noise, models) else { return };
    let (_, suffix) = coder.into_remainders().unwrap();
    let mut coder = OnVectors::<F, P>::from_remainders(suffix).unwrap();
    let before = coder.clone();
    // The same symbols again and again; only the least probable ones need no remainders.
    let pairs: Vec<_> = symbols.iter().zip(models).collect();
    match coder.encode_symbols_reverse(pairs.repeat(100)) {
        Ok(()) => assert!(pairs.iter().all(|(symbol, model)| model.interval(symbol).unwrap().prob.get() == 1)),
        Err(error) => {
            assert_eq!(error, ChainEncodeError::OutOfRemainders);
            assert_eq!(coder, before);
            coder.encode_symbols_reverse(symbols.iter().zip(models)).unwrap();
        }
    }
}

/// Storage that is full fails the call, which leaves the coder as it was, on both sides.
pub fn full_storage_leaves_no_trace<F: Format, const P: u32>(noise: &[F::Word], models: &[Categorical<P>]) {
    let Some((symbols, coder)) = decoded::<F, P>(noise, models) else { return };
    let (compressed, remainders, heads) = coder.into_raw_parts();
    let buffer = |capacity: usize| Cursor::at_start(vec![F::Word::ZERO; capacity]);

    for capacity in 0..=remainders.len() {
        let source = Cursor::at_end(noise.to_vec());
        let mut coder = OnCursors::<F, P>::from_binary_with(source, buffer(capacity)).unwrap();
        let fewer = decode_all(&mut coder, models);
        assert_eq!(fewer, symbols[..fewer.len()]);
        if fewer.len() < symbols.len() {
            assert!(capacity < remainders.len(), "{capacity} words are enough");
            let before = coder.clone();
            assert!(matches!(coder.decode_symbol(&models[fewer.len()]), Err(ChainDecodeError::Sink(_))));
            assert_eq!(coder, before);
        }
    }

    let fresh = OnVectors::<F, P>::from_binary(noise.to_vec()).unwrap();
    let needed = fresh.compressed().len() - compressed.len();
    for capacity in 0..=needed {
        let source = Cursor::at_end(remainders.clone());
        let mut coder = OnCursors::<F, P>::from_raw_parts(buffer(capacity), source, heads);
        let before = coder.clone();
        match coder.encode_symbols_reverse(symbols.iter().zip(models)) {
            Ok(()) => {
                assert_eq!(capacity, needed);
                assert_eq!(coder.compressed().written(), &fresh.compressed()[compressed.len()..]);
            }
            Err(error) => {
                assert!(matches!(error, ChainEncodeError::Sink(_)) && capacity < needed);
                assert_eq!(coder.pos(), before.pos());
            }
        }
    }
}

/// A coder can go to every position that it had, in any order, and decode or encode on from there.
pub fn seeking_finds_every_position<F: Format, const P: u32>(
    noise: &[F::Word],
    models: &[Categorical<P>],
    order: &[usize],
) {
    let source = Cursor::at_end(noise.to_vec());
    let sink = Cursor::at_start(vec![F::Word::ZERO; noise.len() + models.len()]);
    let Ok(mut coder) = OnCursors::<F, P>::from_binary_with(source, sink) else { return };
    let (mut symbols, mut positions) = (Vec::new(), vec![coder.pos()]);
    for model in models {
        let Ok(symbol) = coder.decode_symbol(model) else { break };
        symbols.push(symbol);
        positions.push(coder.pos());
    }
    for &place in order {
        let place = place % positions.len();
        let position = positions[place];
        coder.seek(position).unwrap();
        assert_eq!(coder.pos(), position);
        let rest = (symbols.len() - place).min(20);
        assert_eq!(decode_all(&mut coder, &models[place..place + rest]), symbols[place..place + rest]);

        let before = coder.clone();
        let nowhere = ChainPosition { compressed: noise.len() + 1, ..position };
        assert!(coder.seek(nowhere).is_err());
        let nowhere = ChainPosition { remainders: usize::MAX, ..position };
        assert!(coder.seek(nowhere).is_err());
        assert_eq!(coder, before);

        coder.encode_symbols_reverse(symbols[..place + rest].iter().zip(models)).unwrap();
        assert_eq!(coder.pos(), positions[0]);
        assert_eq!(coder.get_binary().unwrap().1.buffer(), noise);
    }
}

/// Seeking on vectors, where words after the position are gone, goes where it can or leaves the coder as it was.
pub fn seeking_on_vectors_is_all_or_nothing<F: Format, const P: u32>(noise: &[F::Word], models: &[Categorical<P>]) {
    let Some((_, mut coder)) = decoded::<F, P>(noise, models) else { return };
    let here = coder.pos();
    coder.seek(here).unwrap();
    for (compressed, remainders) in [
        (here.compressed + 1, here.remainders),
        (here.compressed, here.remainders + 1),
        (here.compressed / 2, here.remainders + 1),
        (here.compressed + 1, here.remainders / 2),
    ] {
        let before = coder.clone();
        assert!(coder.seek(ChainPosition { compressed, remainders, ..here }).is_err());
        assert_eq!(coder, before);
    }
}

/// Looking at the data changes nothing, and shows what finishing would return.
pub fn looking_leaves_no_trace<F: Format, const P: u32>(noise: &[F::Word], models: &[Categorical<P>]) {
    let Some((symbols, mut coder)) = decoded::<F, P>(noise, models) else { return };
    let before = coder.clone();
    {
        let (prefix, suffix) = coder.get_remainders().unwrap();
        assert_eq!((prefix.clone(), suffix.clone()), before.clone().into_remainders().unwrap());
        assert!(suffix[suffix.len() - 2..].iter().all(|&word| word != F::Word::ZERO));
    }
    assert_eq!(coder, before);
    let seen = coder.get_compressed().map(|(prefix, suffix)| (prefix.clone(), suffix.clone()));
    assert_eq!(seen.is_ok(), coder.is_whole());
    assert_eq!(seen, coder.clone().into_compressed());
    let seen = coder.get_binary().map(|(prefix, suffix)| (prefix.clone(), suffix.clone()));
    assert_eq!(seen, coder.clone().into_binary());
    assert_eq!(coder, before);

    coder.encode_symbols_reverse(symbols.iter().zip(models)).unwrap();
    let (prefix, suffix) = coder.get_binary().unwrap();
    assert!(prefix.is_empty());
    assert_eq!(*suffix, noise);
}

/// Decoding with two precisions by turns, and encoding with them in the opposite order, restores the coder.
pub fn precision_changes_can_be_taken_back<F: Format, const P: u32, const Q: u32>(
    noise: &[F::Word],
    models: &[Categorical<P>],
    others: &[Categorical<Q>],
    turn: usize,
) {
    let Ok(fresh) = OnVectors::<F, P>::from_binary(noise.to_vec()) else { return };
    let turn = 1 + turn % 7;
    let mut coder = fresh.clone();
    let (mut symbols, mut other_symbols) = (Vec::new(), Vec::new());
    for (models, others) in models.chunks(turn).zip(others.chunks(turn)) {
        symbols.push((decode_all(&mut coder, models), models));
        let before = coder.clone();
        let mut other = match coder.change_precision::<Q>() {
            Ok(other) => other,
            Err(unchanged) => {
                assert_eq!(unchanged.error, PrecisionError::OutOfRemainders);
                assert_eq!(unchanged.coder, before);
                assert!(Q < P && before.remainders().is_empty());
                coder = before;
                break;
            }
        };
        assert_eq!(other.clone().change_precision::<P>().unwrap(), before);
        other_symbols.push((decode_all(&mut other, others), others));
        coder = other.change_precision::<P>().expect("what was taken can be given back");
    }

    while let Some((decoded, models)) = symbols.pop() {
        if symbols.len() < other_symbols.len() {
            let (decoded, others) = other_symbols.pop().expect("there is one");
            let mut other = coder.change_precision::<Q>().unwrap();
            other.encode_symbols_reverse(decoded.iter().zip(others)).unwrap();
            coder = other.change_precision::<P>().unwrap();
        }
        coder.encode_symbols_reverse(decoded.iter().zip(models)).unwrap();
    }
    assert_eq!(coder, fresh);
}

/// Whatever the words are and wherever they come from, decoding and encoding end, with symbols or with an error.
pub fn any_words_are_harmless<F: Format, const P: u32>(words: &[F::Word], models: &[Categorical<P>]) {
    let all = || words.to_vec();
    let coders =
        [OnVectors::<F, P>::from_binary(all()), OnVectors::from_compressed(all()), OnVectors::from_remainders(all())];
    for mut coder in coders.into_iter().flatten() {
        for (i, model) in models.iter().enumerate() {
            let before = coder.clone();
            let result = coder.encode_symbol(i % model.cdf().len(), model);
            assert!(result != Err(ChainEncodeError::OutOfRemainders) || (coder == before && coder.maybe_full()));
            if result.is_ok() {
                assert_eq!(coder.clone().decode_symbol(model), Ok(i % model.cdf().len()));
            }
        }
        for model in models {
            let before = coder.clone();
            match coder.decode_symbol(model) {
                Ok(symbol) => {
                    let mut back = coder.clone();
                    back.encode_symbol(symbol, model).unwrap();
                    assert_eq!(back, before);
                }
                Err(error) => assert_eq!((error, &coder), (ChainDecodeError::OutOfData, &before)),
            }
        }
        assert!(coder.is_whole() || coder.clone().into_compressed() == Err(FinishError::NotWhole));
        let _ = coder.clone().into_binary();
        let _ = coder.into_remainders();
    }
}

/// A quantile that no symbol owns, and one that is asked for twice, leave the coder as it was.
pub fn unowned_quantiles_leave_no_trace<F: Format, const P: u32>(noise: &[F::Word], models: &[Categorical<P>]) {
    let Some((symbols, mut coder)) = decoded::<F, P>(noise, models) else { return };
    let before = coder.clone();
    match coder.decode_symbol(NoSymbol::<P>) {
        Err(ChainDecodeError::Corrupt(Corrupt)) => assert_eq!(coder.quantile(P), coder.quantile(P)),
        other => assert_eq!(other, Err(ChainDecodeError::OutOfData)),
    }
    assert_eq!(coder, before);
    coder.encode_symbols_reverse(symbols.iter().zip(models)).unwrap();
    assert_eq!(coder.into_binary().unwrap().1, noise);
}

/// A model that owns no quantile.
#[derive(Clone, Copy, Debug)]
struct NoSymbol<const P: u32>;

impl<const P: u32> Model for NoSymbol<P> {
    type Symbol = usize;
    const PRECISION: u32 = P;
}

impl<const P: u32> DecoderModel for NoSymbol<P> {
    fn symbol_at(&self, _quantile: u32) -> Option<(usize, Interval)> {
        None
    }
}
