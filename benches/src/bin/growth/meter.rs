//! Time and memory of one thing.

use std::fs;
use std::hint::black_box;
use std::time::Duration;

use cpu_time::ThreadTime;

/// What is measured is repeated until it has taken so long, but at most so often.
const ENOUGH: Duration = Duration::from_millis(60);
const MOST: usize = 10_000;

/// What was measured.
pub(crate) struct Row {
    job: &'static str,
    size: usize,
    /// Nanoseconds for each symbol: the median.
    ns: f64,
    /// The most memory that the process had, in bytes, with the message and all; 0 where the system does not tell.
    peak: u64,
}

impl Row {
    /// Measures the time that something takes with `size` symbols.
    pub(crate) fn measure<T>(job: &'static str, size: usize, symbols: usize, mut run: impl FnMut() -> T) -> Self {
        // Linux forgets how much memory there was before.
        let _ = fs::write("/proc/self/clear_refs", "5");
        let (mut times, mut total) = (Vec::new(), Duration::ZERO);
        while total < ENOUGH && times.len() < MOST {
            let start = ThreadTime::now();
            let result = black_box(run());
            times.push(start.elapsed());
            drop(result);
            total += times[times.len() - 1];
        }
        times.sort();
        let median = times[times.len() / 2];
        Self { job, size, ns: median.as_nanos() as f64 / symbols as f64, peak: peak() }
    }

    /// The row as JSON.
    pub(crate) fn json(&self, who: &str) -> String {
        let Self { job, size, ns, peak } = self;
        format!(r#"{{"job": "{job}", "who": "{who}", "size": {size}, "ns": {ns:.4}, "peak": {peak}}}"#)
    }
}

/// The most memory that this process had.
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok());
    kilobytes.unwrap_or(0u64) * 1024
}
