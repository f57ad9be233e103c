//! `Code`: the supertrait of encoders and decoders.

/// A coder with a state.
///
/// With the number of words before it, the state is a coder's position; see [`Pos`](crate::Pos). This trait is for code
/// that watches coders of any kind, to show how they work.
pub trait Code {
    /// The integer types of the coder.
    type State: Clone;

    /// The present state.
    fn state(&self) -> Self::State;
}

impl<C: Code + ?Sized> Code for &mut C {
    type State = C::State;
    fn state(&self) -> C::State {
        (**self).state()
    }
}
