//! Kernels that take rounds of one symbol for each of several states.

use crate::Level;
#[cfg(target_arch = "x86_64")]
use crate::{
    features::{Kernel, Token as _},
    x86::StateLanes,
};

/// Such a kernel, with its arguments.
pub(crate) trait Rounds: Sized {
    /// Its result.
    type Output;

    /// The number of states.
    fn count(&self) -> usize;
    /// The plain algorithm, for any number of states.
    fn plain(self) -> Self::Output;
    /// The vectorised algorithm, for `N` states. It must be `#[inline(always)]`.
    #[cfg(target_arch = "x86_64")]
    fn vectorised<const N: usize, L: StateLanes>(self, token: L) -> Self::Output;
}

/// With this number of states.
#[cfg(target_arch = "x86_64")]
pub(crate) struct Of<const N: usize, R>(pub(crate) R);

#[cfg(target_arch = "x86_64")]
impl<const N: usize, L: StateLanes, R: Rounds> Kernel<L> for Of<N, R> {
    type Output = R::Output;

    #[inline(always)]
    fn run(self, token: L) -> R::Output {
        self.0.vectorised::<N, L>(token)
    }
}

impl Level {
    /// Runs a kernel of states of 64 bits, of which eight are a vector: by vectors if there are 8, 16, 32 or 64 states.
    #[inline]
    pub(crate) fn run_wide_rounds<R: Rounds>(self, rounds: R) -> R::Output {
        match (self, rounds.count()) {
            #[cfg(target_arch = "x86_64")]
            (Self::Avx512(token), 8) => token.call(Of::<8, R>(rounds)),
            #[cfg(target_arch = "x86_64")]
            (Self::Avx2(token), 8) => token.call(Of::<8, R>(rounds)),
            _ => self.run_rounds(rounds),
        }
    }

    /// Runs a kernel: by vectors if there are 16, 32 or 64 states.
    #[inline]
    pub(crate) fn run_rounds<R: Rounds>(self, rounds: R) -> R::Output {
        match (self, rounds.count()) {
            #[cfg(target_arch = "x86_64")]
            (Self::Avx512(token), 16) => token.call(Of::<16, R>(rounds)),
            #[cfg(target_arch = "x86_64")]
            (Self::Avx512(token), 32) => token.call(Of::<32, R>(rounds)),
            #[cfg(target_arch = "x86_64")]
            (Self::Avx512(token), 64) => token.call(Of::<64, R>(rounds)),
            #[cfg(target_arch = "x86_64")]
            (Self::Avx2(token), 16) => token.call(Of::<16, R>(rounds)),
            #[cfg(target_arch = "x86_64")]
            (Self::Avx2(token), 32) => token.call(Of::<32, R>(rounds)),
            #[cfg(target_arch = "x86_64")]
            (Self::Avx2(token), 64) => token.call(Of::<64, R>(rounds)),
            _ => rounds.plain(),
        }
    }
}
