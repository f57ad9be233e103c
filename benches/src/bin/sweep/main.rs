//! Every family, coder and number of symbols of a call in Rust, beside the published crate.
//!
//! ```text
//! sweep BUILD [WORD]        how it was built; measures the cells with the word in their name
//! ```
//!
//! prints a line of JSON for each cell: our time, and how many times faster that is. On the road `fixed`, all symbols have
//! one model; on `each symbol`, the models are there; on `new model`, they are made when a symbol is coded.

mod clock;
mod data;
mod families;
mod runs;

use std::env;

fn main() {
    let args: Vec<String> = env::args().skip(1).collect();
    let [build, word] = match &args[..] {
        [build] => [build.clone(), String::new()],
        [build, word] => [build.clone(), word.clone()],
        _ => {
            eprintln!("usage: sweep BUILD [WORD]");
            std::process::exit(2);
        }
    };
    for family in families::FAMILIES {
        for subject in family.subjects {
            clock::measure(&build, &word, subject);
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
