//! A hash table of counters, for more contexts than could have tables of their own.
//!
//! A slot has the counters of four decisions in one context, which are a bit tree of 15 nodes, and a tag that identifies the
//! context. The hash of a context allows two slots. If both belong to other contexts, the slot that was used less is
//! overwritten.

use alloc::vec::Vec;

use crate::filled::filled;
use crate::{BitRule, Counting, SetupError};

/// The tag, and the counters of the nodes 1 to 15.
pub(crate) type Slot = [u32; 16];

/// Slots that are found by a hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Slots {
    /// A power of two of them, at least two.
    table: Vec<Slot>,
}

const START: u32 = 1 << 31;
const EMPTY: Slot = {
    let mut slot = [START; 16];
    slot[0] = 0;
    slot
};

impl Slots {
    /// `2^bits` slots.
    pub(crate) fn new(bits: u32) -> Result<Self, SetupError> {
        Ok(Self { table: filled(EMPTY, 1 << bits)? })
    }

    pub(crate) fn reset(&mut self) {
        self.table.fill(EMPTY);
    }

    /// The place of a context's slot, which is a new one if there was none.
    #[inline]
    pub(crate) fn select(&mut self, hash: u64) -> u32 {
        // 0 is the tag of slots that were never used.
        let tag = hash as u32 | 1;
        let place = (hash >> 32) as usize & (self.table.len() - 1);
        let other = place ^ 1;
        if self.table[place][0] == tag {
            return place as u32;
        }
        if self.table[other][0] == tag {
            return other as u32;
        }
        let count = |place: usize| Counting::count(self.table[place][1]);
        let victim = if count(place) <= count(other) { place } else { other };
        self.table[victim] = EMPTY;
        self.table[victim][0] = tag;
        victim as u32
    }

    /// The counter of a node (1 to 15).
    #[inline]
    pub(crate) fn counter(&self, place: u32, node: usize) -> u32 {
        self.table[place as usize & (self.table.len() - 1)][node & 15]
    }

    /// Learns a bit.
    #[inline]
    pub(crate) fn update(&mut self, rule: Counting, place: u32, node: usize, bit: bool) {
        let mask = self.table.len() - 1;
        let counter = &mut self.table[place as usize & mask][node & 15];
        *counter = rule.next(*counter, bit);
    }

    pub(crate) fn numbers(&self) -> &[u32] {
        self.table.as_flattened()
    }

    pub(crate) fn numbers_mut(&mut self) -> &mut [u32] {
        self.table.as_flattened_mut()
    }
}
