//! Elements bit by bit, by a mixture of models that learn.
//!
//! This is for drawings, and for short arrays. Counters in several contexts and the last occurrence of the same bytes predict each
//! bit of a byte, and a mixer weighs the predictions. It is about a hundred times slower than tokens.
//!
//! The bytes of an element are coded from the most significant one on. A context is a hash of the bytes of the element that are
//! known already, and of bytes of its neighbours.

use constriction_adaptive::{
    BitDecoder, BitEncoder, BitRule, Counting, MatchModel, Mixer, SetupError, squash, stretch,
};

use crate::grid::Grid;
use crate::{AutoError, Layout};

/// The number of contexts.
const CONTEXTS: usize = 8;
/// Contexts and the match.
const INPUTS: usize = CONTEXTS + 1;

const RULE: Counting = Counting::new(255);

/// Encodes or decodes a bit.
trait CodeBit {
    /// Codes a bit that is 0 with this probability, out of `2^16`; a decoder finds out which one it is.
    fn code(&mut self, bit: bool, zero: u32) -> Result<bool, AutoError>;
}

impl CodeBit for BitEncoder {
    #[inline]
    fn code(&mut self, bit: bool, zero: u32) -> Result<bool, AutoError> {
        self.put_bit(bit, zero);
        Ok(bit)
    }
}

impl CodeBit for BitDecoder<'_> {
    #[inline]
    fn code(&mut self, _bit: bool, zero: u32) -> Result<bool, AutoError> {
        self.take_bit(zero).map_err(|_| AutoError::Corrupt)
    }
}

/// All that learns.
struct Model {
    counters: Vec<u32>,
    /// The number of counters of a context, less one.
    mask: usize,
    mixer: Mixer<INPUTS, Vec<[i32; INPUTS]>>,
    matches: MatchModel,
}

impl Model {
    /// A model for this number of bytes, which an element has.
    fn new(bytes: usize) -> Result<Self, SetupError> {
        let log = bytes.max(1).ilog2();
        let counters = 1 << (log + 4).clamp(12, 18);
        Ok(Self {
            counters: vec![Counting::state(1 << 15); CONTEXTS * counters],
            mask: counters - 1,
            mixer: Mixer::new(8 * 4, 20_000, 14)?,
            matches: MatchModel::new((log + 1).clamp(8, 22), (log + 1).clamp(8, 18), 5)?,
        })
    }

    /// Codes a byte in contexts.
    fn code<C: CodeBit>(
        &mut self,
        coder: &mut C,
        byte: u8,
        place: usize,
        hashes: &[u32; CONTEXTS],
    ) -> Result<u8, AutoError> {
        let mut node = 1u32;
        for shift in (0..8).rev() {
            let slots: [usize; CONTEXTS] = core::array::from_fn(|context| {
                let hash = (hashes[context] ^ node.wrapping_mul(0x9e37_79b1)).wrapping_mul(0x85eb_ca6b);
                context * (self.mask + 1) + ((hash ^ hash >> 15) as usize & self.mask)
            });
            let mut inputs = [0; INPUTS];
            for (input, &slot) in inputs.iter_mut().zip(&slots) {
                let state = self.counters[slot];
                // What has hardly been seen says little.
                let seen = Counting::count(state).min(4) as i32;
                *input = stretch(RULE.zero(state)) * seen / 4;
            }
            inputs[CONTEXTS] = self.matches.input();
            let length = match self.matches.length() {
                0 => 0,
                1..16 => 1,
                16..64 => 2,
                _ => 3,
            };
            let set = place * 4 + length;
            let mixed = self.mixer.mix(set, &inputs);
            let bit = coder.code(byte >> shift & 1 == 1, squash(mixed))?;
            self.mixer.update(set, &inputs, mixed, bit);
            for slot in slots {
                self.counters[slot] = RULE.next(self.counters[slot], bit);
            }
            self.matches.update(bit);
            node = node << 1 | u32::from(bit);
        }
        Ok(node as u8)
    }
}

/// Codes all bytes: of an encoder, they are known; a decoder writes them.
fn code<C: CodeBit>(coder: &mut C, layout: Layout, bytes: &mut [u8]) -> Result<(), AutoError> {
    let width = layout.dtype.width() / layout.dtype.parts();
    let numbers = bytes.len() / width;
    let grid = Grid::new(layout, numbers);
    let mut model = Model::new(bytes.len()).map_err(|_| AutoError::Corrupt)?;
    for place in 0..numbers {
        let near = grid.near(place, place % grid.row);
        let element = |neighbour: usize| {
            let start = neighbour * width;
            if neighbour == place { &[0; 8][..width] } else { &bytes[start..start + width] }
        };
        let whole = |neighbour: usize| {
            let start = neighbour * width;
            if neighbour == place {
                0
            } else {
                bytes[start..start + width].iter().fold(1, |hash, &byte| fold(hash, byte))
            }
        };
        let [w, n, nw, ne, nn] = [near.w, near.n, near.nw, near.ne, near.nn].map(|neighbour| {
            let mut copy = [0; 8];
            copy[..width].copy_from_slice(element(neighbour));
            copy
        });
        let (whole_w, whole_n, whole_ww) = (whole(near.w), whole(near.n), whole(near.ww));
        let mut known = 7;
        for index in (0..width).rev() {
            let start = fold(known, index as u8);
            let of = |parts: &[u8]| parts.iter().fold(start, |hash, &byte| fold(hash, byte));
            let channel = (place % grid.step.min(8)) as u8;
            let hashes = [
                of(&[channel]),
                of(&[w[index]]),
                of(&[n[index]]),
                of(&[w[index], n[index]]),
                of(&[w[index], n[index], nw[index], ne[index]]),
                of(&[n[index], nn[index], nw[index], ne[index], w[index]]),
                start ^ whole_w.wrapping_mul(3) ^ whole_ww.wrapping_mul(0x2545_f491),
                start ^ whole_w.wrapping_mul(5) ^ whole_n.wrapping_mul(0x6eed_0e9d),
            ];
            let at = place * width + index;
            bytes[at] = model.code(coder, bytes[at], index.min(7), &hashes)?;
            known = fold(known, bytes[at]);
        }
    }
    Ok(())
}

#[inline]
fn fold(hash: u32, byte: u8) -> u32 {
    (hash ^ u32::from(byte)).wrapping_add(1).wrapping_mul(0x0100_0193).rotate_left(7)
}

/// Appends elements, compressed.
pub(crate) fn encode(data: &[u8], layout: Layout, out: &mut Vec<u8>) {
    let mut encoder = BitEncoder::new();
    let mut bytes = data.to_vec();
    if code(&mut encoder, layout, &mut bytes).is_err() {
        // Without memory for models: longer than the elements, so that these are stored.
        out.resize(out.len() + data.len() + 1, 0);
        return;
    }
    encoder.into_words().iter().for_each(|word| out.extend_from_slice(&word.to_le_bytes()));
}

/// Decodes elements.
pub(crate) fn decode(words: &[u8], layout: Layout, out: &mut [u8]) -> Result<(), AutoError> {
    let (words, rest) = words.as_chunks::<4>();
    if !rest.is_empty() {
        return Err(AutoError::Corrupt);
    }
    let words: Vec<u32> = words.iter().map(|&word| u32::from_le_bytes(word)).collect();
    let mut decoder = BitDecoder::new(&words);
    out.fill(0);
    code(&mut decoder, layout, out)?;
    if decoder.is_past_end() { Err(AutoError::Truncated) } else { Ok(()) }
}
