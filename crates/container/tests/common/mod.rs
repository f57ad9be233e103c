//! Models and symbols for tests.

#![allow(dead_code, reason = "not every test needs all of it")]

use constriction_container::{Coder, Coding, Dtype, FloatSlice, ModelCoding, Param};

/// A model as text, and what makes its parameters.
pub(crate) struct Family {
    pub(crate) text: &'static str,
    /// The widths of the parameters that it lacks, and their first numbers.
    pub(crate) lacks: &'static [(usize, f64)],
}

/// Each of them can code 0 and 1.
pub(crate) const FAMILIES: &[Family] = &[
    Family { text: "Uniform(size=20)", lacks: &[] },
    Family { text: "Uniform()", lacks: &[(1, 20.0)] },
    Family { text: "Bernoulli(p=0.3, precision=12)", lacks: &[] },
    Family { text: "Bernoulli(perfect=False)", lacks: &[(1, 0.25)] },
    Family { text: "Binomial(n=9)", lacks: &[(1, 0.5)] },
    Family { text: "QuantizedGaussian(-20, 20)", lacks: &[(1, 0.5), (1, 2.0)] },
    Family { text: "QuantizedGaussian(-20, 20, mean=0.5, std=3.0)", lacks: &[] },
    Family { text: "QuantizedLaplace(-20, 20, precision=16)", lacks: &[(1, 0.5), (1, 2.0)] },
    Family { text: "QuantizedCauchy(-20, 20, loc=1.0)", lacks: &[(1, 1.0)] },
    Family { text: "QuantizedLogistic(0, 1)", lacks: &[(1, 0.5), (1, 2.0)] },
    Family { text: "GaussianMixture(-20, 20)", lacks: &[(2, 0.5), (2, 1.0), (2, 2.0)] },
    Family { text: "LaplaceMixture(-20, 20)", lacks: &[(2, 0.5), (2, 1.0), (2, 2.0)] },
    Family { text: "LogisticMixture(-20, 20)", lacks: &[(2, 0.5), (2, 1.0), (2, 2.0)] },
    Family { text: "Categorical(perfect=True)", lacks: &[(3, 0.2)] },
    Family { text: "Categorical(probabilities=float32([0.5, 0.25, 0.25]), lazy=True)", lacks: &[] },
    Family { text: "CategoricalLogits()", lacks: &[(4, 0.5)] },
    Family { text: "Categorical(quantization='integer')", lacks: &[(4, 0.2)] },
    Family { text: "TopK(vocabulary=9, ids=[1.0, 5.0])", lacks: &[(2, 0.25)] },
    Family { text: "CdfTable([[0, 100, 65536], [0, 30000, 65536]])", lacks: &[(1, 0.0)] },
    Family { text: "QuantizedGaussian(0, 0, precision=8, zero_probability='escape')", lacks: &[(1, 0.5), (1, 2.0)] },
];

/// Numbers for each symbol.
pub(crate) struct Numbers(pub(crate) Vec<f64>, pub(crate) usize);

impl Numbers {
    pub(crate) fn as_param(&self) -> Param<'_> {
        Param { values: FloatSlice::F64(&self.0), width: self.1, per_symbol: true }
    }
}

impl Family {
    /// Parameters for some symbols, which differ from symbol to symbol.
    pub(crate) fn parameters(&self, symbols: usize) -> Vec<Numbers> {
        let is_count = self.text.starts_with("Uniform") || self.text.starts_with("CdfTable");
        let step = if is_count { 1.0 } else { 0.1 };
        let one = |&(width, first): &(usize, f64)| {
            Numbers((0..symbols * width).map(|i| first + step * (i / width % 2) as f64).collect(), width)
        };
        self.lacks.iter().map(one).collect()
    }
}

/// A model as text, and a coder.
pub(crate) fn model_coding(text: &str, coder: Coder, stored: bool) -> Coding {
    Coding::Model(ModelCoding::new(text.parse().unwrap(), coder).with_stored_parameters(stored))
}

/// Elements 0 and 1.
pub(crate) fn symbols_for(dtype: Dtype, count: usize) -> Vec<u8> {
    let one = |i: usize| (0..dtype.width()).map(move |place| u8::from(place == 0 && i % 3 == 1));
    (0..count).flat_map(one).collect()
}
