//! `docs/performance.svg`: how many times faster each job is, and how time and memory grow.

use std::error::Error;

use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::data::{GROWTH, Measurements, OURS, PUBLISHED, PYTHON, Row};
use super::table::number;

/// All is drawn on a background of its own, which is light, and in colours that are told apart in all kinds of sight.
const BACKGROUND: RGBColor = RGBColor(255, 255, 255);
const INK: RGBColor = RGBColor(40, 44, 52);
const GRID: RGBColor = RGBColor(222, 226, 232);
const FASTER: RGBColor = RGBColor(0, 114, 178);
const AS_FAST: RGBColor = RGBColor(150, 158, 168);
const LINES: [RGBColor; 4] =
    [RGBColor(0, 114, 178), RGBColor(213, 94, 0), RGBColor(0, 158, 115), RGBColor(204, 121, 167)];

const WIDTH: u32 = 1000;
const BAR: u32 = 19;
const LINES_HEIGHT: u32 = 400;
const LEGEND: u32 = 48;

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
type Drawn = Result<(), Box<dyn Error>>;

/// The chart as SVG.
///
/// # Errors
/// If it cannot be drawn.
pub(super) fn draw(all: &Measurements) -> Result<String, Box<dyn Error>> {
    let bars = speedups(all);
    let bars_height = 110 + BAR * bars.len() as u32;
    let mut svg = String::new();
    {
        let root = SVGBackend::with_string(&mut svg, (WIDTH, bars_height + 2 * LINES_HEIGHT)).into_drawing_area();
        root.fill(&BACKGROUND)?;
        let (upper, lower) = root.margin(8, 8, 8, 8).split_vertically(bars_height);
        draw_bars(&upper, &bars)?;
        let rows = all.part(GROWTH).map_or(&[][..], |part| &part.rows);
        let panels = lower.split_evenly((2, 2));
        let time = |row: &Row| Some(row.ns);
        let memory = |row: &Row| Some(row.peak? as f64 / 1e6);
        let (message, alphabet) = ("symbols in the message", "symbols in the alphabet");
        draw_growth(&panels[0], "Time and the length of a message", (message, TIME), &lines(rows, &LENGTHS, time))?;
        draw_growth(&panels[1], "Time and the size of an alphabet", (alphabet, TIME), &lines(rows, &ALPHABETS, time))?;
        draw_growth(&panels[2], "Memory and the length of a message", (message, PEAK), &lines(rows, &LENGTHS, memory))?;
        draw_growth(
            &panels[3],
            "Memory and the size of an alphabet",
            (alphabet, PEAK),
            &lines(rows, &ALPHABETS, memory),
        )?;
        root.present()?;
    }
    Ok(svg)
}

/// The jobs that the wheel does beside the published one.
fn speedups(all: &Measurements) -> Vec<(&str, f64)> {
    let Some(part) = all.part(PYTHON) else { return Vec::new() };
    let rows = part.rows.iter().filter(|row| row.who == OURS);
    rows.filter_map(|row| Some((row.job.as_str(), part.speedup(row)?))).collect()
}

fn font(size: u32) -> TextStyle<'static> {
    ("sans-serif", size).into_font().color(&INK)
}

/// Bars from 1 to the left or to the right, on a logarithmic axis.
fn draw_bars(area: &Area<'_>, bars: &[(&str, f64)]) -> Drawn {
    let most = bars.iter().map(|bar| bar.1).fold(4.0, f64::max) * 1.35;
    let count = bars.len() as f64;
    let area = area.titled("How many times faster than the published package, from Python", font(20))?;
    let mut chart = ChartBuilder::on(&area)
        .margin_right(20)
        .margin_bottom(8)
        .x_label_area_size(42)
        .y_label_area_size(300)
        .build_cartesian_2d((0.5..most).log_scale().base(2.0), 0.0..count.max(1.0))?;
    chart
        .configure_mesh()
        .disable_y_mesh()
        .disable_y_axis()
        .x_desc("times faster (logarithmic)")
        .x_label_formatter(&|x| number_of_times(*x))
        .x_label_style(font(13))
        .axis_desc_style(font(14))
        .light_line_style(BACKGROUND)
        .bold_line_style(GRID)
        .axis_style(INK)
        .draw()?;
    for (index, &(job, times)) in bars.iter().enumerate() {
        let top = count - index as f64;
        let color = if times > 1.05 { FASTER } else { AS_FAST };
        chart.draw_series([Rectangle::new([(1.0, top - 0.15), (times, top - 0.85)], color.filled())])?;
        let end = chart.backend_coord(&(times.max(1.0), top - 0.5));
        let start = chart.backend_coord(&(0.5, top - 0.5));
        let (x0, y0) = area.get_base_pixel();
        area.draw(&Text::new(job.to_owned(), (start.0 - x0 - 8, start.1 - y0), centered(HPos::Right)))?;
        area.draw(&Text::new(number(Some(times)), (end.0 - x0 + 5, end.1 - y0), centered(HPos::Left)))?;
    }
    chart.draw_series([PathElement::new([(1.0, 0.0), (1.0, count)], INK)])?;
    Ok(())
}

fn number_of_times(x: f64) -> String {
    if x < 1.0 { format!("{x:.1}") } else { format!("{x:.0}") }
}

const TIME: &str = "ns per symbol";
const PEAK: &str = "MB at most, message and all";

/// The jobs that depend on the length of a message, and how they are called in the chart.
const LENGTHS: [(&str, &str); 4] = [
    ("Gaussian per symbol, ANS encode", "Gaussian for each, encode"),
    ("Gaussian per symbol, ANS decode", "Gaussian for each, decode"),
    ("order-0 bytes, encode", "bytes, encode"),
    ("order-0 bytes, decode", "bytes, decode"),
];
/// Those that depend on the size of an alphabet.
const ALPHABETS: [(&str, &str); 4] = [
    ("fast table", "make a fast table"),
    ("perfect table", "make a perfect table"),
    ("categorical, ANS encode", "encode"),
    ("categorical, ANS decode", "decode"),
];

/// What one job does in a chart.
struct Line {
    name: &'static str,
    color: RGBColor,
    ours: Vec<(f64, f64)>,
    published: Vec<(f64, f64)>,
}

fn lines(rows: &[Row], jobs: &[(&str, &'static str); 4], value: impl Fn(&Row) -> Option<f64>) -> Vec<Line> {
    let points = |job: &str, who: &str| {
        let rows = rows.iter().filter(|row| row.job == job && row.who == who);
        rows.filter_map(|row| Some((row.size? as f64, value(row)?))).collect()
    };
    let line = |(&(job, name), color)| Line { name, color, ours: points(job, OURS), published: points(job, PUBLISHED) };
    jobs.iter().zip(LINES).map(line).collect()
}

/// Lines on logarithmic axes, over a legend.
fn draw_growth(area: &Area<'_>, title: &str, (x_title, y_title): (&str, &str), lines: &[Line]) -> Drawn {
    let points = || lines.iter().flat_map(|line| line.ours.iter().chain(&line.published).copied());
    if points().next().is_none() {
        return Ok(());
    }
    let range = |values: &mut dyn Iterator<Item = f64>| {
        let (least, most) = values.fold((f64::MAX, f64::MIN), |(least, most), v| (least.min(v), most.max(v)));
        least / 1.4..most * 1.4
    };
    let x = range(&mut points().map(|point| point.0));
    let y = range(&mut points().map(|point| point.1));
    let area = area.titled(&format!("{title} (dashed: published)"), font(17))?;
    let (upper, lower) = area.split_vertically(area.dim_in_pixel().1 - LEGEND);
    let mut chart = ChartBuilder::on(&upper)
        .margin_right(16)
        .margin_left(12)
        .x_label_area_size(42)
        .y_label_area_size(62)
        .build_cartesian_2d(x.log_scale(), y.log_scale())?;
    chart
        .configure_mesh()
        .x_desc(x_title)
        .y_desc(y_title)
        .x_label_formatter(&|x| power_of_ten(*x))
        .y_label_formatter(&|y| one_two_five(*y))
        .label_style(font(13))
        .axis_desc_style(font(14))
        .light_line_style(BACKGROUND)
        .bold_line_style(GRID)
        .axis_style(INK)
        .draw()?;
    for (index, line) in lines.iter().enumerate() {
        let style = line.color.stroke_width(2);
        chart.draw_series(DashedLineSeries::new(line.published.iter().copied(), 6, 4, style))?;
        chart.draw_series(LineSeries::new(line.ours.iter().copied(), style).point_size(3))?;
        let (x, y) = (80 + 215 * (index as i32 % 2), 14 + 17 * (index as i32 / 2));
        lower.draw(&PathElement::new([(x, y), (x + 19, y)], style))?;
        lower.draw(&Text::new(line.name, (x + 26, y), centered(HPos::Left)))?;
    }
    Ok(())
}

/// Text beside a point.
fn centered(side: HPos) -> TextStyle<'static> {
    font(13).pos(Pos::new(side, VPos::Center))
}

/// What stands beside lines whose distance may be small: 1, 2, 5, 10, 20, and so on.
fn one_two_five(y: f64) -> String {
    let first = y / 10f64.powf(y.log10().floor());
    if [1.0, 2.0, 5.0, 10.0].iter().any(|digit| (first - digit).abs() < 1e-6) {
        number_of_times(y)
    } else {
        String::new()
    }
}

fn power_of_ten(x: f64) -> String {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    if x < 10.0 { format!("{x:.0}") } else { format!("10{}", RAISED[x.log10().round() as usize % 10]) }
}

#[cfg(test)]
mod tests {
    use super::super::data::{Measurements, PYTHON, Part, Row};
    use super::{draw, one_two_five};

    #[test]
    fn jobs_and_titles_are_drawn() {
        let row = |who: &str, ns| Row { job: "a job".into(), who: who.into(), ns, ..Row::default() };
        let mut all = Measurements::default();
        let rows = vec![row("published", 8.0), row("ours", 2.0)];
        all.insert(PYTHON, Part { rows, ..Part::default() });
        let svg = draw(&all).unwrap();
        assert!(svg.contains("a job") && svg.contains("4.00") && svg.contains("times faster"));
    }

    #[test]
    fn few_lines_have_a_number() {
        let labels = [0.5, 1.0, 3.0, 10.0, 90.0, 200.0, 1000.0].map(one_two_five);
        assert_eq!(labels, ["0.5", "1", "", "10", "", "200", "1000"]);
    }

    #[test]
    fn nothing_can_be_drawn() {
        assert!(draw(&Measurements::default()).unwrap().starts_with("<svg"));
    }
}
