//! Arrays of symbols, of any integer type.

use core::ops::Range;

use crate::Error;

macro_rules! symbols {
    ($($variant:ident $t:ident),*) => {
        /// Symbols to encode.
        #[derive(Clone, Copy, Debug)]
        #[expect(missing_docs, reason = "the names of the types say it")]
        pub enum Symbols<'a> {
            $($variant(&'a [$t])),*
        }

        /// Where to put symbols that are decoded.
        #[derive(Debug)]
        #[expect(missing_docs, reason = "the names of the types say it")]
        pub enum SymbolsMut<'a> {
            $($variant(&'a mut [$t])),*
        }

        impl Symbols<'_> {
            /// The number of symbols.
            pub fn len(&self) -> usize {
                match self { $(Self::$variant(symbols) => symbols.len()),* }
            }

            /// Part of the symbols.
            ///
            /// # Panics
            /// If there are not as many.
            pub fn slice(&self, range: Range<usize>) -> Self {
                match self { $(Self::$variant(symbols) => Self::$variant(&symbols[range])),* }
            }

            /// The number at a place; `None` if it is negative.
            ///
            /// # Panics
            /// If there is no such place.
            #[inline]
            pub(crate) fn natural(&self, index: usize) -> Option<u64> {
                match self { $(Self::$variant(symbols) => u64::try_from(symbols[index]).ok()),* }
            }

            /// Some of the symbols, as the type that all models have; where they are of another, the buffer takes them.
            pub(crate) fn chunk<'b>(&'b self, range: Range<usize>, buffer: &'b mut Vec<i32>) -> Result<&'b [i32], Error> {
                if let Self::I32(symbols) = self {
                    return Ok(&symbols[range]);
                }
                buffer.clear();
                match self {
                    $(Self::$variant(symbols) => for (index, &symbol) in range.clone().zip(&symbols[range]) {
                        let impossible = Error::ImpossibleSymbol { index, symbol: i128::from(symbol) };
                        buffer.push(i32::try_from(symbol).map_err(|_| impossible)?);
                    }),*
                }
                Ok(buffer)
            }
        }

        impl SymbolsMut<'_> {
            /// The number of places.
            pub fn len(&self) -> usize {
                match self { $(Self::$variant(symbols) => symbols.len()),* }
            }

            /// The largest symbol of a model that has a place.
            pub(crate) fn largest(&self) -> i32 {
                match self { $(Self::$variant(_) => i32::try_from($t::MAX).unwrap_or(i32::MAX)),* }
            }

            /// Fills the places from `start` on.
            pub(crate) fn fill(&mut self, start: usize, symbols: &[i32]) -> Result<(), Error> {
                match self {
                    $(Self::$variant(places) => {
                        for (index, (place, &symbol)) in places[start..].iter_mut().zip(symbols).enumerate() {
                            *place = $t::try_from(symbol)
                                .map_err(|_| Error::DoesNotFit { index: start + index, symbol })?;
                        }
                    }),*
                }
                Ok(())
            }
        }
    };
}
symbols!(I8 i8, U8 u8, I16 i16, U16 u16, I32 i32, U32 u32, I64 i64, U64 u64);

impl Symbols<'_> {
    /// The symbols, as the type that all models have.
    ///
    /// # Errors
    /// If one of them is not of this type.
    pub fn to_i32(&self) -> Result<Vec<i32>, Error> {
        let mut buffer = Vec::new();
        let symbols = self.chunk(0..self.len(), &mut buffer)?;
        Ok(symbols.to_vec())
    }

    /// Whether there is no symbol.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl SymbolsMut<'_> {
    /// Whether there is no place.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
