//! `EncodeArray` and `DecodeArray`: code arrays of symbols with any coder.

use constriction_core::{Order, PutInterval, TakeInterval};

use super::{ArrayError, ModelArray};

/// Encodes arrays of symbols. All coders have these methods.
pub trait EncodeArray: PutInterval + Sized {
    /// Encodes symbols, each with its own model, from the first to the last. After an error, the coder is as it was.
    ///
    /// The words are those of [`Encode::encode_symbols`](constriction_core::Encode::encode_symbols) with the same
    /// models. As there, a sink that cannot take words back keeps those of the symbols before the one that failed.
    ///
    /// # Errors
    /// If there are not as many models as symbols, the coder does not take their precision, a symbol is impossible or
    /// has no model, or the sink does not take a word. The error has the symbol's index.
    #[inline]
    fn encode_array<A: ModelArray>(
        &mut self,
        symbols: &[i32],
        models: A,
    ) -> Result<(), ArrayError<A::Error, Self::Error>> {
        encode(self, symbols, &models, Order::Forward)
    }

    /// Encodes symbols, each with its own model, from the last to the first, so that a stack returns them from the
    /// first to the last. After an error, the coder is as it was.
    ///
    /// The words are those of
    /// [`Encode::encode_symbols_reverse`](constriction_core::Encode::encode_symbols_reverse).
    ///
    /// # Errors
    /// As [`encode_array`](Self::encode_array).
    #[inline]
    fn encode_array_reverse<A: ModelArray>(
        &mut self,
        symbols: &[i32],
        models: A,
    ) -> Result<(), ArrayError<A::Error, Self::Error>> {
        encode(self, symbols, &models, Order::Reverse)
    }
}

impl<C: PutInterval> EncodeArray for C {}

fn encode<C: PutInterval, A: ModelArray>(
    coder: &mut C,
    symbols: &[i32],
    models: &A,
    order: Order,
) -> Result<(), ArrayError<A::Error, C::Error>> {
    check(models, symbols.len(), C::MIN_PRECISION, C::MAX_PRECISION)?;
    let mark = coder.mark();
    coder.reserve_symbols(symbols.len());
    let result = models.put(coder, 0, symbols, order);
    if let (Err(_), Some(mark)) = (&result, mark) {
        coder.rewind(mark);
    }
    result
}

/// Decodes arrays of symbols. All coders have this method.
pub trait DecodeArray: TakeInterval + Sized {
    /// Decodes a symbol for each place, each with its own model.
    ///
    /// # Errors
    /// If there are not as many models as places, the coder does not take their precision, a place has no model, or the
    /// data is corrupt. The coder is then after some of the symbols before the one that failed, and what is in the
    /// places is not defined.
    #[inline]
    fn decode_array<A: ModelArray>(
        &mut self,
        symbols: &mut [i32],
        models: A,
    ) -> Result<(), ArrayError<A::Error, Self::Error>> {
        check(&models, symbols.len(), Self::MIN_PRECISION, Self::MAX_PRECISION)?;
        models.take(self, 0, symbols)
    }
}

impl<C: TakeInterval> DecodeArray for C {}

/// Checks what arrays and coders must agree about.
fn check<A: ModelArray, E>(models: &A, expected: usize, min: u32, max: u32) -> Result<(), ArrayError<A::Error, E>> {
    if let Some(given) = models.len().filter(|&given| given != expected) {
        return Err(ArrayError::Length { expected, given });
    }
    let given = models.precision();
    if (min..=max).contains(&given) { Ok(()) } else { Err(ArrayError::Precision { given, min, max }) }
}
