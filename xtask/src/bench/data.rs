//! What was measured.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub(super) const RUST: &str = "rust";
pub(super) const PYTHON: &str = "python";
pub(super) const ROWS: &str = "rows";
pub(super) const PEERS: &str = "peers";
pub(super) const GROWTH: &str = "growth";
pub(super) const SWEEP: &str = "sweep";
pub(super) const REQUIRED: &str = "required";
/// As `bench` of the npm package names its file.
pub(super) const JAVASCRIPT: &str = "javascript";

/// How the code that is compared with is called.
pub(super) const PUBLISHED: &str = "published";
/// How ours is.
pub(super) const OURS: &str = "ours";

/// All that was measured, by part.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Measurements {
    parts: BTreeMap<String, Part>,
}

/// What was measured in one run.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Part {
    /// The machine and the versions of what it ran.
    pub(super) about: String,
    /// What could not be measured, each a sentence.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) absent: Vec<String>,
    pub(super) rows: Vec<Row>,
}

/// What one implementation did.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Row {
    pub(super) job: String,
    pub(super) who: String,
    /// The number of symbols of a message or of an alphabet, where that is what differs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) size: Option<u64>,
    /// The median time, in nanoseconds for each symbol, or in the unit.
    pub(super) ns: f64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) unit: Option<String>,
    /// How many times faster than the published package this was, where that is known better than by the two medians.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) speedup: Option<f64>,
    /// What was made of a symbol, in bits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) bits: Option<f64>,
    /// The most memory that the process had, in bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) peak: Option<u64>,
}

impl Measurements {
    pub(super) fn part(&self, name: &str) -> Option<&Part> {
        self.parts.get(name)
    }

    /// The parts that have no page of their own: their names and what is in them.
    pub(super) fn others(&self) -> impl Iterator<Item = (&str, &Part)> {
        let known = [REQUIRED, RUST, PYTHON, ROWS, PEERS, GROWTH, SWEEP];
        let others = self.parts.iter().filter(move |(name, _)| !known.contains(&name.as_str()));
        others.map(|(name, part)| (name.as_str(), part))
    }

    pub(super) fn insert(&mut self, name: &str, part: Part) {
        self.parts.insert(name.to_owned(), part);
    }

    /// All as JSON, with a line for each row.
    ///
    /// # Errors
    /// If a number is not finite.
    pub(super) fn json(&self) -> Result<String, serde_json::Error> {
        let part = |(name, part): (&String, &Part)| {
            let list = |lines: Vec<String>| format!("[\n      {}\n    ]", lines.join(",\n      "));
            let lines = |rows: &[Row]| rows.iter().map(serde_json::to_string).collect::<Result<Vec<_>, _>>();
            let mut fields = vec![format!("\"about\": {}", serde_json::to_string(&part.about)?)];
            if !part.absent.is_empty() {
                let absent = part.absent.iter().map(serde_json::to_string).collect::<Result<Vec<_>, _>>()?;
                fields.push(format!("\"absent\": {}", list(absent)));
            }
            fields.push(format!("\"rows\": {}", list(lines(&part.rows)?)));
            Ok(format!("  {}: {{\n    {}\n  }}", serde_json::to_string(name)?, fields.join(",\n    ")))
        };
        let parts = self.parts.iter().map(part).collect::<Result<Vec<_>, serde_json::Error>>()?;
        Ok(format!("{{\n{}\n}}\n", parts.join(",\n")))
    }

    /// Takes the parts of a newer run; the others stay.
    pub(super) fn merge(&mut self, newer: Self) {
        self.parts.extend(newer.parts);
    }
}

impl Row {
    /// Whether the published package did it, in one way or another.
    pub(super) fn is_published(&self) -> bool {
        self.who.split(',').next() == Some(PUBLISHED)
    }
}

impl Part {
    /// What was done by somebody.
    pub(super) fn find(&self, job: &str, who: &str) -> Option<&Row> {
        self.rows.iter().find(|row| row.job == job && row.who == who)
    }

    /// The jobs, in the order in which they were done first.
    pub(super) fn jobs(&self) -> Vec<&str> {
        let mut jobs: Vec<&str> = Vec::new();
        for row in &self.rows {
            if !jobs.contains(&row.job.as_str()) {
                jobs.push(&row.job);
            }
        }
        jobs
    }

    /// What the published package did.
    pub(super) fn published(&self, job: &str) -> Option<&Row> {
        self.rows.iter().find(|row| row.job == job && row.is_published())
    }

    /// How many times faster than the published package a row is.
    pub(super) fn speedup(&self, row: &Row) -> Option<f64> {
        row.speedup.or_else(|| Some(self.published(&row.job)?.ns / row.ns))
    }
}

/// Rows, one a line of JSON.
///
/// # Errors
/// If a line is something else.
pub(super) fn rows(lines: &str) -> Result<Vec<Row>, serde_json::Error> {
    lines.lines().filter(|line| !line.trim().is_empty()).map(serde_json::from_str).collect()
}

#[cfg(test)]
mod tests {
    use super::{Measurements, Part, Row, rows};

    fn part(about: &str) -> Part {
        Part { about: about.to_owned(), ..Part::default() }
    }

    #[test]
    fn each_part_is_replaced_alone() {
        let mut all = Measurements::default();
        all.insert("rust", part("a"));
        all.insert("python", part("b"));
        let mut newer = Measurements::default();
        newer.insert("python", part("c"));
        all.merge(newer);
        assert_eq!(all.part("rust"), Some(&part("a")));
        assert_eq!(all.part("python"), Some(&part("c")));
    }

    #[test]
    fn what_is_kept_is_read_again() {
        let row = Row { job: "a \"job\"".into(), who: "ours".into(), ns: 1.5, speedup: Some(2.0), ..Row::default() };
        let mut all = Measurements::default();
        all.insert("rust", Part { absent: vec!["b.".into(), "c.".into()], rows: vec![row.clone(), row], ..part("a") });
        all.insert("python", part("d"));
        let text = all.json().unwrap();
        assert_eq!(serde_json::from_str::<Measurements>(&text).unwrap(), all);
        assert_eq!(text.lines().filter(|line| line.contains("ours")).count(), 2);
    }

    #[test]
    fn rows_are_lines_of_json() {
        let found = rows("{\"job\": \"a\", \"who\": \"ours\", \"ns\": 1.5}\n\n").unwrap();
        assert_eq!(found, [Row { job: "a".into(), who: "ours".into(), ns: 1.5, ..Row::default() }]);
        assert!(rows("nothing").is_err());
    }

    #[test]
    fn speedups_are_of_the_same_job() {
        let row = |job: &str, who: &str, ns| Row { job: job.into(), who: who.into(), ns, ..Row::default() };
        let rows = vec![row("a", "published, one state", 6.0), row("b", "ours", 1.0), row("a", "ours", 2.0)];
        let part = Part { rows, ..Part::default() };
        assert_eq!(part.speedup(&part.rows[2]), Some(3.0));
        assert_eq!(part.speedup(&part.rows[1]), None);
        assert_eq!(part.jobs(), ["a", "b"]);
    }
}
