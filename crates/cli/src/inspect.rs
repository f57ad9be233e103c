//! `constriction inspect`.

use std::io::{self, Read, Seek, Write};
use std::path::Path;

use constriction_container::{ArrayInfo, Coding, Reader};
use serde_json::{Value, json};

use crate::decompress::format_of;
use crate::error::Error;
use crate::files::open;

pub(crate) fn run(file: &Path, is_json: bool) -> Result<(), Error> {
    let mut reader = Reader::new(open(file)?)?;
    let arrays = &reader.arrays().to_vec()[..];
    let mut out = io::stdout().lock();
    if is_json {
        let to_json = |info: &ArrayInfo| Ok(to_json(info, chosen(&mut reader, info)?));
        let arrays: Vec<Value> = arrays.iter().map(to_json).collect::<Result<_, Error>>()?;
        writeln!(out, "{}", json!({ "file": file.to_string_lossy(), "bytes": reader.bytes_read(), "arrays": arrays }))?;
        return Ok(());
    }
    let bytes: u64 = arrays.iter().map(bytes_of).sum();
    let share = 100.0 * reader.bytes_read() as f64 / (bytes as f64).max(1.0);
    writeln!(
        out,
        "{}: {} bytes for {bytes} ({share:.2} %), {}",
        file.display(),
        reader.bytes_read(),
        format_of(arrays)
    )?;
    for info in arrays {
        let shape: Vec<String> = info.shape().iter().map(u64::to_string).collect();
        let share = 100.0 * info.compressed_len() as f64 / (bytes_of(info) as f64).max(1.0);
        writeln!(
            out,
            "  {} {}({}): {} bytes ({share:.2} %), {} chunks of {}, {}",
            info.name(),
            info.dtype(),
            shape.join(", "),
            info.compressed_len(),
            info.chunks(),
            info.chunk_len(),
            coding(info, chosen(&mut reader, info)?.as_deref())
        )?;
    }
    Ok(())
}

fn bytes_of(info: &ArrayInfo) -> u64 {
    info.elements() * info.dtype().width() as u64
}

/// How the first chunk was coded, if that was chosen.
fn chosen<R: Read + Seek>(reader: &mut Reader<R>, info: &ArrayInfo) -> Result<Option<String>, Error> {
    if info.chunks() == 0 || *info.coding() != Coding::Auto {
        return Ok(None);
    }
    Ok(info.describe_chunk(&reader.chunk_bytes(info.name(), 0)?))
}

fn coding(info: &ArrayInfo, chosen: Option<&str>) -> String {
    match info.coding() {
        Coding::Raw => "stored".to_owned(),
        Coding::Auto => format!("chosen: {}", chosen.unwrap_or("nothing")),
        Coding::Model(coding) => {
            let parameters = if coding.stores_parameters() { "in the file" } else { "given by the caller" };
            format!("{} {}, parameters {parameters}", coding.coder(), coding.text())
        }
        other => format!("{other:?}"),
    }
}

fn to_json(info: &ArrayInfo, chosen: Option<String>) -> Value {
    let metadata: Value = serde_json::from_str(info.metadata()).unwrap_or(Value::Null);
    let (kind, model) = match info.coding() {
        Coding::Raw => ("raw", Value::Null),
        Coding::Auto => ("auto", Value::Null),
        Coding::Model(coding) => (
            "model",
            json!({
                "coder": coding.coder().name(), "precision": coding.precision(), "text": coding.text(),
                "stores_parameters": coding.stores_parameters(),
            }),
        ),
        _ => ("unknown", Value::Null),
    };
    json!({
        "name": info.name(), "dtype": info.dtype().name(), "shape": info.shape(), "bytes": bytes_of(info),
        "compressed_bytes": info.compressed_len(), "chunks": info.chunks(), "chunk_len": info.chunk_len(),
        "coding": kind, "chosen": chosen, "model": model, "metadata": metadata,
    })
}
