//! Typed arrays, which JavaScript passes as bytes and the kind of their numbers.

use constriction_runtime::{Error, Symbols, SymbolsMut};
use wasm_bindgen::prelude::*;

use crate::error::{no_codeword, to_js, too_large, type_error};
use crate::memory::room;

/// This number of zeros, if there is memory for them.
pub(crate) fn zeros<T: Clone + Default>(count: usize) -> Result<Vec<T>, JsValue> {
    room(count.saturating_mul(size_of::<T>()))?;
    Ok(vec![T::default(); count])
}

macro_rules! numbers {
    ($($kind:literal $variant:ident $t:ident),*) => {
        /// The numbers of a typed array.
        pub(crate) enum Numbers {
            $($variant(Vec<$t>)),*
        }

        impl Numbers {
            /// The numbers of a kind in bytes, the least significant byte first.
            pub(crate) fn new(kind: u8, bytes: &[u8]) -> Result<Self, JsValue> {
                room(bytes.len())?;
                match kind {
                    $($kind => {
                        let (numbers, _) = bytes.as_chunks();
                        Ok(Self::$variant(numbers.iter().copied().map($t::from_le_bytes).collect()))
                    })*
                    _ => Err(type_error("this is not an array of integers")),
                }
            }

            /// This number of places for numbers of a kind.
            pub(crate) fn zeros(kind: u8, count: usize) -> Result<Self, JsValue> {
                match kind {
                    $($kind => zeros(count).map(Self::$variant),)*
                    _ => Err(type_error("this is not an array of integers")),
                }
            }

            pub(crate) fn as_symbols(&self) -> Symbols<'_> {
                match self { $(Self::$variant(numbers) => Symbols::$variant(numbers)),* }
            }

            pub(crate) fn as_symbols_mut(&mut self) -> SymbolsMut<'_> {
                match self { $(Self::$variant(numbers) => SymbolsMut::$variant(numbers)),* }
            }

            /// The numbers in bytes again.
            pub(crate) fn to_bytes(&self) -> Result<Vec<u8>, JsValue> {
                match self {
                    $(Self::$variant(numbers) => {
                        room(size_of_val(&numbers[..]))?;
                        Ok(numbers.iter().map(|number| number.to_le_bytes()).collect::<Vec<_>>().into_flattened())
                    }),*
                }
            }

            /// The numbers as symbols of codes, none of which is negative.
            pub(crate) fn to_u64(&self) -> Result<Vec<u64>, JsValue> {
                match self {
                    $(Self::$variant(numbers) => {
                        let mut symbols = zeros(numbers.len())?;
                        for (index, (place, &number)) in symbols.iter_mut().zip(numbers).enumerate() {
                            *place = u64::try_from(number).map_err(|_| no_codeword(index, i128::from(number)))?;
                        }
                        Ok(symbols)
                    }),*
                }
            }

            /// Places of a kind, filled with symbols of codes.
            pub(crate) fn from_u64(kind: u8, symbols: &[u64]) -> Result<Self, JsValue> {
                match kind {
                    $($kind => {
                        let number = |(index, &symbol): (usize, &u64)| {
                            $t::try_from(symbol).map_err(|_| too_large(index, symbol))
                        };
                        room(size_of::<$t>().saturating_mul(symbols.len()))?;
                        symbols.iter().enumerate().map(number).collect::<Result<_, _>>().map(Self::$variant)
                    })*
                    _ => Err(type_error("this is not an array of integers")),
                }
            }
        }
    };
}
numbers!(0 I8 i8, 1 U8 u8, 2 I16 i16, 3 U16 u16, 4 I32 i32, 5 U32 u32, 6 I64 i64, 7 U64 u64);

impl Numbers {
    /// The numbers as symbols of models.
    pub(crate) fn to_i32(&self) -> Result<Vec<i32>, JsValue> {
        // And the result once more.
        room(self.as_symbols().len().saturating_mul(2 * size_of::<i32>()))?;
        self.as_symbols().to_i32().map_err(to_js)
    }
}

/// A symbol of a model, if it is one.
pub(crate) fn symbol(symbol: f64) -> Result<i32, JsValue> {
    let integer = symbol as i32;
    if f64::from(integer) == symbol {
        return Ok(integer);
    }
    Err(to_js(Error::ImpossibleSymbol { index: 0, symbol: symbol as i128 }))
}
