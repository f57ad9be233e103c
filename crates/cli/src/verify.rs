//! `constriction verify`.

use std::io;
use std::path::Path;

use constriction_container::Reader;

use crate::args::Common;
use crate::compress::threads;
use crate::decompress::write_elements;
use crate::error::Error;
use crate::files::open;
use crate::progress::{bar, done};

pub(crate) fn run(file: &Path, common: Common) -> Result<(), Error> {
    let mut reader = Reader::new(open(file)?)?.with_threads(threads(common.threads))?;
    let arrays = reader.arrays().to_vec();
    let total = arrays.iter().map(|info| info.elements() * info.dtype().width() as u64).sum();
    let bar = bar(file, total, common.quiet);
    let mut unread = 0;
    for info in &arrays {
        if info.needs_parameters()? {
            for chunk in 0..info.chunks() {
                reader.chunk_bytes(info.name(), chunk)?;
            }
            unread += 1;
        } else {
            write_elements(&mut reader, info, &mut io::sink(), &bar)?;
        }
    }
    bar.finish_and_clear();
    let note = if unread > 0 { format!(", {unread} of them by their checksums only") } else { String::new() };
    done(common.quiet, &format!("{}: {} arrays are as they were written{note}", file.display(), arrays.len()));
    Ok(())
}
