//! The scalar algorithm for ANS states of 64 bits.

use crate::rans64::LOWER_BOUND;

/// See [`push`](crate::rans64::push).
pub(crate) fn push(precision: u32, states: &mut [u64], intervals: &[[u32; 2]], words: &mut [u32]) -> usize {
    let mut pushed = 0;
    for round in intervals.chunks_exact(states.len().max(1)) {
        for (state, &[left, length]) in states.iter_mut().rev().zip(round) {
            let p = u64::from(length);
            assert!(p != 0, "no length is 0");
            // The word is written in any case, because a branch on whether it counts cannot be predicted.
            let is_too_large = *state >> (64 - precision) >= p;
            words[pushed] = *state as u32;
            pushed += usize::from(is_too_large);
            let x = if is_too_large { *state >> 32 } else { *state };
            *state = ((x / p) << precision).wrapping_add(u64::from(left)).wrapping_add(x % p);
        }
    }
    pushed
}

/// See [`pop`](crate::rans64::pop).
#[inline]
pub(crate) fn pop(precision: u32, states: &mut [u64], intervals: &[[u32; 2]]) -> u64 {
    let mut too_small = 0;
    for (lane, (state, &[left, length])) in states.iter_mut().zip(intervals).enumerate() {
        let quantile = *state & ((1 << precision) - 1);
        let x = (*state >> precision).wrapping_mul(u64::from(length));
        *state = x.wrapping_add(quantile).wrapping_sub(u64::from(left));
        too_small |= u64::from(*state < LOWER_BOUND) << lane;
    }
    too_small
}
