//! Predicts an element from the neighbours that are known.

use crate::blend::Blend;
use crate::grid::{Grid, Near};
use crate::word::Word;

/// A prediction of an element from those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Predictor {
    /// No prediction.
    None,
    /// The left neighbour.
    Left,
    /// The neighbour above.
    Top,
    /// The median of the left one, the upper one, and the plane through both and the one between them (LOCO-I).
    Gradient,
    /// The mean of nine of these, weighted by how right they were nearby.
    Blend,
    /// The line through the two neighbours to the left.
    Linear,
}

impl Predictor {
    const ALL: [Self; 6] = [Self::None, Self::Left, Self::Top, Self::Gradient, Self::Blend, Self::Linear];

    pub(crate) fn code(self) -> u8 {
        self as u8
    }

    pub(crate) fn from_code(code: u8) -> Option<Self> {
        Self::ALL.get(usize::from(code)).copied()
    }
}

/// The state of a predictor.
#[derive(Debug)]
pub(crate) struct Prediction {
    predictor: Predictor,
    blend: Option<Box<Blend>>,
}

impl Prediction {
    /// At the start of a piece.
    pub(crate) fn new<T: Word>(predictor: Predictor, grid: Grid) -> Self {
        let blend = (predictor == Predictor::Blend).then(|| Box::new(Blend::new(grid, T::BITS)));
        Self { predictor, blend }
    }

    /// The prediction for a place.
    #[inline]
    pub(crate) fn get<T: Word>(&mut self, values: &[T], place: usize, near: Near) -> T {
        let at = |neighbour: usize| if neighbour == place { T::default() } else { values[neighbour] };
        match self.predictor {
            Predictor::None => T::default(),
            Predictor::Left => at(near.w),
            Predictor::Top => at(near.n),
            Predictor::Linear => at(near.w).add(at(near.w)).sub(at(near.ww)),
            Predictor::Gradient => {
                let (w, n, nw) = (at(near.w), at(near.n), at(near.nw));
                let (low, high) = (w.min(n), w.max(n));
                if nw >= high {
                    low
                } else if nw <= low {
                    high
                } else {
                    w.add(n).sub(nw)
                }
            }
            Predictor::Blend => {
                self.blend.as_mut().map_or(T::default(), |blend| T::from_u64(blend.predict(values, place, near)))
            }
        }
    }

    /// Sees what the value at this place was.
    #[inline]
    pub(crate) fn learn<T: Word>(&mut self, place: usize, value: T) {
        if let Some(blend) = &mut self.blend {
            blend.learn(place, value.to_u64());
        }
    }
}
