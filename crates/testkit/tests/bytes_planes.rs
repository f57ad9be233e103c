//! Bytes of items come back at every level, and shorter; what is damaged is an error; the golden vectors stay.

use constriction_ans::{ByteCoder, BytesError, ContextOrder, Level, decode_bytes, decoded_len, encode_bytes};
use proptest::prelude::*;
use serde::Deserialize;

fn coders(type_size: usize, order: ContextOrder) -> impl Iterator<Item = ByteCoder> {
    Level::available()
        .map(move |level| ByteCoder::new().with_order(order).with_level(level).with_type_size(type_size).unwrap())
}

/// Encodes at all levels, which must agree, and decodes at all levels, on threads, and as a stream.
fn round_trip(data: &[u8], type_size: usize, order: ContextOrder) -> Vec<u8> {
    let compressed = coders(type_size, order).next().unwrap().encode(data);
    assert_eq!(decoded_len(&compressed), Ok(data.len()));
    for coder in coders(type_size, order) {
        assert!(coder.encode(data) == compressed, "{coder:?}");
        // Decoders find the size of items in the message.
        let plain = ByteCoder::new().with_level(Level::available().next().unwrap());
        assert!(coder.decode(&compressed, data.len()).as_deref() == Ok(data), "{coder:?}");
        assert!(plain.decode(&compressed, data.len()).as_deref() == Ok(data), "{coder:?}");
    }
    let (mut streamed, mut decoded) = (Vec::new(), Vec::new());
    let coder = ByteCoder::new().with_order(order).with_type_size(type_size).unwrap();
    coder.encode_stream(data, data.len() as u64, &mut streamed).unwrap();
    assert!(streamed == compressed);
    coder.decode_stream(&compressed[..], &mut decoded, data.len() as u64).unwrap();
    assert!(decoded == data);
    assert!(compressed.len() <= data.len() + data.len().div_ceil(1 << 20) + 10);
    compressed
}

/// Numbers of some bytes each, of which the upper ones vary less.
fn numbers() -> impl Strategy<Value = Vec<u8>> {
    (proptest::collection::vec(any::<u64>(), 0..400), 1usize..=8, 0u32..64).prop_map(|(numbers, width, shift)| {
        numbers.into_iter().flat_map(|n| (n >> shift).to_le_bytes()[..width].to_vec()).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn items_come_back(data in numbers(), type_size in 1usize..=16) {
        for order in [ContextOrder::Zero, ContextOrder::One, ContextOrder::Best] {
            round_trip(&data, type_size, order);
        }
    }

    #[test]
    fn truncation_at_every_byte_is_an_error(data in numbers(), type_size in 1usize..=16) {
        let mut compressed = ByteCoder::new().with_type_size(type_size).unwrap().encode(&data);
        for len in 0..compressed.len() {
            prop_assert_eq!(decode_bytes(&compressed[..len], data.len()), Err(BytesError::Truncated));
        }
        compressed.push(0);
        prop_assert_eq!(decode_bytes(&compressed, data.len()), Err(BytesError::TrailingData));
    }

    #[test]
    fn damage_is_no_panic(
        data in numbers(),
        type_size in 1usize..=16,
        damage in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..5),
    ) {
        let mut compressed = ByteCoder::new().with_type_size(type_size).unwrap().encode(&data);
        for (place, byte) in damage {
            let place = place.index(compressed.len());
            compressed[place] = byte;
        }
        let decode = |coder: ByteCoder| coder.decode(&compressed, data.len());
        let results: Vec<_> = coders(1, ContextOrder::Zero).map(decode).collect();
        prop_assert!(results.iter().all(|result| *result == results[0]));
        let mut decoded = Vec::new();
        let streamed = ByteCoder::new().decode_stream(&compressed[..], &mut decoded, data.len() as u64);
        prop_assert_eq!(streamed.is_ok(), results[0].is_ok());
    }
}

#[test]
fn items_of_several_blocks_come_back_shorter() {
    let heights = &include_bytes!("../../../data/jacksboro.s16")[..];
    assert!(round_trip(heights, 2, ContextOrder::Zero).len() < encode_bytes(heights).len());
    let mut bytes = heights.repeat(1 + (5 << 19) / heights.len());
    for len in [1 << 20, (1 << 20) + 1, (1 << 20) + 3, bytes.len()] {
        bytes.truncate(len.max(1 << 20));
        for type_size in [2, 3, 4, 8, 16] {
            round_trip(&bytes, type_size, ContextOrder::Zero);
        }
    }
}

#[test]
fn sizes_of_items_are_1_to_16() {
    assert!((0..20).all(|size| ByteCoder::new().with_type_size(size).is_some() == (1..=16).contains(&size)));
    let bytes = b"a rose is a rose".repeat(9);
    assert_eq!(ByteCoder::new().with_type_size(1).unwrap().encode(&bytes), encode_bytes(&bytes));
    // Less than an item has no planes.
    assert_eq!(round_trip(b"abc", 4, ContextOrder::Zero), encode_bytes(b"abc"));
}

#[test]
fn planes_that_are_none_are_errors() {
    // Two items of two bytes, whose planes are constant, and stored.
    assert_eq!(decode_bytes(&[4, 3, 2, 1, 7, 0, 8, 9], 4), Ok(vec![7, 8, 7, 9]));
    assert_eq!(decode_bytes(&[5, 3, 2, 1, 7, 0, 8, 9], 5), Ok(vec![7, 8, 7, 9, 7]));
    for width in [0, 1, 5, 17, 255] {
        assert_eq!(decode_bytes(&[4, 3, width, 1, 7, 1, 7, 1, 7, 1, 7, 1, 7], 4), Err(BytesError::InvalidBlock));
    }
    // Planes of planes.
    assert_eq!(decode_bytes(&[8, 3, 2, 3, 2, 1, 7, 1, 7, 1, 7], 8), Err(BytesError::InvalidBlock));
}

/// Messages of other encoders can be longer than ours: here, the byte 0 has a probability of 2^-14, and all are 0.
#[test]
fn long_blocks_are_streamed() {
    let (mut state, mut words) = (1u32 << 16, Vec::new());
    for _ in 0..1 << 20 {
        if state >> 18 != 0 {
            words.extend_from_slice(&(state as u16).to_le_bytes());
            state >>= 16;
        }
        state <<= 14;
    }
    let count = (words.len() as u32 / 2).to_le_bytes();
    let block = [&[160, 1, 0, 0, 0, 3, 0], &count[..3], &words, &state.to_le_bytes()].concat();
    let message = [&[0x80, 0x80, 0x80, 1][..], &block, &block].concat();
    assert_eq!(decode_bytes(&message, 1 << 21), Ok(vec![0; 1 << 21]));
    let mut decoded = Vec::new();
    ByteCoder::new().decode_stream(&message[..], &mut decoded, 1 << 21).unwrap();
    assert_eq!(decoded, vec![0; 1 << 21]);
    let error = ByteCoder::new().decode_stream(&message[..message.len() - 1], Vec::new(), 1 << 21).unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::InvalidData);
}

#[derive(Deserialize)]
struct Case {
    name: String,
    type_size: usize,
    order: u8,
    pattern: String,
    /// How often the pattern is in the data.
    repeat: usize,
    compressed: String,
}

fn from_hex(text: &str) -> Vec<u8> {
    (0..text.len()).step_by(2).map(|i| u8::from_str_radix(&text[i..i + 2], 16).unwrap()).collect()
}

#[test]
fn golden_bytes_are_written_and_read() {
    let cases: Vec<Case> = serde_json::from_str(include_str!("../vectors/bytes-planes.json")).unwrap();
    assert!(!cases.is_empty());
    for case in cases {
        let data = from_hex(&case.pattern).repeat(case.repeat);
        let order = if case.order == 1 { ContextOrder::One } else { ContextOrder::Zero };
        let compressed = round_trip(&data, case.type_size, order);
        let hex: String = compressed.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hex, case.compressed, "{}", case.name);
    }
}
