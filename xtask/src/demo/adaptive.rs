//! What learns from the symbols coded so far.
//!
//! An encoder and a decoder that learn the same from the same symbols need to tell each other no model. For that, both
//! must compute the same bits on every machine: there is nothing but `+ - * /` in here, which IEEE 754 fixes, and
//! integer arithmetic; in particular none of the platform's `exp`, `ln` or `powf`.
//!
//! # References
//! - Seemann, Tischer, "Generalized locally adaptive DPCM", Data Compression Conference, 1997 (blending)
//! - Wu, Memon, "Context-based, adaptive, lossless image coding", IEEE Transactions on Communications 45 (4), 1997,
//!   <https://doi.org/10.1109/26.585919> (what errors to expect in a context)

/// The mean of several predictions, those weighted most that had the smallest `penalties` of late.
pub(super) fn blend<const K: usize>(predictions: &[f64; K], penalties: &[f64; K]) -> f64 {
    let (mut sum, mut weights) = (0.0, 0.0);
    for (prediction, penalty) in predictions.iter().zip(penalties) {
        let weight = 1.0 / (penalty + 1.0);
        sum += weight * prediction;
        weights += weight;
    }
    sum / weights
}

/// The mean of the numbers seen of late.
#[derive(Clone, Copy, Debug)]
pub(super) struct Average {
    sum: f64,
    count: f64,
}

impl Average {
    /// As if `count` numbers of this value had been seen.
    pub(super) fn new(value: f64, count: f64) -> Self {
        Self { sum: value * count, count }
    }

    /// The mean.
    pub(super) fn get(self) -> f64 {
        self.sum / self.count
    }

    /// Sees one more number. Having seen `memory` of them, it gives all so far half the weight.
    pub(super) fn learn(&mut self, value: f64, memory: f64) {
        self.sum += value;
        self.count += 1.0;
        if self.count >= memory {
            self.sum /= 2.0;
            self.count /= 2.0;
        }
    }
}

/// How far off predictions are where those nearby were off by so much.
#[derive(Clone, Debug)]
pub(super) struct Scales([Average; 64]);

impl Default for Scales {
    fn default() -> Self {
        // At first, as far off as those nearby: the inverse of `level`.
        Self(std::array::from_fn(|level| Average::new((1u64 << (level / 2)) as f64 / 16.0, 1.0)))
    }
}

impl Scales {
    /// Perfect predictions do not mean that the next one must be perfect, too.
    const SMALLEST: f64 = 0.1;
    /// After how many symbols of the same level the older ones count half.
    const MEMORY: f64 = 256.0;

    /// The row of the table for errors of about this size: two rows for each doubling.
    pub(super) fn level(&self, nearby: f64) -> usize {
        let x = ((16.0 * nearby) as u64).saturating_add(1);
        let octave = x.ilog2();
        let upper_half = x << 1 >> octave & 1;
        (2 * octave as usize + upper_half as usize).min(self.0.len() - 1)
    }

    /// The mean absolute error to expect.
    pub(super) fn get(&self, level: usize) -> f64 {
        self.0[level].get().max(Self::SMALLEST)
    }

    /// Sees what the absolute error was.
    pub(super) fn learn(&mut self, level: usize, error: f64) {
        self.0[level].learn(error, Self::MEMORY);
    }
}
