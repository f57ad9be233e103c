//! The rules that compute contexts, chosen at run time.

use super::setup::AdaptiveSetup;
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
    /// The letters of the word so far, in ASCII or above it, hashed: for models that hash their contexts.
    Word,
}

/// A rule together with what it needs of the model.
pub(super) struct Source<'a> {
    rule: ContextRule<'a>,
    /// The base of the digits.
    base: u64,
}

impl<'a> Source<'a> {
    /// The sources of the contexts of `count` symbols.
    pub(super) fn of(rules: &[ContextRule<'a>], setup: &AdaptiveSetup, count: usize) -> Result<Vec<Self>, Error> {
        let default = [ContextRule::Same(0)];
        let rules = if rules.is_empty() && setup.contexts() == 1 { &default } else { rules };
        if rules.len() != setup.inputs() {
            return Err(Error::ContextRules { expected: setup.inputs(), given: rules.len() });
        }
        rules.iter().map(|&rule| Self::new(rule, setup, count)).collect()
    }

    fn new(rule: ContextRule<'a>, setup: &AdaptiveSetup, count: usize) -> Result<Self, Error> {
        let base = |shift| ((setup.symbols() - 1) as u64).checked_shr(shift).unwrap_or(0) + 1;
        let (base, digits) = match rule {
            ContextRule::Each(contexts) if contexts.len() != count => {
                return Err(Error::Length { name: "contexts", expected: count, given: contexts.len() });
            }
            ContextRule::LeftTop { width: 0, .. } => {
                return Err(Error::Adaptive { name: "width", value: 0, min: 1, max: u32::MAX });
            }
            ContextRule::Word if !matches!(setup, AdaptiveSetup::Mixer { .. }) => return Err(Error::HashedContexts),
            ContextRule::Same(_) | ContextRule::Each(_) | ContextRule::Word => (1, 0),
            ContextRule::Order { order, shift } => (base(shift), order),
            ContextRule::LeftTop { shift, .. } => (base(shift), 2),
        };
        match base.checked_pow(digits) {
            Some(needed) if needed <= setup.contexts() as u64 => Ok(Self { rule, base }),
            // Numbers that are hashed may overflow.
            _ if setup.contexts() == usize::MAX => Ok(Self { rule, base }),
            needed => Err(Error::TooFewContexts { needed: needed.unwrap_or(u64::MAX), contexts: setup.contexts() }),
        }
    }

    /// The context of the symbol after those `before`; `None` if it is negative.
    #[inline]
    pub(super) fn context(&self, before: &[i32]) -> Option<u64> {
        let symbol = |back: usize| before.len().checked_sub(back).map_or(0, |place| before[place]);
        let digit = |back: usize, shift: u32| u64::from(symbol(back) as u32).checked_shr(shift).unwrap_or(0);
        match self.rule {
            ContextRule::Same(context) => Some(context),
            ContextRule::Each(contexts) => contexts.natural(before.len()),
            ContextRule::Order { order: 1, shift } => Some(digit(1, shift)),
            ContextRule::Order { order, shift } => {
                let join = |sum: u64, back| sum.wrapping_mul(self.base).wrapping_add(digit(back, shift));
                Some((1..=order as usize).rev().fold(0, join))
            }
            ContextRule::LeftTop { width, shift } => {
                let left = if before.len().is_multiple_of(width) { 0 } else { digit(1, shift) };
                Some(digit(width, shift).wrapping_mul(self.base).wrapping_add(left))
            }
            ContextRule::Word => Some(word(before)),
        }
    }
}

/// A hash of the letters since the last symbol that is not a letter; between words, the last symbol but one.
fn word(before: &[i32]) -> u64 {
    const LONGEST: usize = 32;
    let letter = |&symbol: &i32| match symbol {
        65..=90 => Some(symbol as u64 + 32),
        97..=122 | 128.. => Some(symbol as u64),
        _ => None,
    };
    let hash = |hash: u64, letter: u64| (hash ^ letter).wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let letters = before.iter().rev().take(LONGEST).map_while(letter).fold(0, hash);
    let last_but_one = || before.len().checked_sub(2).map_or(0, |place| before[place] as u64 & 0xdf);
    if letters == 0 { last_but_one() } else { letters << 1 | 1 }
}
