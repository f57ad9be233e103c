//! How much the tests notice: lines that they run, and changes of the code that make one of them fail.

use std::env;

use super::environment::Environment;
use super::process::{root, step, step_with};
use super::supply_chain;

/// The version that was tried.
const MUTANTS: &str = "27.1.0";
/// Where tools are installed.
const TOOLS: &str = "target/tools";
/// Tests of another crate that are about the code of one.
const TESTED_BY: [(&str, &[&str]); 6] = [
    ("core", &["constriction-core", "constriction-bits", "constriction-testkit"]),
    ("ans", &["constriction-ans", "constriction-testkit"]),
    ("range", &["constriction-range", "constriction-testkit"]),
    ("chain", &["constriction-chain", "constriction-testkit"]),
    ("models", &["constriction-models", "constriction-testkit"]),
    ("adaptive", &["constriction-adaptive", "constriction-testkit"]),
];

/// Prints which share of the lines of each file the tests of the crates run.
///
/// # Errors
/// If a step fails: the command.
pub(crate) fn coverage() -> Result<(), String> {
    let tools = Environment::SUPPLY_CHAIN;
    let program = supply_chain::tool(&tools, supply_chain::LLVM_COV)?;
    step("rustup", &["component", "add", "llvm-tools"])?;
    // The testkit is a tool of tests; the command is tested by Python.
    let options =
        ["--exclude", "xtask", "--exclude", "constriction-benches", "--ignore-filename-regex", "testkit|xtask"];
    let features =
        ["--workspace", "--all-features", "--exclude", "constriction-python", "--exclude", "constriction-wasm"];
    step(&program, &[&["llvm-cov", "test"][..], &features, &options, &["--", "--quiet"]].concat())
}

/// Changes the code of a crate in many ways, one at a time, and runs its tests on each. What no test notices is listed at
/// the end, and in `target/mutants`.
///
/// # Errors
/// If the crate is not one of those that are tested so, or a change goes unnoticed.
pub(crate) fn mutants(name: &str) -> Result<(), String> {
    let Some((_, packages)) = TESTED_BY.iter().find(|(other, _)| *other == name) else {
        let names: Vec<_> = TESTED_BY.iter().map(|(name, _)| *name).collect();
        return Err(format!("{name} is not one of {}", names.join(", ")));
    };
    let program = format!("{TOOLS}/bin/cargo-mutants{}", env::consts::EXE_SUFFIX);
    if !root().join(&program).exists() {
        step("cargo", &["install", "cargo-mutants", "--version", MUTANTS, "--locked", "--root", TOOLS])?;
    }
    let package = format!("constriction-{name}");
    let tests: Vec<_> = packages.iter().flat_map(|name| ["--test-package", name]).collect();
    let options = ["mutants", "--package", &package, "--output", "target/mutants", "--in-place", "--no-shuffle"];
    // What mutants are tested with has other cases than the plain tests have time for.
    step_with(&program, &[&options[..], &tests].concat(), &[("CONSTRICTION_CASES", "200")])
}
