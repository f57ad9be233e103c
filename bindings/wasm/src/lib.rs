//! JavaScript names for `constriction-runtime` and `constriction-symbol`, as the facade in `../npm` needs them. No
//! algorithm lives here.

#![forbid(unsafe_code)]
#![cfg_attr(not(feature = "coders"), allow(dead_code, reason = "coders need all of what both parts share"))]
#![allow(clippy::missing_errors_doc, reason = "what users read is beside the facade")]

#[cfg(feature = "coders")]
mod adaptive;
#[cfg(feature = "coders")]
mod ans;
#[cfg(feature = "coders")]
mod bytes;
#[cfg(feature = "coders")]
mod chain;
#[cfg(feature = "coders")]
mod code;
#[cfg(feature = "coders")]
mod code_call;
#[cfg(feature = "coders")]
mod code_kind;
#[cfg(feature = "coders")]
mod coders;
#[cfg(feature = "container")]
mod container;
#[cfg(feature = "coders")]
mod custom;
#[cfg(feature = "coders")]
mod digest;
mod error;
#[cfg(feature = "coders")]
mod interleaved;
mod memory;
#[cfg(feature = "coders")]
mod model;
#[cfg(feature = "coders")]
mod model_call;
mod numbers;
mod parameters;
#[cfg(feature = "coders")]
mod queue_decoder;
#[cfg(feature = "coders")]
mod queue_encoder;
#[cfg(feature = "coders")]
mod range_decoder;
#[cfg(feature = "coders")]
mod range_encoder;
#[cfg(feature = "coders")]
mod stack;
#[cfg(feature = "coders")]
mod waist;
mod words;

#[cfg(feature = "coders")]
pub use adaptive::{AdaptiveModel, Contexts};
#[cfg(feature = "coders")]
pub use ans::AnsCoder;
#[cfg(feature = "coders")]
pub use bytes::{decode_bytes, encode_bytes};
#[cfg(feature = "coders")]
pub use chain::{ChainCoder, TwoArrays};
#[cfg(feature = "coders")]
pub use code::Code;
#[cfg(feature = "container")]
pub use container::{
    ContainerArray, ContainerIndex, ContainerWriter, ModelText, decode_auto, decode_chunk, encode_auto, encode_chunk,
};
#[cfg(feature = "coders")]
pub use custom::{CustomModel, JsFunctions};
#[cfg(feature = "coders")]
pub use interleaved::InterleavedAnsCoder;
pub use memory::fits;
#[cfg(feature = "coders")]
pub use model::Model;
pub use parameters::Parameters;
#[cfg(feature = "coders")]
pub use queue_decoder::QueueDecoder;
#[cfg(feature = "coders")]
pub use queue_encoder::QueueEncoder;
#[cfg(feature = "coders")]
pub use range_decoder::RangeDecoder;
#[cfg(feature = "coders")]
pub use range_encoder::RangeEncoder;
#[cfg(feature = "coders")]
pub use stack::StackCoder;

use wasm_bindgen::prelude::*;

/// The version of the package.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
