//! Typed arrays, which JavaScript passes as bytes and the kind of their numbers.

use constriction_runtime::{Error, Symbols, SymbolsMut};
use wasm_bindgen::prelude::*;

use crate::error::{range_error, to_js, too_large, type_error};

/// Whether there is memory for this number of bytes. Asked before JavaScript copies an array here, as to run out of
/// memory there stops the program.
#[wasm_bindgen]
pub fn fits(bytes: usize) -> bool {
    Vec::<u8>::new().try_reserve_exact(bytes).is_ok()
}

#[cold]
fn no_memory(count: usize) -> JsValue {
    range_error(format_args!("there is not enough memory for {count} numbers"))
}

/// This number of zeros, if there is memory for them.
pub(crate) fn zeros<T: Clone + Default>(count: usize) -> Result<Vec<T>, JsValue> {
    let mut numbers = Vec::new();
    numbers.try_reserve_exact(count).map_err(|_| no_memory(count))?;
    numbers.resize(count, T::default());
    Ok(numbers)
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
            pub(crate) fn to_bytes(&self) -> Vec<u8> {
                match self {
                    $(Self::$variant(numbers) => {
                        numbers.iter().map(|number| number.to_le_bytes()).collect::<Vec<_>>().into_flattened()
                    }),*
                }
            }

            /// The numbers as symbols of codes, or the index of one that is negative, with the number.
            pub(crate) fn to_u64(&self) -> Result<Vec<u64>, (usize, i128)> {
                match self {
                    $(Self::$variant(numbers) => numbers.iter().enumerate().map(|(index, &number)| {
                        u64::try_from(number).map_err(|_| (index, i128::from(number)))
                    }).collect()),*
                }
            }

            /// Places of a kind, filled with symbols of codes.
            pub(crate) fn from_u64(kind: u8, symbols: &[u64]) -> Result<Self, JsValue> {
                match kind {
                    $($kind => {
                        let number = |(index, &symbol): (usize, &u64)| {
                            $t::try_from(symbol).map_err(|_| too_large(index, symbol))
                        };
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
