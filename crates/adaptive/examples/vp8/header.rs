//! The header of a key frame: RFC 6386, sections 9.2 to 9.11.

use crate::source::Source;
use crate::tables::{AC_STEPS, DC_STEPS, TOKEN_UPDATES, TOKENS};

/// What a key frame says before its macroblocks.
#[derive(Debug)]
pub(crate) struct Header {
    pub(crate) segments: Segments,
    pub(crate) filter: Filter,
    /// The logarithm of the number of partitions with coefficients.
    pub(crate) log_partitions: u32,
    quantizer: Quantizer,
    /// 11 probabilities for each type of block, band and context.
    pub(crate) tokens: [u8; 1056],
    /// The probability that a macroblock has coefficients, if macroblocks say so.
    pub(crate) has_tokens: Option<u8>,
}

/// Groups of macroblocks with a quantizer and a filter of their own.
#[derive(Debug, Default)]
pub(crate) struct Segments {
    is_enabled: bool,
    /// The probabilities of the tree of a macroblock's segment, if macroblocks have one.
    pub(crate) tree: Option<[u8; 3]>,
    is_absolute: bool,
    quantizers: [i32; 4],
    levels: [i32; 4],
}

impl Segments {
    fn read(source: &mut impl Source) -> Self {
        let mut segments = Self { is_enabled: source.flag(), ..Self::default() };
        if !segments.is_enabled {
            return segments;
        }
        let (has_tree, has_data) = (source.flag(), source.flag());
        if has_data {
            segments.is_absolute = source.flag();
            segments.quantizers = [(); 4].map(|()| source.optional(7).unwrap_or(0));
            segments.levels = [(); 4].map(|()| source.optional(6).unwrap_or(0));
        }
        segments.tree = has_tree.then(|| [(); 3].map(|()| if source.flag() { source.number(8) as u8 } else { 255 }));
        segments
    }

    fn apply(&self, values: &[i32; 4], segment: usize, base: i32) -> i32 {
        match (self.is_enabled, self.is_absolute) {
            (false, _) => base,
            (true, true) => values[segment],
            (true, false) => base + values[segment],
        }
    }
}

/// The strength of the filter that smooths the edges of blocks.
#[derive(Debug)]
pub(crate) struct Filter {
    pub(crate) is_simple: bool,
    level: i32,
    pub(crate) sharpness: i32,
    /// What is added for key frames, and for macroblocks whose blocks have modes of their own.
    deltas: [i32; 2],
}

impl Filter {
    fn read(source: &mut impl Source) -> Self {
        let (is_simple, level, sharpness) = (source.flag(), source.number(6), source.number(3));
        let mut deltas = [0; 8];
        if source.flag() && source.flag() {
            deltas = deltas.map(|_| source.optional(6).unwrap_or(0));
        }
        Self { is_simple, level, sharpness, deltas: [deltas[0], deltas[4]] }
    }
}

#[derive(Debug)]
struct Quantizer {
    index: i32,
    /// Of the DC of Y, the DC and the AC of Y2, the DC and the AC of U and V.
    deltas: [i32; 5],
}

/// The steps of DC and of AC coefficients, for Y, Y2, and U and V.
pub(crate) type Steps = [[i32; 2]; 3];

impl Header {
    /// Reads the header; `None` if the colour space is not VP8's.
    pub(crate) fn read(source: &mut impl Source) -> Option<Self> {
        let (is_reserved, _needs_no_clamping) = (source.flag(), source.flag());
        if is_reserved {
            return None;
        }
        let (segments, filter) = (Segments::read(source), Filter::read(source));
        let log_partitions = source.number(2) as u32;
        let index = source.number(7);
        let quantizer = Quantizer { index, deltas: [(); 5].map(|()| source.optional(4).unwrap_or(0)) };
        // Whether the probabilities are kept for later frames.
        let _ = source.flag();
        let mut tokens = TOKENS;
        for (token, &update) in tokens.iter_mut().zip(&TOKEN_UPDATES) {
            if source.bit(update) {
                *token = source.number(8) as u8;
            }
        }
        let has_tokens = source.flag().then(|| source.number(8) as u8);
        Some(Self { segments, filter, log_partitions, quantizer, tokens, has_tokens })
    }

    pub(crate) fn steps(&self, segment: usize) -> Steps {
        let index = self.segments.apply(&self.segments.quantizers, segment, self.quantizer.index).clamp(0, 127);
        let step = |table: &[i16; 128], delta: i32| i32::from(table[(index + delta).clamp(0, 127) as usize]);
        let [y_dc, y2_dc, y2_ac, uv_dc, uv_ac] = self.quantizer.deltas;
        [
            [step(&DC_STEPS, y_dc), step(&AC_STEPS, 0)],
            [2 * step(&DC_STEPS, y2_dc), (step(&AC_STEPS, y2_ac) * 155 / 100).max(8)],
            [step(&DC_STEPS, uv_dc).min(132), step(&AC_STEPS, uv_ac)],
        ]
    }

    /// The filter's level in a macroblock; 0 for all if the frame's level is 0.
    pub(crate) fn level(&self, segment: usize, has_sub_modes: bool) -> i32 {
        if self.filter.level == 0 {
            return 0;
        }
        let base = self.segments.apply(&self.segments.levels, segment, self.filter.level).clamp(0, 63);
        let [key, sub_modes] = self.filter.deltas;
        (base + key + if has_sub_modes { sub_modes } else { 0 }).clamp(0, 63)
    }
}
