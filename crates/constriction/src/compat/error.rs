//! Names of errors.
//!
//! In 0.5.0, an error of a coder is one of a frontend or a backend. Here, it is flat, and the frontend says whether it is
//! one of encoding or of decoding.

use core::convert::Infallible;

use constriction_core::{Corrupt, DecodeError, EncodeError, ImpossibleSymbol};

/// The errors of 0.5.0 about a symbol or about the data.
pub trait Frontend {
    /// The error of a coder whose storage has the error `Backend`.
    type Error<Backend>;
}

/// The frontend of decoders.
pub type DecoderFrontendError = Corrupt;
/// The frontend of encoders.
pub type DefaultEncoderFrontendError = ImpossibleSymbol;

impl Frontend for Corrupt {
    type Error<Backend> = DecodeError<Backend>;
}

impl Frontend for ImpossibleSymbol {
    type Error<Backend> = EncodeError<Backend>;
}

/// That of ANS decoders.
impl Frontend for Infallible {
    type Error<Backend> = DecodeError<Backend>;
}

/// The error of a coder: [`EncodeError`] or [`DecodeError`].
pub type CoderError<FrontendError, BackendError> = <FrontendError as Frontend>::Error<BackendError>;
