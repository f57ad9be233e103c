//! A variational autoencoder, trained by `train.py`: two small neural networks that make probability models.
//!
//! Encoder and decoder of the compressed data must get the same models to the last bit. So the networks need only
//! `+`, `-`, `*` and `/` on `f64`, which are exactly specified, in a fixed order; and the models are in fixed-point
//! arithmetic.

use constriction::stream::model::{Gaussian, LeakilyQuantized, LeakyQuantizer, Logistic, ParameterError};

/// The number of pixels of an image, 8 rows of 8.
pub(crate) const PIXELS: usize = 64;
/// The number of latent variables of an image.
pub(crate) const LATENTS: usize = 8;
const HIDDEN: usize = 64;

/// An image: grey levels from 0 to 16.
pub(crate) type Image = [u8; PIXELS];
/// The latent variables of an image, in steps of `1 / STEPS`.
pub(crate) type Latents = [i32; LATENTS];

/// The steps of the latents' grid from one real number to the next.
const STEPS: f64 = 16.0;

/// The model of a latent variable.
pub(crate) type LatentModel = LeakilyQuantized<Gaussian, i32, 24>;
/// The model of a pixel.
pub(crate) type PixelModel = LeakilyQuantized<Logistic, i32, 24>;

/// The latents' grid: real numbers from -4 to 4 in steps of 1/16, which is fine enough for the rate not to notice.
fn grid() -> LeakyQuantizer<i32, 24> {
    LeakyQuantizer::new(-64..=63)
}

/// The networks.
#[derive(Clone, Debug)]
pub(crate) struct Vae {
    encoder: [Layer; 2],
    decoder: [Layer; 2],
}

impl Vae {
    /// The networks with the weights in `weights.bin`; see `train.py` for its layout.
    ///
    /// `None` if it has another length.
    pub(crate) fn from_weights(bytes: &[u8]) -> Option<Self> {
        let mut rest = bytes;
        let vae = Self {
            encoder: [Layer::read(&mut rest, PIXELS, HIDDEN)?, Layer::read(&mut rest, HIDDEN, 2 * LATENTS)?],
            decoder: [Layer::read(&mut rest, LATENTS, HIDDEN)?, Layer::read(&mut rest, HIDDEN, 2 * PIXELS)?],
        };
        rest.is_empty().then_some(vae)
    }

    /// `p(z)`, the prior: the same standard Gaussian for each latent.
    ///
    /// # Errors
    /// None with these constants.
    pub(crate) fn prior(&self) -> Result<LatentModel, ParameterError> {
        Ok(grid().quantize(Gaussian::new(0.0, STEPS)?))
    }

    /// `q(z|x)`, the approximate posterior: a Gaussian for each latent.
    ///
    /// # Errors
    /// If the network's outputs are not finite; with the weights of this example, they are.
    pub(crate) fn posterior(&self, image: &Image) -> Result<Vec<LatentModel>, ParameterError> {
        let inputs: Vec<f64> = image.iter().map(|&x| f64::from(x) / 8.0 - 1.0).collect();
        let outputs = run(&self.encoder, &inputs);
        let (means, scales) = outputs.split_at(LATENTS);
        means
            .iter()
            .zip(scales)
            .map(|(mean, &scale)| Ok(grid().quantize(Gaussian::new(STEPS * mean, STEPS * positive(scale))?)))
            .collect()
    }

    /// `p(x|z)`, the likelihood: a logistic distribution for each pixel.
    ///
    /// # Errors
    /// If the network's outputs are not finite; with the weights of this example, they are.
    pub(crate) fn likelihood(&self, latents: &Latents) -> Result<Vec<PixelModel>, ParameterError> {
        let grey_levels = LeakyQuantizer::<i32, 24>::new(0..=16);
        let inputs: Vec<f64> = latents.iter().map(|&z| f64::from(z) / STEPS).collect();
        let outputs = run(&self.decoder, &inputs);
        let (means, scales) = outputs.split_at(PIXELS);
        means
            .iter()
            .zip(scales)
            .map(|(mean, &scale)| Ok(grey_levels.quantize(Logistic::new(8.0 + 8.0 * mean, positive(scale))?)))
            .collect()
    }
}

/// The affine function of a layer: `outputs = matrix * inputs + biases`.
#[derive(Clone, Debug)]
struct Layer {
    /// A row for each output.
    matrix: Vec<Vec<f64>>,
    biases: Vec<f64>,
}

impl Layer {
    /// The value of the stored integers' lowest bit, `2^-11`.
    const UNIT: f64 = 1.0 / 2048.0;

    /// Takes a layer from the front of the file.
    fn read(bytes: &mut &[u8], inputs: usize, outputs: usize) -> Option<Self> {
        let mut row = |len: usize| {
            let (row, rest) = bytes.split_at_checked(2 * len)?;
            *bytes = rest;
            Some(row.chunks_exact(2).map(|b| f64::from(i16::from_le_bytes([b[0], b[1]])) * Self::UNIT).collect())
        };
        let matrix = (0..outputs).map(|_| row(inputs)).collect::<Option<_>>()?;
        Some(Self { matrix, biases: row(outputs)? })
    }

    fn apply(&self, inputs: &[f64]) -> Vec<f64> {
        // One addition after the other, from left to right: another order would round differently.
        let output = |(row, &bias): (&Vec<f64>, &f64)| row.iter().zip(inputs).fold(bias, |sum, (w, x)| sum + w * x);
        self.matrix.iter().zip(&self.biases).map(output).collect()
    }
}

/// A network of two layers with a rectifier in between.
fn run([first, second]: &[Layer; 2], inputs: &[f64]) -> Vec<f64> {
    let mut hidden = first.apply(inputs);
    for h in &mut hidden {
        *h = if *h > 0.0 { *h } else { 0.0 };
    }
    second.apply(&hidden)
}

/// A smooth and increasing function to the positive numbers that needs only a division.
fn positive(a: f64) -> f64 {
    if a < 0.0 { 1.0 / (1.0 - a) } else { 1.0 + a }
}
