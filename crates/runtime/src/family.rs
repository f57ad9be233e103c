//! The list of model families.

/// A family of models.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
#[expect(missing_docs, reason = "each has its description in FAMILIES")]
pub enum Family {
    Uniform,
    Bernoulli,
    Binomial,
    QuantizedGaussian,
    QuantizedLaplace,
    QuantizedCauchy,
    QuantizedLogistic,
    GaussianMixture,
    LaplaceMixture,
    LogisticMixture,
    Categorical,
    CategoricalLogits,
    CdfTable,
}

/// What a family has for one symbol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A number.
    Number,
    /// A vector of numbers.
    Vector,
}

/// A parameter of a family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Its name in Python and JavaScript.
    pub name: &'static str,
    /// A number or a vector for each symbol.
    pub shape: Shape,
    /// What it is and what it must be.
    pub doc: &'static str,
}

/// Where a family's symbols lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bounds {
    /// In an interval of integers that is given with the model.
    Given,
    /// In one that follows from the parameters.
    FromParameters,
}

/// A line of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FamilyInfo {
    /// The family.
    pub family: Family,
    /// Its name in Python and JavaScript.
    pub name: &'static str,
    /// Where its symbols lie.
    pub bounds: Bounds,
    /// Its parameters, in order.
    pub parameters: &'static [Parameter],
    /// What it is.
    pub doc: &'static str,
}

/// The most parameters that a family has.
pub(crate) const MOST_PARAMETERS: usize = 3;

const fn number(name: &'static str, doc: &'static str) -> Parameter {
    Parameter { name, shape: Shape::Number, doc }
}

const fn vector(name: &'static str, doc: &'static str) -> Parameter {
    Parameter { name, shape: Shape::Vector, doc }
}

const MEAN: Parameter = number("mean", "the mean; finite");
const SCALE: Parameter = number("scale", "the scale; positive and finite");
const WEIGHTS: Parameter = vector("weights", "the weights of the components, not negative; they need not sum to 1");
const MEANS: Parameter = vector("means", "the means of the components; finite");
const SCALES: Parameter = vector("scales", "the scales of the components; positive and finite");

/// All families that can be described at run time. Bindings, documentation and type stubs follow this list.
pub static FAMILIES: &[FamilyInfo] = &[
    FamilyInfo {
        family: Family::Uniform,
        name: "Uniform",
        bounds: Bounds::FromParameters,
        parameters: &[number("size", "the number of symbols, 1 to 2^precision and at most 2^31")],
        doc: "the same probability for each of the symbols 0 to size - 1",
    },
    FamilyInfo {
        family: Family::Bernoulli,
        name: "Bernoulli",
        bounds: Bounds::FromParameters,
        parameters: &[number("p", "the probability of the symbol 1, between 0 and 1")],
        doc: "the symbols 0 and 1",
    },
    FamilyInfo {
        family: Family::Binomial,
        name: "Binomial",
        bounds: Bounds::FromParameters,
        parameters: &[
            number("n", "the number of trials, 0 to 2^precision - 1 and below 2^31"),
            number("p", "the probability of success in one of them, between 0 and 1"),
        ],
        doc: "the number of successes, 0 to n",
    },
    FamilyInfo {
        family: Family::QuantizedGaussian,
        name: "QuantizedGaussian",
        bounds: Bounds::Given,
        parameters: &[MEAN, number("std", "the standard deviation; positive and finite")],
        doc: "a normal distribution, each symbol having the probability of the interval of length 1 around it",
    },
    FamilyInfo {
        family: Family::QuantizedLaplace,
        name: "QuantizedLaplace",
        bounds: Bounds::Given,
        parameters: &[MEAN, SCALE],
        doc: "a Laplace distribution, quantised likewise",
    },
    FamilyInfo {
        family: Family::QuantizedCauchy,
        name: "QuantizedCauchy",
        bounds: Bounds::Given,
        parameters: &[number("loc", "the median; finite"), SCALE],
        doc: "a Cauchy distribution, quantised likewise",
    },
    FamilyInfo {
        family: Family::QuantizedLogistic,
        name: "QuantizedLogistic",
        bounds: Bounds::Given,
        parameters: &[MEAN, SCALE],
        doc: "a logistic distribution, quantised likewise",
    },
    FamilyInfo {
        family: Family::GaussianMixture,
        name: "GaussianMixture",
        bounds: Bounds::Given,
        parameters: &[WEIGHTS, MEANS, vector("stds", "their standard deviations; positive and finite")],
        doc: "a weighted sum of normal distributions, quantised likewise",
    },
    FamilyInfo {
        family: Family::LaplaceMixture,
        name: "LaplaceMixture",
        bounds: Bounds::Given,
        parameters: &[WEIGHTS, MEANS, SCALES],
        doc: "a weighted sum of Laplace distributions, quantised likewise",
    },
    FamilyInfo {
        family: Family::LogisticMixture,
        name: "LogisticMixture",
        bounds: Bounds::Given,
        parameters: &[WEIGHTS, MEANS, SCALES],
        doc: "a weighted sum of logistic distributions, quantised likewise",
    },
    FamilyInfo {
        family: Family::Categorical,
        name: "Categorical",
        bounds: Bounds::FromParameters,
        parameters: &[vector("probabilities", "the probabilities of the symbols 0, 1, …; they need not sum to 1")],
        doc: "any probabilities of the symbols 0 to n - 1",
    },
    FamilyInfo {
        family: Family::CategoricalLogits,
        name: "CategoricalLogits",
        bounds: Bounds::FromParameters,
        parameters: &[vector("logits", "the logarithms of the probabilities in nats, but for a constant")],
        doc: "probabilities of the symbols 0 to n - 1, proportional to the exponentials of logits",
    },
    FamilyInfo {
        family: Family::CdfTable,
        name: "CdfTable",
        bounds: Bounds::FromParameters,
        parameters: &[number("indexes", "the number of the table")],
        doc: "tables of cumulative probabilities, one of which is chosen by a number",
    },
];

impl Parameter {
    /// Whether it counts something.
    pub(crate) fn is_count(&self) -> bool {
        matches!(self.name, "size" | "n")
    }
}

impl Family {
    /// Whether the family has a location and a scale, over an interval.
    #[inline]
    pub(crate) fn is_located(self) -> bool {
        matches!(
            self,
            Self::QuantizedGaussian | Self::QuantizedLaplace | Self::QuantizedCauchy | Self::QuantizedLogistic
        )
    }

    /// The family's line of the list.
    #[inline]
    pub fn info(self) -> &'static FamilyInfo {
        &FAMILIES[self as usize]
    }

    /// Whether [`Quantization`](crate::Quantization) matters.
    pub(crate) fn is_quantized_by_choice(self) -> bool {
        matches!(self, Self::Categorical | Self::Bernoulli)
    }

    /// The family with a name.
    pub fn from_name(name: &str) -> Option<Self> {
        FAMILIES.iter().find(|info| info.name == name).map(|info| info.family)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_family_is_at_its_place() {
        for (place, info) in FAMILIES.iter().enumerate() {
            assert_eq!(info.family as usize, place);
            assert!(info.parameters.len() <= MOST_PARAMETERS);
            assert_eq!(Family::from_name(info.name), Some(info.family));
        }
    }
}
