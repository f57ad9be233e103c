//! The wheel beside `CompressAI`.

use super::super::environment::Environment;
use super::super::process::step;
use super::super::setup::TORCH;
use super::{PACKAGE, wheel};

/// Debian's interpreter, which sees Debian's `PyTorch`. What the package registry has for x86-64 needs a GPU's libraries.
const PYTHON: &str = "/usr/bin/python3";

/// Builds the wheel, and tests it with all models of `CompressAI`.
///
/// # Errors
/// If a step fails: the command. If there is no `PyTorch`: what to do.
pub(crate) fn test_ecosystem() -> Result<(), String> {
    TORCH.ensure()?;
    let ours = Environment::OURS;
    ours.install(&format!("{PACKAGE}/requirements-build.txt"))?;
    let wheel = wheel::for_tests(&ours)?;
    let ecosystem = Environment::ECOSYSTEM;
    ecosystem.create_from(PYTHON, &["--system-site-packages"])?;
    let requirements = format!("{PACKAGE}/requirements-ecosystem.txt");
    ecosystem.pip(&["install", "--no-deps", "--ignore-installed", "--requirement", &requirements])?;
    ecosystem.install_wheel(&wheel)?;
    let tests = format!("{PACKAGE}/tests/ecosystem");
    step(&ecosystem.python(), &["-I", "-m", "pytest", "-q", "--rootdir", &tests, &tests])
}
