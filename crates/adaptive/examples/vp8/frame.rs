//! A key frame of VP8, from its bytes to its samples: RFC 6386, sections 5 and 9.

use constriction_adaptive::BoolDecoder;

use crate::header::Header;
use crate::macroblock::{Edge, Macroblock, mode};
use crate::plane::Plane;
use crate::source::Source;
use crate::{filter, predict, transform};

/// The parts of a key frame's data.
#[derive(Debug)]
pub(crate) struct Parts<'a> {
    pub(crate) width: usize,
    pub(crate) height: usize,
    /// The header and the modes.
    pub(crate) first: &'a [u8],
    rest: &'a [u8],
}

impl<'a> Parts<'a> {
    /// Takes a key frame apart; `None` if the data is not one.
    pub(crate) fn new(data: &'a [u8]) -> Option<Self> {
        let (head, rest) = data.split_at_checked(10)?;
        let tag = u32::from_le_bytes([head[0], head[1], head[2], 0]);
        let is_key = tag & 1 == 0;
        let size = |at: usize| usize::from(u16::from_le_bytes([head[at], head[at + 1]]) & 0x3fff);
        let (width, height) = (size(6), size(8));
        if !is_key || head[3..6] != [0x9d, 0x01, 0x2a] || width == 0 || height == 0 {
            return None;
        }
        let (first, rest) = rest.split_at_checked((tag >> 5) as usize)?;
        Some(Self { width, height, first, rest })
    }

    /// The partitions with the coefficients; the sizes of all but the last one come first.
    pub(crate) fn partitions(&self, log_count: u32) -> Option<Vec<&'a [u8]>> {
        let count = 1 << log_count;
        let (sizes, mut rest) = self.rest.split_at_checked(3 * (count - 1))?;
        let mut partitions = vec![];
        for size in sizes.chunks_exact(3) {
            let (partition, after) =
                rest.split_at_checked(u32::from_le_bytes([size[0], size[1], size[2], 0]) as usize)?;
            partitions.push(partition);
            rest = after;
        }
        partitions.push(rest);
        Some(partitions)
    }
}

/// The planes Y, U and V.
#[derive(Debug)]
pub(crate) struct Frame {
    pub(crate) planes: [Plane; 3],
}

/// Decodes a key frame from its parts, with a source for each of them. `None` if it is damaged.
pub(crate) fn decode<'a, S: Source>(
    parts: &Parts<'a>,
    mut source: impl FnMut(&'a [u8]) -> S,
) -> Option<(Frame, Vec<S>)> {
    let mut first = source(parts.first);
    let header = Header::read(&mut first)?;
    let mut sources: Vec<S> = parts.partitions(header.log_partitions)?.into_iter().map(source).collect();
    let (columns, rows) = (parts.width.div_ceil(16), parts.height.div_ceil(16));
    let plane = |size: usize| Plane::new(size * columns, size * rows);
    let mut frame = Frame { planes: [plane(16), plane(8), plane(8)] };

    let mut above = vec![Edge::default(); columns];
    let mut macroblocks = Vec::with_capacity(rows * columns);
    for y in 0..rows {
        let (count, mut left) = (sources.len(), Edge::default());
        for (x, above) in above.iter_mut().enumerate() {
            let mut macroblock = Macroblock::modes(&mut first, &header, above, &mut left);
            macroblock.coefficients(&mut sources[y % count], &header, above, &mut left);
            frame.add(x, y, &macroblock);
            macroblocks.push(macroblock);
        }
        frame.planes[0].extend(16 * y + 15);
    }
    for (place, macroblock) in macroblocks.iter().enumerate() {
        frame.smooth(place % columns, place / columns, macroblock, &header);
    }
    sources.insert(0, first);
    Some((frame, sources))
}

/// Decodes a key frame's data.
pub(crate) fn decode_bytes(data: &[u8]) -> Option<(Parts<'_>, Frame)> {
    let parts = Parts::new(data)?;
    let (frame, sources) = decode(&parts, BoolDecoder::new)?;
    sources.iter().all(|source| !source.is_past_end()).then_some((parts, frame))
}

impl Frame {
    /// Predicts a macroblock, and adds what its coefficients say.
    fn add(&mut self, x: usize, y: usize, macroblock: &Macroblock) {
        let [luma, chroma @ ..] = &mut self.planes;
        let mut blocks = macroblock.blocks;
        let (x16, y16) = (16 * x, 16 * y);
        if macroblock.y_mode == mode::SUB_MODES {
            for (place, &sub_mode) in macroblock.sub_modes.iter().enumerate() {
                let (column, row) = (place % 4, place / 4);
                let start = luma.place(x16 + 4 * column, y16 + 4 * row);
                // The blocks at the right end use the row above the macroblock.
                let right = if column == 3 { luma.place(x16 + 16, y16) } else { start + 4 } - luma.stride();
                let predicted = predict::sub_block(&predict::around(luma, start, right), sub_mode);
                store(luma, start, &predicted, &blocks[place]);
            }
        } else {
            for (block, dc) in blocks.iter_mut().zip(transform::walsh_hadamard(&macroblock.blocks[24])) {
                block[0] = dc;
            }
            predict::block(luma, x16, y16, 16, macroblock.y_mode);
            for (place, block) in blocks[..16].iter().enumerate() {
                refine(luma, x16 + 4 * (place % 4), y16 + 4 * (place / 4), block);
            }
        }
        for (plane, blocks) in chroma.iter_mut().zip(blocks[16..24].chunks_exact(4)) {
            predict::block(plane, 8 * x, 8 * y, 8, macroblock.uv_mode);
            for (place, block) in blocks.iter().enumerate() {
                refine(plane, 8 * x + 4 * (place % 2), 8 * y + 4 * (place / 2), block);
            }
        }
    }

    fn smooth(&mut self, x: usize, y: usize, macroblock: &Macroblock, header: &Header) {
        let has_sub_modes = macroblock.y_mode == mode::SUB_MODES;
        let level = header.level(macroblock.segment, has_sub_modes);
        if level == 0 {
            return;
        }
        let limits = filter::Limits::new(level, header.filter.sharpness);
        let (is_simple, inside) = (header.filter.is_simple, has_sub_modes || macroblock.has_tokens);
        let [luma, chroma @ ..] = &mut self.planes;
        filter::block(luma, 16 * x, 16 * y, 16, limits, is_simple, inside);
        if !is_simple {
            chroma.iter_mut().for_each(|plane| filter::block(plane, 8 * x, 8 * y, 8, limits, false, inside));
        }
    }
}

/// Adds a block's residual to what is predicted, and stores it.
fn store(plane: &mut Plane, start: usize, predicted: &[i32; 16], block: &[i32; 16]) {
    let stride = plane.stride();
    for (place, (&predicted, added)) in predicted.iter().zip(transform::cosine(block)).enumerate() {
        // A prediction is a sample: it is clamped first.
        plane.set(start + place / 4 * stride + place % 4, predicted.clamp(0, 255) + added);
    }
}

/// Adds a block's residual to the samples that are there.
fn refine(plane: &mut Plane, x: usize, y: usize, block: &[i32; 16]) {
    let (start, stride) = (plane.place(x, y), plane.stride());
    let predicted = core::array::from_fn(|place| plane.at(start + place / 4 * stride + place % 4));
    store(plane, start, &predicted, block);
}
