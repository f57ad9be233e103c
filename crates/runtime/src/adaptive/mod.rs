//! Models that learn: values with a state, whose calls code arrays.

mod calls;
mod contexts;
mod learn;
mod mix;
mod model;
mod rule;
mod saved;
mod setup;
mod undo;

pub use calls::{adaptive_cost, decode_adaptive, encode_adaptive};
pub use contexts::ContextRule;
pub use model::Adaptive;
pub use setup::{AdaptiveSetup, BitLearning};
