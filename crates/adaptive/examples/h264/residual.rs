//! The coefficients of a block: H.264, clauses 7.3.5.3.3, 9.3.2.3 and 9.3.3.1.3.

use crate::bins::BinDecoder;

/// What a block has, in the order of ctxBlockCat.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Kind {
    /// The first coefficients of the blocks of a macroblock that is predicted at once.
    LumaDc,
    /// The other ones.
    LumaAc,
    Luma,
    ChromaDc,
    ChromaAc,
}

impl Kind {
    fn count(self) -> usize {
        match self {
            Self::LumaDc | Self::Luma => 16,
            Self::LumaAc | Self::ChromaAc => 15,
            Self::ChromaDc => 4,
        }
    }
}

/// Decodes the coefficients of a block, in the order of the stream. `None` if one is too large.
///
/// `coded` is how many of the blocks to the left (1) and above (2) have coefficients, as a sum.
pub(crate) fn block(bins: &mut BinDecoder<'_>, kind: Kind, coded: usize) -> Option<[i32; 16]> {
    let mut levels = [0; 16];
    if !bins.decision(85 + 4 * kind as usize + coded) {
        return Some(levels);
    }
    let offset = [0, 15, 29, 44, 47][kind as usize];
    let last = kind.count() - 1;
    let mut places = [0; 16];
    let mut count = 0;
    for place in 0..last {
        let inc = offset + if kind == Kind::ChromaDc { place.min(2) } else { place };
        if bins.decision(105 + inc) {
            places[count] = place;
            count += 1;
            if bins.decision(166 + inc) {
                break;
            }
        }
        if place + 1 == last {
            // All others are said, so that this one is there.
            places[count] = last;
            count += 1;
        }
    }
    let base = [227, 237, 247, 257, 266][kind as usize];
    let (mut ones, mut larger) = (0, 0);
    for &place in places[..count].iter().rev() {
        let first = if larger > 0 { 0 } else { (1 + ones).min(4) };
        let others = 5 + larger.min(if kind == Kind::ChromaDc { 3 } else { 4 });
        let size = 1 + size(bins, base + first, base + others)?;
        if size == 1 {
            ones += 1;
        } else {
            larger += 1;
        }
        levels[place] = if bins.bypass() { -size } else { size };
    }
    Some(levels)
}

/// The size of a coefficient less 1: up to 14 in contexts, and the rest by an Exp-Golomb code without.
fn size(bins: &mut BinDecoder<'_>, first: usize, others: usize) -> Option<i32> {
    let prefix = (0..14).position(|place| !bins.decision(if place == 0 { first } else { others }));
    if let Some(prefix) = prefix {
        return Some(prefix as i32);
    }
    let bits = (0..16).position(|_| !bins.bypass())?;
    Some((0..bits).fold(1, |number, _| number << 1 | i32::from(bins.bypass())) + 13)
}
