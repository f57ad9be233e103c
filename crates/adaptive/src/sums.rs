//! Cumulative counts, in a second table of the same length as the counts.
//!
//! For up to 256 counts, the table has the sums within blocks of 16: element i is the sum of the counts of its block up to and
//! including i. Finding a symbol reads the last element of each block, and then one block; these are vector instructions, or
//! loads that do not wait for each other. For more counts, the table is a Fenwick tree; see the module `fenwick`.
//!
//! The functions have the names and the results of those in `fenwick`.

use crate::fenwick;

const BLOCK: usize = 16;
/// The longest table that has blocks.
const LONGEST: usize = 256;

pub(crate) fn build(counts: &[u32], sums: &mut [u32]) {
    if sums.len() > LONGEST {
        return fenwick::build(counts, sums);
    }
    for (counts, sums) in counts.chunks(BLOCK).zip(sums.chunks_mut(BLOCK)) {
        let mut sum = 0;
        for (count, place) in counts.iter().zip(sums) {
            sum += count;
            *place = sum;
        }
    }
}

/// The sum of the first `i` counts.
#[inline]
pub(crate) fn prefix(sums: &[u32], i: usize) -> u32 {
    if sums.len() > LONGEST {
        return fenwick::prefix(sums, i);
    }
    let (whole, part) = (i / BLOCK, i % BLOCK);
    let mut sum = if part == 0 { 0 } else { sums[i - 1] };
    let (blocks, _) = sums.as_chunks::<BLOCK>();
    for (b, block) in blocks.iter().enumerate() {
        sum += if b < whole { block[BLOCK - 1] } else { 0 };
    }
    sum
}

/// Adds to the count at `place`, counted from 0.
#[inline]
pub(crate) fn add(sums: &mut [u32], place: usize, amount: u32) {
    if sums.len() > LONGEST {
        return fenwick::add(sums, place, amount);
    }
    let (block, first) = (place / BLOCK, place % BLOCK);
    let rise = |sums: &mut [u32]| {
        for (i, sum) in sums.iter_mut().enumerate() {
            *sum += if i >= first { amount } else { 0 };
        }
    };
    let (blocks, rest) = sums.as_chunks_mut::<BLOCK>();
    match blocks.get_mut(block) {
        Some(block) => rise(block),
        None => rise(rest),
    }
}

/// The place, counted from 0, whose count covers `target`, and the sum of the counts before it. The number of counts if
/// `target` is their sum or more.
#[inline]
pub(crate) fn find(sums: &[u32], target: u32) -> (usize, u32) {
    if sums.len() > LONGEST {
        return fenwick::find(sums, target);
    }
    let (blocks, rest) = sums.as_chunks::<BLOCK>();
    let (mut whole, mut start, mut end) = (0, 0, 0);
    for block in blocks {
        end += block[BLOCK - 1];
        let fits = end <= target;
        whole += usize::from(fits);
        start = if fits { end } else { start };
    }
    let within = target - start;
    let count = |sums: &[u32]| sums.iter().map(|&sum| u32::from(sum <= within)).sum::<u32>() as usize;
    let part = match blocks.get(whole) {
        Some(block) => count(block),
        None => count(rest),
    };
    let place = whole * BLOCK + part;
    (place, start + if part == 0 { 0 } else { sums[place - 1] })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sums_are_what_a_loop_finds() {
        for n in (1..60).chain([255, 256, 257, 300]) {
            let mut counts: [u32; 300] = core::array::from_fn(|i| (i * i * 7 % 5) as u32);
            let counts = &mut counts[..n];
            let mut sums = [0; 300];
            let sums = &mut sums[..n];
            build(counts, sums);
            for place in [0, n / 3, n / 2, n - 1] {
                counts[place] += 9;
                add(sums, place, 9);
            }
            let mut sum = 0;
            for (i, &count) in counts.iter().enumerate() {
                assert_eq!(prefix(sums, i), sum);
                for target in sum..sum + count {
                    assert_eq!(find(sums, target), (i, sum), "{n}");
                }
                sum += count;
            }
            assert_eq!(find(sums, sum).0, n);
            assert_eq!(find(sums, u32::MAX).0, n);
        }
    }
}
