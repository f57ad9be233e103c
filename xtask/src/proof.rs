//! The proofs of the kernels: scripts in `crates/kernels/proof`.

use super::environment::Environment;
use super::process::step;

const FOLDER: &str = "crates/kernels/proof";

/// Proves that the kernels fall back where they must, and compares the tables in the source with what the script
/// writes. Installs what the scripts need into an environment of their own.
///
/// # Errors
/// If a step fails: the command.
pub(crate) fn test() -> Result<(), String> {
    let environment = Environment::PROOF;
    environment.install(&format!("{FOLDER}/requirements.txt"))?;
    for args in [&["bounds.py"][..], &["tables.py", "--check"]] {
        let script = format!("{FOLDER}/{}", args[0]);
        step(&environment.python(), &[&["-I", &script], &args[1..]].concat())?;
    }
    Ok(())
}
