//! The kernels do what the plain coder does.

use alloc::vec;
use alloc::vec::Vec;

use super::rows::Rows;
use super::{frequencies, plain, simd};
use crate::LaneCount;

/// Blocks of alphabets of different sizes, with a byte at the end that is nowhere else.
fn blocks() -> impl Iterator<Item = Vec<u8>> {
    let mut x = 1u32;
    [2, 5, 100, 255].into_iter().map(move |alphabet| {
        let byte = |_| {
            x = x.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let (a, b) = ((x >> 8) & 0xfff, x >> 20);
            (((a * b) >> 12) % alphabet) as u8
        };
        (0..3000).map(byte).chain([0, 1, 255]).collect()
    })
}

#[test]
fn kernels_and_the_plain_coder_write_the_same_and_read_it() {
    for block in blocks() {
        for bits in 10..=14 {
            let freqs = frequencies::normalize(&frequencies::count(&block), bits);
            for lanes in [1, 2, 4, 8, 16, 32, 64].map(|lanes| LaneCount::new(lanes).unwrap()) {
                let mut expected = vec![0; 4000];
                let len = plain::encode(&plain::Level, &freqs, bits, lanes, &block, &mut expected).unwrap();
                let mut decoded = vec![0; block.len()];
                plain::decode(&plain::Level, &freqs, bits, lanes, &expected[..len], &mut decoded).unwrap();
                assert_eq!(decoded, block);
                for level in constriction_kernels::Level::available().map(simd::Level) {
                    let mut payload = vec![0; 4000];
                    let same = simd::encode(&level, &freqs, bits, lanes, &block, &mut payload);
                    assert_eq!((same, &payload[..len]), (Some(len), &expected[..len]), "{level:?}, {lanes:?}");
                    decoded.fill(0);
                    simd::decode(&level, &freqs, bits, lanes, &payload[..len], &mut decoded).unwrap();
                    assert_eq!(decoded, block);
                    let end = len - 2 - 4 * lanes.get();
                    payload.copy_within(end + 2..len, end);
                    let damaged = &payload[..len - 2];
                    assert!(simd::decode(&level, &freqs, bits, lanes, damaged, &mut decoded).is_none());
                    assert!(plain::decode(&plain::Level, &freqs, bits, lanes, damaged, &mut decoded).is_none());
                }
            }
        }
    }
}

#[test]
fn kernels_and_the_plain_coder_agree_on_rows() {
    for block in blocks() {
        for bits in [10, 14] {
            for lanes in [1, 4, 16, 64].map(|lanes| LaneCount::new(lanes).unwrap()) {
                for block in [&block[..], &block[..40]] {
                    let rows = Rows::of(block, lanes.get(), bits);
                    let mut expected = vec![0; 8000];
                    let len = plain::encode_rows(&plain::Level, &rows, bits, lanes, block, &mut expected).unwrap();
                    let mut decoded = vec![0; block.len()];
                    plain::decode_rows(&plain::Level, &rows, bits, lanes, &expected[..len], &mut decoded).unwrap();
                    assert_eq!(decoded, block);
                    for level in constriction_kernels::Level::available().map(simd::Level) {
                        let mut payload = vec![0; 8000];
                        let same = simd::encode_rows(&level, &rows, bits, lanes, block, &mut payload);
                        assert_eq!((same, &payload[..len]), (Some(len), &expected[..len]), "{level:?}, {lanes:?}");
                        decoded.fill(0);
                        simd::decode_rows(&level, &rows, bits, lanes, &payload[..len], &mut decoded).unwrap();
                        assert_eq!(decoded, block);
                        let damaged = &payload[2..len];
                        assert!(simd::decode_rows(&level, &rows, bits, lanes, damaged, &mut decoded).is_none());
                        assert!(plain::decode_rows(&plain::Level, &rows, bits, lanes, damaged, &mut decoded).is_none());
                    }
                }
            }
        }
    }
}
