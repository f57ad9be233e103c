//! Models whose precision is a value at run time.
//!
//! The types of the crate's root, whose precision is a constant, call these types. Use them where the precision, or the model
//! itself, is chosen at run time, as in bindings to other languages. They do not implement
//! [`Model`](constriction_core::Model): the caller passes their intervals and their precision to a coder.

mod bernoulli;
mod integer_row;
#[cfg(feature = "alloc")]
mod lazy_row;
mod model;
mod models;
#[cfg(feature = "alloc")]
mod offset_table;
#[cfg(feature = "alloc")]
mod perfect_row;
#[cfg(feature = "alloc")]
mod rows;
mod support;
#[cfg(feature = "alloc")]
mod table;
#[cfg(feature = "alloc")]
mod top_k;
mod uniform;

pub use bernoulli::Bernoulli;
pub use integer_row::IntegerRow;
#[cfg(feature = "alloc")]
pub use lazy_row::LazyRow;
pub use model::DynModel;
#[cfg(feature = "alloc")]
pub use offset_table::OffsetTable;
#[cfg(feature = "alloc")]
pub use perfect_row::PerfectRow;
#[cfg(feature = "alloc")]
pub use rows::Rows;
pub(crate) use support::checked;
pub use support::{Quantized, Support};
#[cfg(feature = "alloc")]
pub use table::Table;
#[cfg(feature = "alloc")]
pub use top_k::TopK;
pub use uniform::Uniform;
