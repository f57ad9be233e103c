//! The commands of this repository, run by `cargo xtask <command>`.

#![forbid(unsafe_code)]

mod api;
mod bench;
mod codegen;
mod crates;
mod demo;
mod docs;
mod environment;
mod interpreter;
mod nightly;
mod npm;
mod platforms;
mod process;
mod proof;
mod prose;
mod python;
mod quality;
mod setup;
mod supply_chain;
mod test;
mod version;

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
    /// Write the public interface of each crate as text into the folder `docs/api`.
    Api {
        /// Only compare; fail if anything differs.
        #[arg(long)]
        check: bool,
    },
    /// Give all packages a version, and today's date to its changes in the changelog.
    Version {
        /// Such as `0.6.1`.
        version: String,
    },
    /// Check format and lints and run the unit tests of all crates: what a developer runs all day.
    Check,
    /// Install what the tests need of the machine, where packages are Debian's: programs for Python and JavaScript, a
    /// browser, emulators, linkers.
    Setup {
        /// Also what options of `test` and `dist` need.
        #[arg(long)]
        all: bool,
    },
    /// Run all tests and checks. What they need of the machine is installed before, as by `setup`; what it cannot have is
    /// left out, with a note at the end.
    Test {
        /// Install nothing.
        #[arg(long)]
        no_setup: bool,
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
        /// Only the wheels of all platforms and the source distribution: each is inspected, and tested where that is
        /// possible.
        #[arg(long, conflicts_with_all = ["npm", "crates", "free_threaded"])]
        wheels: bool,
        /// Only test those of these wheels that are for this machine, which may have been built on another.
        #[arg(long, conflicts_with_all = ["wheels", "npm", "crates", "free_threaded"])]
        try_wheels: bool,
        /// With `--wheels`, only the platforms with this in their name, such as `musl`, `darwin` or `source`.
        #[arg(long, requires = "wheels", default_value = "")]
        platform: String,
        /// With `--wheels`, compile fast: to try whether all of them can be built. They are slow.
        #[arg(long, requires = "wheels")]
        quick: bool,
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
        Command::Setup { all: false } => exit(setup::run(&setup::FOR_TESTS)),
        Command::Setup { all: true } => {
            exit(setup::run(&[&setup::FOR_TESTS[..], &setup::FOR_PLATFORMS, &setup::FOR_OTHERS].concat()))
        }
        Command::Test { no_setup, long, only } => test::run(no_setup, long, &only),
        Command::Api { check } => exit(api::run(check)),
        Command::Version { version } => exit(version::set(&version)),
        Command::Docs { test: false } => exit(docs::build()),
        Command::Docs { test: true } => exit(docs::test()),
        Command::Bench(options) => exit(bench::run(&options)),
        Command::Dist { wheels: true, platform, quick, .. } => exit(python::wheels(&platform, quick)),
        Command::Dist { try_wheels: true, .. } => exit(python::try_wheels()),
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
