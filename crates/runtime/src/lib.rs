#![forbid(unsafe_code)]
#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod adaptive;
#[cfg(feature = "rayon")]
mod batch;
mod call_models;
mod coders;
mod concrete;
mod decode;
mod dispatch;
mod encode;
mod erased;
mod error;
mod escape;
mod family;
mod fill;
mod float_type;
mod functions;
mod params;
mod progress;
mod reader;
mod reporting;
mod spec;
mod statistics;
mod step;
mod symbols;
mod table_set;
mod tables;
mod tabulate;
mod text;
#[cfg(feature = "rayon")]
mod threads;
mod transaction;
mod waist;

pub use adaptive::{
    Adaptive, AdaptiveSetup, BitLearning, ContextRule, adaptive_cost, decode_adaptive, encode_adaptive,
};
#[cfg(feature = "rayon")]
pub use batch::{decode_batch, encode_batch};
pub use coders::{AnsCoder, CHAIN_PRECISION, ChainCoder, RangeDecoder, RangeEncoder};
pub use constriction_adaptive::SetupError;
pub use constriction_ans::InterleavedAnsCoder;
pub use constriction_digest::{Digest, Digesting, KeepDigest};
pub use constriction_models::array::{FloatSlice, ModelArray, Param, widened};
pub use constriction_models::dynamic::{DynModel, Support};
pub use constriction_models::{Bf16, F16};
pub use decode::{decode, decode_few, decode_one, decode_with};
pub use encode::{encode, encode_one, encode_one_with, encode_with};
pub use error::{BatchError, Error};
pub use family::{Bounds, Choice, FAMILIES, Family, FamilyInfo, Parameter, Shape};
pub use float_type::FloatType;
pub use functions::{FunctionModels, Functions};
pub use progress::{Progress, go_on};
pub use spec::{ModelSpec, Options, Quantization, Value, Values, ZeroProbability};
pub use statistics::{Statistic, entropy_with, statistic_with};
pub use step::{decode_step, encode_step};
pub use symbols::{Symbols, SymbolsMut};
pub use text::ParseError;
#[cfg(feature = "rayon")]
pub use threads::encode_on_threads;
pub use transaction::Transaction;
pub use waist::{advance_intervals, encode_intervals, intervals, next_quantile};
