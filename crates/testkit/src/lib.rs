#![forbid(unsafe_code)]
#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]
#![expect(clippy::missing_panics_doc, reason = "a law that is broken panics, and so does whatever the laws are run on")]

pub mod adaptive_laws;
mod bit_codec;
pub mod chain_laws;
pub mod code_laws;
mod codec;
pub mod coder_laws;
pub mod digest_laws;
#[cfg(feature = "harness")]
pub mod harness;
mod message;
pub mod model_laws;
#[cfg(doctest)]
mod readme;
pub mod sequence_laws;
pub mod strategies;
pub mod vectors;

pub use bit_codec::BitCodec;
pub use codec::Codec;
pub use message::Message;
