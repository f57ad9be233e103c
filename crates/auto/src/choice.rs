//! Chooses how a piece of an array is coded.

use core::fmt;

use constriction_ans::ContextOrder;

use crate::grid::Grid;
use crate::map::Map;
use crate::number::Input;
use crate::predict::Predictor;
use crate::split::{Split, WINDOW};
use crate::tokens::Tokens;
use crate::word::Word;
use crate::{AutoError, Kind, Layout, located, mixed, planes};

const RAW: u8 = 0;
const PLANES: u8 = 1;
const TOKENS: u8 = 2;
const MIXED: u8 = 3;
const LOCATED: u8 = 4;

/// About how many bytes of an array are a sample.
const SAMPLE: usize = 1 << 17;

/// The bytes of an array that is short.
const SHORT: usize = 1 << 15;

/// The share of its bytes that measured numbers and weights keep: a mixture does not save much more.
const NOISE: f64 = 0.5;

/// The most bytes of an array that are coded by a mixture.
const LONGEST_MIXED: usize = 1 << 20;

/// How pieces of an array are coded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    method: Method,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Method {
    Raw,
    Planes(ContextOrder),
    Tokens(Tokens),
    /// By a fitted distribution over the numbers that would otherwise become tokens.
    Located(Tokens),
    Mixed,
}

/// Calls a function for the words of an element's parts.
macro_rules! for_word {
    ($layout:expr, $function:expr) => {
        match $layout.dtype.width() / $layout.dtype.parts() {
            1 => $function(u8::default()),
            2 => $function(u16::default()),
            4 => $function(u32::default()),
            _ => $function(u64::default()),
        }
    };
}

impl Choice {
    /// The bytes as they are.
    #[must_use]
    pub fn raw() -> Self {
        Self { method: Method::Raw }
    }

    /// The choice for an array, of which `data` is a piece.
    #[must_use]
    pub fn of(data: &[u8], layout: Layout) -> Self {
        let (sample, layout) = pieces(data, layout, SAMPLE);
        let mut best = (Self::raw(), sample.len() as f64 + 1.0);
        for (choice, patience) in candidates(&sample, layout) {
            let mut out = Vec::new();
            choice.encode(&sample, layout, &mut out);
            // What is slower must save something.
            let cost = out.len() as f64 * patience;
            if cost < best.1 {
                best = (choice, cost);
            }
        }
        let is_noise = matches!(layout.dtype.kind(), Kind::Float { .. }) && best.1 > NOISE * sample.len() as f64;
        if data.len() > LONGEST_MIXED || (data.len() > SHORT && is_noise) {
            return best.0;
        }
        // What is slowest is tried on less, and must save much of an array that is not short.
        let (few, layout) = pieces(&sample, layout, SHORT);
        let mixed = Self { method: Method::Mixed };
        let [other, mine] = [&best.0, &mixed].map(|choice| {
            let mut out = Vec::new();
            choice.encode(&few, layout, &mut out);
            out.len() as f64
        });
        let patience = if data.len() <= SHORT { 1.01 } else { 1.2 };
        if mine * patience < other { mixed } else { best.0 }
    }

    /// Appends a piece, compressed; at most a byte more than the piece has.
    ///
    /// # Panics
    /// If the piece does not have whole elements.
    pub fn encode(&self, data: &[u8], layout: Layout, out: &mut Vec<u8>) {
        let width = layout.dtype.width();
        assert_eq!(data.len() % width, 0, "whole elements");
        let start = out.len();
        let mut is_coded = self.method != Method::Raw;
        match &self.method {
            Method::Raw => {}
            Method::Planes(order) => {
                out.push(PLANES);
                planes::encode(data, width, *order, out);
            }
            Method::Mixed => {
                out.push(MIXED);
                mixed::encode(data, layout, out);
            }
            Method::Tokens(tokens) => {
                out.push(TOKENS);
                for_word!(layout, |word| encode_as(word, tokens, data, layout, out));
            }
            Method::Located(tokens) => {
                out.push(LOCATED);
                is_coded = for_word!(layout, |word| encode_located(word, tokens, data, layout, out));
            }
        }
        if !is_coded || out.len() - start > data.len() {
            out.truncate(start);
            out.push(RAW);
            out.extend_from_slice(data);
        }
    }
}

fn encode_as<T: Word>(_: T, tokens: &Tokens, data: &[u8], layout: Layout, out: &mut Vec<u8>) {
    tokens.encode::<T>(data, layout, out);
}

fn encode_located<T: Word>(_: T, tokens: &Tokens, data: &[u8], layout: Layout, out: &mut Vec<u8>) -> bool {
    located::encode::<T>(tokens, data, layout, out)
}

fn decode_located<T: Word>(_: T, input: &mut Input<'_>, layout: Layout, out: &mut [u8]) -> Result<(), AutoError> {
    located::decode::<T>(input, layout, out)
}

fn decode_as<T: Word>(_: T, input: &mut Input<'_>, layout: Layout, out: &mut [u8]) -> Result<(), AutoError> {
    Tokens::decode::<T>(input, layout, out)
}

/// Decodes a piece that has as many bytes as there are places.
///
/// # Errors
/// If the compressed data is not of such a piece. Then, what is in the places is not defined.
pub fn decode(data: &[u8], layout: Layout, out: &mut [u8]) -> Result<(), AutoError> {
    let width = layout.dtype.width();
    if !out.len().is_multiple_of(width) {
        return Err(AutoError::Corrupt);
    }
    let mut input = Input(data);
    match input.byte()? {
        RAW => out.copy_from_slice(input.bytes(out.len())?),
        PLANES => planes::decode(&mut input, width, out)?,
        TOKENS => for_word!(layout, |word| decode_as(word, &mut input, layout, out))?,
        LOCATED => for_word!(layout, |word| decode_located(word, &mut input, layout, out))?,
        MIXED => mixed::decode(input.bytes(input.0.len())?, layout, out)?,
        _ => return Err(AutoError::Corrupt),
    }
    input.finish()
}

/// How a piece was coded.
///
/// # Errors
/// If the compressed data does not begin as a piece does.
pub fn describe(data: &[u8]) -> Result<Choice, AutoError> {
    let mut input = Input(data);
    let method = match input.byte()? {
        RAW => Method::Raw,
        PLANES => Method::Planes(ContextOrder::Best),
        TOKENS => Method::Tokens(Tokens::read(&mut input)?),
        LOCATED => Method::Located(Tokens::read_map(&mut input)?),
        MIXED => Method::Mixed,
        _ => return Err(AutoError::Corrupt),
    };
    Ok(Choice { method })
}

/// Rows from several places of an array, or all of it if it has at most `most` bytes.
fn pieces(data: &[u8], layout: Layout, most: usize) -> (Vec<u8>, Layout) {
    const PIECES: usize = 4;
    if data.len() <= most {
        return (data.to_vec(), layout);
    }
    let width = layout.dtype.width();
    let row = layout.row.saturating_mul(width);
    let has_rows = row > 0 && row <= most / PIECES / 4;
    let unit = if has_rows { row } else { width };
    let piece = most / PIECES / unit * unit;
    let units = (data.len() - piece) / unit;
    let mut sample = Vec::with_capacity(most);
    for number in 0..PIECES {
        let start = units * number / (PIECES - 1) * unit;
        sample.extend_from_slice(&data[start..start + piece]);
    }
    (sample, if has_rows { layout } else { Layout { row: 0, ..layout } })
}

/// What may suit a sample, and by how much longer it is taken to be because it is slower.
fn candidates(sample: &[u8], layout: Layout) -> Vec<(Choice, f64)> {
    let mut choices = Vec::new();
    let mut push = |method, patience| choices.push((Choice { method }, patience));
    push(Method::Planes(ContextOrder::Zero), 1.0);
    push(Method::Planes(ContextOrder::Best), 1.01);
    let by_size = Map::by_size(layout.dtype);
    let tokens = |split, has_contexts| Tokens {
        map: by_size,
        predictor: Predictor::None,
        has_differences: false,
        split,
        has_contexts,
    };
    let bits = 8 * (layout.dtype.width() / layout.dtype.parts()) as u32;
    if let Kind::Float { exponent } = layout.dtype.kind() {
        for mantissa in 0..4.min(bits - exponent) {
            let shift = bits - exponent - mantissa;
            let lowest = for_word!(layout, |word| lowest_window(word, sample, by_size, shift));
            push(Method::Tokens(tokens(Split::Shift { shift, lowest }, false)), 1.0);
            push(Method::Tokens(tokens(Split::Shift { shift, lowest }, true)), 1.02);
        }
    } else {
        let lowest = for_word!(layout, |word| lowest_window(word, sample, by_size, 0));
        push(Method::Tokens(tokens(Split::Shift { shift: 0, lowest }, true)), 1.0);
        push(Method::Tokens(tokens(Split::Size, true)), 1.0);
    }
    let is_grid = layout.row > 0;
    let predictors: &[(Predictor, f64)] = match is_grid {
        true => &[
            (Predictor::Left, 1.0),
            (Predictor::Linear, 1.0),
            (Predictor::Top, 1.0),
            (Predictor::Gradient, 1.0),
            (Predictor::Blend, 1.01),
        ],
        false => &[(Predictor::Left, 1.0), (Predictor::Linear, 1.0), (Predictor::Blend, 1.01)],
    };
    let map = Map::ordered(layout.dtype);
    let has_few = sample.len() <= SHORT;
    let located = |predictor, has_differences| {
        Method::Located(Tokens { map, predictor, has_differences, split: Split::Size, has_contexts: false })
    };
    if has_few {
        push(located(Predictor::None, false), 1.0);
    }
    let differences: &[bool] = if layout.step >= 3 && layout.dtype.parts() == 1 { &[false, true] } else { &[false] };
    for &(predictor, patience) in predictors {
        if predictor == Predictor::Blend
            && (bits > 32 || layout.row.max(layout.step) > crate::blend::Blend::MOST_ROW / 2)
        {
            continue;
        }
        for &has_differences in differences {
            if has_few && predictor != Predictor::Blend {
                push(located(predictor, has_differences), patience);
            }
            let tokens = Tokens { map, predictor, has_differences, split: Split::Size, has_contexts: true };
            push(Method::Tokens(tokens), patience);
        }
        let is_even = matches!(predictor, Predictor::Left | Predictor::Linear | Predictor::Top);
        if bits > 8 && is_even {
            let mut tokens = Tokens { map, predictor, has_differences: false, split: CENTRED, has_contexts: true };
            tokens.split = for_word!(layout, |word| narrowest(word, sample, layout, &tokens));
            push(Method::Tokens(tokens), patience);
        }
    }
    choices
}

/// Differences in order; the shift and the lowest value are not chosen yet.
const CENTRED: Split = Split::Shift { shift: 0, lowest: 0 };

/// The upper bits from which on tokens have most of the elements.
fn lowest_window<T: Word>(_: T, sample: &[u8], map: Map, shift: u32) -> u64 {
    let width = (T::BITS / 8) as usize;
    let mut values: Vec<u64> = sample.chunks_exact(width).map(|bytes| map.apply(T::from_le(bytes)).to_u64()).collect();
    values.sort_unstable();
    window(&values, shift).1
}

/// The split with the fewest bits below tokens, such that nearly all differences have a token.
fn narrowest<T: Word>(_: T, sample: &[u8], layout: Layout, tokens: &Tokens) -> Split {
    let width = (T::BITS / 8) as usize;
    let mut values: Vec<T> = sample.chunks_exact(width).map(|bytes| tokens.map.apply(T::from_le(bytes))).collect();
    tokens.predict(Grid::new(layout, values.len()), &mut values);
    let mut values: Vec<u64> = values.iter().map(|value| value.to_u64()).collect();
    values.sort_unstable();
    let mut split = CENTRED;
    for shift in 0..T::BITS {
        let (count, lowest) = window(&values, shift);
        split = Split::Shift { shift, lowest };
        if count >= values.len() - values.len() / 200 {
            break;
        }
    }
    split
}

/// The most of ascending values whose upper bits are less than a window apart, and the lowest of these upper bits.
fn window(values: &[u64], shift: u32) -> (usize, u64) {
    let (mut first, mut best) = (0, (0, 0));
    for (last, &value) in values.iter().enumerate() {
        while (value >> shift) - (values[first] >> shift) >= WINDOW {
            first += 1;
        }
        if last + 1 - first > best.0 {
            best = (last + 1 - first, values[first] >> shift);
        }
    }
    best
}

impl fmt::Display for Choice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.method {
            Method::Raw => f.write_str("raw"),
            Method::Planes(_) => f.write_str("bytes"),
            Method::Mixed => f.write_str("mixed"),
            Method::Tokens(tokens) | Method::Located(tokens) => {
                let predictor = match tokens.predictor {
                    Predictor::None => "",
                    Predictor::Left => "left, ",
                    Predictor::Top => "top, ",
                    Predictor::Gradient => "gradient, ",
                    Predictor::Blend => "blend, ",
                    Predictor::Linear => "line, ",
                };
                f.write_str(if tokens.has_differences { "channel differences, " } else { "" })?;
                f.write_str(predictor)?;
                if let Method::Located(_) = self.method {
                    return f.write_str("fitted");
                }
                match tokens.split {
                    Split::Size => f.write_str("sizes")?,
                    Split::Shift { shift: 0, .. } => f.write_str("values")?,
                    Split::Shift { shift, .. } => write!(f, "all but {shift} bits")?,
                }
                f.write_str(if tokens.has_contexts { " by neighbours" } else { "" })
            }
        }
    }
}
