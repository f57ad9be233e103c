//! ANS states of 64 bits, eight at a time.
//!
//! Pushing, for each state and its symbol, as `scalar::rans64` does it:
//!
//! ```text
//! if x >> (64 - P) >= p { push the low word of x; x >>= 32 }    x = (x / p) * 2^P + l + x mod p
//! ```
//!
//! 1. The quotient is that of doubles, rounded down, which may be off by 1, and is corrected by its remainder. For
//!    then, `x / p < 2^(64 - P) <= 2^52`. With x from `2^k` to `2^(k + 1)`, rounding x to the nearest double moves it by
//!    at most `2^(k - 53)`, and p, which is exact, is above `2^(k - 52)`: the quotient moves by less than 1/2. The
//!    division is rounded to the nearest of numbers that are at most 1/2 apart below `2^52`, which moves it by at most
//!    1/4. Rounding both numbers down makes the difference less than 2; and two integers that differ by less than 2
//!    differ by at most 1. Then, the remainder is from -p to 2p - 1, which is no overflow.
//! 2. The words of the states that are too large are compressed to the front; what is stored after them is
//!    overwritten.
//!
//! Popping:
//!
//! ```text
//! x = (x >> P) * p + x mod 2^P - l
//! ```

use core::array;

use super::lanes::{PushLanes, StateLanes};
use crate::scalar;

/// Where intervals come from.
pub(super) trait Source<P: PushLanes>: Copy {
    /// The left ends and the lengths of the eight intervals from `at` on, which is a multiple of eight, and a bit for each
    /// that is not there.
    fn eight(self, token: P::Token, at: usize) -> ([P; 2], u8);
}

impl<P: PushLanes> Source<P> for &[[u32; 2]] {
    #[inline(always)]
    fn eight(self, token: P::Token, at: usize) -> ([P; 2], u8) {
        let interval = P::load_intervals(token, &self.as_chunks::<8>().0[at / 8]);
        ([interval & P::splat(token, 0xffff_ffff), interval.shr(P::splat(token, 32))], 0)
    }
}

/// See [`push`](crate::rans64::push). There must be `N` states.
#[inline(always)]
pub(crate) fn push<const N: usize, L: StateLanes>(
    token: L,
    precision: u32,
    states: &mut [u64],
    intervals: &[[u32; 2]],
    words: &mut [u32],
) -> usize {
    push_from::<N, L>(token, precision, states, intervals.len(), intervals, words).unwrap_or(0)
}

/// Pushes `count` intervals, which are whole rounds; `None` if one of them is not there.
#[inline(always)]
pub(super) fn push_from<const N: usize, L: StateLanes>(
    token: L,
    precision: u32,
    states: &mut [u64],
    count: usize,
    source: impl Source<L::Push>,
    words: &mut [u32],
) -> Option<usize> {
    const { assert!(N.is_multiple_of(8) && N <= 64) };
    let states: &mut [u64; N] = states.try_into().ok()?;
    let splat = |x: u64| L::Push::splat(token, x);
    let (bits, room) = (splat(precision.into()), splat(u64::from(64 - precision)));
    let (zero, one, minus_one, half) = (splat(0), splat(1), splat(u64::MAX), splat(32));

    let mut x = [zero; 8];
    for (x, states) in x.iter_mut().zip(states.rchunks_exact(8)) {
        *x = L::Push::load(token, &array::from_fn(|lane| states[7 - lane]));
    }
    // Below zero once a length is 0.
    let mut least = zero;
    let (mut pushed, mut missing) = (0, 0);
    for round in (0..count).step_by(N) {
        let Some(room_for_words) = words.get_mut(pushed..pushed + N) else { break };
        let mut new = 0;
        for (v, x) in x.iter_mut().enumerate().take(N / 8) {
            let ([left, p], are_missing) = source.eight(token, round + 8 * v);
            missing |= are_missing;
            least = least | (p - one);
            let is_too_large = x.shr(room).ge(p);
            let too_large = L::Push::bits(is_too_large);
            debug_assert!(new <= 8 * v);
            // SAFETY: `room_for_words` has N words. Each of the v vectors before this one has pushed at most 8 of them,
            // and v < N / 8: 8 words from `new` on are in `room_for_words`.
            unsafe { x.store_low_32(too_large, room_for_words.as_mut_ptr().add(new)) };
            new += too_large.count_ones() as usize;

            let y = x.shr_where(is_too_large, half);
            let quotient = y.about_quotient(p);
            let remainder = y - quotient.mul_wide(p);
            let (is_less, is_more) = (minus_one.ge(remainder), remainder.ge(p));
            let quotient = quotient.sub_where(is_less, one).add_where(is_more, one);
            let remainder = remainder.add_where(is_less, p).sub_where(is_more, p);
            *x = quotient.shl(bits) + left + remainder;
        }
        pushed += new;
    }
    assert!(L::Push::bits(minus_one.ge(least)) == 0, "no length is 0");
    for (x, states) in x.iter().zip(states.rchunks_exact_mut(8)) {
        for (state, x) in states.iter_mut().rev().zip(x.store()) {
            *state = x;
        }
    }
    (missing == 0).then_some(pushed)
}

/// See [`pop`](crate::rans64::pop).
#[inline(always)]
pub(crate) fn pop<L: StateLanes>(token: L, precision: u32, states: &mut [u64], intervals: &[[u32; 2]]) -> u64 {
    let splat = |x: u64| L::Push::splat(token, x);
    let (bits, quantiles) = (splat(precision.into()), splat((1 << precision) - 1));
    let (zero, half) = (splat(0), splat(32));
    let mut too_small = 0;
    let (states, last_states) = states.as_chunks_mut::<8>();
    let (intervals, last_intervals) = intervals.as_chunks::<8>();
    for (v, (states, intervals)) in states.iter_mut().zip(intervals).enumerate() {
        let (x, interval) = (L::Push::load(token, states), L::Push::load_intervals(token, intervals));
        let (left, p) = (interval & splat(0xffff_ffff), interval.shr(half));
        let x = x.shr(bits).mul_wide(p) + ((x & quantiles) - left);
        // Less than 2^32: no bits in the high half.
        too_small |= u64::from(L::Push::bits(zero.ge(x.shr(half)))) << (8 * v);
        *states = x.store();
    }
    if last_states.is_empty() {
        return too_small;
    }
    too_small | scalar::rans64::pop(precision, last_states, last_intervals) << (8 * states.len())
}
