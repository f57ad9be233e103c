//! WebAssembly, and the JavaScript that calls it.

use std::fs;
use std::path::Path;

use wasm_bindgen_cli_support::Bindgen;

use super::super::process::{root, step};
use super::{FOLDER, tools};

/// What it is built for.
pub(super) const TARGET: &str = "wasm32-unknown-unknown";
/// What Rust builds for every WebAssembly of today; the tool that makes it smaller wants to be told.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// A part of the package that is built, and downloaded, by itself.
struct Part {
    /// What its file is called.
    name: &'static str,
    /// What the JavaScript that calls it is called.
    glue: &'static str,
    /// The feature of the crate.
    feature: &'static str,
}

/// Coders and models; and files of arrays.
const PARTS: [Part; 2] = [
    Part { name: "constriction", glue: "glue.js", feature: "coders" },
    Part { name: "container", glue: "container_glue.js", feature: "container" },
];

/// Makes WebAssembly of each part, and the JavaScript that calls it, in a folder of the workspace.
///
/// # Errors
/// If a step fails: the command.
pub(super) fn build(folder: &str) -> Result<(), String> {
    step("rustup", &["target", "add", TARGET])?;
    tools::install()?;
    PARTS.iter().try_for_each(|part| build_part(part, folder))
}

fn build_part(part: &Part, folder: &str) -> Result<(), String> {
    let target = format!("{FOLDER}/constriction");
    let manifest = "bindings/wasm/Cargo.toml";
    let options = ["--locked", "--profile", "npm", "--target", TARGET, "--manifest-path", manifest];
    let features = ["--no-default-features", "--features", part.feature];
    step("cargo", &[&["build"][..], &options, &features, &["--target-dir", &target]].concat())?;
    let built = root().join(&target).join(TARGET).join("npm/constriction_wasm.wasm");
    let bound = root().join(&target).join("bound");
    bind(&built, part.name, &bound).map_err(|error| format!("wasm-bindgen: {error}"))?;
    let input = format!("{target}/bound/{}_bg.wasm", part.name);
    let output = format!("{folder}/{}.wasm", part.name);
    let options = ["-O3", "--converge", &input, "--output", &output];
    step(&tools::tool("wasm-opt"), &[&FEATURES[..], &options].concat())?;

    let path = root().join(folder).join(part.glue);
    let bound = bound.join(format!("{}.js", part.name));
    fs::copy(bound, &path).map(drop).map_err(|error| format!("{}: {error}", path.display()))
}

/// Makes JavaScript beside a build, and the build that it calls.
fn bind(built: &Path, name: &str, folder: &Path) -> Result<(), String> {
    let mut bindgen = Bindgen::new();
    bindgen.input_path(built).out_name(name).typescript(false).omit_default_module_path(true);
    bindgen.remove_name_section(true).remove_producers_section(true);
    bindgen.web(true).and_then(|bindgen| bindgen.generate(folder)).map_err(|error| format!("{error:?}"))
}
