//! The arguments of the command.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use constriction_container::Dtype;

/// Compresses arrays in files, without loss: .npy, .npz, .safetensors, PNG images, raw numbers, and anything else as bytes.
#[derive(Debug, Parser)]
#[command(name = "constriction", version, max_term_width = 100)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Compress files. `x.npy` becomes `x.npy.cst`; without a file, standard input goes to standard output.
    #[command(visible_alias = "c")]
    Compress(Compress),
    /// Decompress files. `x.npy.cst` becomes `x.npy`; without a file, standard input goes to standard output.
    #[command(visible_alias = "d")]
    Decompress(Decompress),
    /// Say what is in compressed files.
    #[command(visible_alias = "l")]
    Inspect(Inspect),
    /// Check compressed files: all checksums, and all arrays that can be decoded without further parameters.
    #[command(visible_alias = "t")]
    Verify(Verify),
    /// Compress and decompress files in memory, and print sizes and speeds.
    Bench(Bench),
    /// Print the completions of a shell.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Print the manual page.
    Man,
}

/// Where files come from and go to.
#[derive(Args, Clone, Debug)]
pub(crate) struct Places {
    /// The files; `-` is standard input
    pub(crate) files: Vec<PathBuf>,
    /// Write to this file; `-` is standard output
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Write to standard output
    #[arg(short = 'c', long, conflicts_with = "output")]
    pub(crate) stdout: bool,
    /// Overwrite files that are there, and write to terminals
    #[arg(short, long)]
    pub(crate) force: bool,
    /// Keep the files that were read (the default)
    #[arg(short, long, conflicts_with = "rm")]
    pub(crate) keep: bool,
    /// Remove files that were read, after all went well
    #[arg(long)]
    pub(crate) rm: bool,
    #[command(flatten)]
    pub(crate) common: Common,
}

/// The options that most commands share.
#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct Common {
    /// The number of threads; 0 for as many as there are processors
    #[arg(short = 'T', long, default_value_t = 0, value_name = "N")]
    pub(crate) threads: usize,
    /// Print errors only
    #[arg(short, long)]
    pub(crate) quiet: bool,
}

/// The type and shape of raw numbers.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct Numbers {
    /// The type of the numbers in raw files, such as int16, bfloat16 or float32
    #[arg(long, value_name = "TYPE")]
    pub(crate) dtype: Option<Dtype>,
    /// The length of each axis in raw files, such as 344,403; without it, there is one axis
    #[arg(long, value_name = "N,N,…", value_delimiter = ',', requires = "dtype")]
    pub(crate) shape: Vec<u64>,
}

#[derive(Args, Debug)]
pub(crate) struct Compress {
    #[command(flatten)]
    pub(crate) places: Places,
    #[command(flatten)]
    pub(crate) numbers: Numbers,
}

#[derive(Args, Debug)]
pub(crate) struct Decompress {
    #[command(flatten)]
    pub(crate) places: Places,
}

#[derive(Args, Debug)]
pub(crate) struct Inspect {
    /// The files
    #[arg(required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// Print JSON: an object for each file, one a line
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Args, Debug)]
pub(crate) struct Verify {
    /// The files
    #[arg(required = true)]
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) common: Common,
}

#[derive(Args, Debug)]
pub(crate) struct Bench {
    /// The files
    #[arg(required = true)]
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) numbers: Numbers,
    /// The number of threads; 0 for as many as there are processors
    #[arg(short = 'T', long, default_value_t = 1, value_name = "N")]
    pub(crate) threads: usize,
}
