//! What compression should cost, computed from the models without a coder. All rates are in bits per pixel.

use std::error::Error;

use constriction::stream::model::stats::{iid_cost, symbols_cost};
use constriction::stream::model::{Categorical, DecoderModel};

use crate::vae::{Image, LATENTS, PIXELS, Vae};

/// The negative evidence lower bound of the fixed-point models, averaged over the images and over some random latents
/// for each.
///
/// # Errors
/// If the model has no such grey level as a pixel.
pub(crate) fn negative_elbo(
    vae: &Vae,
    images: &[Image],
    samples: u32,
    rng: &mut SplitMix,
) -> Result<f64, Box<dyn Error>> {
    let mut bits = 0.0;
    for image in images {
        let posterior = vae.posterior(image)?;
        for _ in 0..samples {
            // The symbol that owns a random quantile has the probability that the model gives it.
            let mut z = [0; LATENTS];
            for (z, model) in z.iter_mut().zip(&posterior) {
                *z = model.symbol_at(rng.next() as u32 >> 8).ok_or("a quantile without a latent")?.0;
            }
            bits += symbols_cost(image.iter().map(|&x| i32::from(x)).zip(vae.likelihood(&z)?))?;
            bits += iid_cost(z, vae.prior()?)?;
            bits -= symbols_cost(z.into_iter().zip(&posterior))?;
        }
    }
    Ok(bits / f64::from(samples) / (images.len() * PIXELS) as f64)
}

/// The rate without latent variables and without any knowledge of the neighbours: one table for all pixels, with the
/// images' own frequencies, which are not counted.
///
/// # Errors
/// If a pixel is above 16.
pub(crate) fn order_0(images: &[Image]) -> Result<f64, Box<dyn Error>> {
    let pixels = || images.iter().flatten().map(|&x| usize::from(x));
    let mut frequencies = [0; 17];
    for pixel in pixels() {
        *frequencies.get_mut(pixel).ok_or("a pixel above 16")? += 1;
    }
    let model = Categorical::<24>::from_frequencies(&frequencies)?;
    Ok(iid_cost(pixels(), &model)? / (images.len() * PIXELS) as f64)
}

/// Random numbers that are the same everywhere.
///
/// # References
/// Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014,
/// <https://doi.org/10.1145/2660193.2660195>, figure 16
#[derive(Clone, Debug)]
pub(crate) struct SplitMix(pub(crate) u64);

impl SplitMix {
    /// The next 64 random bits.
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
}
