//! The kernels on processors that this machine does not have: 64-bit ARM in QEMU, and WebAssembly in Node.js.

use super::process::{install, root, step, step_with};

const TEST: [&str; 5] = ["test", "--release", "-p", "constriction-kernels", "--target"];
const TESTS: [&str; 6] = ["--test", "bits", "--test", "interleaved", "--test", "models"];
/// An emulator is slow.
const CASES: (&str, &str) = ("CONSTRICTION_CASES", "20000");

/// Tests the kernels with the instructions of both. Where packages are Debian's, missing programs are installed.
///
/// # Errors
/// If a step fails: the command.
pub(crate) fn test() -> Result<(), String> {
    install("aarch64-linux-gnu-gcc", &["gcc-aarch64-linux-gnu", "libc6-dev-arm64-cross"])?;
    install("qemu-aarch64", &["qemu-user"])?;
    let aarch64 = "aarch64-unknown-linux-gnu";
    step("rustup", &["target", "add", aarch64])?;
    let variables = [
        ("CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_LINKER", "aarch64-linux-gnu-gcc"),
        ("CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_RUNNER", "qemu-aarch64 -L /usr/aarch64-linux-gnu"),
        CASES,
    ];
    step_with("cargo", &[&TEST[..], &[aarch64], &TESTS].concat(), &variables)?;

    install("node", &["nodejs"])?;
    let wasm = "wasm32-wasip1";
    step("rustup", &["target", "add", wasm])?;
    let script = root().join("crates/kernels/tests/wasi.mjs");
    let runner = format!("node --no-warnings {}", script.display());
    let variables = [
        ("CARGO_TARGET_WASM32_WASIP1_RUSTFLAGS", "-C target-feature=+simd128"),
        ("CARGO_TARGET_WASM32_WASIP1_RUNNER", &runner),
        CASES,
    ];
    step_with("cargo", &[&TEST[..], &[wasm], &TESTS].concat(), &variables)
}
