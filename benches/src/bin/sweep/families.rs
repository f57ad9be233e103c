//! What is measured of each family.

use constriction::stream::model as ours;
use probability::distribution as probability;
use published::stream::model as theirs;

use crate::clock::{Compared, Subject};
use crate::data;
use crate::runs;

/// A family of models and what is measured of it.
pub(crate) struct Family {
    /// Its name in the list of families.
    #[cfg_attr(not(test), expect(dead_code, reason = "only a test compares the two lists"))]
    pub(crate) name: &'static str,
    pub(crate) subjects: &'static [Subject],
}

/// A subject that the published crate has, too. `same` says that the two make the same words, `other` that they do not,
/// because the distribution function is another.
macro_rules! both {
    ($name:literal, $cost:expr, $message:expr, $is_same:ident, $ours:expr, $published:expr) => {
        Subject {
            name: $name,
            cost: $cost,
            runs: |count| {
                let message = Box::leak(Box::new($message(count)));
                let published = Some(runs::theirs::runs(message, $published));
                Compared { ours: runs::ours::runs(message, $ours), published, is_same: is_same!($is_same) }
            },
        }
    };
}

macro_rules! is_same {
    (same) => {
        true
    };
    (other) => {
        false
    };
}

/// A subject that the published crate has not.
macro_rules! only_ours {
    ($name:literal, $cost:expr, $message:expr, $ours:expr) => {
        Subject {
            name: $name,
            cost: $cost,
            runs: |count| {
                let message = Box::leak(Box::new($message(count)));
                Compared { ours: runs::ours::runs(message, $ours), published: None, is_same: true }
            },
        }
    };
}

/// A distribution with a location and a scale.
macro_rules! located {
    ($name:literal, $own:ident, $theirs:ident) => {
        both!(
            $name,
            1,
            data::located,
            other,
            |&(mean, scale): &(f64, f64)| quantizer().quantize(ours::$own::new(mean, scale).unwrap()),
            |&(mean, scale): &(f64, f64)| theirs::DefaultLeakyQuantizer::new(-100..=100)
                .quantize(probability::$theirs::new(mean, scale))
        )
    };
}

macro_rules! mixture {
    ($name:literal, $own:ident) => {
        only_ours!($name, 10, data::mixtures, |&params: &data::Components| {
            let component = |(weight, mean, scale)| (weight, ours::$own::new(mean, scale).unwrap());
            quantizer().quantize(ours::Mixture::new(params.map(component)).unwrap())
        })
    };
}

/// Rows in single precision: tables, and without one.
macro_rules! categorical {
    ($size:literal, $fast:literal, $lazy:literal) => {
        [
            both!(
                $fast,
                $size,
                data::rows::<$size>,
                same,
                |row: &&'static [f32]| {
                    ours::DefaultContiguousCategoricalEntropyModel::from_floating_point_probabilities_fast(row, None)
                        .unwrap()
                },
                |row: &&'static [f32]| {
                    theirs::DefaultContiguousCategoricalEntropyModel::from_floating_point_probabilities_fast::<f32>(
                        row, None,
                    )
                    .unwrap()
                }
            ),
            both!(
                $lazy,
                $size,
                data::rows::<$size>,
                same,
                |row: &&'static [f32]| ours::LazyCategorical::<f32, _, 24>::new(*row).unwrap(),
                |row: &&'static [f32]| {
                    theirs::DefaultLazyContiguousCategoricalEntropyModel::<f32, _>::from_floating_point_probabilities_fast(
                        *row, None,
                    )
                    .unwrap()
                }
            ),
        ]
    };
}

/// Rows in single precision, by sums of integers.
macro_rules! integer {
    ($name:literal, $size:literal, $new:ident) => {
        only_ours!($name, $size, data::rows::<$size>, |row: &&'static [f32]| {
            ours::IntegerCategorical::<f32, _, 24>::$new(*row).unwrap()
        })
    };
}

fn quantizer() -> ours::DefaultLeakyQuantizer {
    ours::DefaultLeakyQuantizer::new(-100..=100)
}

/// As in the list of families.
pub(crate) const FAMILIES: &[Family] = &[
    Family {
        name: "Uniform",
        subjects: &[both!(
            "Uniform",
            1,
            data::uniform,
            same,
            |&size: &usize| ours::DefaultUniformModel::new(size),
            |&size: &usize| theirs::DefaultUniformModel::new(size)
        )],
    },
    Family {
        name: "Bernoulli",
        subjects: &[only_ours!("Bernoulli", 1, data::bits, |&p: &f64| ours::DefaultBernoulliModel::fast(p).unwrap())],
    },
    Family {
        name: "Binomial",
        subjects: &[both!(
            "Binomial",
            100,
            data::successes,
            other,
            |&(n, p): &(i32, f64)| {
                ours::DefaultLeakyQuantizer::new(0..=n).quantize(ours::Binomial::new(n as u32, p).unwrap())
            },
            |&(n, p): &(i32, f64)| {
                theirs::DefaultLeakyQuantizer::new(0..=n).quantize(probability::Binomial::new(n as usize, p))
            }
        )],
    },
    Family {
        name: "QuantizedGaussian",
        subjects: &[
            located!("Gaussian", Gaussian, Gaussian),
            both!(
                "Gaussian of probability",
                1,
                data::located,
                same,
                |&(mean, std): &(f64, f64)| quantizer().quantize(probability::Gaussian::new(mean, std)),
                |&(mean, std): &(f64, f64)| theirs::DefaultLeakyQuantizer::new(-100..=100)
                    .quantize(probability::Gaussian::new(mean, std))
            ),
        ],
    },
    Family { name: "QuantizedLaplace", subjects: &[located!("Laplace", Laplace, Laplace)] },
    Family { name: "QuantizedCauchy", subjects: &[located!("Cauchy", Cauchy, Cauchy)] },
    Family { name: "QuantizedLogistic", subjects: &[located!("Logistic", Logistic, Logistic)] },
    Family { name: "GaussianMixture", subjects: &[mixture!("Gaussian mixture", Gaussian)] },
    Family { name: "LaplaceMixture", subjects: &[mixture!("Laplace mixture", Laplace)] },
    Family { name: "LogisticMixture", subjects: &[mixture!("Logistic mixture", Logistic)] },
    Family {
        name: "Categorical",
        subjects: &{
            let [fast_2, lazy_2] = categorical!(2, "Categorical 2 fast", "Categorical 2 lazy");
            let [fast_16, lazy_16] = categorical!(16, "Categorical 16 fast", "Categorical 16 lazy");
            let [fast_256, lazy_256] = categorical!(256, "Categorical 256 fast", "Categorical 256 lazy");
            let [fast_4096, lazy_4096] = categorical!(4096, "Categorical 4096 fast", "Categorical 4096 lazy");
            let [fast_50257, lazy_50257] = categorical!(50257, "Categorical 50257 fast", "Categorical 50257 lazy");
            let integer_16 = integer!("Categorical 16 integer", 16, from_probs);
            let integer_256 = integer!("Categorical 256 integer", 256, from_probs);
            let integer_50257 = integer!("Categorical 50257 integer", 50257, from_probs);
            [
                fast_2,
                lazy_2,
                fast_16,
                lazy_16,
                fast_256,
                lazy_256,
                fast_4096,
                lazy_4096,
                fast_50257,
                lazy_50257,
                integer_16,
                integer_256,
                integer_50257,
            ]
        },
    },
    // The logarithms of rows take their own time; the rows themselves are logits as good as others.
    Family {
        name: "CategoricalLogits",
        subjects: &[
            integer!("CategoricalLogits 16", 16, from_logits),
            integer!("CategoricalLogits 256", 256, from_logits),
            integer!("CategoricalLogits 50257", 50257, from_logits),
        ],
    },
    Family {
        name: "TopK",
        subjects: &[only_ours!("TopK 100 of 50257", 100, data::top_k, |&(ids, probs): &data::Listed| {
            ours::TopK::<24>::from_probs(50257, ids, probs).unwrap()
        })],
    },
    // The models of a bank have as many bits as its tables; their cost is that of a table.
    Family { name: "CdfTable", subjects: &[] },
];
