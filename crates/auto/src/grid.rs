//! Neighbours of an element.

use crate::Layout;

/// Where the neighbours of elements are that came before them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Grid {
    /// How many numbers a row has; all, if there are no rows.
    pub(crate) row: usize,
    /// How far the left neighbour is away.
    pub(crate) step: usize,
}

/// The places of neighbours that are there; those that are not are replaced by others that are. All are before the
/// element, so that its own place means that it has no neighbour there.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Near {
    pub(crate) w: usize,
    pub(crate) n: usize,
    pub(crate) nw: usize,
    pub(crate) ne: usize,
    pub(crate) ww: usize,
    pub(crate) nn: usize,
    pub(crate) nne: usize,
}

impl Grid {
    /// The grid of a piece with this many numbers.
    pub(crate) fn new(layout: Layout, numbers: usize) -> Self {
        let parts = layout.dtype.parts();
        let row = layout.row.checked_mul(parts).filter(|&row| row > 0 && row <= numbers).unwrap_or(numbers);
        // Farther away than any number, a left neighbour is not there, wherever it would be.
        let farthest = numbers.max(crate::blend::Blend::MOST_ROW) + 1;
        Self { row: row.max(1), step: layout.step.max(1).saturating_mul(parts).min(farthest) }
    }

    /// Whether numbers have neighbours above.
    pub(crate) fn has_rows(self, numbers: usize) -> bool {
        self.row < numbers
    }

    /// Whether a blend can remember two rows.
    pub(crate) fn suits_blend(self, numbers: usize) -> bool {
        let most = crate::blend::Blend::MOST_ROW;
        self.step <= most && (self.row <= most || !self.has_rows(numbers))
    }

    /// The neighbours of the number at a place, which is x numbers from the start of its row.
    #[inline]
    pub(crate) fn near(self, place: usize, x: usize) -> Near {
        let Self { row, step } = self;
        let has_left = x >= step;
        let has_up = place >= row;
        let w = if has_left {
            place - step
        } else if has_up {
            place - row
        } else {
            place
        };
        let n = if has_up { place - row } else { w };
        let nw = if has_up && has_left { n - step } else { n };
        let ne = if has_up && x + step < row { n + step } else { n };
        let ww = if x >= 2 * step { w - step } else { w };
        let nn = if place >= 2 * row { n - row } else { n };
        let nne = if place >= 2 * row { ne - row } else { ne };
        Near { w, n, nw, ne, ww, nn, nne }
    }
}
