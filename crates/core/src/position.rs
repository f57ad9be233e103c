//! `Pos` and `Seek`: positions in a message.

use crate::SeekError;

/// A coder that knows where it is.
pub trait Pos {
    /// All that is needed to come back here: a number of words and the coder's state.
    type Position: Clone;

    /// The present position.
    fn pos(&self) -> Self::Position;
}

/// A coder that can go to a position that an equal object had before.
///
/// This is how a jump table works: the encoder notes its position now and then, the decoder seeks to one of the
/// notes and goes on from there.
pub trait Seek: Pos {
    /// Goes to `position`.
    ///
    /// # Errors
    /// If there can be no such position, in which case nothing changes.
    fn seek(&mut self, position: Self::Position) -> Result<(), SeekError>;
}

impl<T: Pos + ?Sized> Pos for &mut T {
    type Position = T::Position;
    fn pos(&self) -> Self::Position {
        (**self).pos()
    }
}

impl<T: Seek + ?Sized> Seek for &mut T {
    fn seek(&mut self, position: Self::Position) -> Result<(), SeekError> {
        (**self).seek(position)
    }
}
