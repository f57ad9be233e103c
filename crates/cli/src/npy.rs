//! numpy's files of one array.

use std::io::{Read, Seek, SeekFrom};

use constriction_container::{ArraySpec, Dtype};
use npyz::{NpyHeader, Order};
use serde_json::json;

use crate::error::Error;
use crate::files::Source;
use crate::pieces::{Piece, Take, metadata};

pub(crate) const MAGIC: &[u8] = b"\x93NUMPY";

/// The type of elements that numpy describes so, if containers have it.
fn dtype(descr: &str) -> Option<Dtype> {
    Some(match descr.trim_matches('\'') {
        "|b1" => Dtype::Bool,
        "|i1" | "<i1" => Dtype::I8,
        "|u1" | "<u1" => Dtype::U8,
        "<i2" => Dtype::I16,
        "<u2" => Dtype::U16,
        "<i4" => Dtype::I32,
        "<u4" => Dtype::U32,
        "<i8" => Dtype::I64,
        "<u8" => Dtype::U64,
        "<f2" => Dtype::F16,
        "<f4" => Dtype::F32,
        "<f8" => Dtype::F64,
        "<c8" => Dtype::C64,
        "<c16" => Dtype::C128,
        _ => return None,
    })
}

/// numpy's name of a type; types that numpy does not know have only a width.
pub(crate) fn descr(dtype: Dtype) -> String {
    match dtype {
        Dtype::Bool => "|b1".to_owned(),
        Dtype::I8 => "|i1".to_owned(),
        Dtype::U8 => "|u1".to_owned(),
        Dtype::I16 => "<i2".to_owned(),
        Dtype::U16 => "<u2".to_owned(),
        Dtype::I32 => "<i4".to_owned(),
        Dtype::U32 => "<u4".to_owned(),
        Dtype::I64 => "<i8".to_owned(),
        Dtype::U64 => "<u8".to_owned(),
        Dtype::F16 => "<f2".to_owned(),
        Dtype::F32 => "<f4".to_owned(),
        Dtype::F64 => "<f8".to_owned(),
        Dtype::C64 => "<c8".to_owned(),
        Dtype::C128 => "<c16".to_owned(),
        other => format!("|V{}", other.width()),
    }
}

/// The first bytes of a file of numpy's.
pub(crate) fn header(dtype: Dtype, shape: &[u64]) -> Vec<u8> {
    let axes: Vec<String> = shape.iter().map(u64::to_string).collect();
    let comma = if axes.len() == 1 { "," } else { "" };
    let mut text =
        format!("{{'descr': '{}', 'fortran_order': False, 'shape': ({}{comma}), }}", descr(dtype), axes.join(", "));
    while (text.len() + 11) % 64 != 0 {
        text.push(' ');
    }
    text.push('\n');
    let mut header = [MAGIC, &[1, 0]].concat();
    header.extend((text.len() as u16).to_le_bytes());
    header.extend(text.as_bytes());
    header
}

/// The header of a file.
pub(crate) struct Header {
    pub(crate) dtype: Dtype,
    /// The length of each axis, in the order of the elements: of an array in Fortran order, the last axis first.
    pub(crate) shape: Vec<u64>,
    /// The bytes, each of them a character, so that any header is a text.
    pub(crate) text: String,
}

impl Header {
    /// The number of bytes of the header.
    fn len(&self) -> u64 {
        self.text.chars().count() as u64
    }

    /// Whether a file of this many bytes has the header and the elements, and nothing else.
    pub(crate) fn is_all_of(&self, bytes: u64) -> bool {
        let width = self.dtype.width() as u64;
        let elements = self.shape.iter().try_fold(width, |product, &length| product.checked_mul(length));
        elements.and_then(|elements| elements.checked_add(self.len())) == Some(bytes)
    }
}

/// Takes the array, if it is one that containers have.
pub(crate) fn read(source: &mut Box<dyn Source>, take: &mut Take<'_>) -> Result<bool, Error> {
    let Some(header) = read_header(source)? else { return Ok(false) };
    let len = source.seek(SeekFrom::End(0))?;
    if !header.is_all_of(len) {
        return Ok(false);
    }
    source.seek(SeekFrom::Start(header.len()))?;
    let metadata = metadata("npy", &[("header", json!(header.text))]);
    let spec = ArraySpec::new("array", header.dtype, &header.shape).with_metadata(metadata);
    take(Piece { spec, bytes: Box::new(source) })?;
    Ok(true)
}

/// Reads the first bytes of a file; `None` if containers do not have such arrays.
pub(crate) fn read_header(source: &mut impl Read) -> Result<Option<Header>, Error> {
    let mut start = vec![0; 10];
    if source.read_exact(&mut start).is_err() {
        return Ok(None);
    }
    let len = match start[6] {
        1 => u64::from(u16::from_le_bytes([start[8], start[9]])),
        2 | 3 => {
            let mut more = [0; 2];
            if source.read_exact(&mut more).is_err() {
                return Ok(None);
            }
            start.extend(more);
            u32::from_le_bytes([start[8], start[9], more[0], more[1]]).into()
        }
        _ => return Ok(None),
    };
    source.take(len).read_to_end(&mut start)?;
    let Ok(header) = NpyHeader::from_reader(&start[..]) else { return Ok(None) };
    let Some(dtype) = dtype(&header.dtype().descr()) else { return Ok(None) };
    let mut shape = header.shape().to_vec();
    if header.order() == Order::Fortran {
        shape.reverse();
    }
    Ok(Some(Header { dtype, shape, text: start.into_iter().map(char::from).collect() }))
}
