//! What a level needs, in one place: to detect it, and to compile for it.

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
    ($(#[$doc:meta])* $token:ident: $($feature:tt)*) => {
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

            /// Runs a kernel that is compiled for these features.
            #[inline]
            pub(crate) fn call<K: $crate::features::Kernel<Self>>(self, kernel: K) -> K::Output {
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

/// A kernel with its arguments.
pub(crate) trait Kernel<Token> {
    /// What it returns.
    type Output;

    /// Runs it. This must be `#[inline(always)]`, as everything that it calls for each symbol: only what is inlined
    /// into [`token`]'s `call` is compiled for the features.
    fn run(self, token: Token) -> Self::Output;
}
