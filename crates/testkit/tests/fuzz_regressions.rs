//! Inputs on which something did not hold, and others that were kept: what the fuzz targets run, in a test.
//!
//! `corpora/TARGET/` has files that are named after the fault, or, where there was none, after what they reach.

use std::fs;
use std::path::Path;

use constriction_testkit::harness::HARNESSES;
use rand::{Rng, RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256StarStar;

#[test]
fn inputs_that_were_kept_hold() {
    let corpora = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora");
    for (name, harness) in HARNESSES {
        let mut count = 0;
        for entry in fs::read_dir(corpora.join(name)).unwrap() {
            let path = entry.unwrap().path();
            println!("{}", path.display());
            harness(&fs::read(path).unwrap());
            count += 1;
        }
        assert!(count > 0, "no input was kept for {name}");
    }
}

/// Does the work of a fuzzer without feedback; `CONSTRICTION_CASES` sets the number of inputs for each target. The last
/// input is in the file `random-input` of the folder `target/tmp`.
#[test]
fn random_inputs_hold() {
    let cases = std::env::var("CONSTRICTION_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(100);
    let mut rng = Xoshiro256StarStar::seed_from_u64(1);
    for (name, harness) in HARNESSES {
        println!("{name}");
        for _ in 0..cases {
            let mut data = vec![0; rng.random_range(0..800)];
            rng.fill_bytes(&mut data);
            fs::write(Path::new(env!("CARGO_TARGET_TMPDIR")).join("random-input"), &data).unwrap();
            harness(&data);
        }
    }
}
