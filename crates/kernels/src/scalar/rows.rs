//! Sums of rows, one number at a time.

use crate::rows::{BLOCK, ROWS};

pub(crate) fn sum_rows(numbers: &[f32], starts: &mut [f32]) -> ([f32; ROWS], u32) {
    let width = numbers.len() / ROWS;
    let blocks = width.div_ceil(BLOCK);
    let (mut sums, mut bits) = ([0.0; ROWS], 0);
    for (row, sum) in sums.iter_mut().enumerate() {
        for (column, &number) in numbers[row * width..][..width].iter().enumerate() {
            if column % BLOCK == 0 {
                starts[row * blocks + column / BLOCK] = *sum;
            }
            *sum += number;
            bits |= number.to_bits();
        }
    }
    (sums, bits)
}
