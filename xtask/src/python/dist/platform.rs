//! The machines that there are wheels for.

/// The program that links a wheel.
#[derive(Clone, Copy, Debug)]
pub(super) enum Linker {
    /// zig, from the package registry, which has the symbols of each system's C library: of the version that this platform
    /// tag promises, if there is one.
    Zig(Option<&'static str>),
    /// Debian's compiler for Windows.
    Mingw,
}

/// What can run a wheel on another machine than its own.
#[derive(Clone, Copy, Debug)]
pub(super) enum Runner {
    /// Debian's interpreter for 64-bit ARM, in QEMU.
    Arm,
    /// Nothing, for this reason.
    Nothing(&'static str),
}

/// A machine.
#[derive(Clone, Copy, Debug)]
pub(super) struct Platform {
    /// Rust's name of it.
    pub(super) target: &'static str,
    pub(super) linker: Linker,
    pub(super) runner: Runner,
}

const MANYLINUX: Linker = Linker::Zig(Some("manylinux2014"));
const MUSLLINUX: Linker = Linker::Zig(Some("musllinux_1_2"));
const NO_MUSL: Runner = Runner::Nothing("Debian has no Python that uses musl");
const NO_X86: Runner = Runner::Nothing("it needs Linux on x86-64");
const NO_MAC: Runner = Runner::Nothing("it needs a Mac");
const NO_WINDOWS: Runner = Runner::Nothing("it needs Windows");

/// All of them.
pub(super) const PLATFORMS: [Platform; 7] = [
    Platform { target: "x86_64-unknown-linux-gnu", linker: MANYLINUX, runner: NO_X86 },
    Platform { target: "aarch64-unknown-linux-gnu", linker: MANYLINUX, runner: Runner::Arm },
    Platform { target: "x86_64-unknown-linux-musl", linker: MUSLLINUX, runner: NO_MUSL },
    Platform { target: "aarch64-unknown-linux-musl", linker: MUSLLINUX, runner: NO_MUSL },
    Platform { target: "aarch64-apple-darwin", linker: Linker::Zig(None), runner: NO_MAC },
    Platform { target: "x86_64-apple-darwin", linker: Linker::Zig(None), runner: NO_MAC },
    Platform { target: "x86_64-pc-windows-gnu", linker: Linker::Mingw, runner: NO_WINDOWS },
];

impl Platform {
    /// Whether this program runs on such a machine.
    pub(super) fn is_here(&self) -> bool {
        let system = match () {
            () if cfg!(target_os = "macos") => "apple-darwin",
            () if cfg!(windows) => "windows-gnu",
            () if cfg!(target_env = "musl") => "linux-musl",
            () => "linux-gnu",
        };
        self.target.starts_with(std::env::consts::ARCH) && self.target.ends_with(system)
    }

    /// What maturin is told of the platform.
    pub(super) fn options(&self) -> Vec<&'static str> {
        let mut options = vec!["--target", self.target];
        match self.linker {
            Linker::Zig(Some(tag)) => options.extend(["--zig", "--compatibility", tag]),
            Linker::Zig(None) => options.push("--zig"),
            Linker::Mingw => {}
        }
        options
    }
}
