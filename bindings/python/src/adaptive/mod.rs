//! `constriction.stream.adaptive`: models that learn, and the contexts that their symbols are coded in.

mod call;
mod classes;
mod contexts;
mod model;

pub(crate) use call::{decode, encode};
pub(crate) use classes::{AdaptiveBernoulli, AdaptiveCategorical, BitTree, Mixer, Nibbles};
pub(crate) use contexts::{LeftTop, Order, Word};
pub(crate) use model::AdaptiveModel;
