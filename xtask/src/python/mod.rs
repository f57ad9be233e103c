//! The Python package: its tests, its wheel for release, its quick start and its benchmarks.
//!
//! Everything is made under `target/python`: an environment in which the wheel is built, installed and tested, and one
//! that has the published package, to compare with.

mod dist;
mod ecosystem;
mod published;
mod wheel;

pub(crate) use dist::{try_wheels, wheels};
pub(crate) use ecosystem::test_ecosystem;
pub(crate) use wheel::dist;

use super::environment::Environment;
use super::process::{output, step, step_with};

/// Where the Python package is.
const PACKAGE: &str = "bindings/python";
/// Tells tests and benchmarks where the published package is: the path of an interpreter.
const PUBLISHED_PYTHON: &str = "CONSTRICTION_PUBLISHED_PYTHON";

/// Builds the wheel, installs it, and tests what was installed; with `long`, on more random cases.
///
/// # Errors
/// If a step fails: the command.
pub(crate) fn test(long: bool) -> Result<(), String> {
    let (ours, published) = both()?;
    ours.install(&format!("{PACKAGE}/requirements-test.txt"))?;

    let variables = [
        (PUBLISHED_PYTHON, published.path()),
        ("CONSTRICTION_CASES", if long { "100000".to_owned() } else { "5000".to_owned() }),
    ];
    let variables = variables.each_ref().map(|(name, value)| (*name, value.as_str()));
    // Without `-I`, Python would also look for modules in the current folder and where the user's variables say.
    step_with(&ours.python(), &["-I", "-m", "pytest", "-q", PACKAGE], &variables)?;
    published::test(&ours)?;

    // That the stubs say what the module has, and that they leave no type open.
    let python = ours.python();
    let allowlist = format!("{PACKAGE}/tools/stubtest-allowlist.txt");
    let options = ["--ignore-disjoint-bases", "--allowlist", &allowlist, "constriction"];
    step(&python, &[&["-I", "-m", "mypy.stubtest"][..], &options].concat())?;
    step(&python, &["-I", "-m", "mypy", "--strict", &format!("{PACKAGE}/examples/typed.py")])?;
    // It looks for the package where the first Python of the path has its own.
    let complete = ["-I", "-m", "basedpyright", "--ignoreexternal", "--verifytypes", "constriction"];
    step_with(&python, &complete, &[("PATH", &ours.path_variable()?)])
}

/// Runs the quick start on what the demo left in `folder`.
///
/// # Errors
/// If a step fails: the command.
pub(crate) fn quick_start(folder: &str) -> Result<(), String> {
    let ours = ours()?;
    step(&ours.python(), &["-I", &format!("{PACKAGE}/examples/quick_start.py"), folder])
}

/// The path of an interpreter that has our wheel.
///
/// # Errors
/// If a step fails: the command.
pub(crate) fn with_wheel() -> Result<String, String> {
    Ok(ours()?.path())
}

/// Runs a script of the workspace with our wheel.
///
/// # Errors
/// If a step fails: the command.
pub(crate) fn script(path: &str, args: &[&str]) -> Result<(), String> {
    let ours = ours()?;
    step(&ours.python(), &[&["-I", path], args].concat())
}

/// Measures both wheels, in the jobs of a list with the filter in their name, quickly or thoroughly; returns a line of JSON
/// for each row.
///
/// # Errors
/// If a step fails: the command.
pub(crate) fn bench(list: &str, filter: &str, quick: bool) -> Result<String, String> {
    let (ours, published) = both()?;
    let options = if quick { &["--quick"][..] } else { &[] };
    let published = published.path();
    let args = [&["-I", "benches/python/bench.py"], options, &[list, &published, filter]].concat();
    output(&ours.python(), &args)
}

/// Measures other packages' coders beside the wheel; returns a line of JSON for each row.
///
/// # Errors
/// If a package cannot be had, or a step fails: the command.
pub(crate) fn peers(filter: &str) -> Result<String, String> {
    // Only the extension module is used, which needs none of what the package needs.
    const COMPRESSAI: &str = "compressai==1.2.8";
    const FOLDER: &str = "target/python/peers";
    let ours = ours()?;
    let options = ["--no-deps", "--only-binary", ":all:", "--upgrade", "--target", FOLDER, COMPRESSAI];
    ours.pip(&[&["install"][..], &options].concat())?;
    output(&ours.python(), &["-I", "benches/python/peers.py", FOLDER, filter])
}

/// Which Python the benchmarks run on.
///
/// # Errors
/// If it does not run: the command.
pub(crate) fn version() -> Result<String, String> {
    let code = "import platform, numpy; print('Python', platform.python_version(), 'with numpy', numpy.__version__)";
    output(&Environment::OURS.python(), &["-I", "-c", code])
}

/// The environment with the wheel of the sources as they are.
fn ours() -> Result<Environment, String> {
    let ours = Environment::OURS;
    ours.install(&format!("{PACKAGE}/requirements-build.txt"))?;
    wheel::install(&ours)?;
    Ok(ours)
}

/// That, and the environment with the published package.
fn both() -> Result<(Environment, Environment), String> {
    let published = Environment::PUBLISHED;
    published.install(&format!("{PACKAGE}/requirements-published.txt"))?;
    Ok((ours()?, published))
}
