//! The npm package: its WebAssembly, its tarball, its tests and its quick start.
//!
//! Everything is made under `target/npm`: the build, the tools that npm installs, the package, and its tarball.

mod bench;
pub(crate) mod node;
mod package;
mod tests;
mod tools;
mod wasm;

pub(crate) use bench::bench;
pub(crate) use package::{assembled, dist};
pub(crate) use tests::{quick_start, run as test};
pub(crate) use tools::TOOLS;

/// Where the npm package is.
const PACKAGE: &str = "bindings/wasm";
/// Where everything is made.
const FOLDER: &str = "target/npm";
