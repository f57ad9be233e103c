//! Arrays with few entries, copied to the stack.
//!
//! To lend out the memory of an array, rust-numpy enters it into a registry. That takes longer than to code a few
//! symbols, so their arrays are copied.

use numpy::{Element, PyArray1, PyArray2, PyArrayMethods, PyUntypedArray, PyUntypedArrayMethods};
use pyo3::prelude::*;

use super::kind_of;

/// The most entries that are few.
pub(crate) const FEW: usize = 16;
/// The most entries of an array that is copied, as to borrow it takes longer.
pub(super) const SHORT: usize = 512;

/// Up to [`FEW`] entries in C order.
#[derive(Clone, Copy)]
pub(crate) struct Few<T> {
    entries: [T; FEW],
    len: usize,
}

impl Few<f64> {
    /// No entries.
    pub(crate) const fn new() -> Self {
        Self { entries: [0.0; FEW], len: 0 }
    }

    /// Adds an entry, as long as there are few.
    #[inline]
    pub(crate) fn push(&mut self, entry: f64) {
        if let Some(place) = self.entries.get_mut(self.len) {
            *place = entry;
            self.len += 1;
        }
    }
}

impl<T: Copy + Default> Few<T> {
    /// The entries of a short vector of type `S`, each as another type. Returns `None` if the array is of another type or no
    /// vector, has too many entries, or one of them has no counterpart.
    #[inline]
    fn of_vector<S: Element + Copy>(
        array: &Bound<'_, PyUntypedArray>,
        convert: impl Fn(S) -> Option<T>,
    ) -> Option<Self> {
        let &[len] = array.shape() else { return None };
        let mut entries = [T::default(); FEW];
        let places = entries.get_mut(..len)?;
        let array = array.cast::<PyArray1<S>>().ok().filter(|array| array.is_aligned())?;
        for (index, place) in places.iter_mut().enumerate() {
            *place = convert(array.get_owned(index)?)?;
        }
        Some(Self { entries, len })
    }

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

/// A short vector of symbols of a usual type.
#[inline]
pub(crate) fn few_integers(array: &Bound<'_, PyUntypedArray>) -> Option<Few<i32>> {
    match kind_of(array) {
        (b'i', 4) => Few::of_vector(array, Some),
        (b'i', 8) => Few::of_vector(array, |symbol: i64| symbol.try_into().ok()),
        _ => None,
    }
}

/// A short vector of numbers of a usual type.
#[inline]
pub(crate) fn few_numbers(array: &Bound<'_, PyUntypedArray>) -> Option<Few<f64>> {
    match kind_of(array) {
        (b'f', 8) => Few::of_vector(array, Some),
        (b'f', 4) => Few::of_vector(array, |number: f32| Some(number.into())),
        (b'i', 4) => Few::of_vector(array, |number: i32| Some(number.into())),
        (b'i', 8) => Few::of_vector(array, |number: i64| Some(number as f64)),
        _ => None,
    }
}
