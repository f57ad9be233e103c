//! All levels write the same payloads, and read those of each other.

use constriction_kernels::{Corrupt, DecodeTable, EncodeTable, Level, decode, decode_symbols, encode, encode_symbols};

/// Numbers that look random: the same in every run.
fn noise(seed: u64) -> impl FnMut() -> u64 {
    let mut x = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    move || {
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
        x.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 11
    }
}

/// Probabilities of `count` symbols; the larger `skew`, the less equal.
fn probabilities(count: usize, bits: u32, skew: u32, seed: u64) -> [u16; 256] {
    let mut random = noise(seed);
    let mut freqs = [0; 256];
    for (rank, freq) in freqs.iter_mut().take(count).enumerate() {
        *freq = 1 + (random() % 64) as u16 / (1 + skew as u16 * rank as u16);
    }
    let total = 1i64 << bits;
    let mut rest = total - freqs.iter().map(|&freq| i64::from(freq)).sum::<i64>();
    for freq in freqs.iter_mut().take(count) {
        let step = rest.max(1 - i64::from(*freq)).min(total / 2);
        *freq = (i64::from(*freq) + step) as u16;
        rest -= step;
    }
    assert_eq!(rest, 0);
    freqs
}

fn symbols(freqs: &[u16; 256], bits: u32, len: usize, seed: u64) -> Vec<u8> {
    let mut random = noise(seed);
    let all: Vec<u8> =
        (0..=255u8).zip(freqs).flat_map(|(symbol, &freq)| std::iter::repeat_n(symbol, freq.into())).collect();
    assert_eq!(all.len(), 1 << bits);
    (0..len).map(|_| all[random() as usize % all.len()]).collect()
}

/// Runs `check` with probabilities of all shapes.
fn for_all_shapes(mut check: impl FnMut(&[u16; 256], u32)) {
    for bits in 10..=14 {
        for (count, skew) in [(2, 0), (2, 40), (3, 1), (17, 2), (256, 0), (256, 1)] {
            check(&probabilities(count, bits, skew, u64::from(bits) + count as u64), bits);
        }
    }
}

fn encoded(level: Level, freqs: &[u16; 256], bits: u32, lanes: usize, message: &[u8]) -> Vec<u8> {
    let table = EncodeTable::new(freqs, bits, level).unwrap();
    let mut payload = vec![0; 2 * message.len() + 4 * lanes];
    let len = encode(&table, lanes, message, &mut payload).unwrap();
    payload.truncate(len);
    payload
}

fn decoded(
    level: Level,
    freqs: &[u16; 256],
    bits: u32,
    lanes: usize,
    payload: &[u8],
    len: usize,
) -> Result<Vec<u8>, Corrupt> {
    let mut entries = vec![0; DecodeTable::num_entries(bits)];
    let mut symbols = vec![0; DecodeTable::num_symbols(bits)];
    let table = DecodeTable::new(freqs, bits, &mut entries, &mut symbols).unwrap();
    let mut message = vec![0; len];
    decode(level, &table, lanes, payload, &mut message)?;
    Ok(message)
}

#[test]
fn every_level_writes_the_same_and_reads_it() {
    for_all_shapes(|freqs, bits| {
        for lanes in [1, 2, 4, 8, 16, 32, 64] {
            for len in [0, 1, lanes - 1, lanes, 5 * lanes + 3, 1000, 3001] {
                let message = symbols(freqs, bits, len, len as u64);
                let payload = encoded(Level::Scalar, freqs, bits, lanes, &message);
                for level in Level::available() {
                    let what = format!("{level:?}, {bits} bits, {lanes} lanes, {len} symbols");
                    assert_eq!(encoded(level, freqs, bits, lanes, &message), payload, "{what}");
                    assert_eq!(decoded(level, freqs, bits, lanes, &payload, len), Ok(message.clone()), "{what}");
                }
            }
        }
    });
}

#[test]
fn states_from_2_to_the_15th_on_are_the_same_at_every_level() {
    for (bits, count) in [(10, 2), (12, 256), (14, 100)] {
        let freqs = probabilities(count, bits, 1, 3);
        for lanes in [1, 4, 16, 32, 64] {
            let message = symbols(&freqs, bits, 3001, 4);
            let encoded = |level| {
                let table = EncodeTable::new(&freqs, bits, level).unwrap().with_lower_bits(15).unwrap();
                let (mut states, mut words) = (vec![1 << 15; lanes], vec![0; 6500]);
                let len = encode_symbols(&table, &mut states, &message, &mut words).unwrap();
                words.truncate(len);
                (states, words)
            };
            let (states, words) = encoded(Level::Scalar);
            for level in Level::available() {
                assert_eq!(encoded(level), (states.clone(), words.clone()));
                let mut entries = vec![0; DecodeTable::num_entries(bits)];
                let mut memory = vec![0; DecodeTable::num_symbols(bits)];
                let table = DecodeTable::new(&freqs, bits, &mut entries, &mut memory).unwrap();
                let table = table.with_lower_bits(15).unwrap();
                let (mut states, mut back) = (states.clone(), vec![0; 3001]);
                assert_eq!(decode_symbols(level, &table, &mut states, &words, &mut back), Ok(0));
                assert!(back == message && states.iter().all(|&state| state == 1 << 15), "{level:?}");
            }
        }
    }
}

#[test]
fn truncated_payloads_are_errors() {
    let freqs = probabilities(17, 12, 1, 5);
    let message = symbols(&freqs, 12, 700, 6);
    for lanes in [1, 16, 64] {
        let payload = encoded(Level::Scalar, &freqs, 12, lanes, &message);
        for level in Level::available() {
            for len in 0..payload.len() {
                assert_eq!(decoded(level, &freqs, 12, lanes, &payload[..len], 700), Err(Corrupt), "end at {len}");
                assert_eq!(decoded(level, &freqs, 12, lanes, &payload[len + 1..], 700), Err(Corrupt), "start at {len}");
            }
            for len in [0, 699, 701, 2000] {
                assert_eq!(decoded(level, &freqs, 12, lanes, &payload, len), Err(Corrupt), "{len} symbols");
            }
        }
    }
}

#[test]
fn noise_is_an_error_at_every_level() {
    for_all_shapes(|freqs, bits| {
        for seed in 0..10 {
            let mut random = noise(seed);
            let mut payload: Vec<u8> = (0..1500).map(|_| random() as u8).collect();
            // No state is too small.
            payload.iter_mut().for_each(|byte| *byte |= 1);
            for lanes in [4, 16, 32, 64] {
                let results: Vec<_> =
                    Level::available().map(|level| decoded(level, freqs, bits, lanes, &payload, 2000).err()).collect();
                assert!(results.iter().all(|result| *result == Some(Corrupt)), "{results:?}");
            }
        }
    });
}

#[test]
fn too_little_room_is_the_same_at_every_level() {
    let freqs = probabilities(256, 12, 0, 7);
    let message: Vec<u8> = symbols(&freqs, 12, 1500, 8);
    for lanes in [1, 16, 32, 64] {
        let len = encoded(Level::Scalar, &freqs, 12, lanes, &message).len();
        for room in (0..2 * message.len()).step_by(7) {
            let results: Vec<_> = Level::available()
                .map(|level| {
                    let table = EncodeTable::new(&freqs, 12, level).unwrap();
                    encode(&table, lanes, &message, &mut vec![0; room])
                })
                .collect();
            assert!(results.iter().all(|result| *result == results[0]), "{results:?}");
            assert!(results[0].is_none_or(|used| used == len && used <= room));
        }
    }
}

#[test]
fn symbols_without_probability_are_no_panic() {
    let freqs = probabilities(3, 12, 0, 9);
    let message: Vec<u8> = (0..=255).cycle().take(2000).collect();
    for lanes in [1, 16, 32, 64] {
        for level in Level::available() {
            let table = EncodeTable::new(&freqs, 12, level).unwrap();
            let _ = encode(&table, lanes, &message, &mut vec![0; 5000]);
        }
    }
}

#[test]
fn wrong_tables_and_lanes_are_refused() {
    let valid = probabilities(3, 12, 0, 9);
    let mut certain = [0; 256];
    certain[7] = 1 << 12;
    for (freqs, bits) in [(valid, 11), (valid, 13), (certain, 12), ([0; 256], 12), (valid, 9), (valid, 40)] {
        assert!(EncodeTable::new(&freqs, bits, Level::detect()).is_none());
        let mut entries = vec![0; DecodeTable::num_entries(bits)];
        let mut symbols = vec![0; DecodeTable::num_symbols(bits)];
        assert!(DecodeTable::new(&freqs, bits, &mut entries, &mut symbols).is_none());
    }
    assert!(DecodeTable::new(&valid, 12, &mut [0; 4095], &mut []).is_none());
    let table = EncodeTable::new(&valid, 12, Level::detect()).unwrap();
    for lanes in [0, 3, 65, 128, usize::MAX] {
        assert_eq!(encode(&table, lanes, &[1; 100], &mut [0; 1000]), None);
        assert_eq!(decoded(Level::Scalar, &valid, 12, lanes, &[0; 1000], 100), Err(Corrupt));
    }
}

/// The reciprocals of both kinds divide all states by all probabilities as the processor does.
#[test]
fn division_is_exact_where_it_is_hard() {
    for level in Level::available() {
        for freq in (1..1u32 << 14).step_by(61).chain([1, 2, 3, 4, 5, (1 << 14) - 1]) {
            let mut freqs = [0; 256];
            (freqs[0], freqs[1]) = (freq as u16, ((1 << 14) - freq) as u16);
            // Long runs bring states to the ends of their range; a decoder that divides nothing notices each mistake.
            let message = [[0; 700], [1; 700]].concat();
            let payload = encoded(level, &freqs, 14, 16, &message);
            assert_eq!(decoded(Level::Scalar, &freqs, 14, 16, &payload, 1400), Ok(message), "{level:?} {freq}");
        }
    }
}
