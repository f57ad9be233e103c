//! Inverse transforms: RFC 6386, section 14.

/// The DC coefficients of 16 blocks from those of Y2.
pub(crate) fn walsh_hadamard(block: &[i32; 16]) -> [i32; 16] {
    let pass = |block: &[i32; 16], across: usize, along: usize, round: i32, shift: u32| {
        let mut out = [0; 16];
        for i in 0..4 {
            let at = |k: usize| block[i * across + k * along];
            let (a, b) = (at(0) + at(3), at(1) + at(2));
            let (c, d) = (at(1) - at(2), at(0) - at(3));
            for (k, value) in [a + b, c + d, a - b, d - c].into_iter().enumerate() {
                out[i * across + k * along] = (value + round) >> shift;
            }
        }
        out
    };
    pass(&pass(block, 1, 4, 0, 0), 4, 1, 3, 3)
}

/// What a block of 4 by 4 coefficients adds to the samples.
pub(crate) fn cosine(block: &[i32; 16]) -> [i32; 16] {
    // sqrt(2) cos(pi / 8) and sqrt(2) sin(pi / 8), out of 2^16.
    let cos = |value: i32| value + ((value * 20091) >> 16);
    let sin = |value: i32| (value * 35468) >> 16;
    let pass = |block: &[i32; 16], across: usize, along: usize, round: i32, shift: u32| {
        let mut out = [0; 16];
        for i in 0..4 {
            let at = |k: usize| block[i * across + k * along];
            let (a, b) = (at(0) + at(2), at(0) - at(2));
            let (c, d) = (sin(at(1)) - cos(at(3)), cos(at(1)) + sin(at(3)));
            for (k, value) in [a + d, b + c, b - c, a - d].into_iter().enumerate() {
                out[i * across + k * along] = (value + round) >> shift;
            }
        }
        out
    };
    pass(&pass(block, 1, 4, 0, 0), 4, 1, 4, 3)
}
