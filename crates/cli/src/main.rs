//! The command `constriction`.

use std::process::ExitCode;

fn main() -> ExitCode {
    constriction_cli::run(std::env::args_os())
}
