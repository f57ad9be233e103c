//! Powers of R, modulo `2^64`.

/// The most intervals that are folded at once.
pub(crate) const BLOCK: usize = 64;

/// R: a factor of spectrally good generators, 5 modulo 8, so that no two powers below `2^62` are equal.
pub(crate) const R: u64 = 0xd134_2543_de82_ef95;
/// `R^-1`.
pub(crate) const INVERSE: u64 = inverse(R);

/// `R^0` to `R^64`.
pub(crate) static POWERS: [u64; BLOCK + 1] = powers(R);
/// `R^0` to `R^-64`.
pub(crate) static INVERSE_POWERS: [u64; BLOCK + 1] = powers(INVERSE);

const fn powers(base: u64) -> [u64; BLOCK + 1] {
    let mut powers = [1u64; BLOCK + 1];
    let mut exponent = 1;
    while exponent <= BLOCK {
        powers[exponent] = powers[exponent - 1].wrapping_mul(base);
        exponent += 1;
    }
    powers
}

/// `R^exponent`.
pub(crate) fn power(exponent: i64) -> u64 {
    let mut square = if exponent < 0 { INVERSE } else { R };
    let mut left = exponent.unsigned_abs();
    let mut power = 1u64;
    while left > 0 {
        if left % 2 == 1 {
            power = power.wrapping_mul(square);
        }
        square = square.wrapping_mul(square);
        left /= 2;
    }
    power
}

/// The inverse of an odd number: Newton's method doubles the number of bits that are right, of which there are 3 at
/// the start.
pub(crate) const fn inverse(odd: u64) -> u64 {
    let mut inverse = odd;
    let mut bits = 3;
    while bits < 64 {
        inverse = inverse.wrapping_mul(2u64.wrapping_sub(odd.wrapping_mul(inverse)));
        bits *= 2;
    }
    inverse
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inverses_are_inverse() {
        for odd in [1, 3, R, INVERSE, u64::MAX, 0x8000_0000_0000_0001] {
            assert_eq!(odd.wrapping_mul(inverse(odd)), 1);
        }
        for exponent in 0..=64 {
            assert_eq!(power(exponent), POWERS[exponent as usize]);
            assert_eq!(power(-exponent), INVERSE_POWERS[exponent as usize]);
        }
        assert_eq!(power(i64::MIN).wrapping_mul(power(i64::MAX)).wrapping_mul(R), 1);
    }
}
