#![no_std]
#![forbid(unsafe_code)]
#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "alloc")]
extern crate alloc;
#[cfg(feature = "std")]
extern crate std;

pub mod array;
#[cfg(feature = "alloc")]
mod bank;
mod bank_model;
mod bernoulli;
#[cfg(feature = "alloc")]
mod categorical;
#[cfg(feature = "alloc")]
mod cdf;
mod cdf_view;
#[cfg(feature = "alloc")]
mod compat;
#[cfg(feature = "alloc")]
mod convert;
mod cumulative;
pub mod dynamic;
mod error;
mod float;
mod index_model;
mod integer_categorical;
mod lazy;
#[cfg(feature = "alloc")]
mod lazy_index;
mod leaky;
#[cfg(feature = "alloc")]
mod lookup;
mod lookup_array;
#[cfg(feature = "alloc")]
mod mapped;
#[cfg(feature = "alloc")]
mod quantile_index;
mod quantize;
pub mod stats;
#[cfg(feature = "alloc")]
mod symbol_map;
#[cfg(feature = "alloc")]
mod top_k;
mod uniform;

pub use constriction_kernels::KernelFamily;
pub use constriction_kernels::weights::{Bf16, Element, F16, Half};

#[cfg(feature = "alloc")]
pub use bank::Bank;
pub use bank_model::BankModel;
pub use bernoulli::Bernoulli;
#[cfg(feature = "alloc")]
pub use categorical::Categorical;
#[cfg(feature = "alloc")]
pub use cdf::Cdf;
pub use cdf_view::CdfView;
#[cfg(feature = "alloc")]
#[doc(hidden)]
pub use compat::{CompatTable, Weight};
#[cfg(feature = "alloc")]
pub use convert::Tabulate;
pub use error::{MixtureError, ParameterError, ProbabilityError, RowError, SupportError, SymbolsError, TableError};
pub use float::Float;
pub use index_model::IndexModel;
pub use integer_categorical::IntegerCategorical;
pub use lazy::LazyCategorical;
pub use leaky::{
    Binomial, Cauchy, CdfFn, Distribution, Gaussian, Geometric, Laplace, LeakilyQuantized, LeakyQuantizer, Located,
    Logistic, Mixture, Poisson, StudentT, Symbol, Truncated,
};
#[cfg(feature = "alloc")]
pub use lookup::LookupCategorical;
pub use lookup_array::LookupArray;
#[cfg(feature = "alloc")]
pub use mapped::{MappedDecoder, MappedEncoder};
pub use stats::Statistics;
#[cfg(feature = "std")]
pub use symbol_map::SymbolHashMap;
#[cfg(feature = "alloc")]
pub use symbol_map::SymbolMap;
#[cfg(feature = "alloc")]
pub use top_k::TopK;
pub use uniform::Uniform;
