//! Compares a measurement with its requirement.

use super::table::number;

/// The required value, and the value to aim for.
pub(super) enum Goal {
    /// This many times faster than the published package.
    Times(f64, Option<f64>),
    /// At most this many nanoseconds per symbol.
    Nanoseconds(f64, Option<f64>),
    /// At most this many microseconds per thousand symbols.
    Microseconds(f64),
    /// At least this many symbols per nanosecond, and more than everybody else.
    Gigabytes(f64, f64),
    /// At most this many times the time of the same without WebAssembly and without vectors.
    OfNative(f64),
}

/// The time of a job, and those of the others who did it.
pub(super) struct Found<'a> {
    pub(super) ns: f64,
    pub(super) published: Option<f64>,
    pub(super) speedup: Option<f64>,
    pub(super) others: Vec<(&'a str, f64)>,
    /// What the crates take for it, without vectors.
    pub(super) native: Option<f64>,
}

impl<'a> Found<'a> {
    /// Who is fastest beside us.
    fn best(&self) -> Option<(&'a str, f64)> {
        self.others.iter().copied().min_by(|a, b| a.1.total_cmp(&b.1))
    }
}

/// What became of a requirement.
pub(super) struct Outcome {
    pub(super) beside: String,
    pub(super) ours: String,
    pub(super) is_met: bool,
    is_aim: bool,
    /// What was reached, as a part of what was required: 1 is just enough.
    part: f64,
    /// Who is faster and how many times, if that is against it.
    faster: Option<(String, f64)>,
}

impl Outcome {
    pub(super) fn verdict(&self) -> String {
        match (self.is_aim, self.is_met) {
            (true, _) => "the aim".to_owned(),
            (false, true) => "yes".to_owned(),
            _ => "**no**".to_owned(),
        }
    }

    pub(super) fn by_how_much(&self) -> String {
        match &self.faster {
            Some((who, times)) if self.part >= 1.0 => format!("{who} is {:.0} % faster;", 100.0 * (times - 1.0)),
            _ => format!("reached to {:.0} %;", 100.0 * self.part),
        }
    }
}

impl Goal {
    pub(super) fn required(&self) -> String {
        match self {
            Self::Times(times, _) => format!("{times} times"),
            Self::Nanoseconds(ns, _) => format!("≤ {ns} ns"),
            Self::Microseconds(us) => format!("≤ {us} µs"),
            Self::Gigabytes(speed, _) => format!("{speed} GB/s, the best"),
            Self::OfNative(times) => format!("≤ {times} times native"),
        }
    }

    pub(super) fn aim(&self) -> String {
        match self {
            Self::Times(_, Some(times)) => format!("{times} times"),
            Self::Nanoseconds(_, Some(ns)) => format!("≤ {ns} ns"),
            Self::Gigabytes(_, speed) => format!("{speed} GB/s"),
            _ => "–".to_owned(),
        }
    }

    pub(super) fn judge(&self, found: &Found<'_>) -> Outcome {
        let ns = found.ns;
        let nanoseconds = |ns: f64| format!("{} ns", number(Some(ns)));
        let published = found.published.map_or("–".to_owned(), nanoseconds);
        // What was reached and what is wanted, the more the better.
        let (reached, required, aim) = match *self {
            Self::Times(required, aim) => (found.speedup.unwrap_or(0.0), required, aim),
            Self::Nanoseconds(required, aim) => (1.0 / ns, 1.0 / required, aim.map(f64::recip)),
            Self::Microseconds(required) => (1.0 / ns, 1.0 / required, None),
            Self::Gigabytes(required, aim) => (1.0 / ns, required, Some(aim)),
            Self::OfNative(times) => (found.native.unwrap_or(0.0) / ns, 1.0 / times, None),
        };
        let best = found.best();
        let faster = match (self, best) {
            (Self::Gigabytes(..), Some((who, best))) if best < ns => Some((who.to_owned(), ns / best)),
            _ => None,
        };
        let (beside, ours) = match self {
            Self::Times(..) => (published, format!("{}, {} times", nanoseconds(ns), number(found.speedup))),
            Self::Nanoseconds(..) => (published, nanoseconds(ns)),
            Self::Microseconds(_) => (
                best.map_or("–".to_owned(), |(who, ns)| format!("{who}: {} µs", number(Some(ns)))),
                format!("{} µs", number(Some(ns))),
            ),
            Self::Gigabytes(..) => (
                best.map_or("–".to_owned(), |(who, ns)| format!("{who}: {} GB/s", number(Some(1.0 / ns)))),
                format!("{} GB/s", number(Some(1.0 / ns))),
            ),
            Self::OfNative(_) => (
                found.native.map_or("–".to_owned(), |native| format!("native: {}", nanoseconds(native))),
                format!("{}, {} times", nanoseconds(ns), number(found.native.map(|native| ns / native))),
            ),
        };
        let is_met = reached >= required && faster.is_none();
        let is_aim = is_met && aim.is_some_and(|aim| reached >= aim);
        Outcome { beside, ours, is_met, is_aim, part: reached / required, faster }
    }
}

#[cfg(test)]
mod tests {
    use super::{Found, Goal};

    fn found(ns: f64, others: Vec<(&str, f64)>) -> Found<'_> {
        let published = others.iter().find(|(who, _)| *who == "published").map(|(_, theirs)| *theirs);
        Found { ns, published, speedup: published.map(|theirs| theirs / ns), others, native: Some(4.0) }
    }

    #[test]
    fn times_are_compared_with_the_published_package() {
        let goal = Goal::Times(3.0, Some(5.0));
        let judge = |ns| goal.judge(&found(ns, vec![("other", 1.0), ("published", 12.0)]));
        assert_eq!([2.0, 4.0, 6.0].map(|ns| judge(ns).verdict()), ["the aim", "yes", "**no**"]);
        assert_eq!(judge(6.0).by_how_much(), "reached to 67 %;");
    }

    #[test]
    fn being_fast_is_not_enough_if_another_is_faster() {
        let goal = Goal::Gigabytes(1.0, 3.0);
        assert!(goal.judge(&found(0.5, vec![("slow", 0.6)])).is_met);
        let outcome = goal.judge(&found(0.5, vec![("slow", 0.6), ("fast", 0.4)]));
        assert!(!outcome.is_met);
        assert_eq!(outcome.by_how_much(), "fast is 25 % faster;");
    }

    #[test]
    fn limits_are_met_from_below() {
        assert!(Goal::Nanoseconds(70.0, Some(50.0)).judge(&found(70.0, vec![])).is_met);
        assert!(!Goal::Microseconds(4.0).judge(&found(4.1, vec![])).is_met);
        assert!(Goal::OfNative(2.5).judge(&found(9.9, vec![])).is_met);
        assert!(!Goal::OfNative(2.5).judge(&found(10.1, vec![])).is_met);
    }
}
