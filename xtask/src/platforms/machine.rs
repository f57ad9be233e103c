//! Linux on processors that this machine does not have: 64-bit ARM and s390x in QEMU, and x86 with 32 bits as it is.

use super::super::process::{install, step, step_with};

/// A machine with Linux, for which Debian has a linker.
pub(super) struct Machine {
    target: &'static str,
    linker: &'static str,
    /// Those with the linker and with what it links.
    packages: [&'static str; 2],
    /// The program that runs others, and its arguments.
    runner: [&'static str; 3],
}

/// Has NEON.
pub(super) const AARCH64: Machine = Machine {
    target: "aarch64-unknown-linux-gnu",
    linker: "aarch64-linux-gnu-gcc",
    packages: ["gcc-aarch64-linux-gnu", "libc6-dev-arm64-cross"],
    runner: ["qemu-aarch64", "-L", "/usr/aarch64-linux-gnu"],
};

/// Has the most significant byte first.
pub(super) const S390X: Machine = Machine {
    target: "s390x-unknown-linux-gnu",
    linker: "s390x-linux-gnu-gcc",
    packages: ["gcc-s390x-linux-gnu", "libc6-dev-s390x-cross"],
    runner: ["qemu-s390x", "-L", "/usr/s390x-linux-gnu"],
};

/// Has 32 bits. In Debian, the package `gcc-multilib` cannot be beside the linkers of the other two.
pub(super) const I686: Machine = Machine {
    target: "i686-unknown-linux-gnu",
    linker: "i686-linux-gnu-gcc",
    packages: ["gcc-i686-linux-gnu", "libc6-dev-i386-cross"],
    runner: ["/usr/i686-linux-gnu/lib/ld-linux.so.2", "--library-path", "/usr/i686-linux-gnu/lib"],
};

impl Machine {
    /// Tests on it, with this number of random cases; installs what that needs.
    ///
    /// # Errors
    /// If a step fails: the command.
    pub(super) fn test(&self, args: &[&str], cases: &str) -> Result<(), String> {
        install(self.linker, &self.packages)?;
        if self.runner[0].starts_with("qemu") {
            install(self.runner[0], &["qemu-user"])?;
        }
        step("rustup", &["target", "add", self.target])?;
        let of_target = |what| format!("CARGO_TARGET_{}_{what}", self.target.replace('-', "_").to_uppercase());
        let (linker, runner) = (of_target("LINKER"), of_target("RUNNER"));
        let variables = [(&*linker, self.linker), (&*runner, &*self.runner.join(" ")), ("CONSTRICTION_CASES", cases)];
        step_with("cargo", &[&["test", "--target", self.target], args].concat(), &variables)
    }
}
