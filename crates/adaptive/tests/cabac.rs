//! CABAC's coder of bits writes what the procedures of the standard write, and reads it.

use constriction_adaptive::{CabacContext, CabacDecoder, CabacEncoder};

/// The encoder of clause 9.3.4 of H.264, figure by figure, which counts outstanding bits.
struct Standard {
    bits: Vec<bool>,
    low: u32,
    range: u32,
    is_first: bool,
    outstanding: u32,
}

impl Standard {
    fn new() -> Self {
        Self { bits: vec![], low: 0, range: 510, is_first: true, outstanding: 0 }
    }

    fn put_bit(&mut self, bit: bool) {
        if self.is_first {
            self.is_first = false;
        } else {
            self.bits.push(bit);
        }
        for _ in 0..std::mem::take(&mut self.outstanding) {
            self.bits.push(!bit);
        }
    }

    fn renorm(&mut self) {
        while self.range < 256 {
            if self.low < 256 {
                self.put_bit(false);
            } else if self.low >= 512 {
                self.low -= 512;
                self.put_bit(true);
            } else {
                self.low -= 256;
                self.outstanding += 1;
            }
            self.range *= 2;
            self.low *= 2;
        }
    }

    /// `unlikely` is rangeTabLPS, which the caller knows.
    fn decision(&mut self, is_likely: bool, unlikely: u32) {
        self.range -= unlikely;
        if !is_likely {
            self.low += self.range;
            self.range = unlikely;
        }
        self.renorm();
    }

    fn bypass(&mut self, bit: bool) {
        self.low *= 2;
        if bit {
            self.low += self.range;
        }
        if self.low >= 1024 {
            self.put_bit(true);
            self.low -= 1024;
        } else if self.low < 512 {
            self.put_bit(false);
        } else {
            self.low -= 512;
            self.outstanding += 1;
        }
    }

    fn terminate(&mut self, is_end: bool) {
        self.range -= 2;
        if is_end {
            self.low += self.range;
            self.range = 2;
            self.renorm();
            self.put_bit(self.low >> 9 & 1 == 1);
            self.bits.extend([self.low >> 8 & 1 == 1, true]);
        } else {
            self.renorm();
        }
    }

    fn bytes(&self) -> Vec<u8> {
        let byte = |bits: &[bool]| bits.iter().zip(0..).map(|(&bit, i)| u8::from(bit) << (7 - i)).sum();
        self.bits.chunks(8).map(byte).collect()
    }
}

/// Some rows of rangeTabLPS, from the standard's table 9-44.
const ROWS: [(u8, [u32; 4]); 5] = [
    (0, [128, 176, 208, 240]),
    (1, [128, 167, 197, 227]),
    (20, [51, 62, 73, 85]),
    (40, [18, 22, 26, 30]),
    (62, [6, 7, 8, 9]),
];

fn at(index: u8) -> CabacContext {
    CabacContext::new(0, (63 - index.min(62)) as i8, 26)
}

#[derive(Clone, Copy, Debug)]
enum Bin {
    Decision(usize, bool),
    Bypass(bool),
    GoOn,
}

fn messages() -> impl Iterator<Item = Vec<Bin>> {
    (0..1000u64).map(|seed| {
        let mut state = seed;
        let mut next = move || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            state >> 33
        };
        let count = if seed < 990 { seed % 100 } else { 20_000 };
        (0..count)
            .map(|_| match next() % 8 {
                0 => Bin::GoOn,
                1 | 2 => Bin::Bypass(next() & 1 == 0),
                _ => Bin::Decision(next() as usize % ROWS.len(), next() % 8 < seed % 8),
            })
            .collect()
    })
}

#[test]
fn the_bytes_are_those_of_the_standard() {
    for (seed, message) in messages().enumerate() {
        let (mut ours, mut theirs) = (CabacEncoder::new(), Standard::new());
        for &bin in &message {
            match bin {
                Bin::Decision(row, is_likely) => {
                    let (index, ranges) = ROWS[row];
                    let mut context = at(index);
                    assert_eq!((context.index(), context.likely()), (index, false));
                    ours.encode_bit(&mut context, !is_likely);
                    theirs.decision(is_likely, ranges[(theirs.range >> 6 & 3) as usize]);
                }
                Bin::Bypass(bit) => {
                    ours.put_bypass(bit);
                    theirs.bypass(bit);
                }
                Bin::GoOn => {
                    ours.go_on();
                    theirs.terminate(false);
                }
            }
        }
        let bytes = ours.finish();
        theirs.terminate(true);
        assert_eq!(bytes, theirs.bytes(), "{seed}");

        let longer = [&bytes[..], b"what follows"].concat();
        let mut decoder = CabacDecoder::new(&longer);
        for &bin in &message {
            match bin {
                Bin::Decision(row, is_likely) => {
                    assert_eq!(decoder.decode_bit(&mut at(ROWS[row].0)), !is_likely);
                }
                Bin::Bypass(bit) => assert_eq!(decoder.take_bypass(), bit),
                Bin::GoOn => assert!(!decoder.take_end()),
            }
        }
        assert!(decoder.take_end());
        assert_eq!(decoder.bits_read(), theirs.bits.len());
        assert_eq!(decoder.rest(), b"what follows");
    }
}

#[test]
fn a_context_learns_on_both_sides() {
    let bits: Vec<bool> = (0..5000u32).map(|i| i.wrapping_mul(2_654_435_761) >> 29 == 0).collect();
    let start = CabacContext::new(-10, 70, 30);
    let (mut encoder, mut context) = (CabacEncoder::new(), start);
    for &bit in &bits {
        encoder.encode_bit(&mut context, bit);
    }
    let bytes = encoder.finish();
    // 0.54 bits each; a state moves too quickly to come closer than to a few percent.
    assert!((2700..3000).contains(&(8 * bytes.len())), "{}", bytes.len());
    let (mut decoder, mut other) = (CabacDecoder::new(&bytes), start);
    assert!(bits.iter().all(|&bit| decoder.decode_bit(&mut other) == bit));
    assert_eq!(context, other);
    assert!(decoder.take_end() && !decoder.is_past_end());
}

#[test]
fn contexts_start_as_the_standard_says() {
    for (m, n, qp, index, likely) in [
        (20, -15, 26, 46, false),
        (-28, 127, 26, 17, true),
        (0, 64, 51, 0, true),
        (0, 63, 0, 0, false),
        (127, 127, 99, 62, true),
        (-128, -128, -5, 62, false),
    ] {
        let context = CabacContext::new(m, n, qp);
        assert_eq!((context.index(), context.likely()), (index, likely), "{m} {n} {qp}");
    }
}

#[test]
fn a_message_can_follow_bytes_and_another_message() {
    let mut first = CabacEncoder::after(b"header".to_vec());
    first.put_bypass(true);
    let mut second = CabacEncoder::after(first.finish());
    second.put_bypass(false);
    let bytes = second.finish();
    let mut decoder = CabacDecoder::new(bytes.strip_prefix(b"header").unwrap());
    assert!(decoder.take_bypass() && decoder.take_end());
    let mut decoder = CabacDecoder::new(decoder.rest());
    assert!(!decoder.take_bypass() && decoder.take_end() && decoder.rest().is_empty());
}

#[test]
fn any_bytes_decode_without_a_panic() {
    for first in [&[][..], &[0], &[255; 100], &[254, 255, 0, 1]] {
        let (mut decoder, mut context) = (CabacDecoder::new(first), at(5));
        for i in 0..3000 {
            match i % 3 {
                0 => _ = decoder.take_bypass(),
                1 => _ = decoder.take_end(),
                _ => _ = decoder.decode_bit(&mut context),
            }
        }
        assert!(decoder.is_past_end());
    }
}
