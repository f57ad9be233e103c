//! From arguments to an exit code.

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use crate::args::{Cli, Command};
use crate::error::Error;
use crate::{bench, compress, decompress, inspect, verify};

/// Runs the command with these arguments, of which the first one is its name.
///
/// The exit code is 0 for success, 1 for an error with a file, and 2 for invalid arguments.
#[must_use]
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => {
            let code = if error.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS };
            // Nothing can be said where nothing can be printed.
            let _ = error.print();
            return code;
        }
    };
    match cli.command {
        Command::Compress(args) => compress::run(&args),
        Command::Decompress(args) => decompress::run(&args),
        Command::Inspect(args) => for_each(&args.files, |file| inspect::run(file, args.json)),
        Command::Verify(args) => for_each(&args.files, |file| verify::run(file, args.common)),
        Command::Bench(args) => for_each(&args.files, |file| bench::run(file, &args)),
        Command::Completions { shell } => {
            let mut text = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "constriction", &mut text);
            print(&text)
        }
        Command::Man => {
            let mut text = Vec::new();
            match clap_mangen::Man::new(Cli::command()).render(&mut text) {
                Ok(()) => print(&text),
                Err(error) => failed(Path::new("-"), &error.into()),
            }
        }
    }
}

/// Does something with each file, also after one has failed.
pub(crate) fn for_each<P: AsRef<Path>>(files: &[P], mut run: impl FnMut(&Path) -> Result<(), Error>) -> ExitCode {
    let mut code = ExitCode::SUCCESS;
    for file in files {
        match run(file.as_ref()) {
            Ok(()) => {}
            Err(error) if error.is_broken_pipe() => return ExitCode::SUCCESS,
            Err(error) => code = failed(file.as_ref(), &error),
        }
    }
    code
}

/// Prints one line for an error.
fn failed(file: &Path, error: &Error) -> ExitCode {
    let name = if file == Path::new("-") { "(standard input)".into() } else { file.to_string_lossy() };
    let message = error.to_string().replace('\n', " ");
    // Nothing can be said where nothing can be printed.
    let _ = writeln!(io::stderr(), "constriction: {name}: {message}");
    ExitCode::FAILURE
}

fn print(text: &[u8]) -> ExitCode {
    match io::stdout().write_all(text) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => failed(Path::new("-"), &error.into()),
        _ => ExitCode::SUCCESS,
    }
}
