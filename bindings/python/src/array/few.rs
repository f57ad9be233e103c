//! Arrays with few entries, copied to the stack.
//!
//! To lend out the memory of an array, rust-numpy enters it into a registry. That takes longer than to code a few
//! symbols, so their arrays are copied.

use numpy::{Element, PyArray1, PyArray2, PyArrayMethods, PyUntypedArray, PyUntypedArrayMethods};
use pyo3::prelude::*;

/// The most entries that are few.
pub(crate) const FEW: usize = 16;

/// Up to [`FEW`] entries in C order.
#[derive(Clone, Copy)]
pub(crate) struct Few<T> {
    entries: [T; FEW],
    len: usize,
}

impl<T: Copy + Default> Few<T> {
    /// The entries of an array of type `S`, each as another type. Returns `None` if the array is of another type, has
    /// too many entries or more than two dimensions, or one of its entries has no counterpart.
    #[inline]
    pub(crate) fn of<S: Element + Copy>(
        array: &Bound<'_, PyUntypedArray>,
        convert: impl Fn(S) -> Option<T>,
    ) -> Option<Self> {
        let shape = array.shape();
        let len = match *shape {
            [len] => len,
            [rows, columns] => rows.checked_mul(columns)?,
            _ => return None,
        };
        if len > FEW || !array.is_aligned() {
            return None;
        }
        let mut entries = [T::default(); FEW];
        let places = &mut entries[..len];
        if let &[_, columns] = shape {
            let array = array.cast::<PyArray2<S>>().ok()?;
            for (index, place) in places.iter_mut().enumerate() {
                *place = convert(array.get_owned([index / columns, index % columns])?)?;
            }
        } else {
            let array = array.cast::<PyArray1<S>>().ok()?;
            for (index, place) in places.iter_mut().enumerate() {
                *place = convert(array.get_owned(index)?)?;
            }
        }
        Some(Self { entries, len })
    }

    #[inline]
    pub(crate) fn as_slice(&self) -> &[T] {
        &self.entries[..self.len]
    }
}
