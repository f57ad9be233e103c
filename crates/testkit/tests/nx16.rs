//! CRAM 3.1's rANS Nx16: foreign streams are read, ours come back at every level, and what is damaged is an error.

use constriction_ans::cram::{Nx16, Nx16Error, decode_nx16};
use constriction_ans::{ContextOrder, Level};
use proptest::prelude::*;
use serde::{Deserialize, Serialize};

/// A stream that somebody else wrote; see `vectors/nx16.js`.
#[derive(Debug, Deserialize, Serialize)]
struct Case {
    name: String,
    data: String,
    cram: String,
}

fn from_hex(text: &str) -> Vec<u8> {
    (0..text.len()).step_by(2).map(|i| u8::from_str_radix(&text[i..i + 2], 16).unwrap()).collect()
}

fn to_hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn cases() -> Vec<Case> {
    serde_json::from_str(include_str!("../vectors/cram-nx16.json")).unwrap()
}

/// All options but the order and the number of states, by the bits of a number.
fn options(bits: u32) -> Nx16 {
    let mut options = Nx16::new();
    if bits & 1 != 0 {
        options = options.with_order(ContextOrder::One);
    }
    if bits & 2 != 0 {
        options = options.with_runs();
    }
    if bits & 4 != 0 {
        options = options.with_packing();
    }
    if bits & 8 != 0 {
        options = options.with_stripes(4);
    }
    if bits & 16 != 0 {
        options = options.without_length();
    }
    if bits & 32 != 0 {
        options = options.with_32_states();
    }
    options
}

/// Encodes at all levels, which must agree, and decodes at all levels.
fn round_trip(data: &[u8], options: &Nx16) -> Vec<u8> {
    let compressed = options.encode(data).unwrap();
    for level in Level::available() {
        let options = options.clone().with_level(level);
        assert!(options.encode(data).as_ref() == Ok(&compressed), "{options:?}");
        let mut decoded = vec![0; data.len()];
        assert_eq!(options.decode_into(&compressed, &mut decoded), Ok(()), "{options:?}");
        assert!(decoded == data, "{options:?}");
        if compressed[0] & 16 == 0 {
            assert!(options.decode(&compressed, data.len()).as_deref() == Ok(data));
        } else {
            assert_eq!(options.decode(&compressed, data.len()), Err(Nx16Error::NoLength));
        }
    }
    compressed
}

fn messages() -> impl Strategy<Value = Vec<u8>> {
    let few = (1u8..20).prop_flat_map(|symbols| proptest::collection::vec(40..40 + symbols, 0..4000));
    let runs = proptest::collection::vec((0u8..30, 1usize..200), 0..50)
        .prop_map(|runs| runs.into_iter().flat_map(|(byte, len)| std::iter::repeat_n(byte, len)).collect());
    prop_oneof![few, runs, proptest::collection::vec(any::<u8>(), 0..2000)]
}

#[test]
fn streams_of_the_reference_implementation_are_read() {
    let cases = cases();
    assert!(cases.len() > 70);
    for case in cases {
        let (cram, data) = (from_hex(&case.cram), from_hex(&case.data));
        for level in Level::available() {
            let mut decoded = vec![0; data.len()];
            let result = Nx16::new().with_level(level).decode_into(&cram, &mut decoded);
            assert_eq!((result, &decoded), (Ok(()), &data), "{}", case.name);
        }
    }
}

/// With `CONSTRICTION_NX16=<file>`, writes those that the reference implementation can read; see `vectors/nx16.js`.
#[test]
fn our_streams_come_back() {
    let mut ours = Vec::new();
    let mut cases = cases();
    cases.dedup_by(|a, b| a.data == b.data);
    for case in cases {
        let data = from_hex(&case.data);
        for bits in (0..16).chain([16, 32, 33, 39, 41, 63]) {
            let cram = round_trip(&data, &options(bits));
            if bits < 16 {
                ours.push(Case { name: format!("{} {bits}", case.name), data: case.data.clone(), cram: to_hex(&cram) });
            }
        }
    }
    if let Ok(path) = std::env::var("CONSTRICTION_NX16") {
        std::fs::write(path, serde_json::to_string(&ours).unwrap()).unwrap();
    }
}

#[test]
fn real_data_comes_back_shorter() {
    let text = &include_bytes!("../../../data/alice29.txt")[..];
    let heights = &include_bytes!("../../../data/jacksboro.s16")[..];
    for bits in [0, 1, 32, 33, 35, 41] {
        for data in [text, heights] {
            let compressed = round_trip(data, &options(bits));
            assert!(compressed.len() < data.len() * 3 / 4);
        }
    }
    let best = options(32).with_order(ContextOrder::Best).encode(text).unwrap();
    assert_eq!(best, options(33).encode(text).unwrap());
}

#[test]
fn flags_and_lengths_that_are_not_allowed_are_errors() {
    assert_eq!(decode_nx16(&[2, 0], 0), Err(Nx16Error::Unsupported));
    assert_eq!(decode_nx16(&[], 0), Err(Nx16Error::Truncated));
    assert_eq!(decode_nx16(&[32, 0x8f, 0xff, 0xff, 0xff, 0x7f, 0], 1000), Err(Nx16Error::Length));
    assert_eq!(decode_nx16(&[32, 0xff, 0xff, 0xff, 0xff, 0x7f, 0], 1000), Err(Nx16Error::Corrupt));
    assert_eq!(decode_nx16(&[32, 2, 1], 1000), Err(Nx16Error::Truncated));
    assert_eq!(Nx16::new().decode_into(&[32, 2, 1, 2], &mut [0; 3]), Err(Nx16Error::Length));
    // A stream of streams of streams.
    assert_eq!(decode_nx16(&[8, 2, 1, 3, 8, 2, 0], 1000), Err(Nx16Error::Unsupported));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn bytes_come_back(data in messages(), bits in 0u32..64, stripes in 0u8..9) {
        round_trip(&data, &options(bits));
        round_trip(&data, &options(bits).with_stripes(stripes));
    }

    #[test]
    fn truncation_at_every_byte_is_an_error(data in messages(), bits in 0u32..64) {
        let compressed = options(bits & !16).encode(&data).unwrap();
        // Of nothing, only the head counts.
        for len in 0..compressed.len() * usize::from(!data.is_empty()) {
            prop_assert!(decode_nx16(&compressed[..len], data.len()).is_err(), "{} of {}", len, compressed.len());
        }
    }

    #[test]
    fn damage_is_no_panic(
        data in messages(),
        bits in 0u32..64,
        damage in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..5),
    ) {
        let mut compressed = options(bits).encode(&data).unwrap();
        for (place, byte) in damage {
            let place = place.index(compressed.len());
            compressed[place] = byte;
        }
        let results: Vec<_> = Level::available()
            .map(|level| Nx16::new().with_level(level).decode(&compressed, 1 << 16))
            .collect();
        prop_assert!(results.iter().all(|result| *result == results[0]));
    }

    #[test]
    fn noise_is_no_panic(noise in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = decode_nx16(&noise, 1 << 16);
        let _ = Nx16::new().decode_into(&noise, &mut [0; 100]);
    }
}
