//! How jobs are measured: rounds of ours and of the published crate alternate.

use cpu_time::ThreadTime;

const ROUNDS: usize = 7;

/// Measures jobs and prints what they took.
pub(crate) struct Meter<'a> {
    build: &'a str,
    word: &'a str,
}

impl<'a> Meter<'a> {
    /// Measures the jobs of a build with this word in their name.
    pub(crate) fn new(build: &'a str, word: &'a str) -> Self {
        Self { build, word }
    }

    /// Measures a job of this many symbols that the published crate cannot do.
    pub(crate) fn alone(&self, job: &str, symbols: usize, mut ours: impl FnMut()) {
        // What later jobs need is made, whether or not it is measured.
        ours();
        if let Some(job) = self.name(job) {
            print(&job, "ours", median((0..ROUNDS).map(|_| time(symbols, &mut ours)).collect()), None);
        }
    }

    /// Measures a job of this many symbols beside the published crate.
    pub(crate) fn beside(&self, job: &str, symbols: usize, mut published: impl FnMut(), mut ours: impl FnMut()) {
        published();
        ours();
        let Some(job) = self.name(job) else { return };
        let rounds: Vec<(f64, f64)> =
            (0..ROUNDS).map(|_| (time(symbols, &mut published), time(symbols, &mut ours))).collect();
        print(&job, "published", median(rounds.iter().map(|times| times.0).collect()), None);
        let ratio = median(rounds.iter().map(|times| times.0 / times.1).collect());
        print(&job, "ours", median(rounds.iter().map(|times| times.1).collect()), Some(ratio));
    }

    /// The whole name of a job, if it is to be measured.
    fn name(&self, job: &str) -> Option<String> {
        let name = format!("{}, {job}", self.build);
        name.contains(self.word).then_some(name)
    }
}

/// Nanoseconds for each symbol.
fn time(symbols: usize, run: &mut impl FnMut()) -> f64 {
    let start = ThreadTime::now();
    run();
    start.elapsed().as_nanos() as f64 / symbols as f64
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn print(job: &str, who: &str, ns: f64, speedup: Option<f64>) {
    let speedup = speedup.map_or(String::new(), |speedup| format!(r#", "speedup": {speedup:.4}"#));
    println!(r#"{{"job": "{job}", "who": "{who}", "ns": {ns:.4}{speedup}}}"#);
}
