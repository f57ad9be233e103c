//! PNG images: their pixels are coded, and the image is written anew.

use std::io::{BufReader, Write};

use constriction_container::{ArraySpec, Dtype};
use png::{BitDepth, ColorType, Decoder, Encoder};

use crate::error::Error;
use crate::files::Source;
use crate::pieces::{Take, metadata, piece_of};

/// Takes the pixels of a grey image or one of three colours, with 8 or 16 bits each and without anything besides.
pub(crate) fn read(source: &mut Box<dyn Source>, take: &mut Take<'_>) -> Result<bool, Error> {
    let Ok(mut reader) = Decoder::new(BufReader::new(source)).read_info() else { return Ok(false) };
    let info = reader.info();
    let channels = match info.color_type {
        ColorType::Grayscale => 1,
        ColorType::Rgb => 3,
        _ => return Ok(false),
    };
    let dtype = match info.bit_depth {
        BitDepth::Eight => Dtype::U8,
        BitDepth::Sixteen => Dtype::U16,
        _ => return Ok(false),
    };
    let (width, height) = (u64::from(info.width), u64::from(info.height));
    // What says how the pixels are to be shown is not kept, so that such images are coded as bytes.
    let is_plain = info.trns.is_none() && info.animation_control.is_none();
    let Some(size) = reader.output_buffer_size() else { return Ok(false) };
    let mut pixels = vec![0; size];
    if !is_plain || reader.next_frame(&mut pixels).is_err() {
        return Ok(false);
    }
    if dtype == Dtype::U16 {
        swap(&mut pixels);
    }
    let shape = [height, width, channels];
    let shape = if channels == 1 { &shape[..2] } else { &shape[..] };
    let spec = ArraySpec::new("image", dtype, shape).with_metadata(metadata("png", &[]));
    take(piece_of(spec, pixels))?;
    Ok(true)
}

/// Writes pixels as an image.
pub(crate) fn write(sink: impl Write, dtype: Dtype, shape: &[u64], mut pixels: Vec<u8>) -> Result<(), Error> {
    let wrong = || Error::words("the array is not an image that PNG has");
    let (color, height, width) = match *shape {
        [height, width] => (ColorType::Grayscale, height, width),
        [height, width, 3] => (ColorType::Rgb, height, width),
        _ => return Err(wrong()),
    };
    let (Ok(width), Ok(height)) = (u32::try_from(width), u32::try_from(height)) else { return Err(wrong()) };
    let mut encoder = Encoder::new(sink, width, height);
    encoder.set_color(color);
    encoder.set_depth(match dtype {
        Dtype::U8 => BitDepth::Eight,
        Dtype::U16 => {
            swap(&mut pixels);
            BitDepth::Sixteen
        }
        _ => return Err(wrong()),
    });
    let words = |error: png::EncodingError| Error::Words(error.to_string());
    let mut writer = encoder.write_header().map_err(words)?;
    writer.write_image_data(&pixels).map_err(words)?;
    writer.finish().map_err(words)
}

/// Between PNG's order of bytes and the other.
fn swap(pixels: &mut [u8]) {
    pixels.as_chunks_mut::<2>().0.iter_mut().for_each(|pair| pair.reverse());
}
