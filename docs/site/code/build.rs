//! Writes a test for each Rust program on the pages.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

const FENCE: &str = "```";

fn main() -> io::Result<()> {
    let pages = Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("pages");
    println!("cargo::rerun-if-changed={}", pages.display());
    let mut files = Vec::new();
    collect(&pages, &mut files)?;
    files.sort();

    let mut tests = String::new();
    for file in files {
        let name: String = file.strip_prefix(&pages).unwrap_or(&file).with_extension("").to_string_lossy().into_owned();
        let name = name.replace(|letter: char| !letter.is_ascii_alphanumeric(), "_");
        for (line, code) in programs(&fs::read_to_string(&file)?) {
            tests += &format!(
                "mod {name}_line_{line} {{\n{code}\n#[test]\nfn runs() {{\n    super::Outcome::check(main());\n}}\n}}\n"
            );
        }
    }
    fs::write(PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("programs.rs"), tests)
}

/// All pages in a folder and in those inside.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "md") {
            files.push(path);
        }
    }
    Ok(())
}

/// The lines where programs begin, and their code without the indentation of a tab.
fn programs(page: &str) -> Vec<(usize, String)> {
    let mut programs = Vec::new();
    let mut open: Option<(usize, usize, String)> = None;
    for (number, line) in page.lines().enumerate() {
        let indent = line.len() - line.trim_start().len();
        match &mut open {
            None if line.trim() == "```rust" => open = Some((number + 2, indent, String::new())),
            None => {}
            Some((_, depth, _)) if indent == *depth && line.trim() == FENCE => {
                programs.extend(open.take().map(|(line, _, code)| (line, code)));
            }
            Some((_, depth, code)) => {
                code.push_str(line.get(*depth..).unwrap_or_default());
                code.push('\n');
            }
        }
    }
    programs
}
