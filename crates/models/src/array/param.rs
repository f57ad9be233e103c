//! `Param`: a parameter of many models, one number for all or one for each.

use core::ops::Range;

#[cfg(feature = "alloc")]
use constriction_kernels::Level;

#[cfg(feature = "alloc")]
use crate::Half;
use crate::{Bf16, Element, F16};

/// Numbers in floating point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum FloatSlice<'a> {
    /// In half precision.
    F16(&'a [F16]),
    /// As the upper halves of single precision.
    Bf16(&'a [Bf16]),
    /// In single precision. Where the bits depend on it, they are computed in single precision.
    F32(&'a [f32]),
    /// In double precision.
    F64(&'a [f64]),
}

/// Runs the same code with numbers of any type.
macro_rules! with_floats {
    ($floats:expr, $numbers:ident => $do:expr) => {
        match $floats {
            FloatSlice::F16($numbers) => $do,
            FloatSlice::Bf16($numbers) => $do,
            FloatSlice::F32($numbers) => $do,
            FloatSlice::F64($numbers) => $do,
        }
    };
}
#[cfg(feature = "alloc")]
pub(super) use with_floats;

impl FloatSlice<'_> {
    /// The number of numbers.
    #[inline]
    #[must_use]
    pub fn len(&self) -> usize {
        with_floats!(self, numbers => numbers.len())
    }

    /// Whether there is no number.
    #[inline]
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Part of the numbers.
    ///
    /// # Panics
    /// If they are not there.
    #[inline]
    #[must_use]
    pub fn slice(&self, range: Range<usize>) -> Self {
        match self {
            Self::F16(values) => Self::F16(&values[range]),
            Self::Bf16(values) => Self::Bf16(&values[range]),
            Self::F32(values) => Self::F32(&values[range]),
            Self::F64(values) => Self::F64(&values[range]),
        }
    }

    /// The number at a place, in double precision.
    ///
    /// # Panics
    /// If the place is past the end.
    #[inline]
    #[must_use]
    pub fn get(&self, place: usize) -> f64 {
        with_floats!(self, numbers => numbers[place].to_f64())
    }

    /// The place of the first number for which something does not hold.
    #[inline]
    pub(super) fn first_without(&self, holds: impl Fn(f64) -> bool + Copy) -> Option<usize> {
        /// Counts first, as several numbers are looked at side by side then.
        #[inline]
        fn first<T: Copy>(values: &[T], holds: impl Fn(T) -> bool) -> Option<usize> {
            let number = values.iter().filter(|&&value| holds(value)).count();
            if number == values.len() { None } else { values.iter().position(|&value| !holds(value)) }
        }
        with_floats!(self, numbers => first(numbers, |number| holds(number.to_f64())))
    }
}

#[cfg(feature = "alloc")]
impl<'a> FloatSlice<'a> {
    /// Converts the numbers to double precision.
    #[must_use]
    pub fn widest(self) -> alloc::borrow::Cow<'a, [f64]> {
        match self {
            Self::F64(numbers) => numbers.into(),
            other => with_floats!(other, numbers => numbers.iter().map(|number| number.to_f64()).collect()),
        }
    }
}

/// Numbers in half precision as numbers in single precision, in which their tables are computed.
#[cfg(feature = "alloc")]
#[must_use]
pub fn widened<H: Half>(numbers: &[H]) -> alloc::vec::Vec<f32> {
    let mut wide = alloc::vec![0.0; numbers.len()];
    H::widen_all(Level::detect(), numbers, &mut wide);
    wide
}

/// A parameter of many models: a number or a vector of numbers for each symbol, or one for all of them.
///
/// `From` makes one of a slice with a number for each symbol, and of a reference to one number for all.
///
/// ```
/// use constriction_models::array::{FloatSlice, Param};
///
/// let scales: Param<'_> = (&[0.5f32, 2.5]).into();
/// assert_eq!(scales, Param { values: FloatSlice::F32(&[0.5, 2.5]), width: 1, per_symbol: true });
/// let mean: Param<'_> = (&3.5f64).into();
/// assert_eq!(mean, Param { values: FloatSlice::F64(&[3.5]), width: 1, per_symbol: false });
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Param<'a> {
    /// Number after number, or vector after vector.
    pub values: FloatSlice<'a>,
    /// How many numbers there are for one symbol: 1, or the length of a vector.
    pub width: usize,
    /// Whether each symbol has its own; otherwise there is just one number or vector, for all.
    pub per_symbol: bool,
}

impl<'a> Param<'a> {
    /// The number of symbols that it is for, if it is not the same for all.
    #[inline]
    #[must_use]
    pub fn symbols(&self) -> Option<usize> {
        self.per_symbol.then(|| self.values.len().checked_div(self.width).unwrap_or(0))
    }

    /// The part for some of the symbols; all of it if it is the same for all symbols.
    ///
    /// # Panics
    /// If it is not there.
    #[inline]
    #[must_use]
    pub fn slice(&self, places: Range<usize>) -> Self {
        if !self.per_symbol {
            return *self;
        }
        Self { values: self.values.slice(places.start * self.width..places.end * self.width), ..*self }
    }

    /// The number of one symbol.
    ///
    /// # Panics
    /// If the parameter has no number for this symbol.
    #[inline]
    #[must_use]
    pub fn number(&self, place: usize) -> f64 {
        self.values.get(if self.per_symbol { place } else { 0 })
    }

    /// Writes the numbers of symbols from `start` on as integers; `false` if one of them is not an integer of 32 bits.
    ///
    /// # Panics
    /// If there is no number for one of the symbols.
    #[inline]
    #[must_use]
    pub fn integers(&self, start: usize, integers: &mut [u32]) -> bool {
        // Next to 2^52, the low bits of a number are an integer.
        const NEAR: f64 = (1u64 << 52) as f64;
        let mut excess = 0;
        let mut convert = |number: f64| {
            let near = number + NEAR;
            let bits = near.to_bits() ^ NEAR.to_bits();
            excess |= bits >> 32 | u64::from(near - NEAR != number);
            bits as u32
        };
        if self.per_symbol {
            let places = start..start + integers.len();
            with_floats!(self.values, numbers => for (integer, &number) in integers.iter_mut().zip(&numbers[places]) {
                *integer = convert(number.to_f64());
            });
        } else {
            integers.fill(convert(self.values.get(0)));
        }
        excess == 0
    }

    /// All numbers, if there is one for each symbol in double precision.
    #[inline]
    pub(super) fn as_f64(&self) -> Option<&'a [f64]> {
        match self.values {
            FloatSlice::F64(values) if self.per_symbol => Some(values),
            _ => None,
        }
    }

    /// The numbers of some symbols in double precision, of which the buffer takes those that are not in that form.
    #[inline]
    pub(super) fn numbers<'b>(&self, places: Range<usize>, buffer: &'b mut [f64]) -> &'b [f64]
    where
        'a: 'b,
    {
        match self.values {
            FloatSlice::F64(values) if self.per_symbol => &values[places],
            values if self.per_symbol => {
                let buffer = &mut buffer[..places.len()];
                with_floats!(values, values => for (place, &value) in buffer.iter_mut().zip(&values[places]) {
                    *place = value.to_f64();
                });
                buffer
            }
            values => {
                let buffer = &mut buffer[..places.len()];
                buffer.fill(values.get(0));
                buffer
            }
        }
    }
}

#[cfg(feature = "alloc")]
impl<'a> Param<'a> {
    /// The vectors of some symbols in double precision, of which the buffer takes those that are not in that form.
    pub(super) fn vectors<'b>(&self, places: Range<usize>, buffer: &'b mut alloc::vec::Vec<f64>) -> &'b [f64]
    where
        'a: 'b,
    {
        let numbers = self.slice(places.clone()).values;
        match numbers {
            FloatSlice::F64(numbers) if self.per_symbol => return numbers,
            _ => {}
        }
        for _ in 0..if self.per_symbol { 1 } else { places.len() } {
            with_floats!(numbers, numbers => buffer.extend(numbers.iter().map(|x| x.to_f64())));
        }
        buffer
    }
}

macro_rules! param {
    ($($variant:ident $t:ident)*) => {$(
        impl<'a> From<&'a [$t]> for FloatSlice<'a> {
            #[inline]
            fn from(numbers: &'a [$t]) -> Self {
                Self::$variant(numbers)
            }
        }
        impl<'a, const N: usize> From<&'a [$t; N]> for FloatSlice<'a> {
            #[inline]
            fn from(numbers: &'a [$t; N]) -> Self {
                Self::$variant(numbers)
            }
        }
        impl<'a> From<&'a [$t]> for Param<'a> {
            /// A number for each symbol.
            #[inline]
            fn from(values: &'a [$t]) -> Self {
                Self { values: FloatSlice::$variant(values), width: 1, per_symbol: true }
            }
        }
        impl<'a, const N: usize> From<&'a [$t; N]> for Param<'a> {
            /// A number for each symbol.
            #[inline]
            fn from(values: &'a [$t; N]) -> Self {
                values[..].into()
            }
        }
        #[cfg(feature = "alloc")]
        impl<'a> From<&'a alloc::vec::Vec<$t>> for Param<'a> {
            /// A number for each symbol.
            #[inline]
            fn from(values: &'a alloc::vec::Vec<$t>) -> Self {
                values[..].into()
            }
        }
        impl<'a> From<&'a $t> for Param<'a> {
            /// The same number for all symbols.
            #[inline]
            fn from(value: &'a $t) -> Self {
                Self { values: FloatSlice::$variant(core::slice::from_ref(value)), width: 1, per_symbol: false }
            }
        }
    )*};
}
param!(F16 F16 Bf16 Bf16 F32 f32 F64 f64);

#[cfg(test)]
mod tests {
    use super::Param;

    #[test]
    fn only_integers_of_32_bits_are_integers() {
        let mut places = [7; 3];
        assert!(Param::from(&[0.0, 4_294_967_295.0, -0.0]).integers(0, &mut places));
        assert_eq!(places, [0, u32::MAX, 0]);
        assert!(Param::from(&[9.0f32, 1.0, 2.0, 255.0]).integers(1, &mut places));
        assert_eq!(places, [1, 2, 255]);
        assert!(Param::from(&5.0).integers(10, &mut places));
        assert_eq!(places, [5; 3]);
        for number in [0.5, -1.0, 4_294_967_296.0, 1e300, -1e-300, f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert!(!Param::from(&[1.0, number, 1.0]).integers(0, &mut places), "{number}");
        }
    }
}
