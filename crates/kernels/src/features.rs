//! The processor features of each level, to detect them and to compile for them.

/// Finds features at run time with `std` where the processor can be asked, and otherwise in the target.
macro_rules! has_features {
    ($($feature:tt)*) => {{
        #[cfg(all(feature = "std", target_arch = "x86_64"))]
        { $(std::is_x86_feature_detected!($feature))&&* }
        #[cfg(not(all(feature = "std", target_arch = "x86_64")))]
        { $(cfg!(target_feature = $feature))&&* }
    }};
}
pub(crate) use has_features;

/// Makes the token of a level: what proves that the processor has these features, and compiles kernels for them.
///
/// The features are named once, so that what is compiled for cannot be more than what was detected.
macro_rules! token {
    ($(#[$doc:meta])* $token:ident, $lanes:ident: $($feature:tt)*) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub struct $token(());

        impl $token {
            /// The proof, if the processor has the instructions.
            #[inline]
            #[must_use]
            pub fn detect() -> Option<Self> {
                $crate::features::has_features!($($feature)*).then_some(Self(()))
            }
        }

        entry_points!($token, $lanes, $($feature)*);

        impl $crate::features::Token for $token {
            #[inline]
            fn call<K: $crate::features::Kernel<Self>>(self, kernel: K) -> K::Output {
                $(#[target_feature(enable = $feature)])*
                fn call<K: $crate::features::Kernel<$token>>(token: $token, kernel: K) -> K::Output {
                    kernel.run(token)
                }
                // SAFETY: `call` needs the features that `detect` asks for, and without them there is no `self`.
                unsafe { call(self, kernel) }
            }
        }
    };
}
pub(crate) use token;

/// Proves that the processor has the features of a level.
#[cfg_attr(not(target_arch = "x86_64"), allow(dead_code, reason = "only x86 has kernels of this kind"))]
pub(crate) trait Token: Copy {
    /// Runs a kernel that is compiled for these features.
    fn call<K: Kernel<Self>>(self, kernel: K) -> K::Output;
}

/// A kernel with its arguments.
#[cfg_attr(not(target_arch = "x86_64"), allow(dead_code, reason = "only x86 has kernels of this kind"))]
pub(crate) trait Kernel<Token> {
    /// Its result.
    type Output;

    /// Runs it. This must be `#[inline(always)]`, as everything that it calls for each symbol: only what is inlined
    /// into [`Token::call`] is compiled for the features.
    fn run(self, token: Token) -> Self::Output;
}
