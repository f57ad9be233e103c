//! Bytes that a carry can change after they are written.

use alloc::vec::Vec;

/// Appends the low 8 bits of `top`, and adds the ninth one to the number that the bytes before are.
#[inline]
pub(crate) fn push_byte(bytes: &mut Vec<u8>, top: u32) {
    if top >> 8 & 1 == 1 {
        propagate(bytes);
    }
    bytes.push(top as u8);
}

#[cold]
#[inline(never)]
fn propagate(bytes: &mut [u8]) {
    for byte in bytes.iter_mut().rev() {
        *byte = byte.wrapping_add(1);
        if *byte != 0 {
            return;
        }
    }
}
