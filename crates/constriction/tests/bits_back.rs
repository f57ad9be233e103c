//! The example of bits-back coding does what its README says.
#![cfg(all(feature = "ans", feature = "std"))]

use constriction::stream::stack::DefaultAnsCoder;

#[path = "../examples/bits_back/codec.rs"]
mod codec;
#[path = "../examples/bits_back/rate.rs"]
mod rate;
#[path = "../examples/bits_back/vae.rs"]
mod vae;

use rate::SplitMix;
use vae::{Image, PIXELS, Vae};

fn vae() -> Vae {
    Vae::from_weights(include_bytes!("../examples/bits_back/weights.bin")).unwrap()
}

fn images() -> Vec<Image> {
    include_bytes!("../examples/bits_back/test_images.u8").chunks_exact(PIXELS).map(|i| i.try_into().unwrap()).collect()
}

#[test]
fn images_and_initial_bits_are_restored_at_the_rate_of_the_elbo() {
    let (vae, images) = (vae(), images());
    assert_eq!(images.len(), 297);
    for seed in [1, 2, 3] {
        let mut rng = SplitMix(seed);
        let initial: Vec<u32> = (0..16).map(|_| rng.next() as u32).collect();
        let mut coder = DefaultAnsCoder::from_binary(initial.clone()).unwrap();
        let bits_before = coder.num_valid_bits();
        for image in &images {
            codec::encode(&mut coder, &vae, image).unwrap();
        }
        let net = (coder.num_valid_bits() - bits_before) as f64 / (images.len() * PIXELS) as f64;

        let mut coder = DefaultAnsCoder::from_compressed(coder.into_compressed().unwrap()).unwrap();
        for (index, image) in images.iter().enumerate().rev() {
            assert_eq!(codec::decode(&mut coder, &vae).unwrap(), *image, "seed {seed}, image {index}");
        }
        assert_eq!(coder.into_binary().unwrap(), initial, "seed {seed}");

        let elbo = rate::negative_elbo(&vae, &images, 10, &mut rng).unwrap();
        assert!((net / elbo - 1.0).abs() < 0.02, "seed {seed}: {net} bits per pixel, negative ELBO {elbo}");
        assert!(net < 0.8 * rate::order_0(&images).unwrap(), "seed {seed}: {net} bits per pixel");
    }
}

#[test]
fn compressed_data_are_the_same_on_every_machine() {
    let mut coder = DefaultAnsCoder::from_binary((1..=16).collect::<Vec<u32>>()).unwrap();
    for image in &images() {
        codec::encode(&mut coder, &vae(), image).unwrap();
    }
    // FNV-1a of the words; to be replaced when the weights are.
    let words = coder.into_compressed().unwrap();
    let hash = words
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash: u64, &word| (hash ^ u64::from(word)).wrapping_mul(0x0000_0100_0000_01b3));
    assert_eq!((words.len(), hash), (1217, 0xf6b9_3483_7cec_37cb));
}

#[test]
fn an_impossible_pixel_is_an_error() {
    let mut image = images()[0];
    image[5] = 17;
    let mut coder = DefaultAnsCoder::from_binary(vec![0x1234_5678; 16]).unwrap();
    assert!(codec::encode(&mut coder, &vae(), &image).is_err());
}

#[test]
fn weights_of_another_length_are_refused() {
    let weights = include_bytes!("../examples/bits_back/weights.bin");
    assert!(Vae::from_weights(&weights[1..]).is_none());
    assert!(Vae::from_weights(&[&weights[..], &[0]].concat()).is_none());
    assert!(Vae::from_weights(&[]).is_none());
}
