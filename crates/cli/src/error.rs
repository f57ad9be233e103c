//! The error of compressing or decompressing a file.

use core::fmt;
use std::io;

/// The error of a file.
#[derive(Debug)]
pub(crate) enum Error {
    /// The file system.
    Io(io::Error),
    /// The container.
    Container(constriction_container::Error),
    /// Anything else, in words.
    Words(String),
}

impl Error {
    pub(crate) fn words(words: impl Into<String>) -> Self {
        Self::Words(words.into())
    }

    /// Whether the reader of the output has closed it.
    pub(crate) fn is_broken_pipe(&self) -> bool {
        let kind = match self {
            Self::Io(error) => error.kind(),
            Self::Container(constriction_container::Error::Io { kind, .. }) => *kind,
            _ => return false,
        };
        kind == io::ErrorKind::BrokenPipe
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => error.fmt(f),
            Self::Container(error) => error.fmt(f),
            Self::Words(words) => f.write_str(words),
        }
    }
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<constriction_container::Error> for Error {
    fn from(error: constriction_container::Error) -> Self {
        Self::Container(error)
    }
}
