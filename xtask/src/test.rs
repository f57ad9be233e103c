//! `cargo xtask test`: all that must hold before a change is taken.

use std::process::ExitCode;
use std::time::Instant;

use clap::Args;

use super::process::{announce, output, step, step_with};
use super::setup::{self, FOR_PLATFORMS, FOR_TESTS, NODE, PYTHON};
use super::{api, crates, docs, nightly, npm, platforms, proof, prose, python, quality, supply_chain};

/// The crates that are published and need no `std`, in the order in which they depend on each other.
const CRATES: [&str; 11] = [
    "constriction-kernels",
    "constriction-core",
    "constriction-bits",
    "constriction-models",
    "constriction-adaptive",
    "constriction-digest",
    "constriction-ans",
    "constriction-range",
    "constriction-chain",
    "constriction-symbol",
    "constriction",
];

/// The crates that are published and need `std`, in the same order. They have no features.
const STD_CRATES: [&str; 4] =
    ["constriction-runtime", "constriction-auto", "constriction-container", "constriction-cli"];

/// The crates with features that are off, other than the testkit, of whose tests a feature concerns a single one.
const WITH_FEATURES: [&str; 5] =
    ["constriction-models", "constriction-ans", "constriction-runtime", "constriction-container", FACADE];

/// There is another package of this name: the published one.
pub(crate) const FACADE: &str = concat!("constriction@", env!("CARGO_PKG_VERSION"));

/// A target without an operating system.
const BARE_METAL: &str = "thumbv7em-none-eabihf";

/// The minimum Rust version that the workspace's `Cargo.toml` promises.
const MINIMUM_RUST: &str = "1.89";

/// One part of the tests.
#[derive(Args, Debug)]
#[group(multiple = false)]
pub(crate) struct Only {
    /// Only test the Python package.
    #[arg(long)]
    python: bool,
    /// Only test the npm package.
    #[arg(long)]
    npm: bool,
    /// Only test the bits with 32 bits (i686), on 64-bit ARM, with the most significant byte first (s390x), in
    /// WebAssembly with vector instructions, and on a microcontroller (Cortex-M4).
    #[arg(long)]
    platforms: bool,
    /// Only test the Python package beside `CompressAI`, with `PyTorch`.
    #[arg(long)]
    ecosystem: bool,
    /// Only check that the minimum Rust version compiles all crates.
    #[arg(long)]
    minimum_rust: bool,
    /// Only run the fuzz targets, a quarter of an hour each (with a nightly compiler).
    #[arg(long)]
    fuzz: bool,
    /// Only run unit tests in Miri, which finds undefined behaviour (with a nightly compiler).
    #[arg(long)]
    miri: bool,
    /// Only run tests with the address and thread sanitizers (with a nightly compiler).
    #[arg(long)]
    sanitizers: bool,
    /// Only look at dependencies, public interfaces, and the files of the hosted tests.
    #[arg(long)]
    supply_chain: bool,
    /// Only measure which lines the tests of the crates run.
    #[arg(long)]
    coverage: bool,
    /// Only change the code of a crate in many ways, such as `range`, and tell which changes no test notices.
    #[arg(long, value_name = "CRATE")]
    mutants: Option<String>,
}

impl Only {
    /// What the machine must have.
    fn needs(&self, long: bool) -> Vec<&'static setup::Need> {
        match self {
            Self { python: true, .. } | Self { supply_chain: true, .. } => vec![&PYTHON],
            Self { npm: true, .. } => vec![&PYTHON, &NODE, &setup::BROWSER],
            Self { minimum_rust: true, .. } | Self { fuzz: true, .. } | Self { miri: true, .. } => Vec::new(),
            Self { sanitizers: true, .. } | Self { coverage: true, .. } | Self { mutants: Some(_), .. } => Vec::new(),
            Self { ecosystem: true, .. } => vec![&setup::TORCH],
            Self { platforms: true, .. } => [&FOR_TESTS[..], &FOR_PLATFORMS].concat(),
            Self { .. } if long => [&FOR_TESTS[..], &FOR_PLATFORMS].concat(),
            Self { .. } => FOR_TESTS.to_vec(),
        }
    }
}

/// Installs what is missing on the machine, unless `no_setup`. Then runs all steps until one fails, or those of one part
/// alone; with `long`, also those that take minutes or need another toolchain.
pub(crate) fn run(no_setup: bool, long: bool, only: &Only) -> ExitCode {
    let start = Instant::now();
    let ready = if no_setup { Ok(()) } else { setup::run(&only.needs(long)) };
    let outcome = ready.and_then(|()| match only {
        Only { python: true, .. } => python::test(long),
        Only { npm: true, .. } => npm::test(long),
        Only { platforms: true, .. } => platforms::test_bits(),
        Only { ecosystem: true, .. } => python::test_ecosystem(),
        Only { minimum_rust: true, .. } => minimum_rust(),
        Only { fuzz: true, .. } => nightly::fuzz(),
        Only { miri: true, .. } => nightly::miri(),
        Only { sanitizers: true, .. } => nightly::sanitizers(),
        Only { supply_chain: true, .. } => supply_chain::test().and_then(|()| api::run(true)),
        Only { coverage: true, .. } => quality::coverage(),
        Only { mutants: Some(name), .. } => quality::mutants(name),
        Only { .. } => rust(long).and_then(|()| rest(long)),
    });
    for line in setup::skipped() {
        eprintln!("\nSKIPPED {line}");
    }
    match outcome {
        Ok(()) => {
            println!("\nall steps passed in {:.0} s", start.elapsed().as_secs_f64());
            ExitCode::SUCCESS
        }
        Err(step) => {
            eprintln!("\nfailed: {step}");
            ExitCode::FAILURE
        }
    }
}

/// Runs what needs no other target, no Python, and no Node, and is over in two minutes after a small change: format,
/// generated code, lints, unit tests.
///
/// # Errors
/// If a step fails: the command.
pub(crate) fn check() -> Result<(), String> {
    lints()?;
    step("cargo", &["test", "--workspace", "--all-features", "--lib", "--bins"])
}

fn lints() -> Result<(), String> {
    step("rustup", &["component", "add", "rustfmt", "clippy"])?;
    step("cargo", &["fmt", "--all", "--check"])?;
    step("cargo", &["xtask", "codegen", "--check"])?;
    prose::phrases()?;
    step("cargo", &["clippy", "--workspace", "--all-targets", "--all-features", "--", "-D", "warnings"])
}

fn rust(long: bool) -> Result<(), String> {
    step("rustup", &["target", "add", BARE_METAL])?;
    lints()?;
    for name in CRATES {
        step("cargo", &["clippy", "-p", name, "--no-default-features", "--", "-D", "warnings"])?;
    }
    for name in STD_CRATES {
        // Alone, so that it has no features of its dependencies but those that it asks for.
        step("cargo", &["clippy", "-p", name, "--", "-D", "warnings"])?;
    }

    step("cargo", &["test", "--workspace"])?;
    let with_features = WITH_FEATURES.iter().flat_map(|name| ["-p", name]);
    step("cargo", &["test", "--all-features"].into_iter().chain(with_features).collect::<Vec<_>>())?;
    step("cargo", &["test", "-p", "constriction-testkit", "--all-features", "--test", "fuzz_regressions"])?;
    for name in CRATES {
        // The examples in the READMEs need the default features.
        step("cargo", &["test", "-p", name, "--no-default-features", "--lib"])?;
    }
    api::pages()?;

    for name in CRATES {
        step("cargo", &["build", "-p", name, "--no-default-features", "--target", BARE_METAL])?;
    }
    let facade = ["build", "-p", "constriction", "--no-default-features", "--target", BARE_METAL, "--features"];
    for features in ["ans,range,chain,symbol,adaptive,digest", "alloc,ans,range,chain,symbol,adaptive,digest"] {
        step("cargo", &[&facade[..], &[features]].concat())?;
    }
    // Whole decoders, whose tables and data are in flash.
    step("cargo", &[&facade[..], &["ans,range,symbol", "--release", "--example", "flash"]].concat())?;
    coders_know_no_models()?;
    crates::test()?;
    api::run(true)?;
    if PYTHON.allows("spelling, proofs of the kernels, licences of dependencies") {
        prose::spelling()?;
        proof::test()?;
        supply_chain::test()?;
    }
    platforms::test_digests()?;

    if long {
        platforms::test_bits()?;
        minimum_rust()?;
        let differential =
            ["test", "--release", "-p", "constriction-testkit", "--test", "differential", "--", "--nocapture"];
        step_with("cargo", &differential, &[("CONSTRICTION_CASES", "1000000")])?;
    }
    Ok(())
}

fn minimum_rust() -> Result<(), String> {
    step("rustup", &["toolchain", "install", MINIMUM_RUST, "--profile", "minimal"])?;
    step("cargo", &[&format!("+{MINIMUM_RUST}"), "check", "--workspace"])
}

/// What needs more than Rust.
fn rest(long: bool) -> Result<(), String> {
    if !PYTHON.allows("the Python package, the npm package, and the site") {
        return Ok(());
    }
    if !NODE.allows("the npm package and the site") {
        return python::test(long);
    }
    step("cargo", &["xtask", "demo"])?;
    python::test(long)?;
    npm::test(long)?;
    docs::test()
}

/// Each coder depends on the contract, on storage and on kernels, and on nothing else.
fn coders_know_no_models() -> Result<(), String> {
    for name in [
        "constriction-ans",
        "constriction-range",
        "constriction-chain",
        "constriction-symbol",
        "constriction-adaptive",
        "constriction-digest",
    ] {
        let args = ["tree", "-p", name, "--edges", "normal", "--prefix", "none", "--no-dedupe", "--format", "{lib}"];
        announce("cargo", &args, &[]);
        let tree = output("cargo", &args)?;
        let own = name.replace('-', "_");
        let allowed = [own.as_str(), "constriction_bits", "constriction_core", "constriction_kernels", "libm"];
        if let Some(other) = tree.lines().map(str::trim).find(|line| !line.is_empty() && !allowed.contains(line)) {
            return Err(format!("{name} depends on {other}"));
        }
        println!("{name} knows no models");
    }
    Ok(())
}
