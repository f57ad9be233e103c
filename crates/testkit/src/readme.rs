//! The examples of the repository's README.

#[doc = include_str!("../../../README.md")]
struct Readme;
