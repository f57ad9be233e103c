//! The public interface of each crate, as text in `docs/api`: a change of it shows in a review, and one by mistake in the
//! tests.
//!
//! It is read from the pages that rustdoc writes, which the stable compiler has: declarations, methods, and which traits a
//! type has.

mod page;

use std::fmt::Write as _;
use std::fs;

use super::process::{output, root, step_with};

/// Where the texts are.
const FOLDER: &str = "docs/api";
/// Where the pages are written. Those of items that are gone stay there, but no list has them.
const PAGES: &str = "target/doc";
/// The facade shows what others have.
const WITHOUT: [&str; 1] = ["constriction"];

/// Writes the texts, or with `check` compares them.
///
/// # Errors
/// If a step fails: the command. With `check`, if a text differs: what to do.
pub(crate) fn run(check: bool) -> Result<(), String> {
    let version = version()?;
    let path = root().join(FOLDER).join("rustdoc");
    let written_by = fs::read_to_string(&path).unwrap_or_default();
    if check && written_by.trim() != version {
        println!("\nSKIPPED: the texts in {FOLDER} are of {}, and this is {version}", written_by.trim());
        return Ok(());
    }
    pages()?;
    let names = crates()?;
    let failed = |error| format!("{FOLDER}: {error}");
    fs::create_dir_all(root().join(FOLDER)).map_err(failed)?;
    let mut differing = Vec::new();
    for name in &names {
        let file = format!("{FOLDER}/{name}.txt");
        let text = text(name)?;
        if fs::read_to_string(root().join(&file)).is_ok_and(|old| old == text) {
            continue;
        }
        if !check {
            fs::write(root().join(&file), text).map_err(failed)?;
        }
        differing.push(file);
    }
    if !check {
        fs::write(path, version + "\n").map_err(failed)?;
        println!("{} of {} texts have changed", differing.len(), names.len());
        return Ok(());
    }
    if differing.is_empty() {
        return Ok(());
    }
    let files = differing.join(", ");
    Err(format!("the public interface is not that of {files}; if it should be so: cargo xtask api, and CHANGELOG.md"))
}

/// Writes the pages of all crates; a warning is an error.
///
/// # Errors
/// If the step fails: the command.
pub(crate) fn pages() -> Result<(), String> {
    step_with("cargo", &["doc", "--workspace", "--no-deps", "--all-features"], &[("RUSTDOCFLAGS", "-D warnings")])
}

fn version() -> Result<String, String> {
    let text = output("rustdoc", &["--version"])?;
    Ok(text.split(' ').take(2).collect::<Vec<_>>().join(" "))
}

/// The crates that are published and have a library.
fn crates() -> Result<Vec<String>, String> {
    let failed = |error| format!("crates: {error}");
    let mut names = Vec::new();
    for entry in fs::read_dir(root().join("crates")).map_err(failed)? {
        let name = entry.map_err(failed)?.file_name().to_string_lossy().into_owned();
        let name = if name == "constriction" { name } else { format!("constriction-{name}") };
        if !WITHOUT.contains(&&*name) {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

/// The interface of a crate.
fn text(name: &str) -> Result<String, String> {
    let folder = root().join(PAGES).join(name.replace('-', "_"));
    let read = |page: &str| {
        let path = folder.join(page);
        fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))
    };
    let mut text = String::new();
    for (page, title) in page::items(&read("all.html")?) {
        let _ = writeln!(text, "{title}");
        for line in page::lines(&read(&page)?) {
            let _ = writeln!(text, "    {line}");
        }
    }
    Ok(text)
}
