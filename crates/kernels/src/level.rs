//! `Level`: which vector instructions the processor has.

#[cfg(all(target_arch = "aarch64", target_feature = "neon"))]
use crate::neon::Neon;
#[cfg(target_arch = "x86_64")]
use crate::x86::{Avx2, Avx512};

/// A set of vector instructions, such as AVX2. It is the only type of this name in the project, so that the name can be short.
///
/// A value proves that the processor that runs the program has them: detection is the only way to get one.
/// Whatever the level, a kernel returns the same bits.
///
/// ```
/// use constriction_kernels::Level;
///
/// let best = Level::detect();
/// assert!(Level::available().any(|level| level == best));
/// assert!(Level::available().any(|level| level == Level::Scalar));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Level {
    /// The plain algorithms, which define the results.
    Scalar,
    /// AVX2 and FMA: four numbers at a time.
    #[cfg(target_arch = "x86_64")]
    Avx2(Avx2),
    /// AVX-512 (F, BW, DQ, VL): eight numbers at a time.
    #[cfg(target_arch = "x86_64")]
    Avx512(Avx512),
    /// NEON: two numbers at a time. Bytes are coded by the plain algorithms.
    #[cfg(all(target_arch = "aarch64", target_feature = "neon"))]
    Neon(Neon),
}

impl Level {
    /// The fastest level of this processor; without the feature `std`, the fastest that the target has for sure.
    ///
    /// The processor is asked once, so that this costs nearly nothing.
    #[inline]
    #[must_use]
    pub fn detect() -> Self {
        #[cfg(all(feature = "std", target_arch = "x86_64"))]
        {
            static FASTEST: std::sync::OnceLock<Level> = std::sync::OnceLock::new();
            *FASTEST.get_or_init(Self::fastest)
        }
        // Elsewhere, the target decides.
        #[cfg(not(all(feature = "std", target_arch = "x86_64")))]
        Self::fastest()
    }

    #[inline]
    fn fastest() -> Self {
        Self::available().last().unwrap_or(Self::Scalar)
    }

    /// All levels of this processor, the fastest one last.
    ///
    /// `--cfg constriction_max_level="avx2"` (or `"scalar"`) in `RUSTFLAGS` leaves out those above that one, so that a
    /// whole build can be tested, and measured, as on another processor.
    pub fn available() -> impl Iterator<Item = Self> {
        let levels = [
            Some(Self::Scalar),
            #[cfg(all(target_arch = "x86_64", not(constriction_max_level = "scalar")))]
            Avx2::detect().map(Self::Avx2),
            #[cfg(all(
                target_arch = "x86_64",
                not(any(constriction_max_level = "scalar", constriction_max_level = "avx2"))
            ))]
            Avx512::detect().map(Self::Avx512),
            #[cfg(all(target_arch = "aarch64", target_feature = "neon", not(constriction_max_level = "scalar")))]
            Neon::detect().map(Self::Neon),
        ];
        levels.into_iter().flatten()
    }
}
