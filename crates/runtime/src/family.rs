//! The list of model families.

/// A parameter of a family.
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
    /// Its meaning and its valid values.
    pub doc: &'static str,
}

/// The support of a family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bounds {
    /// In an interval of integers that is given with the model.
    Given,
    /// In one that follows from the parameters.
    FromParameters,
}

/// An option of a family, besides parameters and precision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Whether the table is computed when symbols need it. The bits are those of a table that is not perfect.
    Lazy,
    /// Whether the table has the smallest possible relative entropy.
    Perfect,
    /// How probabilities become a table: as the two above say, or by sums of integers.
    Quantization,
    /// The type in which probabilities are taken.
    FloatType,
    /// How symbols without probability are treated.
    ZeroProbability,
}

/// A line of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FamilyInfo {
    /// The family.
    pub family: Family,
    /// Its name in Python and JavaScript.
    pub name: &'static str,
    /// Its support.
    pub bounds: Bounds,
    /// The support in words.
    pub symbols: &'static str,
    /// Its parameters, in order.
    pub parameters: &'static [Parameter],
    /// Further options, in the order of Python's arguments.
    pub choices: &'static [Choice],
    /// The number of bits of a probability where nothing is said.
    pub precision: u32,
    /// A description, for documentation.
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

/// The common fields of families over a given range of integers.
const BOUNDED: FamilyInfo = FamilyInfo { bounds: Bounds::Given, symbols: "min to max", ..UNBOUNDED };

/// The common fields of families whose symbols follow from the parameters.
const UNBOUNDED: FamilyInfo = FamilyInfo {
    family: Family::Uniform,
    name: "",
    bounds: Bounds::FromParameters,
    symbols: "",
    parameters: &[],
    choices: &[Choice::ZeroProbability],
    precision: 24,
    doc: "",
};

/// Makes the type [`Family`] and the list [`FAMILIES`] of one text, so that no family can be in one of them alone.
macro_rules! families {
    ($($name:ident { $($field:tt)* })*) => {
        /// A family of models.
        ///
        /// A `match` over families should name all of them, so that it does not compile where a new one is forgotten.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[expect(missing_docs, reason = "each has its description in FAMILIES")]
        pub enum Family {
            $($name,)*
        }

        /// All families that can be described at run time, in the order of [`Family`]. Bindings, documentation and type
        /// stubs follow this list.
        pub static FAMILIES: &[FamilyInfo] =
            &[$(FamilyInfo { family: Family::$name, name: stringify!($name), $($field)* }),*];
    };
}

families! {
    Uniform {
        symbols: "0 to size - 1",
        parameters: &[number("size", "the number of symbols, 1 to 2^precision and at most 2^31")],
        choices: &[],
        doc: "the same probability for each of the symbols 0 to size - 1",
        ..UNBOUNDED
    }
    Bernoulli {
        symbols: "0 and 1",
        parameters: &[number("p", "the probability of the symbol 1, between 0 and 1")],
        choices: &[Choice::Perfect, Choice::ZeroProbability],
        doc: "the symbols 0 and 1",
        ..UNBOUNDED
    }
    Binomial {
        symbols: "0 to n",
        parameters: &[
            number("n", "the number of trials, 0 to 2^precision - 1 and below 2^31"),
            number("p", "the probability of success in one of them, between 0 and 1"),
        ],
        doc: "the number of successes, 0 to n",
        ..UNBOUNDED
    }
    QuantizedGaussian {
        parameters: &[MEAN, number("std", "the standard deviation; positive and finite")],
        doc: "a normal distribution, each symbol having the probability of the interval of length 1 around it",
        ..BOUNDED
    }
    QuantizedLaplace {
        parameters: &[MEAN, SCALE],
        doc: "a Laplace distribution, quantised likewise",
        ..BOUNDED
    }
    QuantizedCauchy {
        parameters: &[number("loc", "the median; finite"), SCALE],
        doc: "a Cauchy distribution, quantised likewise",
        ..BOUNDED
    }
    QuantizedLogistic {
        parameters: &[MEAN, SCALE],
        doc: "a logistic distribution, quantised likewise",
        ..BOUNDED
    }
    GaussianMixture {
        parameters: &[WEIGHTS, MEANS, vector("stds", "their standard deviations; positive and finite")],
        doc: "a weighted sum of normal distributions, quantised likewise",
        ..BOUNDED
    }
    LaplaceMixture {
        parameters: &[WEIGHTS, MEANS, SCALES],
        doc: "a weighted sum of Laplace distributions, quantised likewise",
        ..BOUNDED
    }
    LogisticMixture {
        parameters: &[WEIGHTS, MEANS, SCALES],
        doc: "a weighted sum of logistic distributions, quantised likewise",
        ..BOUNDED
    }
    Categorical {
        symbols: "0 to n - 1",
        parameters: &[vector("probabilities", "the probabilities of the symbols 0, 1, …; they need not sum to 1")],
        choices: &[
            Choice::Lazy,
            Choice::Perfect,
            Choice::Quantization,
            Choice::FloatType,
            Choice::ZeroProbability,
        ],
        doc: "any probabilities of the symbols 0 to n - 1",
        ..UNBOUNDED
    }
    CategoricalLogits {
        symbols: "0 to n - 1",
        parameters: &[vector("logits", "the logarithms of the probabilities in nats, up to a constant")],
        doc: "probabilities of the symbols 0 to n - 1, proportional to the exponentials of logits",
        ..UNBOUNDED
    }
    TopK {
        symbols: "0 to vocabulary - 1",
        parameters: &[
            number("vocabulary", "the number of symbols, 1 to 2^precision and at most 2^31"),
            vector("ids", "the symbols that have probabilities of their own; different integers below the vocabulary"),
            vector("probabilities", "the probabilities of these symbols, which sum to at most 1"),
        ],
        doc: "probabilities of some of the symbols 0 to vocabulary - 1; all others share the rest equally",
        ..UNBOUNDED
    }
    CdfTable {
        symbols: "those of the tables",
        parameters: &[number("indexes", "the number of the table")],
        precision: 16,
        doc: "tables of cumulative probabilities, one of which is chosen by a number",
        ..UNBOUNDED
    }
}

impl Parameter {
    /// Whether it counts something or names symbols: a number or vector that must be of integers.
    pub fn is_count(&self) -> bool {
        matches!(self.name, "size" | "n" | "vocabulary" | "ids")
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

    /// How many numbers a model is made of; `None` if it takes vectors.
    #[inline]
    pub(crate) fn numbers(self) -> Option<usize> {
        match self {
            Self::Uniform | Self::Bernoulli | Self::CdfTable => Some(1),
            Self::Binomial
            | Self::QuantizedGaussian
            | Self::QuantizedLaplace
            | Self::QuantizedCauchy
            | Self::QuantizedLogistic => Some(2),
            Self::GaussianMixture
            | Self::LaplaceMixture
            | Self::LogisticMixture
            | Self::Categorical
            | Self::CategoricalLogits
            | Self::TopK => None,
        }
    }

    /// Whether a model has too many numbers to copy them in a call with one symbol.
    pub(crate) fn is_of_rows(self) -> bool {
        matches!(self, Self::Categorical | Self::CategoricalLogits | Self::TopK)
    }

    /// The family's line of the list.
    #[inline]
    pub fn info(self) -> &'static FamilyInfo {
        &FAMILIES[self as usize]
    }

    /// Whether [`Quantization`](crate::Quantization) matters.
    #[inline]
    pub(crate) fn is_quantized_by_choice(self) -> bool {
        matches!(self, Self::Bernoulli | Self::Categorical)
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
    fn families_are_as_the_list_says() {
        for info in FAMILIES {
            let are_numbers = info.parameters.iter().all(|parameter| parameter.shape == Shape::Number);
            assert_eq!(info.family.numbers(), are_numbers.then_some(info.parameters.len()), "{}", info.name);
            let is_located = info.bounds == Bounds::Given && are_numbers;
            assert_eq!(info.family.is_located(), is_located, "{}", info.name);
            let is_chosen = info.choices.contains(&Choice::Perfect);
            assert_eq!(info.family.is_quantized_by_choice(), is_chosen, "{}", info.name);
        }
    }
}
