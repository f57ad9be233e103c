//! Splits elements into tokens, which are coded in the context of their neighbours, and bits, which are stored.

use constriction_ans::{ByteCoder, LaneCount};

use crate::bits::{BitReader, BitWriter};
use crate::context::{Contexts, MOST_CONTEXTS, choose_bounds, size_nearby};
use crate::grid::Grid;
use crate::map::Map;
use crate::number::{Input, write_block};
use crate::predict::{Prediction, Predictor};
use crate::shift;
use crate::split::{Split, size_base, size_token};
use crate::word::{Word, half};
use crate::{AutoError, Layout};

/// How elements become tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tokens {
    pub(crate) map: Map,
    pub(crate) predictor: Predictor,
    /// Whether the second and the third channel are differences to the channel before.
    pub(crate) has_differences: bool,
    pub(crate) split: Split,
    /// Whether tokens are coded by what is near.
    pub(crate) has_contexts: bool,
}

const DIFFERENCES: u8 = 1;
const SHIFT: u8 = 2;

impl Tokens {
    /// Appends elements, compressed.
    pub(crate) fn encode<T: Word>(&self, data: &[u8], layout: Layout, out: &mut Vec<u8>) {
        let width = (T::BITS / 8) as usize;
        let (grid, values) = self.predicted::<T>(data, layout);

        let mut head = vec![self.map.code(), self.predictor.code(), if self.has_differences { DIFFERENCES } else { 0 }];
        let (mut tokens, mut packed) = (vec![0; values.len()], Vec::new());
        let mut planes = Vec::new();
        let mut escaped = Vec::new();
        match self.split {
            Split::Size => {
                let mut bits = BitWriter::default();
                for (token, &value) in tokens.iter_mut().zip(&values) {
                    let count;
                    (*token, count) = size_token(value);
                    bits.write(value.to_u64() & ((1 << count) - 1), count);
                }
                packed = bits.finish();
            }
            Split::Shift { shift, lowest } => {
                head[2] |= SHIFT;
                head.push(shift as u8);
                head.extend_from_slice(&lowest.to_le_bytes());
                tokens = shift::tokens(&values, shift, lowest);
                for (_, &value) in tokens.iter().zip(&values).filter(|(token, _)| **token == 0) {
                    escaped.extend_from_slice(&value.to_u64().to_le_bytes()[..width]);
                }
                let whole = shift / 8;
                for plane in 0..whole {
                    planes.push(values.iter().map(|value| (value.to_u64() >> (8 * plane)) as u8).collect::<Vec<u8>>());
                }
                if !shift.is_multiple_of(8) {
                    packed = shift::pack(&values, 8 * whole, shift % 8);
                }
            }
        }
        out.append(&mut head);
        self.encode_tokens(grid, &tokens, out);
        write_block(&packed, out);
        planes.iter().for_each(|plane| write_block(&ByteCoder::new().encode(plane), out));
        if matches!(self.split, Split::Shift { .. }) {
            write_block(&escaped, out);
        }
    }

    /// Elements as integers, or what was not expected of them.
    pub(crate) fn predicted<T: Word>(&self, data: &[u8], layout: Layout) -> (Grid, Vec<T>) {
        let width = (T::BITS / 8) as usize;
        let map = self.map;
        let mut values: Vec<T> = data.chunks_exact(width).map(|bytes| map.apply(T::from_le(bytes))).collect();
        let grid = Grid::new(layout, values.len());
        if self.has_differences {
            for pixel in values.chunks_exact_mut(grid.step) {
                for channel in (1..pixel.len().min(3)).rev() {
                    pixel[channel] = pixel[channel].sub(pixel[channel - 1]).add(half());
                }
            }
        }
        if self.predictor != Predictor::None {
            self.predict(grid, &mut values);
        }
        (grid, values)
    }

    /// The inverse of [`predicted`](Self::predicted).
    pub(crate) fn restore<T: Word>(&self, grid: Grid, mut values: Vec<T>, out: &mut [u8]) {
        if self.predictor != Predictor::None {
            let mut prediction = Prediction::new::<T>(self.predictor, grid);
            let mut place = 0;
            while place < values.len() {
                for x in 0..grid.row.min(values.len() - place) {
                    let expected = prediction.get(&values, place, grid.near(place, x));
                    values[place] = self.split.undo_difference(values[place]).add(expected);
                    prediction.learn(place, values[place]);
                    place += 1;
                }
            }
        }
        if self.has_differences {
            for pixel in values.chunks_exact_mut(grid.step) {
                for channel in 1..pixel.len().min(3) {
                    pixel[channel] = pixel[channel].sub(half()).add(pixel[channel - 1]);
                }
            }
        }
        for (bytes, &value) in out.chunks_exact_mut((T::BITS / 8) as usize).zip(&values) {
            self.map.invert(value).write_le(bytes);
        }
    }

    /// Whether there is such a prediction for as many numbers.
    pub(crate) fn is_known<T: Word>(&self, grid: Grid, numbers: usize) -> bool {
        (self.predictor != Predictor::Blend || (T::BITS <= 32 && grid.suits_blend(numbers)))
            && !matches!(self.split, Split::Shift { shift, .. } if shift >= T::BITS)
    }

    /// Reads what becomes of elements before they are numbers with a sign.
    pub(crate) fn read_map(input: &mut Input<'_>) -> Result<Self, AutoError> {
        let map = Map::from_code(input.byte()?).ok_or(AutoError::Corrupt)?;
        let predictor = Predictor::from_code(input.byte()?).ok_or(AutoError::Corrupt)?;
        let has_differences = match input.byte()? {
            0 => false,
            DIFFERENCES => true,
            _ => return Err(AutoError::Corrupt),
        };
        Ok(Self { map, predictor, has_differences, split: Split::Size, has_contexts: false })
    }

    /// Puts what was not expected into the place of values.
    pub(crate) fn predict<T: Word>(&self, grid: Grid, values: &mut [T]) {
        let known = values.to_vec();
        let mut prediction = Prediction::new::<T>(self.predictor, grid);
        let mut place = 0;
        while place < known.len() {
            for x in 0..grid.row.min(known.len() - place) {
                let expected = prediction.get(&known, place, grid.near(place, x));
                prediction.learn(place, known[place]);
                values[place] = self.split.difference(known[place].sub(expected));
                place += 1;
            }
        }
    }

    /// Appends tokens, those of each context together.
    fn encode_tokens(&self, grid: Grid, tokens: &[u8], out: &mut Vec<u8>) {
        if !self.has_contexts {
            out.push(0);
            write_block(&coder_for(tokens.len()).encode(tokens), out);
            return;
        }
        let mut sizes = Vec::with_capacity(tokens.len());
        for place in 0..tokens.len() {
            let x = place % grid.row;
            sizes.push(size_nearby(tokens, place, grid.near(place, x), before(grid, place, x)) as u16);
        }
        let bounds = choose_bounds(&sizes, tokens);
        let contexts = Contexts::between(&bounds);
        let mut streams = vec![Vec::new(); bounds.len() + 1];
        for (&size, &token) in sizes.iter().zip(tokens) {
            streams[contexts.get(size.into())].push(token);
        }
        out.push(bounds.len() as u8);
        bounds.iter().for_each(|bound| out.extend_from_slice(&bound.to_le_bytes()));
        streams.iter().for_each(|stream| write_block(&coder_for(stream.len()).encode(stream), out));
    }

    /// Reads how elements became tokens.
    pub(crate) fn read(input: &mut Input<'_>) -> Result<Self, AutoError> {
        let map = Map::from_code(input.byte()?).ok_or(AutoError::Corrupt)?;
        let predictor = Predictor::from_code(input.byte()?).ok_or(AutoError::Corrupt)?;
        let flags = input.byte()?;
        if flags > DIFFERENCES | SHIFT {
            return Err(AutoError::Corrupt);
        }
        let split = if flags & SHIFT == 0 {
            Split::Size
        } else {
            let shift = input.byte()?.into();
            let lowest = input.bytes(8)?.iter().rev().fold(0, |lowest, &byte| lowest << 8 | u64::from(byte));
            Split::Shift { shift, lowest }
        };
        // The next byte is the number of bounds between contexts.
        let has_contexts = input.0.first().is_some_and(|&bounds| bounds > 0);
        Ok(Self { map, predictor, has_differences: flags & DIFFERENCES != 0, split, has_contexts })
    }

    /// Decodes elements.
    pub(crate) fn decode<T: Word>(input: &mut Input<'_>, layout: Layout, out: &mut [u8]) -> Result<(), AutoError> {
        let numbers = out.len() / (T::BITS / 8) as usize;
        let all = Self::read(input)?;
        let grid = Grid::new(layout, numbers);
        if !all.is_known::<T>(grid, numbers) {
            return Err(AutoError::Corrupt);
        }

        let tokens = decode_tokens(input, grid, numbers)?;
        let packed = input.block()?;
        let values: Vec<T> = match all.split {
            Split::Size => decode_sizes(&tokens, packed)?,
            Split::Shift { shift, lowest } => decode_shifted(input, &tokens, shift, lowest, packed)?,
        };
        all.restore(grid, values, out);
        Ok(())
    }
}

/// The place of the part or channel before, if there is one.
#[inline]
fn before(grid: Grid, place: usize, x: usize) -> Option<usize> {
    (grid.step > 1 && !x.is_multiple_of(grid.step)).then(|| place - 1)
}

/// A coder whose states do not take much of a stream.
fn coder_for(tokens: usize) -> ByteCoder {
    ByteCoder::new().with_lanes(LaneCount::for_symbols(tokens / 16))
}

fn decode_tokens(input: &mut Input<'_>, grid: Grid, numbers: usize) -> Result<Vec<u8>, AutoError> {
    let coder = ByteCoder::new();
    let bounds = usize::from(input.byte()?);
    if bounds == 0 {
        let mut tokens = vec![0; numbers];
        coder.decode_into(input.block()?, &mut tokens)?;
        return Ok(tokens);
    }
    if bounds >= MOST_CONTEXTS {
        return Err(AutoError::Corrupt);
    }
    let bounds: Vec<u16> =
        input.bytes(2 * bounds)?.chunks_exact(2).map(|bytes| u16::from_le_bytes([bytes[0], bytes[1]])).collect();
    let contexts = Contexts::new(&bounds).ok_or(AutoError::Corrupt)?;
    let mut streams = Vec::with_capacity(bounds.len() + 1);
    let mut left = numbers;
    for _ in 0..=bounds.len() {
        let stream = coder.decode(input.block()?, left)?;
        left -= stream.len();
        streams.push(stream.into_iter());
    }
    let mut tokens = vec![0; numbers];
    let mut place = 0;
    while place < numbers {
        for x in 0..grid.row.min(numbers - place) {
            let size = size_nearby(&tokens, place, grid.near(place, x), before(grid, place, x));
            tokens[place] = streams[contexts.get(size)].next().ok_or(AutoError::Corrupt)?;
            place += 1;
        }
    }
    if left == 0 { Ok(tokens) } else { Err(AutoError::Corrupt) }
}

fn decode_sizes<T: Word>(tokens: &[u8], packed: &[u8]) -> Result<Vec<T>, AutoError> {
    let mut bits = BitReader::new(packed);
    let value = |&token: &u8| {
        let (base, count) = size_base::<T>(token).ok_or(AutoError::Corrupt)?;
        Ok(T::from_u64(base | bits.read(count)?))
    };
    let values = tokens.iter().map(value).collect::<Result<Vec<T>, AutoError>>()?;
    bits.finish()?;
    Ok(values)
}

fn decode_shifted<T: Word>(
    input: &mut Input<'_>,
    tokens: &[u8],
    shift: u32,
    lowest: u64,
    packed: &[u8],
) -> Result<Vec<T>, AutoError> {
    let mut values: Vec<T> = shift::bases(tokens, shift, lowest);
    let (whole, rest) = (shift / 8, shift % 8);
    let mut bytes = vec![0; if whole > 0 { values.len() } else { 0 }];
    for plane in 0..whole {
        ByteCoder::new().decode_into(input.block()?, &mut bytes)?;
        for (value, &byte) in values.iter_mut().zip(&bytes) {
            *value = value.add(T::from_u64(byte.into()).shifted_left(8 * plane));
        }
    }
    if rest > 0 {
        shift::unpack(packed, &mut values, 8 * whole, rest)?;
    } else if !packed.is_empty() {
        return Err(AutoError::Corrupt);
    }
    let width = (T::BITS / 8) as usize;
    let mut escaped = Input(input.block()?);
    for (value, _) in values.iter_mut().zip(tokens).filter(|(_, token)| **token == 0) {
        *value = T::from_le(escaped.bytes(width)?);
    }
    escaped.finish()?;
    Ok(values)
}
