//! Files, by a path or as objects of Python's.

use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::watch::Signals;

/// An exception of a Python object, to be raised again.
pub(crate) type Raised = Arc<Mutex<Option<PyErr>>>;

/// A binary file object.
#[derive(Debug)]
pub(crate) struct FileObject {
    object: Py<PyAny>,
    raised: Raised,
}

impl FileObject {
    fn call<T>(&self, call: impl FnOnce(&Bound<'_, PyAny>) -> PyResult<T>) -> io::Result<T> {
        Python::attach(|py| call(self.object.bind(py))).map_err(|error| {
            if let Ok(mut raised) = self.raised.lock() {
                *raised = Some(error);
            }
            io::Error::other("the file object has raised an exception")
        })
    }
}

impl Read for FileObject {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.call(|object| {
            let bytes = object.call_method1("read", (buffer.len(),))?;
            let bytes = bytes.extract::<&[u8]>()?;
            let len = bytes.len().min(buffer.len());
            buffer[..len].copy_from_slice(&bytes[..len]);
            Ok(len)
        })
    }
}

impl Write for FileObject {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.call(|object| {
            let written = object.call_method1("write", (PyBytes::new(object.py(), bytes),))?;
            // Objects that return nothing have written all.
            Ok(written.extract::<usize>().unwrap_or(bytes.len()).min(bytes.len()))
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        self.call(|object| if object.hasattr("flush")? { object.call_method0("flush").map(drop) } else { Ok(()) })
    }
}

impl Seek for FileObject {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let (offset, whence) = match to {
            SeekFrom::Start(offset) => (i128::from(offset), 0),
            SeekFrom::Current(offset) => (i128::from(offset), 1),
            SeekFrom::End(offset) => (i128::from(offset), 2),
        };
        self.call(|object| object.call_method1("seek", (offset, whence))?.extract())
    }
}

/// A file of the operating system's. Containers read and write one chunk after the other, so that this is where signals
/// are looked at; objects of Python's do it themselves.
#[derive(Debug)]
pub(crate) struct Watched<F> {
    file: F,
    signals: Signals,
    raised: Raised,
}

impl<F> Watched<F> {
    fn new(file: F, raised: &Raised) -> Self {
        Self { file, signals: Signals::default(), raised: Arc::clone(raised) }
    }

    fn check(&mut self) -> io::Result<()> {
        self.signals.check().map_err(|error| {
            if let Ok(mut raised) = self.raised.lock() {
                *raised = Some(error);
            }
            io::Error::other("a signal handler has raised an exception")
        })
    }
}

/// Where a container is read from.
#[derive(Debug)]
pub(crate) enum Source {
    Path(Watched<File>),
    Object(FileObject),
}

impl Source {
    pub(crate) fn new(file: &Bound<'_, PyAny>, raised: &Raised) -> PyResult<Self> {
        Ok(match file.hasattr("read")? {
            true => Self::Object(FileObject { object: file.clone().unbind(), raised: Arc::clone(raised) }),
            false => Self::Path(Watched::new(File::open(file.extract::<PathBuf>()?)?, raised)),
        })
    }
}

impl Read for Source {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Path(path) => {
                path.check()?;
                path.file.read(buffer)
            }
            Self::Object(object) => object.read(buffer),
        }
    }
}

impl Seek for Source {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match self {
            Self::Path(path) => path.file.seek(to),
            Self::Object(object) => object.seek(to),
        }
    }
}

/// Where a container is written to.
#[derive(Debug)]
pub(crate) enum Sink {
    Path(Watched<BufWriter<File>>),
    Object(FileObject),
}

impl Sink {
    pub(crate) fn new(file: &Bound<'_, PyAny>, raised: &Raised) -> PyResult<Self> {
        Ok(match file.hasattr("write")? {
            true => Self::Object(FileObject { object: file.clone().unbind(), raised: Arc::clone(raised) }),
            false => Self::Path(Watched::new(BufWriter::new(File::create(file.extract::<PathBuf>()?)?), raised)),
        })
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Path(path) => {
                path.check()?;
                path.file.write(bytes)
            }
            Self::Object(object) => object.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Path(path) => path.file.flush(),
            Self::Object(object) => object.flush(),
        }
    }
}
