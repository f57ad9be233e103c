//! Counters of contexts that are hashes.

use constriction_adaptive::{BitRule, Counting};

/// The counters of half a byte in one context: a tag that says which context it is, and 15 nodes of a bit tree.
type Slot = [u32; 16];

/// A table of counters for contexts that are too many to have one for each.
pub(crate) struct Slots {
    table: Vec<Slot>,
    rule: Counting,
    present: usize,
}

impl Slots {
    pub(crate) fn new(bits: u32, limit: u32) -> Self {
        let rule = Counting::new(limit);
        Self { table: vec![[rule.start(); 16]; 1 << bits], rule, present: 0 }
    }

    /// Goes to the counters of a context, which are new ones if others were there: those of the less frequent of two.
    pub(crate) fn select(&mut self, hash: u32) {
        let mask = self.table.len() - 1;
        let tag = hash | 1;
        let place = hash.wrapping_mul(0x9E37_79B1) as usize >> 7 & mask;
        let other = place ^ 1;
        self.present = if self.table[place][0] == tag {
            place
        } else if self.table[other][0] == tag {
            other
        } else {
            let count = |place: usize| Counting::count(self.table[place][1]);
            let victim = if count(place) <= count(other) { place } else { other };
            self.table[victim] = [self.rule.start(); 16];
            self.table[victim][0] = tag;
            victim
        };
    }

    /// The probability of a 0 at a node (1 to 15), and how often it was there.
    pub(crate) fn get(&self, node: usize) -> (u32, u32) {
        let state = self.table[self.present][node & 15];
        (self.rule.zero(state), Counting::count(state))
    }

    pub(crate) fn update(&mut self, node: usize, bit: bool) {
        let state = &mut self.table[self.present][node & 15];
        *state = self.rule.next(*state, bit);
    }
}
