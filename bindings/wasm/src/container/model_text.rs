//! `ModelText`.

use constriction_container::{Coder, ModelCoding, ModelSpec};
use constriction_runtime::{Parameter, Shape};
use wasm_bindgen::prelude::*;

use crate::error::{parse_error, range_error};

/// A model by its text.
#[wasm_bindgen]
#[derive(Debug)]
pub struct ModelText {
    pub(super) spec: ModelSpec,
}

#[wasm_bindgen]
impl ModelText {
    /// The model that a text describes.
    pub fn parse(text: &str) -> Result<Self, JsValue> {
        Ok(Self { spec: text.parse().map_err(parse_error)? })
    }

    /// The names of the parameters that come with each call, between commas.
    pub fn parameters(&self) -> String {
        names(self.spec.free_parameters())
    }

    /// Whether each of them is a vector.
    pub fn vectors(&self) -> Vec<u8> {
        vectors(self.spec.free_parameters())
    }
}

impl ModelText {
    /// How arrays are coded with it.
    pub(super) fn coding(&self, coder: &str, is_stored: bool) -> Result<ModelCoding, JsValue> {
        let coder = [Coder::Ans, Coder::Range, Coder::Interleaved].into_iter().find(|known| known.name() == coder);
        let unknown = "the coder must be 'interleaved', 'ans' or 'range'";
        let coder = coder.ok_or_else(|| range_error(unknown))?;
        Ok(ModelCoding::new(self.spec.clone(), coder).with_stored_parameters(is_stored))
    }
}

/// Names between commas.
pub(super) fn names<'a>(parameters: impl Iterator<Item = &'a Parameter>) -> String {
    parameters.map(|parameter| parameter.name).collect::<Vec<_>>().join(",")
}

/// Whether each of them is a vector.
pub(super) fn vectors<'a>(parameters: impl Iterator<Item = &'a Parameter>) -> Vec<u8> {
    parameters.map(|parameter| u8::from(parameter.shape == Shape::Vector)).collect()
}
