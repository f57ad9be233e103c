//! The rANS coder of CRAM 3.1, order 0, with 32 states and the vector instructions that the library finds.

#![allow(unsafe_code, reason = "the library is written in C")]

use std::ffi::{c_int, c_uchar, c_uint};

use crate::bytes::Bytes;

/// 32 states instead of 4.
const ORDER_X32: c_int = 4;

#[link(name = "htscodecs")]
unsafe extern "C" {
    fn rans_compress_bound_4x16(size: c_uint, order: c_int) -> c_uint;
    fn rans_compress_to_4x16(
        data: *const c_uchar,
        data_len: c_uint,
        out: *mut c_uchar,
        out_len: *mut c_uint,
        order: c_int,
    ) -> *mut c_uchar;
    fn rans_uncompress_to_4x16(
        data: *const c_uchar,
        data_len: c_uint,
        out: *mut c_uchar,
        out_len: *mut c_uint,
    ) -> *mut c_uchar;
}

/// The coder, which has nothing to keep.
pub(crate) struct Htscodecs;

impl Bytes for Htscodecs {
    const NAME: &str = "htscodecs rANS 32x16";

    fn encode(&mut self, data: &[u8], out: &mut Vec<u8>) {
        let len = c_uint::try_from(data.len()).unwrap();
        let start = out.len();
        // SAFETY: The function takes any numbers; then, there is as much room as it asked for.
        let len = unsafe {
            let mut room = rans_compress_bound_4x16(len, ORDER_X32);
            out.resize(start + room as usize, 0);
            let made = rans_compress_to_4x16(data.as_ptr(), len, out[start..].as_mut_ptr(), &mut room, ORDER_X32);
            assert!(!made.is_null());
            room
        };
        out.truncate(start + len as usize);
    }

    fn decode(&mut self, data: &[u8], out: &mut [u8]) {
        let mut len = c_uint::try_from(out.len()).unwrap();
        let data_len = c_uint::try_from(data.len()).unwrap();
        // SAFETY: The lengths are those of the slices.
        let made = unsafe { rans_uncompress_to_4x16(data.as_ptr(), data_len, out.as_mut_ptr(), &mut len) };
        assert!(!made.is_null() && len as usize == out.len());
    }
}
