//! Bytes that do not depend on each other: histogram, tables and all.

use constriction::stream::stack::ByteCoder;
use constriction_benches::{CpuTime, Job, geometric_bytes, note_size};
use criterion::Criterion;

#[cfg(feature = "htscodecs")]
use crate::htscodecs::Htscodecs;
use crate::zstd::{Fse, Huff0};

/// Somebody's entropy coder for bytes.
pub(crate) trait Bytes {
    /// Its name.
    const NAME: &str;

    /// Encodes to the end of a vector, with all that a decoder needs but the length.
    fn encode(&mut self, data: &[u8], out: &mut Vec<u8>);

    /// Decodes as many bytes as there is room for.
    fn decode(&mut self, data: &[u8], out: &mut [u8]);
}

impl Bytes for ByteCoder {
    const NAME: &str = "ours";

    fn encode(&mut self, data: &[u8], out: &mut Vec<u8>) {
        self.encode_into(data, out);
    }

    fn decode(&mut self, data: &[u8], out: &mut [u8]) {
        self.decode_into(data, out).unwrap();
    }
}

/// Blocks of 1 MiB; those of zstd's stages are of 128 KiB, which is the most that they take.
pub(crate) fn long(criterion: &mut Criterion<CpuTime>) {
    all(criterion, "1 MiB", 1 << 20);
}

/// What a message costs beside its bytes.
pub(crate) fn short(criterion: &mut Criterion<CpuTime>) {
    all(criterion, "1 kB", 1000);
}

fn all(criterion: &mut Criterion<CpuTime>, name: &str, len: usize) {
    let data = geometric_bytes(len);
    one(criterion, name, &data, &mut ByteCoder::new());
    one(criterion, name, &data, &mut Huff0::new());
    one(criterion, name, &data, &mut Fse::new());
    #[cfg(feature = "htscodecs")]
    one(criterion, name, &data, &mut Htscodecs);
}

fn one<B: Bytes>(criterion: &mut Criterion<CpuTime>, name: &str, data: &[u8], coder: &mut B) {
    let job = |what: &str| format!("order-0 bytes, {name}, {what}");
    let mut compressed = Vec::new();
    coder.encode(data, &mut compressed);
    let mut decoded = vec![0; data.len()];
    coder.decode(&compressed, &mut decoded);
    assert!(decoded == data, "{} does not return {name}", B::NAME);
    note_size(&job("encode"), B::NAME, data.len(), compressed.len());

    Job::new(criterion, &job("encode"), data.len()).encode(B::NAME, |out: &mut Vec<u8>| {
        out.clear();
        coder.encode(data, out);
    });
    // The same memory each time, as for encoding.
    Job::new(criterion, &job("decode"), data.len()).encode(B::NAME, |_: &mut ()| {
        coder.decode(&compressed, &mut decoded);
    });
}
