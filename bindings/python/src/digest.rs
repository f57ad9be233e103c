//! Coders that may keep a digest.

use constriction_runtime::{Digest, Digesting};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

/// A coder that keeps a digest if its caller asked for one.
pub(crate) type MaybeDigesting<C> = Digesting<C, Option<Digest>>;

/// A digest as it is in pickles, if there is one: its sum and its position.
pub(crate) type Parts = Option<(u64, i64)>;

/// The digest of a coder, to be pickled.
pub(crate) fn parts<C>(coder: &MaybeDigesting<C>) -> Parts {
    coder.parts().1.map(Digest::into_raw_parts)
}

/// The coder with the digest that was pickled.
pub(crate) fn from_parts<C>(coder: C, digest: Parts) -> MaybeDigesting<C> {
    Digesting::from_parts(coder, digest.map(|(sum, position)| Digest::from_raw_parts(sum, position)))
}

/// The error of a coder that was created without `digest=True`.
pub(crate) fn none_kept() -> PyErr {
    PyValueError::new_err("this coder keeps no digest; ask for one when it is made: digest=True")
}
