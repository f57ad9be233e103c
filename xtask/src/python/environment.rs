use std::fs;

use super::super::process::{output, root, step};
use super::{PACKAGE, interpreter};

/// A virtual environment, made when it is needed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Environment {
    /// Its folder in the workspace.
    folder: &'static str,
}

impl Environment {
    /// Where the wheel is built, installed and tested.
    pub(super) const OURS: Self = Self { folder: "target/python/venv" };
    /// Where the published package is.
    pub(super) const PUBLISHED: Self = Self { folder: "target/python/published" };

    /// Its interpreter, from the root of the workspace.
    pub(super) fn python(&self) -> String {
        let inside = if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" };
        format!("{}/{inside}", self.folder)
    }

    /// Its interpreter, from anywhere.
    pub(super) fn path(&self) -> String {
        root().join(self.python()).to_string_lossy().into_owned()
    }

    /// Installs what a file of requirements in the package says, unless that was done before.
    ///
    /// # Errors
    /// If a step fails: the command.
    pub(super) fn install(&self, requirements: &str) -> Result<(), String> {
        self.create()?;
        let file = format!("{PACKAGE}/{requirements}");
        let wanted = fs::read_to_string(root().join(&file)).map_err(|error| format!("{file}: {error}"))?;
        let stamp = root().join(self.folder).join(requirements);
        if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
            return Ok(());
        }
        self.pip(&["install", "--requirement", &file])?;
        fs::write(&stamp, wanted).map_err(|error| format!("{}: {error}", stamp.display()))
    }

    /// Runs its `pip`.
    ///
    /// # Errors
    /// If that fails: the command.
    pub(super) fn pip(&self, args: &[&str]) -> Result<(), String> {
        let pip = ["-I", "-m", "pip", "--quiet", "--disable-pip-version-check"];
        step(&self.python(), &[&pip, args].concat())
    }

    /// Makes the environment, unless there is one that runs.
    fn create(&self) -> Result<(), String> {
        // Half of one is as good as none; the same goes for one whose interpreter was uninstalled.
        if root().join(self.python()).exists() && output(&self.python(), &["-I", "-m", "pip", "--version"]).is_ok() {
            return Ok(());
        }
        let python = interpreter::find()?;
        step(&python, &["-m", "venv", "--clear", self.folder])
    }
}
