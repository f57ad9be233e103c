//! Weights agree with their definition, at all levels and for all types of numbers.

use constriction_kernels::Level;
use constriction_kernels::weights::{Bf16, Element, F16, Half, Invalid, Scale};
use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

/// A number as an integer and a power of two, from its bits: no arithmetic of the processor is involved.
fn parts(x: f64) -> (u64, i32) {
    let (exponent, mantissa) = ((x.to_bits() >> 52 & 0x7ff) as i32, x.to_bits() & ((1 << 52) - 1));
    if exponent == 0 { (mantissa, -1074) } else { (mantissa | 1 << 52, exponent - 1075) }
}

/// `floor(p * 2^k)` with the k of a row.
fn exact_weights(row: &[f64]) -> Vec<u32> {
    let largest = row.iter().map(|p| p.to_bits() << 1).max().unwrap();
    let (mantissa, exponent) = parts(f64::from_bits(largest >> 1));
    let k = 31 - (exponent + 64 - mantissa.leading_zeros() as i32);
    let weight = |&p: &f64| {
        let (mantissa, exponent) = parts(p);
        match exponent + k {
            up @ 0.. => mantissa << up,
            down => mantissa.checked_shr(down.unsigned_abs()).unwrap_or(0),
        }
    };
    row.iter().map(|p| weight(p) as u32).collect()
}

/// The definition in `docs/formats.md`, for a logit that is this far from the largest one.
fn defined_exponential(d: f32) -> u32 {
    let d = d.max(-32.0);
    let t = d * f32::from_bits(0x3fb8_aa3b);
    let u = t + 12_582_943.0;
    let f = t - (u - 12_582_943.0);
    let mut y = f32::from_bits(0x3aad_dd04);
    for c in [0x3c1e_7543, 0x3d63_5ba9, 0x3e75_fcdd, 0x3f31_7214, 0x3f7f_ffff] {
        y = y * f + f32::from_bits(c);
    }
    f32::from_bits(y.to_bits().wrapping_add(u.to_bits() << 23)) as u32
}

fn defined_logit_weights(row: &[f64]) -> Vec<u32> {
    let max = row.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    row.iter().map(|&x| defined_exponential((x - max) as f32)).collect()
}

/// Everything that a scale computes, at all levels.
fn assert_weights<E: Element>(what: &str, row: &[E], scale: impl Fn(Level) -> Result<Scale<E>, Invalid>, want: &[u32]) {
    let n = row.len();
    for level in Level::available() {
        let scale = scale(level).unwrap();
        let mut weights = vec![u32::MAX; n];
        scale.weights(level, row, &mut weights);
        assert_eq!(weights, want, "{level:?}, {what}, {n} numbers");
        let one_by_one: Vec<u32> = row.iter().map(|&x| scale.weight(x)).collect();
        assert_eq!(one_by_one, want, "{level:?}, {what}, {n} numbers");
        let sum = |weights: &[u32]| weights.iter().map(|&weight| u64::from(weight)).sum::<u64>();
        assert_eq!(scale.sum(level, row), sum(want), "{level:?}, {what}, {n} numbers");
        for part in [1, 7, 32, 100, n] {
            let mut starts = vec![1; n.div_ceil(part) + 1];
            assert_eq!(scale.sums(level, row, part, &mut starts), sum(want), "{level:?}, {what}, parts of {part}");
            let starts_wanted: Vec<u64> = (0..n.div_ceil(part)).map(|i| sum(&want[..i * part])).chain([1]).collect();
            assert_eq!(starts, starts_wanted, "{level:?}, {what}, parts of {part}");
        }
    }
}

fn assert_probs<E: Element>(what: &str, row: &[E]) {
    let wide: Vec<f64> = row.iter().map(|p| p.to_f64()).collect();
    assert_weights(what, row, |level| Scale::of_probs(level, row), &exact_weights(&wide));
}

fn assert_logits<E: Element>(what: &str, row: &[E]) {
    let wide: Vec<f64> = row.iter().map(|p| p.to_f64()).collect();
    assert_weights(what, row, |level| Scale::of_logits(level, row), &defined_logit_weights(&wide));
}

/// Lengths around those of vectors, and some long ones.
fn lengths() -> impl Iterator<Item = usize> {
    (1..70).chain([100, 127, 128, 129, 255, 256, 257, 300, 1000, 5000])
}

fn normal(rng: &mut Xoshiro256PlusPlus) -> f64 {
    (0..12).map(|_| rng.random::<f64>()).sum::<f64>() - 6.0
}

/// Probabilities of many kinds as bits of `f32`, at least one of which is not zero.
fn prob_row(rng: &mut Xoshiro256PlusPlus, kind: usize, n: usize) -> Vec<f32> {
    let mut row: Vec<f32> = (0..n)
        .map(|i| match kind {
            0 => rng.random(),
            1 => (normal(rng) * 3.0).exp() as f32,
            2 => [0.0, -0.0, 0.5, rng.random()][rng.random_range(0..4)],
            3 => f32::from_bits(rng.random_range(0..0x80_0000)),
            4 => 1e38 * rng.random::<f32>(),
            5 => f32::from_bits(rng.random_range(0..f32::MAX.to_bits())),
            6 => f32::from_bits(u32::from(i + 1 == n)),
            // Around 2^-95, from where on the scale would not be a number.
            7 => f32::from_bits(rng.random_range(30 << 23..34 << 23)),
            8 => f32::from_bits(if i == n / 2 { 31 << 23 } else { rng.random_range(0..31 << 23) }),
            9 => f32::MAX,
            10 if i == 0 => 1.0,
            10 => 2f32.powi(-31) * (0.5 + rng.random::<f32>()),
            _ => -0.0,
        })
        .collect();
    let place = rng.random_range(0..n);
    if row.iter().all(|&p| p == 0.0) {
        row[place] = f32::from_bits(rng.random_range(1..0x7f80_0000));
    }
    row
}

fn logit_row(rng: &mut Xoshiro256PlusPlus, kind: usize, n: usize) -> Vec<f32> {
    let mut row: Vec<f32> = (0..n)
        .map(|_| match kind {
            0 => 3.0 * normal(rng) as f32,
            1 => 30.0 * normal(rng) as f32,
            2 if rng.random_range(0..3) == 0 => f32::NEG_INFINITY,
            2 => normal(rng) as f32,
            3 => f32::NEG_INFINITY,
            4 => f32::from_bits(rng.random_range(0..0x80_0000) | u32::from(rng.random::<bool>()) << 31),
            5 => f32::from_bits(rng.random_range(0..0x7f80_0000) | u32::from(rng.random::<bool>()) << 31),
            6 => 1e30 + 1e24 * rng.random::<f32>(),
            7 => [0.0, -0.0][rng.random_range(0..2)],
            8 => -22.0 * rng.random::<f32>(),
            _ => -(rng.random_range(0..90) as f32) * core::f32::consts::LN_2 / 2.0,
        })
        .collect();
    let place = rng.random_range(0..n);
    if row.iter().all(|&x| x == f32::NEG_INFINITY) {
        row[place] = 5.0;
    }
    row
}

#[test]
fn weights_of_probabilities_are_the_exact_ones() {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(1);
    for n in lengths() {
        for kind in 0..12 {
            let row = prob_row(&mut rng, kind, n);
            assert_probs("f32", &row);
            assert_probs("the same in f64", &row.iter().map(|&p| f64::from(p)).collect::<Vec<_>>());
            let scale = [1.0, 1e-270, 1e-290, 1e-310, 1e260][rng.random_range(0..5)];
            let mut wide: Vec<f64> = row.iter().map(|&p| f64::from(p) * scale * rng.random::<f64>()).collect();
            wide[0] += f64::from_bits(1);
            assert_probs("f64", &wide);
            let mut bits: Vec<u16> = row.iter().map(|p| (p.to_bits() >> 16) as u16).collect();
            bits[n / 2] = bits[n / 2] & 0x7fff | 1;
            assert_probs("bf16", Bf16::slice(&bits));
            let mut bits: Vec<u16> = (0..n).map(|_| rng.random_range(0..0x7c00) >> (kind % 4 * 3)).collect();
            bits[n / 2] |= 1;
            assert_probs("f16", F16::slice(&bits));
        }
    }
}

#[test]
fn weights_of_logits_are_the_defined_ones() {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(2);
    for n in lengths() {
        for kind in 0..10 {
            let row = logit_row(&mut rng, kind, n);
            assert_logits("f32", &row);
            let wide: Vec<f64> = row.iter().map(|&x| f64::from(x)).collect();
            // Equal numbers have equal weights: two roundings, to f64 and to f32, are as good as one.
            let narrow = |level| Scale::of_logits(level, &row).unwrap();
            let mut weights = vec![0; n];
            narrow(Level::Scalar).weights(Level::Scalar, &row, &mut weights);
            assert_eq!(weights, defined_logit_weights(&wide));
            assert_logits("the same in f64", &wide);
            assert_logits("f64", &wide.iter().map(|&x| x * (1.0 + 1e-9 * rng.random::<f64>())).collect::<Vec<_>>());
            let bits: Vec<u16> = row.iter().map(|x| (x.to_bits() >> 16) as u16).collect();
            assert_logits("bf16", Bf16::slice(&bits));
            let finite = |bits: u16| if bits & 0x7c00 == 0x7c00 { 0xfc00 } else { bits };
            let mut bits: Vec<u16> = (0..n).map(|_| finite(rng.random::<u16>())).collect();
            bits[n / 2] = 0x3000;
            assert_logits("f16", F16::slice(&bits));
        }
    }
}

#[test]
fn half_precision_numbers_are_read_by_their_definition() {
    for bits in 0..=u16::MAX {
        let (sign, exponent, mantissa) = (1.0 - 2.0 * f64::from(bits >> 15), bits >> 10 & 31, f64::from(bits & 1023));
        let want = sign
            * match exponent {
                0 => mantissa * 2f64.powi(-24),
                31 if mantissa == 0.0 => f64::INFINITY,
                31 => f64::NAN,
                _ => (1024.0 + mantissa) * 2f64.powi(i32::from(exponent) - 25),
            };
        let found = F16(bits).to_f64();
        assert!(found.to_bits() == want.to_bits() || found.is_nan() && want.is_nan(), "{bits:#x}: {found}, not {want}");
        let found = Bf16(bits).to_f64();
        let want = f64::from(f32::from_bits(u32::from(bits) << 16));
        assert!(found.to_bits() == want.to_bits() || found.is_nan() && want.is_nan(), "{bits:#x}: {found}, not {want}");
    }
}

#[test]
fn exponentials_are_as_exact_as_documented_and_none_is_larger_than_that_of_zero() {
    assert_eq!(defined_exponential(0.0), 0x7fff_ff80);
    assert_eq!(defined_exponential(-32.0), 0);
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(3);
    let below = Scale::below(0.0f32);
    let mut ds: Vec<f32> = (0..200_000).map(|_| -20.0 * rng.random::<f32>()).collect();
    ds.extend((0..10_000).map(|i| -f32::from_bits(i * 5)));
    ds.extend((0..100_000).map(|i| -f32::from_bits(0x3000_0000 + i * 1000)).filter(|&d| d > -20.0));
    for d in ds {
        let weight = below.weight(d);
        assert_eq!(weight, defined_exponential(d), "{d}");
        assert!(weight <= 0x7fff_ff80, "{d}");
        let exact = f64::from(d).exp() * 2f64.powi(31);
        let error = ((f64::from(weight) - exact).abs() - 1.0) / exact;
        assert!(error < 2f64.powf(-20.7), "{d}: {weight}, not {exact}");
    }
}

#[test]
fn errors_are_the_same_at_all_levels() {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(4);
    for n in lengths() {
        for level in Level::available() {
            let index = rng.random_range(0..n);
            for wrong in [f32::NAN, -f32::NAN, f32::INFINITY, f32::NEG_INFINITY, -1.0, -f32::from_bits(1)] {
                let mut row = vec![1.0; n];
                row[index] = wrong;
                let is_fine = wrong < 0.0;
                assert_eq!(Scale::of_probs(level, &row), Err(Invalid::Number { index }), "{level:?}, {wrong}");
                let wide: Vec<f64> = row.iter().map(|&x| x.into()).collect();
                assert_eq!(Scale::of_probs(level, &wide), Err(Invalid::Number { index }), "{level:?}, {wrong}");
                let bits: Vec<u16> = row.iter().map(|x| (x.to_bits() >> 16) as u16).collect();
                assert_eq!(Scale::of_logits(level, &row).is_ok(), is_fine && (n > 1 || wrong.is_finite()), "{wrong}");
                assert_eq!(Scale::of_logits(level, &wide).is_ok(), Scale::of_logits(level, &row).is_ok());
                if !is_fine {
                    assert_eq!(Scale::of_logits(level, &row), Err(Invalid::Number { index }), "{level:?}, {wrong}");
                    assert_eq!(Scale::of_logits(level, Bf16::slice(&bits)), Err(Invalid::Number { index }));
                    let halves: Vec<u16> =
                        bits.iter().map(|&bits| bits & 0x8000 | (bits & 0x7fff) >> 3 | 0x7000).collect();
                    let _ = Scale::of_logits(level, F16::slice(&halves));
                }
            }
            let zeros: Vec<f32> = (0..n).map(|_| if rng.random() { 0.0 } else { -0.0 }).collect();
            assert_eq!(Scale::of_probs(level, &zeros), Err(Invalid::Zero));
            assert_eq!(Scale::of_logits(level, &vec![f64::NEG_INFINITY; n]), Err(Invalid::Zero));
        }
    }
    assert_eq!(Scale::<f32>::of_probs(Level::Scalar, &[]), Err(Invalid::Zero));
    assert_eq!(Scale::<f32>::of_logits(Level::Scalar, &[]), Err(Invalid::Zero));
}

#[test]
fn numbers_of_other_rows_are_harmless() {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(5);
    for _ in 0..200 {
        let any: Vec<f32> = (0..100).map(|_| f32::from_bits(rng.random())).collect();
        let wide: Vec<f64> = (0..100).map(|_| f64::from_bits(rng.random())).collect();
        let kind = rng.random_range(0..10);
        let scales = [
            Scale::of_probs(Level::Scalar, &prob_row(&mut rng, kind, 9)).unwrap(),
            Scale::of_logits(Level::Scalar, &logit_row(&mut rng, kind, 9)).unwrap(),
        ];
        let wide_scales =
            [Scale::of_probs(Level::Scalar, &[wide[0].abs().min(1e300)]), Scale::of_logits(Level::Scalar, &[wide[1]])];
        for level in Level::available() {
            let mut weights = vec![0; 100];
            for scale in scales {
                scale.weights(level, &any, &mut weights);
                assert!(weights.iter().all(|&weight| weight < 1 << 31));
            }
            for scale in wide_scales.into_iter().flatten() {
                scale.weights(level, &wide, &mut weights);
                assert!(weights.iter().all(|&weight| weight < 1 << 31));
            }
        }
    }
}

/// Libraries that are compiled for speed tell the processor to take numbers that are not normal for zero.
#[cfg(target_arch = "x86_64")]
#[test]
fn weights_do_not_depend_on_how_the_processor_takes_numbers_that_are_not_normal() {
    /// Sets the control register of the thread, whose old value is returned.
    fn set_control(new: u32) -> u32 {
        let mut old = 0u32;
        // SAFETY: the instructions read and write the register and the numbers that they are given; masks of exceptions
        // stay set, and results of the code in between are what this test is about.
        unsafe {
            core::arch::asm!("stmxcsr [{}]", in(reg) &mut old, options(nostack));
            core::arch::asm!("ldmxcsr [{}]", in(reg) &new, options(nostack, readonly));
        }
        old
    }
    const USUAL: u32 = 0x1f80;
    const FLUSH_AND_ZERO: u32 = USUAL | 0x8040;

    let mut rng = Xoshiro256PlusPlus::seed_from_u64(6);
    for n in [1, 3, 15, 16, 33, 300] {
        for kind in 0..12 {
            let (probs, logits) = (prob_row(&mut rng, kind, n), logit_row(&mut rng, kind % 10, n));
            let wide: Vec<f64> = probs.iter().map(|&p| f64::from(p) * 1e-270).collect();
            for level in Level::available() {
                let mut all = [const { Vec::new() }; 2];
                for (mode, all) in [USUAL, FLUSH_AND_ZERO].into_iter().zip(&mut all) {
                    let mut weights = vec![vec![0; n]; 3];
                    let old = set_control(mode);
                    let scales = (
                        Scale::of_probs(level, &probs),
                        Scale::of_logits(level, &logits),
                        Scale::of_probs(level, &wide),
                    );
                    if let (Ok(a), Ok(b), Ok(c)) = scales {
                        a.weights(level, &probs, &mut weights[0]);
                        b.weights(level, &logits, &mut weights[1]);
                        c.weights(level, &wide, &mut weights[2]);
                    }
                    set_control(old);
                    *all = weights;
                }
                assert!(all[0][0].iter().any(|&weight| weight > 0));
                assert_eq!(all[0], all[1], "{level:?}, kind {kind}, {n} numbers");
            }
        }
    }
}

/// All numbers of a type, wide and back, and numbers that are not of the type.
fn assert_wide<H: Half>(numbers: &[H]) {
    for level in Level::available() {
        let mut wide = vec![0.0f32; numbers.len()];
        H::widen_all(level, numbers, &mut wide);
        for (number, wide) in numbers.iter().zip(wide) {
            assert!(f64::from(wide) == number.to_f64() || wide.is_nan());
            if !wide.is_nan() {
                assert_eq!(H::from_f32(wide).map(H::to_f64), Some(number.to_f64()));
                assert_eq!(H::from_f32(f32::from_bits(wide.to_bits() ^ 1)).map(H::to_f64), None, "{wide}");
            }
        }
    }
}

#[test]
fn numbers_of_half_precision_are_wide_and_narrow_again() {
    let bits: Vec<u16> = (0..=u16::MAX).collect();
    assert_wide(F16::slice(&bits));
    assert_wide(Bf16::slice(&bits));
    assert_eq!(F16::from_f32(65_536.0), None);
    assert_eq!(F16::from_f32(1e-8), None);
    assert_eq!(F16::from_f32(-0.0), Some(F16(0x8000)));
}
