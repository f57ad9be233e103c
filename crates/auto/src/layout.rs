//! The layout of an array's elements in memory.

use crate::Dtype;

/// How the elements of a piece of an array lie: which are neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    /// The type of the elements.
    pub dtype: Dtype,
    /// How many elements a row has, or 0 if there is just one row.
    pub row: usize,
    /// How far the left neighbour is away, in elements: the number of channels of an image, mostly 1.
    pub step: usize,
}

impl Layout {
    /// Elements in a line.
    #[must_use]
    pub fn line(dtype: Dtype) -> Self {
        Self { dtype, row: 0, step: 1 }
    }

    /// The layout of an array of this shape in C order. The last axis is a row. If it has two to four elements, and the array
    /// has three axes or more, then it is the channels, and the last two axes are a row.
    #[must_use]
    pub fn of_shape(dtype: Dtype, shape: &[u64]) -> Self {
        let axis = |index: usize| usize::try_from(shape[index]).ok();
        let (row, step) = match shape.len() {
            0 | 1 => (None, 1),
            n if n >= 3 && (2..=4).contains(&shape[n - 1]) => {
                let step = shape[n - 1] as usize;
                (axis(n - 2).and_then(|width| width.checked_mul(step)), step)
            }
            n => (axis(n - 1), 1),
        };
        Self { dtype, row: row.unwrap_or(0), step }
    }
}
