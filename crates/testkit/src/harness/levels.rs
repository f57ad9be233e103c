//! Kernels at all levels of the machine.

use arbitrary::{Result, Unstructured};
use constriction_kernels::{KernelFamily, Level, QuantizedFamily};

/// Any parameters: all levels have the intervals and the symbols of the plain version, and a symbol is found again.
pub(super) fn agree(data: &[u8]) {
    let _ = case(&mut Unstructured::new(data));
}

fn case(u: &mut Unstructured<'_>) -> Result<()> {
    let family = *u.choose(&[KernelFamily::Gaussian, KernelFamily::Laplace, KernelFamily::Cauchy])?;
    let min = u.arbitrary::<i16>()?.into();
    let max = min + u.int_in_range(1..=70_000)?;
    let precision = u.int_in_range(1..=32)?;
    let Some(leaky) = QuantizedFamily::new(family, min..=max, precision) else { return Ok(()) };

    let (mut symbols, mut locations, mut scales, mut quantiles) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for _ in 0..u.int_in_range(1..=17)? {
        let symbol = u.int_in_range(min..=max)?;
        symbols.push(symbol);
        // Near the symbol, where the intervals are large, or anywhere.
        let offset = f64::from(u.arbitrary::<i16>()?) / 256.0;
        let anywhere = f64::from_bits(u.arbitrary()?);
        locations.push(if anywhere.is_finite() && u.ratio(1, 4)? { anywhere } else { f64::from(symbol) + offset });
        let scale = f64::from_bits(u.arbitrary()?).abs();
        let near = f64::from(u.arbitrary::<u16>()?) / 256.0 + 1.0 / 512.0;
        scales.push(if scale.is_normal() && u.ratio(1, 4)? { scale } else { near });
        quantiles.push((u.arbitrary::<u64>()? % (1 << precision)) as u32);
    }
    let run = |level| {
        let mut intervals = vec![[0; 2]; symbols.len()];
        let make = |left, length| [left, length];
        leaky.intervals(level, &symbols, &locations, &scales, &mut intervals, make);
        let (mut found, mut found_intervals) = (vec![0; symbols.len()], vec![[0; 2]; symbols.len()]);
        leaky.symbols(level, &quantiles, &locations, &scales, &mut found, &mut found_intervals, make);
        (intervals, found, found_intervals)
    };
    let plain = run(Level::Scalar);
    for level in Level::available() {
        assert_eq!(run(level), plain, "{level:?}");
    }
    for (&quantile, &[left, length]) in quantiles.iter().zip(&plain.2) {
        assert!(left <= quantile && u64::from(quantile) < u64::from(left) + u64::from(length));
    }
    Ok(())
}
