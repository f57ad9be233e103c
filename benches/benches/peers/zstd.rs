//! The two entropy coders in zstd, without the rest of it.
//!
//! Their functions are not in its interface, but they are in the library that the crate `zstd-sys` builds.

#![allow(unsafe_code, reason = "the library is written in C")]

use std::ffi::{c_int, c_short, c_uint, c_void};
// Links the library.
use zstd_sys as _;

use crate::bytes::Bytes;

/// The most bytes that a block has.
const BLOCK: usize = 128 << 10;
/// Room for a block that grows, and for tables.
const ROOM: usize = BLOCK + (BLOCK >> 7) + 1024;
/// The greatest byte.
const MAX_SYMBOL: c_uint = 255;
/// Tables of 2^11 entries, as in zstd.
const TABLE_LOG: c_uint = 11;
/// The processor has BMI2.
const BMI2: c_int = 1;

unsafe extern "C" {
    fn HUF_compress4X_repeat(
        dst: *mut c_void,
        dst_size: usize,
        src: *const c_void,
        src_size: usize,
        max_symbol: c_uint,
        table_log: c_uint,
        workspace: *mut c_void,
        workspace_size: usize,
        table: *mut usize,
        repeat: *mut c_int,
        flags: c_int,
    ) -> usize;
    fn HUF_decompress4X_hufOnly_wksp(
        table: *mut u32,
        dst: *mut c_void,
        dst_size: usize,
        src: *const c_void,
        src_size: usize,
        workspace: *mut c_void,
        workspace_size: usize,
        flags: c_int,
    ) -> usize;
    fn HIST_count(counts: *mut c_uint, max_symbol: *mut c_uint, src: *const c_void, src_size: usize) -> usize;
    fn FSE_optimalTableLog(max_table_log: c_uint, src_size: usize, max_symbol: c_uint) -> c_uint;
    fn FSE_normalizeCount(
        normalized: *mut c_short,
        table_log: c_uint,
        counts: *const c_uint,
        src_size: usize,
        max_symbol: c_uint,
        use_low_prob_count: c_uint,
    ) -> usize;
    fn FSE_writeNCount(
        dst: *mut c_void,
        dst_size: usize,
        normalized: *const c_short,
        max_symbol: c_uint,
        table_log: c_uint,
    ) -> usize;
    fn FSE_buildCTable_wksp(
        table: *mut c_uint,
        normalized: *const c_short,
        max_symbol: c_uint,
        table_log: c_uint,
        workspace: *mut c_void,
        workspace_size: usize,
    ) -> usize;
    fn FSE_compress_usingCTable(
        dst: *mut c_void,
        dst_size: usize,
        src: *const c_void,
        src_size: usize,
        table: *const c_uint,
    ) -> usize;
    fn FSE_decompress_wksp_bmi2(
        dst: *mut c_void,
        dst_size: usize,
        src: *const c_void,
        src_size: usize,
        max_table_log: c_uint,
        workspace: *mut c_void,
        workspace_size: usize,
        bmi2: c_int,
    ) -> usize;
    fn FSE_isError(code: usize) -> c_uint;
}

/// What a function returned, which is a size.
fn size(code: usize) -> usize {
    // SAFETY: The function takes any number.
    assert_eq!(unsafe { FSE_isError(code) }, 0, "zstd returns the error {}", code.wrapping_neg());
    code
}

fn bmi2() -> c_int {
    #[cfg(target_arch = "x86_64")]
    if std::arch::is_x86_feature_detected!("bmi2") {
        return BMI2;
    }
    0
}

/// Concatenates blocks, each with its length before it.
fn encode_blocks(data: &[u8], out: &mut Vec<u8>, mut encode: impl FnMut(&[u8], &mut [u8]) -> usize) {
    for block in data.chunks(BLOCK) {
        let start = out.len() + 4;
        out.resize(start + ROOM, 0);
        let len = encode(block, &mut out[start..]);
        out.truncate(start + len);
        out[start - 4..start].copy_from_slice(&(len as u32).to_le_bytes());
    }
}

/// Takes the blocks again.
fn decode_blocks(mut data: &[u8], out: &mut [u8], mut decode: impl FnMut(&[u8], &mut [u8])) {
    for block in out.chunks_mut(BLOCK) {
        let (len, rest) = data.split_first_chunk().unwrap();
        let (coded, rest) = rest.split_at(u32::from_le_bytes(*len) as usize);
        decode(coded, block);
        data = rest;
    }
}

/// Huffman codes in four streams.
pub(crate) struct Huff0 {
    /// More than `HUF_WORKSPACE_SIZE` and `HUF_DECOMPRESS_WORKSPACE_SIZE`, which are 8704 and 2560 bytes.
    workspace: Vec<u64>,
    /// `HUF_CTABLE_SIZE_ST(255)` is 257.
    table: Vec<usize>,
    /// `HUF_DTABLE_SIZE(12)` is 4097.
    decode_table: Vec<u32>,
    flags: c_int,
}

impl Huff0 {
    pub(crate) fn new() -> Self {
        let mut decode_table = vec![0; 4097];
        // What the macro `HUF_CREATE_STATIC_DTABLEX2` puts there: how large the table may be.
        decode_table[0] = 12 * 0x0100_0001;
        Self { workspace: vec![0; 2048], table: vec![0; 257], decode_table, flags: bmi2() }
    }
}

impl Bytes for Huff0 {
    const NAME: &str = "Huff0 (zstd)";

    fn encode(&mut self, data: &[u8], out: &mut Vec<u8>) {
        encode_blocks(data, out, |block, room| {
            let mut repeat = 0;
            // SAFETY: All pointers are those of slices with the lengths beside them, or with those that the fields
            // have.
            let len = size(unsafe {
                HUF_compress4X_repeat(
                    room.as_mut_ptr().cast(),
                    room.len(),
                    block.as_ptr().cast(),
                    block.len(),
                    MAX_SYMBOL,
                    TABLE_LOG,
                    self.workspace.as_mut_ptr().cast(),
                    size_of_val(&self.workspace[..]),
                    self.table.as_mut_ptr(),
                    &mut repeat,
                    self.flags,
                )
            });
            assert!(len > 1, "Huff0 has not compressed");
            len
        });
    }

    fn decode(&mut self, data: &[u8], out: &mut [u8]) {
        decode_blocks(data, out, |coded, block| {
            // SAFETY: As above; the first number of the table says that it has 4097.
            let len = size(unsafe {
                HUF_decompress4X_hufOnly_wksp(
                    self.decode_table.as_mut_ptr(),
                    block.as_mut_ptr().cast(),
                    block.len(),
                    coded.as_ptr().cast(),
                    coded.len(),
                    self.workspace.as_mut_ptr().cast(),
                    size_of_val(&self.workspace[..]),
                    self.flags,
                )
            });
            assert_eq!(len, block.len());
        });
    }
}

/// Tabled asymmetric numeral systems, with two states.
pub(crate) struct Fse {
    /// More than `FSE_BUILD_CTABLE_WORKSPACE_SIZE_U32(255, 11)` and `FSE_DECOMPRESS_WKSP_SIZE_U32(12, 255)`, which are
    /// below 6000.
    workspace: Vec<u32>,
    /// More than `FSE_CTABLE_SIZE_U32(11, 255)`, which is 1537.
    table: Vec<c_uint>,
    bmi2: c_int,
}

impl Fse {
    pub(crate) fn new() -> Self {
        Self { workspace: vec![0; 8192], table: vec![0; 2048], bmi2: bmi2() }
    }
}

impl Bytes for Fse {
    const NAME: &str = "FSE (zstd)";

    fn encode(&mut self, data: &[u8], out: &mut Vec<u8>) {
        encode_blocks(data, out, |block, room| {
            let (mut counts, mut normalized) = ([0; 256], [0; 256]);
            let mut max_symbol = MAX_SYMBOL;
            let low_probs = (block.len() >= 2048).into();
            // SAFETY: As for `Huff0`; there are 256 counts, and `max_symbol` is not greater than 255.
            unsafe {
                size(HIST_count(counts.as_mut_ptr(), &mut max_symbol, block.as_ptr().cast(), block.len()));
                let log = FSE_optimalTableLog(TABLE_LOG, block.len(), max_symbol);
                let (counts, normalized) = (counts.as_ptr(), normalized.as_mut_ptr());
                size(FSE_normalizeCount(normalized, log, counts, block.len(), max_symbol, low_probs));
                let head = size(FSE_writeNCount(room.as_mut_ptr().cast(), room.len(), normalized, max_symbol, log));
                let workspace = self.workspace.as_mut_ptr().cast();
                let workspace_size = size_of_val(&self.workspace[..]);
                let table = self.table.as_mut_ptr();
                size(FSE_buildCTable_wksp(table, normalized, max_symbol, log, workspace, workspace_size));
                let room = &mut room[head..];
                let (from, to) = (block.as_ptr().cast(), room.as_mut_ptr().cast());
                let len = size(FSE_compress_usingCTable(to, room.len(), from, block.len(), table));
                assert!(len > 0, "FSE has not compressed");
                head + len
            }
        });
    }

    fn decode(&mut self, data: &[u8], out: &mut [u8]) {
        decode_blocks(data, out, |coded, block| {
            // SAFETY: As above.
            let len = size(unsafe {
                FSE_decompress_wksp_bmi2(
                    block.as_mut_ptr().cast(),
                    block.len(),
                    coded.as_ptr().cast(),
                    coded.len(),
                    12,
                    self.workspace.as_mut_ptr().cast(),
                    size_of_val(&self.workspace[..]),
                    self.bmi2,
                )
            });
            assert_eq!(len, block.len());
        });
    }
}
