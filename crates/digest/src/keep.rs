//! `KeepDigest`: the trait of types that keep a digest, or may keep one.

use crate::Digest;

/// A [`Digest`], or a place where there can be one: `Option<Digest>`, for a choice at run time.
pub trait KeepDigest: Copy {
    /// The digest, if one is kept.
    fn get(self) -> Option<Digest>;

    /// Replaces the digest, if one is kept.
    fn set(&mut self, digest: Digest);
}

impl KeepDigest for Digest {
    #[inline]
    fn get(self) -> Option<Digest> {
        Some(self)
    }
    #[inline]
    fn set(&mut self, digest: Digest) {
        *self = digest;
    }
}

impl KeepDigest for Option<Digest> {
    #[inline]
    fn get(self) -> Option<Digest> {
        self
    }
    #[inline]
    fn set(&mut self, digest: Digest) {
        if let Some(kept) = self {
            *kept = digest;
        }
    }
}
