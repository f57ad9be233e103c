//! Debian's Python for 64-bit ARM, in QEMU. Nothing is installed: packages are fetched and unpacked in a folder.

use std::fs;
use std::path::Path;

use super::super::super::environment::Environment;
use super::super::super::process::{files_in, root, runs, step, step_with};

/// Where all of it is.
const FOLDER: &str = "target/python/arm";
/// Python, and the libraries that numpy and pytest load.
const PACKAGES: [&str; 12] = [
    "libbz2-1.0",
    "libc6",
    "libexpat1",
    "libffi8",
    "libgcc-s1",
    "liblzma5",
    "libpython3.11-minimal",
    "libpython3.11-stdlib",
    "libssl3",
    "libstdc++6",
    "python3.11-minimal",
    "zlib1g",
];
const PYTHON: &str = "target/python/arm/root/usr/bin/python3.11";
const NUMPY: &str = "numpy==2.2.6";
/// Without those that start other processes, which have no emulator.
const TESTS: [&str; 2] = ["bindings/python/tests/test_vectors.py", "bindings/python/tests/test_numpy.py"];

/// Tests a wheel; returns what was done.
///
/// # Errors
/// If a step fails: the command.
pub(super) fn run(wheel: &Path) -> Result<String, String> {
    if !runs("qemu-aarch64", &["--version"]) {
        return Ok("not run: there is no qemu-aarch64 (Debian's package qemu-user has it)".to_owned());
    }
    if !root().join(PYTHON).exists() && !fetch()? {
        return Ok("not run: Debian's Python 3.11 for 64-bit ARM cannot be fetched".to_owned());
    }
    let site = format!("{FOLDER}/site");
    let unpack = ["-I", "-m", "zipfile", "--extract"];
    for file in [&[wheel.to_owned()][..], &files_in(FOLDER, "whl")?].concat() {
        step(&Environment::DIST.python(), &[&unpack[..], &[&file.to_string_lossy(), &site]].concat())?;
    }
    let path = format!("PYTHONPATH={site}");
    let emulator = ["-L", "target/python/arm/root", "-E", &path, PYTHON];
    step("qemu-aarch64", &[&emulator[..], &["-m", "pytest", "-q", "--rootdir", super::PACKAGE], &TESTS].concat())?;
    Ok("runs with Python 3.11 on an emulated processor".to_owned())
}

/// Fetches Python, numpy and pytest; false if Debian does not have that version.
fn fetch() -> Result<bool, String> {
    let folder = root().join(FOLDER);
    let failed = |error| format!("{FOLDER}: {error}");
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(failed)?;
    }
    for name in ["lists/partial", "packages"] {
        fs::create_dir_all(folder.join(name)).map_err(failed)?;
    }
    fs::write(folder.join("status"), "").map_err(failed)?;
    // apt's own lists and state are left alone: these are of another processor.
    let configuration = folder.join("apt.conf");
    let path = folder.display();
    let text = format!(
        "APT::Architecture \"arm64\";\nAPT::Architectures \"arm64\";\nDir::State::lists \"{path}/lists\";\n\
         Dir::State::status \"{path}/status\";\nDir::Cache::pkgcache \"\";\nDir::Cache::srcpkgcache \"\";\n\
         APT::Sandbox::User \"root\";\n"
    );
    fs::write(&configuration, text).map_err(failed)?;
    let variables = [("APT_CONFIG", &*configuration.to_string_lossy())];
    if !runs("apt-get", &["--version"]) {
        return Ok(false);
    }
    step_with("apt-get", &["--quiet", "update"], &variables)?;
    for package in PACKAGES {
        // It writes into the current folder.
        let script = format!("cd {FOLDER}/packages && apt-get --quiet download {package}");
        if step_with("sh", &["-c", &script], &variables).is_err() {
            return Ok(false);
        }
    }
    for package in files_in(&format!("{FOLDER}/packages"), "deb")? {
        step("dpkg-deb", &["--extract", &package.to_string_lossy(), &format!("{FOLDER}/root")])?;
    }
    let tools = Environment::DIST;
    let of_target = ["--only-binary", ":all:", "--platform", "manylinux2014_aarch64", "--python-version", "3.11"];
    tools.pip(&[&["download", "--dest", FOLDER][..], &of_target, &[NUMPY, "pytest"]].concat())?;
    Ok(root().join(PYTHON).exists())
}
