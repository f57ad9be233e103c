//! Digests of the models that a message was coded with, to notice that a decoder has others.

pub use constriction_digest::*;
