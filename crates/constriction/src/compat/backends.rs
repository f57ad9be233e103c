//! Names of storage.

#[doc(no_inline)]
pub use constriction_bits::{
    Callback as InfallibleCallbackWriteWords, FromIter as InfallibleIteratorReadWords, Full as BoundedWriteError,
    Reversed as Reverse, SpaceLeft as BoundedWriteWords, TryCallback as FallibleCallbackWriteWords,
    TryFromIter as FallibleIteratorReadWords,
};
