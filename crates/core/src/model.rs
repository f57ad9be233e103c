//! What a coder needs to know of a probability model.

use crate::Interval;

/// A probability distribution over symbols in fixed-point arithmetic.
///
/// The probabilities are integers in units of `2^-PRECISION`. Each symbol that can be coded owns an
/// [`Interval`]; intervals of different symbols do not overlap.
pub trait Model {
    /// The type of the symbols.
    type Symbol;

    /// The number of fractional bits of the probabilities, from 1 to 32.
    const PRECISION: u32;
}

/// A model that can tell the interval of a symbol.
pub trait EncoderModel: Model {
    /// Whether to compute an interval takes much longer than to code it. Only speed depends on it.
    const IS_COSTLY: bool = false;

    /// The symbol's interval, or `None` if the symbol cannot be coded with this model.
    fn interval(&self, symbol: &Self::Symbol) -> Option<Interval>;
}

/// A model that can tell which symbol owns a quantile.
pub trait DecoderModel: Model {
    /// The symbol whose interval contains `quantile`, and that interval.
    ///
    /// `None` if no symbol owns the quantile; an encoder that used the same model cannot have produced it. A
    /// `quantile` of `1 << PRECISION` or more never occurs; for such an argument the result is unspecified, but
    /// there is one.
    fn symbol_at(&self, quantile: u32) -> Option<(Self::Symbol, Interval)>;
}

/// A model that can list all its symbols.
pub trait IterableModel: Model {
    /// All symbols that can be coded, with their intervals, in the order of their left ends.
    fn symbol_table(&self) -> impl Iterator<Item = (Self::Symbol, Interval)> + '_;
}

impl<M: Model + ?Sized> Model for &M {
    type Symbol = M::Symbol;
    const PRECISION: u32 = M::PRECISION;
}

impl<M: EncoderModel + ?Sized> EncoderModel for &M {
    const IS_COSTLY: bool = M::IS_COSTLY;

    #[inline]
    fn interval(&self, symbol: &Self::Symbol) -> Option<Interval> {
        (**self).interval(symbol)
    }
}

impl<M: DecoderModel + ?Sized> DecoderModel for &M {
    #[inline]
    fn symbol_at(&self, quantile: u32) -> Option<(Self::Symbol, Interval)> {
        (**self).symbol_at(quantile)
    }
}

impl<M: IterableModel> IterableModel for &M {
    fn symbol_table(&self) -> impl Iterator<Item = (Self::Symbol, Interval)> + '_ {
        (**self).symbol_table()
    }
}
