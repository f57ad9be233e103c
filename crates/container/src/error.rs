//! The errors of writing and reading containers.

use core::fmt;
use core::ops::Range;
use std::io;

use constriction_runtime::{Error as ModelError, ParseError};

/// A part of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Part {
    /// The first bytes, with the version.
    Header,
    /// The list of arrays and chunks.
    Index,
    /// The last bytes, with the place of the index.
    Trailer,
    /// A chunk.
    Chunk {
        /// The name of its array.
        array: String,
        /// The number of the chunk in the array.
        chunk: usize,
    },
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Header => f.write_str("the header"),
            Self::Index => f.write_str("the index"),
            Self::Trailer => f.write_str("the trailer"),
            Self::Chunk { array, chunk } => write!(f, "chunk {chunk} of the array {array:?}"),
        }
    }
}

/// The error of a container.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Error {
    /// The file could not be read or written.
    Io {
        /// The kind of failure.
        kind: io::ErrorKind,
        /// The system's message.
        message: String,
    },
    /// The file does not begin as a container does.
    NotAContainer,
    /// A later version of this package wrote the file.
    Version {
        /// The version of the file's format.
        found: u16,
    },
    /// The file ends before it should.
    Truncated,
    /// A part of the file is damaged: its checksum does not match.
    Corrupt {
        /// The part.
        part: Part,
    },
    /// A part of the file has its checksum, but not the form that it must have.
    Malformed {
        /// The part.
        part: Part,
        /// The fault.
        reason: &'static str,
    },
    /// A chunk was decoded with other models than it was encoded with: parameters differ, or their order.
    ModelMismatch {
        /// The name of the array.
        array: String,
        /// The number of the chunk.
        chunk: usize,
        /// The elements of the chunk, counted in the array.
        symbols: Range<u64>,
    },
    /// The file has no array of this name.
    NoSuchArray {
        /// The name.
        name: String,
    },
    /// There is an array of this name already.
    DuplicateName {
        /// The name.
        name: String,
    },
    /// There is a wrong number of elements, or of bytes for them.
    Length {
        /// How many there must be.
        expected: u64,
        /// How many there are.
        given: u64,
    },
    /// Elements that are not there were asked for.
    OutOfRange {
        /// Those that were asked for.
        asked: Range<u64>,
        /// The number of elements.
        elements: u64,
    },
    /// A parameter is for another number of elements.
    ParameterLength {
        /// Which of the parameters that were given.
        parameter: usize,
        /// The elements of the chunks that are needed: parameters are for these, or for the whole array.
        needed: Range<u64>,
        /// The number of elements that it is for.
        given: u64,
    },
    /// A parameter that is the same for all symbols of an array has changed within the array.
    ParameterChanged {
        /// Which of the parameters that were given.
        parameter: usize,
    },
    /// The array has its parameters in the file, or has no model, so that none can be given.
    NeedsNoParameters {
        /// The name of the array.
        array: String,
    },
    /// The elements to be written do not start and end at the borders of chunks.
    Unaligned {
        /// The number of elements of a chunk.
        chunk_len: u64,
    },
    /// Something is larger than the format allows.
    TooLarge {
        /// The name of what is too large.
        what: &'static str,
        /// The largest value.
        most: u64,
    },
    /// The array's elements cannot have this type.
    Dtype {
        /// The name of the array.
        array: String,
        /// The type.
        dtype: constriction_auto::Dtype,
    },
    /// The metadata is not JSON.
    Metadata {
        /// Where it is not.
        message: String,
    },
    /// The model and the symbols or parameters do not fit.
    Model {
        /// The name of the array.
        array: String,
        /// The first element of the chunk, from which indexes in the error are counted.
        start: u64,
        /// The fault.
        error: ModelError,
    },
    /// The text does not describe a model that this version knows.
    ModelText {
        /// The name of the array.
        array: String,
        /// The fault.
        error: ParseError,
    },
    /// An earlier call failed while writing, so that the output is not a container.
    Broken,
    /// Threads could not be started.
    Threads,
}

impl Error {
    pub(crate) fn malformed(part: Part, reason: &'static str) -> Self {
        Self::Malformed { part, reason }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io { message, .. } => f.write_str(message),
            Self::NotAContainer => f.write_str("this is not a container of compressed arrays"),
            Self::Version { found } => {
                write!(f, "the container has version {found}, and this package reads versions up to {}", crate::VERSION)
            }
            Self::Truncated => f.write_str("the container is truncated"),
            Self::Corrupt { part } => write!(f, "{part} is damaged: its checksum does not match"),
            Self::Malformed { part, reason } => write!(f, "{part} is malformed: {reason}"),
            Self::ModelMismatch { array, chunk, symbols } => write!(
                f,
                "chunk {chunk} of the array {array:?} (elements {} to {}) was encoded with other models: the parameters \
                 that are given now differ from those of the encoder",
                symbols.start,
                symbols.end.saturating_sub(1)
            ),
            Self::NoSuchArray { name } => write!(f, "there is no array {name:?}"),
            Self::DuplicateName { name } => write!(f, "there is an array {name:?} already"),
            Self::Length { expected, given } => write!(f, "expected {expected} elements, but {given} were given"),
            Self::OutOfRange { asked, elements } => write!(
                f,
                "elements {} to {} were asked for, but the array has {elements}",
                asked.start,
                asked.end.saturating_sub(1)
            ),
            Self::ParameterLength { parameter, needed, given } => write!(
                f,
                "parameter {parameter} is for {given} elements, but must be for all, or for the elements {} to {} of the \
                 chunks that are needed",
                needed.start,
                needed.end.saturating_sub(1)
            ),
            Self::ParameterChanged { parameter } => {
                write!(f, "parameter {parameter} is the same for all symbols, but has changed within the array")
            }
            Self::NeedsNoParameters { array } => write!(f, "the array {array:?} needs no parameters"),
            Self::Unaligned { chunk_len } => {
                write!(f, "all parts but the last must be whole chunks of {chunk_len} elements")
            }
            Self::TooLarge { what, most } => write!(f, "{what} is too large: at most {most}"),
            Self::Dtype { array, dtype } => {
                write!(f, "the array {array:?} cannot have elements of type {dtype} with a model")
            }
            Self::Metadata { message } => write!(f, "the metadata is not JSON: {message}"),
            Self::Model { array, start, error } => {
                write!(f, "array {array:?}, in the chunk from element {start} on: {error}")
            }
            Self::ModelText { array, error } => write!(f, "the model of the array {array:?}: {error}"),
            Self::Broken => f.write_str("an earlier call failed while writing"),
            Self::Threads => f.write_str("threads could not be started"),
        }
    }
}

impl core::error::Error for Error {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match self {
            Self::Model { error, .. } => Some(error),
            Self::ModelText { error, .. } => Some(error),
            _ => None,
        }
    }
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::UnexpectedEof => Self::Truncated,
            kind => Self::Io { kind, message: error.to_string() },
        }
    }
}
