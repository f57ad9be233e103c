//! The same bits on every machine: with other instructions of this processor, on other processors, in WebAssembly, and
//! without an operating system.

mod bare_metal;
mod levels;
mod machine;
mod wasm;

use machine::{AARCH64, I686, S390X};

use super::test::FACADE;

/// The tests with a digest of everything: of all families of models with all coders, and of what needs no operating
/// system.
const DIGESTS: [&str; 11] = [
    "--release",
    "-p",
    "constriction-runtime",
    "-p",
    FACADE,
    "--test",
    "digests",
    "--test",
    "portable",
    "--test",
    "adaptive",
];

/// An emulator is slow.
const KERNELS_CASES: &str = "20000";

const KERNELS: [&str; 4] = ["--release", "-p", "constriction-kernels", "--tests"];

/// There are more kinds of them than of kernels.
const BITS_CASES: &str = "2000";

/// The crates that make bits, and those with the tests of them.
const CRATES: [&str; 13] = [
    FACADE,
    "constriction-testkit",
    "constriction-runtime",
    "constriction-kernels",
    "constriction-core",
    "constriction-bits",
    "constriction-models",
    "constriction-adaptive",
    "constriction-digest",
    "constriction-ans",
    "constriction-range",
    "constriction-chain",
    "constriction-symbol",
];

/// Golden vectors, digests, formats of bytes, kernels, what is compared with the published crate, and most laws: what
/// an emulator does in minutes.
const BITS: [&str; 39] = [
    "adaptive",
    "arrays",
    "bits",
    "bytes",
    "bytes_order1",
    "carries",
    "chain",
    "chain_differential",
    "coders",
    "differential",
    "digests",
    "dynamic",
    "foreign",
    "golden",
    "integer",
    "interleaved",
    "interleaved_golden",
    "interleaved_rounds",
    "leaky_blocks",
    "mixed_tree",
    "mixing",
    "mixtures",
    "model_digests",
    "models",
    "more_differential",
    "nx16",
    "portable",
    "range_end",
    "rans64",
    "rans_bytes",
    "rans_bytes_o1",
    "rows",
    "storage",
    "symbol_differential",
    "symbol_vectors",
    "tables",
    "top_k",
    "weights",
    "words",
];

/// Compares digests at the lower levels of this processor, with the most significant byte first (s390x) and in
/// WebAssembly, and tests the kernels with the instructions of 64-bit ARM.
///
/// # Errors
/// If a step fails: the command.
pub(crate) fn test_digests() -> Result<(), String> {
    levels::test(&DIGESTS)?;
    wasm::test(&DIGESTS, "")?;
    S390X.test(&DIGESTS, BITS_CASES)?;
    AARCH64.test(&KERNELS, KERNELS_CASES)
}

/// Tests the bits of everything on 64-bit ARM, with the most significant byte first, and with 32 bits; compares digests
/// in WebAssembly with its vector instructions, and on a microcontroller.
///
/// # Errors
/// If a step fails: the command.
pub(crate) fn test_bits() -> Result<(), String> {
    bare_metal::test()?;
    wasm::test(&DIGESTS, "-C target-feature=+simd128")?;
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

#[cfg(test)]
mod tests {
    use super::super::process::root;
    use super::{BITS, CRATES};

    /// Cargo only says so when the tests are run, which takes long.
    #[test]
    fn every_test_exists() {
        for name in BITS {
            let exists = CRATES.iter().any(|package| {
                let folder = package.trim_start_matches("constriction-").split('@').next().unwrap_or_default();
                let tests = root().join("crates").join(folder).join("tests");
                tests.join(format!("{name}.rs")).exists() || tests.join(name).join("main.rs").exists()
            });
            assert!(exists, "there is no test {name}");
        }
    }
}
