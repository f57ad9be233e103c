//! Other programs, run in the root of the workspace.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The root of the workspace.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("this package is in a folder of the workspace").to_owned()
}

/// A program with its arguments. One with a slash in its name is in the workspace.
pub(crate) fn command(program: &str, args: &[&str]) -> Command {
    let mut command = if program.contains('/') { Command::new(root().join(program)) } else { Command::new(program) };
    command.args(args).current_dir(root()).stdin(Stdio::null());
    // Set by the cargo that runs this program, for this package alone.
    command.env_remove("CARGO_MANIFEST_DIR").env_remove("RUSTUP_TOOLCHAIN");
    command
}

/// Prints a command and runs it.
///
/// # Errors
/// If it cannot be run or fails: the command.
pub(crate) fn step(program: &str, args: &[&str]) -> Result<(), String> {
    step_with(program, args, &[])
}

/// Prints a command and runs it with these environment variables.
///
/// # Errors
/// If it cannot be run or fails: the command.
pub(crate) fn step_with(program: &str, args: &[&str], variables: &[(&str, &str)]) -> Result<(), String> {
    let line = announce(program, args, variables);
    match command(program, args).envs(variables.iter().copied()).status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{line} ({status})")),
        Err(error) => Err(format!("{line} ({error})")),
    }
}

/// Prints a command.
pub(crate) fn announce(program: &str, args: &[&str], variables: &[(&str, &str)]) -> String {
    let names: String = variables.iter().map(|(name, value)| format!("{name}='{value}' ")).collect();
    let line = format!("{names}{program} {}", args.join(" "));
    println!("\n$ {line}");
    line
}

/// What a command prints, without white space at its end; nothing of it is shown, other than what it complains about.
///
/// # Errors
/// If it cannot be run or fails: the command.
pub(crate) fn output(program: &str, args: &[&str]) -> Result<String, String> {
    let failed = |why: String| format!("{program} {} ({why})", args.join(" "));
    let output = command(program, args).stderr(Stdio::inherit()).output().map_err(|error| failed(error.to_string()))?;
    if !output.status.success() {
        return Err(failed(output.status.to_string()));
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim_end().to_owned())
}

/// Whether a program is there and succeeds.
pub(crate) fn runs(program: &str, args: &[&str]) -> bool {
    let status = command(program, args).stdout(Stdio::null()).stderr(Stdio::null()).status();
    status.is_ok_and(|status| status.success())
}

/// The files of a folder of the workspace whose names end with this, sorted.
///
/// # Errors
/// If the folder cannot be read.
pub(crate) fn files_in(folder: &str, extension: &str) -> Result<Vec<PathBuf>, String> {
    let failed = |error| format!("{folder}: {error}");
    let mut files = Vec::new();
    for entry in fs::read_dir(root().join(folder)).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.extension().is_some_and(|other| other == extension) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// Copies all files of a folder, and those of folders inside.
///
/// # Errors
/// If a file cannot be read or written.
pub(crate) fn copy_folder(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let to = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &to)?;
        } else {
            fs::copy(entry.path(), to)?;
        }
    }
    Ok(())
}
