//! The modes and the coefficients of a macroblock: RFC 6386, sections 10, 11 and 13.

use crate::header::{Header, Steps};
use crate::source::Source;
use crate::tables::SUB_MODES;

/// How a block of 16 by 16 or of 8 by 8 samples is predicted: from the mean of the samples around it, those above, those to the
/// left, or the plane through them. `SUB_MODES` stands for blocks of 4 by 4 that have modes of their own.
pub(crate) mod mode {
    pub(crate) const DC: usize = 0;
    pub(crate) const V: usize = 1;
    pub(crate) const H: usize = 2;
    pub(crate) const SUB_MODES: usize = 4;
}

const Y_TREE: [i8; 8] = [-(mode::SUB_MODES as i8), 2, 4, 6, -(mode::DC as i8), -1, -2, -3];
const UV_TREE: [i8; 6] = [-(mode::DC as i8), 2, -1, 4, -2, -3];
/// The modes 0 to 9 of a block of 4 by 4: DC, TM, VE, HE, LD, RD, VR, VL, HD and HU of the RFC.
const SUB_TREE: [i8; 18] = [0, 2, -1, 4, -2, 6, 8, 12, -3, 10, -5, -6, -4, 14, -7, 16, -8, -9];
/// The mode of a block of 4 by 4 that stands for each mode of a macroblock.
const AS_SUB_MODE: [u8; 4] = [0, 2, 3, 1];

/// A macroblock: how it is predicted, and what is added.
#[derive(Clone, Debug)]
pub(crate) struct Macroblock {
    pub(crate) segment: usize,
    is_skipped: bool,
    pub(crate) y_mode: usize,
    /// The modes of the blocks of 4 by 4, if the macroblock has them.
    pub(crate) sub_modes: [u8; 16],
    pub(crate) uv_mode: usize,
    /// 16 blocks of Y, 4 of U, 4 of V and Y2, each with its coefficients times the steps, row by row.
    pub(crate) blocks: [[i32; 16]; 25],
    pub(crate) has_tokens: bool,
}

/// What the macroblock above or the one to the left leaves for the contexts of the next one.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Edge {
    sub_modes: [u8; 4],
    /// Whether the blocks of Y (4), U (2), V (2) and Y2 had coefficients.
    has_tokens: [bool; 9],
}

impl Macroblock {
    /// Reads the modes.
    pub(crate) fn modes(source: &mut impl Source, header: &Header, above: &mut Edge, left: &mut Edge) -> Self {
        let segment = header.segments.tree.map_or(0, |probs| source.tree(&[2, 4, 0, -1, -2, -3], &probs));
        let is_skipped = header.has_tokens.is_some_and(|zero| source.bit(zero));
        let y_mode = source.tree(&Y_TREE, &[145, 156, 163, 128]);
        let mut sub_modes = [0; 16];
        if let Some(&mode) = AS_SUB_MODE.get(y_mode) {
            (above.sub_modes, left.sub_modes) = ([mode; 4], [mode; 4]);
        } else {
            for (place, sub_mode) in sub_modes.iter_mut().enumerate() {
                let (above, left) = (&mut above.sub_modes[place % 4], &mut left.sub_modes[place / 4]);
                let probs = 90 * usize::from(*above) + 9 * usize::from(*left);
                *sub_mode = source.tree(&SUB_TREE, &SUB_MODES[probs..probs + 9]) as u8;
                (*above, *left) = (*sub_mode, *sub_mode);
            }
        }
        let uv_mode = source.tree(&UV_TREE, &[142, 114, 183]);
        Self { segment, is_skipped, y_mode, sub_modes, uv_mode, blocks: [[0; 16]; 25], has_tokens: false }
    }

    /// Reads the coefficients.
    pub(crate) fn coefficients(
        &mut self,
        source: &mut impl Source,
        header: &Header,
        above: &mut Edge,
        left: &mut Edge,
    ) {
        let has_y2 = self.y_mode != mode::SUB_MODES;
        if self.is_skipped {
            // Those of Y2 stay as they are if the macroblock has no Y2.
            let kept = if has_y2 { 9 } else { 8 };
            above.has_tokens[..kept].fill(false);
            left.has_tokens[..kept].fill(false);
            return;
        }
        let [y, y2, uv]: Steps = header.steps(self.segment);
        let mut read = |block: usize, kind: usize, (column, row): (usize, usize), steps: [i32; 2]| {
            let (above, left) = (&mut above.has_tokens[column], &mut left.has_tokens[row]);
            let context = usize::from(*above) + usize::from(*left);
            let (first, probs) = (usize::from(kind == 0), &header.tokens[264 * kind..264 * (kind + 1)]);
            let has_tokens = tokens(source, probs, context, first, steps, &mut self.blocks[block]);
            (*above, *left) = (has_tokens, has_tokens);
            self.has_tokens |= has_tokens;
        };
        if has_y2 {
            read(24, 1, (8, 8), y2);
        }
        for block in 0..16 {
            read(block, if has_y2 { 0 } else { 3 }, (block % 4, block / 4), y);
        }
        for block in 16..24 {
            let (plane, place) = ((block - 16) / 4, block % 4);
            read(block, 2, (4 + 2 * plane + place % 2, 4 + 2 * plane + place / 2), uv);
        }
    }
}

/// The order of the coefficients, and the band of each.
const ZIGZAG: [usize; 16] = [0, 1, 4, 8, 5, 2, 3, 6, 9, 12, 13, 10, 7, 11, 14, 15];
const BANDS: [usize; 16] = [0, 1, 2, 3, 6, 4, 5, 6, 6, 6, 6, 6, 6, 6, 6, 7];

/// Reads the coefficients of a block, times their steps. Returns whether there are any.
fn tokens(
    source: &mut impl Source,
    probs: &[u8],
    mut context: usize,
    first: usize,
    steps: [i32; 2],
    block: &mut [i32; 16],
) -> bool {
    let mut was_zero = false;
    for place in first..16 {
        let start = 33 * BANDS[place] + 11 * context;
        let probs = &probs[start..start + 11];
        if !was_zero && !source.bit(probs[0]) {
            return place > first;
        }
        was_zero = !source.bit(probs[1]);
        if was_zero {
            context = 0;
            continue;
        }
        let size = size(source, probs);
        context = if size == 1 { 1 } else { 2 };
        let step = steps[usize::from(place > 0)];
        block[ZIGZAG[place]] = if source.flag() { -size * step } else { size * step };
    }
    true
}

/// The size of a coefficient that is not 0.
fn size(source: &mut impl Source, probs: &[u8]) -> i32 {
    // Leaves 1 to 4 are sizes, leaf 5 + i is category i.
    const TREE: [i8; 18] = [-1, 2, 4, 8, -2, 6, -3, -4, 10, 12, -5, -6, 14, 16, -7, -8, -9, -10];
    const STARTS: [i32; 6] = [5, 7, 11, 19, 35, 67];
    const EXTRA: [&[u8]; 6] = [
        &[159],
        &[165, 145],
        &[173, 148, 140],
        &[176, 155, 140, 135],
        &[180, 157, 141, 134, 130],
        &[254, 254, 243, 230, 196, 177, 153, 140, 133, 130, 129],
    ];
    let leaf = source.tree(&TREE, &probs[2..]);
    let Some(category) = leaf.checked_sub(5) else { return leaf as i32 };
    STARTS[category] + EXTRA[category].iter().fold(0, |extra, &zero| extra << 1 | i32::from(source.bit(zero)))
}
