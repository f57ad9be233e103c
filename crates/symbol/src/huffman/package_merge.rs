//! The best code lengths below a limit, by package-merge.
//!
//! A coin of the denomination `2^-d` for each symbol and each depth `d` up to the limit is worth its symbol's weight.
//! The cheapest coins that make `n - 1` are found by making packages of two at each depth, from the deepest one up, and
//! merging them with the coins of the next. The number of a symbol's coins among them is the length of its code word.
//!
//! # References
//! - Larmore, Hirschberg, "A fast algorithm for optimal length-limited Huffman codes", Journal of the ACM 37 (3), 1990,
//!   <https://doi.org/10.1145/79147.79150>

use core::cmp::Ordering;
use core::ops::Add;

use alloc::vec::Vec;

use super::weight::{Watch, ask};
use super::{CanonicalHuffman, WeightError};

/// The lengths for weights that are no NaN; 0 for the weight 0. Of symbols with the same weight, those with a smaller
/// index get the longer words. `watch` is asked at each depth.
pub(super) fn lengths<S>(weights: &[S], max_len: u32, watch: &mut Watch<'_>) -> Result<Vec<u8>, WeightError>
where
    S: Copy + Default + PartialOrd + Add<Output = S>,
{
    if max_len == 0 || max_len > CanonicalHuffman::MAX_LEN {
        return Err(WeightError::InvalidLimit { max_len });
    }
    let mut sorted: Vec<usize> = (0..weights.len()).filter(|&symbol| weights[symbol] > S::default()).collect();
    sorted.sort_by(|&a, &b| weights[a].partial_cmp(&weights[b]).unwrap_or(Ordering::Equal));
    let n = sorted.len();
    if n as u64 > 1 << max_len {
        return Err(WeightError::TooManySymbols { symbols: n });
    }
    let mut lengths = alloc::vec![0; weights.len()];
    match sorted[..] {
        [] => return Err(WeightError::Empty),
        [only] => {
            lengths[only] = 1;
            return Ok(lengths);
        }
        _ => {}
    }

    let coins: Vec<S> = sorted.iter().map(|&symbol| weights[symbol]).collect();
    // For each depth from the deepest up: whether the i-th cheapest item is a coin.
    let mut depths: Vec<Vec<bool>> = Vec::new();
    let mut packages: Vec<S> = Vec::new();
    for _ in 0..max_len {
        ask(watch)?;
        let (merged, is_coin) = merge(&coins, &packages);
        packages = merged.chunks_exact(2).map(|pair| pair[0] + pair[1]).collect();
        depths.push(is_coin);
    }

    // From the top down: this many items are taken, and at the next depth twice as many as there are packages among
    // them.
    let mut taken = 2 * n - 2;
    for is_coin in depths.iter().rev() {
        let coins = is_coin.iter().take(taken).filter(|&&is_coin| is_coin).count();
        for &symbol in &sorted[..coins] {
            lengths[symbol] += 1;
        }
        taken = 2 * (taken - coins);
    }
    Ok(lengths)
}

/// Merges two sorted lists, and tells for each item whether it is of the first; of equal ones, that of the first comes
/// first.
fn merge<S: Copy + PartialOrd>(first: &[S], second: &[S]) -> (Vec<S>, Vec<bool>) {
    let mut merged = Vec::with_capacity(first.len() + second.len());
    let mut is_first = Vec::with_capacity(first.len() + second.len());
    let (mut first, mut second) = (first.iter().peekable(), second.iter().peekable());
    loop {
        let takes_first = match (first.peek(), second.peek()) {
            (Some(a), Some(b)) => a <= b,
            (Some(_), None) => true,
            (None, Some(_)) => false,
            (None, None) => return (merged, is_first),
        };
        merged.extend(if takes_first { first.next() } else { second.next() });
        is_first.push(takes_first);
    }
}
