//! Splits elements into planes of bytes.

use constriction_ans::{ByteCoder, ContextOrder};

use crate::AutoError;
use crate::number::{Input, write_block};

/// Appends the first bytes of all elements, compressed, and then their second bytes and so on.
pub(crate) fn encode(data: &[u8], width: usize, order: ContextOrder, out: &mut Vec<u8>) {
    let coder = ByteCoder::new().with_order(order);
    let mut plane = Vec::with_capacity(data.len() / width);
    for place in 0..width {
        plane.clear();
        plane.extend(data.chunks_exact(width).map(|element| element[place]));
        write_block(&coder.encode(&plane), out);
    }
}

/// Reads what [`encode`] wrote.
pub(crate) fn decode(input: &mut Input<'_>, width: usize, out: &mut [u8]) -> Result<(), AutoError> {
    let coder = ByteCoder::new();
    let mut plane = vec![0; out.len() / width];
    for place in 0..width {
        coder.decode_into(input.block()?, &mut plane)?;
        for (element, &byte) in out.chunks_exact_mut(width).zip(&plane) {
            element[place] = byte;
        }
    }
    Ok(())
}
