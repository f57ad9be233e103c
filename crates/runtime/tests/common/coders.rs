//! The coders, with one trait.

use std::fmt::Debug;
use std::ops::RangeInclusive;

use constriction_bits::Cursor;
use constriction_core::{Encode, Interval, PutInterval, TakeInterval};
use constriction_runtime::{
    AnsCoder, CHAIN_PRECISION, ChainCoder, Error, InterleavedAnsCoder, RangeDecoder, RangeEncoder, Transaction,
};
use rand::RngExt;

use super::{Random, noise};

/// A coder that is encoded with and then decoded.
pub(crate) trait TestCoder: Encode<Error: Into<Error>> + Clone + PartialEq + Debug {
    /// The decoder.
    type Decoder: Transaction + TakeInterval<Error: Into<Error>> + Clone + PartialEq + Debug;
    /// Those that it takes.
    const PRECISIONS: RangeInclusive<u32>;

    /// Not in its first state.
    fn fresh(rng: &mut Random) -> Self;
    /// A decoder of all that was encoded since the coder was fresh.
    fn to_decoder(&self, fresh: &Self) -> Self::Decoder;
    /// Checks that a decoder came back to where the coder was fresh.
    fn assert_at_end(&self, decoder: &Self::Decoder);
}

impl TestCoder for AnsCoder {
    type Decoder = Self;
    const PRECISIONS: RangeInclusive<u32> = 1..=32;

    fn fresh(rng: &mut Random) -> Self {
        let Ok(coder) = Self::from_binary(noise(rng, 5));
        coder
    }

    fn to_decoder(&self, _: &Self) -> Self {
        self.clone()
    }

    fn assert_at_end(&self, decoder: &Self) {
        assert_eq!(self, decoder);
    }
}

impl TestCoder for InterleavedAnsCoder {
    type Decoder = Self;
    const PRECISIONS: RangeInclusive<u32> = 1..=32;

    /// With any number of states, of which any one comes first; or without a number.
    fn fresh(rng: &mut Random) -> Self {
        let Some(mut coder) = Self::with_lanes(1 << rng.random_range(0..8)) else { return Self::new() };
        for _ in 0..rng.random_range(0..100) {
            let left = rng.random_range(0..1000);
            coder.put(Interval::between(left, left + 24).unwrap(), 10).unwrap();
        }
        coder
    }

    fn to_decoder(&self, _: &Self) -> Self {
        let decoder = Self::from_compressed(self.get_compressed()).unwrap();
        assert_eq!(decoder.get_compressed(), self.get_compressed());
        decoder
    }

    /// They need not have the same number of states, if that was not given.
    fn assert_at_end(&self, decoder: &Self) {
        assert_eq!(self.is_empty(), decoder.is_empty());
        assert!(self.is_empty() || self.get_compressed() == decoder.get_compressed());
    }
}

impl TestCoder for ChainCoder {
    type Decoder = Self;
    const PRECISIONS: RangeInclusive<u32> = CHAIN_PRECISION..=CHAIN_PRECISION;

    fn fresh(rng: &mut Random) -> Self {
        Self::from_remainders(noise(rng, 20_000)).unwrap()
    }

    fn to_decoder(&self, _: &Self) -> Self {
        self.clone()
    }

    fn assert_at_end(&self, decoder: &Self) {
        assert_eq!(self, decoder);
    }
}

impl TestCoder for RangeEncoder {
    type Decoder = RangeDecoder;
    const PRECISIONS: RangeInclusive<u32> = 1..=32;

    fn fresh(_: &mut Random) -> Self {
        Self::new()
    }

    fn to_decoder(&self, _: &Self) -> RangeDecoder {
        let Ok(words) = self.clone().into_compressed();
        let Ok(decoder) = RangeDecoder::from_compressed(Cursor::at_start(words.into()));
        decoder
    }

    fn assert_at_end(&self, decoder: &RangeDecoder) {
        assert!(decoder.maybe_exhausted());
        assert!(!decoder.is_past_end());
    }
}
