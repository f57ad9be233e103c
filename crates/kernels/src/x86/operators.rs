//! Operators of vectors.

/// Implements operators by instructions, for vectors of one register or, with `[I in 0 1]`, of several.
///
/// The vectors must exist only where a level's token does.
macro_rules! operators {
    ($t:ident: $($operator:ident $method:ident $intrinsic:ident)*) => {$(
        impl $operator for $t {
            type Output = Self;
            #[inline(always)]
            fn $method(self, other: Self) -> Self {
                // SAFETY: `self` was made with a token, which exists only where `detect` found the instruction.
                Self(unsafe { $intrinsic(self.0, other.0) })
            }
        }
    )*};
    ($t:ident [$i:ident in 0 1]: $($operator:ident $method:ident $intrinsic:ident)*) => {$(
        impl $operator for $t {
            type Output = Self;
            #[inline(always)]
            fn $method(self, other: Self) -> Self {
                // SAFETY: `self` was made with a token, which exists only where `detect` found the instruction.
                Self(each!($i in 0 1 => unsafe { $intrinsic(self.0[$i], other.0[$i]) }))
            }
        }
    )*};
}
pub(super) use operators;
