//! A lossless codec for grey images, to be read from top to bottom.
//!
//! Pixels are coded row by row, each with a model of its own: a Laplace distribution, quantised to `0..=255`, around
//! a prediction from the neighbours that are already known, and as wide as expectations have been wrong nearby. Four
//! steps lead to it, and the decoder takes the same ones, as it knows the same neighbours:
//!
//! 1. Nine simple predictions from the neighbours, such as `W`, `N`, or the plane `W + N - NW`.
//! 2. One prediction, as their blend: those that were right for the neighbours weigh most (Seemann & Tischer).
//! 3. A correction by what was wrong so far where the surroundings looked alike (Wu & Memon).
//! 4. A scale, by how wrong the predictions of the neighbours were, and what that meant so far (Wu & Memon).
//!
//! The pixels in use, with `?` being the one to code:
//!
//! ```text
//!          NN  NNE
//!     NW   N   NE
//! WW  W    ?
//! ```
//!
//! # References
//! - Weinberger, Seroussi, Sapiro, "The LOCO-I lossless image compression algorithm: principles and standardization
//!   into JPEG-LS", IEEE Transactions on Image Processing 9 (8), 2000, <https://doi.org/10.1109/83.855427>
//! - Wu, Memon, "Context-based, adaptive, lossless image coding", IEEE Transactions on Communications 45 (4), 1997,
//!   <https://doi.org/10.1109/26.585919>
//! - Seemann, Tischer, "Generalized locally adaptive DPCM", Data Compression Conference, 1997

use constriction::stream::model::{Laplace, LeakyQuantizer, ParameterError};
use constriction::stream::{Decode, Encode};

use super::Error;
use super::adaptive::{Average, Scales, blend};
use super::coder::{PutError, TakeError};
use super::container::{Codec, Input, put_number};

/// A grey image. Its header is its width and its height.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Image {
    pub(super) width: usize,
    pub(super) height: usize,
    /// Row by row; `width * height` of them.
    pub(super) pixels: Vec<u8>,
}

impl Image {
    fn quantizer() -> LeakyQuantizer<u8, 24> {
        LeakyQuantizer::new(0..=255)
    }
}

impl Codec for Image {
    const NAME: &'static str = "Laplace";
    const TAG: u8 = 2;
    type Header = (usize, usize);

    fn len(&self) -> usize {
        self.pixels.len()
    }

    fn header(&self) -> (usize, usize) {
        (self.width, self.height)
    }

    fn write_header(&(width, height): &(usize, usize), output: &mut Vec<u8>) {
        put_number(width, output);
        put_number(height, output);
    }

    fn read_header(input: &mut Input<'_>, max_len: usize) -> Result<(usize, usize), Error> {
        let width = input.number(max_len)?;
        let height = input.number(max_len / width.max(1))?;
        Ok((width, height))
    }

    /// First, all models, from the first pixel on; then the pixels, in the order that the coder wants.
    fn encode<E: Encode<Error = PutError>>(&self, _: &(usize, usize), encoder: &mut E) -> Result<(), Error> {
        let mut predictor = Predictor::new(self.width);
        let mut models = Vec::with_capacity(self.pixels.len());
        for &pixel in &self.pixels {
            models.push(predictor.predict()?);
            predictor.learn(pixel);
        }
        let models = models.into_iter().map(|laplace| Self::quantizer().quantize(laplace));
        Ok(encoder.encode_in_order(self.pixels.iter().copied().zip(models))?)
    }

    /// Model and pixel take turns: each model needs the pixels before.
    fn decode<D: Decode<Error = TakeError>>(&(width, height): &(usize, usize), decoder: &mut D) -> Result<Self, Error> {
        let mut predictor = Predictor::new(width);
        let mut pixels = Vec::new();
        while pixels.len() < width * height {
            let pixel = decoder.decode_symbol(Self::quantizer().quantize(predictor.predict()?))?;
            predictor.learn(pixel);
            pixels.push(pixel);
        }
        Ok(Self { width, height, pixels })
    }
}

/// What is known of a pixel that was coded.
#[derive(Clone, Copy, Debug)]
struct Known {
    value: i32,
    /// How far off the blend was.
    error: f32,
    /// How far off each of the simple predictions was.
    errors: [u16; 9],
}

/// The expectation of the next pixel.
#[derive(Clone, Copy, Debug, Default)]
struct Expected {
    simple: [i32; 9],
    mean: f64,
    /// The row of the table of biases.
    surroundings: usize,
    /// The row of the table of scales.
    level: usize,
}

/// What is known of the image so far.
#[derive(Debug)]
struct Predictor {
    width: usize,
    /// The place of the next pixel.
    x: usize,
    y: usize,
    /// The last pixels, two rows of them or more.
    known: Vec<Known>,
    expected: Expected,
    biases: [Average; 512],
    scales: Scales,
}

impl Predictor {
    fn new(width: usize) -> Self {
        Self {
            width,
            x: 0,
            y: 0,
            known: Vec::new(),
            expected: Expected::default(),
            biases: [Average::new(0.0, 8.0); 512],
            scales: Scales::default(),
        }
    }

    /// The pixel that lies `left` to the left (or, if negative, to the right) and `up` above; `None` outside of the
    /// image.
    fn neighbour(&self, left: isize, up: usize) -> Option<&Known> {
        let x = self.x.checked_add_signed(-left)?;
        if x >= self.width || up > self.y {
            return None;
        }
        let back = (up * self.width).checked_add_signed(left)?;
        self.known.get(self.known.len().checked_sub(back)?)
    }

    /// The model of the next pixel.
    fn predict(&mut self) -> Result<Laplace, ParameterError> {
        let near = [(1, 0), (0, 1), (1, 1), (-1, 1), (2, 0), (0, 2)].map(|(left, up)| self.neighbour(left, up));
        let nne = self.neighbour(-1, 2);

        // Pixels outside of the image are taken to be like those inside.
        let [w, n, nw, ne, ww, nn] = near.map(|pixel| pixel.map(|pixel| pixel.value));
        let w = w.or(n).unwrap_or(128);
        let n = n.unwrap_or(w);
        let (nw, ne, ww, nn) = (nw.unwrap_or(n), ne.unwrap_or(n), ww.unwrap_or(w), nn.unwrap_or(n));
        let nne = nne.map_or(ne, |pixel| pixel.value);

        // 1. Simple predictions.
        let simple = [w, n, nw, ne, w + n - nw, w + ne - n, n + ne - nne, 2 * w - ww, 2 * n - nn];

        // 2. Their blend.
        let mut penalties = [0; 9];
        for pixel in near.iter().flatten() {
            for (penalty, &error) in penalties.iter_mut().zip(&pixel.errors) {
                *penalty += u32::from(error) * u32::from(error);
            }
        }
        let blended = blend(&simple.map(f64::from), &penalties.map(f64::from));

        // 3. Its correction. What the surroundings look like: which neighbours are brighter than the blend, and how
        //    wrong the predictions were, in eight steps.
        let [at_w, at_n, at_nw, at_ne, at_ww, at_nn] =
            near.map(|pixel| pixel.map_or(0.0, |pixel| f64::from(pixel.error)));
        let level = self.scales.level(at_w + at_n + 0.5 * (at_nw + at_ne + at_ww + at_nn));
        let brighter =
            [w, n, nw, ne, ww, nn].iter().fold(0, |bits, &v| bits << 1 | usize::from(f64::from(v) > blended));
        let surroundings = brighter << 3 | (level / 2).min(7);
        let mean = (blended + self.biases[surroundings].get()).clamp(0.0, 255.0);

        // 4. The scale.
        self.expected = Expected { simple, mean, surroundings, level };
        Laplace::new(mean, self.scales.get(level))
    }

    /// Sees what the pixel was.
    fn learn(&mut self, pixel: u8) {
        let Expected { simple, mean, surroundings, level } = self.expected;
        // As the mean had its correction, a correction settles at half of what was wrong. All of it would code worse.
        let error = f64::from(pixel) - mean;
        self.biases[surroundings].learn(error, 1024.0);
        self.scales.learn(level, error.abs());

        let value = i32::from(pixel);
        let errors = simple.map(|prediction| value.abs_diff(prediction) as u16);
        self.known.push(Known { value, error: error.abs() as f32, errors });
        if self.known.len() >= 16 * self.width {
            self.known.drain(..14 * self.width);
        }
        self.x += 1;
        if self.x == self.width {
            (self.x, self.y) = (0, self.y + 1);
        }
    }
}
