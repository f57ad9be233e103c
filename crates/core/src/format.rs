//! `Format`: the integer types of a stream of words.

use core::fmt::Debug;

use crate::Unsigned;

/// The sizes that fix the bits of a coder: its word, its state, and the lower bound of the state.
///
/// Compressed data is a sequence of words. The state is the wider integer that a coder computes with. It moves to and from the
/// sequence one word at a time. A type that implements this trait carries no data:
///
/// ```
/// use constriction_core::Format;
///
/// /// What ryg's `rans64` and CompressAI use: 32-bit words, a 64-bit state of at least 2^31.
/// #[derive(Clone, Copy, Debug, PartialEq, Eq)]
/// struct Rans64;
/// impl Format for Rans64 {
///     type Word = u32;
///     type State = u64;
///     const LOWER_BITS: u32 = 31;
/// }
/// ```
pub trait Format: Copy + Eq + Debug + 'static {
    /// The unit of compressed data.
    type Word: Unsigned;
    /// The integer that a coder computes with, at least twice as wide as a word.
    type State: Unsigned;
    /// The logarithm to base 2 of L, the lower bound of an ANS coder's state. It is also the highest precision that the coder
    /// takes.
    ///
    /// While there are words left, the state is at least `L` and below `L << Word::BITS`. The name counts bits as `BITS` does:
    /// a state has from `LOWER_BITS + 1` to `LOWER_BITS + Word::BITS` of them. A range coder takes only formats that keep the
    /// default.
    const LOWER_BITS: u32 = <Self::State as Unsigned>::BITS - <Self::Word as Unsigned>::BITS;
}

/// 32-bit words, a 64-bit state: precisions up to 32 bits, usually 24.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct DefaultFormat;

impl Format for DefaultFormat {
    type Word = u32;
    type State = u64;
}

/// 16-bit words, a 32-bit state: precisions up to 16 bits, usually 12. For small tables and small machines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct SmallFormat;

impl Format for SmallFormat {
    type Word = u16;
    type State = u32;
}
