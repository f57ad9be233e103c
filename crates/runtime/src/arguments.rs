//! Parameters that come with a call, one for each symbol or the same for all.

use core::ops::Range;

/// Numbers in floating point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Floats<'a> {
    /// In single precision. Where the bits depend on it, they are computed in single precision.
    F32(&'a [f32]),
    /// In double precision.
    F64(&'a [f64]),
}

impl<'a> Floats<'a> {
    /// The number of numbers.
    pub fn len(&self) -> usize {
        match self {
            Self::F32(values) => values.len(),
            Self::F64(values) => values.len(),
        }
    }

    /// Whether there is no number.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Part of the numbers.
    ///
    /// # Panics
    /// If there are not as many.
    pub fn slice(&self, range: Range<usize>) -> Self {
        match self {
            Self::F32(values) => Self::F32(&values[range]),
            Self::F64(values) => Self::F64(&values[range]),
        }
    }

    /// In double precision; where they are not, the buffer takes them.
    pub(crate) fn to_f64<'b>(self, buffer: &'b mut Vec<f64>) -> &'b [f64]
    where
        'a: 'b,
    {
        match self {
            Self::F64(values) => values,
            Self::F32(values) => {
                buffer.clear();
                buffer.extend(values.iter().map(|&x| f64::from(x)));
                buffer
            }
        }
    }
}

/// One parameter of a model, for a call.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Argument<'a> {
    /// Number after number, or vector after vector.
    pub values: Floats<'a>,
    /// How many numbers there are for one symbol: 1, or the length of a vector.
    pub width: usize,
    /// Whether each symbol has its own; otherwise there is just one number or vector, for all.
    pub is_each: bool,
}

impl<'a> Argument<'a> {
    /// The number of symbols that it is for, if it is not the same for all.
    pub(crate) fn symbols(&self) -> Option<usize> {
        self.is_each.then(|| self.values.len().checked_div(self.width).unwrap_or(0))
    }

    /// What belongs to some of the symbols; all of it, if it is the same for all.
    pub(crate) fn of(&self, symbols: Range<usize>) -> Floats<'a> {
        if self.is_each { self.values.slice(symbols.start * self.width..symbols.end * self.width) } else { self.values }
    }

    /// The number for one symbol.
    ///
    /// # Panics
    /// If there is none for it.
    pub fn number(&self, symbol: usize) -> f64 {
        let place = if self.is_each { symbol } else { 0 };
        match self.values {
            Floats::F32(values) => f64::from(values[place]),
            Floats::F64(values) => values[place],
        }
    }

    /// One number or vector for each of some symbols.
    #[cfg(not(target_family = "wasm"))]
    pub(crate) fn numbers<'b>(&self, symbols: Range<usize>, buffer: &'b mut Vec<f64>) -> &'b [f64]
    where
        'a: 'b,
    {
        if self.is_each {
            return self.of(symbols).to_f64(buffer);
        }
        buffer.clear();
        if self.width == 1 {
            buffer.resize(symbols.len(), self.number(0));
            return buffer;
        }
        for _ in symbols {
            match self.values {
                Floats::F32(values) => buffer.extend(values.iter().map(|&x| f64::from(x))),
                Floats::F64(values) => buffer.extend_from_slice(values),
            }
        }
        buffer
    }
}
