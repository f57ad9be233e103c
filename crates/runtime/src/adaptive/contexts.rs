//! The rules that compute contexts, chosen at run time.

use crate::{Error, Symbols};

/// How the contexts of a call follow from what is known before each symbol.
///
/// The symbols before are those of the same call; before its start, they are 0. With a `shift`, a symbol stands for those
/// that have the same number after it: gray values that are alike share a context.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum ContextRule<'a> {
    /// The same for all symbols.
    Same(u64),
    /// One for each symbol.
    Each(Symbols<'a>),
    /// The last symbols are the digits of the context, the last one the lowest.
    Order {
        /// How many symbols.
        order: u32,
        /// By how many bits they are shifted to the right.
        shift: u32,
    },
    /// The symbol to the left is the lower digit of the context, the one above the higher digit.
    LeftTop {
        /// The number of symbols in a row of the image.
        width: usize,
        /// By how many bits they are shifted to the right.
        shift: u32,
    },
}

/// A rule together with what it needs of the model.
pub(super) struct Source<'a> {
    rule: ContextRule<'a>,
    /// The base of the digits.
    base: u64,
}

impl<'a> Source<'a> {
    /// The source of a model's only context: of `contexts`, with symbols below `symbols`.
    pub(super) fn of_one(
        rules: &[ContextRule<'a>],
        contexts: usize,
        symbols: usize,
        count: usize,
    ) -> Result<Self, Error> {
        let &rule = match rules {
            [] if contexts == 1 => &ContextRule::Same(0),
            [rule] => rule,
            _ => return Err(Error::ContextRules { expected: 1, given: rules.len() }),
        };
        let source = Self::new(rule, symbols, count)?;
        let (order, base) = match rule {
            ContextRule::Same(_) | ContextRule::Each(_) => return Ok(source),
            ContextRule::Order { order, .. } => (order, source.base),
            ContextRule::LeftTop { .. } => (2, source.base),
        };
        match base.checked_pow(order) {
            Some(needed) if needed <= contexts as u64 => Ok(source),
            needed => Err(Error::TooFewContexts { needed: needed.unwrap_or(u64::MAX), contexts }),
        }
    }

    fn new(rule: ContextRule<'a>, symbols: usize, count: usize) -> Result<Self, Error> {
        let shift = match rule {
            ContextRule::Same(_) => 0,
            ContextRule::Each(contexts) if contexts.len() == count => 0,
            ContextRule::Each(contexts) => {
                return Err(Error::Length { name: "contexts", expected: count, given: contexts.len() });
            }
            ContextRule::LeftTop { width: 0, .. } => {
                return Err(Error::Adaptive { name: "width", value: 0, min: 1, max: u32::MAX });
            }
            ContextRule::Order { shift, .. } | ContextRule::LeftTop { shift, .. } => shift,
        };
        let largest = symbols.saturating_sub(1) as u64;
        Ok(Self { rule, base: largest.checked_shr(shift).unwrap_or(0) + 1 })
    }

    /// The context of the symbol after those `before`; `None` if it is negative.
    #[inline]
    pub(super) fn context(&self, before: &[i32]) -> Option<u64> {
        let digit = |back: usize, shift: u32| {
            let symbol = before.len().checked_sub(back).map_or(0, |place| before[place]);
            u64::from(symbol as u32).checked_shr(shift).unwrap_or(0)
        };
        match self.rule {
            ContextRule::Same(context) => Some(context),
            ContextRule::Each(contexts) => contexts.natural(before.len()),
            ContextRule::Order { order: 1, shift } => Some(digit(1, shift)),
            ContextRule::Order { order, shift } => Some(
                (1..=order as usize).rev().fold(0u64, |sum, back| sum.wrapping_mul(self.base) + digit(back, shift)),
            ),
            ContextRule::LeftTop { width, shift } => {
                let left = if before.len().is_multiple_of(width) { 0 } else { digit(1, shift) };
                Some(digit(width, shift) * self.base + left)
            }
        }
    }
}
