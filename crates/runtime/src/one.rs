//! The model of a single symbol: where its intervals lie.

use core::ops::RangeInclusive;

use constriction_core::Interval;

use crate::visit::{Ask, Scratch};
use crate::{Argument, Error, ModelSpec, RunModel, ZeroProbability};

impl ModelSpec {
    /// The smallest and the largest symbol of the model that these parameters of one symbol make.
    ///
    /// # Errors
    /// If the parameters do not fit to the model.
    pub fn support_with(&self, arguments: &[Argument<'_>]) -> Result<RangeInclusive<i32>, Error> {
        self.one(arguments, |model| model.support())
    }

    /// The interval of a symbol in units of `2^-precision`, or `None` if it is impossible. Where zero probabilities are
    /// escaped, that is where it lies once it is decided that there is no escape.
    ///
    /// # Errors
    /// If the parameters do not fit to the model.
    pub fn interval_with(&self, symbol: i32, arguments: &[Argument<'_>]) -> Result<Option<Interval>, Error> {
        let is_strict = self.options.zero_probability == ZeroProbability::Strict;
        self.one(arguments, |model| model.interval(symbol).filter(|_| !(is_strict && model.has_zero_mass(symbol))))
    }

    /// The symbol that owns a quantile in units of `2^-precision`, and its interval; `None` if no symbol does.
    ///
    /// # Errors
    /// If the parameters do not fit to the model.
    pub fn symbol_with(&self, quantile: u32, arguments: &[Argument<'_>]) -> Result<Option<(i32, Interval)>, Error> {
        let is_quantile = u64::from(quantile) < 1 << self.options.precision;
        self.one(arguments, |model| if is_quantile { model.symbol_at(quantile) } else { None })
    }

    /// Asks the model of one symbol.
    fn one<T>(&self, arguments: &[Argument<'_>], ask: impl FnOnce(&dyn RunModel) -> T) -> Result<T, Error> {
        let source = self.source(1, arguments)?;
        let (mut ask, mut answer) = (Some(ask), None);
        let mut once = |_, model: &dyn RunModel| {
            answer = ask.take().map(|ask| ask(model));
            Ok(())
        };
        source.visit(0..1, &mut Scratch::default(), Ask { start: 0, count: 1, ask: &mut once })?;
        // The visit has asked, or failed.
        answer.ok_or(Error::Corrupt)
    }
}

#[cfg(test)]
mod tests {
    use crate::{Argument, Floats, ModelSpec, Statistic, Symbols};

    fn number(number: &[f64; 1]) -> Argument<'_> {
        Argument { values: Floats::F64(number), width: 1, is_each: false }
    }

    #[test]
    fn intervals_touch_and_quantiles_lead_back() {
        let model: ModelSpec = "QuantizedGaussian(-5, 7, precision=12)".parse().unwrap();
        let parameters = [number(&[1.25]), number(&[2.5])];
        assert_eq!(model.support_with(&parameters), Ok(-5..=7));
        let mut left = 0;
        for symbol in -5..=7 {
            let interval = model.interval_with(symbol, &parameters).unwrap().unwrap();
            assert_eq!(interval.left, left);
            for quantile in [left, left + interval.prob.get() - 1] {
                assert_eq!(model.symbol_with(quantile, &parameters), Ok(Some((symbol, interval))));
            }
            let mut probability = [0.0];
            let ask = Statistic::Probability;
            model.statistic(ask, Symbols::I32(&[symbol]), &parameters, &mut probability, &mut |_| true).unwrap();
            assert_eq!(probability[0] * 4096.0, f64::from(interval.prob.get()));
            left += interval.prob.get();
        }
        assert_eq!(left, 4096);
        assert_eq!(model.symbol_with(4096, &parameters), Ok(None));
        assert_eq!(model.interval_with(8, &parameters), Ok(None));
        assert!(model.support_with(&[]).is_err());
        assert!(model.interval_with(0, &[number(&[f64::NAN]), number(&[1.0])]).is_err());
    }

    #[test]
    fn what_is_strictly_impossible_has_no_interval() {
        let model: ModelSpec = "Bernoulli(p=1.0, zero_probability='strict')".parse().unwrap();
        assert_eq!(model.interval_with(0, &[]), Ok(None));
        assert!(model.interval_with(1, &[]).unwrap().is_some());
    }
}
