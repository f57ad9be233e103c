//! The bytes at the same place of items that have several, one place after the other.

use alloc::vec;
use alloc::vec::Vec;
use core::mem;

/// The most bytes of an item.
pub(super) const MOST_WIDTH: usize = 16;

/// How many bytes of a block with `len` bytes are at a place of an item.
pub(super) fn plane_len(len: usize, width: usize, place: usize) -> usize {
    len.saturating_sub(place).div_ceil(width)
}

/// Cuts a slice into the planes of a block.
pub(super) fn split(mut planes: &mut [u8], width: usize) -> impl Iterator<Item = &mut [u8]> {
    let len = planes.len();
    (0..width).map(move |place| {
        let (plane, rest) = mem::take(&mut planes).split_at_mut(plane_len(len, width, place));
        planes = rest;
        plane
    })
}

/// The planes of a block, one after the other.
pub(super) fn gather(block: &[u8], width: usize) -> Vec<u8> {
    let mut planes = vec![0; block.len()];
    for (place, plane) in split(&mut planes, width).enumerate() {
        match width {
            2 => gather_one::<2>(block, place, plane),
            4 => gather_one::<4>(block, place, plane),
            8 => gather_one::<8>(block, place, plane),
            _ => plane.iter_mut().zip(block[place..].iter().step_by(width)).for_each(|(to, &from)| *to = from),
        }
    }
    planes
}

/// A plane, with a width that the compiler knows.
fn gather_one<const WIDTH: usize>(block: &[u8], place: usize, plane: &mut [u8]) {
    let (items, rest) = block.as_chunks::<WIDTH>();
    for (to, item) in plane.iter_mut().zip(items) {
        *to = item[place];
    }
    if let (Some(to), Some(&from)) = (plane.get_mut(items.len()), rest.get(place)) {
        *to = from;
    }
}

/// The inverse of [`gather`].
pub(super) fn scatter(planes: &mut [u8], width: usize, block: &mut [u8]) {
    match width {
        2 => return scatter_all::<2>(planes, block),
        4 => return scatter_all::<4>(planes, block),
        8 => return scatter_all::<8>(planes, block),
        _ => {}
    }
    for (place, plane) in split(planes, width).enumerate() {
        block[place..].iter_mut().step_by(width).zip(plane).for_each(|(to, from)| *to = *from);
    }
}

/// All planes at once, with a width that the compiler knows.
fn scatter_all<const WIDTH: usize>(planes: &mut [u8], block: &mut [u8]) {
    let mut parts = split(planes, WIDTH);
    let parts: [&[u8]; WIDTH] = core::array::from_fn(|_| parts.next().map_or(&[][..], |plane| plane));
    let (items, rest) = block.as_chunks_mut::<WIDTH>();
    let whole = parts.map(|part| &part[..items.len()]);
    for (index, item) in items.iter_mut().enumerate() {
        *item = core::array::from_fn(|place| whole[place][index]);
    }
    for (to, part) in rest.iter_mut().zip(parts) {
        *to = part[items.len()];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn planes_come_back() {
        for width in 2..=MOST_WIDTH {
            for len in width..width + 70 {
                let block: Vec<u8> = (0..len).map(|i| (i * 37) as u8).collect();
                let mut planes = gather(&block, width);
                for place in 0..width {
                    let before: usize = (0..place).map(|place| plane_len(len, width, place)).sum();
                    let plane: Vec<u8> = block[place..].iter().step_by(width).copied().collect();
                    assert_eq!(planes[before..before + plane.len()], plane);
                }
                let mut back = vec![0; len];
                scatter(&mut planes, width, &mut back);
                assert_eq!(back, block, "{width}, {len}");
            }
        }
    }
}
