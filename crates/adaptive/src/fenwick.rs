//! A Fenwick tree: cumulative counts in logarithmic time.
//!
//! Element i of a tree of n elements, both counted from 1, is the sum of the `i & -i` counts that end at i. All counts
//! sum to less than `2^32`.
//!
//! # References
//! - Fenwick, "A new data structure for cumulative frequency tables", Software: Practice and Experience 24 (3), 1994,
//!   <https://doi.org/10.1002/spe.4380240306>
//! - Moffat, "An improved data structure for cumulative probability tables", Software: Practice and Experience 29 (7),
//!   1999, <https://doi.org/10.1002/(SICI)1097-024X(199906)29:7%3C647::AID-SPE252%3E3.0.CO;2-P>

/// Writes the tree of `counts`, which is as long, to `tree`, in linear time.
pub(crate) fn build(counts: &[u32], tree: &mut [u32]) {
    tree.copy_from_slice(counts);
    for i in 1..=tree.len() {
        let parent = i + (i & i.wrapping_neg());
        if parent <= tree.len() {
            tree[parent - 1] += tree[i - 1];
        }
    }
}

/// The sum of the first `i` counts.
#[inline]
pub(crate) fn prefix(tree: &[u32], mut i: usize) -> u32 {
    let mut sum = 0;
    while i > 0 {
        sum += tree[i - 1];
        i &= i - 1;
    }
    sum
}

/// Adds to the count at `place`, counted from 0.
#[inline]
pub(crate) fn add(tree: &mut [u32], place: usize, amount: u32) {
    let mut i = place + 1;
    while i <= tree.len() {
        tree[i - 1] += amount;
        i += i & i.wrapping_neg();
    }
}

/// The place, counted from 0, whose count covers `target`, and the sum of the counts before it. The number of counts if
/// `target` is their sum or more.
#[inline]
pub(crate) fn find(tree: &[u32], target: u32) -> (usize, u32) {
    let (mut place, mut rest) = (0, target);
    let mut step = if tree.is_empty() { 0 } else { 1 << tree.len().ilog2() };
    while step > 0 {
        let next = place + step;
        if let Some(&sum) = tree.get(next - 1) {
            let fits = sum <= rest;
            place = if fits { next } else { place };
            rest -= if fits { sum } else { 0 };
        }
        step >>= 1;
    }
    (place, target - rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tree_is_what_a_loop_finds() {
        for n in 1..40 {
            let mut counts = [0u32; 40];
            let counts = &mut counts[..n];
            for (i, count) in counts.iter_mut().enumerate() {
                *count = (i * i * 7 % 5) as u32;
            }
            let mut tree = [0; 40];
            let tree = &mut tree[..n];
            build(counts, tree);
            counts[n / 2] += 9;
            add(tree, n / 2, 9);
            let mut sum = 0;
            for (i, &count) in counts.iter().enumerate() {
                assert_eq!(prefix(tree, i), sum);
                for target in sum..sum + count {
                    assert_eq!(find(tree, target), (i, sum));
                }
                sum += count;
            }
            assert_eq!(find(tree, sum).0, n);
        }
    }
}
