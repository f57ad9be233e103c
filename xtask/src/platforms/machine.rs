//! Linux on processors that this machine does not have: 64-bit ARM and s390x in QEMU, and x86 with 32 bits as it is.

use super::super::process::{step, step_with};
use super::super::setup::{AARCH64_LINKER, I686_LINKER, Need, QEMU, S390X_LINKER};

/// A machine with Linux, for which Debian has a linker.
pub(super) struct Machine {
    target: &'static str,
    linker: &'static str,
    needs: &'static [&'static Need],
    /// The program that runs others, and its arguments.
    runner: [&'static str; 3],
}

/// Has NEON.
pub(super) const AARCH64: Machine = Machine {
    target: "aarch64-unknown-linux-gnu",
    linker: "aarch64-linux-gnu-gcc",
    needs: &[&AARCH64_LINKER, &QEMU],
    runner: ["qemu-aarch64", "-L", "/usr/aarch64-linux-gnu"],
};

/// Has the most significant byte first.
pub(super) const S390X: Machine = Machine {
    target: "s390x-unknown-linux-gnu",
    linker: "s390x-linux-gnu-gcc",
    needs: &[&S390X_LINKER, &QEMU],
    runner: ["qemu-s390x", "-L", "/usr/s390x-linux-gnu"],
};

/// Has 32 bits. In Debian, the package `gcc-multilib` cannot be beside the linkers of the other two.
pub(super) const I686: Machine = Machine {
    target: "i686-unknown-linux-gnu",
    linker: "i686-linux-gnu-gcc",
    needs: &[&I686_LINKER],
    runner: ["/usr/i686-linux-gnu/lib/ld-linux.so.2", "--library-path", "/usr/i686-linux-gnu/lib"],
};

impl Machine {
    /// Tests on it, with this number of random cases; says so and does nothing where that cannot be.
    ///
    /// # Errors
    /// If a step fails: the command.
    pub(super) fn test(&self, args: &[&str], cases: &str) -> Result<(), String> {
        if !self.needs.iter().all(|need| need.allows(&format!("tests of {}", self.target))) {
            return Ok(());
        }
        step("rustup", &["target", "add", self.target])?;
        let of_target = |what| format!("CARGO_TARGET_{}_{what}", self.target.replace('-', "_").to_uppercase());
        let (linker, runner) = (of_target("LINKER"), of_target("RUNNER"));
        let variables = [(&*linker, self.linker), (&*runner, &*self.runner.join(" ")), ("CONSTRICTION_CASES", cases)];
        step_with("cargo", &[&["test", "--target", self.target], args].concat(), &variables)
    }
}
