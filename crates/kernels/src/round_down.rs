//! From floating point to integers.

/// Numbers that are rounded down to integers.
pub trait RoundDown: Copy {
    /// The number rounded down, but at least 0 and at most `most`; 0 where it is not a number.
    ///
    /// This takes fewer instructions than a cast, which looks at the result once more. An integer that is not exact as
    /// a number of this type must not be `most`: the result is then unspecified.
    #[must_use]
    fn round_down(self, most: u32) -> u32;

    /// The same with four numbers and up to `2^30`, by vectors where there are some.
    #[must_use]
    fn round_down_four(numbers: [Self; 4], most: u32) -> [u32; 4];
}

macro_rules! round_down {
    ($($t:ident)*) => {$(
        impl RoundDown for $t {
            #[inline]
            fn round_down(self, most: u32) -> u32 {
                let most = most as $t;
                // In this order, so that what is not a number becomes 0.
                let positive = if self > 0.0 { self } else { 0.0 };
                let x = if positive < most { positive } else { most };
                // SAFETY: x is from 0 to `most`, which is a u32 rounded to the nearest number, at most 2^32: it is
                // finite, and what is left of it is an i64.
                let rounded = unsafe { x.to_int_unchecked::<i64>() };
                rounded as u32
            }

            #[inline]
            fn round_down_four(numbers: [Self; 4], most: u32) -> [u32; 4] {
                let most = most.min(1 << 30) as $t;
                numbers.map(|x| {
                    let positive = if x > 0.0 { x } else { 0.0 };
                    let x = if positive < most { positive } else { most };
                    // SAFETY: x is from 0 to `most`, which is at most 2^30, and so exact or rounded to at most that: it
                    // is finite, and what is left of it is an i32.
                    let rounded = unsafe { x.to_int_unchecked::<i32>() };
                    rounded as u32
                })
            }
        }
    )*};
}
round_down!(f32 f64);

#[cfg(test)]
mod tests {
    use super::RoundDown;

    #[test]
    fn a_cast_with_a_limit_is_the_same() {
        let numbers = [0.0, -0.0, -1.5, 0.99999994, 1.0, 3.7, 8_388_607.5, 16_777_215.0, 16_777_216.0, 1e10, 1e-40];
        for x in numbers.into_iter().chain([f32::NAN, -f32::NAN, f32::INFINITY, f32::NEG_INFINITY, f32::MAX]) {
            for most in [0, 1, 3, 65_535, (1 << 24) - 1, 1 << 24] {
                assert_eq!(x.round_down(most), (x as u32).min(most), "{x} {most}");
                assert_eq!(f64::from(x).round_down(most), (f64::from(x) as u32).min(most), "{x} {most}");
                let others = [f32::NAN, 2.5, f32::INFINITY].map(|x| (x as u32).min(most));
                let expected = [(x as u32).min(most), others[0], others[1], others[2]];
                assert_eq!(f32::round_down_four([x, f32::NAN, 2.5, f32::INFINITY], most), expected);
                assert_eq!(f64::round_down_four([x.into(), f64::NAN, 2.5, f64::INFINITY], most), expected);
            }
        }
        for x in [4_294_967_294.5, 4_294_967_295.5, 1e300, f64::NAN] {
            assert_eq!(x.round_down(u32::MAX), x as u32, "{x}");
        }
    }
}
