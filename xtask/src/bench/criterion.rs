//! Benchmarks that criterion runs: the crates beside the published one, and other entropy coders.

use std::error::Error;
use std::fs;
use std::path::Path;

use serde_json::Value;

use super::data::{self, Part, Row};
use super::job_name::JobName;
use super::{machine, process, python};

/// Where the benchmarks are.
const BENCHES: &str = "benches/benches";
/// Those of other entropy coders.
const PEERS: &str = "peers";

/// Measures the crates beside the published one.
///
/// # Errors
/// If the benchmarks fail, or there is something wrong with the files that they leave.
pub(super) fn crates(filter: &str) -> Result<Part, Box<dyn Error>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(process::root().join(BENCHES))? {
        // Those in folders need more than the workspace.
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "rs") {
            names.extend(path.file_stem().map(|name| name.to_string_lossy().into_owned()));
        }
    }
    names.sort();
    let names: Vec<&str> = names.iter().flat_map(|name| ["--bench", name]).collect();
    let rows = run(&names, filter)?;
    Ok(Part { about: machine::with_compiler()?, rows, absent: Vec::new() })
}

/// Measures other entropy coders beside ours.
///
/// # Errors
/// As for [`crates`].
pub(super) fn peers(filter: &str) -> Result<Part, Box<dyn Error>> {
    let mut absent = vec![
        "`torchac` and `tensorflow-compression` are not measured: they need PyTorch and TensorFlow.".to_owned(),
        "Hypersonic rANS is not measured: it is not published as a package.".to_owned(),
    ];
    let mut args = vec!["--bench", PEERS];
    let mut about = machine::with_compiler()?;
    // It comes without a file for pkg-config.
    match process::output("dpkg-query", &["--show", "--showformat", "${Version}", "libhtscodecs-dev"]) {
        Ok(version) => {
            args.extend(["--features", "htscodecs"]);
            about += &format!(", htscodecs {version}");
        }
        Err(_) => absent.push("htscodecs is not measured: `libhtscodecs-dev` is not installed.".to_owned()),
    }
    let mut rows = run(&args, filter)?;
    match python::peers(filter) {
        Ok(lines) => rows.extend(data::rows(&lines)?),
        Err(error) => absent.push(format!("CompressAI's extension is not measured: {error}.")),
    }
    Ok(Part { about, rows, absent })
}

/// Runs benchmarks and reads what they left.
fn run(args: &[&str], filter: &str) -> Result<Vec<Row>, Box<dyn Error>> {
    // Results of its own, so that there is all of this run and nothing of earlier ones.
    let results = process::root().join("target/xtask-bench");
    if results.exists() {
        fs::remove_dir_all(&results)?;
    }
    fs::create_dir_all(&results)?;
    let sizes = results.join("sizes.jsonl");
    let variables = [("CRITERION_HOME", results.to_string_lossy()), ("BENCH_SIZES", sizes.to_string_lossy())];
    let variables = variables.each_ref().map(|(name, value)| (*name, value.as_ref()));
    let options = if filter.is_empty() { Vec::new() } else { vec!["--", filter] };
    let args = [&["bench", "--package", "constriction-benches"], args, &options].concat();
    process::step_with("cargo", &args, &variables)?;

    let mut rows = read_times(&results)?;
    add_sizes(&mut rows, &fs::read_to_string(&sizes).unwrap_or_default())?;
    Ok(rows)
}

/// The medians that criterion left, the jobs in their natural order.
fn read_times(results: &Path) -> Result<Vec<Row>, Box<dyn Error>> {
    let mut rows = Vec::new();
    // The layout is `<job>/<who>/new/`.
    for job in fs::read_dir(results)? {
        let job = job?.path();
        if !job.is_dir() {
            continue;
        }
        for who in fs::read_dir(job)? {
            let folder = who?.path().join("new");
            if folder.is_dir() {
                rows.push(row(
                    &read_json(&folder.join("benchmark.json"))?,
                    &read_json(&folder.join("estimates.json"))?,
                )?);
            }
        }
    }
    rows.sort_by_cached_key(|row| (JobName::new(&row.job), row.who.clone()));
    Ok(rows)
}

fn row(benchmark: &Value, estimates: &Value) -> Result<Row, Box<dyn Error>> {
    let text = |field: &str| benchmark[field].as_str().map(str::to_owned);
    let job = text("group_id").ok_or("a benchmark has no group")?;
    let who = text("function_id").ok_or("a benchmark has no function")?;
    let symbols = benchmark["throughput"]["Elements"].as_f64().ok_or("a benchmark has no throughput")?;
    let median = estimates["median"]["point_estimate"].as_f64().ok_or("a benchmark has no median")?;
    Ok(Row { job, who, ns: (median / symbols * 1e4).round() / 1e4, ..Row::default() })
}

fn read_json(path: &Path) -> Result<Value, Box<dyn Error>> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(serde_json::from_str(&text)?)
}

/// Adds the sizes that the benchmarks noted, one a line.
fn add_sizes(rows: &mut [Row], lines: &str) -> Result<(), Box<dyn Error>> {
    for line in lines.lines() {
        let size: Value = serde_json::from_str(line)?;
        let row = rows.iter_mut().find(|row| size["job"] == row.job.as_str() && size["who"] == row.who.as_str());
        if let Some(row) = row {
            row.bits = size["bits"].as_f64();
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{add_sizes, row};
    use serde_json::json;

    #[test]
    fn medians_are_for_one_symbol() {
        let benchmark = json!({"group_id": "a job", "function_id": "ours", "throughput": {"Elements": 1000}});
        let mut rows = [row(&benchmark, &json!({"median": {"point_estimate": 2500.0}})).unwrap()];
        assert_eq!((rows[0].job.as_str(), rows[0].who.as_str(), rows[0].ns), ("a job", "ours", 2.5));
        assert!(row(&json!({}), &json!({})).is_err());

        add_sizes(&mut rows, r#"{"job": "a job", "who": "ours", "bits": 4.25}"#).unwrap();
        assert_eq!(rows[0].bits, Some(4.25));
        add_sizes(&mut rows, r#"{"job": "a job", "who": "others", "bits": 1}"#).unwrap();
        assert_eq!(rows[0].bits, Some(4.25));
        assert!(add_sizes(&mut rows, "nothing").is_err());
    }
}
