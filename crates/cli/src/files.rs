//! Files that are read and written, in the habits of zstd.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufReader, BufWriter, Cursor, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::args::Places;
use crate::error::Error;
use crate::run::for_each;

/// The ending of the names of compressed files.
pub(crate) const SUFFIX: &str = ".cst";

/// The name of standard input and output.
pub(crate) fn is_standard(path: &Path) -> bool {
    path == Path::new("-")
}

/// Something that can be read and sought in.
pub(crate) trait Source: Read + io::Seek + Send {}
impl<T: Read + io::Seek + Send> Source for T {}

/// Opens a file; standard input is read to its end.
pub(crate) fn open(path: &Path) -> Result<Box<dyn Source>, Error> {
    if is_standard(path) {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes)?;
        return Ok(Box::new(Cursor::new(bytes)));
    }
    if fs::metadata(path)?.is_dir() {
        return Err(Error::words("is a directory"));
    }
    Ok(Box::new(BufReader::new(File::open(path)?)))
}

/// Where the result of a file goes, and what is to be done with the file.
#[derive(Debug)]
pub(crate) enum Target {
    Stdout,
    File(PathBuf),
}

/// An output. A file has a temporary name until it is finished, and is removed if it is not finished.
#[derive(Debug)]
pub(crate) struct Output {
    sink: BufWriter<Box<dyn WriteDebug>>,
    /// The present name, and the name of the finished file.
    paths: Option<[PathBuf; 2]>,
}

pub(crate) trait WriteDebug: Write + Send + core::fmt::Debug {}
impl<T: Write + Send + core::fmt::Debug> WriteDebug for T {}

impl Output {
    /// Opens the target for writing.
    pub(crate) fn create(target: &Target, force: bool) -> Result<Self, Error> {
        let (sink, paths): (Box<dyn WriteDebug>, _) = match target {
            Target::Stdout => {
                if io::stdout().is_terminal() && !force {
                    return Err(Error::words("no compressed or binary data is written to a terminal (-f forces it)"));
                }
                (Box::new(io::stdout()), None)
            }
            Target::File(path) => {
                let named = |error: io::Error| Error::Words(format!("{}: {error}", path.display()));
                let present = fs::metadata(path).ok();
                if present.is_some() && !force {
                    return Err(Error::Words(format!("{} is there already (-f overwrites it)", path.display())));
                }
                if present.is_some_and(|present| !present.is_file()) {
                    // A device, or a pipe.
                    (Box::new(OpenOptions::new().write(true).open(path).map_err(named)?), None)
                } else {
                    let mut part = path.clone().into_os_string();
                    part.push(format!(".{}.part", std::process::id()));
                    let part = PathBuf::from(part);
                    let file = OpenOptions::new().write(true).create_new(true).open(&part).map_err(named)?;
                    (Box::new(file), Some([part, path.clone()]))
                }
            }
        };
        Ok(Self { sink: BufWriter::with_capacity(1 << 16, sink), paths })
    }

    /// Gives the file its name.
    pub(crate) fn finish(mut self) -> Result<(), Error> {
        self.sink.flush()?;
        if let Some([part, path]) = &self.paths {
            fs::rename(part, path)?;
        }
        self.paths = None;
        Ok(())
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.sink.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.sink.flush()
    }
}

impl Drop for Output {
    fn drop(&mut self) {
        if let Some([part, _]) = &self.paths {
            // Half of a file is worse than none; that there was an error is known.
            let _ = fs::remove_file(part);
        }
    }
}

/// Does something with each file and its target.
pub(crate) fn for_each_file(
    places: &Places,
    target: impl Fn(&Path) -> Result<PathBuf, Error>,
    mut run: impl FnMut(&Path, &Target) -> Result<(), Error>,
) -> ExitCode {
    let files = if places.files.is_empty() { vec![PathBuf::from("-")] } else { places.files.clone() };
    let output = &places.output;
    for_each(&files, |file| {
        let target = match output {
            Some(output) if is_standard(output) => Target::Stdout,
            Some(_) if files.len() > 1 => return Err(Error::words("one output (-o) for several files")),
            Some(output) => Target::File(output.clone()),
            None if places.stdout || is_standard(file) => Target::Stdout,
            None => Target::File(target(file)?),
        };
        if let Target::File(path) = &target
            && is_same(file, path)
        {
            return Err(Error::words("the output is the input"));
        }
        run(file, &target)?;
        if places.rm && !is_standard(file) && matches!(target, Target::File(_)) {
            fs::remove_file(file)?;
        }
        Ok(())
    })
}

fn is_same(a: &Path, b: &Path) -> bool {
    matches!((fs::canonicalize(a), fs::canonicalize(b)), (Ok(a), Ok(b)) if a == b)
}
