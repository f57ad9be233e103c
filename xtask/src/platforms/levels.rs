//! The levels of instructions of this processor.

use super::super::process::step_with;

/// The names of the levels below the highest one, as `constriction_max_level` takes them.
const LEVELS: [&str; 2] = ["scalar", "avx2"];

/// Runs tests of the workspace at each level.
///
/// # Errors
/// If a step fails: the command.
pub(super) fn test(tests: &[&str]) -> Result<(), String> {
    for level in LEVELS {
        let flags = format!("--cfg constriction_max_level=\"{level}\"");
        // A folder of its own: cargo builds everything anew where flags differ.
        let folder = format!("target/levels/{level}");
        step_with("cargo", &[&["test", "--target-dir", &folder], tests].concat(), &[("RUSTFLAGS", &flags)])?;
    }
    Ok(())
}
