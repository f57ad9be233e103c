//! Huffman's algorithm.
//!
//! The nodes are in a heap by their weight. The two lightest ones become the children of a new node, which goes into
//! the heap with the sum of their weights, until one node is left. Of nodes with the same weight, the one with the
//! smaller number comes first: the leaves are numbered 0 to n - 1, the inner nodes n, n + 1, … as they are made. The
//! child that came first gets the bit 0.

use core::cmp::{Ordering, Reverse};

use alloc::collections::BinaryHeap;
use alloc::vec::Vec;

use super::WeightError;
use super::weight::{Watch, ask};

/// The children of the inner nodes, as they were made, unless `watch` says no: the node `n + i` has those at `i`. The last
/// one is the root.
pub(super) fn children<S: Copy + PartialOrd + core::ops::Add<Output = S>>(
    weights: &[S],
    watch: &mut Watch<'_>,
) -> Result<Vec<[u32; 2]>, WeightError> {
    let n = weights.len();
    if n == 0 {
        return Err(WeightError::Empty);
    }
    // All nodes have numbers of 31 bits, which leaves one for the encoder.
    if n > 1 << 30 {
        return Err(WeightError::TooManySymbols { symbols: n });
    }
    let leaves = weights.iter().zip(0u32..).map(|(&weight, number)| Reverse(Node { weight, number }));
    let mut heap = BinaryHeap::from(leaves.collect::<Vec<_>>());
    let mut children = Vec::with_capacity(n - 1);
    for number in n as u32.. {
        if children.len() % STEPS == STEPS - 1 {
            ask(watch)?;
        }
        let (Some(Reverse(first)), Some(Reverse(second))) = (heap.pop(), heap.pop()) else { break };
        children.push([first.number, second.number]);
        heap.push(Reverse(Node { weight: first.weight + second.weight, number }));
    }
    Ok(children)
}

/// The number of nodes after which a [`Watch`] is asked.
const STEPS: usize = 1 << 15;

/// A node in the heap. Its weight is no NaN.
struct Node<S> {
    weight: S,
    number: u32,
}

impl<S: PartialOrd> Ord for Node<S> {
    fn cmp(&self, other: &Self) -> Ordering {
        let weights = self.weight.partial_cmp(&other.weight).unwrap_or(Ordering::Equal);
        weights.then(self.number.cmp(&other.number))
    }
}

impl<S: PartialOrd> PartialOrd for Node<S> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<S: PartialOrd> PartialEq for Node<S> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl<S: PartialOrd> Eq for Node<S> {}
