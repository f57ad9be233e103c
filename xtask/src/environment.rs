//! Virtual environments for Python.

use std::path::Path;
use std::{env, fs};

use super::interpreter;
use super::process::{output, root, step, step_with};

/// A virtual environment, made when it is needed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Environment {
    /// Its folder in the workspace.
    folder: &'static str,
}

impl Environment {
    /// Where the wheel is built, installed and tested.
    pub(crate) const OURS: Self = Self { folder: "target/python/venv" };
    /// Where the published package is.
    pub(crate) const PUBLISHED: Self = Self { folder: "target/python/published" };
    /// Where the site is built.
    pub(crate) const DOCS: Self = Self { folder: "target/docs/venv" };
    /// Where the spelling is checked.
    pub(crate) const SPELLING: Self = Self { folder: "target/docs/spelling" };
    /// Where `CompressAI` and `PyTorch` are.
    pub(crate) const ECOSYSTEM: Self = Self { folder: "target/python/ecosystem" };
    /// Where wheels for other machines are built.
    pub(crate) const DIST: Self = Self { folder: "target/python/dist" };
    /// Where a wheel is tested, with one Python after the other.
    pub(crate) const WHEEL: Self = Self { folder: "target/python/wheel" };
    /// Where the source distribution is built and tested.
    pub(crate) const SOURCE: Self = Self { folder: "target/python/source-venv" };
    /// Where tools are that look at dependencies.
    pub(crate) const SUPPLY_CHAIN: Self = Self { folder: "target/tools/supply-chain" };
    /// Where the proofs of the kernels run.
    pub(crate) const PROOF: Self = Self { folder: "target/python/proof" };

    /// Its interpreter, from the root of the workspace.
    pub(crate) fn python(&self) -> String {
        self.program("python")
    }

    /// One of its programs, from the root of the workspace.
    pub(crate) fn program(&self, name: &str) -> String {
        let folder = if cfg!(windows) { "Scripts" } else { "bin" };
        format!("{}/{folder}/{name}{}", self.folder, env::consts::EXE_SUFFIX)
    }

    /// Its interpreter, from anywhere.
    pub(crate) fn path(&self) -> String {
        root().join(self.python()).to_string_lossy().into_owned()
    }

    /// The variable `PATH` with its programs first.
    ///
    /// # Errors
    /// If its folder cannot be in such a variable.
    pub(crate) fn path_variable(&self) -> Result<String, String> {
        let paths = env::var_os("PATH").unwrap_or_default();
        let programs = Path::new(&self.path()).parent().map(Path::to_path_buf);
        let paths = env::join_paths(programs.into_iter().chain(env::split_paths(&paths)));
        paths.map(|paths| paths.to_string_lossy().into_owned()).map_err(|error| error.to_string())
    }

    /// Installs what a file of requirements in the workspace says, unless that was done before.
    ///
    /// # Errors
    /// If a step fails: the command.
    pub(crate) fn install(&self, requirements: &str) -> Result<(), String> {
        self.create()?;
        let file = root().join(requirements);
        let wanted = fs::read_to_string(&file).map_err(|error| format!("{requirements}: {error}"))?;
        let stamp = root().join(self.folder).join(file.file_name().unwrap_or_default());
        if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
            return Ok(());
        }
        self.pip(&["install", "--requirement", requirements])?;
        fs::write(&stamp, wanted).map_err(|error| format!("{}: {error}", stamp.display()))
    }

    /// Runs its `pip`.
    ///
    /// # Errors
    /// If that fails: the command.
    pub(crate) fn pip(&self, args: &[&str]) -> Result<(), String> {
        self.pip_with(args, &[])
    }

    /// Runs its `pip` with these environment variables.
    ///
    /// # Errors
    /// If that fails: the command.
    pub(crate) fn pip_with(&self, args: &[&str], variables: &[(&str, &str)]) -> Result<(), String> {
        let pip = ["-I", "-m", "pip", "--quiet", "--disable-pip-version-check"];
        step_with(&self.python(), &[&pip, args].concat(), variables)
    }

    /// Installs a wheel, whatever is there of it.
    ///
    /// # Errors
    /// If that fails: the command.
    pub(crate) fn install_wheel(&self, path: &str) -> Result<(), String> {
        self.pip(&["install", "--force-reinstall", "--no-deps", path])
    }

    /// Makes the environment of an interpreter, unless there is one that runs.
    ///
    /// # Errors
    /// If that fails: the command.
    pub(crate) fn create_from(&self, interpreter: &str, options: &[&str]) -> Result<(), String> {
        // An incomplete one is made again, as is one whose interpreter was uninstalled.
        if root().join(self.python()).exists() && output(&self.python(), &["-I", "-m", "pip", "--version"]).is_ok() {
            return Ok(());
        }
        step(interpreter, &[&["-m", "venv", "--clear"], options, &[self.folder]].concat())
    }

    /// Makes the environment of an interpreter, with nothing of one that was there.
    ///
    /// # Errors
    /// If that fails: the command.
    pub(crate) fn create_new_from(&self, interpreter: &str) -> Result<(), String> {
        step(interpreter, &["-m", "venv", "--clear", self.folder])
    }

    fn create(&self) -> Result<(), String> {
        self.create_from(&interpreter::find()?, &[])
    }
}
