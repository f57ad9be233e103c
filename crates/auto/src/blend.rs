//! Blends several predictions into one.
//!
//! Nine simple predictions are blended: those that were right for the neighbours weigh most. The mean error of earlier blends in
//! similar surroundings corrects the result.
//!
//! The decoder must compute the same bits on every machine. The code uses only `+ - * /` and comparisons, which IEEE 754 defines
//! exactly.
//!
//! # References
//! - Seemann, Tischer, "Generalized locally adaptive DPCM", Data Compression Conference, 1997 (blending)
//! - Wu, Memon, "Context-based, adaptive, lossless image coding", IEEE Transactions on Communications 45 (4), 1997,
//!   <https://doi.org/10.1109/26.585919> (corrections)

use crate::grid::{Grid, Near};
use crate::word::Word;

const COUNT: usize = 9;

/// The rows of the table of corrections: which of six neighbours are above the blend, and how wrong it was nearby, in eight
/// steps.
const SURROUNDINGS: usize = 512;

/// The errors of predictions for the values so far.
#[derive(Debug)]
pub(crate) struct Blend {
    /// The largest value.
    most: f64,
    /// How many values are remembered: two rows and some.
    memory: usize,
    /// The squares of what was wrong with each simple prediction.
    errors: Vec<[f32; COUNT]>,
    /// How far off the blend was.
    distances: Vec<f32>,
    /// The sum of what was wrong with the blend, and how often.
    corrections: Vec<(f64, f64)>,
    simple: [f64; COUNT],
    mean: f64,
    surroundings: usize,
}

impl Blend {
    /// The most values that a row has, so that what is remembered takes a few MiB.
    pub(crate) const MOST_ROW: usize = 1 << 16;

    /// At the start of a piece with values of this many bits, at most 32.
    pub(crate) fn new(grid: Grid, bits: u32) -> Self {
        let memory = 2 * grid.row.min(Self::MOST_ROW) + 2 * grid.step.min(Self::MOST_ROW) + 1;
        Self {
            most: ((1u64 << bits.min(32)) - 1) as f64,
            memory,
            errors: vec![[0.0; COUNT]; memory],
            distances: vec![0.0; memory],
            corrections: vec![(0.0, 8.0); SURROUNDINGS],
            simple: [0.0; COUNT],
            mean: 0.0,
            surroundings: 0,
        }
    }

    #[inline]
    pub(crate) fn predict<T: Word>(&mut self, values: &[T], place: usize, near: Near) -> u64 {
        if near.w == place {
            (self.simple, self.mean, self.surroundings) = ([0.0; COUNT], 0.0, 0);
            return 0;
        }
        let at = |neighbour: usize| values[neighbour].to_u64() as f64;
        let [w, n, nw, ne] = [near.w, near.n, near.nw, near.ne].map(at);
        let [ww, nn, nne] = [near.ww, near.nn, near.nne].map(at);
        self.simple = [w, n, nw, ne, w + n - nw, w + ne - n, n + ne - nne, 2.0 * w - ww, 2.0 * n - nn];

        let places = [near.w, near.n, near.nw, near.ne, near.ww, near.nn].map(|neighbour| neighbour % self.memory);
        let mut penalties = [0.0f32; COUNT];
        for place in places {
            for (penalty, error) in penalties.iter_mut().zip(&self.errors[place]) {
                *penalty += error;
            }
        }
        let (mut sum, mut weights) = (0.0, 0.0);
        for (simple, penalty) in self.simple.iter().zip(penalties) {
            let weight = 1.0 / (f64::from(penalty) + 1.0);
            sum += weight * simple;
            weights += weight;
        }
        let blended = sum / weights;

        let [at_w, at_n, at_nw, at_ne, at_ww, at_nn] = places.map(|place| self.distances[place]);
        let nearby = at_w + at_n + 0.5 * (at_nw + at_ne + at_ww + at_nn);
        let step = (nearby as u64).saturating_add(1).ilog2().min(7) as usize;
        let above = [w, n, nw, ne, ww, nn].iter().fold(0, |bits, &v| bits << 1 | usize::from(v > blended));
        self.surroundings = above << 3 | step;
        let (wrong, count) = self.corrections[self.surroundings];
        self.mean = (blended + wrong / count).clamp(0.0, self.most);
        (self.mean + 0.5) as u64
    }

    #[inline]
    pub(crate) fn learn(&mut self, place: usize, value: u64) {
        let value = value as f64;
        let slot = place % self.memory;
        for (error, simple) in self.errors[slot].iter_mut().zip(self.simple) {
            let wrong = (value - simple) as f32;
            *error = wrong * wrong;
        }
        let wrong = value - self.mean;
        self.distances[slot] = wrong.abs() as f32;
        // As the mean had its correction, a correction settles at half of what was wrong.
        let (sum, count) = &mut self.corrections[self.surroundings];
        *sum += wrong;
        *count += 1.0;
        if *count >= 256.0 {
            *sum /= 2.0;
            *count /= 2.0;
        }
    }
}
