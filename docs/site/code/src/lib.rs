//! The Rust programs on the site's pages: each `main` is a test.

#![forbid(unsafe_code)]
