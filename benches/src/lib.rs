#![forbid(unsafe_code)]
#![doc = include_str!("../README.md")]

mod cpu_time;
mod job;
mod message;

pub use cpu_time::CpuTime;
pub use job::{Job, assert_decodes, criterion, take_all};
pub use message::{GaussianMessage, RowsMessage, SYMBOLS, iid_symbols, shuffled_probs, skewed_probs};
