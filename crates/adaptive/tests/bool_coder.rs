//! VP8's boolean coder writes what the encoder of RFC 6386 writes, and reads it.

use constriction_adaptive::{BoolDecoder, BoolEncoder};

/// The encoder of section 7.3 of RFC 6386, step by step: a carry adds 1 to the bytes as soon as its bit is shifted out.
#[derive(Default)]
struct Rfc {
    output: Vec<u8>,
    range: u32,
    bottom: u32,
    bit_count: i32,
}

impl Rfc {
    fn new() -> Self {
        Self { range: 255, bit_count: 24, ..Self::default() }
    }

    fn add_one(&mut self) {
        let last = self.output.iter().rposition(|&byte| byte != 255).expect("a carry has a place");
        self.output[last] += 1;
        self.output[last + 1..].fill(0);
    }

    fn write(&mut self, bit: bool, zero: u8) {
        let split = 1 + (((self.range - 1) * u32::from(zero)) >> 8);
        if bit {
            let (bottom, carry) = self.bottom.overflowing_add(split);
            assert!(!carry);
            (self.bottom, self.range) = (bottom, self.range - split);
        } else {
            self.range = split;
        }
        while self.range < 128 {
            self.range *= 2;
            if self.bottom >> 31 == 1 {
                self.add_one();
            }
            self.bottom <<= 1;
            self.bit_count -= 1;
            if self.bit_count == 0 {
                self.output.push((self.bottom >> 24) as u8);
                self.bottom &= (1 << 24) - 1;
                self.bit_count = 8;
            }
        }
    }

    fn flush(mut self) -> Vec<u8> {
        let count = self.bit_count as u32;
        if self.bottom >> (32 - count) & 1 == 1 {
            self.add_one();
        }
        self.output.extend((self.bottom << count).to_be_bytes());
        self.output
    }
}

fn numbers(seed: u64) -> impl FnMut() -> u64 {
    let mut state = seed;
    move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        state >> 33
    }
}

/// Messages of all lengths up to 200 and some long ones: bits as likely as said, bits that are not, and the extremes.
fn messages() -> impl Iterator<Item = Vec<(bool, u8)>> {
    (0..1000u64).map(|seed| {
        let mut next = numbers(seed);
        let count = if seed < 990 { seed % 200 } else { 20_000 };
        (0..count)
            .map(|_| {
                let zero = match seed % 4 {
                    0 => next() as u8,
                    1 => 128,
                    2 => [0, 1, 254, 255][next() as usize % 4],
                    _ => 200,
                };
                (if seed.is_multiple_of(3) { next() & 1 == 0 } else { next() % 256 >= u64::from(zero) }, zero)
            })
            .collect()
    })
}

#[test]
fn the_bytes_are_those_of_the_rfc() {
    for (index, message) in messages().enumerate() {
        let (mut ours, mut theirs) = (BoolEncoder::new(), Rfc::new());
        for &(bit, zero) in &message {
            ours.put_bit(bit, zero);
            theirs.write(bit, zero);
        }
        let bytes = ours.into_bytes();
        assert_eq!(bytes, theirs.flush(), "{index}");
        let mut decoder = BoolDecoder::new(&bytes);
        assert!(message.iter().all(|&(bit, zero)| decoder.take_bit(zero) == bit), "{index}");
        assert!(!decoder.is_past_end());
    }
}

#[test]
fn a_carry_runs_through_bytes_of_255() {
    let (mut ours, mut theirs) = (BoolEncoder::new(), Rfc::new());
    // The larger half of the range again and again, until its end is where a carry decides.
    for i in 0..4000 {
        let bit = i % 1000 != 999;
        ours.put_bit(bit, 1);
        theirs.write(bit, 1);
    }
    for _ in 0..20 {
        ours.put_bit(true, 255);
        theirs.write(true, 255);
    }
    assert_eq!(ours.into_bytes(), theirs.flush());
}

#[test]
fn a_truncated_message_is_noticed() {
    let mut encoder = BoolEncoder::new();
    let mut next = numbers(1);
    let bits: Vec<bool> = (0..800).map(|_| next() & 1 == 0).collect();
    bits.iter().for_each(|&bit| encoder.put_bit(bit, 128));
    let bytes = encoder.into_bytes();
    for kept in 0..bytes.len() - 4 {
        let mut decoder = BoolDecoder::new(&bytes[..kept]);
        bits.iter().for_each(|_| _ = decoder.take_bit(128));
        assert!(decoder.is_past_end(), "{kept}");
    }
}

#[test]
fn any_bytes_decode_without_a_panic() {
    for first in [&[][..], &[0], &[255], &[255; 100], &[254, 255, 0, 1]] {
        let mut decoder = BoolDecoder::new(first);
        let mut next = numbers(2);
        for i in 0..3000 {
            decoder.take_bit(if i < 1000 { 255 } else { next() as u8 });
        }
    }
}
