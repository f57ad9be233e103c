//! Runs the benchmarks and makes a table of them.

use std::collections::BTreeMap;
use std::env;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use super::{process, python};

/// Where the table goes.
const REPORT: &str = "docs/performance.md";
/// Where the part about Python begins in it.
const PYTHON_HEADING: &str = "## Python\n";
/// How the benchmarks call the code that is compared with.
const PUBLISHED: &str = "published";

/// Runs all benchmarks and prints a table of the results, or writes it to `docs/performance.md`.
///
/// # Errors
/// If the benchmarks fail, or there is something wrong with the files that they leave.
pub(crate) fn run(write: bool) -> Result<(), Box<dyn Error>> {
    let root = process::root();
    // Results of its own, so that the table has all of this run and nothing of earlier ones.
    let results = root.join("target/xtask-bench");
    if results.exists() {
        fs::remove_dir_all(&results)?;
    }
    let status = cargo()
        .args(["bench", "--package", "constriction-benches"])
        .env("CRITERION_HOME", &results)
        .envs(write.then_some(("BENCH_LARGE", "1")))
        .current_dir(&root)
        .status()?;
    if !status.success() {
        return Err(format!("the benchmarks failed: {status}").into());
    }

    let table = table(&read_times(&results)?);
    if write { write_report(Some(&report(&table)?), None) } else { print_table(&table) }
}

/// Runs the benchmarks of the Python package and prints a table of the results, or writes it to
/// `docs/performance.md`.
///
/// # Errors
/// If the benchmarks fail, or the file cannot be written.
pub(crate) fn python(write: bool) -> Result<(), Box<dyn Error>> {
    let table = python::bench()?;
    if write { write_report(None, Some(&python_report(&table)?)) } else { print_table(&table) }
}

fn print_table(table: &str) -> Result<(), Box<dyn Error>> {
    println!("{}", table.trim_end());
    Ok(())
}

/// Puts the parts that there are into the file, and leaves the others as they are.
fn write_report(rust: Option<&str>, python: Option<&str>) -> Result<(), Box<dyn Error>> {
    let path = process::root().join(REPORT);
    let old = fs::read_to_string(&path)?;
    fs::write(path, replace_parts(&old, rust, python))?;
    println!("wrote {REPORT}");
    Ok(())
}

fn replace_parts(old: &str, rust: Option<&str>, python: Option<&str>) -> String {
    let (old_rust, old_python) = old.split_at(old.find(PYTHON_HEADING).unwrap_or(old.len()));
    let parts = [rust.unwrap_or(old_rust), python.unwrap_or(old_python)].map(str::trim_end);
    parts.join("\n\n").trim_end().to_owned() + "\n"
}

fn cargo() -> Command {
    Command::new(env::var_os("CARGO").unwrap_or("cargo".into()))
}

/// Nanoseconds per symbol by job and by who did it; the jobs in their natural order.
type Times = BTreeMap<JobName, BTreeMap<String, f64>>;

/// The medians that criterion left.
fn read_times(results: &Path) -> Result<Times, Box<dyn Error>> {
    let mut times = Times::new();
    // The layout is `<job>/<who>/new/`.
    for job in fs::read_dir(results)? {
        let job = job?.path();
        if !job.is_dir() {
            continue;
        }
        for who in fs::read_dir(job)? {
            let folder = who?.path().join("new");
            if !folder.is_dir() {
                continue;
            }
            let benchmark = read_json(&folder.join("benchmark.json"))?;
            let estimates = read_json(&folder.join("estimates.json"))?;
            let job = benchmark["group_id"].as_str().ok_or("a benchmark has no group")?;
            let who = benchmark["function_id"].as_str().ok_or("a benchmark has no function")?;
            let symbols = benchmark["throughput"]["Elements"].as_f64().ok_or("a benchmark has no throughput")?;
            let median = estimates["median"]["point_estimate"].as_f64().ok_or("a benchmark has no median")?;
            times.entry(JobName::new(job)).or_default().insert(who.to_owned(), median / symbols);
        }
    }
    Ok(times)
}

fn read_json(path: &Path) -> Result<Value, Box<dyn Error>> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(serde_json::from_str(&text)?)
}

/// One line for each variant of our code.
fn table(times: &Times) -> String {
    let mut table =
        "| job | published, ns/symbol | ours, ns/symbol | ours / published |\n|---|--:|--:|--:|\n".to_owned();
    for (job, times) in times {
        let published = times.get(PUBLISHED).copied();
        for (who, &ours) in times.iter().filter(|(who, _)| *who != PUBLISHED) {
            let variant = who.strip_prefix("ours").unwrap_or(who);
            let published_cell = published.map_or("–".to_owned(), |published| format!("{published:.2}"));
            let ratio_cell = published.map_or("–".to_owned(), |published| {
                let ratio = ours / published;
                let decimals = if ratio < 0.1 { 3 } else { 2 };
                format!("{ratio:.decimals$}")
            });
            writeln!(table, "| {}{variant} | {published_cell} | {ours:.2} | {ratio_cell} |", job.name)
                .expect("writing to a string does not fail");
        }
    }
    table
}

fn report(table: &str) -> Result<String, Box<dyn Error>> {
    let version = Command::new("rustc").arg("--version").output()?.stdout;
    let version = String::from_utf8(version)?;
    Ok(format!(
        "# Performance\n\n\
         Measured beside the published package, version 0.5.0, in the same run; what is measured and how to read it is in\n\
         [`benches/README.md`](../benches/README.md). This file is written by `cargo xtask bench --write`.\n\n\
         Machine: {}. Compiler: {}.\n\n{table}",
        processor(),
        version.trim(),
    ))
}

fn python_report(table: &str) -> Result<String, Box<dyn Error>> {
    Ok(format!(
        "{PYTHON_HEADING}\n\
         The wheel beside the published one, in the same run: medians of the time that the thread was running. What is\n\
         measured is in [`benches/README.md`](../benches/README.md). Written by `cargo xtask bench --python --write`.\n\n\
         Machine: {}. {}.\n\n{table}",
        processor(),
        python::version()?,
    ))
}

/// The processor, as Linux calls it.
fn processor() -> String {
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

/// A name that is ordered with its numbers taken as numbers: 256 comes before 1024.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct JobName {
    order: Vec<(String, u64)>,
    name: String,
}

impl JobName {
    fn new(name: &str) -> Self {
        let mut order = Vec::new();
        let mut rest = name;
        while !rest.is_empty() {
            let text_end = rest.find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len());
            let (text, tail) = rest.split_at(text_end);
            let number_end = tail.find(|c: char| !c.is_ascii_digit()).unwrap_or(tail.len());
            let (number, tail) = tail.split_at(number_end);
            order.push((text.to_lowercase(), number.parse().unwrap_or(0)));
            rest = tail;
        }
        Self { order, name: name.to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::replace_parts;

    #[test]
    fn each_part_of_the_report_is_replaced_alone() {
        let (rust, python) = ("# Performance\n\na\n", "## Python\n\nb\n");
        let both = "# Performance\n\na\n\n## Python\n\nb\n";
        assert_eq!(replace_parts(rust, None, Some(python)), both);
        assert_eq!(replace_parts(both, Some(rust), None), both);
        assert_eq!(replace_parts(both, None, Some("## Python\n\nc")), both.replace('b', "c"));
        assert_eq!(replace_parts(both, Some("# Performance\n\nc\n"), None), both.replace("\na\n", "\nc\n"));
        assert_eq!(replace_parts(rust, Some(rust), None), rust);
    }
}
