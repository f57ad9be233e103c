//! Contexts of tokens, from the sizes of the tokens nearby.

use crate::grid::Near;

/// The most contexts.
pub(crate) const MOST_CONTEXTS: usize = 32;

/// How large the tokens nearby are, from 0 to this.
const LARGEST: usize = 8 * 255;

/// Numbers contexts by how large the tokens nearby are.
#[derive(Clone, Debug)]
pub(crate) struct Contexts {
    /// For each size, the context.
    table: Vec<u8>,
}

impl Contexts {
    /// The contexts between bounds, if these ascend.
    pub(crate) fn new(bounds: &[u16]) -> Option<Self> {
        let is_ascending = bounds.is_sorted_by(|a, b| a < b);
        let is_inside = bounds.iter().all(|&bound| (1..=LARGEST).contains(&bound.into()));
        (is_ascending && is_inside).then(|| Self::between(bounds))
    }

    /// The contexts between ascending bounds: a size belongs to the first bound that is above it.
    pub(crate) fn between(bounds: &[u16]) -> Self {
        let mut table = vec![0; LARGEST + 1];
        for (number, &bound) in bounds.iter().enumerate() {
            table[usize::from(bound)..].fill(number as u8 + 1);
        }
        Self { table }
    }

    #[inline]
    pub(crate) fn get(&self, size: usize) -> usize {
        self.table[size.min(LARGEST)].into()
    }
}

/// How large the tokens near a place are. `before` is the place of another part of the same element or pixel, if there is one
/// before.
#[inline]
pub(crate) fn size_nearby(tokens: &[u8], place: usize, near: Near, before: Option<usize>) -> usize {
    let at = |neighbour: usize| if neighbour == place { 0 } else { usize::from(tokens[neighbour]) };
    match before {
        None => 3 * at(near.w) + 3 * at(near.n) + at(near.nw) + at(near.ne),
        Some(before) => 2 * at(near.w) + 2 * at(near.n) + at(near.nw) + at(near.ne) + 2 * at(before),
    }
}

/// Chooses bounds of contexts by counts of tokens at each size, so that what is coded gets short.
pub(crate) fn choose_bounds(sizes: &[u16], tokens: &[u8]) -> Vec<u16> {
    if sizes.is_empty() {
        return Vec::new();
    }
    // Fine contexts with about the same number of tokens each.
    let mut histogram = vec![0usize; LARGEST + 1];
    sizes.iter().for_each(|&size| histogram[usize::from(size)] += 1);
    let mut bounds: Vec<u16> = Vec::new();
    let (mut below, mut shares) = (0, 0);
    for (size, count) in histogram.iter().enumerate() {
        below += count;
        let full = below * MOST_CONTEXTS / sizes.len();
        if full > shares && full < MOST_CONTEXTS {
            bounds.push(size as u16 + 1);
        }
        shares = full;
    }

    let contexts = Contexts::between(&bounds);
    let mut counts = vec![[0u32; 256]; bounds.len() + 1];
    for (&size, &token) in sizes.iter().zip(tokens) {
        counts[contexts.get(size.into())][usize::from(token)] += 1;
    }
    // Neighbours are merged as long as that makes them shorter.
    let mut costs: Vec<f64> = counts.iter().map(cost).collect();
    loop {
        let mut best = None;
        for first in 0..counts.len().saturating_sub(1) {
            let merged = cost(&sum_of(&counts[first], &counts[first + 1]));
            let saved = costs[first] + costs[first + 1] - merged;
            if saved > best.map_or(0.0, |(_, _, most)| most) {
                best = Some((first, merged, saved));
            }
        }
        let Some((first, merged, _)) = best else { return bounds };
        counts[first] = sum_of(&counts[first], &counts[first + 1]);
        costs[first] = merged;
        counts.remove(first + 1);
        costs.remove(first + 1);
        bounds.remove(first);
    }
}

fn sum_of(a: &[u32; 256], b: &[u32; 256]) -> [u32; 256] {
    core::array::from_fn(|token| a[token] + b[token])
}

/// About how many bits tokens with these counts take, together with their table.
fn cost(counts: &[u32; 256]) -> f64 {
    /// The size of a block of bytes without tables and words.
    const BLOCK: f64 = 150.0;
    /// The size of a table for each token.
    const ENTRY: f64 = 9.0;
    let total: u32 = counts.iter().sum();
    if total == 0 {
        return 0.0;
    }
    let used = counts.iter().filter(|&&count| count > 0);
    let bits = used.map(|&count| f64::from(count) * (f64::from(total) / f64::from(count)).log2() + ENTRY);
    BLOCK + bits.sum::<f64>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contexts_are_between_bounds() {
        let contexts = Contexts::new(&[3, 10]).unwrap();
        assert!([&[3, 3][..], &[4, 3], &[0], &[5000]].iter().all(|bounds| Contexts::new(bounds).is_none()));
        assert_eq!([0, 2, 3, 9, 10, 5000].map(|size| contexts.get(size)), [0, 0, 1, 1, 2, 2]);
    }

    #[test]
    fn bounds_are_chosen_where_tokens_differ() {
        let sizes: Vec<u16> = (0..40_000).map(|i| i % 200).collect();
        let tokens: Vec<u8> = sizes.iter().map(|&size| if size < 100 { 0 } else { (size % 64) as u8 }).collect();
        let bounds = choose_bounds(&sizes, &tokens);
        assert!(!bounds.is_empty() && bounds.len() < MOST_CONTEXTS && bounds.is_sorted());
        assert!(bounds.iter().any(|bound| bound.abs_diff(100) < 8), "{bounds:?}");
        assert_eq!(choose_bounds(&sizes, &vec![7; 40_000]), Vec::<u16>::new());
        assert_eq!(choose_bounds(&[], &[]), Vec::<u16>::new());
        assert_eq!(choose_bounds(&[5; 10], &[1; 10]), Vec::<u16>::new());
    }
}
