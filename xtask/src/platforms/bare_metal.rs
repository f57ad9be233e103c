//! A microcontroller without an operating system, in QEMU.

use super::super::process::{step, step_with};
use super::super::setup::QEMU_ARM;

const TARGET: &str = "thumbv7em-none-eabihf";
const FOLDER: &str = "platforms/cortex-m";

/// Computes the digest on a Cortex-M4.
///
/// # Errors
/// If a step fails: the command.
pub(super) fn test() -> Result<(), String> {
    const TARGET_FOLDER: &str = "target/cortex-m";
    if !QEMU_ARM.allows("the digest on a Cortex-M4") {
        return Ok(());
    }
    step("rustup", &["target", "add", TARGET])?;
    let manifest = format!("{FOLDER}/Cargo.toml");
    let options = ["--manifest-path", &manifest, "--target", TARGET, "--target-dir", TARGET_FOLDER];
    let flags = "-C link-arg=-Tlink.x";
    step_with("cargo", &[&["build", "--locked", "--release"][..], &options].concat(), &[("RUSTFLAGS", flags)])?;
    let program = format!("{TARGET_FOLDER}/{TARGET}/release/cortex-m-digest");
    let board = ["-machine", "mps2-an386", "-nographic", "-semihosting-config", "enable=on,target=native"];
    step("qemu-system-arm", &[&board[..], &["-kernel", &program]].concat())
}
