//! What typed calls and typed arrays must reach, as users build them who say nothing, with link-time optimisation, and
//! without AVX-512.

use std::error::Error;

use super::data::{self, OURS, Part};
use super::goal::{Found, Goal};
use super::machine;
use super::process::{output, step_with};
use super::table::Table;

/// A build: its name, its profile, the folder of the program, and flags of the compiler.
struct Build {
    name: &'static str,
    profile: &'static str,
    folder: &'static str,
    flags: Option<&'static str>,
}

const BUILDS: [Build; 3] = [
    Build { name: "release", profile: "release", folder: "target", flags: None },
    Build { name: "bench", profile: "bench", folder: "target", flags: None },
    Build {
        name: "release for AVX2",
        profile: "release",
        // A folder of its own: cargo builds everything anew where flags differ.
        folder: "target/levels/avx2",
        flags: Some("--cfg constriction_max_level=\"avx2\""),
    },
];

const fn times(times: f64) -> Goal {
    Goal::Times(times, None)
}

const fn at_most(ns: f64) -> Goal {
    Goal::Nanoseconds(ns, None)
}

/// What was asked for, of jobs with this in their names. The times of typed arrays are those of `constriction-runtime`
/// when it had loops of its own, and 5 %.
const GOALS: [(&str, Goal); 21] = [
    ("quick start's call, ANS encode", times(2.3)),
    ("the same with `probability`'s Gaussian", times(2.2)),
    ("`decode_symbols`, ANS", times(2.7)),
    ("`decode_symbols`, range", times(2.5)),
    ("interleaved, 64 states, pairs, encode", at_most(12.0)),
    ("interleaved, 64 states, `decode_into`", at_most(12.0)),
    ("typed arrays, ANS encode", at_most(1.05 * 9.5)),
    ("typed arrays, ANS decode", at_most(1.05 * 36.0)),
    ("typed arrays, range encode", at_most(1.05 * 7.5)),
    ("typed arrays, range decode", at_most(1.05 * 38.0)),
    ("typed arrays, interleaved, encode", at_most(1.05 * 6.1)),
    ("typed arrays, interleaved, decode", at_most(1.05 * 9.4)),
    ("one symbol a call, encode", times(1.0)),
    ("one symbol a call, decode", at_most(45.0)),
    ("lazily quantised rows", times(1.0)),
    ("an array of rows", times(1.2)),
    ("12 bits, interleaved", at_most(2.0)),
    ("12 bits, ANS", at_most(4.5)),
    ("16 bits, interleaved", at_most(3.0)),
    ("16 bits, ANS", at_most(17.0)),
    ("range encode", times(2.5)),
];

/// Measures the jobs with a filter in their names.
///
/// # Errors
/// If a program cannot be built or run, or nothing is asked of one of its jobs.
pub(super) fn measure(filter: &str) -> Result<Part, Box<dyn Error>> {
    let mut rows = Vec::new();
    for Build { name, profile, folder, flags } in BUILDS {
        let args = ["build", "--package", "constriction-benches", "--bin", "required"];
        let variables: Vec<(&str, &str)> = flags.iter().map(|flags| ("RUSTFLAGS", *flags)).collect();
        step_with("cargo", &[&args[..], &["--profile", profile, "--target-dir", folder]].concat(), &variables)?;
        rows.extend(data::rows(&output(&format!("{folder}/release/required"), &[name, filter])?)?);
    }
    if let Some(row) = rows.iter().find(|row| goal(&row.job).is_none()) {
        return Err(format!("there is no requirement for {}", row.job).into());
    }
    Ok(Part { about: machine::with_compiler()?, rows, absent: Vec::new() })
}

/// The requirement of a job.
fn goal(job: &str) -> Option<&'static Goal> {
    GOALS.iter().find(|(name, _)| job.contains(name)).map(|(_, goal)| goal)
}

/// A table of all jobs.
pub(super) fn section(part: &Part) -> String {
    let mut table = Table::new(1, &["job, ns/symbol", "published", "ours", "required", "reached"]);
    for row in part.rows.iter().filter(|row| row.who == OURS) {
        let Some(goal) = goal(&row.job) else { continue };
        let published = part.published(&row.job).map(|row| row.ns);
        let found = Found { ns: row.ns, published, speedup: row.speedup, others: Vec::new(), native: None };
        let outcome = goal.judge(&found);
        table.row(&[&row.job, &outcome.beside, &outcome.ours, &goal.required(), &outcome.verdict()]);
    }
    table.finish()
}

#[cfg(test)]
mod tests {
    use super::super::data::Row;
    use super::{OURS, Part, section};

    #[test]
    fn a_job_is_compared_with_what_was_asked_of_it() {
        let row = |job: &str, who: &str, ns, speedup| Row {
            job: format!("release, {job}"),
            who: who.into(),
            ns,
            speedup,
            ..Row::default()
        };
        let rows = vec![
            row("range encode", "published", 30.0, None),
            row("range encode", OURS, 10.0, Some(3.1)),
            row("typed arrays, range encode", OURS, 10.0, None),
            row("lazily quantised rows of 4, encode", OURS, 10.0, Some(0.9)),
        ];
        let text = section(&Part { rows, ..Part::default() });
        assert!(text.contains("| release, range encode | 30.0 ns | 10.0 ns, 3.10 times | 2.5 times | yes |"), "{text}");
        assert!(text.contains("| release, typed arrays, range encode | – | 10.0 ns | ≤ 7.875 ns | **no** |"), "{text}");
        assert!(text.contains("rows of 4, encode | – | 10.0 ns, 0.90 times | 1 times | **no** |"), "{text}");
    }
}
