//! Mixtures of distributions that differ in a location and a scale.

use alloc::vec::Vec;
use core::convert::Infallible;
use core::marker::PhantomData;
use core::ops::Range;

use constriction_core::{Interval, TakeInterval};
use constriction_kernels::{Level, Mixtures as Kernel, QuantizedFamily};

use super::location_scale::{KernelDecoder, common_len, first_bad, in_array};
use super::loops;
use super::param::with_floats;
use super::{ArrayError, FloatSlice, LocationScaleFamily, ModelArray, NoInterval, Param};
use crate::dynamic::{DynModel, Support};
use crate::leaky::make;
use crate::leaky::quantile_of_mixture;
use crate::{Distribution, Element, MixtureError, ParameterError, ProbabilityError};

/// Mixtures of distributions of one family, each with weights, locations and scales of its own, quantised to the same
/// integers.
///
/// ```
/// use constriction_core::EncoderModel;
/// use constriction_models::array::ModelArray;
/// use constriction_models::{Gaussian, LeakyQuantizer, Mixture};
///
/// // Two symbols, and two components for each of them.
/// let (weights, means, stds) = ([0.5, 0.5, 0.9, 0.1], [3.2, 9.0, -5.5, 8.0], [5.1, 2.0, 0.4, 2.0]);
/// let quantizer = LeakyQuantizer::<i32, 24>::new(-100..=100);
/// let models = quantizer.gaussian_mixtures(2, &weights, &means, &stds).unwrap();
/// let second = [(0.9, Gaussian::new(-5.5, 0.4)?), (0.1, Gaussian::new(8.0, 2.0)?)];
/// let second = quantizer.quantize(Mixture::new(second).unwrap());
/// assert_eq!(models.interval(1, -6)?, second.interval(&-6));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Mixtures<'a, D> {
    columns: Columns<'a>,
    family: PhantomData<D>,
}

/// The part that does not depend on the type of the components.
#[derive(Clone, Copy, Debug)]
struct Columns<'a> {
    support: Support<i32>,
    /// The number of components of each; not 0.
    width: usize,
    weights: Param<'a>,
    locations: Param<'a>,
    scales: Param<'a>,
    len: Option<usize>,
    /// Whether all parameters are known to make mixtures.
    is_checked: bool,
    /// The same for one component of many symbols at once, if there is a kernel.
    kernel: Option<QuantizedFamily>,
}

impl<'a, D: LocationScaleFamily> Mixtures<'a, D> {
    /// Mixtures of as many components as the parameters are wide.
    ///
    /// # Errors
    /// If the parameters are not equally wide, or not for equally many symbols; if a location is not finite, or a scale
    /// is not positive and finite; or if a weight is negative or not finite, or the sum of the weights of a symbol is
    /// not a normal positive number. The error has the first index at which this is so; locations and scales come
    /// first.
    pub fn new(support: Support<i32>, params: [Param<'a>; 3]) -> Result<Self, ArrayError<MixtureError, Infallible>> {
        let mut mixtures = Self::lazy(support, params)?;
        let Columns { width, weights, locations, scales, .. } = mixtures.columns;
        let bad = first_bad(locations, scales).map(|place| place / width);
        for index in bad.into_iter().chain(0..(weights.values.len() / width).min(mixtures.columns.len.unwrap_or(1))) {
            mixtures.distribution(index).map_err(|error| ArrayError::Model { index, error })?;
        }
        mixtures.columns.is_checked = true;
        Ok(mixtures)
    }

    /// Makes the array without a check of the parameters: invalid ones are errors when their symbols are coded.
    ///
    /// # Errors
    /// If the parameters are not equally wide, or not for equally many symbols.
    pub fn lazy(
        support: Support<i32>,
        [weights, locations, scales]: [Param<'a>; 3],
    ) -> Result<Self, ArrayError<MixtureError, Infallible>> {
        let width = weights.width;
        if width == 0 {
            return Err(ArrayError::Model { index: 0, error: ProbabilityError::Empty.into() });
        }
        for param in [weights, locations, scales] {
            let numbers = param.values.len();
            let is_whole = if param.per_symbol { numbers % width == 0 } else { numbers == width };
            if param.width != width || !is_whole {
                return Err(ArrayError::Length {
                    expected: width,
                    given: if is_whole { param.width } else { numbers },
                });
            }
        }
        let len = common_len([weights, locations, scales])?;
        let kernel = D::KERNEL.and_then(|family| support.kernel(family));
        let columns = Columns { support, width, weights, locations, scales, len, is_checked: false, kernel };
        Ok(Self { columns, family: PhantomData })
    }

    /// The mixture at a place.
    fn distribution(&self, place: usize) -> Result<Components<'a, D>, MixtureError> {
        let Columns { weights, locations, scales, .. } = self.columns;
        let [weights, locations, scales] = [weights, locations, scales].map(|param| param.slice(place..place + 1));
        let mut mixture = Components { weights, locations, scales, sum: 0.0, family: PhantomData };
        for component in 0..weights.values.len() {
            D::with_location_and_scale(locations.values.get(component), scales.values.get(component))?;
        }
        for component in 0..weights.values.len() {
            let weight = weights.values.get(component);
            if !(0.0..f64::INFINITY).contains(&weight) {
                return Err(
                    ParameterError { name: "weight", value: weight, expected: "finite and not negative" }.into()
                );
            }
            mixture.sum += weight;
        }
        if mixture.sum.is_normal() {
            Ok(mixture)
        } else {
            Err(ProbabilityError::InvalidSum { sum: mixture.sum }.into())
        }
    }
}

/// The components of one mixture. All parameters are as wide as each other.
#[derive(Clone, Copy, Debug)]
struct Components<'a, D> {
    weights: Param<'a>,
    locations: Param<'a>,
    scales: Param<'a>,
    /// The sum of the weights.
    sum: f64,
    family: PhantomData<D>,
}

impl<D: LocationScaleFamily> Components<'_, D> {
    /// The weights and the distributions, which are known to be some.
    #[inline]
    fn components(&self) -> impl Iterator<Item = (f64, D)> + '_ {
        (0..self.weights.values.len()).filter_map(|place| {
            let (location, scale) = (self.locations.values.get(place), self.scales.values.get(place));
            Some((self.weights.values.get(place), D::with_location_and_scale(location, scale).ok()?))
        })
    }
}

impl<D: LocationScaleFamily> Distribution for Components<'_, D> {
    #[inline]
    fn cdf(&self, x: f64) -> f64 {
        self.components().fold(0.0, |sum, (weight, component)| sum + weight * component.cdf(x)) / self.sum
    }

    fn quantile(&self, p: f64) -> f64 {
        let components = self.components().filter(|&(weight, _)| weight > 0.0);
        quantile_of_mixture(components.map(|(_, component)| component.quantile(p)), |x| self.cdf(x), p)
    }
}

/// The sum of the weights of a mixture.
#[inline]
fn weights_sum(weights: FloatSlice<'_>) -> f64 {
    with_floats!(weights, weights => weights.iter().fold(0.0, |sum, weight| sum + weight.to_f64()))
}

impl Columns<'_> {
    /// How many symbols to work on at a time: the numbers of this many are converted, if they need be. A multiple of
    /// the most states that a coder has.
    #[inline]
    fn block(&self) -> usize {
        const NUMBERS: usize = 1 << 13;
        const LANES: usize = 64;
        (NUMBERS / LANES / self.width).max(1) * LANES
    }

    /// Does something with the mixtures at some places.
    #[inline]
    fn with_kernel<T>(
        &self,
        kernel: QuantizedFamily,
        places: Range<usize>,
        run: impl FnOnce(Kernel<'_>) -> T,
    ) -> Option<T> {
        let mut buffers = [const { Vec::new() }; 3];
        let [weights, locations, scales] = &mut buffers;
        let weights = self.weights.vectors(places.clone(), weights);
        let locations = self.locations.vectors(places.clone(), locations);
        let scales = self.scales.vectors(places, scales);
        Kernel::new(kernel, self.width, weights, locations, scales).map(run)
    }

    /// Whether the parameters at some places make mixtures.
    fn are_good(&self, places: Range<usize>) -> bool {
        let [weights, locations, scales] =
            [self.weights, self.locations, self.scales].map(|param| param.slice(places.clone()));
        let are_weights = |weights: f64| (0.0..f64::INFINITY).contains(&weights);
        self.is_checked
            || (first_bad(locations, scales).is_none()
                && weights.values.first_without(are_weights).is_none()
                && (0..weights.values.len() / self.width).all(|place| {
                    let weights = weights.values.slice(place * self.width..(place + 1) * self.width);
                    weights_sum(weights).is_normal()
                }))
    }

    /// Computes intervals, and returns whether each symbol has one.
    fn intervals(&self, kernel: QuantizedFamily, start: usize, symbols: &[i32], intervals: &mut [Interval]) -> bool {
        let block = self.block();
        let starts = (start..).step_by(block);
        starts.zip(symbols.chunks(block).zip(intervals.chunks_mut(block))).all(|(start, (symbols, intervals))| {
            let run = |kernel: Kernel<'_>| kernel.intervals(Level::detect(), symbols, intervals, make);
            self.with_kernel(kernel, start..start + symbols.len(), run) == Some(0)
        })
    }
}

impl<D: LocationScaleFamily> ModelArray for Mixtures<'_, D> {
    type Error = MixtureError;

    #[inline]
    fn len(&self) -> Option<usize> {
        self.columns.len
    }

    #[inline]
    fn precision(&self) -> u32 {
        self.columns.support.precision()
    }

    #[inline]
    fn model(&self, place: usize) -> Result<impl DynModel, MixtureError> {
        Ok(self.columns.support.quantize(self.distribution(place)?))
    }

    #[inline]
    fn intervals(
        &self,
        start: usize,
        symbols: &[i32],
        intervals: &mut [Interval],
    ) -> Result<(), NoInterval<MixtureError>> {
        match self.columns.kernel {
            Some(kernel) if self.columns.intervals(kernel, start, symbols, intervals) => Ok(()),
            _ => loops::intervals(self, start, symbols, intervals),
        }
    }

    #[inline]
    fn take<C: TakeInterval>(
        &self,
        coder: &mut C,
        start: usize,
        symbols: &mut [i32],
    ) -> Result<(), ArrayError<MixtureError, C::Error>> {
        let (columns, precision) = (&self.columns, self.precision());
        let Some(kernel) = columns.kernel.filter(|_| columns.are_good(start..start + symbols.len())) else {
            return loops::take(self, coder, start, symbols);
        };
        let mut decoder = KernelDecoder { coder, precision, index: start };
        for symbols in symbols.chunks_mut(columns.block()) {
            let places = decoder.index..decoder.index + symbols.len();
            let taken = columns.with_kernel(kernel, places.clone(), |kernel| {
                if decoder.coder.lanes() == 1 {
                    return kernel.decode(Level::detect(), symbols, &mut decoder).map_err(in_array);
                }
                decoder.index = places.end;
                loops::take_in_rounds(decoder.coder, precision, 0, symbols, |quantiles, places, symbols, intervals| {
                    kernel.slice(places).symbols(Level::detect(), quantiles, symbols, intervals, make);
                    (symbols.len(), Ok(()))
                })
            });
            // There is a kernel for valid parameters.
            taken.unwrap_or(Ok(()))?;
        }
        Ok(())
    }
}
