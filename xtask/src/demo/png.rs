//! PNG files: their pixels, and how small PNG can make them.

use std::io::Cursor;

use png::{BitDepth, ColorType, Compression, DecodingError, EncodingError, Filter};

use super::image::Image;

/// More pixels than this are not decoded: what a few bytes claim may not fit into the memory.
const MAX_PIXELS: usize = 1 << 25;

const TOO_LARGE: &str = "more pixels than this demo takes";

/// What is in a file.
#[derive(Debug)]
pub(super) enum Content {
    /// A grey image of 8 bits.
    Grey(Image),
    /// A PNG file, but not such an image: why not.
    Other(String),
    /// No PNG file.
    NoPng,
}

/// What is in a file with these bytes.
pub(super) fn read(bytes: &[u8]) -> Content {
    if !bytes.starts_with(b"\x89PNG") {
        return Content::NoPng;
    }
    match decode(bytes) {
        Ok(content) => content,
        Err(DecodingError::LimitsExceeded) => Content::Other(TOO_LARGE.into()),
        Err(error) => {
            // Where in the file it went wrong says nothing to the user.
            let error = error.to_string();
            let reason = error.split(" while ").next().unwrap_or_default().trim_end_matches('.');
            Content::Other(format!("not a valid PNG file ({reason})"))
        }
    }
}

fn decode(bytes: &[u8]) -> Result<Content, DecodingError> {
    let mut reader = png::Decoder::new(Cursor::new(bytes)).read_info()?;
    let info = reader.info();
    let (width, height) = (info.width as usize, info.height as usize);
    if (info.color_type, info.bit_depth) != (ColorType::Grayscale, BitDepth::Eight) {
        let bits = info.bit_depth as u8;
        return Ok(Content::Other(format!("not an 8-bit grey image ({:?}, {bits} bits)", info.color_type)));
    }
    if width.checked_mul(height).is_none_or(|pixels| pixels > MAX_PIXELS) {
        return Ok(Content::Other(TOO_LARGE.into()));
    }
    let mut pixels = vec![0; width * height];
    reader.next_frame(&mut pixels)?;
    reader.finish()?;
    Ok(Content::Grey(Image { width, height, pixels }))
}

/// The image as a PNG file, as small as the `png` crate can make it.
pub(super) fn encode(image: &Image) -> Result<Vec<u8>, EncodingError> {
    let (one, other) = (encode_with(Filter::Adaptive, image)?, encode_with(Filter::MinEntropy, image)?);
    Ok(if one.len() < other.len() { one } else { other })
}

fn encode_with(filter: Filter, image: &Image) -> Result<Vec<u8>, EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, image.width as u32, image.height as u32);
    encoder.set_color(ColorType::Grayscale);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_compression(Compression::High);
    encoder.set_filter(filter);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&image.pixels)?;
    writer.finish()?;
    Ok(bytes)
}
