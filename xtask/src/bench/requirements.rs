//! The requirements for speed, and whether they are met.

use super::data::{JAVASCRIPT, Measurements, OURS, PEERS, PYTHON, Part, RUST};
use super::goal::{Found, Goal};
use super::table::Table;

/// A requirement.
struct Requirement {
    name: &'static str,
    /// Where it is measured: the first of these jobs that was.
    jobs: &'static [Job],
    goal: Goal,
    /// Why it is not reached, if it is not.
    reason: &'static str,
}

/// Where something was measured.
struct Job {
    part: &'static str,
    job: &'static str,
    who: &'static str,
    /// The job of the crates that is the same, where that counts.
    native: Option<&'static str>,
}

const fn python(job: &'static str) -> Job {
    Job { part: PYTHON, job, who: OURS, native: None }
}

const fn rust(job: &'static str, who: &'static str) -> Job {
    Job { part: RUST, job, who, native: None }
}

const fn peers(job: &'static str) -> Job {
    Job { part: PEERS, job, who: OURS, native: None }
}

const fn javascript(job: &'static str, native: &'static str) -> Job {
    Job { part: JAVASCRIPT, job, who: OURS, native: Some(native) }
}

const fn in_javascript(name: &'static str, jobs: &'static [Job]) -> Requirement {
    let reason = "WebAssembly checks the address of each number, and JavaScript copies the symbols";
    Requirement { name, jobs, goal: Goal::OfNative(2.5), reason }
}

/// The requirements, in the order of the table.
const REQUIREMENTS: [Requirement; 18] = [
    Requirement {
        name: "Gaussian per symbol, one stream, encode, from Python",
        jobs: &[python("Gaussian per symbol, ANS encode")],
        goal: Goal::Times(3.5, Some(5.0)),
        reason: "",
    },
    Requirement {
        name: "Gaussian per symbol, one stream, decode, from Python",
        jobs: &[python("Gaussian per symbol, ANS decode")],
        goal: Goal::Times(3.0, Some(5.0)),
        reason: "with one state, the search for a symbol cannot start before the previous symbol is found",
    },
    Requirement {
        name: "Gaussian per symbol, interleaved, encode",
        jobs: &[
            python("Gaussian per symbol, interleaved, encode"),
            rust("Gaussian per symbol, interleaved encode", "f64"),
        ],
        goal: Goal::Times(6.0, Some(10.0)),
        reason: "",
    },
    Requirement {
        name: "Gaussian per symbol, interleaved, decode",
        jobs: &[
            python("Gaussian per symbol, interleaved, decode"),
            rust("Gaussian per symbol, interleaved decode", "f64"),
        ],
        goal: Goal::Times(13.0, Some(25.0)),
        reason: "",
    },
    Requirement {
        name: "categorical of 256, i.i.d., 24 bit, decode, in Rust",
        jobs: &[rust("categorical 24 bit, ANS decode", OURS)],
        goal: Goal::Times(4.0, Some(6.0)),
        reason: "with one state, a symbol cannot be looked up before the previous symbol is found",
    },
    Requirement {
        name: "categorical of 256, i.i.d., 24 bit, decode, from Python",
        jobs: &[python("categorical of 256, i.i.d., ANS decode")],
        goal: Goal::Times(4.0, Some(6.0)),
        reason: "with one state, a symbol cannot be looked up before the previous symbol is found",
    },
    Requirement {
        name: "rows of 256 probabilities in float32, encode, from Python",
        jobs: &[python("rows of 256, perfect=False, ANS encode")],
        goal: Goal::Times(4.0, None),
        reason: "the bits fix the order of the sums within a row, so only different rows can be summed at once",
    },
    Requirement {
        name: "rows of 256 probabilities in float32, decode, from Python",
        jobs: &[python("rows of 256, perfect=False, ANS decode")],
        goal: Goal::Times(3.3, None),
        reason: "the bits fix the order of the sums within a row, so only different rows can be summed at once",
    },
    Requirement {
        name: "order-0 bytes, tables counted, 1 MiB, encode",
        jobs: &[peers("order-0 bytes, 1 MiB, encode")],
        goal: Goal::Gigabytes(1.3, 3.0),
        reason: "codes of whole bits, such as those of Huff0, need no multiplication, but take more bits",
    },
    Requirement {
        name: "order-0 bytes, tables counted, 1 MiB, decode",
        jobs: &[peers("order-0 bytes, 1 MiB, decode")],
        goal: Goal::Gigabytes(2.2, 3.4),
        reason: "codes of whole bits, such as those of Huff0, need no multiplication, but take more bits",
    },
    Requirement {
        name: "one symbol a call from Python, fixed Gaussian, encode",
        jobs: &[python("one Gaussian a call, ANS encode")],
        goal: Goal::Nanoseconds(70.0, Some(50.0)),
        reason: "most of the time is Python's function call",
    },
    Requirement {
        name: "one symbol a call from Python, fixed Gaussian, decode",
        jobs: &[python("one Gaussian a call, range decode")],
        goal: Goal::Nanoseconds(120.0, Some(80.0)),
        reason: "most of the time is Python's function call",
    },
    Requirement {
        name: "a message of 1 kB, tables and all, encode",
        jobs: &[peers("order-0 bytes, 1 kB, encode")],
        goal: Goal::Microseconds(4.0),
        reason: "most of the time is for counting the bytes and for the tables, as the speed at 1 MiB shows",
    },
    Requirement {
        name: "a message of 1 kB, tables and all, decode",
        jobs: &[peers("order-0 bytes, 1 kB, decode")],
        goal: Goal::Microseconds(4.0),
        reason: "most of the time is for the tables, as the speed at 1 MiB shows",
    },
    in_javascript(
        "a Gaussian per symbol, encode, in JavaScript",
        &[javascript("Gaussian, one for each symbol, encode", "Gaussian 24 bit, ANS encode")],
    ),
    in_javascript(
        "a Gaussian per symbol, decode, in JavaScript",
        &[javascript("Gaussian, one for each symbol, decode", "Gaussian 24 bit, ANS decode")],
    ),
    in_javascript(
        "categorical of 256, i.i.d., encode, in JavaScript",
        &[javascript("categorical of 256, i.i.d., encode", "categorical 24 bit, ANS encode")],
    ),
    in_javascript(
        "categorical of 256, i.i.d., decode, in JavaScript",
        &[javascript("categorical of 256, i.i.d., decode", "categorical 24 bit, ANS decode")],
    ),
];

/// The table of all requirements.
pub(super) fn table(all: &Measurements) -> String {
    let mut table = Table::new(1, &["job", "beside", "ours", "required", "aim", "reached"]);
    let mut missed = String::new();
    for requirement in REQUIREMENTS {
        let found = requirement.jobs.iter().find_map(|job| find(all, job));
        let Some(found) = found else {
            table.row(&[
                requirement.name,
                "–",
                "–",
                &requirement.goal.required(),
                &requirement.goal.aim(),
                "not measured",
            ]);
            continue;
        };
        let outcome = requirement.goal.judge(&found);
        table.row(&[
            requirement.name,
            &outcome.beside,
            &outcome.ours,
            &requirement.goal.required(),
            &requirement.goal.aim(),
            &outcome.verdict(),
        ]);
        if !outcome.is_met {
            let reason = if requirement.reason.is_empty() { "the reason is not known yet" } else { requirement.reason };
            missed += &format!("- **{}**: {} {reason}.\n", requirement.name, outcome.by_how_much());
        }
    }
    if missed.is_empty() {
        table.finish()
    } else {
        format!("{}\nRequirements that are not met:\n\n{missed}", table.finish())
    }
}

/// What was measured of a job.
fn find<'a>(all: &'a Measurements, job: &Job) -> Option<Found<'a>> {
    let part: &Part = all.part(job.part)?;
    let row = part.find(job.job, job.who)?;
    let others = part.rows.iter().filter(|other| other.job == job.job && other.who != job.who);
    let others = others.map(|other| (other.who.as_str(), other.ns)).collect();
    let published = part.published(job.job).map(|row| row.ns);
    let native = job.native.and_then(|native| Some(all.part(RUST)?.find(native, OURS)?.ns));
    Some(Found { ns: row.ns, published, speedup: part.speedup(row), others, native })
}

#[cfg(test)]
mod tests {
    use super::{Measurements, table};

    #[test]
    fn what_was_not_measured_is_said_to_be() {
        assert_eq!(table(&Measurements::default()).matches("not measured").count(), super::REQUIREMENTS.len());
    }
}
