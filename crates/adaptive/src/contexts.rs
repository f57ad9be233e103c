//! Rules that compute the context of a symbol.

/// A rule that finds a symbol's context from the symbols before it.
///
/// Functions from `&[Symbol]` to `usize` are such rules. The encoder and the decoder call it with the same symbols.
pub trait Contexts<S> {
    /// The context of the symbol that follows `before`; `None` if that symbol has no context, and then the call fails.
    fn context(&self, before: &[S]) -> Option<usize>;
}

impl<S, F: Fn(&[S]) -> usize> Contexts<S> for F {
    #[inline]
    fn context(&self, before: &[S]) -> Option<usize> {
        Some(self(before))
    }
}

/// The context 0, always.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Order0;

impl<S> Contexts<S> for Order0 {
    #[inline]
    fn context(&self, _before: &[S]) -> Option<usize> {
        Some(0)
    }
}

/// Contexts that the caller gives, one for each symbol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Given<'a>(pub &'a [u32]);

impl<S> Contexts<S> for Given<'_> {
    #[inline]
    fn context(&self, before: &[S]) -> Option<usize> {
        self.0.get(before.len()).map(|&context| context as usize)
    }
}

/// The symbol before is the context, 0 at the start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Order1;

impl<S: Copy + Into<u32>> Contexts<S> for Order1 {
    #[inline]
    fn context(&self, before: &[S]) -> Option<usize> {
        Some(before.last().map_or(0, |&symbol| symbol.into() as usize))
    }
}

/// The two symbols before are the context, as digits of a number to this base; 0 stands for those before the start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order2(pub u32);

impl<S: Copy + Into<u32>> Contexts<S> for Order2 {
    #[inline]
    fn context(&self, before: &[S]) -> Option<usize> {
        let digit = |back: usize| {
            let place = before.len().checked_sub(back)?;
            Some(before[place].into() as usize)
        };
        let (last, one_before) = (digit(1).unwrap_or(0), digit(2).unwrap_or(0));
        one_before.checked_mul(self.0 as usize)?.checked_add(last)
    }
}
