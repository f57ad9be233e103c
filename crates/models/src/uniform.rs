//! Symbols that are all equally likely.

use constriction_core::{DecoderModel, EncoderModel, Interval, IterableModel, Model};

use crate::{IndexModel, SupportError, dynamic};

/// The uniform distribution over the symbols `0..n`, out of `2^P`.
///
/// With `w = floor(2^P / n)`, the symbol s has the interval from `s * w` to `(s + 1) * w`; the last symbol also has the rest, up
/// to `2^P`.
///
/// ```
/// use constriction_core::EncoderModel;
/// use constriction_models::{SupportError, Uniform};
///
/// let model = Uniform::<12>::try_new(1000)?;
/// assert_eq!(model.interval(&7).unwrap().left, 28);
/// assert_eq!(Uniform::<12>::try_new(0), Err(SupportError::Empty));
/// # Ok::<(), SupportError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Uniform<const P: u32> {
    /// At most `2^P`; at 32 bits more than 1; 0 for any other size.
    size: u64,
    /// `floor(2^P / size)`; 0 if the size is.
    prob: u32,
}

impl<const P: u32> Uniform<P> {
    /// The uniform distribution with `size` symbols.
    ///
    /// # Errors
    /// If `size` is 0 or more than `2^P`, or `P` is 32 and `size` is 1.
    pub fn try_new(size: usize) -> Result<Self, SupportError> {
        const { assert!(0 < P && P <= 32, "the precision must be 1 to 32 bits") };
        let (size, prob) = dynamic::Uniform::new(size as u64, P)?.parts();
        Ok(Self { size, prob })
    }

    /// [`try_new`](Self::try_new) for programs that were written for 0.5.0: where that fails, the result is a model
    /// without symbols, with which encoding and decoding fail.
    #[must_use]
    pub fn new(size: usize) -> Self {
        Self::try_new(size).unwrap_or(Self { size: 0, prob: 0 })
    }

    /// The number of symbols.
    pub fn size(&self) -> usize {
        self.size as usize
    }

    #[inline]
    fn as_dynamic(&self) -> dynamic::Uniform {
        dynamic::Uniform::from_parts(self.size, self.prob, P)
    }
}

impl<const P: u32> Model for Uniform<P> {
    type Symbol = usize;
    const PRECISION: u32 = P;
}

impl<const P: u32> EncoderModel for Uniform<P> {
    #[inline]
    fn interval(&self, &symbol: &usize) -> Option<Interval> {
        self.as_dynamic().interval(symbol)
    }
}

impl<const P: u32> DecoderModel for Uniform<P> {
    #[inline]
    fn symbol_at(&self, quantile: u32) -> Option<(usize, Interval)> {
        self.as_dynamic().symbol_at(quantile)
    }
}

impl<const P: u32> IndexModel for Uniform<P> {
    fn num_symbols(&self) -> usize {
        self.size()
    }
}

impl<const P: u32> IterableModel for Uniform<P> {
    fn symbol_table(&self) -> impl Iterator<Item = (usize, Interval)> + '_ {
        (0..self.size()).filter_map(|symbol| Some((symbol, self.interval(&symbol)?)))
    }
}
