//! Predictions from samples that are decoded: RFC 6386, section 12.

use crate::macroblock::mode;
use crate::plane::Plane;

/// Predicts a block of 16 by 16 or 8 by 8 samples.
pub(crate) fn block(plane: &mut Plane, x: usize, y: usize, size: usize, mode: usize) {
    let (start, stride) = (plane.place(x, y), plane.stride());
    let above: Vec<i32> = (0..size).map(|i| plane.at(start - stride + i)).collect();
    let left: Vec<i32> = (0..size).map(|i| plane.at(start - 1 + i * stride)).collect();
    let corner = plane.at(start - stride - 1);
    // Only samples of the image count for the mean.
    let (sum, count) = match (x > 0, y > 0) {
        (true, true) => (above.iter().chain(&left).sum(), 2 * size as i32),
        (true, false) => (left.iter().sum(), size as i32),
        (false, true) => (above.iter().sum(), size as i32),
        (false, false) => (128, 1),
    };
    let mean: i32 = (sum + count / 2) / count;
    for (row, &left) in left.iter().enumerate() {
        for (column, &above) in above.iter().enumerate() {
            let value = match mode {
                mode::DC => mean,
                mode::V => above,
                mode::H => left,
                _ => left + above - corner,
            };
            plane.set(start + row * stride + column, value);
        }
    }
}

/// The samples around a block of 4 by 4: those to the left from the bottom up, the corner, and eight above.
pub(crate) type Around = [i32; 13];

/// The eight samples above may begin elsewhere from the fifth on: a macroblock does not wait for the one to its right.
pub(crate) fn around(plane: &Plane, start: usize, right: usize) -> Around {
    let stride = plane.stride();
    core::array::from_fn(|i| match i {
        0..4 => plane.at(start - 1 + (3 - i) * stride),
        4..9 => plane.at(start - stride + i - 5),
        _ => plane.at(right + i - 9),
    })
}

/// Predicts a block of 4 by 4, with a mode from 0 to 9.
pub(crate) fn sub_block(e: &Around, mode: u8) -> [i32; 16] {
    let above = |i: usize| e[5 + i.min(7)];
    let left = |i: usize| e[3 - i.min(3)];
    // Means of two and of three samples along the edge.
    let two = |i: usize| (e[i] + e[i + 1] + 1) >> 1;
    let three = |i: usize| (e[i - 1] + 2 * e[i] + e[(i + 1).min(12)] + 2) >> 2;
    core::array::from_fn(|place| {
        let (r, c) = (place / 4, place % 4);
        match mode {
            0 => ((0..4).map(|i| above(i) + left(i)).sum::<i32>() + 4) >> 3,
            1 => left(r) + above(c) - e[4],
            2 => three(5 + c),
            3 if r == 3 => (left(2) + 3 * left(3) + 2) >> 2,
            3 => three(3 - r),
            4 => three(6 + r + c),
            5 => three(4 - r + c),
            6 => match (2 * c).checked_sub(r) {
                Some(k) if k % 2 == 0 => two(4 + k / 2),
                Some(k) => three(4 + k.div_ceil(2)),
                None => three(5 + 2 * c - r),
            },
            7 => match (r, c) {
                (2 | 3, 3) => three(8 + r),
                _ if r % 2 == 0 => two(5 + c + r / 2),
                _ => three(6 + c + r / 2),
            },
            8 => match (2 * r).checked_sub(c) {
                Some(k) if k % 2 == 0 => two(3 - k / 2),
                Some(k) => three(4 - k.div_ceil(2)),
                None => three(3 + c - 2 * r),
            },
            _ => {
                let k = 2 * r + c;
                if k % 2 == 0 {
                    (left(k / 2) + left(k / 2 + 1) + 1) >> 1
                } else {
                    (left(k / 2) + 2 * left(k / 2 + 1) + left(k / 2 + 2) + 2) >> 2
                }
            }
        }
    })
}
