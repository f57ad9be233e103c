//! Tables in Markdown.

use std::fmt::Write as _;

/// A table with a number of columns of text, and then columns of numbers.
#[derive(Debug)]
pub(super) struct Table(String);

impl Table {
    pub(super) fn new(texts: usize, columns: &[&str]) -> Self {
        let kinds: String = (0..columns.len()).map(|column| if column < texts { "---|" } else { "--:|" }).collect();
        Self(format!("| {} |\n|{kinds}\n", columns.join(" | ")))
    }

    pub(super) fn row<S: AsRef<str>>(&mut self, cells: &[S]) {
        let cells: Vec<&str> = cells.iter().map(AsRef::as_ref).collect();
        writeln!(self.0, "| {} |", cells.join(" | ")).expect("writing to a string does not fail");
    }

    pub(super) fn finish(self) -> String {
        self.0
    }
}

/// A number with three digits that count, or all before the point; `–` for `None`.
pub(super) fn number(value: Option<f64>) -> String {
    match value {
        Some(value) if value.is_finite() => {
            let decimals = if value.abs() < 0.1 { 3 } else { (2 - value.abs().log10().floor() as i32).clamp(0, 2) };
            format!("{value:.*}", decimals as usize)
        }
        _ => "–".to_owned(),
    }
}

/// Bytes in millions.
pub(super) fn megabytes(bytes: Option<u64>) -> String {
    number(bytes.map(|bytes| bytes as f64 / 1e6))
}

/// A number of symbols: powers of ten and of two as such.
pub(super) fn size(size: u64) -> String {
    let tens = size.ilog10();
    if size == 10u64.pow(tens) {
        format!("10^{tens}")
    } else if size.is_power_of_two() {
        format!("2^{}", size.ilog2())
    } else {
        size.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::{Table, number, size};

    #[test]
    fn numbers_have_three_digits_that_count() {
        assert_eq!(
            [0.0123, 0.994, 1.456, 12.34, 123.4, 12345.6].map(|value| number(Some(value))),
            ["0.012", "0.99", "1.46", "12.3", "123", "12346"]
        );
        assert_eq!([number(None), number(Some(f64::NAN))], ["–", "–"]);
        assert_eq!([1000, 2, 65536, 12].map(size), ["10^3", "2^1", "2^16", "12"]);
    }

    #[test]
    fn tables_align_numbers() {
        let mut table = Table::new(1, &["job", "ns"]);
        table.row(&["a", "1"]);
        assert_eq!(table.finish(), "| job | ns |\n|---|--:|\n| a | 1 |\n");
    }
}
