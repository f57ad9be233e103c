//! From floating point to integers.

/// Numbers that are rounded down to integers.
pub trait RoundDown: Copy {
    /// The number rounded down, but at least 0 and at most `most`; 0 where it is not a number.
    ///
    /// This takes fewer instructions than a cast, which looks at the result once more. An integer that is not exact as
    /// a number of this type must not be `most`: the result is then unspecified.
    #[must_use]
    fn round_down(self, most: u32) -> u32;

    /// The same with four numbers, each with a limit of its own from `-2^30` to `2^30`, by vectors where there are some. A limit
    /// below 0 is the result.
    #[must_use]
    fn round_down_four(numbers: [Self; 4], most: [Self; 4]) -> [i32; 4];
}

#[cfg(not(target_arch = "x86_64"))]
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
            fn round_down_four(numbers: [Self; 4], most: [Self; 4]) -> [i32; 4] {
                let positive = numbers.map(|x| if x > 0.0 { x } else { 0.0 });
                core::array::from_fn(|i| {
                    let x = if positive[i] < most[i] { positive[i] } else { most[i] };
                    x as i32
                })
            }
        }
    )*};
}
#[cfg(not(target_arch = "x86_64"))]
round_down!(f32 f64);

/// The instructions by name, as a compiler makes more of them from comparisons with a constant. SSE2 is in every x86-64.
#[cfg(target_arch = "x86_64")]
mod sse2 {
    use core::arch::x86_64::*;

    use super::RoundDown;

    impl RoundDown for f32 {
        #[inline]
        fn round_down(self, most: u32) -> u32 {
            // SAFETY: SSE2 is there. In this order, what is not a number becomes 0.
            let rounded = unsafe {
                let positive = _mm_max_ss(_mm_set_ss(self), _mm_setzero_ps());
                _mm_cvttss_si64(_mm_min_ss(positive, _mm_set_ss(most as f32)))
            };
            rounded as u32
        }

        #[inline]
        fn round_down_four([a, b, c, d]: [f32; 4], most: [f32; 4]) -> [i32; 4] {
            let mut rounded = [0; 4];
            // SAFETY: SSE2 is there, and the array has room for four numbers.
            unsafe {
                let positive = _mm_max_ps(_mm_setr_ps(a, b, c, d), _mm_setzero_ps());
                let x = _mm_min_ps(positive, _mm_setr_ps(most[0], most[1], most[2], most[3]));
                _mm_storeu_si128(rounded.as_mut_ptr().cast(), _mm_cvttps_epi32(x));
            }
            rounded
        }
    }

    impl RoundDown for f64 {
        #[inline]
        fn round_down(self, most: u32) -> u32 {
            // SAFETY: as above.
            let rounded = unsafe {
                let positive = _mm_max_sd(_mm_set_sd(self), _mm_setzero_pd());
                _mm_cvttsd_si64(_mm_min_sd(positive, _mm_set_sd(most.into())))
            };
            rounded as u32
        }

        #[inline]
        fn round_down_four([a, b, c, d]: [f64; 4], most: [f64; 4]) -> [i32; 4] {
            let mut rounded = [0; 4];
            // SAFETY: as above.
            unsafe {
                let two = |x, most| _mm_cvttpd_epi32(_mm_min_pd(_mm_max_pd(x, _mm_setzero_pd()), most));
                let first = two(_mm_setr_pd(a, b), _mm_setr_pd(most[0], most[1]));
                let second = two(_mm_setr_pd(c, d), _mm_setr_pd(most[2], most[3]));
                _mm_storeu_si128(rounded.as_mut_ptr().cast(), _mm_unpacklo_epi64(first, second));
            }
            rounded
        }
    }
}

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
                let expected = [(x as u32).min(most) as i32, 0, 2, most as i32 + 5];
                let limits = [most as i32, most as i32, 7, most as i32 + 5];
                let four = f32::round_down_four([x, f32::NAN, 2.5, f32::INFINITY], limits.map(|x| x as f32));
                let wide = f64::round_down_four([x.into(), f64::NAN, 2.5, f64::INFINITY], limits.map(f64::from));
                assert_eq!(wide, expected);
                if most < 1 << 23 {
                    assert_eq!(four, expected);
                }
                assert_eq!(f32::round_down_four([x; 4], [-3.0; 4]), [-3; 4]);
                assert_eq!(f64::round_down_four([x.into(); 4], [-3.0; 4]), [-3; 4]);
            }
        }
        for x in [4_294_967_294.5, 4_294_967_295.5, 1e300, f64::NAN] {
            assert_eq!(x.round_down(u32::MAX), x as u32, "{x}");
        }
    }
}
