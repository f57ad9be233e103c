//! The exponential that weights are defined by.

const LOG2_E: f32 = f32::from_bits(0x3fb8_aa3b);
/// `1.5 * 2^23`, to which small numbers are added to round them to integers, and 31.
const ROUND: f32 = 12_582_943.0;
/// Below, a weight is 0.
const LEAST: f32 = -32.0;
/// From the constant term up. The first one is `1 - 2^-24`, which keeps all weights below `2^31`; the others are the
/// best ones in the relative error of `2^f`, which is at most `2^-23.4`.
const COEFFICIENTS: [f32; 6] = [
    f32::from_bits(0x3f7f_ffff),
    f32::from_bits(0x3f31_7214),
    f32::from_bits(0x3e75_fcdd),
    f32::from_bits(0x3d63_5ba9),
    f32::from_bits(0x3c1e_7543),
    f32::from_bits(0x3aad_dd04),
];

/// `2^31 * exp(d)` for `d <= 0`, truncated, with a relative error of at most `2^-20.7` before.
///
/// `d * log2(e) = j + f` with an integer j and f from -1/2 to 1/2: a polynomial has `2^f`, and j is added to the
/// exponent of the result. Every line is one operation that is rounded to nearest, or more of them from left to right.
/// For other d, the result is any number less than `2^31`.
#[inline(always)]
pub(super) fn exp_weight(d: f32) -> u32 {
    let [c0, c1, c2, c3, c4, c5] = COEFFICIENTS;
    let d = if d > LEAST { d } else { LEAST };
    let d = if d < 0.0 { d } else { 0.0 };
    let t = d * LOG2_E;
    let u = t + ROUND;
    let f = t - (u - ROUND);
    let y = ((((c5 * f + c4) * f + c3) * f + c2) * f + c1) * f + c0;
    let z = f32::from_bits(y.to_bits().wrapping_add(u.to_bits() << 23));
    // SAFETY: d is from -32 to 0, so that j is from -47 to 0, y from 0.7 to 1.42, and z positive and less than 2^31
    // (the largest one is that of d = 0, as the proof in `docs/kernels.md` says).
    unsafe { z.to_int_unchecked::<i32>() as u32 }
}
