#![forbid(unsafe_code)]
#![doc = include_str!("../README.md")]

mod adapters;
#[cfg(target_family = "wasm")]
mod any_coder;
mod arguments;
#[cfg(feature = "rayon")]
mod batch;
mod coders;
mod decode;
mod encode;
mod error;
mod escape;
mod family;
mod fill;
mod interleaved;
mod lanes;
#[cfg(not(target_family = "wasm"))]
mod located;
mod logits;
#[cfg_attr(target_family = "wasm", path = "looked_up_wasm.rs")]
mod looked_up;
#[cfg(not(target_family = "wasm"))]
mod mixtures;
mod model;
#[cfg_attr(target_family = "wasm", path = "numbered_wasm.rs")]
mod numbered;
mod one;
mod put;
mod reader;
mod ready;
#[cfg(target_family = "wasm")]
mod ready_wasm;
mod resolved;
mod spec;
mod statistics;
mod symbols;
mod tabulate;
mod text;
#[cfg(feature = "rayon")]
mod threads;
mod visit;

pub use arguments::{Argument, Floats};
#[cfg(feature = "rayon")]
pub use batch::{BatchError, decode_batch, encode_batch};
pub use coders::{AnsCoder, CHAIN_PRECISION, ChainCoder, RangeDecoder, RangeEncoder};
pub use decode::{Attempt, decode, decode_one, decode_with};
pub use encode::{Watch, encode, encode_one, encode_with};
pub use error::Error;
pub use family::{Bounds, Choice, FAMILIES, Family, FamilyInfo, Parameter, Shape};
pub use interleaved::InterleavedAnsCoder;
pub use model::{Models, RunModel, Same};
pub use spec::{ModelSpec, Options, Quantization, Value, Values, ZeroProbability};
pub use statistics::{Statistic, entropy_with, statistic_with};
pub use symbols::{Symbols, SymbolsMut};
pub use text::ParseError;
#[cfg(feature = "rayon")]
pub use threads::encode_on_threads;
