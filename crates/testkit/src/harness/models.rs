//! Models of all families, from any parameters.

use arbitrary::{Result, Unstructured};
use constriction_runtime::{Statistic, Symbols, go_on};

use super::source::Case;

/// Any parameters: the model is refused, or its probabilities are between 0 and 1.
pub(super) fn construct(data: &[u8]) {
    let _ = case(&mut Unstructured::new(data));
}

fn case(u: &mut Unstructured<'_>) -> Result<()> {
    let count = u.int_in_range(0..=16)?;
    let Some(case) = Case::arbitrary(u, count)? else { return Ok(()) };
    let symbols = (0..count).map(|_| Ok(i32::from(u.arbitrary::<i8>()?))).collect::<Result<Vec<_>>>()?;
    let mut numbers = vec![0.0; count];
    for statistic in [Statistic::Cumulative, Statistic::Probability] {
        let params = case.params();
        let done = case.spec.statistic(statistic, Symbols::I32(&symbols), &params, &mut numbers, &mut go_on);
        if done.is_ok() {
            assert!(numbers.iter().all(|number| (0.0..=1.0).contains(number)), "{statistic:?}: {numbers:?}");
        }
    }
    Ok(())
}
