//! What typed calls and typed arrays must reach.
//!
//! ```text
//! required BUILD [WORD]        how it was built; measures the jobs with the word in their name
//! ```
//!
//! prints lines of JSON for each job: the median of our times and, where the published crate does the same, the median of
//! its times and of the ratios. Rounds of the two alternate. Unless a job says something else, the message is 1,000,000
//! Gaussians at 24 bits.

mod gaussians;
mod meter;
mod rows;
mod tables;

use std::env;

use meter::Meter;

fn main() {
    let args: Vec<String> = env::args().skip(1).collect();
    let meter = match &args[..] {
        [build] => Meter::new(build, ""),
        [build, word] => Meter::new(build, word),
        _ => {
            eprintln!("usage: required BUILD [WORD]");
            std::process::exit(2);
        }
    };
    gaussians::measure(&meter);
    for width in [2, 3, 4, 8, 16, 256] {
        rows::measure(&meter, width);
    }
    tables::measure(&meter);
}
