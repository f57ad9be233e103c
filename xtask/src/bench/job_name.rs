//! The order of jobs.

/// A name that is ordered with its numbers taken as numbers: 256 comes before 1024.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct JobName {
    order: Vec<(String, u64)>,
    name: String,
}

impl JobName {
    pub(super) fn new(name: &str) -> Self {
        let mut order = Vec::new();
        let mut rest = name;
        while !rest.is_empty() {
            let text_end = rest.find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len());
            let (text, tail) = rest.split_at(text_end);
            let number_end = tail.find(|c: char| !c.is_ascii_digit()).unwrap_or(tail.len());
            let (number, tail) = tail.split_at(number_end);
            order.push((text.to_lowercase(), number.parse().unwrap_or(0)));
            rest = tail;
        }
        Self { order, name: name.to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::JobName;

    #[test]
    fn numbers_are_ordered_as_numbers() {
        assert!(JobName::new("table of 256 symbols") < JobName::new("table of 1024 symbols"));
        assert!(JobName::new("ANS") < JobName::new("range"));
    }
}
