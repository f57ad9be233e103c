//! How many threads a call may use.

use std::num::NonZeroUsize;

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::array::integer;

/// The number of threads; nothing for as many as there are processors.
pub(crate) type Threads = Option<NonZeroUsize>;

/// The number of threads, from a keyword.
pub(crate) fn threads(object: &Bound<'_, PyAny>) -> PyResult<Threads> {
    if object.is_none() {
        return Ok(None);
    }
    let threads: usize = integer("threads", object)?;
    let error = || PyValueError::new_err("the number of threads must be at least 1");
    NonZeroUsize::new(threads).ok_or_else(error).map(Some)
}

/// That many where nothing is said about them.
pub(crate) const ONE_THREAD: Threads = Some(NonZeroUsize::MIN);

/// The number of threads, from a keyword; 0 for as many as there are processors, so that its default is a literal,
/// which the signature shows.
pub(crate) fn threads_or_0(object: &Bound<'_, PyAny>) -> PyResult<usize> {
    Ok(threads(object)?.map_or(0, NonZeroUsize::get))
}
