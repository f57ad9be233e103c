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

/// Makes `constriction.wasm` and `glue.js` in a folder of the workspace.
///
/// # Errors
/// If a step fails: the command.
pub(super) fn build(folder: &str) -> Result<(), String> {
    step("rustup", &["target", "add", TARGET])?;
    tools::install()?;
    let target = format!("{FOLDER}/constriction");
    let manifest = "bindings/wasm/Cargo.toml";
    let options = ["--locked", "--profile", "npm", "--target", TARGET, "--manifest-path", manifest];
    step("cargo", &[&["build"][..], &options, &["--target-dir", &target]].concat())?;
    let built = root().join(&target).join(TARGET).join("npm/constriction_wasm.wasm");
    let bound = root().join(&target).join("bound");
    bind(&built, &bound).map_err(|error| format!("wasm-bindgen: {error}"))?;
    let input = format!("{target}/bound/constriction_bg.wasm");
    let output = format!("{folder}/constriction.wasm");
    let options = ["-O3", "--converge", &input, "--output", &output];
    step(&tools::tool("wasm-opt"), &[&FEATURES[..], &options].concat())?;

    let path = root().join(folder).join("glue.js");
    fs::copy(bound.join("constriction.js"), &path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(())
}

/// Makes JavaScript beside a build, and the build that it calls.
fn bind(built: &Path, folder: &Path) -> Result<(), String> {
    let mut bindgen = Bindgen::new();
    bindgen.input_path(built).out_name("constriction").typescript(false).omit_default_module_path(true);
    bindgen.remove_name_section(true).remove_producers_section(true);
    bindgen.web(true).and_then(|bindgen| bindgen.generate(folder)).map_err(|error| format!("{error:?}"))
}
