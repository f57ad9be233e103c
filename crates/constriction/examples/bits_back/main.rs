//! Compresses images of handwritten digits with a variational autoencoder by bits-back coding, decompresses them, and
//! compares the size with what theory says. See the README beside this file.

mod codec;
mod rate;
mod vae;

use std::error::Error;

use constriction::stream::stack::DefaultAnsCoder;

use rate::SplitMix;
use vae::{Image, PIXELS, Vae};

fn main() -> Result<(), Box<dyn Error>> {
    let vae = Vae::from_weights(include_bytes!("weights.bin")).ok_or("weights.bin has a wrong length")?;
    let images: Vec<Image> =
        include_bytes!("test_images.u8").chunks_exact(PIXELS).map(Image::try_from).collect::<Result<_, _>>()?;
    let pixels = (images.len() * PIXELS) as f64;

    // The random bits that the first image's latents are chosen with.
    let mut rng = SplitMix(1);
    let initial: Vec<u32> = (0..16).map(|_| rng.next() as u32).collect();

    let mut coder = DefaultAnsCoder::from_binary(initial.clone())?;
    let bits_before = coder.num_valid_bits();
    for image in &images {
        codec::encode(&mut coder, &vae, image)?;
    }
    let net_bits = coder.num_valid_bits() - bits_before;
    let compressed = coder.into_compressed()?;

    let mut coder = DefaultAnsCoder::from_compressed(compressed)?;
    for (index, image) in images.iter().enumerate().rev() {
        if codec::decode(&mut coder, &vae)? != *image {
            return Err(format!("image {index} is not what it was").into());
        }
    }
    if coder.into_binary()? != initial {
        return Err("the initial bits are not what they were".into());
    }

    let net = net_bits as f64 / pixels;
    let elbo = rate::negative_elbo(&vae, &images, 100, &mut rng)?;
    println!("images                           {:7}", images.len());
    println!("initial bits                     {bits_before:7}");
    println!("net bits                         {net_bits:7}");
    println!();
    println!("bits per pixel");
    println!("  bits-back coding, net          {net:7.4}");
    println!("  negative ELBO                  {elbo:7.4}   (net: {:+.2} %)", 100.0 * (net / elbo - 1.0));
    println!("  one table of grey levels       {:7.4}", rate::order_0(&images)?);
    println!("  raw                            {:7.4}", 5.0);
    println!();
    println!("All images and the initial bits were restored.");
    Ok(())
}
