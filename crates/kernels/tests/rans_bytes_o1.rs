//! With the byte before as context, all levels write the same words, and read those of each other.

use constriction_kernels::{Corrupt, Level, Order1DecodeTable, Order1EncodeTable, decode_order1, encode_order1};

/// The probabilities of the bytes after each byte: those of `count` symbols, of which some contexts have only one.
fn rows(count: usize, bits: u32) -> Vec<[u16; 256]> {
    let row = |context: usize| {
        let mut freqs = [0; 256];
        let used = if context % 5 == 1 { 1 } else { 1 + (context * 7 + 3) % count };
        for i in 0..used {
            freqs[(context * 3 + i * 11) % count] += 1 + ((i * context) % 3) as u16;
        }
        let rest = (1 << bits) - freqs.iter().sum::<u16>();
        freqs[(context * 3) % count] += rest;
        freqs
    };
    (0..256).map(row).collect()
}

/// Bytes that can follow each other, in `lanes` parts.
fn message(rows: &[[u16; 256]], len: usize, lanes: usize) -> Vec<u8> {
    let mut x = len as u64 | 1;
    let segment = len / lanes;
    let mut message = vec![0; len];
    let used = |freqs: &[u16; 256]| (0..=255u8).filter(|&byte| freqs[usize::from(byte)] > 0).collect();
    let used: Vec<Vec<u8>> = rows.iter().map(used).collect();
    for i in 0..len {
        let starts = if segment == 0 { i == 0 } else { i % segment == 0 && i < segment * lanes };
        let context = if starts { 0 } else { message[i - 1] };
        x = x.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let used = &used[usize::from(context)];
        message[i] = used[(x >> 33) as usize % used.len()];
    }
    message
}

fn encoded(level: Level, rows: &[[u16; 256]], bits: (u32, u32), lanes: usize, message: &[u8]) -> (Vec<u8>, Vec<u32>) {
    let mut entries = vec![[0; 2]; Order1EncodeTable::NUM_ENTRIES];
    let mut table = Order1EncodeTable::new(bits.0, bits.1, level, &mut entries).unwrap();
    for (context, freqs) in (0..=255).zip(rows) {
        table.set_row(context, freqs).unwrap();
    }
    let mut states = vec![1 << bits.1; lanes];
    let mut words = vec![0; 2 * message.len()];
    let len = encode_order1(&table, &mut states, message, &mut words).unwrap();
    words.truncate(len);
    (words, states)
}

fn decoded(
    level: Level,
    rows: &[[u16; 256]],
    bits: (u32, u32),
    (words, states): (&[u8], &[u32]),
    len: usize,
) -> Result<(Vec<u8>, usize, Vec<u32>), Corrupt> {
    let mut symbols = vec![0; Order1DecodeTable::num_symbols(bits.0)];
    let mut intervals = vec![0; Order1DecodeTable::NUM_INTERVALS];
    let mut table = Order1DecodeTable::new(bits.0, bits.1, &mut symbols, &mut intervals).unwrap();
    for (context, freqs) in (0..=255).zip(rows) {
        table.set_row(context, freqs).unwrap();
    }
    let mut message = vec![0; len];
    let mut states = states.to_vec();
    let left = decode_order1(level, &table, &mut states, words, &mut message)?;
    Ok((message, left, states))
}

#[test]
fn every_level_writes_the_same_and_reads_it() {
    for (count, bits) in [(2, 10), (256, 11), (200, 12), (17, 13), (256, 14)] {
        let rows = rows(count, bits);
        for (lower_bits, lanes) in [(16, 1), (15, 4), (16, 8), (15, 16), (16, 16), (15, 32), (16, 32), (16, 64)] {
            for len in [0, lanes - 1, lanes, 17 * lanes + 3, 66 * lanes + lanes / 2] {
                let message = message(&rows, len, lanes);
                let bits = (bits, lower_bits);
                let (words, states) = encoded(Level::Scalar, &rows, bits, lanes, &message);
                for level in Level::available() {
                    let what = format!("{level:?}, {bits:?} bits, {lanes} lanes, {len} symbols");
                    let same = encoded(level, &rows, bits, lanes, &message);
                    assert_eq!(same, (words.clone(), states.clone()), "{what}");
                    let (back, left, end) = decoded(level, &rows, bits, (&words, &states), len).unwrap();
                    assert_eq!(back, message, "{what}");
                    assert_eq!((left, end), (0, vec![1 << lower_bits; lanes]), "{what}");
                }
            }
        }
    }
}

#[test]
fn noise_is_decoded_to_the_same_at_every_level() {
    let all_rows = rows(100, 12);
    // After half of the bytes, nothing is possible: decoding returns something there, too.
    let few_rows: Vec<_> = all_rows.iter().take(50).copied().collect();
    for rows in [all_rows, few_rows] {
        for lanes in [4, 16, 32, 64] {
            let words: Vec<u8> = (0..4000u32).map(|i| (i.wrapping_mul(i) >> 5) as u8).collect();
            for len in [500, 3000, 100_000] {
                let states: Vec<u32> = (0..lanes).map(|i| (i as u32).wrapping_mul(77_777_777) << 1).collect();
                let results: Vec<_> =
                    Level::available().map(|level| decoded(level, &rows, (12, 15), (&words, &states), len)).collect();
                assert!(results.iter().all(|result| *result == results[0]));
            }
        }
    }
}

#[test]
fn too_little_room_is_the_same_at_every_level() {
    let rows = rows(256, 12);
    for lanes in [1, 16, 64] {
        let message = message(&rows, 1000, lanes);
        for room in (0..2000).step_by(9) {
            let results: Vec<_> = Level::available()
                .map(|level| {
                    let mut entries = vec![[0; 2]; Order1EncodeTable::NUM_ENTRIES];
                    let mut table = Order1EncodeTable::new(12, 16, level, &mut entries).unwrap();
                    for (context, freqs) in (0..=255).zip(&rows) {
                        table.set_row(context, freqs).unwrap();
                    }
                    encode_order1(&table, &mut vec![1 << 16; lanes], &message, &mut vec![0; room])
                })
                .collect();
            assert!(results.iter().all(|result| *result == results[0]), "{results:?}");
        }
    }
}

#[test]
fn wrong_tables_and_lanes_are_refused() {
    let mut entries = vec![[0; 2]; Order1EncodeTable::NUM_ENTRIES];
    let mut intervals = vec![0; Order1DecodeTable::NUM_INTERVALS];
    for (bits, lower_bits) in [(9, 16), (15, 16), (12, 14), (12, 17), (u32::MAX, u32::MAX)] {
        assert!(Order1EncodeTable::new(bits, lower_bits, Level::Scalar, &mut entries).is_none());
        let mut symbols = vec![0; Order1DecodeTable::num_symbols(bits)];
        assert!(Order1DecodeTable::new(bits, lower_bits, &mut symbols, &mut intervals).is_none());
    }
    assert!(Order1EncodeTable::new(12, 16, Level::Scalar, &mut [[0; 2]; 256]).is_none());
    assert!(Order1DecodeTable::new(12, 16, &mut [0; 256], &mut intervals).is_none());
    let mut table = Order1EncodeTable::new(12, 16, Level::Scalar, &mut entries).unwrap();
    assert!(table.set_row(0, &[1; 256]).is_none());
    for lanes in [0, 3, 128] {
        assert_eq!(encode_order1(&table, &mut vec![1 << 16; lanes], &[1; 100], &mut [0; 1000]), None);
    }
}
