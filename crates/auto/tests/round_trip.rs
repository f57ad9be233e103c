//! Every piece can be decoded, with the choice for any other piece, and damaged pieces are errors.

use constriction_auto::{AutoError, Choice, Dtype, Layout, decode, describe};
use proptest::prelude::*;

/// Bytes of different kinds: noise, slopes, few values, text-like ones, floating-point numbers.
fn data(kind: usize, len: usize) -> Vec<u8> {
    let mut state = 12345u64;
    let mut random = move || {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (state >> 33) as u32
    };
    let mut bytes = Vec::new();
    while bytes.len() < len {
        let i = bytes.len();
        match kind {
            0 => bytes.push(random() as u8),
            1 => bytes.push((i / 16) as u8),
            2 => bytes.push([0, 0, 0, 7][random() as usize % 4]),
            3 => bytes.push(b"abracadabra "[i % 12]),
            4 => bytes.extend((random() as f32 * 1e-9 - 1.0).to_le_bytes()),
            5 => bytes.extend((((i as f64) * 0.001).sin() * 1e3).to_le_bytes()),
            _ => bytes.extend(((i as u32 / 40 * 100) as u16).wrapping_add(random() as u16 % 8).to_le_bytes()),
        }
    }
    bytes.truncate(len);
    bytes
}

const KINDS: usize = 7;

fn check(choice: &Choice, data: &[u8], layout: Layout) {
    let mut compressed = vec![1, 2, 3];
    choice.encode(data, layout, &mut compressed);
    let compressed = &compressed[3..];
    assert!(compressed.len() <= data.len() + 1, "{choice}");
    let mut decoded = vec![0; data.len()];
    assert_eq!(decode(compressed, layout, &mut decoded), Ok(()), "{choice} {layout:?}");
    assert!(decoded == data, "{choice} {layout:?}");
}

#[test]
fn every_type_and_layout_comes_back() {
    for (number, &dtype) in Dtype::ALL.iter().enumerate() {
        for kind in [number % KINDS, (number + 3) % KINDS] {
            for (row, step) in [(0, 1), (20, 1), (30, 3), (16, 4)] {
                let data = data(kind, dtype.width() * 240);
                let layout = Layout { dtype, row, step };
                let choice = Choice::of(&data, layout);
                check(&choice, &data, layout);
                // Other pieces of the array: shorter, and of another kind.
                check(&choice, &data[..dtype.width() * 7], layout);
                check(&choice, &self::data((kind + 1) % KINDS, dtype.width() * 240), layout);
                check(&choice, &[], layout);
            }
        }
    }
}

#[test]
fn neighbours_farther_away_than_all_numbers_are_not_there() {
    for &dtype in Dtype::ALL {
        for step in [241, 1 << 17, usize::MAX / 2 + 1, usize::MAX] {
            for row in [0, 20, usize::MAX] {
                let (data, layout) = (data(1, dtype.width() * 240), Layout { dtype, row, step });
                check(&Choice::of(&data, layout), &data, layout);
            }
        }
    }
}

#[test]
fn long_arrays_are_chosen_for_by_a_sample() {
    let bytes = data(6, 400_000);
    let layout = Layout { dtype: Dtype::U16, row: 500, step: 1 };
    let choice = Choice::of(&bytes, layout);
    check(&choice, &bytes, layout);
    let mut compressed = Vec::new();
    choice.encode(&bytes, layout, &mut compressed);
    assert!(compressed.len() * 3 < bytes.len(), "{choice}: {}", compressed.len());
}

#[test]
fn noise_is_stored() {
    let noise = data(0, 10_000);
    assert_eq!(Choice::of(&noise, Layout::line(Dtype::U8)), Choice::raw());
}

#[test]
fn a_piece_says_how_it_was_coded() {
    for (kind, dtype) in [(0, Dtype::U8), (1, Dtype::U8), (3, Dtype::U8), (4, Dtype::F32), (6, Dtype::U16)] {
        let (data, layout) = (data(kind, 40_000), Layout { dtype, row: 100, step: 1 });
        let choice = Choice::of(&data, layout);
        let mut compressed = Vec::new();
        choice.encode(&data, layout, &mut compressed);
        assert_eq!(describe(&compressed).unwrap().to_string(), choice.to_string());
    }
    assert_eq!(describe(&[]), Err(AutoError::Truncated));
    assert_eq!(describe(&[99]), Err(AutoError::Corrupt));
}

#[test]
fn every_bit_pattern_of_short_floats_comes_back() {
    let all: Vec<u8> = (0..=u16::MAX).flat_map(|bits| bits.to_le_bytes()).collect();
    for dtype in [Dtype::F16, Dtype::Bf16, Dtype::I16] {
        for layout in [Layout::line(dtype), Layout { dtype, row: 256, step: 1 }] {
            for kind in [4, 5, 6] {
                check(&Choice::of(&data(kind, 500), layout), &all, layout);
            }
        }
    }
}

#[test]
fn damage_is_an_error_or_another_array() {
    for kind in [2, 5, 6] {
        for dtype in [Dtype::U8, Dtype::I16, Dtype::F32] {
            let layout = Layout { dtype, row: 10, step: 1 };
            let data = data(kind, dtype.width() * 100);
            let mut compressed = Vec::new();
            Choice::of(&data, layout).encode(&data, layout, &mut compressed);
            let mut out = vec![0; data.len()];
            for len in 0..compressed.len() {
                assert!(decode(&compressed[..len], layout, &mut out).is_err());
            }
            assert_eq!(decode(&[&compressed[..], &[0]].concat(), layout, &mut out), Err(AutoError::Corrupt));
            for bit in (0..8 * compressed.len()).step_by(5) {
                compressed[bit / 8] ^= 1 << (bit % 8);
                let _ = decode(&compressed, layout, &mut out);
                compressed[bit / 8] ^= 1 << (bit % 8);
            }
        }
    }
}

proptest! {
    #[test]
    fn garbage_is_no_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), row in 0usize..9, method in 0u8..4) {
        let mut out = vec![0; 64];
        for dtype in [Dtype::U8, Dtype::Bf16, Dtype::F64] {
            let mut garbage = bytes.clone();
            garbage.insert(0, method);
            let _ = decode(&garbage, Layout { dtype, row, step: 1 }, &mut out);
        }
    }
}

/// Numbers that are normally distributed, about, in the type of a width.
fn normal(count: usize, width: usize, std: f64, slope: f64) -> Vec<u8> {
    let mut state = 7u64;
    let mut uniform = move || {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (state >> 33) as f64 / (1u64 << 31) as f64
    };
    let mut sum_of_12 = move || (0..12).map(|_| uniform()).sum::<f64>() - 6.0;
    let number = |i: usize, x: f64| (slope * (i + 1) as f64 + std * x).round() as i64;
    (0..count).flat_map(|i| number(i, sum_of_12()).to_le_bytes()[..width].to_vec()).collect()
}

#[test]
fn short_arrays_are_coded_by_a_distribution_that_is_fitted() {
    for (dtype, std, slope) in [
        (Dtype::I8, 20.0, 0.0),
        (Dtype::I16, 300.0, 0.0),
        (Dtype::I32, 3000.0, 0.0),
        (Dtype::U32, 300.0, 1e5),
        (Dtype::I64, 3000.0, 0.0),
        (Dtype::U64, 300.0, 1e6),
    ] {
        let data = normal(400, dtype.width(), std, slope);
        let layout = Layout::line(dtype);
        let choice = Choice::of(&data, layout);
        assert!(choice.to_string().ends_with("fitted"), "{dtype}, {std}, {slope}: {choice}");
        check(&choice, &data, layout);
        let mut compressed = Vec::new();
        choice.encode(&data, layout, &mut compressed);
        assert_eq!(describe(&compressed).unwrap().to_string(), choice.to_string());
        // A Gaussian has log2(std) + 2.05 bits; after a prediction, two or six of them are added.
        let bits = std.log2() + 2.05 + if slope > 0.0 { 1.4 } else { 0.0 };
        let entropy = bits * 400.0 / 8.0;
        assert!((compressed.len() as f64) < 1.03 * entropy + 40.0, "{dtype}: {} and {entropy}", compressed.len());
        // What is too far apart is stored.
        check(&choice, &self::data(0, dtype.width() * 50), layout);
        for kept in 0..compressed.len() {
            let mut out = vec![0; data.len()];
            assert!(decode(&compressed[..kept], layout, &mut out).is_err() || out != data);
        }
    }
}
