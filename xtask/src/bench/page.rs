//! `docs/performance.md`.

use super::data::{GROWTH, Measurements, OURS, PEERS, PYTHON, Part, REQUIRED, ROWS, RUST, Row, SWEEP};
use super::table::{Table, megabytes, number, size};
use super::{MAPS, required, requirements, sweep};

const START: &str = "\
# Performance

`cargo xtask bench --write` writes this page from its measurements ([`performance.json`](performance.json)).
[`benches/README.md`](../benches/README.md) describes the measurements. All times are medians of CPU time of one thread, on
one core. Times that are compared are from the same run. *Published* is the package `constriction` 0.5.0. *Ours* is built for
a generic processor, and detects the instructions of this one at run time.

![Speed-up over the published package, and how the time grows](performance.svg)

## Requirements

";

/// The whole page, with this many of the slow cells of the sweep.
pub(super) fn page(all: &Measurements, listed: usize) -> String {
    format!("{START}{}\n{}\n", requirements::table(all), parts(all, listed).trim_end())
}

/// What makes the text of a part.
type Show<'a> = &'a dyn Fn(&Part) -> String;

/// The parts that there are.
pub(super) fn parts(all: &Measurements, listed: usize) -> String {
    let cells = |part: &Part| cells(part, listed);
    let known: [(&str, &str, Show<'_>); 7] = [
        ("All combinations", SWEEP, &cells),
        ("Typed calls", REQUIRED, &required::section),
        ("Crates", RUST, &crates),
        ("Python", PYTHON, &beside_published),
        ("Rows that are used once, from Python", ROWS, &beside_published),
        ("Other entropy coders", PEERS, &peers),
        ("Growth", GROWTH, &growth),
    ];
    let known = known.into_iter().filter_map(|(title, name, show)| {
        let command = format!("`cargo xtask bench --only {name} --write`");
        Some(section(title, &command, all.part(name)?, show))
    });
    let others = all.others().map(|(name, part)| {
        let mut letters = name.chars();
        let title: String = letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect();
        let title = title.replace("Javascript", "JavaScript");
        section(&title, &format!("`target/bench/{name}.json`"), part, beside_published)
    });
    known.chain(others).collect::<Vec<_>>().join("\n")
}

fn section(title: &str, source: &str, part: &Part, show: impl Fn(&Part) -> String) -> String {
    let absent: String = part.absent.iter().map(|sentence| format!("\n{sentence}\n")).collect();
    format!("## {title}\n\nMachine: {}. From {source}.\n\n{}{absent}", part.about, show(part))
}

/// The instructions that a row says that it was limited to.
fn level(who: &str) -> Option<usize> {
    ["Scalar", "Avx2", "Avx512"].iter().position(|level| who.split('(').next() == Some(level))
}

fn crates(part: &Part) -> String {
    let (levels, others): (Vec<Row>, Vec<Row>) = part.rows.iter().cloned().partition(|row| level(&row.who).is_some());
    let others = Part { rows: others, ..Part::default() };
    format!(
        "{}\n### By instructions\n\n{}",
        beside_published(&others),
        by_level(&Part { rows: levels, ..Part::default() })
    )
}

/// One line for each variant of our code.
fn beside_published(part: &Part) -> String {
    let mut table = Table::new(1, &["job", "published", "ours", "unit", "times faster"]);
    for row in part.rows.iter().filter(|row| !row.is_published()) {
        let variant = if row.who == OURS { String::new() } else { format!(" ({})", variant(&row.who)) };
        table.row(&[
            row.job.clone() + &variant,
            number(part.published(&row.job).map(|row| row.ns)),
            number(Some(row.ns)),
            row.unit.clone().unwrap_or("ns/symbol".to_owned()),
            number(part.speedup(row)),
        ]);
    }
    table.finish()
}

/// What is said of a variant beside that it is ours.
fn variant(who: &str) -> &str {
    who.strip_prefix(OURS).map_or(who, |variant| variant.trim_start_matches([',', ' ']))
}

/// A line for each job that can be done by instructions of different levels.
fn by_level(part: &Part) -> String {
    let mut table = Table::new(1, &["job, ns/symbol", "scalar", "AVX2", "AVX-512"]);
    for job in part.jobs() {
        let mut cells = [None; 3];
        for row in part.rows.iter().filter(|row| row.job == job) {
            cells[level(&row.who).expect("the rows have levels")] = Some(row.ns);
        }
        let [scalar, avx2, avx512] = cells.map(number);
        table.row(&[job.to_owned(), scalar, avx2, avx512]);
    }
    table.finish()
}

fn peers(part: &Part) -> String {
    let mut table =
        Table::new(2, &["job", "who", "ns/symbol", "million symbols/s", "bits/symbol", "ours is faster by"]);
    for job in part.jobs() {
        let ours = part.find(job, OURS);
        let mut rows: Vec<&Row> = part.rows.iter().filter(|row| row.job == job).collect();
        rows.sort_by(|a, b| a.ns.total_cmp(&b.ns));
        for row in rows {
            let times = ours.filter(|ours| ours.who != row.who).map(|ours| row.ns / ours.ns);
            let bits = row.bits.map_or("–".to_owned(), |bits| format!("{bits:.3}"));
            table.row(&[job, &row.who, &number(Some(row.ns)), &number(Some(1e3 / row.ns)), &bits, &number(times)]);
        }
    }
    table.finish()
}

fn growth(part: &Part) -> String {
    let mut table = Table::new(2, &["job", "who", "size", "ns/symbol", "peak memory, MB"]);
    let mut rows: Vec<&Row> = part.rows.iter().collect();
    let jobs = part.jobs();
    rows.sort_by_key(|row| (jobs.iter().position(|job| *job == row.job), row.who.clone(), row.size));
    for row in rows {
        let size = row.size.map_or("–".to_owned(), size);
        table.row(&[&row.job, &row.who, &size, &number(Some(row.ns)), &megabytes(row.peak)]);
    }
    format!(
        "The size is the number of symbols in the message. For tables and coders with tables, it is the size of the alphabet,\n\
         and the message has 100,000 symbols. The memory is that of the whole process, with the message (20 bytes per symbol\n\
         with its own Gaussian), the compressed data and the decoded message.\n\n{}",
        table.finish()
    )
}

fn cells(part: &Part, listed: usize) -> String {
    let pictures = MAPS.map(|(place, path)| {
        let file = path.trim_start_matches("docs/");
        format!(
            "![Times faster than the published package, from {place}, by family, coder and size of a call]({file})\n"
        )
    });
    format!(
        "A cell is a family or another kind of model, a coder, a direction, and the number of symbols in a call: `one` is a\n\
         number instead of an array, and `np` a number of numpy. With *fixed*, the model has all its parameters. With *each\n\
         symbol*, the parameters come with the calls. With *new model*, a model is created for each symbol. In Rust, `release`\n\
         is cargo's default release profile, and `bench` adds link-time optimisation.\n\n{}\n{}",
        pictures.join("\n"),
        sweep::section(part, listed)
    )
}

#[cfg(test)]
mod tests {
    use super::{Measurements, PEERS, PYTHON, Part, RUST, Row, parts};

    fn row(job: &str, who: &str, ns: f64) -> Row {
        Row { job: job.into(), who: who.into(), ns, ..Row::default() }
    }

    fn shown(name: &str, rows: Vec<Row>) -> String {
        let mut all = Measurements::default();
        all.insert(name, Part { about: "a machine".into(), rows, absent: Vec::new() });
        parts(&all, 1)
    }

    #[test]
    fn variants_are_compared_with_the_published_package() {
        let rows = vec![row("a", "ours", 2.0), row("a", "ours, canonical", 1.0), row("a", "published", 4.0)];
        let page = shown(PYTHON, rows);
        assert!(
            page.contains("| a | 4.00 | 2.00 | ns/symbol | 2.00 |\n| a (canonical) | 4.00 | 1.00 | ns/symbol | 4.00 |")
        );
    }

    #[test]
    fn levels_have_a_table_of_their_own() {
        let page = shown(RUST, vec![row("a", "Avx2(Avx2(()))", 2.0), row("a", "Scalar", 5.0), row("b", "ours", 1.0)]);
        assert!(page.contains("| a | 5.00 | 2.00 | – |"));
        assert!(page.contains("| b | – | 1.00 | ns/symbol | – |"));
    }

    #[test]
    fn the_fastest_peer_is_first() {
        let page = shown(PEERS, vec![row("a", "ours", 2.0), row("a", "others", 1.0)]);
        assert!(page.contains("| a | others | 1.00 | 1000 | – | 0.50 |\n| a | ours | 2.00 | 500 | – | – |"));
    }

    #[test]
    fn parts_of_other_programs_are_shown() {
        let page = shown("javascript", vec![Row { unit: Some("µs".into()), ..row("a", "ours", 1.0) }]);
        assert!(page.starts_with("## JavaScript\n\nMachine: a machine. From `target/bench/javascript.json`."));
        assert!(page.contains("| a | – | 1.00 | µs | – |"));
    }
}
