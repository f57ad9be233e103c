//! `Format`: the integer types of a stream of words.

use core::fmt::Debug;

use crate::Unsigned;

/// The word, the state and the state's lower bound that a coder uses: what fixes its bits.
///
/// Compressed data is a sequence of words. The state is the wider integer that a coder computes with; it moves
/// to and from the sequence one word at a time. A type that implements this trait has no values of interest:
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
    /// The logarithm to base 2 of an ANS coder's lower bound L, which is also the highest precision it takes.
    ///
    /// While there are words left, the state is at least `L` and below `L << Word::BITS`. A range coder has no
    /// such freedom and takes only formats that keep the default.
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
