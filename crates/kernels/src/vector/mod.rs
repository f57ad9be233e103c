//! The vectorised algorithms, generic over the vectors of a level.

pub(crate) mod approx;
pub(crate) mod decode;
pub(crate) mod each;
pub(crate) mod entry;
pub(crate) mod intervals;
pub(crate) mod lanes;
pub(crate) mod mixtures;
pub(crate) mod symbols;
