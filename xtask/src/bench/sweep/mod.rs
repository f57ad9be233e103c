//! Every family, coder and size of a call beside the published package, from Python and in Rust.

mod cell;
mod picture;
mod report;

pub(super) use picture::draw;
pub(super) use report::section;

use std::error::Error;

use super::data::{self, OURS, Part, Row};
use super::process::{output, step};
use super::{machine, python};
use cell::Cell;

/// What the names of cells begin with.
pub(super) const PYTHON: &str = "Python";
pub(super) const RUST: &str = "Rust";

/// The program that measures the crates, wherever cargo puts what it builds by either profile.
const PROGRAM: &str = "target/release/sweep";

/// Measures the cells with a filter in their names, quickly or thoroughly.
///
/// # Errors
/// If a package fails, or the two make different things.
pub(super) fn measure(filter: &str, quick: bool) -> Result<Part, Box<dyn Error>> {
    let mut about = machine::with_compiler()?;
    let mut rows = Vec::new();
    if let Some(filter) = within(PYTHON, filter) {
        add(&mut rows, PYTHON, &python::bench("sweep", filter, quick)?)?;
        about += &format!(". {}", python::version()?);
    }
    if let Some(filter) = within(RUST, filter) {
        // As users build it who say nothing, and as the other benchmarks are built.
        for profile in ["release", "bench"] {
            let options = ["--package", "constriction-benches", "--bin", "sweep", "--profile", profile];
            step("cargo", &[&["build"], &options[..]].concat())?;
            let options = if quick { &["--quick"][..] } else { &[] };
            add(&mut rows, RUST, &output(PROGRAM, &[options, &[profile, filter]].concat())?)?;
        }
    }
    Ok(Part { about, rows, absent: Vec::new() })
}

/// Leaves out what the published package cannot do: it is printed, and there is no page that has it.
pub(super) fn keep_compared(part: &mut Part) {
    let before = part.rows.len();
    part.rows.retain(|row| row.speedup.is_some());
    part.absent.push(format!(
        "The published package cannot do {} other cells; `cargo xtask bench --only sweep` prints their times.",
        before - part.rows.len()
    ));
}

/// What is left of a filter within a language; `None` if it asks for another.
fn within<'a>(place: &str, filter: &'a str) -> Option<&'a str> {
    let other = if place == PYTHON { RUST } else { PYTHON };
    if filter.strip_prefix(other).is_some_and(|rest| rest.starts_with(", ") || rest.is_empty()) {
        return None;
    }
    let rest = filter.strip_prefix(place).filter(|rest| rest.starts_with(", ") || rest.is_empty());
    Some(rest.map_or(filter, |rest| rest.trim_start_matches(", ")))
}

/// Adds what was measured of our code: with the ratio, that says what the published package did.
fn add(rows: &mut Vec<Row>, place: &str, lines: &str) -> Result<(), Box<dyn Error>> {
    for row in data::rows(lines)?.into_iter().filter(|row| row.who == OURS) {
        let job = format!("{place}, {}", row.job);
        if Cell::parse(&job).is_none() {
            return Err(format!("{job} is not the name of a cell").into());
        }
        rows.push(Row { job, ..row });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::data::Part;
    use super::{add, keep_compared, within};

    #[test]
    fn a_filter_may_begin_with_a_language() {
        assert_eq!(within("Python", ""), Some(""));
        assert_eq!(within("Python", "fixed"), Some("fixed"));
        assert_eq!(within("Python", "Python, fixed, Uniform"), Some("fixed, Uniform"));
        assert_eq!(within("Python", "Rust"), None);
        assert_eq!(within("Rust", "Rust"), Some(""));
    }

    #[test]
    fn what_is_kept_is_compared() {
        let lines = r#"{"job": "fixed, A, int32, ANS encode, 8", "who": "ours", "ns": 2.0, "speedup": 2.0}
            {"job": "fixed, B, int32, ANS encode, 8", "who": "ours", "ns": 2.0}"#;
        let mut part = Part::default();
        add(&mut part.rows, "Python", lines).unwrap();
        keep_compared(&mut part);
        assert_eq!(part.rows.len(), 1);
        assert!(part.absent[0].starts_with("The published package cannot do 1 other cells"));
    }

    #[test]
    fn cells_are_kept_once() {
        let lines = r#"{"job": "fixed, A, int32, ANS encode, 8", "who": "published", "ns": 4.0}
            {"job": "fixed, A, int32, ANS encode, 8", "who": "ours", "ns": 2.0, "speedup": 2.0}"#;
        let mut rows = Vec::new();
        add(&mut rows, "Python", lines).unwrap();
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].job, "Python, fixed, A, int32, ANS encode, 8");
        assert!(add(&mut rows, "Python", r#"{"job": "a", "who": "ours", "ns": 2.0}"#).is_err());
    }
}
