//! JavaScript names for `constriction-runtime` and `constriction-symbol`, as the facade in `../npm` needs them. No
//! algorithm lives here.

#![forbid(unsafe_code)]
#![allow(clippy::missing_errors_doc, reason = "what users read is beside the facade")]

mod adaptive;
mod ans;
mod bytes;
mod chain;
mod code;
mod code_call;
mod code_kind;
mod digest;
mod error;
mod interleaved;
mod model;
mod model_call;
mod numbers;
mod parameters;
mod queue_decoder;
mod queue_encoder;
mod range_decoder;
mod range_encoder;
mod stack;
mod words;

pub use adaptive::{AdaptiveModel, Contexts};
pub use ans::AnsCoder;
pub use bytes::{decode_bytes, encode_bytes};
pub use chain::{ChainCoder, TwoArrays};
pub use code::Code;
pub use interleaved::InterleavedAnsCoder;
pub use model::Model;
pub use numbers::fits;
pub use parameters::Parameters;
pub use queue_decoder::QueueDecoder;
pub use queue_encoder::QueueEncoder;
pub use range_decoder::RangeDecoder;
pub use range_encoder::RangeEncoder;
pub use stack::StackCoder;

use wasm_bindgen::prelude::*;

/// The version of the package.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
