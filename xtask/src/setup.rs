//! What commands need of the machine, other than Rust. `cargo xtask setup` installs it where packages are Debian's;
//! `cargo xtask test` says what it installs before it begins. Nothing else installs anything outside of `target`, other
//! than targets and toolchains by rustup.

use std::path::Path;
use std::sync::Mutex;

use super::interpreter;
use super::process::{output, runs, step};

/// What browsers are called, the best one first.
const BROWSERS: [&str; 3] = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/// A program that is there or not.
#[derive(Debug)]
pub(crate) struct Need {
    name: &'static str,
    is_there: fn() -> bool,
    /// Debian's packages with it.
    packages: &'static [&'static str],
}

/// Python, with environments.
pub(crate) const PYTHON: Need = Need {
    name: "Python 3.10 or newer with the module venv",
    is_there: || interpreter::find().is_ok(),
    packages: &["python3", "python3-venv"],
};
/// Node.js.
pub(crate) const NODE: Need = Need {
    name: "Node.js with npm",
    is_there: || runs("node", &["--version"]) && runs("npm", &["--version"]),
    packages: &["nodejs", "npm"],
};
/// A browser for tests.
pub(crate) const BROWSER: Need =
    Need { name: "the browser Chromium", is_there: || browser().is_some(), packages: &["chromium"] };
/// Linux on other processors.
pub(crate) const QEMU: Need = Need {
    name: "QEMU for programs of 64-bit ARM and s390x",
    is_there: || runs("qemu-aarch64", &["--version"]) && runs("qemu-s390x", &["--version"]),
    packages: &["qemu-user"],
};
/// A linker for 64-bit ARM.
pub(crate) const AARCH64_LINKER: Need = Need {
    name: "a linker for 64-bit ARM",
    is_there: || runs("aarch64-linux-gnu-gcc", &["--version"]),
    packages: &["gcc-aarch64-linux-gnu", "libc6-dev-arm64-cross"],
};
/// A linker for s390x.
pub(crate) const S390X_LINKER: Need = Need {
    name: "a linker for s390x",
    is_there: || runs("s390x-linux-gnu-gcc", &["--version"]),
    packages: &["gcc-s390x-linux-gnu", "libc6-dev-s390x-cross"],
};
/// A linker for x86 with 32 bits.
pub(crate) const I686_LINKER: Need = Need {
    name: "a linker for x86 with 32 bits",
    is_there: || runs("i686-linux-gnu-gcc", &["--version"]),
    packages: &["gcc-i686-linux-gnu", "libc6-dev-i386-cross"],
};
/// A microcontroller.
pub(crate) const QEMU_ARM: Need = Need {
    name: "QEMU for a Cortex-M4",
    is_there: || runs("qemu-system-arm", &["--version"]),
    packages: &["qemu-system-arm"],
};
/// A compiler for Windows.
pub(crate) const MINGW: Need = Need {
    name: "a C compiler for Windows",
    is_there: || runs("x86_64-w64-mingw32-gcc", &["--version"]),
    packages: &["gcc-mingw-w64-x86-64"],
};
/// Debian's Python with `PyTorch`.
pub(crate) const TORCH: Need = Need {
    name: "PyTorch in Debian's Python",
    is_there: || runs("/usr/bin/python3", &["-c", "import ensurepip, torch, venv"]),
    packages: &["python3-torch", "python3-venv"],
};

/// For `cargo xtask test`.
pub(crate) const FOR_TESTS: [&Need; 6] = [&PYTHON, &NODE, &BROWSER, &QEMU, &AARCH64_LINKER, &S390X_LINKER];
/// For `cargo xtask test --platforms`, beside those.
pub(crate) const FOR_PLATFORMS: [&Need; 2] = [&I686_LINKER, &QEMU_ARM];
/// For other options of it and for `cargo xtask dist --wheels`, beside those.
pub(crate) const FOR_OTHERS: [&Need; 2] = [&MINGW, &TORCH];

/// What was left out, and why.
static SKIPPED: Mutex<Vec<String>> = Mutex::new(Vec::new());

impl Need {
    /// Whether it is there. If not, says loudly that something is left out for it, now and at the end of the tests.
    pub(crate) fn allows(&self, what: &str) -> bool {
        let is_there = (self.is_there)();
        if !is_there {
            let line = format!("{what}: there is no {}", self.name);
            println!("\nSKIPPED {line}");
            SKIPPED.lock().expect("no thread panics with it").push(line);
        }
        is_there
    }

    /// An error if it is not there.
    ///
    /// # Errors
    /// If it is not there: what to do.
    pub(crate) fn ensure(&self) -> Result<(), String> {
        if (self.is_there)() {
            return Ok(());
        }
        Err(format!("there is no {}; on Debian: cargo xtask setup --all", self.name))
    }
}

/// All that was left out.
pub(crate) fn skipped() -> Vec<String> {
    SKIPPED.lock().expect("no thread panics with it").clone()
}

/// Where the browser is.
pub(crate) fn browser() -> Option<&'static str> {
    BROWSERS.into_iter().find(|path| Path::new(path).exists())
}

/// Says what is missing, and installs it where packages are Debian's.
///
/// # Errors
/// If a step fails: the command. What cannot be installed here is no error.
pub(crate) fn run(needs: &[&Need]) -> Result<(), String> {
    let missing: Vec<_> = needs.iter().filter(|need| !(need.is_there)()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    println!("\nMissing on this machine:");
    for need in &missing {
        println!("  {} (Debian's packages: {})", need.name, need.packages.join(", "));
    }
    let Some(sudo) = privileges()? else { return Ok(()) };
    println!("It is installed now, with apt-get. To do without: cargo xtask test --no-setup");
    let packages: Vec<_> = missing.iter().flat_map(|need| need.packages).copied().collect();
    let install = ["apt-get", "install", "--yes", "--no-install-recommends"];
    for line in [&[sudo, &["apt-get", "update"]].concat(), &[sudo, &install, &packages].concat()] {
        step(line[0], &line[1..])?;
    }
    Ok(())
}

/// What is before a command that root alone may run; nothing, after a word why, if packages cannot be installed.
fn privileges() -> Result<Option<&'static [&'static str]>, String> {
    if !runs("apt-get", &["--version"]) {
        println!("Packages are not Debian's here: please install it, or do without the tests that need it.");
        return Ok(None);
    }
    if output("id", &["-u"])? == "0" {
        return Ok(Some(&[]));
    }
    if runs("sudo", &["-n", "true"]) {
        return Ok(Some(&["sudo", "-n"]));
    }
    println!("Only root can install it: sudo apt-get install PACKAGES, or do without the tests that need it.");
    Ok(None)
}
