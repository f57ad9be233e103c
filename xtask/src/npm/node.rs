//! The Node that tools and tests run on.

use super::super::process::{output, runs};

/// The oldest Node that the package supports.
const OLDEST: u32 = 20;

/// Makes sure that there is a Node that is new enough, with npm.
///
/// # Errors
/// If there is no such Node: how to get one.
pub(crate) fn ensure() -> Result<(), String> {
    let version = output("node", &["--version"]).map_err(|_| advice("cannot be found"))?;
    let major = version.trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok());
    if major.is_none_or(|major| major < OLDEST) {
        return Err(advice(&format!("is needed, but this one is {version}")));
    }
    if !runs("npm", &["--version"]) {
        return Err(advice("has to come with npm, but that cannot be found"));
    }
    Ok(())
}

fn advice(what: &str) -> String {
    format!(
        "a Node of version {OLDEST} or newer {what}; install one, with npm, that is called node (nodejs.org has some; on Debian: cargo xtask setup)"
    )
}
