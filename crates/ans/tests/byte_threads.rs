//! Bytes on several threads have the bits, and the errors, that they have on one.

use core::num::NonZeroUsize;

use constriction_ans::{ByteCoder, BytesError, ContextOrder};

const BLOCK: usize = 1 << 20;

/// Bytes of which each block has other ones; some blocks have one value only, others are stored as they are.
fn message(len: usize) -> Vec<u8> {
    let mut state = 1u64;
    (0..len)
        .map(|place| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let noise = (state >> 56) as u8;
            match place / BLOCK {
                0 => noise & noise.rotate_left(3) & 31,
                1 => 200,
                _ => noise,
            }
        })
        .collect()
}

fn on_threads(coder: &ByteCoder) -> impl Iterator<Item = ByteCoder> {
    [2, 7].into_iter().map(|threads| coder.clone().with_threads(NonZeroUsize::new(threads)))
}

#[test]
fn bytes_do_not_depend_on_the_number_of_threads() {
    for order in [ContextOrder::Zero, ContextOrder::One, ContextOrder::Best] {
        let serial = ByteCoder::new().with_order(order);
        let lens: &[usize] = match order {
            ContextOrder::Zero => &[0, 1, BLOCK, BLOCK + 1, 2 * BLOCK - 1, 2 * BLOCK, 2 * BLOCK + 1, 3 * BLOCK + 77],
            _ => &[2 * BLOCK + 1],
        };
        for &len in lens {
            let data = message(len);
            let compressed = serial.encode(&data);
            for coder in on_threads(&serial) {
                assert_eq!(coder.encode(&data), compressed, "{coder:?}, {len} bytes");
                assert_eq!(coder.decode(&compressed, len).as_ref(), Ok(&data), "{coder:?}, {len} bytes");
                let mut out = vec![1; len];
                assert_eq!(coder.decode_into(&compressed, &mut out), Ok(()));
                assert_eq!(out, data);
            }
        }
    }
}

#[test]
fn encoding_appends() {
    let data = message(2 * BLOCK);
    let coder = ByteCoder::new().with_threads(None);
    let mut out = b"before".to_vec();
    coder.encode_into(&data, &mut out);
    assert_eq!(out, [b"before", &coder.encode(&data)[..]].concat());
}

#[test]
fn errors_are_those_of_one_thread() {
    let data = message(2 * BLOCK + 1000);
    for order in [ContextOrder::Zero, ContextOrder::One] {
        let serial = ByteCoder::new().with_order(order);
        let compressed = serial.encode(&data);
        let check = |damaged: &[u8]| {
            let expected = serial.decode(damaged, data.len());
            for coder in on_threads(&serial) {
                assert_eq!(coder.decode(damaged, data.len()), expected, "{coder:?}");
            }
            expected.err()
        };
        for len in [0, 1, 5, 100, compressed.len() / 2, compressed.len() - 1] {
            assert_eq!(check(&compressed[..len]), Some(BytesError::Truncated));
        }
        assert_eq!(check(&[&compressed[..], &[0]].concat()), Some(BytesError::TrailingData));
        let mut place = 7;
        for step in 0..4 {
            let mut damaged = compressed.clone();
            damaged[place % compressed.len()] ^= 0x41 << (step % 2);
            // Twice, so that the first of two errors is wanted.
            damaged[(place * 31 + 5) % compressed.len()] ^= 0x18;
            check(&damaged);
            place += compressed.len() / 4 + step;
        }
        // The heads of the first block, and of its table.
        for place in 0..12 {
            let mut damaged = compressed.clone();
            damaged[place] ^= 0x55;
            check(&damaged);
        }
    }
}

#[test]
fn a_length_without_data_is_an_error_and_takes_no_memory() {
    let huge = [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x40, 1, 1];
    for coder in on_threads(&ByteCoder::new()) {
        assert_eq!(coder.decode(&huge, usize::MAX), Err(BytesError::Truncated));
        // More blocks than threads, and none of them whole.
        assert_eq!(coder.decode(&[0x80, 0x80, 0x80, 2, 0, 0, 0, 0, 0, 0, 0, 0], 1 << 23), Err(BytesError::Truncated));
    }
}
