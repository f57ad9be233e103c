//! The macroblocks of a slice of type I: H.264, clauses 7.3.4, 7.3.5, 9.3.2.5 and 9.3.3.1.

use crate::bins::{Bin, BinDecoder};
use crate::headers::{Header, Picture, Sequence};
use crate::residual::{Kind, block};

/// How the samples of a macroblock are predicted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Prediction {
    /// In blocks of 4 by 4 that have modes of their own.
    Blocks,
    /// At once.
    Whole,
    /// Not at all: the samples follow.
    Samples,
}

/// A macroblock, as far as the contexts of others need it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Macroblock {
    pub(crate) prediction: Prediction,
    pub(crate) quantizer: i32,
    /// Whether the quantizer is another one than before.
    is_change: bool,
    /// How U and V are predicted, from 0 to 3.
    chroma_mode: usize,
    /// A bit for each quarter of Y that has coefficients.
    luma: usize,
    /// 0 if U and V have no coefficients, 1 if they have the first one of each block, 2 for all.
    chroma: usize,
    /// Whether these blocks have coefficients: 16 of Y, 4 of U, 4 of V; the first ones of Y, U and V.
    coded: [bool; 27],
}

/// A slice, and all its decisions.
#[derive(Debug)]
pub(crate) struct Slice {
    pub(crate) payload: Vec<u8>,
    pub(crate) header: Header,
    pub(crate) macroblocks: Vec<Macroblock>,
    pub(crate) bins: Vec<Bin>,
}

impl Slice {
    /// Decodes the payload of a slice. `None` if it is damaged, or does not end with its last macroblock.
    pub(crate) fn decode(payload: &[u8], sequence: &Sequence, picture: &Picture) -> Option<Self> {
        let header = Header::read(payload, sequence, picture)?;
        let mut bins = BinDecoder::new(&payload[header.size..], header.quantizer);
        let mut macroblocks: Vec<Macroblock> = vec![];
        let count = (sequence.width * sequence.height).checked_sub(header.first)?;
        while macroblocks.len() < count {
            let column = (header.first + macroblocks.len()) % sequence.width;
            let back = |distance: usize| macroblocks.len().checked_sub(distance).map(|place| &macroblocks[place]);
            let around =
                Around { left: back(1).filter(|_| column > 0), above: back(sequence.width), previous: back(1) };
            let macroblock = around.decode(&mut bins, header.quantizer)?;
            macroblocks.push(macroblock);
            if bins.is_past_end() {
                return None;
            }
            if bins.end() {
                return bins.rest().is_empty().then(|| {
                    let payload = payload.to_vec();
                    Self { payload, header, macroblocks, bins: bins.bins }
                });
            }
        }
        None
    }
}

/// The macroblocks of the slice that contexts depend on.
struct Around<'a> {
    left: Option<&'a Macroblock>,
    above: Option<&'a Macroblock>,
    previous: Option<&'a Macroblock>,
}

impl Around<'_> {
    /// 1 if the left macroblock is there and has a property, plus `weight` if the one above has.
    fn sum(&self, weight: usize, has: impl Fn(&Macroblock) -> bool) -> usize {
        usize::from(self.left.is_some_and(&has)) + weight * usize::from(self.above.is_some_and(&has))
    }

    fn decode(&self, bins: &mut BinDecoder<'_>, slice_quantizer: i32) -> Option<Macroblock> {
        let mut next = Macroblock {
            prediction: Prediction::Blocks,
            quantizer: self.previous.map_or(slice_quantizer, |previous| previous.quantizer),
            is_change: false,
            chroma_mode: 0,
            luma: 0,
            chroma: 0,
            coded: [false; 27],
        };
        if bins.decision(3 + self.sum(1, |other| other.prediction != Prediction::Blocks)) {
            if bins.end() {
                // 256 samples of Y, 64 of U and V each.
                bins.bytes(384)?;
                next = Macroblock { prediction: Prediction::Samples, luma: 15, chroma: 2, coded: [true; 27], ..next };
                return Some(next);
            }
            next.prediction = Prediction::Whole;
            next.luma = if bins.decision(6) { 15 } else { 0 };
            next.chroma = if bins.decision(7) { 1 + usize::from(bins.decision(8)) } else { 0 };
            // The mode.
            bins.decision(9);
            bins.decision(10);
        } else {
            for _ in 0..16 {
                // Whether the mode is the one that is expected, or which one it is.
                if !bins.decision(68) {
                    (0..3).for_each(|_| _ = bins.decision(69));
                }
            }
        }
        next.chroma_mode = self.chroma_mode(bins);
        if next.prediction == Prediction::Blocks {
            next.luma = self.luma(bins);
            next.chroma = self.chroma(bins);
        }
        if next.prediction == Prediction::Whole || next.luma + next.chroma > 0 {
            let change = self.change(bins)?;
            next.is_change = change != 0;
            next.quantizer = (next.quantizer + change + 52) % 52;
        }
        self.coefficients(bins, &mut next)?;
        Some(next)
    }

    fn chroma_mode(&self, bins: &mut BinDecoder<'_>) -> usize {
        let first = 64 + self.sum(1, |other| other.chroma_mode != 0);
        (0..3).position(|place| !bins.decision(if place == 0 { first } else { 67 })).unwrap_or(3)
    }

    fn luma(&self, bins: &mut BinDecoder<'_>) -> usize {
        let has = |luma: usize, quarter: usize| luma >> quarter & 1 == 1;
        let mut luma = 0;
        for quarter in 0..4 {
            let (column, row) = (quarter % 2, quarter / 2);
            let left =
                if column > 0 { has(luma, quarter - 1) } else { self.left.is_none_or(|mb| has(mb.luma, quarter + 1)) };
            let above =
                if row > 0 { has(luma, quarter - 2) } else { self.above.is_none_or(|mb| has(mb.luma, quarter + 2)) };
            luma |= usize::from(bins.decision(73 + usize::from(!left) + 2 * usize::from(!above))) << quarter;
        }
        luma
    }

    fn chroma(&self, bins: &mut BinDecoder<'_>) -> usize {
        if !bins.decision(77 + self.sum(2, |other| other.chroma > 0)) {
            return 0;
        }
        1 + usize::from(bins.decision(81 + self.sum(2, |other| other.chroma > 1)))
    }

    /// What is added to the quantizer.
    fn change(&self, bins: &mut BinDecoder<'_>) -> Option<i32> {
        let first = 60 + usize::from(self.previous.is_some_and(|previous| previous.is_change));
        let context = |place| [first, 62].get(place).copied().unwrap_or(63);
        let number = (0..105).position(|place| !bins.decision(context(place)))? as i32;
        let change = if number & 1 == 1 { (number + 1) / 2 } else { -number / 2 };
        (-26..26).contains(&change).then_some(change)
    }

    fn coefficients(&self, bins: &mut BinDecoder<'_>, next: &mut Macroblock) -> Option<()> {
        // The places in `coded` of the blocks to the left and above: in this macroblock, or in the others.
        let mut read = |next: &mut Macroblock, kind: Kind, place: usize, left: (bool, usize), above: (bool, usize)| {
            // A block that is not there counts as one with coefficients.
            let coded = |(is_inside, place): (bool, usize), other: Option<&Macroblock>| {
                usize::from(if is_inside { next.coded[place] } else { other.is_none_or(|other| other.coded[place]) })
            };
            let levels = block(bins, kind, coded(left, self.left) + 2 * coded(above, self.above))?;
            next.coded[place] = levels != [0; 16];
            Some(())
        };
        let is_whole = next.prediction == Prediction::Whole;
        if is_whole {
            read(next, Kind::LumaDc, 24, (false, 24), (false, 24))?;
        }
        for quarter in (0..4).filter(|&quarter| next.luma >> quarter & 1 == 1).collect::<Vec<_>>() {
            for block in 0..4 {
                let (x, y) = (quarter % 2 * 2 + block % 2, quarter / 2 * 2 + block / 2);
                let left = if x > 0 { (true, 4 * y + x - 1) } else { (false, 4 * y + 3) };
                let above = if y > 0 { (true, 4 * y - 4 + x) } else { (false, 12 + x) };
                read(next, if is_whole { Kind::LumaAc } else { Kind::Luma }, 4 * y + x, left, above)?;
            }
        }
        for plane in 0..if next.chroma > 0 { 2 } else { 0 } {
            read(next, Kind::ChromaDc, 25 + plane, (false, 25 + plane), (false, 25 + plane))?;
        }
        for plane in 0..if next.chroma > 1 { 2 } else { 0 } {
            for block in 0..4 {
                let (start, x, y) = (16 + 4 * plane, block % 2, block / 2);
                let left = if x > 0 { (true, start + 2 * y) } else { (false, start + 2 * y + 1) };
                let above = if y > 0 { (true, start + x) } else { (false, start + 2 + x) };
                read(next, Kind::ChromaAc, start + block, left, above)?;
            }
        }
        Some(())
    }
}
