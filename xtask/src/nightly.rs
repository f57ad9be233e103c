//! Tests with a nightly compiler: fuzz targets, Miri and sanitizers.

use std::env;

use super::process::{output, root, runs, step, step_with};

const NIGHTLY: &str = "+nightly";
/// Where tools are installed.
const TOOLS: &str = "target/tools";
/// The version that was tried.
const CARGO_FUZZ: &str = "0.13.1";
/// How long each target runs, in seconds; `CONSTRICTION_FUZZ_SECONDS` sets another time.
const SECONDS: &str = "900";

fn toolchain(components: &[&str]) -> Result<(), String> {
    let install = ["toolchain", "install", "nightly", "--profile", "minimal", "--component"];
    if runs("cargo", &[NIGHTLY, "--version"]) && components.iter().all(|name| has(name)) {
        return Ok(());
    }
    step("rustup", &[&install[..], &[&components.join(",")]].concat())
}

fn has(component: &str) -> bool {
    let list = output("rustup", &["component", "list", "--toolchain", "nightly", "--installed"]);
    list.is_ok_and(|list| list.lines().any(|line| line.starts_with(component)))
}

/// Runs each fuzz target for a quarter of an hour, from the inputs that were kept. What a target finds is in
/// `fuzz/artifacts`.
///
/// # Errors
/// If a step fails: the command.
pub(crate) fn fuzz() -> Result<(), String> {
    toolchain(&["rust-src"])?;
    let program = format!("{TOOLS}/bin/cargo-fuzz");
    if !root().join(&program).exists() {
        step("cargo", &["install", "cargo-fuzz", "--version", CARGO_FUZZ, "--locked", "--root", TOOLS])?;
    }
    let seconds = env::var("CONSTRICTION_FUZZ_SECONDS").unwrap_or_else(|_| SECONDS.to_owned());
    let variables = [("RUSTUP_TOOLCHAIN", "nightly")];
    let list = output(&program, &["fuzz", "list", "--fuzz-dir", "fuzz"])?;
    for target in list.lines() {
        let options = ["fuzz", "run", "--fuzz-dir", "fuzz", target];
        let (own, kept) = (format!("fuzz/corpus/{target}"), format!("crates/testkit/corpora/{target}"));
        std::fs::create_dir_all(root().join(&own)).map_err(|error| format!("{own}: {error}"))?;
        let time = format!("-max_total_time={seconds}");
        let limits = ["--", &time, "-timeout=20", "-rss_limit_mb=2048", "-max_len=4096", "-print_final_stats=1"];
        step_with(&program, &[&options[..], &[&own, &kept], &limits].concat(), &variables)?;
    }
    Ok(())
}

/// The crates whose plain code Miri runs.
const MIRI: [&str; 6] = [
    "constriction-core",
    "constriction-bits",
    "constriction-ans",
    "constriction-range",
    "constriction-chain",
    "constriction-symbol",
];

/// Runs the unit tests of coders and storage, and the plain kernels, in Miri, which finds undefined behaviour.
///
/// # Errors
/// If a step fails: the command.
pub(crate) fn miri() -> Result<(), String> {
    toolchain(&["miri", "rust-src"])?;
    let crates: Vec<_> = MIRI.iter().flat_map(|name| ["-p", name]).collect();
    let variables = [("MIRIFLAGS", "-Zmiri-disable-isolation"), ("CONSTRICTION_CASES", "20")];
    step_with("cargo", &[&[NIGHTLY, "miri", "test", "--lib"], &crates[..]].concat(), &variables)?;
    // Miri has no AVX-512: the plain level is the one that it sees.
    let flags = [("RUSTFLAGS", "--cfg constriction_max_level=\"scalar\""), variables[0], variables[1]];
    step_with("cargo", &[NIGHTLY, "miri", "test", "-p", "constriction-kernels", "--lib"], &flags)
}

/// Runs the tests of the kernels and of bytes with the address sanitizer, at all levels of the machine, and those of
/// threads with the thread sanitizer.
///
/// # Errors
/// If a step fails: the command.
pub(crate) fn sanitizers() -> Result<(), String> {
    const TARGET: &str = "x86_64-unknown-linux-gnu";
    toolchain(&["rust-src"])?;
    let address =
        ["-p", "constriction-kernels", "-p", "constriction-ans", "-p", "constriction-models", "--lib", "--tests"];
    let thread = ["-p", "constriction-runtime", "--features", "rayon", "--test", "batch", "--test", "threads"];
    for (name, tests) in [("address", &address[..]), ("thread", &thread)] {
        let flags = format!("-Zsanitizer={name} -Cunsafe-allow-abi-mismatch=sanitizer");
        let folder = format!("target/sanitizer/{name}");
        let options = [NIGHTLY, "test", "--release", "-Zbuild-std", "--target", TARGET, "--target-dir", &folder];
        let variables = [("RUSTFLAGS", &*flags), ("CONSTRICTION_CASES", "20000")];
        step_with("cargo", &[&options[..], tests].concat(), &variables)?;
    }
    Ok(())
}
