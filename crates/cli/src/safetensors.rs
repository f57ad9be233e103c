//! Files of the safetensors format.

use std::io::{Read, SeekFrom};

use constriction_container::{ArraySpec, Dtype};
use safetensors::Dtype as Type;
use safetensors::tensor::Metadata;

use crate::error::Error;
use crate::files::Source;
use crate::pieces::{Piece, Take, metadata, piece_of};

/// The name of the array that has the file's header. Tensors cannot have it: it is the key of the format's own metadata.
pub(crate) const HEADER: &str = "__metadata__";

fn dtype(of: Type) -> Option<Dtype> {
    Some(match of {
        Type::BOOL => Dtype::Bool,
        Type::U8 => Dtype::U8,
        Type::I8 => Dtype::I8,
        Type::U16 => Dtype::U16,
        Type::I16 => Dtype::I16,
        Type::U32 => Dtype::U32,
        Type::I32 => Dtype::I32,
        Type::U64 => Dtype::U64,
        Type::I64 => Dtype::I64,
        Type::F16 => Dtype::F16,
        Type::BF16 => Dtype::Bf16,
        Type::F32 => Dtype::F32,
        Type::F64 => Dtype::F64,
        Type::F8_E4M3 => Dtype::F8E4M3Fn,
        Type::F8_E5M2 => Dtype::F8E5M2,
        Type::C64 => Dtype::C64,
        _ => return None,
    })
}

/// Takes the tensors in the order of their bytes, and the header before them.
pub(crate) fn read(source: &mut Box<dyn Source>, take: &mut Take<'_>) -> Result<bool, Error> {
    /// The longest header that the format allows.
    const LONGEST: u64 = 100_000_000;
    let total = source.seek(SeekFrom::End(0))?;
    source.rewind()?;
    let mut start = [0; 8];
    if source.read_exact(&mut start).is_err() {
        return Ok(false);
    }
    let len = u64::from_le_bytes(start);
    if len > LONGEST || len > total {
        return Ok(false);
    }
    let mut header = start.to_vec();
    source.by_ref().take(len).read_to_end(&mut header)?;
    let Ok(index) = serde_json::from_slice::<Metadata>(&header[8..]) else { return Ok(false) };
    let mut tensors: Vec<_> = index.tensors().into_iter().collect();
    tensors.sort_by_key(|(_, info)| info.data_offsets);
    // One after the other, without gaps, to the end of the file.
    let mut end = 0;
    for (_, info) in &tensors {
        let Some(dtype) = dtype(info.dtype) else { return Ok(false) };
        let bytes = info.shape.iter().try_fold(dtype.width(), |product, &length| product.checked_mul(length));
        let (from, to) = info.data_offsets;
        if from != end || to.checked_sub(from) != bytes {
            return Ok(false);
        }
        end = to;
    }
    if header.len() as u64 != 8 + len || header.len() as u64 + end as u64 != total {
        return Ok(false);
    }
    let data = metadata("safetensors", &[]);
    let spec = ArraySpec::new(HEADER, Dtype::U8, &[header.len() as u64]).with_metadata(data.as_str());
    let place = header.len() as u64;
    take(piece_of(spec, header))?;
    for (name, info) in tensors {
        let Some(dtype) = dtype(info.dtype) else { return Ok(false) };
        let shape: Vec<u64> = info.shape.iter().map(|&length| length as u64).collect();
        let (from, to) = info.data_offsets;
        source.seek(SeekFrom::Start(place + from as u64))?;
        let bytes = source.by_ref().take((to - from) as u64);
        take(Piece { spec: ArraySpec::new(name, dtype, &shape).with_metadata(data.as_str()), bytes: Box::new(bytes) })?;
    }
    Ok(true)
}
