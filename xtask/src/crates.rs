//! The crates, packed as they are published.

use std::path::PathBuf;
use std::{env, fs};

use super::process::{root, step};

/// Where packages are built.
const TARGET: &str = "target/publish";

/// Packs all crates, builds each one from its package alone, in the order in which they depend on each other, and
/// leaves the packages in `target/dist/crates`. Nothing is uploaded.
///
/// # Errors
/// If a step fails: the command.
pub(crate) fn dist() -> Result<(), String> {
    verify(&[])?;
    const FOLDER: &str = "target/dist/crates";
    let failed = |error| format!("{FOLDER}: {error}");
    let (packed, folder) = (root().join(TARGET).join("package"), root().join(FOLDER));
    fs::create_dir_all(&folder).map_err(failed)?;
    for entry in fs::read_dir(packed).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        if entry.path().extension().is_some_and(|extension| extension == "crate") {
            fs::copy(entry.path(), folder.join(entry.file_name())).map_err(failed)?;
        }
    }
    Ok(())
}

/// The same with the sources as they are, committed or not; leaves nothing.
///
/// # Errors
/// If a step fails: the command.
pub(crate) fn test() -> Result<(), String> {
    verify(&["--allow-dirty"])
}

fn verify(options: &[&str]) -> Result<(), String> {
    let folder = root().join(TARGET);
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(|error| format!("{TARGET}: {error}"))?;
    }
    forget_packages()?;
    step("cargo", &[&["publish", "--workspace", "--dry-run", "--quiet", "--target-dir", TARGET], options].concat())
}

/// Removes what cargo unpacked of these packages the last time. Their version is the same, so that cargo would take them,
/// and what it compiled of them, for those of now.
fn forget_packages() -> Result<(), String> {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| env::home_dir().map(|home| home.join(".cargo")));
    let Some(Ok(sources)) = home.map(|home| fs::read_dir(home.join("registry/src"))) else { return Ok(()) };
    let version = concat!("-", env!("CARGO_PKG_VERSION"));
    for registry in sources.flatten() {
        for package in fs::read_dir(registry.path()).into_iter().flatten().flatten() {
            let name = package.file_name();
            let name = name.to_string_lossy();
            if name.starts_with("constriction") && name.ends_with(version) {
                fs::remove_dir_all(package.path()).map_err(|error| format!("{name}: {error}"))?;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::super::process::root;

    /// What registries and docs.rs show of a crate, and the licences, which each package has to have.
    #[test]
    fn manifests_are_complete() {
        for entry in fs::read_dir(root().join("crates")).unwrap() {
            let folder = entry.unwrap().path();
            let manifest = fs::read_to_string(folder.join("Cargo.toml")).unwrap();
            for line in ["repository.workspace = true", "homepage.workspace = true", "[package.metadata.docs.rs]"] {
                assert!(manifest.contains(line), "{}: no line {line}", folder.display());
            }
            assert!(manifest.contains("documentation = \"https://docs.rs/constriction"), "{}", folder.display());
            for licence in ["LICENSE-APACHE", "LICENSE-MIT"] {
                let (ours, all) = (fs::read(folder.join(licence)), fs::read(root().join(licence)));
                assert_eq!(ours.ok(), all.ok(), "{}: {licence}", folder.display());
            }
        }
    }

    /// The README of a crate is also its page in the registry and in the repository. These show hidden lines, and know
    /// no language where none is written.
    #[test]
    fn readmes_read_the_same_everywhere() {
        let crates = fs::read_dir(root().join("crates")).unwrap();
        let mut count = 0;
        for file in crates.map(|entry| entry.unwrap().path().join("README.md")) {
            let text = fs::read_to_string(&file).unwrap();
            let mut language = None;
            for (line, number) in text.lines().zip(1..) {
                let place = format!("{}:{number}", file.display());
                match (line.strip_prefix("```"), language) {
                    (Some(name), None) => {
                        assert!(!name.is_empty(), "{place}: a block without a language");
                        language = Some(name);
                    }
                    (Some(_), Some(_)) => language = None,
                    (None, Some("rust")) => {
                        assert!(line != "#" && !line.starts_with("# "), "{place}: a hidden line");
                    }
                    (None, _) => {}
                }
            }
            assert_eq!(language, None, "{}: a block without an end", file.display());
            count += 1;
        }
        assert!(count >= 12, "only {count} crates were found");
    }
}
