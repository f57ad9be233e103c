//! Tests of a wheel with the interpreters that there are.

use std::env;
use std::path::{Path, PathBuf};

use super::super::super::environment::Environment;
use super::super::super::process::{output, runs, step};
use super::PACKAGE;

/// What was installed, golden vectors, coders and models as objects, arrays of all types: they need nothing but numpy.
const TESTS: [&str; 4] = [
    "bindings/python/tests/test_wheel.py",
    "bindings/python/tests/test_vectors.py",
    "bindings/python/tests/test_objects.py",
    "bindings/python/tests/test_numpy.py",
];

/// Prints the version, as `3.13.0t`.
const VERSION: &str = "import ensurepip, platform, sysconfig, venv; print(platform.python_version() + \
                       ('t' if sysconfig.get_config_var('Py_GIL_DISABLED') else ''))";

/// Tests a wheel with each Python of this machine that can take it; returns the versions.
///
/// # Errors
/// If a test fails: the command.
pub(super) fn run_here(wheel: &Path, is_free_threaded: bool) -> Result<String, String> {
    let mut versions = Vec::new();
    // The stable interface is that of all Pythons with a lock; the other wheel is for one version alone.
    let suits = |version: &str| match is_free_threaded {
        true => version.starts_with("3.14.") && version.ends_with('t'),
        false => !version.ends_with('t'),
    };
    for (path, version) in interpreters() {
        if suits(&version) && !versions.contains(&version) {
            run_with(&Environment::WHEEL, &path, wheel, &[])?;
            versions.push(version);
        }
    }
    match &versions[..] {
        [] if is_free_threaded => Ok("not run: there is no Python 3.14 without a global interpreter lock".to_owned()),
        [] => Err("there is no Python of 3.10 or newer".to_owned()),
        _ => Ok(format!("runs with Python {}", versions.join(", "))),
    }
}

/// Tests a wheel, or what pip builds of sources, in a new environment of an interpreter; pip gets these variables.
///
/// # Errors
/// If a test fails: the command.
pub(super) fn run_with(
    environment: &Environment,
    interpreter: &str,
    package: &Path,
    variables: &[(&str, &str)],
) -> Result<(), String> {
    environment.create_new_from(interpreter)?;
    environment.pip_with(&["install", "pytest", &package.to_string_lossy()], variables)?;
    step(&environment.python(), &[&["-I", "-m", "pytest", "-q", "--rootdir", PACKAGE], &TESTS[..]].concat())
}

/// The interpreters of this machine that are new enough: those with a version in their name, and those of pyenv.
fn interpreters() -> Vec<(String, String)> {
    let mut candidates: Vec<PathBuf> = vec!["python3".into()];
    for minor in 10..=20 {
        candidates.push(format!("python3.{minor}").into());
        candidates.push(format!("python3.{minor}t").into());
    }
    let pyenv = env::var_os("PYENV_ROOT").map(PathBuf::from);
    let pyenv = pyenv.or_else(|| env::home_dir().map(|home| home.join(".pyenv")));
    let versions = pyenv.and_then(|folder| folder.join("versions").read_dir().ok());
    let mut own: Vec<_> =
        versions.into_iter().flatten().flatten().map(|entry| entry.path().join("bin/python3")).collect();
    own.sort();
    candidates.extend(own);
    candidates.iter().filter_map(|path| new_enough(&path.to_string_lossy())).collect()
}

/// The path and the version, unless it is older than 3.10 or cannot make environments.
fn new_enough(path: &str) -> Option<(String, String)> {
    let code = format!("import sys; assert sys.version_info >= (3, 10)\n{VERSION}");
    let args = ["-c", &code];
    runs(path, &args).then(|| output(path, &args).ok())?.map(|version| (path.to_owned(), version))
}
