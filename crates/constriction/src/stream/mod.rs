//! Coders that spread a message over one stream of words, and their models.
//!
//! # Which coder
//!
//! | what you have | take | why |
//! |---|---|---|
//! | symbols that are predicted from those before them | `queue`: range coding | what is encoded first is decoded first |
//! | latent variables, bits-back coding | `stack`: ANS | what is encoded last is decoded first; decoding any data draws samples |
//! | long arrays whose models are known before they are decoded | `stack::Interleaved` | up to 64 states for vector instructions |
//! | bits-back coding where symbols must not influence each other | `chain`: chain coding | a change of one model changes one symbol |
//! | statistics that change, and no model | `adaptive`: models that learn | nothing but symbols is sent |
//!
//! If no line decides, take `queue`: its order is the one that everybody expects. Codes with a whole number of bits per
//! symbol are in `constriction::symbol`.
//!
//! # How to use it
//!
//! Make a [`model`], and hand symbols and models to the methods of [`Encode`] and [`Decode`]. Where parameters are
//! slices,
//! [`EncodeArray`] and [`DecodeArray`] are faster.
//!
//! ```
//! # #[cfg(all(feature = "range", feature = "alloc"))] {
//! use constriction::stream::model::{DefaultLeakyQuantizer, Laplace};
//! use constriction::stream::queue::DefaultRangeEncoder;
//! use constriction::stream::{Decode, Encode};
//!
//! let model = DefaultLeakyQuantizer::try_new(-50..=50).unwrap().quantize(Laplace::new(0.0, 3.0).unwrap());
//! let mut encoder = DefaultRangeEncoder::new();
//! encoder.encode_iid_symbols([3, -1, 0, 0, 7], model).unwrap();
//!
//! let mut decoder = encoder.into_decoder().unwrap();
//! let decoded: Vec<i32> = decoder.decode_iid_symbols(5, model).collect::<Result<_, _>>().unwrap();
//! assert_eq!(decoded, [3, -1, 0, 0, 7]);
//! # }
//! ```
//!
//! # References
//!
//! - Martin, "Range encoding: an algorithm for removing redundancy from a digitised message", 1979
//! - Duda, "Asymmetric numeral systems: entropy coding combining speed of Huffman coding with compression rate of
//!   arithmetic coding", 2013, <https://arxiv.org/abs/1311.2540>
//! - Bamler, "Understanding entropy coding with asymmetric numeral systems (ANS): a statistician's perspective", 2022,
//!   <https://arxiv.org/abs/2201.01741>

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

#[doc(hidden)]
pub use crate::compat::error::{DecoderFrontendError, DefaultEncoderFrontendError, Frontend};
pub use constriction_core::{
    Code, Corrupt, Decode, DecodeError, DecodeIid, DecodeSymbols, DefaultFormat, Encode, EncodeError, Format,
    ImpossibleSymbol, Order, PutInterval, SmallFormat, TakeInterval, TryCodingError, TryDecodeSymbols,
};
pub use constriction_models::array::{DecodeArray, EncodeArray};
