//! What is said of the sweep: how many cells are slower than they were, and which ones.

use super::super::data::{Part, Row};
use super::super::table::{Table, number};
use super::cell::Cell;

/// Below this, a cell is slower in more than noise.
const LEAST: f64 = 0.97;

/// The cells, and how many times faster they are than the published package, the worst first.
fn compared(part: &Part) -> Vec<(Cell<'_>, f64, &Row)> {
    let cells = part.rows.iter().filter_map(|row| Some((Cell::parse(&row.job)?, row.speedup?, row)));
    let mut cells: Vec<_> = cells.collect();
    cells.sort_by(|a, b| a.1.total_cmp(&b.1));
    cells
}

/// A table by language and road, the cells that are slower than the published package (the worst, at most this many), and
/// those that it does not have.
pub(in super::super) fn section(part: &Part, most: usize) -> String {
    let cells = compared(part);
    let slower: Vec<_> = cells.iter().filter(|cell| cell.1 < 1.0).collect();
    let mut text = summary(part, &cells);
    if slower.is_empty() {
        text += "\nNo cell is slower than in the published package.\n";
    } else {
        text += &if slower.len() > most {
            format!("\nThe slowest {most} of {} cells that are slower than in the published package:\n\n", slower.len())
        } else {
            "\nThe cells that are slower than in the published package:\n\n".to_owned()
        };
        let mut table = Table::new(1, &["cell", "published, ns/symbol", "ours, ns/symbol", "times faster"]);
        for (_, speedup, row) in slower.into_iter().take(most) {
            let published = number(Some(row.ns * speedup));
            table.row(&[&row.job, &published, &number(Some(row.ns)), &number(Some(*speedup))]);
        }
        text += &table.finish();
    }
    let others: Vec<&Row> = part.rows.iter().filter(|row| row.speedup.is_none()).collect();
    if !others.is_empty() {
        let mut table = Table::new(1, &["what the published package cannot do", "ours, ns/symbol"]);
        others.iter().for_each(|row| table.row(&[&row.job, &number(Some(row.ns))]));
        text += &format!("\n{}", table.finish());
    }
    text
}

fn summary(part: &Part, cells: &[(Cell<'_>, f64, &Row)]) -> String {
    let mut groups: Vec<(&str, &str)> = Vec::new();
    // In the order in which they were measured.
    for cell in part.rows.iter().filter_map(|row| Cell::parse(&row.job)) {
        if !groups.contains(&(cell.place, cell.road)) {
            groups.push((cell.place, cell.road));
        }
    }
    let titles = ["", "cells", "below 1", "below 0.97", "median", "median of arrays of 1 to 8", "slowest"];
    let mut table = Table::new(1, &titles);
    let mut line = |title: &str, belongs: &dyn Fn(&Cell<'_>) -> bool| {
        let mine: Vec<_> = cells.iter().filter(|(cell, ..)| belongs(cell)).collect();
        let short: Vec<f64> = mine.iter().filter(|(cell, ..)| cell.is_short()).map(|cell| cell.1).collect();
        let ratios: Vec<f64> = mine.iter().map(|cell| cell.1).collect();
        let below = |limit| ratios.iter().filter(|ratio| **ratio < limit).count().to_string();
        table.row(&[
            title.to_owned(),
            mine.len().to_string(),
            below(1.0),
            below(LEAST),
            number(median(&ratios)),
            number(median(&short)),
            number(ratios.first().copied()),
        ]);
    };
    for (place, road) in groups {
        line(&format!("{place}, {road}"), &|cell| cell.place == place && cell.road == road);
    }
    line("all", &|_| true);
    table.finish()
}

/// The middle one of numbers that go up.
fn median(sorted: &[f64]) -> Option<f64> {
    sorted.get(sorted.len() / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::{Part, Row, section};

    fn part(cells: &[(&str, &str, Option<f64>)]) -> Part {
        let row = |(road, size, speedup): &(&str, &str, Option<f64>)| Row {
            job: format!("Python, {road}, Uniform, int32, ANS encode, {size}"),
            who: "ours".into(),
            ns: 10.0,
            speedup: *speedup,
            ..Row::default()
        };
        Part { rows: cells.iter().map(row).collect(), ..Part::default() }
    }

    #[test]
    fn slower_cells_are_listed_from_the_worst() {
        let part = part(&[
            ("fixed", "one", Some(0.98)),
            ("fixed", "8", Some(2.0)),
            ("new model", "one", Some(0.5)),
            ("new model", "1", None),
        ]);
        let text = section(&part, 10);
        assert!(text.contains("| Python, fixed | 2 | 1 | 0 | 2.00 | 2.00 | 0.98 |"));
        assert!(text.contains("| Python, new model | 1 | 1 | 1 | 0.50 | – | 0.50 |"));
        assert!(text.contains("| all | 3 | 2 | 1 | 0.98 | 2.00 | 0.50 |"));
        let line = "| Python, new model, Uniform, int32, ANS encode, one | 5.00 | 10.0 | 0.50 |";
        assert!(text.find(line).unwrap() < text.find("ANS encode, one | 9.80 | 10.0 | 0.98 |").unwrap());
        assert!(text.contains("| Python, new model, Uniform, int32, ANS encode, 1 | 10.0 |"));
        assert!(section(&part, 1).contains("The slowest 1 of 2 cells"));
    }

    #[test]
    fn nothing_may_be_slower() {
        assert!(section(&part(&[("fixed", "8", Some(1.0))]), 10).contains("No cell is slower"));
    }
}
