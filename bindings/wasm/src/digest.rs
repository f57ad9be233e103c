//! Coders that may keep a digest.

use constriction_runtime::{Digest, Digesting};
use wasm_bindgen::prelude::*;

use crate::error::type_error;

/// A coder that keeps a digest if its caller asked for one.
pub(crate) type MaybeDigesting<C> = Digesting<C, Option<Digest>>;

/// The digest of a coder that keeps one.
pub(crate) fn value(digest: Option<u64>) -> Result<u64, JsValue> {
    digest.ok_or_else(|| type_error("this coder keeps no digest: ask for one when it is made, by { digest: true }"))
}

/// The calls of a coder about its digest.
macro_rules! digest_calls {
    ($coder:ident) => {
        #[wasm_bindgen]
        impl $coder {
            /// Keeps a digest from now on.
            pub fn keep_digest(&mut self) {
                *self.coder.parts_mut().1 = Some(constriction_runtime::Digest::new());
            }

            /// The digest of the symbols since the coder was made.
            pub fn digest(&self) -> Result<u64, JsValue> {
                $crate::digest::value(self.coder.digest())
            }
        }
    };
}
pub(crate) use digest_calls;
