//! Maps an element's bits to an integer that keeps their order or their top bits, and back.

use crate::word::{Word, half, unzigzag, zigzag};
use crate::{Dtype, Kind};

/// A bijection of an element's bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Map {
    /// Nothing.
    Plain,
    /// Two's complement, moved so that the smallest number is 0.
    Signed,
    /// Two's complement, with small distances from 0 first.
    Zigzag,
    /// A floating-point number, in the order of numbers.
    Ordered,
    /// A floating-point number, with its sign as the lowest bit.
    Rotated,
}

impl Map {
    const ALL: [Self; 5] = [Self::Plain, Self::Signed, Self::Zigzag, Self::Ordered, Self::Rotated];

    pub(crate) fn code(self) -> u8 {
        self as u8
    }

    pub(crate) fn from_code(code: u8) -> Option<Self> {
        Self::ALL.get(usize::from(code)).copied()
    }

    /// The one whose order is that of numbers.
    pub(crate) fn ordered(dtype: Dtype) -> Self {
        match dtype.kind() {
            Kind::Unsigned => Self::Plain,
            Kind::Signed => Self::Signed,
            Kind::Float { .. } => Self::Ordered,
        }
    }

    /// The one that has small integers for numbers near 0.
    pub(crate) fn by_size(dtype: Dtype) -> Self {
        match dtype.kind() {
            Kind::Unsigned => Self::Plain,
            Kind::Signed => Self::Zigzag,
            Kind::Float { .. } => Self::Rotated,
        }
    }

    #[inline]
    pub(crate) fn apply<T: Word>(self, bits: T) -> T {
        let x = bits.to_u64();
        match self {
            Self::Plain => bits,
            Self::Signed => bits.add(half()),
            Self::Zigzag => zigzag(bits),
            Self::Ordered if x >> (T::BITS - 1) == 1 => T::from_u64(!x),
            Self::Ordered => bits.add(half()),
            Self::Rotated => bits.rotated_left(1),
        }
    }

    #[inline]
    pub(crate) fn invert<T: Word>(self, value: T) -> T {
        let x = value.to_u64();
        match self {
            Self::Plain => value,
            Self::Signed => value.sub(half()),
            Self::Zigzag => unzigzag(value),
            Self::Ordered if x >> (T::BITS - 1) == 0 => T::from_u64(!x),
            Self::Ordered => value.sub(half()),
            Self::Rotated => value.rotated_left(T::BITS - 1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn maps_are_bijections() {
        for map in Map::ALL {
            assert_eq!(Map::from_code(map.code()), Some(map));
            assert!((0..=u8::MAX).all(|x| map.invert(map.apply(x)) == x), "{map:?}");
            assert!((0..=u16::MAX).all(|x| map.invert(map.apply(x)) == x), "{map:?}");
            assert!([0, 1, u64::MAX, 1 << 63, 0xfff0_0000_0000_0001].iter().all(|&x| map.invert(map.apply(x)) == x));
        }
    }

    #[test]
    fn floats_are_in_order() {
        let numbers = [f32::NEG_INFINITY, -1.5, -1e-40, 0.0, 1e-40, 2.0, f32::INFINITY];
        let mapped = numbers.map(|x| Map::Ordered.apply(x.to_bits()));
        assert!(mapped.is_sorted());
        assert_eq!(Map::Rotated.apply((-0.0f32).to_bits()), 1);
    }
}
