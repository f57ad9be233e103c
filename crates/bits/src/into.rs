//! Conversions into sources of words.

#[cfg(feature = "alloc")]
use alloc::{boxed::Box, vec::Vec};

#[cfg(feature = "alloc")]
use crate::Peek;
use crate::{Cursor, ReadWords};

/// A source, or a slice or vector to read from its start.
#[diagnostic::on_unimplemented(
    message = "words of the type `{W}` cannot be read from `{Self}`",
    note = "they can from `Vec<{W}>` and `&[{W}]`; for bytes, there are `from_bytes` and `ByteCursor`"
)]
pub trait IntoReadWords<W> {
    /// The source.
    type Reader: ReadWords<W>;

    /// Makes the source.
    fn into_read_words(self) -> Self::Reader;
}

impl<W, R: ReadWords<W>> IntoReadWords<W> for R {
    type Reader = R;

    #[inline]
    fn into_read_words(self) -> R {
        self
    }
}

// For each word by name: a generic implementation could overlap with a `ReadWords` for vectors of a user's words.
macro_rules! into_read_words {
    ($w:ty: $($buffer:ty),*) => {$(
        impl IntoReadWords<$w> for $buffer {
            type Reader = Cursor<$w, Self>;

            #[inline]
            fn into_read_words(self) -> Self::Reader {
                Cursor::at_start(self)
            }
        }
    )*};
}
into_read_words!(u8: &[u8]);
into_read_words!(u16: &[u16]);
into_read_words!(u32: &[u32]);
into_read_words!(u64: &[u64]);
#[cfg(feature = "alloc")]
into_read_words!(u8: Vec<u8>, Box<[u8]>, &Vec<u8>, Peek<'_, Vec<u8>>);
#[cfg(feature = "alloc")]
into_read_words!(u16: Vec<u16>, Box<[u16]>, &Vec<u16>, Peek<'_, Vec<u16>>);
#[cfg(feature = "alloc")]
into_read_words!(u32: Vec<u32>, Box<[u32]>, &Vec<u32>, Peek<'_, Vec<u32>>);
#[cfg(feature = "alloc")]
into_read_words!(u64: Vec<u64>, Box<[u64]>, &Vec<u64>, Peek<'_, Vec<u64>>);

macro_rules! array_into_read_words {
    ($($w:ty)*) => {$(
        impl<const N: usize> IntoReadWords<$w> for &[$w; N] {
            type Reader = Cursor<$w, Self>;

            #[inline]
            fn into_read_words(self) -> Self::Reader {
                Cursor::at_start(self)
            }
        }
    )*};
}
array_into_read_words!(u8 u16 u32 u64);
