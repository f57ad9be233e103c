//! Encodes symbols to words and decodes them.

use std::sync::Arc;

use constriction_ans::{AnsCoder, Interleaved};
use constriction_bits::Cursor;
use constriction_core::DefaultFormat;
use constriction_runtime::{
    Digesting, Error, InterleavedAnsCoder, ModelSpec, Param, RangeDecoder, RangeEncoder, Symbols, SymbolsMut,
    Transaction, decode, encode, go_on,
};

use crate::Coder;

/// The words of symbols, little-endian, and the sum of their intervals.
pub(crate) fn encode_words(
    coder: Coder,
    model: &ModelSpec,
    symbols: Symbols<'_>,
    params: &[Param<'_>],
    out: &mut Vec<u8>,
) -> Result<u64, Error> {
    let (words, digest): (Vec<u32>, u64) = match coder {
        Coder::Ans => {
            let mut coder = Digesting::new(constriction_runtime::AnsCoder::new());
            encode(&mut coder, model, symbols, params, &mut go_on)?;
            let digest = coder.digest();
            (infallible(coder.into_coder().into_compressed()), digest)
        }
        Coder::Range => {
            let mut coder = Digesting::new(RangeEncoder::new());
            encode(&mut coder, model, symbols, params, &mut go_on)?;
            let digest = coder.digest();
            (infallible(coder.into_coder().into_compressed()), digest)
        }
        Coder::Interleaved => {
            let mut coder = Digesting::new(InterleavedAnsCoder::new());
            encode(&mut coder, model, symbols, params, &mut go_on)?;
            let digest = coder.digest();
            (coder.into_coder().into_words(), digest)
        }
    };
    if cfg!(target_endian = "little") {
        out.extend_from_slice(bytemuck::cast_slice(&words));
    } else {
        out.extend(words.iter().flat_map(|word| word.to_le_bytes()));
    }
    Ok(digest)
}

fn infallible<T>(result: Result<T, core::convert::Infallible>) -> T {
    match result {
        Ok(value) => value,
        Err(never) => match never {},
    }
}

/// Symbols of words, and the sum of their intervals.
///
/// # Errors
/// As [`decode`]; `Corrupt` if the words are not used up.
pub(crate) fn decode_words(
    coder: Coder,
    model: &ModelSpec,
    words: &[u8],
    symbols: &mut [i32],
    params: &[Param<'_>],
) -> Result<u64, Error> {
    let (words, rest) = words.as_chunks::<4>();
    if !rest.is_empty() {
        return Err(Error::Corrupt);
    }
    let words: Vec<u32> = words.iter().map(|&word| u32::from_le_bytes(word)).collect();
    match coder {
        Coder::Ans => {
            let coder = AnsCoder::<DefaultFormat, Cursor<u32, &[u32]>>::from_compressed_slice(&words);
            take(coder.map_err(|_| Error::Corrupt)?, model, symbols, params, |coder| coder.maybe_exhausted())
        }
        Coder::Range => {
            let words: Arc<[u32]> = words.into();
            let coder = infallible(RangeDecoder::from_compressed(Cursor::at_start(words)));
            take(coder, model, symbols, params, |coder| coder.maybe_exhausted() && !coder.is_past_end())
        }
        Coder::Interleaved => {
            let coder = Interleaved::<DefaultFormat, Cursor<u32, &[u32]>>::from_compressed_slice(&words);
            take(coder.map_err(|_| Error::Corrupt)?, model, symbols, params, |coder| coder.maybe_exhausted())
        }
    }
}

/// Decodes symbols, after which nothing must be left.
fn take<C: Transaction>(
    coder: C,
    model: &ModelSpec,
    symbols: &mut [i32],
    params: &[Param<'_>],
    is_exhausted: impl Fn(&C) -> bool,
) -> Result<u64, Error> {
    let mut coder = Digesting::new(coder);
    decode(&mut coder, model, &mut SymbolsMut::I32(symbols), params, &mut go_on)?;
    if is_exhausted(coder.coder()) { Ok(coder.digest()) } else { Err(Error::Corrupt) }
}
