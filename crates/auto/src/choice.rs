//! How a piece of an array is coded.

use core::fmt;

use constriction_ans::ContextOrder;

use crate::number::Input;
use crate::{AutoError, Layout, planes};

const RAW: u8 = 0;
const PLANES: u8 = 1;

/// How pieces of an array are coded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    method: Method,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Method {
    Raw,
    Planes,
}

impl Choice {
    /// The bytes as they are.
    #[must_use]
    pub fn raw() -> Self {
        Self { method: Method::Raw }
    }

    /// What suits an array, of which this is a piece.
    #[must_use]
    pub fn of(data: &[u8], _layout: Layout) -> Self {
        Self { method: if data.is_empty() { Method::Raw } else { Method::Planes } }
    }

    /// Appends a piece, compressed; at most a byte more than the piece has.
    ///
    /// # Panics
    /// If the piece does not have whole elements.
    pub fn encode(&self, data: &[u8], layout: Layout, out: &mut Vec<u8>) {
        let width = layout.dtype.width();
        assert_eq!(data.len() % width, 0, "whole elements");
        let start = out.len();
        match self.method {
            Method::Raw => {}
            Method::Planes => {
                out.push(PLANES);
                planes::encode(data, width, ContextOrder::Best, out);
                if out.len() - start <= data.len() {
                    return;
                }
            }
        }
        out.truncate(start);
        out.push(RAW);
        out.extend_from_slice(data);
    }
}

/// Decodes a piece that has as many bytes as there are places.
///
/// # Errors
/// If the compressed data is not of such a piece. Then, what is in the places is not defined.
pub fn decode(data: &[u8], layout: Layout, out: &mut [u8]) -> Result<(), AutoError> {
    let width = layout.dtype.width();
    if !out.len().is_multiple_of(width) {
        return Err(AutoError::Corrupt);
    }
    let mut input = Input(data);
    match input.byte()? {
        RAW => out.copy_from_slice(input.bytes(out.len())?),
        PLANES => planes::decode(&mut input, width, out)?,
        _ => return Err(AutoError::Corrupt),
    }
    input.finish()
}

impl fmt::Display for Choice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.method {
            Method::Raw => "raw",
            Method::Planes => "bytes",
        })
    }
}
