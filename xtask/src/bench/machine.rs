//! What the benchmarks ran on.

use std::fs;

use super::process::output;

/// The processor, as Linux calls it.
pub(super) fn processor() -> String {
    let info = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let field = |name| {
        let line = info.lines().find(|line| line.starts_with(name))?;
        Some(line.split_once(':')?.1.trim())
    };
    let Some(model) = field("model name") else { return "unknown".to_owned() };
    let threads = info.lines().filter(|line| line.starts_with("processor")).count();
    match (field("cpu family"), field("model\t"), field("cpu MHz")) {
        (Some(family), Some(number), Some(mhz)) => {
            format!("{model} (family {family}, model {number}), {threads} hardware threads, {mhz} MHz")
        }
        _ => format!("{model}, {threads} hardware threads"),
    }
}

/// The processor and the compiler.
///
/// # Errors
/// If there is no compiler.
pub(super) fn with_compiler() -> Result<String, String> {
    Ok(format!("{}. {}", processor(), output("rustc", &["--version"])?))
}
