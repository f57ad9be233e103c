//! All levels that sum rows do it alike.

use constriction_kernels::Level;
use constriction_kernels::rows::{BLOCK, ROWS, sum_rows};
use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

/// The sums, and all bits.
type Sums = ([f32; ROWS], u32);

/// Each row from left to right.
fn plain(numbers: &[f32], starts: &mut [f32]) -> Sums {
    let width = numbers.len() / ROWS;
    let (mut sums, mut bits) = ([0.0; ROWS], 0);
    for (row, sum) in sums.iter_mut().enumerate() {
        for (column, &number) in numbers[row * width..][..width].iter().enumerate() {
            if column % BLOCK == 0 {
                starts[row * width.div_ceil(BLOCK) + column / BLOCK] = *sum;
            }
            *sum += number;
            bits |= number.to_bits();
        }
    }
    (sums, bits)
}

/// Only x86 has instructions that are faster than several rows side by side.
fn has_kernel(level: Level) -> bool {
    cfg!(target_arch = "x86_64") && level != Level::Scalar
}

#[test]
fn a_level_without_a_kernel_says_so() {
    for level in Level::available() {
        let mut starts = [-1.0; 2 * ROWS];
        let result = sum_rows(level, &[1.0; 20 * ROWS], &mut starts);
        assert_eq!(result.is_some(), has_kernel(level), "{level:?}");
        assert_eq!(starts == [-1.0; 2 * ROWS], !has_kernel(level), "{level:?}");
    }
}

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
        let run = |sum: &dyn Fn(&mut [f32]) -> Option<Sums>| {
            let mut starts = vec![-1.0; ROWS * width.div_ceil(BLOCK) + 1];
            let (sums, bits) = sum(&mut starts)?;
            Some((sums.map(f32::to_bits), bits, starts.into_iter().map(f32::to_bits).collect::<Vec<_>>()))
        };
        let plain = run(&|starts| Some(plain(&numbers, starts)));
        for level in Level::available().filter(|level| has_kernel(*level)) {
            assert_eq!(
                run(&|starts| sum_rows(level, &numbers, starts)),
                plain,
                "{level:?}, width {width}, round {round}"
            );
        }
    }
}

#[test]
fn every_level_finds_what_is_no_number_and_every_sign() {
    for level in Level::available().filter(|level| has_kernel(*level)) {
        for width in [1, 3, 4, 17, 23] {
            for place in 0..ROWS * width {
                for odd in [f32::NAN, f32::INFINITY, -0.0, -1.0] {
                    let mut numbers = vec![1.0; ROWS * width];
                    numbers[place] = odd;
                    let starts = &mut vec![0.0; ROWS * width.div_ceil(BLOCK)];
                    let (sums, bits) = sum_rows(level, &numbers, starts).unwrap();
                    assert_eq!(bits >> 31 == 1, odd.is_sign_negative(), "{level:?}, width {width}, {odd} at {place}");
                    for (row, sum) in sums.into_iter().enumerate() {
                        assert_eq!(sum.is_finite(), row != place / width || odd.is_finite(), "{level:?}, row {row}");
                    }
                }
            }
        }
    }
}
