//! Bits-back coding: lossless compression with a latent variable model, at the rate of its evidence lower bound.
//!
//! A model with latent variables, `p(x, z) = p(z) p(x|z)`, could send an image x by choosing any z and encoding z and
//! x, in `-log2 p(z) - log2 p(x|z)` bits. But which z was chosen is information too. Bits-back coding chooses it by
//! *decoding* it with an approximate posterior, `q(z|x)`, from the data that are already on the stack. This takes
//! `-log2 q(z|x)` bits off the stack; the receiver, who knows x and z in the end, puts them back. So x costs
//!
//! ```text
//! -log2 p(x|z) - log2 p(z) + log2 q(z|x)      bits; on average over z from q, the negative ELBO
//! ```
//!
//! Only the very first image needs bits to start with; each further one takes those of the images before it. What is
//! decoded first must be encoded last, which is why the coder is a stack (ANS).
//!
//! # References
//! - Townsend, Bird, Barber, "Practical lossless compression with latent variables using bits back coding", ICLR 2019,
//!   <https://arxiv.org/abs/1901.04866>
//! - Frey, Hinton, "Efficient stochastic source coding and an application to a Bayesian network source model", The
//!   Computer Journal 40 (2/3), 1997, <https://doi.org/10.1093/comjnl/40.2_and_3.157>

use std::error::Error;

use constriction::stream::Decode;
use constriction::stream::stack::DefaultAnsCoder;

use crate::vae::{Image, LATENTS, LatentModel, Latents, PIXELS, Vae};

/// Puts an image onto the stack.
///
/// # Errors
/// If the model has no such grey level as a pixel, or there are no bits to choose the latents with.
pub(crate) fn encode(coder: &mut DefaultAnsCoder, vae: &Vae, image: &Image) -> Result<(), Box<dyn Error>> {
    // Decode z with q(z|x).
    let z = decode_latents(coder, vae.posterior(image)?)?;
    // Encode x with p(x|z).
    coder.encode_symbols_reverse(image.iter().map(|&x| i32::from(x)).zip(vae.likelihood(&z)?))?;
    // Encode z with p(z).
    coder.encode_iid_symbols_reverse(z, vae.prior()?)?;
    Ok(())
}

/// Takes the image that was last encoded off the stack: the steps of [`encode`], undone from the last to the first.
///
/// # Errors
/// If [`encode`] did not make the data.
pub(crate) fn decode(coder: &mut DefaultAnsCoder, vae: &Vae) -> Result<Image, Box<dyn Error>> {
    // Decode z with p(z).
    let z = decode_latents(coder, [vae.prior()?; LATENTS])?;
    // Decode x with p(x|z).
    let mut image = [0; PIXELS];
    for (x, model) in image.iter_mut().zip(vae.likelihood(&z)?) {
        *x = u8::try_from(coder.decode_symbol(model)?)?;
    }
    // Encode z with q(z|x).
    coder.encode_symbols_reverse(z.into_iter().zip(vae.posterior(&image)?))?;
    Ok(image)
}

fn decode_latents(
    coder: &mut DefaultAnsCoder,
    models: impl IntoIterator<Item = LatentModel>,
) -> Result<Latents, Box<dyn Error>> {
    let mut z = [0; LATENTS];
    for (z, model) in z.iter_mut().zip(models) {
        *z = coder.decode_symbol(model)?;
    }
    Ok(z)
}
