//! The Python that environments are made from.

use std::process::Stdio;

use super::super::process::{command, output, step};

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
pub(super) fn find() -> Result<String, String> {
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

/// Whether a program is there and succeeds.
fn runs(program: &str, args: &[&str]) -> bool {
    let status = command(program, args).stdout(Stdio::null()).stderr(Stdio::null()).status();
    status.is_ok_and(|status| status.success())
}

/// Installs Debian's Python, as root or by `sudo`.
fn apt_get_install() -> Result<(), String> {
    if !runs("apt-get", &["--version"]) {
        return Err(advice("cannot be found"));
    }
    let packages = ["install", "--yes", "--no-install-recommends", "python3", "python3-venv"];
    for args in [&["update"][..], &packages] {
        if output("id", &["-u"])? == "0" {
            step("apt-get", args)?;
        } else if runs("sudo", &["-n", "true"]) {
            step("sudo", &[&["-n", "apt-get"], args].concat())?;
        } else {
            return Err(advice("cannot be found, and cannot be installed without being root"));
        }
    }
    Ok(())
}

fn advice(what: &str) -> String {
    format!(
        "a Python of 3.{OLDEST} or newer with its module venv {what}; install one that is called python3 (on Debian and \
         Ubuntu: apt-get install python3 python3-venv)"
    )
}
