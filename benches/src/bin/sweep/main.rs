//! Every family, coder and number of symbols of a call in Rust, beside the published crate.
//!
//! ```text
//! sweep [--quick] BUILD [WORD]        how it was built; measures the cells with the word in their name
//! ```
//!
//! prints a line of JSON for each cell: our time, and how many times faster that is. On the road `fixed`, all symbols have
//! one model; on `each symbol`, the models are there; on `new model`, they are made when a symbol is coded. With `--quick`, what
//! the published crate cannot do is left out, and the rounds are fewer and shorter.

mod clock;
mod data;
mod families;
mod runs;

use std::env;

use clock::Pace;

fn main() {
    let args: Vec<String> = env::args().skip(1).collect();
    let (pace, args) = match &args[..] {
        [first, rest @ ..] if first == "--quick" => (Pace::QUICK, rest),
        all => (Pace::THOROUGH, all),
    };
    let (build, word) = match args {
        [build] => (build.as_str(), ""),
        [build, word] => (build.as_str(), word.as_str()),
        _ => {
            eprintln!("usage: sweep [--quick] BUILD [WORD]");
            std::process::exit(2);
        }
    };
    for family in families::FAMILIES {
        for subject in family.subjects {
            clock::measure(build, word, subject, pace);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::families::FAMILIES;

    #[test]
    fn no_family_is_forgotten() {
        for info in constriction_runtime::FAMILIES {
            let found = FAMILIES.iter().find(|family| family.name == info.name);
            assert!(found.is_some(), "the sweep has no cells of {}, and does not say why", info.name);
        }
    }

    #[test]
    fn what_is_made_is_the_same_and_decodes() {
        for family in FAMILIES {
            for subject in family.subjects {
                super::clock::check(subject);
            }
        }
    }
}
