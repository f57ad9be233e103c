//! Progress callbacks, which can stop a call.

use core::ops::ControlFlow;

use crate::Error;

/// Told every few thousand symbols how many of them are done; says whether to go on.
pub type Progress<'a> = dyn FnMut(usize) -> ControlFlow<()> + 'a;

/// The [`Progress`] of a call without a callback.
#[inline]
pub fn go_on(_done: usize) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

/// Reports how many symbols are done.
#[inline]
pub(crate) fn report(progress: &mut Progress<'_>, done: usize) -> Result<(), Error> {
    match progress(done) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(Error::Interrupted),
    }
}
