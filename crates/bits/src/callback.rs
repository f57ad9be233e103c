//! Sinks that hand each word to a function.

use core::convert::Infallible;

use crate::WriteWords;

/// A sink that hands each word to a closure.
///
/// Words cannot be taken back, so a call that fails half-way keeps what it has written.
#[derive(Clone, Copy, Debug)]
pub struct Callback<F>(pub F);

impl<F> Callback<F> {
    /// The sink of a closure.
    pub fn new(callback: F) -> Self {
        Self(callback)
    }
}

impl<W, F: FnMut(W)> WriteWords<W> for Callback<F> {
    type Error = Infallible;

    #[inline]
    fn write_word(&mut self, word: W) -> Result<(), Infallible> {
        (self.0)(word);
        Ok(())
    }
}

/// A sink that hands each word to a closure that can fail.
///
/// Words cannot be taken back, so a call that fails half-way keeps what it has written.
#[derive(Clone, Copy, Debug)]
pub struct TryCallback<F>(pub F);

impl<F> TryCallback<F> {
    /// The sink of a closure.
    pub fn new(callback: F) -> Self {
        Self(callback)
    }
}

impl<W, E, F: FnMut(W) -> Result<(), E>> WriteWords<W> for TryCallback<F> {
    type Error = E;

    #[inline]
    fn write_word(&mut self, word: W) -> Result<(), E> {
        (self.0)(word)
    }
}
