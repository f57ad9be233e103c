//! `ContainerWriter`.

use std::cell::RefCell;
use std::io;
use std::rc::Rc;

use constriction_container::{ArraySpec, Coding, Writer};
use wasm_bindgen::prelude::*;

use super::error::container_error;
use super::model_text::ModelText;
use super::{dtype, shape};
use crate::parameters::Parameters;

#[wasm_bindgen]
extern "C" {
    /// The pieces that JavaScript supplies.
    pub type Pieces;

    /// Goes to the next piece; false after the last one.
    #[wasm_bindgen(method, catch)]
    fn next(this: &Pieces, chunk_len: f64) -> Result<bool, JsValue>;

    /// The bytes of the elements of this piece.
    #[wasm_bindgen(method)]
    fn bytes(this: &Pieces) -> Vec<u8>;

    /// The parameters of these elements.
    #[wasm_bindgen(method)]
    fn parameters(this: &Pieces) -> Parameters;
}

/// Bytes that were written, until JavaScript takes them.
#[derive(Clone, Debug, Default)]
struct Sink(Rc<RefCell<Vec<u8>>>);

impl io::Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Writes a container.
#[wasm_bindgen]
#[derive(Debug)]
pub struct ContainerWriter {
    writer: Writer<Sink>,
    sink: Sink,
}

#[wasm_bindgen]
impl ContainerWriter {
    /// Starts a container.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Result<Self, JsValue> {
        let sink = Sink::default();
        Ok(Self { writer: Writer::new(sink.clone()).map_err(container_error)?, sink })
    }

    /// Writes an array, in pieces. Without a model, the coding is chosen by a sample, or the elements are stored as they are.
    #[expect(clippy::too_many_arguments, reason = "what an array has")]
    pub fn write(
        &mut self,
        name: &str,
        type_name: &str,
        lengths: &[f64],
        is_open: bool,
        chunk_len: Option<f64>,
        metadata: &str,
        model: Option<ModelText>,
        coder: &str,
        is_stored: bool,
        pieces: &Pieces,
    ) -> Result<(), JsValue> {
        let coding = match model {
            Some(model) => Coding::Model(model.coding(coder, is_stored)?),
            None if coder == "raw" => Coding::Raw,
            None => Coding::Auto,
        };
        let mut spec =
            ArraySpec::new(name, dtype(type_name)?, &shape(lengths)?).with_coding(coding).with_metadata(metadata);
        if let Some(chunk_len) = chunk_len {
            spec = spec.with_chunk_len(chunk_len as u64);
        }
        if is_open {
            spec = spec.with_open_length();
        }
        let mut array = self.writer.array(spec).map_err(container_error)?;
        while pieces.next(array.chunk_len() as f64)? {
            let parameters = pieces.parameters();
            array.push(&pieces.bytes(), &parameters.params()).map_err(container_error)?;
        }
        array.finish().map_err(container_error)
    }

    /// Takes the bytes that were written since they were taken last.
    pub fn take(&mut self) -> Vec<u8> {
        core::mem::take(&mut self.sink.0.borrow_mut())
    }

    /// Ends the container, and returns the bytes that were not taken yet.
    pub fn finish(self) -> Result<Vec<u8>, JsValue> {
        let Self { writer, sink } = self;
        writer.finish().map_err(container_error)?;
        Ok(sink.0.take())
    }
}
