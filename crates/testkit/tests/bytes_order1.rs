//! Bytes come back with the byte before as context, at every level; what is damaged is an error; the golden vectors
//! stay.

use constriction_ans::{ByteCoder, BytesError, ContextOrder, LaneCount, Level, decode_bytes, encode_bytes};
use proptest::prelude::*;
use serde::Deserialize;

fn coders(order: ContextOrder, table_bits: Option<u32>, lanes: Option<usize>) -> impl Iterator<Item = ByteCoder> {
    Level::available().map(move |level| {
        let mut coder = ByteCoder::new().with_order(order).with_level(level);
        if let Some(bits) = table_bits {
            coder = coder.with_table_bits(bits).unwrap();
        }
        if let Some(lanes) = lanes {
            coder = coder.with_lanes(LaneCount::new(lanes).unwrap());
        }
        coder
    })
}

/// Encodes at all levels, which must agree, and decodes all at all levels.
fn round_trip(data: &[u8], order: ContextOrder, table_bits: Option<u32>, lanes: Option<usize>) -> Vec<u8> {
    let compressed = coders(order, table_bits, lanes).next().unwrap().encode(data);
    for coder in coders(order, table_bits, lanes) {
        assert!(coder.encode(data) == compressed, "{coder:?}");
        assert!(coder.decode(&compressed, data.len()).as_deref() == Ok(data), "{coder:?}");
    }
    assert!(compressed.len() <= data.len() + data.len().div_ceil(1 << 20) + 10);
    compressed
}

/// Bytes that depend on those before, and others.
fn messages() -> impl Strategy<Value = Vec<u8>> {
    let walk = proptest::collection::vec(0u8..4, 0..6000).prop_map(|steps| {
        let next = |byte: &mut u8, step: u8| {
            *byte = byte.wrapping_mul(5).wrapping_add(step * step);
            Some(*byte % 61)
        };
        steps.into_iter().scan(7, next).collect()
    });
    let part = proptest::sample::select(vec!["constr", "iction ", "coder", "s, \0"]);
    let words = proptest::collection::vec(part, 0..500).prop_map(|parts| parts.concat().into_bytes());
    prop_oneof![walk, words, proptest::collection::vec(any::<u8>(), 0..3000)]
}

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config(12))]

    #[test]
    fn bytes_come_back(data in messages(), bits in 10u32..=14, log_lanes in 0u32..=6) {
        round_trip(&data, ContextOrder::One, None, None);
        round_trip(&data, ContextOrder::One, Some(bits), Some(1 << log_lanes));
    }

    #[test]
    fn the_best_order_is_the_shorter_one(data in messages()) {
        let lens = [ContextOrder::Zero, ContextOrder::One, ContextOrder::Best].map(|order| round_trip(&data, order, None, None).len());
        prop_assert_eq!(lens[2], lens[0].min(lens[1]));
    }

    #[test]
    fn truncation_at_every_byte_is_an_error(data in messages()) {
        let mut compressed = ByteCoder::new().with_order(ContextOrder::One).encode(&data);
        for len in 0..compressed.len() {
            prop_assert_eq!(decode_bytes(&compressed[..len], data.len()), Err(BytesError::Truncated));
        }
        compressed.push(0);
        prop_assert_eq!(decode_bytes(&compressed, data.len()), Err(BytesError::TrailingData));
    }

    #[test]
    fn damage_is_no_panic(
        data in messages(),
        damage in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..5),
    ) {
        let mut compressed = ByteCoder::new().with_order(ContextOrder::One).encode(&data);
        for (place, byte) in damage {
            let place = place.index(compressed.len());
            compressed[place] = byte;
        }
        let results: Vec<_> =
            coders(ContextOrder::Zero, None, None).map(|coder| coder.decode(&compressed, data.len())).collect();
        prop_assert!(results.iter().all(|result| *result == results[0]));
    }

    #[test]
    fn noise_is_no_panic(mut noise in proptest::collection::vec(any::<u8>(), 4..400), head in 64u8..104, table in 5u8..99) {
        (noise[0], noise[1], noise[2], noise[3]) = (0xff, 1, head, table);
        let _ = decode_bytes(&noise, 1 << 21);
        // A table that is stored.
        noise.insert(4, 0);
        let _ = decode_bytes(&noise, 1 << 21);
    }
}

#[test]
fn real_data_comes_back_shorter() {
    let text = &include_bytes!("../../../data/alice29.txt")[..];
    let pixels = include_bytes!("../../../data/camera.png");
    let heights = include_bytes!("../../../data/jacksboro.s16");
    for data in [text, pixels, heights] {
        let order_0 = encode_bytes(data).len();
        let best = round_trip(data, ContextOrder::Best, None, None).len();
        assert!(best <= order_0);
        for bits in [10, 14] {
            round_trip(data, ContextOrder::One, Some(bits), Some(32));
        }
    }
    assert!(round_trip(text, ContextOrder::Best, None, None).len() * 100 < encode_bytes(text).len() * 80);
}

#[test]
fn blocks_have_rows_of_their_own() {
    let text = &include_bytes!("../../../data/alice29.txt")[..];
    let mut data = text.repeat(14);
    data[1 << 20..].iter_mut().for_each(|byte| *byte ^= 0x80);
    for len in [1 << 20, (1 << 20) + 1, data.len()] {
        let compressed = round_trip(&data[..len], ContextOrder::One, None, None);
        assert!(compressed.len() < len / 2);
    }
}

#[test]
fn rows_that_are_none_are_errors() {
    // 200 bytes, with rows of 10 bits and one state.
    let block = |table: &[u8]| [&[200, 1, 64, table.len() as u8, 0], table, &[0, 0, 0], &[0, 0, 1, 0]].concat();
    let certain = block(&[1, 0, 0, 0, 1, 0x80, 8]);
    assert_eq!(decode_bytes(&certain, 200), Ok(vec![0; 200]), "a row of a single byte");
    let invalid: [&[u8]; 9] = [
        &[],
        &[0, 0, 0, 0],
        &[1, 0, 0, 0, 0, 0x80, 8],
        &[1, 0, 0, 0, 1, 0x81, 8],
        &[1, 0, 0, 0, 1, 0xff, 7],
        &[1, 0, 0, 0, 1, 0, 0],
        &[1, 0, 0, 0, 1, 0, 255],
        &[1, 0, 0, 0, 2, 0x80, 8],
        &[1, 0, 0, 0, 1, 0x80, 8, 0],
    ];
    for table in invalid {
        assert_eq!(decode_bytes(&block(table), 200), Err(BytesError::InvalidBlock), "{table:?}");
    }
    // Rows of rows, and more rows than there can be.
    assert_eq!(decode_bytes(&[200, 1, 64, 7, 64, 7, 0], 200), Err(BytesError::InvalidBlock));
    assert_eq!(decode_bytes(&[200, 1, 64, 0x81, 0x80, 0x10, 0, 0], 200), Err(BytesError::InvalidBlock));
    assert_eq!(decode_bytes(&[200, 1, 64, 0xff, 0xff, 0xff, 0xff, 0x7f, 0], 200), Err(BytesError::InvalidBlock));
}

#[derive(Deserialize)]
struct Case {
    name: String,
    table_bits: Option<u32>,
    lanes: Option<usize>,
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
    let cases: Vec<Case> = serde_json::from_str(include_str!("../vectors/bytes-order1.json")).unwrap();
    for case in cases {
        let data = from_hex(&case.pattern).repeat(case.repeat);
        let compressed = round_trip(&data, ContextOrder::One, case.table_bits, case.lanes);
        assert_eq!(compressed, from_hex(&case.compressed), "{}", case.name);
    }
}
