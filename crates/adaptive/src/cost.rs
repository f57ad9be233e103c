//! The information content of symbols under an adaptive model.

use core::convert::Infallible;

use constriction_core::{Interval, UnwrapInfallible};

use crate::{AdaptiveCode, Contexts};

/// The information content of an interval in units of `2^-16` bits, rounded down by less than one such unit. The same on
/// every machine.
///
/// # Panics
/// If `precision` is more than 32.
#[must_use]
pub fn cost(interval: Interval, precision: u32) -> u32 {
    assert!(precision <= 32, "a precision of at most 32 bits");
    let prob = interval.prob.get();
    let whole = prob.ilog2();
    // log2 of x = prob / 2^whole, a number from 1 to 2 with 31 fractional bits, bit by bit: squaring doubles it.
    let mut x = u64::from(prob) << (31 - whole);
    let mut log = whole;
    for _ in 0..16 {
        x = (x * x) >> 31;
        let bit = (x >> 32) as u32;
        log = log << 1 | bit;
        x >>= bit;
    }
    (precision << 16).saturating_sub(log)
}

/// The information content in bits of an array of symbols, coded by this model as it learns. The model stays as it is,
/// and so it is cloned.
///
/// `None` if the model does not have a symbol or a context.
#[must_use]
pub fn cost_bits<M: AdaptiveCode + Clone>(
    model: &M,
    contexts: &impl Contexts<M::Symbol>,
    symbols: &[M::Symbol],
) -> Option<f64> {
    let mut model = model.clone();
    let mut sum = 0u64;
    for (i, &symbol) in symbols.iter().enumerate() {
        let context = contexts.context(&symbols[..i])?;
        let add = |interval| {
            sum += u64::from(cost(interval, M::PRECISION));
            Ok::<_, Infallible>(())
        };
        model.intervals(context, symbol, add)?.unwrap_infallible();
        model.learn(context, symbol);
    }
    Some(sum as f64 / 65536.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_of_two_cost_whole_bits() {
        for bits in 0..24 {
            let interval = Interval::between(0, 1 << bits).unwrap();
            assert_eq!(cost(interval, 24), (24 - bits) << 16);
        }
        // -log2(3/4) = 0.41503749927…
        let three_quarters = cost(Interval::between(0, 3).unwrap(), 2);
        assert!((27199..=27200).contains(&three_quarters), "{three_quarters}");
    }
}
