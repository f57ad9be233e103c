//! `constriction compress`.

use core::num::NonZeroUsize;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use constriction_container::Writer;
use indicatif::ProgressBar;

use crate::args::{Compress, Numbers};
use crate::error::Error;
use crate::files::{Output, SUFFIX, Source, for_each_file, open};
use crate::pieces::{Piece, read};
use crate::progress::{bar, done};

/// About how many bytes are read at a time, for each thread.
const BLOCK: usize = 4 << 20;

pub(crate) fn run(args: &Compress) -> ExitCode {
    let places = &args.places;
    let target = |file: &Path| {
        let mut name = file.as_os_str().to_owned();
        name.push(SUFFIX);
        Ok(PathBuf::from(name))
    };
    for_each_file(places, target, |file, target| {
        let mut source = open(file)?;
        let len = source.seek(std::io::SeekFrom::End(0))?;
        source.rewind()?;
        let bar = bar(file, len, places.common.quiet);
        let output = Output::create(target, places.force)?;
        let (output, written) = compress(file, source, &args.numbers, output, threads(places.common.threads), &bar)?;
        output.finish()?;
        bar.finish_and_clear();
        let share = 100.0 * written as f64 / (len as f64).max(1.0);
        done(places.common.quiet, &format!("{}: {len} -> {written} bytes ({share:.2} %)", file.display()));
        Ok(())
    })
}

/// A number of threads; 0 is as many as there are processors.
pub(crate) fn threads(number: usize) -> Option<NonZeroUsize> {
    NonZeroUsize::new(number)
}

/// Compresses a file, and returns where it went and the number of bytes.
pub(crate) fn compress<W: Write>(
    file: &Path,
    source: Box<dyn Source>,
    numbers: &Numbers,
    sink: W,
    threads: Option<NonZeroUsize>,
    bar: &ProgressBar,
) -> Result<(W, u64), Error> {
    let many =
        threads.map_or_else(|| std::thread::available_parallelism().map_or(1, NonZeroUsize::get), NonZeroUsize::get);
    let mut writer = Writer::new(sink)?.with_threads(threads)?;
    read(file, source, numbers, &mut |piece: Piece<'_>| {
        let Piece { spec, mut bytes } = piece;
        let width = spec.dtype().width();
        let mut array = writer.array(spec)?;
        let chunk = array.chunk_len() as usize * width;
        let block = (BLOCK / chunk).max(1) * chunk * many;
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            bytes.by_ref().take(block as u64).read_to_end(&mut buffer)?;
            array.push(&buffer, &[])?;
            bar.inc(buffer.len() as u64);
            if buffer.len() < block {
                break;
            }
        }
        array.finish()?;
        Ok(())
    })?;
    Ok(writer.finish()?)
}
