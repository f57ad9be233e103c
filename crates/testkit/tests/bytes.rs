//! Bytes come back at every level, what is damaged is an error, and the golden vectors stay.

use constriction_ans::{ByteCoder, BytesError, Interleaved, LaneCount, Level, decode_bytes, encode_bytes};
use constriction_core::{Decode, DefaultFormat, Encode, Format, SmallFormat, Unsigned};
use constriction_models::Cdf;
use proptest::prelude::*;
use serde::Deserialize;

/// All coders for one table and one number of states.
fn at_all_levels(table_bits: Option<u32>, lanes: Option<usize>) -> impl Iterator<Item = ByteCoder> {
    Level::available().map(move |level| {
        let mut coder = ByteCoder::new().with_level(level);
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
fn round_trip(data: &[u8], table_bits: Option<u32>, lanes: Option<usize>) -> Vec<u8> {
    let compressed = ByteCoder::encode(&at_all_levels(table_bits, lanes).next().unwrap(), data);
    for coder in at_all_levels(table_bits, lanes) {
        assert_eq!(coder.encode(data), compressed, "{coder:?}");
        assert_eq!(coder.decode(&compressed, data.len()).as_deref(), Ok(data), "{coder:?}");
        let mut decoded = vec![0; data.len()];
        assert_eq!(coder.decode_into(&compressed, &mut decoded), Ok(()));
        assert_eq!(decoded, data);
    }
    compressed
}

/// Bytes of all shapes: few or many values, skewed or not, runs.
fn messages() -> impl Strategy<Value = Vec<u8>> {
    let byte = prop_oneof![6 => 0u8..4, 3 => any::<u8>(), 1 => Just(200u8)];
    prop_oneof![
        proptest::collection::vec(byte, 0..6000),
        proptest::collection::vec(any::<u8>(), 0..1000),
        (any::<u8>(), any::<u8>(), 0usize..6000, any::<prop::sample::Index>()).prop_map(|(byte, other, len, at)| {
            let mut data = vec![byte; len + 1];
            data[at.index(len + 1)] = other;
            data
        }),
    ]
}

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config(60))]

    #[test]
    fn bytes_come_back(data in messages(), bits in 10u32..=14, log_lanes in 0u32..=6) {
        let compressed = round_trip(&data, None, None);
        prop_assert!(compressed.len() <= data.len() + 1 + 10);
        round_trip(&data, Some(bits), Some(1 << log_lanes));
    }

    #[test]
    fn truncation_at_every_byte_is_an_error(data in messages()) {
        let mut compressed = encode_bytes(&data);
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
        let mut compressed = encode_bytes(&data);
        for (place, byte) in damage {
            let place = place.index(compressed.len());
            compressed[place] = byte;
        }
        let results: Vec<_> =
            at_all_levels(None, None).map(|coder| coder.decode(&compressed, data.len())).collect();
        prop_assert!(results.iter().all(|result| *result == results[0]));
    }

    #[test]
    fn noise_is_no_panic(mut noise in proptest::collection::vec(any::<u8>(), 0..400), head in 128u8..168) {
        let _ = decode_bytes(&noise, 1 << 21);
        if noise.len() > 3 {
            (noise[0], noise[1], noise[2]) = (0xff, 1, head);
        }
        let _ = decode_bytes(&noise, 1 << 21);
    }
}

#[test]
fn blocks_have_tables_of_their_own() {
    let block = 1 << 20;
    let mut data: Vec<u8> = (0..2 * block + 1000u32).map(|i| (i.wrapping_mul(i) >> 13) as u8 & 15).collect();
    data[block as usize..2 * block as usize].iter_mut().for_each(|byte| *byte += 100);
    let compressed = round_trip(&data, None, None);
    assert!(compressed.len() < data.len() * 51 / 100, "four bits of eight");
    round_trip(&data[..block as usize], None, None);
    round_trip(&data[..block as usize + 1], None, None);
}

#[test]
fn short_messages_are_not_ruined() {
    let text = include_bytes!("../../../data/alice29.txt");
    let text = &text[..1000];
    let entropy: f64 = (0..=255u8)
        .map(|byte| text.iter().filter(|&&other| other == byte).count() as f64)
        .filter(|&count| count > 0.0)
        .map(|count| -count * (count / 1000.0).log2() / 8.0)
        .sum();
    let (compressed, symbols) = (encode_bytes(text).len() as f64, 80.0);
    assert!(compressed < entropy + symbols + 25.0, "{compressed} bytes, entropy {entropy}");
}

#[test]
fn lengths_that_are_not_allowed_are_errors() {
    let compressed = encode_bytes(&[7; 100]);
    assert_eq!(decode_bytes(&compressed, 99), Err(BytesError::Length));
    assert_eq!(ByteCoder::new().decode_into(&compressed, &mut [0; 101]), Err(BytesError::Length));
    // 2^62 bytes: there are not as many blocks, so that nothing is allocated.
    let huge = [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x40, 1, 1];
    let error = if usize::BITS < 64 { BytesError::Length } else { BytesError::Truncated };
    assert_eq!(decode_bytes(&huge, usize::MAX), Err(error));
    // 2^31 bytes, which fit in any memory.
    assert_eq!(decode_bytes(&[0x80, 0x80, 0x80, 0x80, 8, 1, 1], usize::MAX), Err(BytesError::Truncated));
    assert_eq!(decode_bytes(&[0xff; 20], usize::MAX), Err(BytesError::Length));
    assert_eq!(decode_bytes(&[0x80, 0], usize::MAX), Err(BytesError::Length), "zero in two bytes");
}

#[test]
fn heads_that_are_none_are_errors() {
    let is_none = |head: &u8| match head {
        ..64 => *head >= 2,
        64..128 => (head - 64) / 8 > 4 || head % 8 == 7,
        128.. => (head - 128) / 8 > 4 || head % 8 == 7,
    };
    for head in (0..=255).filter(is_none) {
        assert_eq!(decode_bytes(&[1, head, 0, 0, 0], 1), Err(BytesError::InvalidBlock), "{head}");
    }
}

#[test]
fn tables_of_other_sizes_are_refused() {
    for bits in [0, 9, 15, 32, u32::MAX] {
        assert!(ByteCoder::new().with_table_bits(bits).is_none());
    }
}

#[derive(Deserialize)]
struct Vectors {
    coder: Vec<CoderCase>,
    bytes: Vec<BytesCase>,
}

#[derive(Deserialize)]
struct CoderCase {
    name: String,
    format: String,
    precision: u32,
    lanes: usize,
    tables: Vec<Vec<u32>>,
    /// The number of each symbol's table.
    indices: Vec<usize>,
    symbols: Vec<usize>,
    words: Vec<u64>,
}

#[derive(Deserialize)]
struct BytesCase {
    name: String,
    table_bits: Option<u32>,
    lanes: Option<usize>,
    pattern: String,
    /// How often the pattern is in the data.
    repeat: usize,
    compressed: String,
}

fn vectors() -> Vectors {
    serde_json::from_str(include_str!("../vectors/interleaved.json")).unwrap()
}

fn from_hex(text: &str) -> Vec<u8> {
    (0..text.len()).step_by(2).map(|i| u8::from_str_radix(&text[i..i + 2], 16).unwrap()).collect()
}

#[test]
fn golden_bytes_are_written_and_read() {
    for case in vectors().bytes {
        let data = from_hex(&case.pattern).repeat(case.repeat);
        assert_eq!(round_trip(&data, case.table_bits, case.lanes), from_hex(&case.compressed), "{}", case.name);
    }
}

#[test]
fn golden_words_are_written_and_read() {
    for case in vectors().coder {
        match (case.format.as_str(), case.precision) {
            ("default", 24) => check::<DefaultFormat, 24>(&case),
            ("default", 32) => check::<DefaultFormat, 32>(&case),
            ("small", 12) => check::<SmallFormat, 12>(&case),
            _ => panic!("{}", case.name),
        }
    }
}

fn check<F: Format, const P: u32>(case: &CoderCase) {
    let tables: Vec<_> = case.tables.iter().map(|table| Cdf::<P>::from_weights(table).unwrap()).collect();
    let models = case.indices.iter().map(|&index| &tables[index]);
    let mut coder = Interleaved::<F, _>::new(LaneCount::new(case.lanes).unwrap());
    coder.encode_symbols_reverse(case.symbols.iter().zip(models.clone())).unwrap();
    let words: Vec<u64> = coder.into_compressed().unwrap().into_iter().map(F::Word::to_u64).collect();
    assert_eq!(words, case.words, "{}", case.name);

    let words: Vec<_> = words.into_iter().map(F::Word::from_low).collect();
    let mut decoder = Interleaved::<F, _>::from_compressed_slice(&words).unwrap();
    let decoded: Vec<usize> = decoder.decode_symbols(models).map(Result::unwrap).collect();
    assert_eq!(decoded, case.symbols, "{}", case.name);
    assert!(decoder.maybe_exhausted());
}
