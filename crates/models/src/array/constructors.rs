//! The methods of quantizers that make arrays of models.

use core::convert::Infallible;

use super::{ArrayError, LocationScale, Param};
use crate::dynamic::Support;
use crate::{Cauchy, Gaussian, Laplace, LeakyQuantizer, Logistic, ParameterError};

macro_rules! located {
    ($($(#[$doc:meta])* $name:ident $t:ident)*) => {
        impl Support<i32> {$(
            $(#[$doc])*
            ///
            /// # Errors
            /// As [`LocationScale::new`].
            #[inline]
            pub fn $name<'a>(
                self,
                locations: impl Into<Param<'a>>,
                scales: impl Into<Param<'a>>,
            ) -> Result<LocationScale<'a, $t>, ArrayError<ParameterError, Infallible>> {
                LocationScale::new(self, locations, scales)
            }
        )*}

        impl<const P: u32> LeakyQuantizer<i32, P> {$(
            $(#[$doc])*
            ///
            /// # Errors
            /// As [`LocationScale::new`].
            #[inline]
            pub fn $name<'a>(
                self,
                locations: impl Into<Param<'a>>,
                scales: impl Into<Param<'a>>,
            ) -> Result<LocationScale<'a, $t>, ArrayError<ParameterError, Infallible>> {
                LocationScale::new(self.as_dynamic(), locations, scales)
            }
        )*}
    };
}
located! {
    /// A [`Gaussian`] for each symbol, given slices of means and standard deviations, or a reference to one for all.
    gaussians Gaussian
    /// A [`Laplace`] distribution for each symbol, given slices of means and scales, or a reference to one for all.
    laplaces Laplace
    /// A [`Cauchy`] distribution for each symbol, given slices of medians and scales, or a reference to one for all.
    cauchys Cauchy
    /// A [`Logistic`] distribution for each symbol, given slices of means and scales, or a reference to one for all.
    logistics Logistic
}

#[cfg(feature = "alloc")]
mod mixtures {
    use core::convert::Infallible;

    use crate::array::{ArrayError, Mixtures, Param};
    use crate::{Gaussian, Laplace, LeakyQuantizer, Logistic, MixtureError};

    macro_rules! mixtures {
        ($($(#[$doc:meta])* $name:ident $t:ident)*) => {
            impl<const P: u32> LeakyQuantizer<i32, P> {$(
                $(#[$doc])*
                ///
                /// There are `width` numbers for each symbol in each of the slices, one symbol after the other.
                ///
                /// # Errors
                /// As [`Mixtures::new`].
                pub fn $name<'a>(
                    self,
                    width: usize,
                    weights: impl Into<Param<'a>>,
                    means: impl Into<Param<'a>>,
                    scales: impl Into<Param<'a>>,
                ) -> Result<Mixtures<'a, $t>, ArrayError<MixtureError, Infallible>> {
                    let params = [weights.into(), means.into(), scales.into()];
                    Mixtures::new(self.as_dynamic(), params.map(|param| Param { width, ..param }))
                }
            )*}
        };
    }
    mixtures! {
        /// A mixture of [`Gaussian`]s for each symbol, given slices of weights, means and standard deviations.
        gaussian_mixtures Gaussian
        /// A mixture of [`Laplace`] distributions for each symbol, given slices of weights, means and scales.
        laplace_mixtures Laplace
        /// A mixture of [`Logistic`] distributions for each symbol, given slices of weights, means and scales.
        logistic_mixtures Logistic
    }
}
