#![no_std]
#![forbid(unsafe_code)]
#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "alloc")]
extern crate alloc;

mod apm;
#[cfg(feature = "alloc")]
mod array;
#[cfg(feature = "alloc")]
mod bit_decoder;
#[cfg(feature = "alloc")]
mod bit_encoder;
mod bits;
mod bool_decoder;
#[cfg(feature = "alloc")]
mod bool_encoder;
mod cabac_context;
mod cabac_decoder;
#[cfg(feature = "alloc")]
mod cabac_encoder;
#[cfg(feature = "alloc")]
mod carry;
mod code;
mod contexts;
mod cost;
mod counting;
mod counts;
mod escape;
mod fenwick;
#[cfg(feature = "alloc")]
mod filled;
#[cfg(feature = "alloc")]
mod lanes;
mod logistic;
#[cfg(feature = "alloc")]
mod match_model;
#[cfg(feature = "alloc")]
mod mixed_tree;
mod mixer;
mod model;
mod nibbles;
mod rule;
mod setup_error;
mod shift;
#[cfg(feature = "alloc")]
mod slots;
mod small;
mod sums;
mod tree;
mod two_rates;

pub use apm::Apm;
#[cfg(feature = "alloc")]
pub use array::EncodeArray;
#[cfg(feature = "alloc")]
pub use bit_decoder::BitDecoder;
#[cfg(feature = "alloc")]
pub use bit_encoder::BitEncoder;
pub use bits::Bits;
pub use bool_decoder::BoolDecoder;
#[cfg(feature = "alloc")]
pub use bool_encoder::BoolEncoder;
pub use cabac_context::CabacContext;
pub use cabac_decoder::CabacDecoder;
#[cfg(feature = "alloc")]
pub use cabac_encoder::CabacEncoder;
pub use code::{AdaptiveCode, DecodeAdaptive, EncodeAdaptive};
pub use contexts::{Contexts, Given, Order0, Order1, Order2};
pub use cost::{cost, cost_bits};
pub use counting::Counting;
pub use counts::Counts;
pub use escape::Escape;
pub use logistic::{squash, stretch};
#[cfg(feature = "alloc")]
pub use match_model::MatchModel;
#[cfg(feature = "alloc")]
pub use mixed_tree::{MixedTree, Part, PartMut};
pub use mixer::Mixer;
pub use model::AdaptiveModel;
pub use nibbles::Nibbles;
pub use rule::BitRule;
pub use setup_error::SetupError;
pub use shift::Shift;
pub use small::{SmallAlphabets, SmallCdf};
pub use tree::{BitTree, ReverseBitTree, Tree};
pub use two_rates::TwoRates;
