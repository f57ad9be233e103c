//! Strings of tables by an index are those of `CompressAI`.

use constriction_ans::indexed::{IndexedDecoder, IndexedEncoder, IndexedError, IndexedTables, TablesError};
use serde::Deserialize;

/// A call of `CompressAI` 1.2.8, and its string.
#[derive(Debug, Deserialize)]
struct Case {
    rows: Vec<Vec<i32>>,
    lengths: Vec<i32>,
    offsets: Vec<i32>,
    indexes: Vec<i32>,
    symbols: Vec<i32>,
    string: String,
}

impl Case {
    fn all() -> Vec<Self> {
        serde_json::from_str(include_str!("../vectors/compressai.json")).unwrap()
    }

    fn tables(&self) -> IndexedTables {
        IndexedTables::new(&self.rows.concat(), &self.lengths, &self.offsets).unwrap()
    }

    fn string(&self) -> Vec<u8> {
        (0..self.string.len() / 2).map(|i| u8::from_str_radix(&self.string[2 * i..][..2], 16).unwrap()).collect()
    }
}

fn encode(symbols: &[i32], indexes: &[i32], tables: &IndexedTables) -> Vec<u8> {
    let mut encoder = IndexedEncoder::new();
    encoder.push(symbols, indexes, tables).unwrap();
    let string = encoder.into_bytes();
    assert_eq!(IndexedEncoder::encode(symbols, indexes, tables), Ok(string.clone()));
    string
}

#[test]
fn strings_are_those_of_compressai() {
    for case in Case::all() {
        let (tables, string) = (case.tables(), case.string());
        assert_eq!(encode(&case.symbols, &case.indexes, &tables), string);
        let mut decoder = IndexedDecoder::new(&string).unwrap();
        let mut decoded = vec![0; case.symbols.len()];
        decoder.decode(&mut decoded, &case.indexes, &tables).unwrap();
        assert_eq!(decoded, case.symbols);
        assert!(decoder.is_at_end());
    }
}

#[test]
fn calls_can_be_split_anywhere() {
    for case in Case::all() {
        let (tables, string) = (case.tables(), case.string());
        for middle in 0..case.symbols.len() {
            let mut encoder = IndexedEncoder::new();
            encoder.push(&case.symbols[..middle], &case.indexes[..middle], &tables).unwrap();
            encoder.push(&case.symbols[middle..], &case.indexes[middle..], &tables).unwrap();
            assert_eq!(encoder.into_bytes(), string);
            let mut decoder = IndexedDecoder::new(&string).unwrap();
            let mut decoded = vec![0; case.symbols.len()];
            let (first, second) = decoded.split_at_mut(middle);
            decoder.decode(first, &case.indexes[..middle], &tables).unwrap();
            decoder.decode(second, &case.indexes[middle..], &tables).unwrap();
            assert_eq!(decoded, case.symbols);
        }
    }
}

#[test]
fn any_integer_can_be_escaped() {
    for offset in [0, -2, 1000, i32::MIN, i32::MAX] {
        let tables = IndexedTables::new(&[0, 6554, 19661, 65536], &[4], &[offset]).unwrap();
        let powers = (0..31).flat_map(|i| [1 << i, (1 << i) - 1, -(1 << i)]);
        let symbols: Vec<i32> = powers.chain([i32::MAX, i32::MIN, 4, 3]).collect();
        let indexes = vec![0; symbols.len()];
        let string = encode(&symbols, &indexes, &tables);
        let mut decoded = vec![0; symbols.len()];
        IndexedDecoder::new(string).unwrap().decode(&mut decoded, &indexes, &tables).unwrap();
        assert_eq!(decoded, symbols);
    }
}

#[test]
fn truncated_strings_are_errors() {
    for case in Case::all() {
        let (tables, string) = (case.tables(), case.string());
        for length in 0..string.len() {
            let Ok(mut decoder) = IndexedDecoder::new(&string[..length]) else { continue };
            let before = decoder.clone();
            let mut decoded = vec![0; case.symbols.len()];
            let result = decoder.decode(&mut decoded, &case.indexes, &tables);
            assert!(matches!(result, Err(IndexedError::Truncated | IndexedError::Corrupt)), "{length}: {result:?}");
            assert_eq!(decoder, before);
        }
    }
}

#[test]
fn most_flipped_bits_keep_a_string_from_its_end() {
    let (mut flips, mut silent) = (0, 0);
    for case in Case::all() {
        let (tables, string) = (case.tables(), case.string());
        for bit in 0..8 * string.len() {
            let mut damaged = string.clone();
            damaged[bit / 8] ^= 1 << (bit % 8);
            let Ok(mut decoder) = IndexedDecoder::new(damaged) else { continue };
            let mut decoded = vec![0; case.symbols.len()];
            flips += 1;
            silent += u32::from(decoder.decode(&mut decoded, &case.indexes, &tables).is_ok() && decoder.is_at_end());
        }
    }
    println!("{silent} of {flips} damaged strings come to their end");
    // The state finds back to the right one after some damage: a string has no checksum.
    assert!(flips > 1000 && 3 * silent < flips, "{silent} of {flips}");
}

#[test]
fn what_cannot_be_coded_is_an_error() {
    // The second symbol has no probability.
    let tables = IndexedTables::new(&[0, 100, 100, 65536], &[4], &[5]).unwrap();
    let mut encoder = IndexedEncoder::new();
    encoder.push(&[5], &[0], &tables).unwrap();
    let before = encoder.clone();
    for (symbols, indexes, error) in [
        (&[5, 6][..], &[0, 0][..], IndexedError::ImpossibleSymbol { at: 1, symbol: 6 }),
        (&[5, 5], &[0, 1], IndexedError::NoSuchTable { at: 1, index: 1 }),
        (&[5, 5], &[-1, 0], IndexedError::NoSuchTable { at: 0, index: -1 }),
        (&[5, 6, 5], &[0, 0, 3], IndexedError::ImpossibleSymbol { at: 1, symbol: 6 }),
        (&[5, 5], &[0], IndexedError::Length { symbols: 2, indexes: 1 }),
    ] {
        assert_eq!(encoder.push(symbols, indexes, &tables), Err(error));
        assert_eq!(encoder, before);
        assert_eq!(IndexedEncoder::encode(symbols, indexes, &tables), Err(error));
    }
    let string = encoder.into_bytes();
    let mut decoder = IndexedDecoder::new(&string).unwrap();
    assert_eq!(decoder.decode(&mut [0], &[1], &tables), Err(IndexedError::NoSuchTable { at: 0, index: 1 }));
    assert_eq!(decoder.decode(&mut [0], &[], &tables), Err(IndexedError::Length { symbols: 1, indexes: 0 }));
}

#[test]
fn tables_are_checked() {
    for (rows, lengths, offsets, error) in [
        (&[0, 65536][..], &[2, 2][..], &[0][..], TablesError::Count),
        (&[0, 65536, 0], &[2, 2], &[0, 0], TablesError::Count),
        (&[0, 65536], &[], &[], TablesError::Count),
        (&[0, 65536], &[1], &[0], TablesError::Length { table: 0, length: 1 }),
        (&[0, 65536], &[3], &[0], TablesError::Length { table: 0, length: 3 }),
        (&[0, 65536], &[-1], &[0], TablesError::Length { table: 0, length: -1 }),
        (&[0, 65536, 1, 65536], &[2, 2], &[0, 0], TablesError::Table { table: 1 }),
        (&[0, 65535], &[2], &[0], TablesError::Table { table: 0 }),
        (&[0, 70000, 65536], &[3], &[0], TablesError::Table { table: 0 }),
        (&[0, -1, 65536], &[3], &[0], TablesError::Table { table: 0 }),
    ] {
        assert_eq!(IndexedTables::new(rows, lengths, offsets), Err(error));
    }
    assert!(IndexedTables::new(&[], &[], &[]).unwrap().is_empty());
}
