//! A plane of samples, with what stands for the samples around it.

/// The samples of Y, of U or of V.
///
/// A row above them is 127, a column to the left is 129. Four samples follow each row, which blocks at the right border use.
#[derive(Debug)]
pub(crate) struct Plane {
    stride: usize,
    samples: Vec<u8>,
}

const LEFT: usize = 1;
const RIGHT: usize = 4;

impl Plane {
    pub(crate) fn new(width: usize, height: usize) -> Self {
        let stride = LEFT + width + RIGHT;
        let mut samples = vec![127; stride * (1 + height)];
        samples[stride..].iter_mut().step_by(stride).for_each(|left| *left = 129);
        Self { stride, samples }
    }

    /// The place of a sample. One row above and one column to the left are there, too.
    pub(crate) fn place(&self, x: usize, y: usize) -> usize {
        (y + 1) * self.stride + x + LEFT
    }

    pub(crate) fn stride(&self) -> usize {
        self.stride
    }

    pub(crate) fn samples(&mut self) -> &mut [u8] {
        &mut self.samples
    }

    /// The samples from a place on.
    pub(crate) fn row(&self, place: usize, count: usize) -> &[u8] {
        &self.samples[place..place + count]
    }

    pub(crate) fn at(&self, place: usize) -> i32 {
        i32::from(self.samples[place])
    }

    pub(crate) fn set(&mut self, place: usize, value: i32) {
        self.samples[place] = value.clamp(0, 255) as u8;
    }

    /// Repeats the last sample of a row four times after it.
    pub(crate) fn extend(&mut self, y: usize) {
        let end = (y + 2) * self.stride - RIGHT;
        let last = self.samples[end - 1];
        self.samples[end..end + RIGHT].fill(last);
    }

    /// The top left part.
    pub(crate) fn crop(&self, width: usize, height: usize) -> Vec<u8> {
        (0..height).flat_map(|y| self.row(self.place(0, y), width)).copied().collect()
    }
}
