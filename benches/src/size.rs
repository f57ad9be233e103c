//! How much is left of a message, which criterion has no place for.

use std::env;
use std::fs::OpenOptions;
use std::io::Write as _;

/// Keeps the size of what somebody made of a message: a line of JSON at the end of the file that the environment
/// variable `BENCH_SIZES` names; without one, a line of text on the screen.
///
/// # Panics
/// If the file cannot be written.
pub fn note_size(job: &str, who: &str, symbols: usize, bytes: usize) {
    let bits = 8.0 * bytes as f64 / symbols as f64;
    let Some(path) = env::var_os("BENCH_SIZES") else {
        println!("{job}, {who}: {bits:.4} bits a symbol");
        return;
    };
    let mut file = OpenOptions::new().create(true).append(true).open(path).unwrap();
    writeln!(file, r#"{{"job": "{job}", "who": "{who}", "bits": {bits}}}"#).unwrap();
}
