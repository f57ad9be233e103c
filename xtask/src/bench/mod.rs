//! `cargo xtask bench`: runs the benchmarks, keeps what they measured in `docs/performance.json`, and writes
//! `docs/performance.md` and its chart from that.

mod chart;
mod criterion;
mod data;
mod extra;
mod goal;
mod growth;
mod job_name;
mod machine;
mod overview;
mod page;
mod required;
mod requirements;
mod sweep;
mod table;

use std::error::Error;
use std::fs;
use std::time::Instant;

use clap::{Args, ValueEnum};

use super::{npm, process, python};
use data::{Measurements, Part};

/// What was measured.
const DATA: &str = "docs/performance.json";
/// The files that are written from it.
const PAGE: &str = "docs/performance.md";
const CHART: &str = "docs/performance.svg";
/// The picture of the README.
const OVERVIEW: &str = "docs/overview.svg";
/// The heat maps of the sweep, by language.
const MAPS: [(&str, &str); 2] = [(sweep::PYTHON, "docs/sweep-python.svg"), (sweep::RUST, "docs/sweep-rust.svg")];

/// Of the cells that are slower than in the published package, this many are on the page.
const LISTED: usize = 40;

/// What to measure, and where to put it.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Write docs/performance.md; parts that are not measured stay as they are there.
    #[arg(long)]
    write: bool,
    /// Measure nothing, and write the page again from docs/performance.json.
    #[arg(long, conflicts_with_all = ["write", "only", "filter"])]
    page: bool,
    /// Only these parts.
    #[arg(long, value_enum, value_delimiter = ',')]
    only: Vec<Name>,
    /// Only the jobs with this in their name, of all parts but growth.
    #[arg(long, conflicts_with = "write")]
    filter: Option<String>,
    /// Fewer and shorter rounds in the parts python, rows and sweep, of what the published package can do, too.
    #[arg(long, conflicts_with = "write")]
    quick: bool,
}

/// The parts of the benchmarks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Name {
    /// The crates beside the published one.
    Rust,
    /// The wheel beside the published one.
    Python,
    /// Rows that are used once, as those of a language model, from Python.
    Rows,
    /// Other entropy coders.
    Peers,
    /// How time and memory grow.
    Growth,
    /// Every family, coder and size of a call beside the published package.
    Sweep,
    /// What typed calls and typed arrays must reach.
    Required,
}

impl Name {
    fn key(self) -> &'static str {
        match self {
            Self::Rust => data::RUST,
            Self::Python => data::PYTHON,
            Self::Rows => data::ROWS,
            Self::Peers => data::PEERS,
            Self::Growth => data::GROWTH,
            Self::Sweep => data::SWEEP,
            Self::Required => data::REQUIRED,
        }
    }

    fn measure(self, filter: &str, quick: bool) -> Result<Part, Box<dyn Error>> {
        let from_python = |list| {
            let rows = data::rows(&python::bench(list, filter, quick)?)?;
            let about = format!("{}. {}", machine::processor(), python::version()?);
            Ok(Part { about, rows, absent: Vec::new() })
        };
        match self {
            Self::Rust => criterion::crates(filter),
            Self::Python => from_python("jobs"),
            Self::Rows => from_python("rows"),
            Self::Peers => criterion::peers(filter),
            Self::Growth => growth::measure(),
            Self::Sweep => sweep::measure(filter, quick),
            Self::Required => required::measure(filter),
        }
    }
}

/// Measures, and prints or writes tables of the results.
///
/// # Errors
/// If the benchmarks fail, or a file cannot be read or written.
pub(crate) fn run(options: &Options) -> Result<(), Box<dyn Error>> {
    let root = process::root();
    let mut all = match fs::read_to_string(root.join(DATA)) {
        Ok(text) => serde_json::from_str(&text)?,
        Err(_) => Measurements::default(),
    };
    if options.page {
        return write(&all);
    }

    let names = if options.only.is_empty() { Name::value_variants() } else { &options.only };
    let mut new = Measurements::default();
    for name in names {
        let start = Instant::now();
        let mut part = name.measure(options.filter.as_deref().unwrap_or_default(), options.quick)?;
        if options.write && *name == Name::Sweep {
            sweep::keep_compared(&mut part);
        }
        eprintln!("the part {} took {:.0} s", name.key(), start.elapsed().as_secs_f64());
        new.insert(name.key(), part);
        if options.write {
            // At once: what has been measured stays if the next part fails.
            all.merge(new.clone());
            write(&all)?;
        }
    }
    if options.write {
        if !npm::bench()? {
            eprintln!("the npm package is not measured: cargo xtask dist --npm builds it");
        }
        all.merge(extra::read(&root.join("target/bench"))?);
        return write(&all);
    }
    println!("{}", page::parts(&new, usize::MAX).trim_end());
    Ok(())
}

fn write(all: &Measurements) -> Result<(), Box<dyn Error>> {
    let root = process::root();
    fs::write(root.join(DATA), all.json()?)?;
    println!("wrote {DATA}");
    for (path, text) in made_of(all)? {
        fs::write(root.join(path), text)?;
        println!("wrote {path}");
    }
    Ok(())
}

/// The page and its pictures: paths and what is to be there.
///
/// # Errors
/// If a picture cannot be drawn.
fn made_of(all: &Measurements) -> Result<Vec<(&'static str, String)>, Box<dyn Error>> {
    let mut files = vec![(PAGE, page::page(all, LISTED)), (CHART, chart::draw(all)?), (OVERVIEW, overview::draw(all))];
    if let Some(part) = all.part(data::SWEEP) {
        for (place, path) in MAPS {
            files.push((path, sweep::draw(part, place)?));
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::{DATA, Measurements, made_of, process};
    use std::fs;

    fn read(path: &str) -> String {
        fs::read_to_string(process::root().join(path)).unwrap()
    }

    #[test]
    fn every_figure_was_measured() {
        let all: Measurements = serde_json::from_str(&read(DATA)).unwrap();
        for (path, text) in made_of(&all).unwrap() {
            assert!(read(path) == text, "{path} is out of date: run `cargo xtask bench --page`");
        }
    }
}
