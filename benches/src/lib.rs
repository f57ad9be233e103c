#![forbid(unsafe_code)]
#![doc = include_str!("../README.md")]

mod cpu_time;
mod job;
mod message;
mod size;

pub use cpu_time::CpuTime;
pub use job::{Job, assert_decodes, criterion, take_all};
pub use message::{GaussianMessage, RowsMessage, SYMBOLS, geometric_bytes, iid_symbols, shuffled_probs, skewed_probs};
pub use size::note_size;
