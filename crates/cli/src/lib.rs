#![forbid(unsafe_code)]
#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod args;
mod bench;
mod compress;
mod decompress;
mod error;
mod files;
mod inspect;
mod npy;
mod npz;
mod pieces;
mod png;
mod progress;
mod run;
mod safetensors;
mod verify;

pub use run::run;
