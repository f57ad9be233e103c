//! Predicts the next bit of a text.
//!
//! Each context (the bytes before, one to six of them, and the word so far) gives a mixer two inputs: the probability that
//! its counter has, and what came of such counters before. The longest match gives one more. Two mixers with weights
//! chosen by different things are averaged, and two maps refine the result.

use constriction_adaptive::{AdaptiveModel, Apm, Bits, Counting, MatchModel, Mixer, stretch};

use crate::slots::Slots;

/// Orders 1 to 6 and the word.
const CONTEXTS: usize = 7;
/// Two for each context, order 0, two of the match, and a constant.
const INPUTS: usize = 2 * CONTEXTS + 4;
/// For each context: 12 steps of the count, and 32 of the probability.
const HISTORIES: usize = 12 * 32;

pub(crate) struct Predictor {
    order0: Bits<Counting, Vec<u32>>,
    slots: Vec<Slots>,
    /// What came after counters with such a count and such a probability.
    outcomes: Bits<Counting, Vec<u32>>,
    by_match: MatchModel,
    expected: Bits<Counting, Vec<u32>>,
    mixers: [Mixer<INPUTS, Vec<[i32; INPUTS]>>; 2],
    maps: [Apm<Vec<[u16; 33]>>; 2],

    hashes: [u32; CONTEXTS],
    /// The last eight bytes, the last one lowest.
    last: u64,
    word: u32,
    /// A 1 and then the bits of the present byte so far.
    node: u32,

    inputs: [i32; INPUTS],
    histories: [usize; CONTEXTS],
    sets: [usize; 2],
    mixed: [i32; 2],
    stretched: i32,
    contexts: [usize; 2],
    expected_context: usize,
}

impl Predictor {
    /// `bits` is the logarithm of the number of slots for each context.
    pub(crate) fn new(bits: u32) -> Self {
        let memory = "memory for the tables";
        let mixer = |sets| Mixer::new(sets, 15_000, 18).expect(memory);
        let mut new = Self {
            order0: Bits::new(Counting::new(250), 256).expect(memory),
            slots: (0..CONTEXTS).map(|_| Slots::new(bits, 250)).collect(),
            outcomes: Bits::new(Counting::new(250), CONTEXTS * HISTORIES).expect(memory),
            by_match: MatchModel::new(22, 18, 6).expect(memory),
            expected: Bits::new(Counting::new(250), 1 << 16).expect(memory),
            mixers: [mixer(256), mixer(128)],
            maps: [Apm::new(1 << 16, 6).expect(memory), Apm::new(1 << 16, 6).expect(memory)],
            hashes: [0; CONTEXTS],
            last: 0,
            word: 0,
            node: 1,
            inputs: [0; INPUTS],
            histories: [0; CONTEXTS],
            sets: [0; 2],
            mixed: [0; 2],
            stretched: 0,
            contexts: [0; 2],
            expected_context: 0,
        };
        new.select();
        new
    }

    /// The probability that the next bit is 0, out of `2^16`.
    pub(crate) fn zero(&mut self) -> u32 {
        let local = self.local_node();
        let mut confident = 0;
        for (i, slots) in self.slots.iter().enumerate() {
            let (zero, count) = slots.get(local);
            let step = if count < 8 { count } else { (5 + count.ilog2()).min(11) } as usize;
            self.histories[i] = (i * 12 + step) * 32 + ((stretch(zero) + 2048) >> 7) as usize;
            self.inputs[2 * i] = if count == 0 { 0 } else { stretch(zero) };
            self.inputs[2 * i + 1] = if count == 0 { 0 } else { stretch(zero_of(&self.outcomes, self.histories[i])) };
            confident += usize::from(count > 0 && i < 6);
        }
        let matched = self.by_match.length().min(15) as usize;
        let byte = self.by_match.predicted_byte().map_or(0, usize::from);
        let predicts = self.by_match.predicted().is_some();
        self.expected_context = if predicts { byte << 8 | self.node as usize } else { 0 };
        let rest = &mut self.inputs[2 * CONTEXTS..];
        rest[0] = stretch(zero_of(&self.order0, self.node as usize));
        rest[1] = self.by_match.input();
        rest[2] = if predicts { stretch(zero_of(&self.expected, self.expected_context)) } else { 0 };
        rest[3] = 256;

        let matched = if predicts { matched } else { 0 };
        self.sets = [self.node as usize, confident << 4 | matched];
        for (i, mixer) in self.mixers.iter().enumerate() {
            self.mixed[i] = mixer.mix(self.sets[i], &self.inputs);
        }
        self.stretched = (self.mixed[0] + self.mixed[1]) >> 1;
        let node = self.node as usize;
        let hash = (self.last as u32 & 0xff_ffff).wrapping_mul(0x9E37_79B1) >> 16;
        self.contexts = [(self.last as usize & 255) << 8 | node, hash as usize ^ node];
        let refined = |i: usize| self.maps[i].refine(self.contexts[i], self.stretched);
        (refined(0) + refined(1)) / 2
    }

    /// Learns the bit, after [`zero`](Self::zero).
    pub(crate) fn update(&mut self, bit: bool) {
        let local = self.local_node();
        for (i, slots) in self.slots.iter_mut().enumerate() {
            slots.update(local, bit);
            self.outcomes.update(self.histories[i], bit);
        }
        for i in 0..2 {
            self.mixers[i].update(self.sets[i], &self.inputs, self.mixed[i], bit);
            self.maps[i].update(self.contexts[i], self.stretched, bit);
        }
        self.order0.update(self.node as usize, bit);
        if self.expected_context > 0 {
            self.expected.update(self.expected_context, bit);
        }
        self.by_match.update(bit);
        self.node = self.node << 1 | u32::from(bit);
        if self.node >= 256 {
            self.end_byte(self.node as u8);
        }
        if self.node == 1 || self.node >> 4 == 1 {
            self.select();
        }
    }

    /// The place in a slot: a 1 and then the bits of the present half of the byte so far.
    fn local_node(&self) -> usize {
        if self.node < 16 {
            return self.node as usize;
        }
        let first = 1 << (self.node.ilog2() - 4);
        (first | self.node & (first - 1)) as usize
    }

    fn end_byte(&mut self, byte: u8) {
        self.node = 1;
        self.last = self.last << 8 | u64::from(byte);
        let letter = byte.to_ascii_lowercase();
        self.word = if letter.is_ascii_alphabetic() || byte >= 128 {
            (self.word ^ u32::from(letter)).wrapping_add(1).wrapping_mul(0x2F0B_4C47)
        } else {
            0
        };
        for order in 1..=6u32 {
            let bytes = self.last & (u64::MAX >> (64 - 8 * order));
            self.hashes[order as usize - 1] = mix(bytes.wrapping_add(u64::from(order) << 56));
        }
        // Between words, the byte before the last one stands for the word.
        let word = if self.word == 0 { (self.last >> 8) & 0xdf } else { u64::from(self.word) << 8 };
        self.hashes[6] = mix(word | (7 << 48));
    }

    fn select(&mut self) {
        for (slots, &hash) in self.slots.iter_mut().zip(&self.hashes) {
            slots.select(mix(u64::from(hash) << 8 | u64::from(self.node)));
        }
    }
}

fn zero_of(bits: &Bits<Counting, Vec<u32>>, context: usize) -> u32 {
    bits.interval(context, false).map_or(1 << 15, |interval| interval.prob.get())
}

fn mix(bytes: u64) -> u32 {
    let x = (bytes ^ bytes >> 29).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    ((x ^ x >> 32).wrapping_mul(0x94D0_49BB_1331_11EB) >> 32) as u32
}
