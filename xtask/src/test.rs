//! `cargo xtask test`: all that must hold before a change is taken.

use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

/// The crates that are published, in the order in which they depend on each other.
const CRATES: [&str; 8] = [
    "constriction-core",
    "constriction-bits",
    "constriction-models",
    "constriction-ans",
    "constriction-range",
    "constriction-chain",
    "constriction-symbol",
    "constriction",
];

/// A target without an operating system.
const BARE_METAL: &str = "thumbv7em-none-eabihf";

/// The minimum Rust version that the workspace's `Cargo.toml` promises for these crates.
const MINIMUM_RUST: &str = "1.85";

/// Runs all steps until one fails; with `long`, also those that take minutes or need another toolchain.
pub(crate) fn run(long: bool) -> ExitCode {
    let start = Instant::now();
    match steps(long) {
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

fn steps(long: bool) -> Result<(), String> {
    step("rustup", &["component", "add", "rustfmt", "clippy"])?;
    step("rustup", &["target", "add", BARE_METAL])?;

    step("cargo", &["fmt", "--all", "--check"])?;
    step("cargo", &["clippy", "--workspace", "--all-targets", "--all-features", "--", "-D", "warnings"])?;
    for name in CRATES {
        step("cargo", &["clippy", "-p", name, "--no-default-features", "--", "-D", "warnings"])?;
    }

    step("cargo", &["test", "--workspace"])?;
    step(
        "cargo",
        &["test", "--workspace", "--exclude", "constriction-benches", "--exclude", "xtask", "--all-features"],
    )?;
    for name in CRATES {
        // The examples in the READMEs need the default features.
        step("cargo", &["test", "-p", name, "--no-default-features", "--lib"])?;
    }
    step_with("cargo", &["doc", "--workspace", "--no-deps", "--all-features"], &[("RUSTDOCFLAGS", "-D warnings")])?;

    for name in CRATES {
        step("cargo", &["build", "-p", name, "--no-default-features", "--target", BARE_METAL])?;
    }
    let facade = ["build", "-p", "constriction", "--no-default-features", "--target", BARE_METAL, "--features"];
    for features in ["ans,range,chain,symbol", "alloc,ans,range,chain,symbol"] {
        step("cargo", &[&facade[..], &[features]].concat())?;
    }
    coders_know_no_models()?;
    step("cargo", &["xtask", "demo"])?;

    if long {
        step("rustup", &["toolchain", "install", MINIMUM_RUST, "--profile", "minimal"])?;
        let check = format!("+{MINIMUM_RUST}");
        step(
            "cargo",
            &[
                &check,
                "check",
                "--all-features",
                "--exclude",
                "constriction-testkit",
                "--workspace",
                "--exclude",
                "constriction-benches",
                "--exclude",
                "xtask",
            ],
        )?;
        let differential =
            ["test", "--release", "-p", "constriction-testkit", "--test", "differential", "--", "--nocapture"];
        step_with("cargo", &differential, &[("CONSTRICTION_CASES", "1000000")])?;
    }
    Ok(())
}

/// Each coder depends on the contract and on storage, and on nothing else.
fn coders_know_no_models() -> Result<(), String> {
    for name in ["constriction-ans", "constriction-range", "constriction-chain", "constriction-symbol"] {
        let args = ["tree", "-p", name, "--edges", "normal", "--prefix", "none", "--no-dedupe", "--format", "{lib}"];
        println!("\n$ cargo {}", args.join(" "));
        let output = cargo(&args).stderr(Stdio::inherit()).output().map_err(|error| format!("cargo tree: {error}"))?;
        let tree = String::from_utf8_lossy(&output.stdout);
        let own = name.replace('-', "_");
        let allowed = [own.as_str(), "constriction_bits", "constriction_core"];
        if let Some(other) = tree.lines().map(str::trim).find(|line| !line.is_empty() && !allowed.contains(line)) {
            return Err(format!("{name} depends on {other}"));
        }
        println!("{name} depends on constriction-bits and constriction-core alone");
    }
    Ok(())
}

fn cargo(args: &[&str]) -> Command {
    command("cargo", args)
}

fn command(program: &str, args: &[&str]) -> Command {
    let mut command = Command::new(program);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    command.args(args).current_dir(root).stdin(Stdio::null());
    // Set by the cargo that runs this program, for this package alone.
    command.env_remove("CARGO_MANIFEST_DIR").env_remove("RUSTUP_TOOLCHAIN");
    command
}

fn step(program: &str, args: &[&str]) -> Result<(), String> {
    step_with(program, args, &[])
}

fn step_with(program: &str, args: &[&str], variables: &[(&str, &str)]) -> Result<(), String> {
    let names: String = variables.iter().map(|(name, value)| format!("{name}='{value}' ")).collect();
    let line = format!("{names}{program} {}", args.join(" "));
    println!("\n$ {line}");
    let status = command(program, args).envs(variables.iter().copied()).status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{line} ({status})")),
        Err(error) => Err(format!("{line} ({error})")),
    }
}
