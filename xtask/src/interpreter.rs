//! The Python that environments are made from.

use super::process::{runs, step_as_root};

/// The oldest Python that the package supports, 3.x.
const OLDEST: u32 = 10;
/// What an interpreter may be called, the best one first.
const NAMES: [&str; 8] =
    ["python3", "python3.14", "python3.13", "python3.12", "python3.11", "python3.10", "python", "py"];

/// The name of a Python that is new enough and can make environments. Where packages are Debian's, a missing one is
/// installed.
///
/// # Errors
/// If there is none: what to do.
pub(crate) fn find() -> Result<String, String> {
    if let Some(python) = ready() {
        return Ok(python);
    }
    apt_get_install()?;
    ready().ok_or_else(|| advice("still cannot be found"))
}

/// What there is of Python already.
fn ready() -> Option<String> {
    // On Debian, the module `venv` is there without `ensurepip`, and then fails.
    let code = format!("import ensurepip, sys, venv; sys.exit(sys.version_info < (3, {OLDEST}))");
    NAMES.into_iter().find(|name| runs(name, &["-c", &code])).map(str::to_owned)
}

/// Installs Debian's Python, as root or by `sudo`.
fn apt_get_install() -> Result<(), String> {
    if !runs("apt-get", &["--version"]) {
        return Err(advice("cannot be found"));
    }
    let packages = ["install", "--yes", "--no-install-recommends", "python3", "python3-venv"];
    let is_root = step_as_root("apt-get", &["update"])? && step_as_root("apt-get", &packages)?;
    if is_root { Ok(()) } else { Err(advice("cannot be found, and cannot be installed without being root")) }
}

fn advice(what: &str) -> String {
    format!(
        "a Python of 3.{OLDEST} or newer with its module venv {what}; install one that is called python3 (on Debian and \
         Ubuntu: apt-get install python3 python3-venv)"
    )
}
