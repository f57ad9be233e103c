//! The commands of this repository, run by `cargo xtask <command>`.

#![forbid(unsafe_code)]

mod bench;
mod demo;
mod test;

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
    /// Compress real files with both coders, decompress them again, compare, and print a table.
    Demo {
        /// The files; without any, those in the folder `data`.
        files: Vec<PathBuf>,
    },
    /// Run all tests and checks; install the targets and components that they need.
    Test {
        /// Also check the minimum Rust version, and a million messages against the published crate.
        #[arg(long)]
        long: bool,
    },
    /// Measure the speed beside the published crate and print a table.
    Bench {
        /// Write the table to docs/performance.md.
        #[arg(long)]
        write: bool,
    },
}

fn main() -> ExitCode {
    match Cli::parse().command {
        Command::Demo { files } => demo::run(&files),
        Command::Test { long } => test::run(long),
        Command::Bench { write } => match bench::run(write) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("error: {error}");
                ExitCode::FAILURE
            }
        },
    }
}
