//! LZMA: models of bits and bit trees, with the format's own contexts.
//!
//! A stream of Python's `lzma` is decoded to its packets; these make the data; and encoded again they are the stream.

use constriction_adaptive::{BitTree, Bits, ReverseBitTree, Shift};
use serde::Deserialize;

use super::lzma_coder::{Decoder, Encoder, Side};
use super::unhex;

#[derive(Deserialize)]
struct Vector {
    name: String,
    lc: u32,
    lp: u32,
    pb: u32,
    data: String,
    stream: String,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Packet {
    Literal(u8),
    /// The byte at the last distance.
    ShortRep,
    /// One of the last four distances, and the length less 2.
    Rep(usize, u32),
    /// The distance less 1, and the length less 2.
    Match(u32, u32),
}

const END: u32 = u32::MAX;

type Flags = Bits<Shift<11>, Vec<u16>>;
type Forward = BitTree<Shift<11>, Vec<u16>>;
type Reverse = ReverseBitTree<Shift<11>, Vec<u16>>;

fn flags(contexts: usize) -> Flags {
    Bits::new(Shift::LZMA, contexts).unwrap()
}
fn forward(bits: u32, contexts: usize) -> Forward {
    BitTree::new(Shift::LZMA, bits, contexts).unwrap()
}

/// 3 bits by position, 3 more by position, or 8.
struct Lengths {
    choice: Flags,
    low: Forward,
    middle: Forward,
    high: Forward,
}

impl Lengths {
    fn new() -> Self {
        Self { choice: flags(2), low: forward(3, 16), middle: forward(3, 16), high: forward(8, 1) }
    }

    fn code(&mut self, side: &mut impl Side, position: usize, len: u32) -> u32 {
        if !side.code(&mut self.choice, 0, len >= 8) {
            return side.code(&mut self.low, position, len);
        }
        if !side.code(&mut self.choice, 1, len >= 16) {
            return 8 + side.code(&mut self.middle, position, len.wrapping_sub(8));
        }
        16 + side.code(&mut self.high, 0, len.wrapping_sub(16))
    }
}

/// All models, and what the contexts follow from.
struct Lzma {
    lc: u32,
    lp: u32,
    pb: u32,
    is_match: Flags,
    /// Of rep, and of the first three distances.
    is_rep: [Flags; 4],
    is_long: Flags,
    /// By literal context, by what is known of a byte at the last distance, by the node.
    literals: Flags,
    lengths: [Lengths; 2],
    slots: Forward,
    /// By slot, from 4 to 13.
    low_distances: Vec<Reverse>,
    align: Reverse,
    state: usize,
    distances: [u32; 4],
    data: Vec<u8>,
}

impl Lzma {
    fn new(vector: &Vector) -> Self {
        Self {
            lc: vector.lc,
            lp: vector.lp,
            pb: vector.pb,
            is_match: flags(12 * 16),
            is_rep: [(); 4].map(|()| flags(12)),
            is_long: flags(12 * 16),
            literals: flags((3 << 8) << (vector.lc + vector.lp)),
            lengths: [Lengths::new(), Lengths::new()],
            slots: forward(6, 4),
            low_distances: (4..14).map(|slot| Reverse::new(Shift::LZMA, slot / 2 - 1, 1).unwrap()).collect(),
            align: Reverse::new(Shift::LZMA, 4, 1).unwrap(),
            state: 0,
            distances: [0; 4],
            data: vec![],
        }
    }

    fn at(&self, distance: u32) -> u8 {
        self.data[self.data.len() - 1 - distance as usize]
    }

    /// Codes a packet: the decoder returns another one than it is given. Updates the state and the data.
    fn packet(&mut self, side: &mut impl Side, packet: Packet) -> Packet {
        let position = self.data.len() & ((1 << self.pb) - 1);
        let place = self.state << 4 | position;
        let coded = if !side.code(&mut self.is_match, place, !matches!(packet, Packet::Literal(_))) {
            let byte = if let Packet::Literal(byte) = packet { byte } else { 0 };
            Packet::Literal(self.literal(side, byte))
        } else if !side.code(&mut self.is_rep[0], self.state, !matches!(packet, Packet::Match(..))) {
            let (distance, len) = if let Packet::Match(distance, len) = packet { (distance, len) } else { (0, 0) };
            let len = self.lengths[0].code(side, position, len);
            Packet::Match(self.distance(side, len, distance), len)
        } else {
            let (index, len) = if let Packet::Rep(index, len) = packet { (index, len) } else { (0, 0) };
            let is_long = index == 0 && matches!(packet, Packet::Rep(..));
            if !side.code(&mut self.is_rep[1], self.state, index > 0) {
                if side.code(&mut self.is_long, place, is_long) {
                    Packet::Rep(0, self.lengths[1].code(side, position, len))
                } else {
                    Packet::ShortRep
                }
            } else {
                let mut found = 1;
                while found < 3 && side.code(&mut self.is_rep[found + 1], self.state, index > found) {
                    found += 1;
                }
                Packet::Rep(found, self.lengths[1].code(side, position, len))
            }
        };
        self.follow(coded);
        coded
    }

    fn literal(&mut self, side: &mut impl Side, byte: u8) -> u8 {
        let before = u32::from(self.data.last().copied().unwrap_or(0));
        let place = self.data.len() as u32 & ((1 << self.lp) - 1);
        let context = (place << self.lc | before >> (8 - self.lc)) as usize;
        // After a match, the byte at the last distance is not the one that comes: its bits are contexts until one differs.
        let other = (self.state >= 7).then(|| self.at(self.distances[0]));
        let (mut node, mut differs) = (1, other.is_none());
        for i in (0..8).rev() {
            let expected = other.map_or(0, |other| other >> i & 1);
            let known = if differs { 0 } else { 1 + usize::from(expected) };
            let bit = side.code(&mut self.literals, (3 * context + known) << 8 | node, byte >> i & 1 == 1);
            differs |= u8::from(bit) != expected;
            node = node << 1 | usize::from(bit);
        }
        node as u8
    }

    fn distance(&mut self, side: &mut impl Side, len: u32, distance: u32) -> u32 {
        let slot = if distance < 4 {
            distance
        } else {
            let top = distance.ilog2();
            (2 * top) | (distance >> (top - 1) & 1)
        };
        let slot = side.code(&mut self.slots, len.min(3) as usize, slot);
        if slot < 4 {
            return slot;
        }
        let bits = slot / 2 - 1;
        let base = (2 | (slot & 1)) << bits;
        let rest = distance & ((1 << bits) - 1);
        if slot < 14 {
            return base + side.code(&mut self.low_distances[slot as usize - 4], 0, rest);
        }
        let high = side.direct(bits - 4, rest >> 4);
        base + (high << 4) + side.code(&mut self.align, 0, rest & 15)
    }

    fn follow(&mut self, packet: Packet) {
        let early = self.state < 7;
        let len = match packet {
            Packet::Literal(byte) => {
                self.state = self.state.saturating_sub(if self.state < 10 { 3 } else { 6 });
                return self.data.push(byte);
            }
            Packet::ShortRep => {
                self.state = if early { 9 } else { 11 };
                1
            }
            Packet::Rep(index, len) => {
                self.distances[..=index].rotate_right(1);
                self.state = if early { 8 } else { 11 };
                len + 2
            }
            Packet::Match(END, _) => return,
            Packet::Match(distance, len) => {
                self.distances.rotate_right(1);
                self.distances[0] = distance;
                self.state = if early { 7 } else { 10 };
                len + 2
            }
        };
        for _ in 0..len {
            self.data.push(self.at(self.distances[0]));
        }
    }
}

#[test]
fn streams_of_lzma_are_read_and_written_byte_for_byte() {
    let vectors: Vec<Vector> = serde_json::from_str(include_str!("../../vectors/lzma.json")).unwrap();
    assert_eq!(vectors.len(), 16);
    let mut seen = [0; 4];
    for vector in &vectors {
        let (data, stream) = (unhex(&vector.data), unhex(&vector.stream));
        let (mut lzma, mut decoder) = (Lzma::new(vector), Decoder::new(&stream));
        let mut packets = vec![];
        while !matches!(packets.last(), Some(Packet::Match(END, _))) {
            packets.push(lzma.packet(&mut decoder, Packet::Literal(0)));
        }
        assert!(decoder.is_at_end(), "{}", vector.name);
        assert!(lzma.data == data, "{}", vector.name);

        let (mut lzma, mut encoder) = (Lzma::new(vector), Encoder::new());
        for &packet in &packets {
            assert_eq!(lzma.packet(&mut encoder, packet), packet);
            seen[match packet {
                Packet::Literal(_) => 0,
                Packet::ShortRep => 1,
                Packet::Rep(..) => 2,
                Packet::Match(..) => 3,
            }] += 1;
        }
        assert!(encoder.finish() == stream, "{}", vector.name);
    }
    assert!(seen.iter().all(|&count| count > 0), "{seen:?}");
}
