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

/// Prints a command and runs it as root or by `sudo`; false if there is no way to be root.
///
/// # Errors
/// If it cannot be run or fails: the command.
pub(crate) fn step_as_root(program: &str, args: &[&str]) -> Result<bool, String> {
    if output("id", &["-u"])? == "0" {
        step(program, args)?;
    } else if runs("sudo", &["-n", "true"]) {
        step("sudo", &[&["-n", program], args].concat())?;
    } else {
        return Ok(false);
    }
    Ok(true)
}

/// Installs Debian's packages, as root or by `sudo`, if a program is missing and there is an `apt-get`.
///
/// # Errors
/// If a step fails: the command.
pub(crate) fn install(program: &str, packages: &[&str]) -> Result<(), String> {
    if runs(program, &["--version"]) { Ok(()) } else { install_packages(packages) }
}

/// Installs Debian's packages, as root or by `sudo`, if there is an `apt-get`.
///
/// # Errors
/// If a step fails: the command.
pub(crate) fn install_packages(packages: &[&str]) -> Result<(), String> {
    if !runs("apt-get", &["--version"]) {
        return Ok(());
    }
    let install = [&["install", "--yes", "--no-install-recommends"], packages].concat();
    if step_as_root("apt-get", &["update"])? {
        step_as_root("apt-get", &install)?;
    }
    Ok(())
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
