//! The decisions of a slice: decoded, kept, and encoded again.

use std::mem;

use constriction_adaptive::{CabacDecoder, CabacEncoder};

use crate::contexts::{self, Contexts};

/// What a slice consists of.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Bin {
    /// A bit, in the context with this number.
    Decision(usize, bool),
    Bypass(bool),
    /// Whether the arithmetic code ends.
    End(bool),
    /// Bytes between two arithmetic codes.
    Bytes(Vec<u8>),
}

/// A decoder that keeps what it has decoded.
pub(crate) struct BinDecoder<'a> {
    cabac: CabacDecoder<'a>,
    contexts: Contexts,
    pub(crate) bins: Vec<Bin>,
}

impl<'a> BinDecoder<'a> {
    pub(crate) fn new(bytes: &'a [u8], qp: i32) -> Self {
        Self { cabac: CabacDecoder::new(bytes), contexts: contexts::start(qp), bins: vec![] }
    }

    pub(crate) fn decision(&mut self, context: usize) -> bool {
        let bit = self.cabac.decode_bit(&mut self.contexts[context]);
        self.bins.push(Bin::Decision(context, bit));
        bit
    }

    pub(crate) fn bypass(&mut self) -> bool {
        let bit = self.cabac.take_bypass();
        self.bins.push(Bin::Bypass(bit));
        bit
    }

    pub(crate) fn end(&mut self) -> bool {
        let is_end = self.cabac.take_end();
        self.bins.push(Bin::End(is_end));
        is_end
    }

    /// Bytes after the end of an arithmetic code, after which another one begins.
    pub(crate) fn bytes(&mut self, count: usize) -> Option<()> {
        let (bytes, rest) = self.cabac.rest().split_at_checked(count)?;
        self.cabac = CabacDecoder::new(rest);
        self.bins.push(Bin::Bytes(bytes.to_vec()));
        Some(())
    }

    pub(crate) fn is_past_end(&self) -> bool {
        self.cabac.is_past_end()
    }

    /// The bytes after the end.
    pub(crate) fn rest(&self) -> &'a [u8] {
        self.cabac.rest()
    }
}

/// Encodes the decisions of a slice after its header. Returns the bytes, and the places of those in which an arithmetic code ends.
pub(crate) fn encode(header: &[u8], qp: i32, bins: &[Bin]) -> (Vec<u8>, Vec<usize>) {
    let (mut cabac, mut contexts) = (CabacEncoder::after(header.to_vec()), contexts::start(qp));
    let (mut ended, mut ends) = (vec![], vec![]);
    for bin in bins {
        match bin {
            &Bin::Decision(context, bit) => cabac.encode_bit(&mut contexts[context], bit),
            &Bin::Bypass(bit) => cabac.put_bypass(bit),
            Bin::End(false) => cabac.go_on(),
            Bin::End(true) => {
                ended = mem::take(&mut cabac).finish();
                ends.push(ended.len() - 1);
            }
            Bin::Bytes(bytes) => {
                ended.extend(bytes);
                cabac = CabacEncoder::after(mem::take(&mut ended));
            }
        }
    }
    (ended, ends)
}
