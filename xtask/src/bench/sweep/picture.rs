//! A heat map: a row for each subject, a column for each coder and size, and the ratio in between.

use std::error::Error;

use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::super::data::Part;
use super::cell::{Cell, ONE, ONE_OF_NUMPY};

/// All is drawn on a light background of its own, so that it can be read on a dark page, too.
const BACKGROUND: RGBColor = RGBColor(255, 255, 255);
const INK: RGBColor = RGBColor(40, 44, 52);
/// They are told apart in all kinds of sight.
const SLOWER: RGBColor = RGBColor(213, 94, 0);
const FASTER: RGBColor = RGBColor(0, 114, 178);

const CELL: (i32, i32) = (23, 14);
const LABEL: i32 = 250;
const GAP: i32 = 6;
const TITLE: i32 = 66;
const MARGIN: i32 = 10;
const LEGEND: i32 = 34;

/// The columns of a coder, in this order.
const SIZES: [&str; 8] = [ONE, ONE_OF_NUMPY, "1", "2", "8", "64", "4096", "100000"];

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
type Drawn = Result<(), Box<dyn Error>>;

/// The cells of one language and road.
struct Block<'a> {
    title: String,
    rows: Vec<String>,
    columns: Vec<(&'a str, &'a str)>,
    /// Row, column and ratio.
    cells: Vec<(usize, usize, f64)>,
}

/// The heat map of a language as SVG.
///
/// # Errors
/// If it cannot be drawn.
pub(in super::super) fn draw(part: &Part, place: &str) -> Result<String, Box<dyn Error>> {
    let blocks = blocks(part, place);
    let width = blocks.iter().map(Block::width).max().unwrap_or(0).max(640) + 2 * MARGIN;
    let height = blocks.iter().map(Block::height).sum::<i32>() + LEGEND + 2 * MARGIN;
    let mut svg = String::new();
    {
        let root = SVGBackend::with_string(&mut svg, (width as u32, height as u32)).into_drawing_area();
        root.fill(&BACKGROUND)?;
        draw_legend(&root)?;
        let mut top = MARGIN + LEGEND;
        for block in &blocks {
            block.draw(&root, top)?;
            top += block.height();
        }
        root.present()?;
    }
    Ok(svg)
}

fn blocks<'a>(part: &'a Part, place: &str) -> Vec<Block<'a>> {
    // What the published package cannot do is not compared.
    let cells = part.rows.iter().filter_map(|row| Some((Cell::parse(&row.job)?, row.speedup?)));
    let cells: Vec<_> = cells.filter(|(cell, _)| cell.place == place).collect();
    let mut roads: Vec<&str> = Vec::new();
    for (cell, _) in &cells {
        add(&mut roads, cell.road);
    }
    roads.iter().map(|road| Block::new(road, cells.iter().filter(|(cell, _)| cell.road == *road))).collect()
}

/// The place of something in a list, which it is added to if it is new.
fn add<T: PartialEq>(list: &mut Vec<T>, value: T) -> usize {
    list.iter().position(|other| *other == value).unwrap_or_else(|| {
        list.push(value);
        list.len() - 1
    })
}

impl<'a> Block<'a> {
    fn new<'b>(road: &str, cells: impl Iterator<Item = &'b (Cell<'a>, f64)> + Clone) -> Self
    where
        'a: 'b,
    {
        let mut coders: Vec<&str> = Vec::new();
        for (cell, _) in cells.clone() {
            add(&mut coders, cell.coder);
        }
        let order = ["ANS", "range", "chain", "interleaved"];
        coders.sort_by_key(|coder| order.iter().position(|name| coder.starts_with(name)));
        let has = |coder: &str, size: &str| cells.clone().any(|(cell, _)| cell.coder == coder && cell.column() == size);
        let columns = coders.iter().flat_map(|coder| SIZES.map(|size| (*coder, size)));
        let columns: Vec<_> = columns.filter(|(coder, size)| has(coder, size)).collect();
        let (mut rows, mut found): (Vec<String>, Vec<(usize, usize, f64)>) = Default::default();
        for (cell, ratio) in cells {
            let Some(column) = columns.iter().position(|column| *column == (cell.coder, cell.column())) else {
                continue;
            };
            let row = add(&mut rows, cell.row());
            match found.iter_mut().find(|(r, c, _)| (*r, *c) == (row, column)) {
                // Of several, the slowest is what counts.
                Some((.., slowest)) => *slowest = slowest.min(*ratio),
                None => found.push((row, column, *ratio)),
            }
        }
        Self { title: road.to_owned(), rows, columns, cells: found }
    }

    fn width(&self) -> i32 {
        self.left(self.columns.len())
    }

    fn height(&self) -> i32 {
        TITLE + CELL.1 * self.rows.len() as i32 + 2 * GAP
    }

    /// Where a column begins; those of a coder are beside each other.
    fn left(&self, column: usize) -> i32 {
        let gaps = self.columns.windows(2).take(column).filter(|pair| pair[0].0 != pair[1].0).count();
        LABEL + CELL.0 * column as i32 + GAP * gaps as i32
    }

    fn draw(&self, root: &Area<'_>, top: i32) -> Drawn {
        text(root, &self.title, (MARGIN, top + 14), 16, HPos::Left, INK)?;
        let top = top + TITLE;
        for (index, (coder, size)) in self.columns.iter().enumerate() {
            let left = MARGIN + self.left(index);
            if index == 0 || self.columns[index - 1].0 != *coder {
                let (name, way) = coder.split_once(' ').unwrap_or((coder, ""));
                text(root, name, (left, top - 36), 12, HPos::Left, INK)?;
                text(root, way, (left, top - 23), 12, HPos::Left, INK)?;
            }
            text(root, short(size), (left + CELL.0 / 2, top - 9), 10, HPos::Center, INK)?;
        }
        for (index, row) in self.rows.iter().enumerate() {
            let middle = top + CELL.1 * index as i32 + CELL.1 / 2;
            text(root, row, (MARGIN + LABEL - 8, middle), 11, HPos::Right, INK)?;
        }
        for &(row, column, ratio) in &self.cells {
            draw_cell(root, (MARGIN + self.left(column), top + CELL.1 * row as i32), ratio, ratio < 0.97)?;
        }
        Ok(())
    }
}

/// A ratio, with the number if it is said to matter.
fn draw_cell(root: &Area<'_>, corner: (i32, i32), ratio: f64, has_number: bool) -> Drawn {
    let end = (corner.0 + CELL.0 - 1, corner.1 + CELL.1 - 1);
    let (fill, ink) = colors(ratio);
    root.draw(&Rectangle::new([corner, end], fill.filled()))?;
    if has_number {
        text(root, &digits(ratio), (corner.0 + CELL.0 / 2, corner.1 + CELL.1 / 2), 10, HPos::Center, ink)?;
    }
    Ok(())
}

/// The colour of a ratio, and that of the number on it.
fn colors(ratio: f64) -> (RGBColor, RGBColor) {
    // Four times slower and sixteen times faster are the ends.
    let (color, part) = if ratio < 1.0 { (SLOWER, -ratio.log2() / 2.0) } else { (FASTER, ratio.log2() / 4.0) };
    let part = part.clamp(0.0, 1.0);
    let mix = |to: u8| (255.0 + (f64::from(to) - 255.0) * part) as u8;
    (RGBColor(mix(color.0), mix(color.1), mix(color.2)), if part > 0.6 { BACKGROUND } else { INK })
}

fn draw_legend(root: &Area<'_>) -> Drawn {
    let title = "Times faster than the published package, by the symbols of a call";
    text(root, title, (MARGIN, MARGIN + 8), 13, HPos::Left, INK)?;
    for (index, ratio) in [0.25, 0.5, 0.9, 1.0, 1.5, 2.0, 4.0, 8.0, 16.0].into_iter().enumerate() {
        draw_cell(root, (MARGIN + CELL.0 * index as i32, MARGIN + 20), ratio, true)?;
    }
    Ok(())
}

fn text(root: &Area<'_>, text: &str, place: (i32, i32), size: u32, side: HPos, color: RGBColor) -> Drawn {
    let style = ("sans-serif", size).into_font().color(&color).pos(Pos::new(side, VPos::Center));
    root.draw(&Text::new(text.to_owned(), place, style))?;
    Ok(())
}

/// The ratio in the little room that there is.
fn digits(ratio: f64) -> String {
    match ratio {
        // What is slower must not look as if it were not.
        _ if ratio < 0.995 => format!("{:.2}", ratio.min(0.99)).trim_start_matches('0').to_owned(),
        _ if ratio < 9.95 => format!("{ratio:.1}"),
        _ => format!("{ratio:.0}"),
    }
}

fn short(size: &str) -> &str {
    match size {
        "4096" => "4k",
        "100000" => "100k",
        _ => size,
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::data::{Part, Row};
    use super::{colors, digits, draw};

    fn part(cells: &[(&str, Option<f64>)]) -> Part {
        let row = |&(job, speedup): &(&str, Option<f64>)| Row { job: job.into(), speedup, ..Row::default() };
        Part { rows: cells.iter().map(row).collect(), ..Part::default() }
    }

    #[test]
    fn the_slowest_of_several_is_drawn() {
        let part = part(&[
            ("Python, new model, Uniform, int + np.int32, range encode, one", Some(2.0)),
            ("Python, new model, Uniform, np.int32 + np.int32, range encode, one", Some(0.31)),
            ("Python, new model, Binomial, np.int32 + np.int32, range encode, one", None),
            ("Rust, fixed, Uniform, release, range encode, one", Some(0.72)),
        ]);
        let svg = draw(&part, "Python").unwrap();
        assert!(svg.contains("Uniform") && svg.contains("range") && !svg.contains("Binomial"));
        assert!(svg.contains("\n.31\n") && !svg.contains("\n.72\n"));
        assert!(draw(&part, "Rust").unwrap().contains("\n.72\n"));
    }

    #[test]
    fn slower_is_seen() {
        assert_eq!([0.06, 0.5, 0.994, 1.0, 9.94, 12.3].map(digits), [".06", ".50", ".99", "1.0", "9.9", "12"]);
        let (slower, faster) = (colors(0.5).0, colors(2.0).0);
        assert!(slower.0 > slower.2 && faster.0 < faster.2);
    }
}
