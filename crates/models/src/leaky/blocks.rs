//! Computes the intervals of many symbols at once, if a kernel has their distributions.
//!
//! The parameters of the models are gathered into a [`Run`], which is passed to the kernel. A model without a kernel ends the run,
//! and computes its own interval.

use core::borrow::Borrow;
use core::num::NonZeroU32;
use core::ops::Range;

use constriction_core::{DecoderModel, EncoderModel, Interval};
use constriction_kernels::{KernelFamily, Level, QuantizedFamily};

use super::{Distribution, LeakilyQuantized, Located, Symbol};
use crate::dynamic::{Support, checked};

/// The most symbols of a run: a multiple of [`LANES`].
const BLOCK: usize = 32;
/// How many symbols the kernels compute side by side.
const LANES: usize = 8;

/// See [`EncoderModel::intervals`].
#[inline]
pub(super) fn intervals<D, S, T, M, const P: u32>(
    mut pairs: impl Iterator<Item = (T, M)>,
    intervals: &mut [Interval],
) -> Result<usize, usize>
where
    D: Distribution,
    S: Symbol,
    T: Borrow<S>,
    M: Borrow<LeakilyQuantized<D, S, P>>,
{
    let is_plain = Level::detect() == Level::Scalar;
    let mut run = None;
    // Where the run starts.
    let mut start = 0;
    let mut result = Ok(intervals.len());
    // `next` is called in one place, so that large iterators are inlined.
    for place in 0..intervals.len() {
        let Some((symbol, model)) = pairs.next() else {
            result = Ok(place);
            break;
        };
        let (&symbol, model): (&S, &LeakilyQuantized<D, S, P>) = (symbol.borrow(), model.borrow());
        let support = model.quantizer.as_dynamic();
        let located = if is_plain { None } else { checked(&model.distribution) };
        let admitted = located.and_then(|it| Some((it, Run::admit(&mut run, place - start, support, it.family())?)));
        let Some((located, run)) = admitted else {
            flush(&run, &mut intervals[start..place]);
            start = place + 1;
            match alone(model, symbol) {
                Some(interval) => intervals[place] = interval,
                None => return Err(place),
            }
            continue;
        };
        let Some(offset) = support.offset(symbol) else {
            result = Err(place);
            break;
        };
        run.put(place - start, offset, located);
        if place + 1 - start == BLOCK {
            run.intervals(&mut intervals[start..=place]);
            start = place + 1;
        }
    }
    let (Ok(end) | Err(end)) = result;
    flush(&run, &mut intervals[start..end]);
    result
}

/// By the plain algorithm.
#[inline(never)]
fn alone<D: Distribution, S: Symbol, const P: u32>(model: &LeakilyQuantized<D, S, P>, symbol: S) -> Option<Interval> {
    model.interval(&symbol)
}

/// Computes the intervals of a run that has ended.
#[inline]
fn flush<S: Symbol>(run: &Option<Run<S>>, intervals: &mut [Interval]) {
    if let Some(run) = run
        && !intervals.is_empty()
    {
        run.intervals(intervals);
    }
}

/// See [`DecoderModel::symbols_at`].
#[inline]
pub(super) fn symbols_at<D, S, M, const P: u32>(
    mut models: impl Iterator<Item = M>,
    quantiles: &[u32],
    symbols: &mut [S],
    intervals: &mut [Interval],
) -> Result<usize, usize>
where
    D: Distribution,
    S: Symbol,
    M: Borrow<LeakilyQuantized<D, S, P>>,
{
    let is_plain = Level::detect() == Level::Scalar;
    let mut run = None;
    let mut start = 0;
    let mut result = Ok(quantiles.len());
    for (place, &quantile) in quantiles.iter().enumerate() {
        let Some(model) = models.next() else {
            result = Ok(place);
            break;
        };
        let model: &LeakilyQuantized<D, S, P> = model.borrow();
        let support = model.quantizer.as_dynamic();
        let is_quantile = u64::from(quantile) < 1 << P;
        let located = if is_plain || !is_quantile { None } else { checked(&model.distribution) };
        let fits = |run: &Run<S>| located.is_some_and(|it| run.is_for(support, it.family()));
        if place - start == BLOCK || !run.as_ref().is_some_and(fits) {
            find(&run, start..place, quantiles, symbols, intervals);
            start = place;
        }
        let admitted = located.and_then(|it| Some((it, Run::admit(&mut run, place - start, support, it.family())?)));
        if let Some((located, run)) = admitted {
            run.put(place - start, 0, located);
            continue;
        }
        start = place + 1;
        let Some((symbol, interval)) = model.symbol_at(quantile) else { return Err(place) };
        (symbols[place], intervals[place]) = (symbol, interval);
    }
    let (Ok(end) | Err(end)) = result;
    find(&run, start..end, quantiles, symbols, intervals);
    result
}

/// Finds the symbols of a run that has ended, in these places.
#[inline]
fn find<S: Symbol>(
    run: &Option<Run<S>>,
    places: Range<usize>,
    quantiles: &[u32],
    symbols: &mut [S],
    intervals: &mut [Interval],
) {
    if let Some(run) = run
        && !places.is_empty()
    {
        run.symbols(&quantiles[places.clone()], &mut symbols[places.clone()], &mut intervals[places]);
    }
}

/// Symbols of one family and precision, and the parameters of their distributions.
struct Run<S> {
    /// The support of the last symbol, and the kernel for it.
    support: Support<S>,
    kernel: QuantizedFamily,
    /// The kernels of all symbols, if their supports differ.
    kernels: Option<[QuantizedFamily; BLOCK]>,
    symbols: [i32; BLOCK],
    locations: [f64; BLOCK],
    scales: [f64; BLOCK],
}

impl<S: Symbol> Run<S> {
    /// Makes the run ready for a symbol after the first `len`, or returns `None` if the symbol does not fit into it.
    #[inline]
    fn admit(run: &mut Option<Self>, len: usize, support: Support<S>, family: KernelFamily) -> Option<&mut Self> {
        if !run.as_ref().is_some_and(|run| run.is_for(support, family)) {
            Self::change(run, len, support, family)?;
        }
        run.as_mut()
    }

    #[inline]
    fn is_for(&self, support: Support<S>, family: KernelFamily) -> bool {
        self.support == support && self.kernel.family() == family
    }

    /// Goes on with another support.
    #[inline(never)]
    fn change(run: &mut Option<Self>, len: usize, support: Support<S>, family: KernelFamily) -> Option<()> {
        let kernel = support.kernel(family)?;
        let Some(run) = run else {
            *run = Some(Self {
                support,
                kernel,
                kernels: None,
                symbols: [0; BLOCK],
                locations: [0.0; BLOCK],
                scales: [1.0; BLOCK],
            });
            return Some(());
        };
        if len == 0 {
            run.kernels = None;
        } else if run.kernel.family() == family {
            run.kernels.get_or_insert([run.kernel; BLOCK]);
        } else {
            return None;
        }
        (run.support, run.kernel) = (support, kernel);
        Some(())
    }

    /// Adds a symbol that was admitted.
    #[inline]
    fn put(&mut self, place: usize, offset: u64, located: Located) {
        self.symbols[place] = self.kernel.min().wrapping_add(offset as i32);
        (self.locations[place], self.scales[place]) = (located.location(), located.scale());
        if let Some(kernels) = &mut self.kernels {
            kernels[place] = self.kernel;
        }
    }

    /// The intervals of the first symbols.
    #[inline(never)]
    fn intervals(&self, intervals: &mut [Interval]) {
        let Self { kernel, kernels, symbols, locations, scales, .. } = self;
        let (level, len) = (Level::detect(), intervals.len());
        let Some(kernels) = kernels else {
            kernel.intervals(level, &symbols[..len], &locations[..len], &scales[..len], intervals, make);
            return;
        };
        // The last eight together with some that are not asked for.
        let parameters = symbols.as_chunks().0.iter().zip(locations.as_chunks().0).zip(scales.as_chunks().0);
        let eights = kernels.as_chunks().0.iter().zip(parameters);
        for (places, (kernels, ((symbols, locations), scales))) in intervals.chunks_mut(LANES).zip(eights) {
            let found = QuantizedFamily::each_interval(level, kernels, symbols, locations, scales);
            for (place, [left, length]) in places.iter_mut().zip(found) {
                *place = make(left, length);
            }
        }
    }

    /// The symbols that own the quantiles, and their intervals. All symbols have the same support.
    #[inline(never)]
    fn symbols(&self, quantiles: &[u32], symbols: &mut [S], intervals: &mut [Interval]) {
        let Self { support, kernel, locations, scales, .. } = self;
        let (level, len) = (Level::detect(), quantiles.len());
        let mut found = [0; BLOCK];
        let (locations, scales) = (&locations[..len], &scales[..len]);
        kernel.symbols(level, quantiles, locations, scales, &mut found[..len], intervals, make);
        for (symbol, found) in symbols.iter_mut().zip(found) {
            *symbol = support.min().add_offset(found.wrapping_sub(kernel.min()) as u32 as u64);
        }
    }
}

/// The interval that a kernel has found, without a branch. A length of 0 means that there is no interval; the result is then
/// any interval.
#[inline]
pub(crate) fn make(left: u32, length: u32) -> Interval {
    Interval { left, prob: NonZeroU32::MIN.saturating_add(length.wrapping_sub(1)) }
}
