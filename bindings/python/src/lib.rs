//! Python names for `constriction-runtime` and `constriction-symbol`. No algorithm lives here.

#![forbid(unsafe_code)]
#![allow(
    clippy::doc_lazy_continuation,
    clippy::doc_markdown,
    clippy::wrong_self_convention,
    reason = "names and docs are those of Python"
)]

mod adaptive;
mod arguments;
mod array;
mod batch;
mod call;
mod chain;
mod command;
mod compressai;
mod container;
mod custom;
mod custom_models;
mod digest;
mod error;
mod families;
mod interleaved;
mod methods;
mod model;
mod model_methods;
mod numbers;
mod old;
mod queue;
mod short_call;
mod stack;
mod symbol;
mod threads;
mod waist;
mod watch;

use pyo3::prelude::*;

#[pymodule]
mod _native {
    use super::*;

    #[pymodule_export]
    use super::adaptive::{
        AdaptiveBernoulli, AdaptiveCategorical, AdaptiveModel, BitTree, LeftTop, Mixer, Nibbles, Order, Word,
    };
    #[pymodule_export]
    use super::chain::{ChainCoder, load_chain_coder};
    #[pymodule_export]
    use super::command::run_command;
    #[pymodule_export]
    use super::compressai::{BufferedRansEncoder, RansDecoder, RansEncoder, Tables};
    #[pymodule_export]
    use super::container::{
        ContainerReader, ContainerWriter, Corrupt, ModelMismatch, Truncated, decode_auto, encode_auto,
    };
    #[pymodule_export]
    use super::custom_models::{CustomModel, ScipyModel};
    #[pymodule_export]
    use super::interleaved::{InterleavedAnsCoder, decode_bytes, encode_bytes, load_interleaved_ans_coder};
    #[pymodule_export]
    use super::model::Model;
    #[pymodule_export]
    use super::model_methods::load_model;
    #[pymodule_export]
    use super::queue::{RangeDecoder, RangeEncoder, load_range_decoder, load_range_encoder};
    #[pymodule_export]
    use super::stack::{AnsCoder, load_ans_coder};
    #[pymodule_export]
    use super::symbol::{
        CanonicalHuffman, Codebook, DecoderHuffmanTree, EliasDelta, EliasGamma, EncoderHuffmanTree, ExpGolomb, Golomb,
        QueueDecoder, QueueEncoder, Rice, StackCoder, Unary,
    };

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        families::add_classes(module)?;
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }
}
