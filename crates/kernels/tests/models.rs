//! The plain version has the bits of the models.

use constriction_kernels::{KernelFamily, Level, QuantizedFamily};
use constriction_models::dynamic::Support;
use constriction_models::{Cauchy, Distribution, Gaussian, Laplace, ParameterError};

fn assert_same<D: Distribution>(family: KernelFamily, new: impl Fn(f64, f64) -> Result<D, ParameterError>) {
    for precision in [8, 12, 24, 32] {
        let support = Support::new(-50..=77, precision).unwrap();
        let leaky = QuantizedFamily::new(family, -50..=77, precision).unwrap();
        for (location, scale) in [(0.0, 1.0), (3.7, 0.2), (-49.9, 12.5), (80.0, 1e-3), (1e5, 3e4), (-7.5, 1e300)] {
            let model = support.quantize(new(location, scale).unwrap());
            let symbols: Vec<i32> = (-52..=80).collect();
            let expected: Vec<Option<[u32; 2]>> =
                symbols.iter().map(|&symbol| model.interval(symbol).map(|i| [i.left, i.prob.get()])).collect();
            let (locations, scales) = (vec![location; symbols.len()], vec![scale; symbols.len()]);
            for level in Level::available() {
                let mut found = vec![None; symbols.len()];
                let make = |left, length| (length > 0).then_some([left, length]);
                let impossible = leaky.intervals(level, &symbols, &locations, &scales, &mut found, make);
                assert_eq!(found, expected, "{level:?} {family:?} {precision} {location} {scale}");
                assert_eq!(impossible, 5);
            }
        }
    }
}

#[test]
fn intervals_are_those_of_the_models() {
    assert_same(KernelFamily::Gaussian, Gaussian::new);
    assert_same(KernelFamily::Laplace, Laplace::new);
    assert_same(KernelFamily::Cauchy, Cauchy::new);
}
