//! `LocationScale`: distributions that differ in a location and a scale.

use core::convert::Infallible;
use core::marker::PhantomData;
use core::num::NonZeroU32;
use core::ops::Range;

use constriction_core::{Corrupt, FailedSymbol, Interval, TakeInterval};
use constriction_kernels::{Level, Quantiles, QuantizedFamily};

use super::loops::{self, BLOCK};
use super::{ArrayError, ModelArray, NoInterval, Param};
use crate::dynamic::{DynModel, Support};
use crate::leaky::make;
use crate::{Cauchy, Distribution, Gaussian, Laplace, Logistic, ParameterError};

/// A family of distributions with a location and a scale.
pub trait LocationScaleFamily: Distribution + Copy + Sealed {
    /// The distribution with this location and this scale.
    ///
    /// # Errors
    /// If the location is not finite, or the scale is not positive and finite.
    fn with_location_and_scale(location: f64, scale: f64) -> Result<Self, ParameterError>;
}

use sealed::Sealed;

mod sealed {
    /// No other crate can implement it, as the bits of a kernel must be those of the distribution.
    pub trait Sealed {
        /// The same family in the kernels, if they have it.
        const KERNEL: Option<constriction_kernels::KernelFamily>;
    }
}
macro_rules! family {
    ($($t:ident $kernel:expr;)*) => {$(
        impl Sealed for $t {
            const KERNEL: Option<constriction_kernels::KernelFamily> = $kernel;
        }
        impl LocationScaleFamily for $t {
            #[inline]
            fn with_location_and_scale(location: f64, scale: f64) -> Result<Self, ParameterError> {
                Self::new(location, scale)
            }
        }
    )*};
}
family! {
    Gaussian Some(constriction_kernels::KernelFamily::Gaussian);
    Laplace Some(constriction_kernels::KernelFamily::Laplace);
    Cauchy Some(constriction_kernels::KernelFamily::Cauchy);
    Logistic None;
}

/// Distributions of one family, each with a location and a scale of its own, quantised to the same integers.
///
/// `LeakyQuantizer::gaussians`, `laplaces`, `cauchys` and `logistics` make one, and so do those of
/// [`Support`].
///
/// ```
/// use constriction_core::EncoderModel;
/// use constriction_models::array::ModelArray;
/// use constriction_models::{Gaussian, LeakyQuantizer};
///
/// let quantizer = LeakyQuantizer::<i32, 24>::new(-100..=100);
/// let models = quantizer.gaussians(&[3.5, -7.25], &[10.0, 0.5]).unwrap();
/// let second = quantizer.quantize(Gaussian::new(-7.25, 0.5)?);
/// assert_eq!(models.interval(1, -7)?, second.interval(&-7));
/// # Ok::<(), constriction_models::ParameterError>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct LocationScale<'a, D> {
    columns: Columns<'a>,
    family: PhantomData<D>,
}

/// The part that does not depend on the type of the distributions.
#[derive(Clone, Copy, Debug)]
struct Columns<'a> {
    support: Support<i32>,
    locations: Param<'a>,
    scales: Param<'a>,
    len: Option<usize>,
    /// Whether all parameters are known to make distributions.
    is_checked: bool,
    /// The same for many symbols at once, if there is a kernel.
    kernel: Option<QuantizedFamily>,
}

impl<'a, D: LocationScaleFamily> LocationScale<'a, D> {
    /// Distributions over these integers.
    ///
    /// # Errors
    /// If there are not as many locations as scales, or if a location is not finite, or a scale is not positive and
    /// finite: then the error has the first index at which this is so.
    #[inline]
    pub fn new(
        support: Support<i32>,
        locations: impl Into<Param<'a>>,
        scales: impl Into<Param<'a>>,
    ) -> Result<Self, ArrayError<ParameterError, Infallible>> {
        let (locations, scales) = (locations.into(), scales.into());
        let mut models = Self::lazy(support, locations, scales)?;
        if let Some(index) = first_bad(locations, scales) {
            let distribution = D::with_location_and_scale(locations.number(index), scales.number(index));
            distribution.map_err(|error| ArrayError::Model { index, error })?;
        }
        models.columns.is_checked = true;
        Ok(models)
    }

    /// Makes the array without a check of the parameters: invalid ones are errors when their symbols are
    /// coded.
    ///
    /// # Errors
    /// If there are not as many locations as scales.
    #[inline]
    pub fn lazy(
        support: Support<i32>,
        locations: Param<'a>,
        scales: Param<'a>,
    ) -> Result<Self, ArrayError<ParameterError, Infallible>> {
        let len = common_len([locations, scales])?;
        let kernel = D::KERNEL.and_then(|family| support.kernel(family));
        let columns = Columns { support, locations, scales, len, is_checked: false, kernel };
        Ok(Self { columns, family: PhantomData })
    }
}

/// How many symbols parameters are for, if any of them is not the same for all.
///
/// # Errors
/// If they are for different numbers of symbols.
#[inline]
pub(super) fn common_len<M, const N: usize>(
    params: [Param<'_>; N],
) -> Result<Option<usize>, ArrayError<M, Infallible>> {
    let mut lengths = params.iter().filter_map(Param::symbols);
    let Some(expected) = lengths.next() else { return Ok(None) };
    match lengths.find(|&given| given != expected) {
        Some(given) => Err(ArrayError::Length { expected, given }),
        None => Ok(Some(expected)),
    }
}

/// The first place at which a location or a scale is out of its range.
#[inline]
pub(super) fn first_bad(locations: Param<'_>, scales: Param<'_>) -> Option<usize> {
    let location = locations.values.first_without(f64::is_finite);
    let scale = scales.values.first_without(|scale| scale > 0.0 && scale < f64::INFINITY);
    match (location, scale) {
        (Some(location), Some(scale)) => Some(location.min(scale)),
        (location, scale) => location.or(scale),
    }
}

/// Up to this many symbols take less time one by one than a kernel takes to begin.
const FEW: usize = 3;

/// Numbers that are not in the form that kernels take, in that form.
type Buffers = [[f64; BLOCK]; 2];

impl Columns<'_> {
    /// The locations and scales, if all of them are in the form that kernels take.
    #[inline]
    fn direct(&self) -> Option<(&[f64], &[f64])> {
        Some((self.locations.as_f64()?, self.scales.as_f64()?))
    }

    /// The locations and scales of up to `BLOCK` places.
    #[inline]
    fn numbers<'a>(&'a self, places: Range<usize>, buffers: &'a mut Buffers) -> (&'a [f64], &'a [f64]) {
        let [locations, scales] = buffers;
        (self.locations.numbers(places.clone(), locations), self.scales.numbers(places, scales))
    }

    /// Whether the parameters at some places make distributions.
    #[inline]
    fn are_good(&self, places: Range<usize>) -> bool {
        self.is_checked || first_bad(self.locations.slice(places.clone()), self.scales.slice(places)).is_none()
    }

    /// Computes intervals, and returns whether each symbol has one.
    fn intervals(&self, kernel: QuantizedFamily, start: usize, symbols: &[i32], intervals: &mut [Interval]) -> bool {
        let run = |symbols: &[i32], (locations, scales): (&[f64], &[f64]), intervals: &mut [Interval]| {
            kernel.intervals(Level::detect(), symbols, locations, scales, intervals, make) == 0
        };
        let end = start + symbols.len();
        if let Some((locations, scales)) = self.direct() {
            return run(symbols, (&locations[start..end], &scales[start..end]), intervals);
        }
        let mut buffers = [[0.0; BLOCK]; 2];
        let starts = (start..end).step_by(BLOCK);
        let mut blocks = starts.zip(symbols.chunks(BLOCK).zip(intervals.chunks_mut(BLOCK)));
        blocks.all(|(start, (symbols, intervals))| {
            run(symbols, self.numbers(start..start + symbols.len(), &mut buffers), intervals)
        })
    }
}

impl<D: LocationScaleFamily> ModelArray for LocationScale<'_, D> {
    type Error = ParameterError;

    #[inline]
    fn len(&self) -> Option<usize> {
        self.columns.len
    }

    #[inline]
    fn precision(&self) -> u32 {
        self.columns.support.precision()
    }

    #[inline]
    fn model(&self, place: usize) -> Result<impl DynModel, ParameterError> {
        let Columns { support, locations, scales, .. } = &self.columns;
        Ok(support.quantize(D::with_location_and_scale(locations.number(place), scales.number(place))?))
    }

    #[inline]
    fn intervals(
        &self,
        start: usize,
        symbols: &[i32],
        intervals: &mut [Interval],
    ) -> Result<(), NoInterval<ParameterError>> {
        match self.columns.kernel {
            Some(kernel) if symbols.len() > FEW && self.columns.intervals(kernel, start, symbols, intervals) => Ok(()),
            _ => loops::intervals(self, start, symbols, intervals),
        }
    }

    #[inline]
    fn take<C: TakeInterval>(
        &self,
        coder: &mut C,
        start: usize,
        symbols: &mut [i32],
    ) -> Result<(), ArrayError<ParameterError, C::Error>> {
        let (columns, precision) = (&self.columns, self.precision());
        let places = start..start + symbols.len();
        let Some(kernel) = columns.kernel.filter(|_| symbols.len() > FEW && columns.are_good(places)) else {
            return loops::take(self, coder, start, symbols);
        };
        let mut buffers = [[0.0; BLOCK]; 2];
        if coder.lanes() > 1 {
            return loops::take_in_rounds(coder, precision, start, symbols, |quantiles, places, symbols, intervals| {
                let (locations, scales) = columns.numbers(places, &mut buffers);
                kernel.symbols(Level::detect(), quantiles, locations, scales, symbols, intervals, make);
                (symbols.len(), Ok(()))
            });
        }
        let block = if columns.direct().is_some() { usize::MAX } else { BLOCK };
        let mut decoder = KernelDecoder { coder, precision, index: start };
        for symbols in symbols.chunks_mut(block) {
            let (locations, scales) = columns.numbers(decoder.index..decoder.index + symbols.len(), &mut buffers);
            kernel.decode(Level::detect(), locations, scales, symbols, &mut decoder).map_err(in_array)?;
        }
        Ok(())
    }
}

/// A coder, as the kernels see it.
pub(super) struct KernelDecoder<'a, C> {
    pub(super) coder: &'a mut C,
    pub(super) precision: u32,
    /// The index of the next symbol.
    pub(super) index: usize,
}

impl<C: TakeInterval> Quantiles for KernelDecoder<'_, C> {
    type Error = FailedSymbol<C::Error>;

    #[inline]
    fn quantile(&mut self) -> Result<u32, Self::Error> {
        self.coder.quantile(self.precision).map_err(|error| FailedSymbol { index: self.index, error })
    }

    #[inline]
    fn advance(&mut self, quantile: u32, left: u32, length: u32) -> Result<(), Self::Error> {
        let index = self.index;
        let failed = |error| FailedSymbol { index, error };
        let prob = NonZeroU32::new(length).ok_or_else(|| failed(Corrupt.into()))?;
        self.coder.advance(quantile, Interval { left, prob }, self.precision).map_err(failed)?;
        self.index += 1;
        Ok(())
    }
}

/// The error of a decoder as one of an array.
pub(super) fn in_array<M, E>(FailedSymbol { index, error }: FailedSymbol<E>) -> ArrayError<M, E> {
    ArrayError::Coder { index: Some(index), error }
}
