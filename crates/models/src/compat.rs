//! Constructors of `constriction` 0.5.0, under the names that they have there.
//!
//! They are inherent methods, not methods of a trait, so that old programs need no new import. The documentation hides them:
//! new programs have shorter names. The tables are those of 0.5.0 to the bit, even where those leave no probability to the
//! last symbols; see [`Cdf::fast_compatible`].

use alloc::vec::Vec;

use crate::{
    Categorical, Cdf, Float, IndexModel, LazyCategorical, LookupCategorical, MappedDecoder, MappedEncoder,
    ProbabilityError, SymbolMap, TableError,
};

/// A fixed-point probability, by value or by reference.
pub trait Weight {
    /// The number.
    fn to_u32(self) -> u32;
}

macro_rules! weight {
    ($($t:ty)*) => {$(
        impl Weight for $t { fn to_u32(self) -> u32 { u32::from(self) } }
        impl Weight for &$t { fn to_u32(self) -> u32 { u32::from(*self) } }
    )*};
}
weight!(u8 u16 u32);

/// A table with the constructors of 0.5.0.
pub trait CompatTable: IndexModel + Sized {
    /// As [`Cdf::fast_compatible`], with the sum of the probabilities if it is known.
    ///
    /// # Errors
    /// As [`Cdf::fast`], or if the given sum is not a normal positive number.
    fn fast_normalized<F: Float>(probs: &[F], normalization: Option<F>) -> Result<Self, ProbabilityError>;
    /// The table of probabilities with the smallest divergence from them, as by [`Cdf::perfect`].
    ///
    /// # Errors
    /// As [`Cdf::perfect`].
    fn perfect_table<F: Float>(probs: &[F]) -> Result<Self, ProbabilityError>;
    /// The table of fixed-point probabilities that sum to `2^P`, as by [`Cdf::from_weights`]. With `infer_last`, the
    /// weights lack the last one.
    ///
    /// # Errors
    /// As [`Cdf::from_weights`].
    fn fixed_point<I>(weights: I, infer_last: bool) -> Result<Self, ProbabilityError>
    where
        I: IntoIterator<Item: Weight>;
}

fn with_last(weights: impl IntoIterator<Item: Weight>, infer_last: bool, precision: u32) -> Vec<u32> {
    // More weights than units are an error in any case; no iterator is asked for all it can give.
    let most = (1usize << precision.min(31)).saturating_add(1);
    let mut weights: Vec<u32> = weights.into_iter().take(most).map(Weight::to_u32).collect();
    if infer_last {
        let sum: u64 = weights.iter().map(|&w| u64::from(w)).sum();
        weights.push(u32::try_from((1u64 << precision).saturating_sub(sum)).unwrap_or(0));
    }
    weights
}

macro_rules! compat_table {
    ($($table:ident)*) => {$(
        impl<const P: u32> CompatTable for $table<P> {
            fn fast_normalized<F: Float>(probs: &[F], normalization: Option<F>) -> Result<Self, ProbabilityError> {
                Cdf::compatible(probs, normalization).map(Self::from)
            }
            fn perfect_table<F: Float>(probs: &[F]) -> Result<Self, ProbabilityError> {
                Cdf::perfect(probs).map(Self::from)
            }
            fn fixed_point<I: IntoIterator<Item: Weight>>(weights: I, infer: bool) -> Result<Self, ProbabilityError> {
                Cdf::from_weights(&with_last(weights, infer, P)).map(Self::from)
            }
        }

        #[doc(hidden)]
        impl<const P: u32> $table<P> {
            /// As [`Cdf::fast_compatible`], with the sum of the probabilities if it is known.
            ///
            /// # Errors
            /// As [`Cdf::fast`], or if the given sum is not a normal positive number.
            pub fn from_floating_point_probabilities_fast<F: Float>(
                probabilities: &[F],
                normalization: Option<F>,
            ) -> Result<Self, ProbabilityError> {
                Self::fast_normalized(probabilities, normalization)
            }

            /// The table of probabilities with the smallest divergence from them, as by [`Cdf::perfect`].
            ///
            /// # Errors
            /// As [`Cdf::perfect`].
            pub fn from_floating_point_probabilities_perfect<F: Float>(
                probabilities: &[F],
            ) -> Result<Self, ProbabilityError> {
                Self::perfect_table(probabilities)
            }

            /// The table of fixed-point probabilities that sum to `2^P`, as by [`Cdf::from_weights`]. With
            /// `infer_last_probability`, the probabilities lack the last one.
            ///
            /// # Errors
            /// As [`Cdf::from_weights`].
            pub fn from_nonzero_fixed_point_probabilities<I: IntoIterator<Item: Weight>>(
                probabilities: I,
                infer_last_probability: bool,
            ) -> Result<Self, ProbabilityError> {
                Self::fixed_point(probabilities, infer_last_probability)
            }

            /// The number of symbols.
            pub fn support_size(&self) -> usize {
                self.num_symbols()
            }
        }
    )*};
}
compat_table!(Categorical Cdf LookupCategorical);

#[doc(hidden)]
impl<const P: u32> Categorical<P> {
    /// The same model with a table that has an entry for each quantile.
    pub fn to_lookup_decoder_model(&self) -> LookupCategorical<P> {
        self.into()
    }

    /// The same model. A reference is a view already.
    pub fn as_view(&self) -> &Self {
        self
    }
}

#[doc(hidden)]
impl<const P: u32> LookupCategorical<P> {
    /// The same model. A reference is a view already.
    pub fn as_view(&self) -> &Self {
        self
    }
}

#[doc(hidden)]
impl<F: Float, B: AsRef<[F]>, const P: u32> LazyCategorical<F, B, P> {
    /// As [`new_compatible`](Self::new_compatible), with the sum of the probabilities if it is known.
    ///
    /// # Errors
    /// As [`new`](Self::new), or if the given sum is not a normal positive number.
    #[inline(always)]
    pub fn from_floating_point_probabilities_fast(
        probabilities: B,
        normalization: Option<F>,
    ) -> Result<Self, ProbabilityError> {
        Ok(Self::with_sum(probabilities, normalization)?.compatible())
    }

    /// The number of symbols.
    pub fn support_size(&self) -> usize {
        self.num_symbols()
    }

    /// The same model. A reference is a view already.
    pub fn as_view(&self) -> &Self {
        self
    }
}

macro_rules! compat_mapped {
    ($([$($generics:tt)*] $mapped:ty, $symbol:ty;)*) => {$(
        #[doc(hidden)]
        impl<$($generics)*> $mapped {
            /// Symbols with the probabilities of [`Cdf::fast_compatible`].
            ///
            /// # Errors
            /// As [`Cdf::fast`], and if the symbols are not as many, or one is there twice where that matters.
            pub fn from_symbols_and_floating_point_probabilities_fast<F: Float>(
                symbols: impl IntoIterator<Item = $symbol>,
                probabilities: &[F],
                normalization: Option<F>,
            ) -> Result<Self, TableError> {
                Ok(Self::new(symbols, M::fast_normalized(probabilities, normalization)?)?)
            }

            /// Symbols with the probabilities of [`Cdf::perfect`].
            ///
            /// # Errors
            /// As [`Cdf::perfect`], and if the symbols are not as many, or one is there twice where that matters.
            pub fn from_symbols_and_floating_point_probabilities_perfect<F: Float>(
                symbols: impl IntoIterator<Item = $symbol>,
                probabilities: &[F],
            ) -> Result<Self, TableError> {
                Ok(Self::new(symbols, M::perfect_table(probabilities)?)?)
            }

            /// Symbols with the probabilities of [`Cdf::from_weights`].
            ///
            /// # Errors
            /// As [`Cdf::from_weights`], and if the symbols are not as many, or one is there twice where that matters.
            pub fn from_symbols_and_nonzero_fixed_point_probabilities<I: IntoIterator<Item: Weight>>(
                symbols: impl IntoIterator<Item = $symbol>,
                probabilities: I,
                infer_last_probability: bool,
            ) -> Result<Self, TableError> {
                Ok(Self::new(symbols, M::fixed_point(probabilities, infer_last_probability)?)?)
            }

            /// The number of symbols.
            pub fn support_size(&self) -> usize {
                self.inner().num_symbols()
            }

            /// The same model. A reference is a view already.
            pub fn as_view(&self) -> &Self {
                self
            }
        }
    )*};
}
compat_mapped! {
    [M: CompatTable, T: SymbolMap] MappedEncoder<M, T>, T::Symbol;
    [M: CompatTable, S] MappedDecoder<M, S>, S;
}
