//! The Python that environments are made from.

use super::process::runs;

/// The oldest Python that the package supports, 3.x.
const OLDEST: u32 = 10;
/// What an interpreter may be called, the best one first.
const NAMES: [&str; 8] =
    ["python3", "python3.14", "python3.13", "python3.12", "python3.11", "python3.10", "python", "py"];

/// The name of a Python that is new enough and can make environments.
///
/// # Errors
/// If there is no such Python: how to get one.
pub(crate) fn find() -> Result<String, String> {
    ready().ok_or_else(|| {
        format!(
            "a Python of 3.{OLDEST} or newer with its module venv cannot be found; install one that is called python3 (on \
             Debian and Ubuntu: cargo xtask setup)"
        )
    })
}

/// What there is of Python already.
fn ready() -> Option<String> {
    // On Debian, the module `venv` is there without `ensurepip`, and then fails.
    let code = format!("import ensurepip, sys, venv; sys.exit(sys.version_info < (3, {OLDEST}))");
    NAMES.into_iter().find(|name| runs(name, &["-c", &code])).map(str::to_owned)
}
