//! How time and memory grow with the length of a message and with the size of an alphabet.
//!
//! ```text
//! growth list                   the points to measure, one a line: series, who and size
//! growth SERIES WHO SIZE        measures one; prints a line of JSON for each job
//! ```
//!
//! Each point is to have a process of its own, as the system only knows how much memory a process ever had.

mod alphabet;
mod length;
mod meter;

use std::env;
use std::error::Error;
use std::process::ExitCode;

/// What is measured: a name, who can do it up to which size, the sizes, and a function that measures one.
struct Series {
    name: &'static str,
    who: &'static [(&'static str, usize)],
    sizes: &'static [usize],
    measure: fn(&str, usize) -> Vec<meter::Row>,
}

const LENGTHS: &[usize] = &[1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000];
const ALPHABETS: &[usize] = &[1 << 1, 1 << 4, 1 << 8, 1 << 12, 1 << 16, 1 << 20];

const SERIES: [Series; 3] = [
    Series {
        name: "gaussian",
        // For longer messages, the published package takes a quarter of a minute.
        who: &[("ours", usize::MAX), ("published", 10_000_000)],
        sizes: LENGTHS,
        measure: length::gaussian,
    },
    Series { name: "bytes", who: &[("ours", usize::MAX)], sizes: LENGTHS, measure: length::bytes },
    Series {
        name: "alphabet",
        // For more symbols, the published package takes minutes to make the best table.
        who: &[("ours", usize::MAX), ("published", 1 << 16)],
        sizes: ALPHABETS,
        measure: alphabet::categorical,
    },
];

fn main() -> ExitCode {
    let args: Vec<String> = env::args().skip(1).collect();
    match run(&args.iter().map(String::as_str).collect::<Vec<_>>()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &[&str]) -> Result<(), Box<dyn Error>> {
    match args {
        ["list"] => {
            for Series { name, who, sizes, .. } in SERIES {
                for (who, limit) in who {
                    sizes.iter().filter(|size| *size <= limit).for_each(|size| println!("{name} {who} {size}"));
                }
            }
        }
        [name, who, size] => {
            let series = SERIES.iter().find(|series| series.name == *name).ok_or("no such series")?;
            for row in (series.measure)(who, size.parse()?) {
                println!("{}", row.json(who));
            }
        }
        _ => return Err("usage: growth list, or growth SERIES WHO SIZE".into()),
    }
    Ok(())
}
