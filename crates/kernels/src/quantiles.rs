//! `Quantiles`: the trait through which kernels get quantiles from a decoder.

/// A source of quantiles: the decoding side of an entropy coder.
pub trait Quantiles {
    /// The error of a call.
    type Error;

    /// The next quantile: less than `2^precision`, or else the symbol that is found for it is any.
    ///
    /// # Errors
    /// If the source has no further quantile.
    fn quantile(&mut self) -> Result<u32, Self::Error>;

    /// Advances past the symbol that owns the quantile and has this interval.
    ///
    /// # Errors
    /// If the source cannot continue.
    fn advance(&mut self, quantile: u32, left: u32, length: u32) -> Result<(), Self::Error>;
}
