#![forbid(unsafe_code)]
#![doc = include_str!("../README.md")]

mod codec;
pub mod coder_laws;
mod message;
pub mod model_laws;
pub mod strategies;
pub mod vectors;

pub use codec::Codec;
pub use message::Message;
