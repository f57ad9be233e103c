//! A coder with a digest.

use crate::{Digest, KeepDigest};

/// A coder that keeps a [`Digest`] of the intervals that it codes with.
///
/// It encodes and decodes as the coder does that it has, to the same words, by the methods of
/// [`Encode`](constriction_core::Encode) and [`Decode`](constriction_core::Decode). Compare the digests of an encoder and
/// of its decoder: if they differ, the decoder had other models, and its symbols are wrong. A call that fails leaves the
/// digest as it leaves the coder.
///
/// With `D = Option<Digest>`, it is decided at run time whether there is a digest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digesting<C, D = Digest> {
    pub(crate) coder: C,
    pub(crate) digest: D,
}

impl<C> Digesting<C> {
    /// A coder that keeps a digest from now on.
    pub fn new(coder: C) -> Self {
        Self { coder, digest: Digest::new() }
    }

    /// The digest of the symbols since the coder was made: see [`Digest::value`].
    #[inline]
    pub fn digest(&self) -> u64 {
        self.digest.value()
    }
}

impl<C> Digesting<C, Option<Digest>> {
    /// A coder that keeps a digest from now on if `is_kept`.
    pub fn when(is_kept: bool, coder: C) -> Self {
        Self { coder, digest: is_kept.then(Digest::new) }
    }

    /// The digest of the symbols since the coder was made, if one is kept.
    #[inline]
    pub fn digest(&self) -> Option<u64> {
        self.digest.map(Digest::value)
    }
}

impl<C, D: KeepDigest> Digesting<C, D> {
    /// The coder and its digest so far.
    pub fn into_parts(self) -> (C, D) {
        (self.coder, self.digest)
    }

    /// The coder, and its digest so far.
    #[inline]
    pub fn parts(&self) -> (&C, D) {
        (&self.coder, self.digest)
    }

    /// A coder that goes on with a digest.
    pub fn from_parts(coder: C, digest: D) -> Self {
        Self { coder, digest }
    }

    /// The coder and its digest so far, to change both.
    #[inline]
    pub fn parts_mut(&mut self) -> (&mut C, &mut D) {
        (&mut self.coder, &mut self.digest)
    }

    /// The coder.
    #[inline]
    pub fn coder(&self) -> &C {
        &self.coder
    }

    /// The coder, to do what is not coding. Symbols that are coded with it are not in the digest.
    #[inline]
    pub fn coder_mut(&mut self) -> &mut C {
        &mut self.coder
    }

    /// The coder alone.
    #[inline]
    pub fn into_coder(self) -> C {
        self.coder
    }

    /// Starts the digest again, as if no symbols had been coded: for a coder that was cleared or went to another
    /// position.
    #[inline]
    pub fn restart(&mut self) {
        self.digest.set(Digest::new());
    }
}
