//! How cells are measured: rounds of ours and of the published crate alternate.

use std::time::Duration;

use crate::runs::{ONE, Run, Runs};

/// A way to use a family.
pub(crate) struct Subject {
    pub(crate) name: &'static str,
    /// About what a symbol costs, in nanoseconds, or a multiple of that.
    pub(crate) cost: usize,
    /// Makes what is measured, with as many symbols as there are to be.
    pub(crate) runs: fn(usize) -> Compared,
}

/// Ours, and what it is compared with, if the published crate can do it.
pub(crate) struct Compared {
    pub(crate) ours: Runs,
    pub(crate) published: Option<Runs>,
    /// Whether the two make the same words.
    pub(crate) is_same: bool,
}

const SIZES: [usize; 7] = [ONE, 1, 2, 8, 64, 4096, 100_000];
/// Those of the build with link-time optimisation: one of each kind.
const FEW_SIZES: [usize; 3] = [ONE, 8, 4096];
const SYMBOLS: usize = 100_000;
/// The most that the symbols of one array cost, and those of calls with few.
const MOST: usize = 1_000_000;
const FEW: usize = 400_000;

/// How thoroughly cells are measured.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pace {
    rounds: usize,
    /// How long one takes at least.
    round: Duration,
    /// Whether what the published crate cannot do is measured, too.
    is_for_all: bool,
}

impl Pace {
    pub(crate) const THOROUGH: Self = Self { rounds: 7, round: Duration::from_millis(1), is_for_all: true };
    pub(crate) const QUICK: Self = Self { rounds: 3, round: Duration::from_micros(500), is_for_all: false };
}

impl Subject {
    fn most(&self) -> usize {
        (MOST / self.cost).clamp(1, SYMBOLS)
    }

    /// The symbols of calls of a size: whole calls.
    fn total(&self, size: usize) -> usize {
        let few = (FEW / self.cost).clamp(1, 2000);
        if size >= few { size } else { few / size.max(1) * size.max(1) }
    }

    fn sizes(&self, build: &str) -> impl Iterator<Item = usize> {
        let sizes = if build == "bench" { &FEW_SIZES[..] } else { &SIZES };
        sizes.iter().copied().filter(|&size| size <= 1 || size <= self.most())
    }
}

/// Measures the cells of a subject with this word in their name.
pub(crate) fn measure(build: &str, word: &str, subject: &Subject, pace: Pace) {
    let wanted = |name: &str| name.contains(word);
    let names = |road: &str, coder: &str, size: usize| {
        let size = if size == ONE { "one".to_owned() } else { size.to_string() };
        format!("{road}, {}, {build}, {coder}, {size}", subject.name)
    };
    let mut compared: Option<Compared> = None;
    for place in 0..Runs::COUNT {
        let (road, coder) = Runs::name(place);
        for size in subject.sizes(build).filter(|&size| wanted(&names(road, coder, size))) {
            let compared = compared.get_or_insert_with(|| (subject.runs)(subject.most().max(subject.total(1))));
            if compared.published.is_none() && !pace.is_for_all {
                return;
            }
            let total = subject.total(size);
            let ours = &mut compared.ours.0[place];
            let mut published = compared.published.as_mut().map(|runs| &mut runs.0[place]);
            let name = names(road, coder, size);
            check_same(ours, published.as_deref_mut(), size, total, compared.is_same, &name);
            let times = rounds(ours, published, size, total, pace);
            let ns = median(times.iter().map(|times| times.0));
            let speedup = times.iter().map(|times| times.1.map(|theirs| theirs / times.0)).collect::<Option<Vec<_>>>();
            let speedup = speedup.map_or(String::new(), |ratios| format!(r#", "speedup": {:.4}"#, median(ratios)));
            println!(r#"{{"job": "{name}", "who": "ours", "ns": {ns:.4}{speedup}}}"#);
        }
    }
}

/// Checks all that is measured, in calls of a few symbols.
#[cfg(test)]
pub(crate) fn check(subject: &Subject) {
    let mut compared = (subject.runs)(16);
    for place in 0..Runs::COUNT {
        let (road, coder) = Runs::name(place);
        let name = format!("{road}, {}, {coder}", subject.name);
        for size in [ONE, 1, 8] {
            let mine = compared.ours.0[place](size, 16).1;
            if let Some(published) = compared.published.as_mut() {
                let theirs = published.0[place](size, 16).1;
                assert!(mine == theirs || !compared.is_same, "{name}: the two have made different things");
            }
        }
    }
}

/// Checks that both make the same, if they are to.
fn check_same(ours: &mut Run, published: Option<&mut Run>, size: usize, total: usize, is_same: bool, name: &str) {
    let mine = ours(size, total).1;
    if let Some(published) = published {
        assert!(published(size, total).1 == mine || !is_same, "{name}: the two have made different things");
    }
}

/// Nanoseconds for each symbol: ours, and the published crate's.
fn rounds(
    ours: &mut Run,
    mut published: Option<&mut Run>,
    size: usize,
    total: usize,
    pace: Pace,
) -> Vec<(f64, Option<f64>)> {
    let round = |run: &mut Run| {
        let (mut time, mut symbols) = (Duration::ZERO, 0);
        while time < pace.round {
            time += run(size, total).0;
            symbols += total;
        }
        time.as_nanos() as f64 / symbols as f64
    };
    (0..pace.rounds).map(|_| (published.as_mut().map(|run| round(run)), round(ours))).map(|(a, b)| (b, a)).collect()
}

fn median(values: impl IntoIterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.into_iter().collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
