//! `ContainerArray`: what a container says of an array, and its chunks.

use constriction_container::{ArrayInfo, Coding, ModelSpec};
use wasm_bindgen::prelude::*;

use super::error::container_error;
use super::model_text::{names, vectors};
use crate::error::parse_error;
use crate::numbers::zeros;
use crate::parameters::Parameters;

/// An array of a container.
#[wasm_bindgen]
#[derive(Debug)]
pub struct ContainerArray {
    info: ArrayInfo,
}

impl From<ArrayInfo> for ContainerArray {
    fn from(info: ArrayInfo) -> Self {
        Self { info }
    }
}

#[wasm_bindgen]
impl ContainerArray {
    /// The name.
    pub fn name(&self) -> String {
        self.info.name().to_owned()
    }

    /// The name of the type of the elements.
    pub fn dtype(&self) -> String {
        self.info.dtype().name().to_owned()
    }

    /// The length of each axis.
    pub fn shape(&self) -> Vec<f64> {
        self.info.shape().iter().map(|&length| length as f64).collect()
    }

    /// The number of elements.
    pub fn elements(&self) -> f64 {
        self.info.elements() as f64
    }

    /// How the elements are coded: "auto", "raw", or the name of the coder.
    pub fn coding(&self) -> String {
        match self.info.coding() {
            Coding::Raw => "raw",
            Coding::Model(coding) => coding.coder().name(),
            _ => "auto",
        }
        .to_owned()
    }

    /// The text of the model.
    pub fn model(&self) -> Option<String> {
        match self.info.coding() {
            Coding::Model(coding) => Some(coding.text().to_owned()),
            _ => None,
        }
    }

    /// The caller's note on the array.
    pub fn metadata(&self) -> String {
        self.info.metadata().to_owned()
    }

    /// The number of elements of each chunk but the last.
    pub fn chunk_len(&self) -> f64 {
        self.info.chunk_len() as f64
    }

    /// The number of chunks.
    pub fn chunks(&self) -> usize {
        self.info.chunks()
    }

    /// The number of bytes of all chunks.
    pub fn compressed_len(&self) -> f64 {
        self.info.compressed_len() as f64
    }

    /// The names of the parameters that must be given, between commas.
    pub fn parameters(&self) -> Result<String, JsValue> {
        Ok(self.given()?.map_or_else(String::new, |spec| names(spec.free_parameters())))
    }

    /// Whether each of them is a vector.
    pub fn vectors(&self) -> Result<Vec<u8>, JsValue> {
        Ok(self.given()?.map_or_else(Vec::new, |spec| vectors(spec.free_parameters())))
    }

    /// Where a chunk, which there must be, starts in the file, and where it ends.
    pub fn chunk_bytes(&self, chunk: usize) -> Vec<f64> {
        let range = self.info.chunk_bytes(chunk);
        vec![range.start as f64, range.end as f64]
    }

    /// The elements of a chunk, which there must be: its bytes in C order, little-endian.
    pub fn decode(&self, chunk: usize, bytes: &[u8], parameters: Parameters) -> Result<Vec<u8>, JsValue> {
        let range = self.info.chunk_range(chunk);
        let mut elements = zeros((range.end - range.start) as usize * self.info.dtype().width())?;
        self.info.decode_chunk(chunk, bytes, &parameters.params(), &mut elements).map_err(container_error)?;
        Ok(elements)
    }
}

impl ContainerArray {
    /// The model whose parameters are given with each call.
    fn given(&self) -> Result<Option<&ModelSpec>, JsValue> {
        match self.info.coding() {
            Coding::Model(coding) if !coding.stores_parameters() => coding.model().map(Some).map_err(parse_error),
            _ => Ok(None),
        }
    }
}
