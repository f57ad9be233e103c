//! The commands of this repository, run by `cargo xtask <command>`.

#![forbid(unsafe_code)]

mod bench;
mod codegen;
mod crates;
mod demo;
mod docs;
mod environment;
mod interpreter;
mod npm;
mod platforms;
mod process;
mod proof;
mod prose;
mod python;
mod sanitize;
mod summaries;
mod test;

use std::fmt::Display;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// The commands of this repository.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Compress real files with both coders, decompress them again, compare, and print a table; then the same from
    /// Python and JavaScript.
    Demo {
        /// The files; without any, those in the folder `data`.
        files: Vec<PathBuf>,
    },
    /// Write what follows from the list of model families in the bindings and the documentation.
    Codegen {
        /// Only compare; fail if anything differs.
        #[arg(long)]
        check: bool,
    },
    /// Check format and lints and run the unit tests of all crates: what a developer runs all day.
    Check,
    /// Run all tests and checks; install the targets, components and packages that they need.
    Test {
        /// Also run what takes long: the tests of `--platforms` and `--minimum-rust`, a million messages against the
        /// published crate, and more random cases everywhere.
        #[arg(long)]
        long: bool,
        #[command(flatten)]
        only: test::Only,
    },
    /// Build the site with the playground and the reference into the folder `target/docs/site`.
    Docs {
        /// Also check its links and open all pages in a browser.
        #[arg(long)]
        test: bool,
    },
    /// Measure the speed beside the published package and other entropy coders, and print tables.
    Bench(bench::Options),
    /// Build the Python wheel and the npm package for release, and pack the crates, into the folder `target/dist`.
    Dist {
        /// Only the npm package.
        #[arg(long, conflicts_with_all = ["free_threaded", "crates"])]
        npm: bool,
        /// Only the crates: each is packed, and built from its package. Nothing is uploaded.
        #[arg(long, conflicts_with = "free_threaded")]
        crates: bool,
        /// Also one for Python without a global interpreter lock.
        #[arg(long)]
        free_threaded: bool,
    },
}

fn main() -> ExitCode {
    match Cli::parse().command {
        Command::Demo { files } => demo::run(&files),
        Command::Codegen { check } => exit(codegen::run(check)),
        Command::Check => exit(test::check()),
        Command::Test { long, only } => test::run(long, &only),
        Command::Docs { test: false } => exit(docs::build()),
        Command::Docs { test: true } => exit(docs::test()),
        Command::Bench(options) => exit(bench::run(&options)),
        Command::Dist { npm: true, .. } => exit(npm::dist()),
        Command::Dist { crates: true, .. } => exit(crates::dist()),
        Command::Dist { free_threaded, .. } => {
            exit(python::dist(free_threaded).and_then(|()| npm::dist()).and_then(|()| crates::dist()))
        }
    }
}

/// Prints the error if there is one.
fn exit<E: Display>(outcome: Result<(), E>) -> ExitCode {
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
