//! How much context the probability of a byte has: none, or the byte before.

/// The context of a byte within a block.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ContextOrder {
    /// On nothing. The fastest, and right for bytes that do not depend on each other.
    #[default]
    Zero,
    /// On the byte before. Its tables are up to 256 times as large, and take time to make and to look up in; text takes
    /// about three quarters of the bytes.
    One,
    /// In each block on what makes it shorter. Encoding takes as long as both.
    Best,
}
