//! What other programs measured.

use std::error::Error;
use std::fs;
use std::path::Path;

use serde::Deserialize;

use super::data::{Measurements, OURS, PUBLISHED, Part, Row};
use super::machine;

/// One job, beside the published package if that can do it.
#[derive(Debug, Deserialize)]
struct Job {
    job: String,
    published: Option<f64>,
    ours: f64,
    unit: String,
}

/// Reads all files `<part>.json` in a folder, each an array of `{"job", "published", "ours", "unit"}`, without
/// `published` where nothing is compared.
///
/// # Errors
/// If a file is something else.
pub(super) fn read(folder: &Path) -> Result<Measurements, Box<dyn Error>> {
    let mut all = Measurements::default();
    if !folder.is_dir() {
        return Ok(all);
    }
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if let (Some(name), true) = (path.file_stem(), path.extension().is_some_and(|extension| extension == "json")) {
            let rows = rows(&fs::read_to_string(&path)?).map_err(|error| format!("{}: {error}", path.display()))?;
            let part = Part { about: machine::processor(), rows, absent: Vec::new() };
            all.insert(&name.to_string_lossy(), part);
        }
    }
    Ok(all)
}

fn rows(text: &str) -> Result<Vec<Row>, serde_json::Error> {
    let jobs: Vec<Job> = serde_json::from_str(text)?;
    let rows = jobs.into_iter().flat_map(|Job { job, published, ours, unit }| {
        let row = move |who: &str, ns| Row {
            job: job.clone(),
            who: who.to_owned(),
            ns,
            unit: Some(unit.clone()),
            ..Row::default()
        };
        [published.map(|ns| row(PUBLISHED, ns)), Some(row(OURS, ours))].into_iter().flatten()
    });
    Ok(rows.collect())
}

#[cfg(test)]
mod tests {
    use super::rows;

    #[test]
    fn a_job_may_be_done_by_ours_alone() {
        let text =
            r#"[{"job": "a", "published": 2.0, "ours": 1.0, "unit": "µs"}, {"job": "b", "ours": 3, "unit": "ns"}]"#;
        let rows = rows(text).unwrap();
        let found: Vec<_> = rows.iter().map(|row| (row.job.as_str(), row.who.as_str(), row.ns)).collect();
        assert_eq!(found, [("a", "published", 2.0), ("a", "ours", 1.0), ("b", "ours", 3.0)]);
        assert!(super::rows("{}").is_err());
    }
}
