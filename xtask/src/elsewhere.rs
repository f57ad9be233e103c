//! Processors that this machine does not have: 64-bit ARM and s390x in QEMU, and x86 with 32 bits as it is.

use super::process::{install, step, step_with};

/// A machine with Linux, for which Debian has a linker.
struct Machine {
    target: &'static str,
    linker: &'static str,
    /// Those with the linker and with what it links.
    packages: [&'static str; 2],
    /// The program that runs others, and its arguments.
    runner: [&'static str; 3],
}

/// Has NEON.
const AARCH64: Machine = Machine {
    target: "aarch64-unknown-linux-gnu",
    linker: "aarch64-linux-gnu-gcc",
    packages: ["gcc-aarch64-linux-gnu", "libc6-dev-arm64-cross"],
    runner: ["qemu-aarch64", "-L", "/usr/aarch64-linux-gnu"],
};

/// Has the most significant byte first.
const S390X: Machine = Machine {
    target: "s390x-unknown-linux-gnu",
    linker: "s390x-linux-gnu-gcc",
    packages: ["gcc-s390x-linux-gnu", "libc6-dev-s390x-cross"],
    runner: ["qemu-s390x", "-L", "/usr/s390x-linux-gnu"],
};

/// Has 32 bits. In Debian, the package `gcc-multilib` cannot be beside the linkers of the other two.
const I686: Machine = Machine {
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
    fn test(&self, args: &[&str], cases: &str) -> Result<(), String> {
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

/// An emulator is slow.
const KERNELS_CASES: &str = "20000";

const KERNELS: [&str; 4] = ["--release", "-p", "constriction-kernels", "--tests"];

/// Tests the kernels with the instructions of 64-bit ARM. Where packages are Debian's, missing programs are installed.
///
/// # Errors
/// If a step fails: the command.
pub(crate) fn test_kernels() -> Result<(), String> {
    AARCH64.test(&KERNELS, KERNELS_CASES)
}

/// The crates that make bits, and those with the tests of them.
const CRATES: [&str; 11] = [
    "constriction-testkit",
    "constriction-runtime",
    "constriction-kernels",
    "constriction-core",
    "constriction-bits",
    "constriction-models",
    "constriction-adaptive",
    "constriction-ans",
    "constriction-range",
    "constriction-chain",
    "constriction-symbol",
];

/// Golden vectors, digests, formats of bytes, kernels, what is compared with the published crate, and most laws: what
/// an emulator does in minutes.
const BITS: [&str; 28] = [
    "adaptive",
    "bits",
    "bytes",
    "bytes_order1",
    "chain",
    "chain_differential",
    "coders",
    "differential",
    "digests",
    "dynamic",
    "foreign",
    "golden",
    "interleaved",
    "interleaved_golden",
    "interleaved_rounds",
    "mixing",
    "mixtures",
    "models",
    "more_differential",
    "nx16",
    "order1",
    "rows",
    "states",
    "storage",
    "symbol_differential",
    "symbol_vectors",
    "tables",
    "words",
];

/// There are more kinds of them.
const BITS_CASES: &str = "2000";

/// Tests the bits of everything on 64-bit ARM, with the most significant byte first, and with 32 bits. Where packages
/// are Debian's, missing programs are installed.
///
/// # Errors
/// If a step fails: the command.
pub(crate) fn test_bits() -> Result<(), String> {
    let crates = CRATES.iter().flat_map(|name| ["-p", name]);
    let bits: Vec<_> = crates.clone().chain(BITS.iter().flat_map(|name| ["--test", name])).collect();
    // It takes a minute, and what it compares is in the digests.
    let skip = ["--", "--skip", "rows_have_the_intervals_of_lazy_models"];
    for machine in [S390X, AARCH64] {
        machine.test(&[&["--release", "--lib"], &bits[..], &skip].concat(), BITS_CASES)?;
    }
    // Not for release: there, a sum that does not fit in 32 bits would be silent.
    I686.test(&["--tests"].into_iter().chain(crates).collect::<Vec<_>>(), BITS_CASES)
}
