//! Calls the code that is compiled for a level.
//!
//! A family is a value here and a type in the algorithms, so that each function matches it, in three lines. The functions
//! have arguments and results of their own: to match once for all of them would take a type for the arguments of each, which is
//! longer than the match. What must not drift apart, the features, is named once, in `token!`, which calls this macro.

/// Compiles the vectorised algorithms for the features of a level.
macro_rules! entry_points {
    ($token:ident, $lanes:ident, $($feature:tt)*) => {
        impl $token {
            #[inline]
            pub(crate) fn intervals<T, M: Fn(u32, u32) -> T>(
                self,
                leaky: &QuantizedFamily,
                symbols: &[i32],
                locations: &[f64],
                scales: &[f64],
                intervals: &mut [T],
                make: M,
            ) -> usize {
                $(#[target_feature(enable = $feature)])*
                fn run<A: Approx, T>(
                    token: $token,
                    leaky: &QuantizedFamily,
                    symbols: &[i32],
                    locations: &[f64],
                    scales: &[f64],
                    intervals: &mut [T],
                    make: impl Fn(u32, u32) -> T,
                ) -> usize {
                    crate::vector::intervals::intervals::<A, $lanes, T>(
                        token, leaky, symbols, locations, scales, intervals, make,
                    )
                }
                // SAFETY: `self` exists, so that `detect` found the features that `run` needs.
                unsafe {
                    match leaky.family() {
                        KernelFamily::Gaussian => {
                            run::<approx::Gaussian, T>(self, leaky, symbols, locations, scales, intervals, make)
                        }
                        KernelFamily::Laplace => {
                            run::<approx::Laplace, T>(self, leaky, symbols, locations, scales, intervals, make)
                        }
                        KernelFamily::Cauchy => {
                            run::<approx::Cauchy, T>(self, leaky, symbols, locations, scales, intervals, make)
                        }
                    }
                }
            }

            #[inline]
            #[expect(clippy::too_many_arguments, reason = "five arrays that belong together")]
            pub(crate) fn symbols<T, M: Fn(u32, u32) -> T>(
                self,
                leaky: &QuantizedFamily,
                quantiles: &[u32],
                locations: &[f64],
                scales: &[f64],
                symbols: &mut [i32],
                intervals: &mut [T],
                make: M,
            ) {
                $(#[target_feature(enable = $feature)])*
                #[expect(clippy::too_many_arguments, reason = "five arrays that belong together")]
                fn run<A: Approx, T, M: Fn(u32, u32) -> T>(
                    token: $token,
                    leaky: &QuantizedFamily,
                    quantiles: &[u32],
                    locations: &[f64],
                    scales: &[f64],
                    symbols: &mut [i32],
                    intervals: &mut [T],
                    make: M,
                ) {
                    crate::vector::symbols::symbols::<A, $lanes, T>(
                        token, leaky, quantiles, locations, scales, symbols, intervals, make,
                    );
                }
                // SAFETY: `self` exists, so that `detect` found the features that `run` needs.
                unsafe {
                    match leaky.family() {
                        KernelFamily::Gaussian => run::<approx::Gaussian, T, M>(
                            self, leaky, quantiles, locations, scales, symbols, intervals, make,
                        ),
                        KernelFamily::Laplace => run::<approx::Laplace, T, M>(
                            self, leaky, quantiles, locations, scales, symbols, intervals, make,
                        ),
                        KernelFamily::Cauchy => run::<approx::Cauchy, T, M>(
                            self, leaky, quantiles, locations, scales, symbols, intervals, make,
                        ),
                    }
                }
            }

            #[inline]
            pub(crate) fn each_interval(
                self,
                leakies: &[QuantizedFamily; LANES],
                symbols: &[i32; LANES],
                locations: &[f64; LANES],
                scales: &[f64; LANES],
            ) -> [[u32; 2]; LANES] {
                $(#[target_feature(enable = $feature)])*
                fn run<A: Approx>(
                    token: $token,
                    leakies: &[QuantizedFamily; LANES],
                    symbols: &[i32; LANES],
                    locations: &[f64; LANES],
                    scales: &[f64; LANES],
                ) -> [[u32; 2]; LANES] {
                    crate::vector::intervals::each::<A, $lanes>(token, leakies, symbols, locations, scales)
                }
                // SAFETY: `self` exists, so that `detect` found the features that `run` needs.
                unsafe {
                    match leakies[0].family() {
                        KernelFamily::Gaussian => run::<approx::Gaussian>(self, leakies, symbols, locations, scales),
                        KernelFamily::Laplace => run::<approx::Laplace>(self, leakies, symbols, locations, scales),
                        KernelFamily::Cauchy => run::<approx::Cauchy>(self, leakies, symbols, locations, scales),
                    }
                }
            }

            #[inline]
            pub(crate) fn symbol(self, leaky: &QuantizedFamily, quantile: u32, location: f64, scale: f64) -> (i32, u32, u32) {
                $(#[target_feature(enable = $feature)])*
                fn run<A: Approx>(
                    token: $token,
                    leaky: &QuantizedFamily,
                    quantile: u32,
                    location: f64,
                    scale: f64,
                ) -> (i32, u32, u32) {
                    crate::vector::decode::symbol::<A, $lanes>(token, leaky, quantile, location, scale)
                }
                // SAFETY: `self` exists, so that `detect` found the features that `run` needs.
                unsafe {
                    match leaky.family() {
                        KernelFamily::Gaussian => run::<approx::Gaussian>(self, leaky, quantile, location, scale),
                        KernelFamily::Laplace => run::<approx::Laplace>(self, leaky, quantile, location, scale),
                        KernelFamily::Cauchy => run::<approx::Cauchy>(self, leaky, quantile, location, scale),
                    }
                }
            }

            pub(crate) fn decode<Q: Quantiles>(
                self,
                leaky: &QuantizedFamily,
                locations: &[f64],
                scales: &[f64],
                symbols: &mut [i32],
                quantiles: &mut Q,
            ) -> Result<(), Q::Error> {
                $(#[target_feature(enable = $feature)])*
                fn run<A: Approx, Q: Quantiles>(
                    token: $token,
                    leaky: &QuantizedFamily,
                    locations: &[f64],
                    scales: &[f64],
                    symbols: &mut [i32],
                    quantiles: &mut Q,
                ) -> Result<(), Q::Error> {
                    crate::vector::decode::decode::<A, $lanes, Q>(token, leaky, locations, scales, symbols, quantiles)
                }
                let run = match leaky.family() {
                    KernelFamily::Gaussian => run::<approx::Gaussian, Q>,
                    KernelFamily::Laplace => run::<approx::Laplace, Q>,
                    KernelFamily::Cauchy => run::<approx::Cauchy, Q>,
                };
                // SAFETY: `self` exists, so that `detect` found the features that `run` needs.
                unsafe { run(self, leaky, locations, scales, symbols, quantiles) }
            }

            #[inline]
            pub(crate) fn mixture_intervals<T, M: Fn(u32, u32) -> T>(
                self,
                mixtures: &Mixtures<'_>,
                symbols: &[i32],
                intervals: &mut [T],
                make: M,
            ) -> usize {
                $(#[target_feature(enable = $feature)])*
                fn run<A: Approx, T, M: Fn(u32, u32) -> T>(
                    token: $token,
                    mixtures: &Mixtures<'_>,
                    symbols: &[i32],
                    intervals: &mut [T],
                    make: M,
                ) -> usize {
                    crate::vector::mixtures::intervals::<A, $lanes, T>(token, mixtures, symbols, intervals, make)
                }
                let run = match mixtures.leaky().family() {
                    KernelFamily::Gaussian => run::<approx::Gaussian, T, M>,
                    KernelFamily::Laplace => run::<approx::Laplace, T, M>,
                    KernelFamily::Cauchy => run::<approx::Cauchy, T, M>,
                };
                // SAFETY: `self` exists, so that `detect` found the features that `run` needs.
                unsafe { run(self, mixtures, symbols, intervals, make) }
            }

            pub(crate) fn mixture_decode<Q: Quantiles>(
                self,
                mixtures: &Mixtures<'_>,
                symbols: &mut [i32],
                quantiles: &mut Q,
            ) -> Result<(), Q::Error> {
                $(#[target_feature(enable = $feature)])*
                fn run<A: Approx, Q: Quantiles>(
                    token: $token,
                    mixtures: &Mixtures<'_>,
                    symbols: &mut [i32],
                    quantiles: &mut Q,
                ) -> Result<(), Q::Error> {
                    crate::vector::mixtures::decode::<A, $lanes, Q>(token, mixtures, symbols, quantiles)
                }
                let run = match mixtures.leaky().family() {
                    KernelFamily::Gaussian => run::<approx::Gaussian, Q>,
                    KernelFamily::Laplace => run::<approx::Laplace, Q>,
                    KernelFamily::Cauchy => run::<approx::Cauchy, Q>,
                };
                // SAFETY: `self` exists, so that `detect` found the features that `run` needs.
                unsafe { run(self, mixtures, symbols, quantiles) }
            }
        }
    };
}

pub(crate) use entry_points;
