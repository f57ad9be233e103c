//! Makes files with correct checksums from bytes, because a fuzzer does not find them by itself.

use arbitrary::{Result, Unstructured};
use constriction_container::{Dtype, VERSION};

/// Models that are written in files.
const MODELS: [&str; 6] = [
    "Uniform(7)",
    "QuantizedGaussian(-100, 100, mean=1.0, std=5.0)",
    "QuantizedGaussian(-100, 100, std=5.0)",
    "QuantizedLaplace(-20, 20)",
    "Categorical(probabilities=[0.25, 0.5, 0.25], quantization=fast)",
    "Bernoulli()",
];

/// The index entry of the chunks of an abandoned array.
const ABANDONED: u8 = 255;

/// One segment or two.
pub(super) fn file(u: &mut Unstructured<'_>) -> Result<Vec<u8>> {
    let mut file = Vec::new();
    for _ in 0..u.int_in_range(1..=2)? {
        segment(u, &mut file)?;
    }
    Ok(file)
}

fn segment(u: &mut Unstructured<'_>, file: &mut Vec<u8>) -> Result<()> {
    let start = file.len();
    let mut header = b"\x89CST\r\n\x1a\n".to_vec();
    header.extend_from_slice(&VERSION.to_le_bytes());
    header.extend_from_slice(&[0; 2]);
    append_checksum(&mut header);
    file.extend_from_slice(&header);

    let entries = u.int_in_range(0..=3)?;
    let mut index = Vec::new();
    write_number(entries, &mut index);
    for name in 0..entries {
        entry(u, &format!("{start}-{name}"), file, &mut index)?;
    }
    if u.ratio(1, 8)? {
        let place = u.choose_index(index.len())?;
        index[place] = u.arbitrary()?;
    }

    let mut trailer = (index.len() as u64).to_le_bytes().to_vec();
    let len = file.len() - start + index.len() + 28;
    trailer.extend_from_slice(&(len as u64).to_le_bytes());
    trailer.extend_from_slice(&crc32c::crc32c(&index).to_le_bytes());
    append_checksum(&mut trailer);
    trailer.extend_from_slice(b"cst\x89");
    file.extend_from_slice(&index);
    file.extend_from_slice(&trailer);
    Ok(())
}

/// The chunks of an array, and what the index has for it.
fn entry(u: &mut Unstructured<'_>, name: &str, file: &mut Vec<u8>, index: &mut Vec<u8>) -> Result<()> {
    let code = *u.choose(&[0, 1, 2, 3, 4, ABANDONED])?;
    index.push(code);
    if code == ABANDONED {
        let chunks = u.int_in_range(0..=2)?;
        write_number(chunks, index);
        return (0..chunks).try_for_each(|_| chunk(u, None, file, index));
    }
    write_block(name.as_bytes(), index);
    let dtype = *u.choose(Dtype::ALL)?;
    index.push(dtype.code());
    let axes = u.int_in_range(0..=3)?;
    write_number(axes, index);
    let mut elements = 1u64;
    for _ in 0..axes {
        let length = if u.ratio(1, 32)? { u.arbitrary::<u64>()? >> 1 } else { u.int_in_range(0..=40)? };
        write_number(length, index);
        elements = elements.saturating_mul(length);
    }
    if (1..=3).contains(&code) {
        // The precision of these models, mostly.
        index.push(if u.ratio(1, 16)? { u.arbitrary()? } else { 24 });
        index.push(u.int_in_range(0..=1)?);
        let text = if u.ratio(1, 4)? { u.arbitrary()? } else { *u.choose(&MODELS)? };
        write_block(text.as_bytes(), index);
    }
    write_block(if u.arbitrary()? { b"{}" } else { b"" }, index);
    let chunk_len = if u.ratio(1, 32)? { u.arbitrary::<u64>()? >> 1 } else { u.int_in_range(1..=1000)? };
    write_number(chunk_len, index);
    for number in 0..elements.div_ceil(chunk_len.max(1)).min(40) {
        let left = elements - number * chunk_len;
        let raw = (code == 0).then(|| left.min(chunk_len).min(1000) as usize * dtype.width());
        chunk(u, raw, file, index)?;
    }
    Ok(())
}

/// A chunk, of this length if it matters.
fn chunk(u: &mut Unstructured<'_>, len: Option<usize>, file: &mut Vec<u8>, index: &mut Vec<u8>) -> Result<()> {
    let mut payload: Vec<u8> = u.arbitrary()?;
    if let Some(len) = len {
        payload.resize(len, 0);
    }
    let sum = crc32c::crc32c(&payload);
    index.extend_from_slice(&(payload.len() as u32).to_le_bytes());
    index.extend_from_slice(&sum.to_le_bytes());
    let check: u64 = if len.is_some() { sum.into() } else { u.arbitrary()? };
    index.extend_from_slice(&check.to_le_bytes());
    file.append(&mut payload);
    Ok(())
}

fn append_checksum(bytes: &mut Vec<u8>) {
    bytes.extend_from_slice(&crc32c::crc32c(bytes).to_le_bytes());
}

/// LEB128.
fn write_number(mut number: u64, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

fn write_block(block: &[u8], out: &mut Vec<u8>) {
    write_number(block.len() as u64, out);
    out.extend_from_slice(block);
}
