//! An adaptive codec for grey images: each pixel's error of prediction, by the activity around it.
//!
//! ```sh
//! cargo run --release -p constriction-adaptive --example image -- [FILE.pgm…]
//! ```
//!
//! Without a file, it codes an image that it draws. A pixel is predicted by the median edge detector of LOCO-I; the
//! error is a symbol of `Counts`, whose context is how much the neighbours differ. Any coder can take it; here it is
//! ANS, which encodes the last pixel first, though the model learns from the first one.
//!
//! # References
//! - Weinberger, Seroussi, Sapiro, "The LOCO-I lossless image compression algorithm", IEEE Transactions on Image
//!   Processing 9 (8), 2000, <https://doi.org/10.1109/83.855427>

use std::error::Error;
use std::process::ExitCode;

use constriction_adaptive::{Contexts, Counts, DecodeAdaptive, EncodeArray, cost_bits};
use constriction_ans::DefaultAnsCoder;

const ACTIVITIES: usize = 12;

#[derive(Debug, PartialEq)]
struct Image {
    width: usize,
    /// Row after row.
    pixels: Vec<u8>,
}

/// The neighbours of the pixel at a place: left, top, top left and top right. At the borders, others stand for them.
fn neighbours(pixels: &[u8], width: usize, place: usize) -> [i32; 4] {
    let (x, has_row) = (place % width, place >= width);
    let get = |back: usize| i32::from(pixels[place - back]);
    let top = if has_row {
        get(width)
    } else if x > 0 {
        get(1)
    } else {
        128
    };
    let left = if x > 0 { get(1) } else { top };
    let top_left = if has_row && x > 0 { get(width + 1) } else { top };
    let top_right = if has_row && x + 1 < width { get(width - 1) } else { top };
    [left, top, top_left, top_right]
}

/// The median of left, top, and the plane through the neighbours.
fn predict([left, top, top_left, _]: [i32; 4]) -> i32 {
    (left + top - top_left).clamp(left.min(top), left.max(top))
}

/// How much the neighbours differ, on a scale of logarithms.
fn activity([left, top, top_left, top_right]: [i32; 4]) -> usize {
    let sum = left.abs_diff(top_left) + top_left.abs_diff(top) + top.abs_diff(top_right);
    let octave = (sum + 1).ilog2();
    let half = (sum + 1) >> octave.saturating_sub(1) & 1;
    (2 * octave as usize + half as usize).saturating_sub(1).min(ACTIVITIES - 1)
}

/// The errors of prediction, as symbols: 0, -1, 1, -2, 2, …, modulo 256.
fn errors(image: &Image) -> Vec<u32> {
    let error = |place| {
        let prediction = predict(neighbours(&image.pixels, image.width, place));
        let error = image.pixels[place].wrapping_sub(prediction as u8) as i8;
        u32::from((error << 1 ^ error >> 7) as u8)
    };
    (0..image.pixels.len()).map(error).collect()
}

fn pixel(error: u32, neighbours: [i32; 4]) -> u8 {
    let error = (error >> 1) as u8 ^ (error as u8 & 1).wrapping_neg();
    error.wrapping_add(predict(neighbours) as u8)
}

fn model() -> Counts<Vec<u32>> {
    Counts::new(256, ACTIVITIES, 24, 1 << 14).expect("the parameters are in range")
}

/// The activities of an image that is known.
fn contexts(image: &Image) -> impl Contexts<u32> + '_ {
    |before: &[u32]| activity(neighbours(&image.pixels, image.width, before.len()))
}

fn compress(image: &Image) -> Result<Vec<u32>, Box<dyn Error>> {
    let mut coder = DefaultAnsCoder::new();
    coder.encode_array(&mut model(), &contexts(image), &errors(image))?;
    Ok(coder.into_compressed()?)
}

fn restore(words: Vec<u32>, width: usize, height: usize) -> Result<Image, Box<dyn Error>> {
    let mut coder = DefaultAnsCoder::from_compressed(words).map_err(|_| "the last word is 0")?;
    let mut model = model();
    let mut pixels = Vec::new();
    for place in 0..width * height {
        let around = neighbours(&pixels, width, place);
        let error = coder.decode_adaptive(&mut model, activity(around))?;
        pixels.push(pixel(error, around));
    }
    Ok(Image { width, pixels })
}

/// Reads a binary portable grey map of 8 bits.
fn read_pgm(bytes: &[u8]) -> Option<Image> {
    let mut rest = bytes;
    let mut words = [0; 3];
    rest = rest.strip_prefix(b"P5")?;
    for word in &mut words {
        while let [first, after @ ..] = rest
            && first.is_ascii_whitespace()
        {
            rest = after;
        }
        let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        *word = std::str::from_utf8(&rest[..digits]).ok()?.parse().ok()?;
        rest = &rest[digits..];
    }
    let [width, height, most] = words;
    let pixels = rest.get(1..)?.get(..usize::checked_mul(width, height)?)?.to_vec();
    (width > 0 && most == 255).then_some(Image { width, pixels })
}

/// A disc in front of a slope, with some noise.
fn drawing(width: usize, height: usize) -> Image {
    let mut state = 1u32;
    let mut pixel = |x: usize, y: usize| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let distance = x.abs_diff(width / 2).pow(2) + y.abs_diff(height / 2).pow(2);
        let slope = 60 + 100 * x / width + 60 * y / height;
        let inside = distance < (height / 3).pow(2);
        ((if inside { 255 - slope } else { slope }) as u8).wrapping_add((state >> 30) as u8)
    };
    Image { width, pixels: (0..width * height).map(|place| pixel(place % width, place / width)).collect() }
}

fn main() -> ExitCode {
    let paths: Vec<_> = std::env::args().skip(1).collect();
    let read = |path: &String| read_pgm(&std::fs::read(path).ok()?);
    let images: Vec<_> = if paths.is_empty() {
        vec![("a drawing".to_owned(), Some(drawing(512, 512)))]
    } else {
        paths.iter().map(|path| (path.clone(), read(path))).collect()
    };
    for (name, image) in images {
        let result = image.ok_or_else(|| "no portable grey map of 8 bits".into()).and_then(|image| show(&name, &image));
        if let Err(error) = result {
            eprintln!("{name}: {error}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

fn show(name: &str, image: &Image) -> Result<(), Box<dyn Error>> {
    let expected =
        cost_bits(&model(), &contexts(image), &errors(image)).ok_or("an error that the model has no symbol for")?;
    let words = compress(image)?;
    let bytes = 4 * words.len();
    let count = image.pixels.len();
    if &restore(words, image.width, count / image.width)? != image {
        return Err("what was restored is not what was compressed".into());
    }
    println!(
        "{name}: {count} pixels to {bytes} bytes ({:.3} bits a pixel), {:.0} expected",
        8.0 * bytes as f64 / count as f64,
        expected / 8.0
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_compressed_is_restored() {
        for (width, height) in [(1, 1), (1, 9), (9, 1), (17, 13)] {
            let image = drawing(width, height);
            assert_eq!(restore(compress(&image).unwrap(), width, height).unwrap(), image);
        }
    }

    #[test]
    fn a_file_that_is_none_is_refused() {
        for bytes in [&b""[..], b"P5", b"P5 2 2 255\nabc", b"P5 0 0 255\n", b"P5 99999999999 99999999999 255\n"] {
            assert!(read_pgm(bytes).is_none());
        }
        assert_eq!(read_pgm(b"P5 2 1 255\nab"), Some(Image { width: 2, pixels: b"ab".to_vec() }));
    }
}
