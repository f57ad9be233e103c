//! All levels sum rows alike.

use constriction_kernels::Level;
use constriction_kernels::rows::{BLOCK, ROWS, sum_rows};
use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

#[test]
fn every_level_sums_rows_alike() {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(1);
    for round in 0..1_000 {
        let width = if round < 300 { round } else { rng.random_range(1..400) };
        let number = |rng: &mut Xoshiro256PlusPlus| match round % 4 {
            // Any finite number of this sign, the subnormal ones included.
            0 => f32::from_bits(rng.random_range(0..=f32::MAX.to_bits())),
            1 => rng.random::<f32>() - 0.01,
            2 if rng.random() => 0.0,
            _ => (-20.0 * rng.random::<f32>()).exp(),
        };
        let numbers: Vec<f32> = (0..ROWS * width + round % ROWS).map(|_| number(&mut rng)).collect();
        let run = |level| {
            let mut starts = vec![-1.0; ROWS * width.div_ceil(BLOCK) + 1];
            let (sums, bits) = sum_rows(level, &numbers, &mut starts);
            (sums.map(f32::to_bits), bits, starts.into_iter().map(f32::to_bits).collect::<Vec<_>>())
        };
        let plain = run(Level::Scalar);
        for level in Level::available() {
            assert_eq!(run(level), plain, "{level:?}, width {width}, round {round}");
        }
    }
}

#[test]
fn every_level_finds_what_is_no_number_and_every_sign() {
    for level in Level::available() {
        for width in [1, 3, 4, 17, 23] {
            for place in 0..ROWS * width {
                for odd in [f32::NAN, f32::INFINITY, -0.0, -1.0] {
                    let mut numbers = vec![1.0; ROWS * width];
                    numbers[place] = odd;
                    let (sums, bits) = sum_rows(level, &numbers, &mut vec![0.0; ROWS * width.div_ceil(BLOCK)]);
                    assert_eq!(bits >> 31 == 1, odd.is_sign_negative(), "{level:?}, width {width}, {odd} at {place}");
                    for (row, sum) in sums.into_iter().enumerate() {
                        assert_eq!(sum.is_finite(), row != place / width || odd.is_finite(), "{level:?}, row {row}");
                    }
                }
            }
        }
    }
}
