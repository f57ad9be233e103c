//! `constriction decompress`.

use std::io::{Cursor, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use constriction_container::{ArrayInfo, Reader};
use indicatif::ProgressBar;
use serde_json::Value;

use crate::args::Decompress;
use crate::compress::threads;
use crate::error::Error;
use crate::files::{Output, SUFFIX, Target, for_each_file, open};
use crate::npz::NpzWriter;
use crate::progress::{bar, done};
use crate::{npy, png};

/// About how many elements are decoded at a time.
const BLOCK: u64 = 1 << 22;

pub(crate) fn run(args: &Decompress) -> ExitCode {
    let places = &args.places;
    let target = |file: &Path| {
        let name = file.to_string_lossy();
        let name = name.strip_suffix(SUFFIX).filter(|name| !name.is_empty() && !name.ends_with('/'));
        let name =
            name.ok_or_else(|| Error::Words(format!("the name does not end with {SUFFIX} (-o says where to write)")))?;
        Ok(PathBuf::from(name))
    };
    for_each_file(places, target, |file, target| {
        let mut reader = Reader::new(open(file)?)?.with_threads(threads(places.common.threads))?;
        let total = reader.arrays().iter().map(|info| info.elements() * info.dtype().width() as u64).sum();
        let bar = bar(file, total, places.common.quiet);
        let mut output = Output::create(target, places.force)?;
        decompress(&mut reader, &mut output, &bar)?;
        output.finish()?;
        bar.finish_and_clear();
        let name =
            if let Target::File(path) = target { path.display().to_string() } else { "standard output".to_owned() };
        done(places.common.quiet, &format!("{}: {total} bytes -> {name}", file.display()));
        Ok(())
    })
}

/// The metadata about the file that an array is from.
pub(crate) fn file_of(info: &ArrayInfo) -> Option<Value> {
    let metadata: Value = serde_json::from_str(info.metadata()).ok()?;
    metadata.get("file").cloned()
}

/// The kind of file that a container was made from; `npz` for arrays from several files, or without a file.
pub(crate) fn format_of(arrays: &[ArrayInfo]) -> String {
    let formats: Vec<Option<String>> =
        arrays.iter().map(|info| Some(file_of(info)?.get("format")?.as_str()?.to_owned())).collect();
    let Some(Some(first)) = formats.first() else { return "npz".to_owned() };
    let is_one = matches!(first.as_str(), "npy" | "raw" | "bytes" | "png");
    let is_same = formats.iter().all(|format| format.as_ref() == Some(first));
    if is_same && (!is_one || arrays.len() == 1) { first.clone() } else { "npz".to_owned() }
}

/// The first bytes of the file that an array is in.
fn header(info: &ArrayInfo) -> Vec<u8> {
    let header = file_of(info).and_then(|file| Some(file.get("header")?.as_str()?.to_owned()));
    // Each character is a byte.
    let bytes = header.and_then(|header| header.chars().map(|c| u8::try_from(c).ok()).collect());
    bytes.unwrap_or_else(|| npy::header(info.dtype(), info.shape()))
}

/// Writes the file that a container was made from.
pub(crate) fn decompress<R: Read + Seek>(
    reader: &mut Reader<R>,
    output: &mut impl Write,
    bar: &ProgressBar,
) -> Result<(), Error> {
    let arrays = reader.arrays().to_vec();
    match format_of(&arrays).as_str() {
        "npz" => {
            let mut archive = NpzWriter::new(Cursor::new(Vec::new()));
            for info in &arrays {
                archive.start(info.name(), &header(info))?;
                write_elements(reader, info, &mut archive, bar)?;
            }
            output.write_all(archive.finish()?.get_ref())?;
        }
        "png" => {
            let info = &arrays[0];
            let mut pixels = Vec::new();
            write_elements(reader, info, &mut pixels, bar)?;
            png::write(output, info.dtype(), info.shape(), pixels)?;
        }
        format => {
            for info in &arrays {
                if format == "npy" {
                    output.write_all(&header(info))?;
                }
                write_elements(reader, info, output, bar)?;
            }
        }
    }
    Ok(())
}

/// Writes the elements of an array.
pub(crate) fn write_elements<R: Read + Seek>(
    reader: &mut Reader<R>,
    info: &ArrayInfo,
    output: &mut impl Write,
    bar: &ProgressBar,
) -> Result<(), Error> {
    if info.needs_parameters()? {
        return Err(Error::Words(format!("the array {:?} needs parameters that are not in the file", info.name())));
    }
    let width = info.dtype().width() as u64;
    let step = (BLOCK / info.chunk_len()).max(1) * info.chunk_len();
    let mut buffer = Vec::new();
    let mut start = 0;
    while start < info.elements() {
        let end = info.elements().min(start + step);
        buffer.resize(((end - start) * width) as usize, 0);
        reader.read_into(info.name(), start..end, &[], &mut buffer)?;
        output.write_all(&buffer)?;
        bar.inc(buffer.len() as u64);
        start = end;
    }
    Ok(())
}
