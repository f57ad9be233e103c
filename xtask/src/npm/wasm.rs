//! The two builds of WebAssembly, and the JavaScript that is beside both of them.

use std::fs;
use std::path::Path;

use wasm_bindgen_cli_support::Bindgen;

use super::super::process::{root, step, step_with};
use super::{FOLDER, tools};

/// What both builds are for.
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

/// A build: its name, the flags of the compiler, and those of the tool.
const BUILDS: [(&str, &str, &[&str]); 2] =
    [("constriction", "", &[]), ("constriction-simd", "-C target-feature=+simd128", &["--enable-simd"])];

/// Makes `constriction.wasm`, `constriction-simd.wasm` and `glue.js` in a folder of the workspace.
///
/// # Errors
/// If a step fails: the command.
pub(super) fn build(folder: &str) -> Result<(), String> {
    step("rustup", &["target", "add", TARGET])?;
    tools::install()?;
    let mut glue: Option<String> = None;
    for (name, flags, features) in BUILDS {
        let target = format!("{FOLDER}/{name}");
        let manifest = "bindings/wasm/Cargo.toml";
        let options = ["--locked", "--profile", "npm", "--target", TARGET, "--manifest-path", manifest];
        let args = [&["build"][..], &options, &["--target-dir", &target]].concat();
        step_with("cargo", &args, &[("RUSTFLAGS", flags)])?;
        let built = root().join(&target).join(TARGET).join("npm/constriction_wasm.wasm");
        let bound = root().join(&target).join("bound");
        bind(&built, &bound).map_err(|error| format!("wasm-bindgen of {name}: {error}"))?;
        let input = format!("{target}/bound/constriction_bg.wasm");
        let output = format!("{folder}/{name}.wasm");
        let options = ["-O3", "--converge", &input, "--output", &output];
        step(&tools::tool("wasm-opt"), &[&FEATURES[..], features, &options].concat())?;

        let path = bound.join("constriction.js");
        let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        if glue.as_ref().is_some_and(|glue| *glue != text) {
            return Err(format!("the JavaScript beside {name} is not that of the other build"));
        }
        glue = Some(text);
    }
    let path = root().join(folder).join("glue.js");
    fs::write(&path, glue.unwrap_or_default()).map_err(|error| format!("{}: {error}", path.display()))
}

/// Makes JavaScript beside a build, and the build that it calls.
fn bind(built: &Path, folder: &Path) -> Result<(), String> {
    let mut bindgen = Bindgen::new();
    bindgen.input_path(built).out_name("constriction").typescript(false).omit_default_module_path(true);
    bindgen.remove_name_section(true).remove_producers_section(true);
    bindgen.web(true).and_then(|bindgen| bindgen.generate(folder)).map_err(|error| format!("{error:?}"))
}
