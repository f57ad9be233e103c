#![no_std]
#![forbid(unsafe_code)]
#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod ahead;
mod code;
mod decode;
mod encode;
mod error;
mod format;
mod infallible;
mod interval;
mod interval_tables;
mod model;
mod pairs;
mod position;
mod reciprocal;
mod symbol_tables;
mod unsigned;

pub use code::Code;
pub use decode::{Decode, DecodeIid, DecodeSymbols, TakeInterval, TryDecodeSymbols};
pub use encode::{Encode, Order, PutInterval, most_words};
pub use error::{Corrupt, DecodeError, EncodeError, FailedSymbol, ImpossibleSymbol, SeekError, TryCodingError};
pub use format::{DefaultFormat, Format, SmallFormat};
pub use infallible::UnwrapInfallible;
pub use interval::Interval;
pub use interval_tables::IntervalTables;
pub use model::{DecoderModel, EncoderModel, IterableModel, Model};
pub use position::{Pos, Seek};
pub use reciprocal::Reciprocal;
pub use symbol_tables::{SymbolLookup, SymbolTables};
pub use unsigned::Unsigned;
