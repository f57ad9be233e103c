//! `AdaptiveModel`: the trait of adaptive models whose symbols have one interval each.

use constriction_core::Interval;

/// A probability model for each of several contexts, which learns from the symbols of its context.
///
/// The encoder and the decoder have equal models. Both ask for the interval of a symbol, code it, and then call
/// [`update`](Self::update), so that their models stay equal. Nothing but `update` changes the model.
///
/// A type that implements this also has [`AdaptiveCode`](crate::AdaptiveCode), the trait that coders use.
pub trait AdaptiveModel {
    /// The type of the symbols.
    type Symbol: Copy;

    /// The number of fractional bits of the probabilities, from 1 to 32.
    const PRECISION: u32;

    /// The symbol's interval, or `None` if the model does not have this symbol or this context.
    fn interval(&self, context: usize, symbol: Self::Symbol) -> Option<Interval>;

    /// The symbol whose interval contains `quantile`, and that interval. `None` if there is no such symbol or context.
    ///
    /// A quantile of `1 << PRECISION` or more never occurs; for such an argument the result is unspecified, but there is
    /// one.
    fn symbol_at(&self, context: usize, quantile: u32) -> Option<(Self::Symbol, Interval)>;

    /// Learns that this symbol was coded in this context.
    ///
    /// A symbol or context that the model does not have changes nothing.
    fn update(&mut self, context: usize, symbol: Self::Symbol);

    /// The symbol's [`interval`](Self::interval) before the model learns from it; `None` changes nothing.
    #[inline]
    fn encode_and_update(&mut self, context: usize, symbol: Self::Symbol) -> Option<Interval> {
        let interval = self.interval(context, symbol)?;
        self.update(context, symbol);
        Some(interval)
    }

    /// The symbol at a quantile, and its interval before the model learns from it; `None` changes nothing.
    #[inline]
    fn decode_and_update(&mut self, context: usize, quantile: u32) -> Option<(Self::Symbol, Interval)> {
        let (symbol, interval) = self.symbol_at(context, quantile)?;
        self.update(context, symbol);
        Some((symbol, interval))
    }
}
