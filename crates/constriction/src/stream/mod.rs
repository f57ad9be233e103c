//! Coders that spread a message over one stream of words, and their models.

#[cfg(feature = "adaptive")]
pub mod adaptive;
#[cfg(feature = "chain")]
pub mod chain;
#[cfg(feature = "digest")]
pub mod digest;
pub mod model;
#[cfg(feature = "range")]
pub mod queue;
#[cfg(feature = "ans")]
pub mod stack;

pub use crate::compat::error::{DecoderFrontendError, DefaultEncoderFrontendError, Frontend};
pub use constriction_core::{
    Code, Corrupt, Decode, DecodeError, DecodeIid, DecodeSymbols, DefaultFormat, Encode, EncodeError, Format,
    ImpossibleSymbol, Order, PutInterval, SmallFormat, TakeInterval, TryCodingError, TryDecodeSymbols,
};
pub use constriction_models::array::{DecodeArray, EncodeArray};
