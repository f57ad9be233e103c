#![no_std]
#![forbid(unsafe_code)]
#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod digest;
mod digesting;
mod keep;
mod powers;
mod put;
mod take;

pub use digest::Digest;
pub use digesting::Digesting;
pub use keep::KeepDigest;
