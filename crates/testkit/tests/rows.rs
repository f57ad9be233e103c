//! Rows that are summed side by side have the intervals of lazy models.

use constriction_core::{DecoderModel, EncoderModel};
use constriction_models::dynamic::{LazyRow, Rows};
use constriction_models::{Cdf, Float, LazyCategorical, ProbabilityError, RowError};
use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256StarStar;

/// Rows that are even or skewed, with zeros of both signs and numbers that are no normal ones.
fn random_rows(rng: &mut impl RngExt, width: usize, rows: usize) -> Vec<f64> {
    let mut probs = Vec::new();
    for _ in 0..rows {
        let power = rng.random_range(0..12);
        let zeros = [0, 0, 3, 50][rng.random_range(0..4)];
        let scale = [1.0, 1.0, 1e-30, 1e30][rng.random_range(0..4)];
        probs.extend((0..width).map(|_| match rng.random_range(0..100) {
            n if n < zeros => [0.0, -0.0, 1e-310, 1e-42][rng.random_range(0..4)],
            _ => rng.random::<f64>().powi(power) * scale,
        }));
    }
    probs
}

fn assert_rows_are_lazy<F: Float + PartialEq + core::fmt::Debug, const P: u32>(
    rng: &mut impl RngExt,
    probs: &[F],
    width: usize,
) {
    let rows = Rows::new(probs, width, P);
    let lazy = probs.chunks(width).map(LazyCategorical::<F, _, P>::new_compatible);
    let lazy: Result<Vec<_>, RowError> =
        lazy.enumerate().map(|(row, model)| model.map_err(|error| RowError { row, error })).collect();
    let (rows, lazy) = match (rows, lazy) {
        (Ok(rows), Ok(lazy)) => (rows, lazy),
        // As text, because NaN is not equal to itself.
        (rows, lazy) => return assert_eq!(format!("{:?}", rows.map(|_| ())), format!("{:?}", lazy.map(|_| ()))),
    };
    assert_eq!((rows.len(), rows.width(), rows.precision()), (lazy.len(), width, P));
    for (row, model) in lazy.iter().enumerate() {
        let symbols = (0..12).map(|_| rng.random_range(0..width)).chain([0, width - 1, width, width + 1]);
        for symbol in symbols {
            let interval = rows.interval(row, symbol);
            assert_eq!(interval, model.interval(&symbol), "symbol {symbol} of row {row}, width {width}");
            let Some(interval) = interval else { continue };
            for quantile in [u64::from(interval.left), interval.right() - 1] {
                assert_eq!(rows.symbol_at(row, quantile as u32), Some((symbol, interval)));
            }
        }
        for _ in 0..30 {
            let quantile = rng.random_range(0..1u64 << P) as u32;
            assert_eq!(rows.symbol_at(row, quantile), model.symbol_at(quantile), "quantile {quantile} of row {row}");
        }
    }
    for (row, probs) in probs.chunks(width).enumerate() {
        let one = LazyRow::new(probs, P).unwrap();
        for symbol in [0, width / 2, width - 1, width] {
            assert_eq!(one.interval(symbol), rows.interval(row, symbol), "symbol {symbol} of row {row}, width {width}");
        }
        for _ in 0..10 {
            let quantile = rng.random_range(0..1u64 << P) as u32;
            assert_eq!(one.symbol_at(quantile), rows.symbol_at(row, quantile), "quantile {quantile} of row {row}");
        }
        // One row of many is summed in another way than one alone.
        let alone = Rows::new(probs, width, P).unwrap();
        assert_eq!(alone.symbol_at(0, 0), rows.symbol_at(row, 0));
        assert_eq!(alone.interval(0, width - 1), rows.interval(row, width - 1));
    }
    assert_eq!(rows.interval(lazy.len(), 0), None);
    assert_eq!(rows.symbol_at(lazy.len(), 0), None);
}

#[test]
fn rows_have_the_intervals_of_lazy_models() {
    let mut rng = Xoshiro256StarStar::seed_from_u64(1);
    for width in (1..=600).chain([999, 5000, 50_257]) {
        let count = rng.random_range(1..36);
        let probs = random_rows(&mut rng, width, if width > 600 { 3 } else { count });
        let singles: Vec<f32> = probs.iter().map(|&p| p as f32).collect();
        assert_rows_are_lazy::<_, 24>(&mut rng, &probs, width);
        assert_rows_are_lazy::<_, 24>(&mut rng, &singles, width);
        assert_rows_are_lazy::<_, 12>(&mut rng, &singles, width);
        assert_rows_are_lazy::<_, 31>(&mut rng, &singles, width);
        assert_rows_are_lazy::<_, 32>(&mut rng, &probs, width);
        assert_rows_are_lazy::<_, 32>(&mut rng, &singles, width);
        assert_rows_are_lazy::<_, 8>(&mut rng, &probs, width);
    }
}

#[test]
fn rows_have_the_intervals_of_tables() {
    let mut rng = Xoshiro256StarStar::seed_from_u64(2);
    for width in 1..=300 {
        let probs: Vec<f32> = random_rows(&mut rng, width, 9).iter().map(|&p| p as f32).collect();
        let Ok(rows) = Rows::new(&probs, width, 24) else { continue };
        for (row, probs) in probs.chunks(width).enumerate() {
            let cdf = Cdf::<24>::fast_compatible(probs).unwrap();
            for symbol in 0..width {
                assert_eq!(rows.interval(row, symbol), cdf.get(symbol));
            }
        }
    }
}

#[test]
fn the_first_bad_row_is_the_error() {
    let mut rng = Xoshiro256StarStar::seed_from_u64(3);
    for width in [1, 2, 7, 16, 17, 40, 256] {
        for count in [1, 2, 7, 8, 9, 30] {
            for _ in 0..20 {
                let mut probs: Vec<f32> = (0..width * count).map(|_| rng.random_range(0.01..1.0)).collect();
                for _ in 0..2 {
                    let place = rng.random_range(0..probs.len());
                    probs[place] =
                        [f32::NAN, f32::INFINITY, f32::NEG_INFINITY, -1.0, -1e-45, f32::MAX][rng.random_range(0..6)];
                }
                if rng.random_range(0..4) == 0 {
                    let row = rng.random_range(0..count);
                    probs[row * width..][..width].fill([0.0, -0.0, 1e-45][rng.random_range(0..3)]);
                }
                assert_rows_are_lazy::<_, 24>(&mut rng, &probs, width);
            }
        }
    }
}

#[test]
fn shapes_and_precisions_are_checked() {
    let error = |row, error| Err(RowError { row, error });
    let new = |len, width, precision| Rows::new(&[0.5f32; 100][..len], width, precision).map(|rows| rows.len());
    assert_eq!(new(0, 10, 24), Ok(0));
    assert_eq!(new(0, 0, 24), error(0, ProbabilityError::Empty));
    assert_eq!(new(10, 0, 24), error(0, ProbabilityError::Empty));
    assert_eq!(new(29, 10, 24), error(2, ProbabilityError::Count { given: 9, expected: 10 }));
    assert_eq!(new(89, 10, 24), error(8, ProbabilityError::Count { given: 9, expected: 10 }));
    assert_eq!(new(9, 10, 24), error(0, ProbabilityError::Count { given: 9, expected: 10 }));
    assert_eq!(new(10, 10, 3), error(0, ProbabilityError::TooMany { symbols: 10, precision: 3 }));
    assert_eq!(new(1, 1, 32), error(0, ProbabilityError::SingleSymbol));
    for precision in [0, 33, u32::MAX] {
        assert_eq!(new(10, 10, precision), error(0, ProbabilityError::Precision { precision, max: 32 }));
    }
    assert!(new(100, usize::MAX, 24).is_err() && new(100, usize::MAX, 32).is_err());
}

#[test]
fn refilled_equals_new() {
    let mut rng = Xoshiro256StarStar::seed_from_u64(4);
    for width in [1, 15, 16, 100] {
        let mut rows = Rows::new(&[], width, 24).unwrap();
        let probs: Vec<Vec<f64>> =
            (0..10).map(|i| (0..width * (17 * i % 23)).map(|_| rng.random_range(0.1..1.0)).collect()).collect();
        for probs in &probs {
            rows = rows.refill(probs).unwrap();
            assert_eq!(rows, Rows::new(probs, width, 24).unwrap());
        }
    }
}
