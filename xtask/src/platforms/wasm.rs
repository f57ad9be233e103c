//! WebAssembly, in Node.js.

use super::super::process::{root, step, step_with};
use super::super::setup::NODE;

/// WebAssembly with arguments, standard output and an exit code, which tests need.
const TARGET: &str = "wasm32-wasip1";
/// What starts a test.
const RUNNER: &str = "platforms/wasi.mjs";

/// Runs tests of the workspace with these flags for the compiler.
///
/// # Errors
/// If a step fails: the command.
pub(super) fn test(tests: &[&str], flags: &str) -> Result<(), String> {
    if !NODE.allows("digests in WebAssembly") {
        return Ok(());
    }
    step("rustup", &["target", "add", TARGET])?;
    // With threads, Node.js now and then crashes as it ends while it still compiles.
    let runner = format!("node --no-warnings --single-threaded {}", root().join(RUNNER).display());
    let variables = [("CARGO_TARGET_WASM32_WASIP1_RUNNER", &*runner), ("RUSTFLAGS", flags)];
    step_with("cargo", &[&["test", "--target", TARGET], tests].concat(), &variables)
}
