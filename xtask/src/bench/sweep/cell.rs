//! What a cell of the sweep is, as its name says.

use super::PYTHON;

/// The parts of a name such as `Python, fixed, Uniform, int32, ANS encode, 8`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cell<'a> {
    /// The language.
    pub(super) place: &'a str,
    /// Whether models have all their parameters, get them with calls, or are made for each symbol.
    pub(super) road: &'a str,
    /// The family, and what else is said of the model.
    pub(super) subject: &'a str,
    /// The types of symbols and parameters; in Rust, how the program was built.
    pub(super) types: &'a str,
    /// The coder and the direction.
    pub(super) coder: &'a str,
    /// The number of symbols of a call.
    pub(super) size: &'a str,
}

/// What is called with a number instead of an array.
pub(super) const ONE: &str = "one";
/// The same, of which something is a number of numpy's.
pub(super) const ONE_OF_NUMPY: &str = "np";

impl<'a> Cell<'a> {
    /// The parts of a name, or `None` if it has more or fewer.
    pub(super) fn parse(name: &'a str) -> Option<Self> {
        let parts: Vec<&str> = name.split(", ").collect();
        let [place, road, subject, types, coder, size] = parts.try_into().ok()?;
        Some(Self { place, road, subject, types, coder, size })
    }

    /// Whether a call has an array of at most eight symbols.
    pub(super) fn is_short(&self) -> bool {
        self.size.parse::<u64>().is_ok_and(|size| size <= 8)
    }

    /// Its row in the picture: the subject, with the type of its parameters where that is not the usual one.
    pub(super) fn row(&self) -> String {
        let kind = match self.types.split_once(" + ") {
            Some((_, parameters)) => parameters.trim_start_matches("np."),
            None if self.place == PYTHON => "",
            None => self.types,
        };
        match kind {
            "" | "float" | "float64" | "int32" => self.subject.to_owned(),
            other => format!("{} ({other})", self.subject),
        }
    }

    /// Its column in the picture, beside the coder.
    pub(super) fn column(&self) -> &'a str {
        if self.size == ONE && self.types.contains("np.") { ONE_OF_NUMPY } else { self.size }
    }
}

#[cfg(test)]
mod tests {
    use super::Cell;

    fn cell(name: &str) -> Cell<'_> {
        Cell::parse(name).unwrap()
    }

    #[test]
    fn names_have_six_parts() {
        let found = cell("Python, fixed, Uniform, int32, ANS encode, 8");
        let parts = [found.place, found.road, found.subject, found.types, found.coder, found.size];
        assert_eq!(parts, ["Python", "fixed", "Uniform", "int32", "ANS encode", "8"]);
        assert_eq!(Cell::parse("fixed, Uniform, int32, ANS encode, 8"), None);
    }

    #[test]
    fn only_arrays_are_short() {
        let sizes = ["one", "1", "8", "64"];
        let is_short = sizes.map(|size| cell(&format!("Python, fixed, Uniform, int32, ANS encode, {size}")).is_short());
        assert_eq!(is_short, [false, true, true, false]);
    }

    #[test]
    fn numbers_of_numpy_have_a_column() {
        let found = cell("Python, new model, Bernoulli, int + np.float64, range encode, one");
        assert_eq!((found.row().as_str(), found.column()), ("Bernoulli", "np"));
        let found = cell("Python, each symbol, Bernoulli, int32 + float16, range encode, 8");
        assert_eq!((found.row().as_str(), found.column()), ("Bernoulli (float16)", "8"));
        let found = cell("Rust, fixed, Bernoulli, release, range encode, 8");
        assert_eq!((found.row().as_str(), found.column()), ("Bernoulli (release)", "8"));
    }
}
