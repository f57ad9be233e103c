//! The package's tests. They run on the tarball, installed in a project of its own.

use std::fs;
use std::path::Path;

use super::super::process::{copy_folder, root, step, step_with};
use super::super::{python, setup};
use super::{FOLDER, PACKAGE, package, wasm};

/// The project, from the root of the workspace.
const PROJECT: &str = "target/npm/project";
/// The random calls that Python and JavaScript both make: the seed of all of them, and how many.
const SEED: &str = "20261123";

/// Builds the tarball, installs it, and tests what was installed; with `long`, on more random calls.
///
/// # Errors
/// If a step fails: the command.
pub(crate) fn run(long: bool) -> Result<(), String> {
    step("rustup", &["target", "add", wasm::TARGET])?;
    let lints = ["-p", "constriction-wasm", "--target", wasm::TARGET];
    for features in [&[][..], &["--no-default-features", "--features", "container"]] {
        step("cargo", &[&["clippy", "--locked"], &lints[..], features, &["--", "-D", "warnings"]].concat())?;
    }
    install()?;
    let tests = root().join(PACKAGE).join("tests");
    let project = root().join(PROJECT);
    for name in ["node", "packaging"] {
        let failed = |error| format!("{PROJECT}/{name}: {error}");
        copy_folder(&tests.join(name), &project.join(name)).map_err(failed)?;
    }
    let cases = format!("{FOLDER}/cases.json");
    let count = if long { "20000" } else { "600" };
    python::script(&format!("{PACKAGE}/tests/differential.py"), &[SEED, count, &cases])?;

    let absolute = |path: &str| root().join(path).to_string_lossy().into_owned();
    let browser = setup::browser().unwrap_or_default().to_owned();
    let variables = [
        ("CONSTRICTION_ROOT", root().to_string_lossy().into_owned()),
        ("CONSTRICTION_CASES_FILE", absolute(&cases)),
        ("CONSTRICTION_PYTHON", python::with_wheel()?),
        ("CONSTRICTION_TOOLS", absolute(&format!("{FOLDER}/tools"))),
        ("CONSTRICTION_CHROMIUM", browser.clone()),
        ("CONSTRICTION_PACKAGE", absolute(&format!("{PROJECT}/node_modules/constriction"))),
        ("CHROMIUM", browser),
        ("NODE_PATH", absolute(&format!("{FOLDER}/tools/node_modules"))),
    ];
    let variables = variables.each_ref().map(|(name, value)| (*name, value.as_str()));
    let test = |folder: &Path| {
        let files = test_files(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        let files: Vec<&str> = files.iter().map(String::as_str).collect();
        step_with("node", &[&["--test"], &files[..]].concat(), &variables)
    };
    test(&project.join("node"))?;
    test(&project.join("packaging"))?;
    // The playground is tested where it is, with the package beside it.
    if setup::BROWSER.allows("the playground") { test(&tests.join("browser")) } else { Ok(()) }
}

/// Runs the quick start on what the demo left in `folder`.
///
/// # Errors
/// If a step fails: the command.
pub(crate) fn quick_start(folder: &str) -> Result<(), String> {
    install()?;
    let script = format!("{PROJECT}/quick_start.mjs");
    let source = root().join(PACKAGE).join("examples/quick_start.mjs");
    fs::copy(source, root().join(&script)).map_err(|error| format!("{script}: {error}"))?;
    step("node", &[&script, folder])
}

/// Makes a project that has the package and nothing else.
fn install() -> Result<(), String> {
    let tarball = package::tarball()?;
    let project = root().join(PROJECT);
    let failed = |error| format!("{PROJECT}: {error}");
    if project.exists() {
        fs::remove_dir_all(&project).map_err(failed)?;
    }
    fs::create_dir_all(&project).map_err(failed)?;
    fs::write(project.join("package.json"), "{ \"private\": true, \"type\": \"module\" }\n").map_err(failed)?;
    let options = ["--prefix", PROJECT, "--offline", "--no-audit", "--no-fund", "--loglevel=error"];
    step("npm", &[&["install"], &options[..], &[&tarball.to_string_lossy()]].concat())
}

/// The files with tests, from the root of the workspace.
fn test_files(folder: &Path) -> std::io::Result<Vec<String>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.to_string_lossy().ends_with(".test.mjs") {
            files.push(path.strip_prefix(root()).unwrap_or(&path).to_string_lossy().into_owned());
        }
    }
    files.sort();
    Ok(files)
}
