//! Coders without models: intervals of quantiles go in and out.

use constriction_runtime::intervals;
use wasm_bindgen::prelude::*;

use crate::coders::{Decoder, Encoder};
use crate::error::to_js;
use crate::memory::room;

/// Encodes intervals, so that they are decoded in their order.
pub(crate) fn encode(
    coder: &mut dyn Encoder,
    lefts: &[u32],
    probabilities: &[u32],
    precision: u32,
) -> Result<(), JsValue> {
    room(lefts.len().saturating_mul(8))?;
    let intervals = intervals(lefts, probabilities, precision).map_err(to_js)?;
    coder.put_intervals(&intervals, precision).map_err(to_js)
}

/// The quantile that comes next.
pub(crate) fn quantile(coder: &mut dyn Decoder, precision: u32) -> Result<u32, JsValue> {
    coder.next(precision).map_err(to_js)
}

/// Decodes intervals.
pub(crate) fn advance(
    coder: &mut dyn Decoder,
    lefts: &[u32],
    probabilities: &[u32],
    precision: u32,
) -> Result<(), JsValue> {
    let intervals = intervals(lefts, probabilities, precision).map_err(to_js)?;
    coder.take_intervals(&intervals, precision).map_err(to_js)
}

/// `encode_intervals` of a coder that encodes.
macro_rules! put_calls {
    ($coder:ident) => {
        #[wasm_bindgen]
        impl $coder {
            /// Encodes intervals, so that they are decoded in their order; one probability is for all.
            pub fn encode_intervals(
                &mut self,
                lefts: &[u32],
                probabilities: &[u32],
                precision: u32,
            ) -> Result<(), JsValue> {
                $crate::waist::encode(&mut self.coder, lefts, probabilities, precision)
            }
        }
    };
}
pub(crate) use put_calls;

/// `quantile` and `advance` of a coder that decodes.
macro_rules! take_calls {
    ($coder:ident) => {
        #[wasm_bindgen]
        impl $coder {
            /// The quantile that comes next.
            pub fn quantile(&mut self, precision: u32) -> Result<u32, JsValue> {
                $crate::waist::quantile(&mut self.coder, precision)
            }

            /// Decodes intervals, each of which has the quantile that comes next.
            pub fn advance(&mut self, lefts: &[u32], probabilities: &[u32], precision: u32) -> Result<(), JsValue> {
                $crate::waist::advance(&mut self.coder, lefts, probabilities, precision)
            }
        }
    };
}
pub(crate) use take_calls;
