//! The site: pages, the playground with the npm package beside it, and the reference, in one folder of files.

use std::fs;
use std::path::Path;

use super::environment::Environment;
use super::process::{copy_folder, root, step, step_with};
use super::{npm, setup};

/// Where the pages are.
const SOURCE: &str = "docs/site";
/// Where the site is built. Any web server can serve it.
const SITE: &str = "target/docs/site";
/// The folder of the playground in the site, and where it is in the repository.
const PLAYGROUND: (&str, &str) = ("playground", "docs/playground");
/// The crates that have a reference.
const CRATES: [&str; 14] = [
    "constriction",
    "constriction-adaptive",
    "constriction-ans",
    "constriction-auto",
    "constriction-bits",
    "constriction-chain",
    "constriction-container",
    "constriction-core",
    "constriction-digest",
    "constriction-kernels",
    "constriction-models",
    "constriction-range",
    "constriction-runtime",
    "constriction-symbol",
];

/// Builds the site.
///
/// # Errors
/// If a step fails: the command.
pub(crate) fn build() -> Result<(), String> {
    let environment = Environment::DOCS;
    environment.install(&format!("{SOURCE}/requirements.txt"))?;
    // The site's build fills this folder, but leaves it out of its paths if it is not there yet.
    let stubs = root().join("target/docs/stubs");
    fs::create_dir_all(&stubs).map_err(|error| format!("{}: {error}", stubs.display()))?;
    let config = format!("{SOURCE}/mkdocs.yml");
    let site = root().join(SITE);
    let folder = site.to_string_lossy();
    let options = ["-I", "-m", "mkdocs", "--quiet", "build", "--clean", "--strict"];
    let args = [&options[..], &["--config-file", &config, "--site-dir", &folder]].concat();
    step_with(&environment.python(), &args, &[("NO_MKDOCS_2_WARNING", "1")])?;

    let copied = |from: &Path, to: &Path| copy_folder(from, to).map_err(|error| format!("{}: {error}", to.display()));
    let playground = site.join(PLAYGROUND.0);
    copied(&root().join(PLAYGROUND.1), &playground)?;
    copied(&npm::assembled()?, &playground.join("constriction"))?;

    let crates: Vec<&str> = CRATES.iter().flat_map(|name| ["-p", name]).collect();
    let target = ["--target-dir", "target/docs/rust"];
    let rustdoc = root().join(target[1]).join("doc");
    if rustdoc.exists() {
        // So that items that are gone have no pages.
        fs::remove_dir_all(&rustdoc).map_err(|error| format!("{}: {error}", rustdoc.display()))?;
    }
    step("cargo", &[&["doc", "--locked", "--no-deps", "--all-features"], &crates[..], &target].concat())?;
    copied(&rustdoc, &site.join("reference/rust"))?;
    println!("\nThe site is in {SITE}. To look at it: python3 -m http.server --directory {SITE}");
    Ok(())
}

/// Builds the site, checks its links, and opens all pages in a browser.
///
/// # Errors
/// If a step fails: the command.
pub(crate) fn test() -> Result<(), String> {
    build()?;
    let Some(browser) = setup::browser() else {
        setup::BROWSER.allows("the site's pages in a browser");
        return Ok(());
    };
    let tools = root().join(npm::TOOLS).to_string_lossy().into_owned();
    let site = root().join(SITE).to_string_lossy().into_owned();
    let variables = [("CONSTRICTION_SITE", &*site), ("CONSTRICTION_TOOLS", &tools), ("CONSTRICTION_CHROMIUM", browser)];
    step_with("node", &["--test", "docs/site/tests/site.test.mjs"], &variables)
}
