//! An interval beyond `0..1 << precision` panics in builds with debug assertions, whatever the coder: what is written
//! otherwise cannot be decoded.
#![cfg(debug_assertions)]

use std::num::NonZeroU32;
use std::panic::{AssertUnwindSafe, catch_unwind};

use constriction_ans::{DefaultAnsCoder, DefaultInterleaved, InterleavedAnsCoder, LaneCount};
use constriction_chain::DefaultChainCoder;
use constriction_core::{Interval, PutInterval};
use constriction_range::DefaultRangeEncoder;

const PRECISION: u32 = 24;

fn panics(coder: &mut impl PutInterval) {
    let prob = NonZeroU32::new(2).unwrap();
    let fits = Interval { left: (1 << PRECISION) - 2, prob };
    let misfit = Interval { left: fits.left + 1, prob };
    assert!(coder.put(fits, PRECISION).is_ok());
    assert!(catch_unwind(AssertUnwindSafe(|| coder.put(misfit, PRECISION).is_ok())).is_err());
    let all = [fits, fits, misfit];
    assert!(catch_unwind(AssertUnwindSafe(|| coder.put_all(all.into_iter(), PRECISION).is_ok())).is_err());
}

#[test]
fn no_coder_takes_an_interval_that_does_not_fit() {
    panics(&mut DefaultAnsCoder::new());
    panics(&mut DefaultInterleaved::new(LaneCount::ONE));
    panics(&mut DefaultInterleaved::new(LaneCount::MAX));
    panics(&mut InterleavedAnsCoder::new());
    panics(&mut DefaultRangeEncoder::new());
    panics(&mut DefaultChainCoder::from_binary(vec![1; 20]).unwrap());
}
