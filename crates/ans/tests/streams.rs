//! Bytes from a reader to a writer.

use std::io::{self, Read};

use constriction_ans::{ByteCoder, ContextOrder, decode_bytes};

/// Bytes that depend on the one before, with runs.
fn message(len: usize) -> Vec<u8> {
    let mut state = 1u32;
    let next = |i: usize| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        if (i / 4096).is_multiple_of(5) { 7 } else { (state >> 27) as u8 + (i % 3) as u8 * 64 }
    };
    (0..len).map(next).collect()
}

/// A reader that gives few bytes at a time.
struct Slow<'a>(&'a [u8]);

impl Read for Slow<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = buffer.len().min(997).min(self.0.len());
        buffer[..count].copy_from_slice(&self.0[..count]);
        self.0 = &self.0[count..];
        Ok(count)
    }
}

#[test]
fn streams_are_the_messages_of_slices() {
    for order in [ContextOrder::Zero, ContextOrder::One, ContextOrder::Best] {
        let coder = ByteCoder::new().with_order(order);
        for len in [0, 1, 2, 1000, 1 << 20, (1 << 20) + 1, 2_500_000] {
            let message = message(len);
            let (mut compressed, mut decoded) = (Vec::new(), Vec::new());
            coder.encode_stream(Slow(&message), len as u64, &mut compressed).unwrap();
            assert_eq!(compressed, coder.encode(&message));
            assert_eq!(coder.decode_stream(Slow(&compressed), &mut decoded, len as u64).unwrap(), len as u64);
            assert_eq!(decoded, message);
        }
    }
}

#[test]
fn what_is_no_message_is_an_error() {
    let (coder, message) = (ByteCoder::new(), message(1_200_000));
    let compressed = coder.encode(&message);
    let decode = |data: &[u8], max_len| coder.decode_stream(data, io::sink(), max_len);
    for cut in [0, 1, 2, 100, compressed.len() / 2, compressed.len() - 1] {
        assert_eq!(decode(&compressed[..cut], u64::MAX).unwrap_err().kind(), io::ErrorKind::InvalidData, "{cut}");
    }
    let longer = [&compressed[..], &[0]].concat();
    for (data, max_len) in [(&longer, u64::MAX), (&compressed, message.len() as u64 - 1)] {
        let error = decode(data, max_len).unwrap_err();
        let max_len = usize::try_from(max_len).unwrap_or(usize::MAX);
        assert_eq!(error.to_string(), decode_bytes(data, max_len).unwrap_err().to_string());
    }
    let error = coder.encode_stream(&message[..10], 11, io::sink()).unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::UnexpectedEof);
}
