//! Elements of arrays: numbers in memory, bytes in files.

use std::borrow::Cow;

use bytemuck::Pod;
use constriction_auto::Dtype;
use constriction_runtime::Symbols;

/// A type of numbers whose slices are arrays of a [`Dtype`].
pub trait Element: Pod {
    /// The type of the elements.
    const DTYPE: Dtype;

    /// The elements' bytes, little-endian: without a copy where that is how they are in memory.
    fn to_bytes(elements: &[Self]) -> Cow<'_, [u8]> {
        if cfg!(target_endian = "little") {
            return Cow::Borrowed(bytemuck::cast_slice(elements));
        }
        Cow::Owned(swapped(bytemuck::cast_slice(elements), size_of::<Self>()))
    }

    /// Elements from their bytes.
    fn from_bytes(bytes: &[u8]) -> Vec<Self> {
        if cfg!(target_endian = "little") {
            return bytemuck::allocation::pod_collect_to_vec(bytes);
        }
        bytemuck::allocation::pod_collect_to_vec(&swapped(bytes, size_of::<Self>()))
    }
}

/// The bytes of each element in the opposite order.
fn swapped(bytes: &[u8], width: usize) -> Vec<u8> {
    bytes.chunks_exact(width).flat_map(|element| element.iter().rev().copied()).collect()
}

macro_rules! elements {
    ($($t:ty: $dtype:ident),*) => {
        $(impl Element for $t {
            const DTYPE: Dtype = Dtype::$dtype;
        })*
    };
}
elements!(u8: U8, i8: I8, u16: U16, i16: I16, u32: U32, i32: I32, u64: U64, i64: I64, f32: F32, f64: F64);

/// Calls a function with the bytes as symbols; `None` if their type is not an integer.
pub(crate) fn with_symbols<T>(bytes: &[u8], dtype: Dtype, run: impl FnOnce(Symbols<'_>) -> T) -> Option<T> {
    macro_rules! typed {
        ($variant:ident, $t:ty) => {
            match bytemuck::try_cast_slice::<u8, $t>(bytes) {
                Ok(symbols) if cfg!(target_endian = "little") => run(Symbols::$variant(symbols)),
                _ => run(Symbols::$variant(&<$t>::from_bytes(bytes))),
            }
        };
    }
    Some(match dtype {
        Dtype::Bool | Dtype::U8 => run(Symbols::U8(bytes)),
        Dtype::I8 => typed!(I8, i8),
        Dtype::I16 => typed!(I16, i16),
        Dtype::U16 => typed!(U16, u16),
        Dtype::I32 => typed!(I32, i32),
        Dtype::U32 => typed!(U32, u32),
        Dtype::I64 => typed!(I64, i64),
        Dtype::U64 => typed!(U64, u64),
        _ => return None,
    })
}

/// Writes symbols as elements of a type; `false` if one of them does not fit.
pub(crate) fn write_symbols(symbols: &[i32], dtype: Dtype, out: &mut [u8]) -> bool {
    macro_rules! typed {
        ($t:ty) => {
            symbols.iter().zip(out.chunks_exact_mut(size_of::<$t>())).all(|(&symbol, place)| {
                <$t>::try_from(symbol).map(|symbol| place.copy_from_slice(&symbol.to_le_bytes())).is_ok()
            })
        };
    }
    match dtype {
        Dtype::Bool => symbols.iter().all(|symbol| (0..=1).contains(symbol)) && typed!(u8),
        Dtype::U8 => typed!(u8),
        Dtype::I8 => typed!(i8),
        Dtype::I16 => typed!(i16),
        Dtype::U16 => typed!(u16),
        Dtype::I32 => typed!(i32),
        Dtype::U32 => typed!(u32),
        Dtype::I64 => typed!(i64),
        Dtype::U64 => typed!(u64),
        _ => false,
    }
}
