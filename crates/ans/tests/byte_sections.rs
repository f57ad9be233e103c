//! Blocks whose distribution changes.

use constriction_ans::{ByteCoder, BytesError, ContextOrder, decode_bytes, encode_bytes};

/// Five kinds of bytes, one after the other: few and many values, one, and noise.
fn message() -> Vec<u8> {
    let noise = |i: usize| (i as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 48;
    let kinds: [fn(u64) -> u8; 5] = [|x| x as u8 & 7, |x| 64 + (x as u8 & 31), |_| 7, |x| x as u8, |x| x as u8 & 7];
    (0..700_000).map(|i| kinds[i / 140_000](noise(i))).collect()
}

#[test]
fn sections_come_back_and_save() {
    let message = message();
    let compressed = encode_bytes(&message);
    assert_eq!(compressed[3], 2, "sections");
    // 3, 5, 0, 8 and 3 bits.
    let ideal = 140_000 * (3 + 5 + 8 + 3) / 8;
    assert!(compressed.len() < ideal + ideal / 30, "{}", compressed.len());
    assert!(decode_bytes(&compressed, message.len()).unwrap() == message);
    let best = ByteCoder::new().with_order(ContextOrder::Best).encode(&message);
    assert!(best.len() <= compressed.len());
    assert!(decode_bytes(&best, message.len()).unwrap() == message);
}

#[test]
fn sections_that_make_no_sense_are_errors() {
    let compressed = encode_bytes(&message());
    for len in (0..compressed.len()).step_by(997) {
        assert!(decode_bytes(&compressed[..len], 1 << 20).is_err());
    }
    // Ten bytes in sections: a number of sections, the starts of all but the first, and constant bytes.
    let of = |sections: &[u8]| decode_bytes(&[&[10, 2], sections].concat(), 10);
    assert_eq!(of(&[2, 4, 1, 7, 1, 8]), Ok(vec![7, 7, 7, 7, 8, 8, 8, 8, 8, 8]));
    for wrong in [&[0][..], &[1, 1, 7], &[2, 0, 1, 7, 1, 8], &[2, 10, 1, 7, 1, 8], &[3, 4, 4, 1, 7, 1, 8, 1, 9]] {
        assert_eq!(of(wrong), Err(BytesError::InvalidBlock), "{wrong:?}");
    }
    // Sections within sections.
    assert_eq!(of(&[2, 4, 2, 2, 1, 1, 7, 1, 8, 1, 9]), Err(BytesError::InvalidBlock));
    assert_eq!(of(&[2, 4, 1, 7]), Err(BytesError::Truncated));
}
