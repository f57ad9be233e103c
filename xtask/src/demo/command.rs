//! The command `constriction` on the same files.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::super::process::{self, step};

/// Where the command's files go.
const FOLDER: &str = "target/demo";

/// Compresses files by the command, and decompresses them.
///
/// # Errors
/// If the command cannot be built, fails, or another file comes back.
pub(super) fn run(files: &[impl AsRef<Path>]) -> Result<(), String> {
    println!("\nThe same files by the command, which chooses models itself:");
    step("cargo", &["build", "--quiet", "--release", "-p", "constriction-cli", "--no-default-features"])?;
    let folder = process::root().join(FOLDER);
    fs::create_dir_all(&folder).map_err(|error| format!("{FOLDER}: {error}"))?;
    for file in files.iter().map(AsRef::as_ref) {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let (compressed, back) = (folder.join(format!("{name}.cst")), folder.join(&*name));
        let mut args = vec!["compress", "--quiet", "--force", "-o"];
        let (to, from, back_to) = (text(&compressed)?, text(file)?, text(&back)?);
        args.extend([to, from]);
        if file.extension().is_some_and(|extension| extension == "s16") {
            args.extend(["--dtype", "int16", "--shape", "344,403"]);
        }
        constriction(&args)?;
        constriction(&["verify", "--quiet", to])?;
        constriction(&["decompress", "--quiet", "--force", "-o", back_to, to])?;
        constriction(&["inspect", to])?;
        // Of an image, the pixels come back.
        let is_image = file.extension().is_some_and(|extension| extension == "png");
        if !is_image && fs::read(file).ok() != fs::read(&back).ok() {
            return Err(format!("{from}: another file came back"));
        }
    }
    Ok(())
}

fn text(path: &Path) -> Result<&str, String> {
    path.to_str().ok_or_else(|| format!("{}: not a name in UTF-8", path.display()))
}

fn constriction(args: &[&str]) -> Result<(), String> {
    let program = process::root().join("target/release/constriction");
    let status = Command::new(program).args(args).status().map_err(|error| format!("constriction: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("constriction {}", args.join(" "))) }
}
