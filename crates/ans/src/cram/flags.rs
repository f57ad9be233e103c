//! The flags in the first byte of a stream.

/// The byte before is the context.
pub(super) const ORDER: u8 = 1;
/// There are 32 states.
pub(super) const N32: u8 = 4;
/// The bytes are dealt to several streams.
pub(super) const STRIPE: u8 = 8;
/// The length is not there.
pub(super) const NOSZ: u8 = 16;
/// The bytes are as they are.
pub(super) const CAT: u8 = 32;
/// Runs are taken out.
pub(super) const RLE: u8 = 64;
/// There are several symbols in a byte.
pub(super) const PACK: u8 = 128;
/// All flags.
pub(super) const ALL: u8 = ORDER | N32 | STRIPE | NOSZ | CAT | RLE | PACK;

/// The number of states.
pub(super) fn lanes(flags: u8) -> usize {
    if flags & N32 != 0 { 32 } else { 4 }
}
