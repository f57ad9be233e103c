//! `docs/overview.svg`, the picture of the README: time and size beside other entropy coders.

use std::fmt::Write;

use super::data::{Measurements, OURS, PEERS, PUBLISHED, PYTHON, Row};
use super::table::number;

/// It is shown on light and on dark pages, and chooses its colours itself.
const STYLE: &str = "text{font:14px system-ui,sans-serif;fill:#20262e}.soft{fill:#56606c}.title{font-weight:600;font-size:16px}\
    .ours{font-weight:600}.encode{fill:#0b6561}.decode{fill:#c2702c}\
    @media(prefers-color-scheme:dark){text{fill:#e7e9ec}.soft{fill:#a9b3bf}.encode{fill:#6fd0c6}.decode{fill:#f2b27c}}";

const WIDTH: f64 = 860.0;
/// Where bars start, how long the longest one is, and where sizes end.
const BARS: f64 = 220.0;
const LENGTH: f64 = 420.0;
const SIZES: f64 = 850.0;
const BAR: f64 = 13.0;
const ROW: f64 = 42.0;
const HEAD: f64 = 52.0;

/// One coder: its name, nanoseconds to encode and to decode a symbol, and the bits of a symbol.
struct Line {
    name: &'static str,
    encode: f64,
    decode: f64,
    bits: Option<f64>,
}

/// Coders that do the same job.
struct Panel {
    title: &'static str,
    lines: Vec<Line>,
    has_sizes: bool,
}

impl Panel {
    fn new(title: &'static str, lines: [Option<Line>; 4], has_sizes: bool) -> Self {
        Self { title, lines: lines.into_iter().flatten().collect(), has_sizes }
    }
}

/// The picture as SVG; what was not measured is left out.
pub(super) fn draw(all: &Measurements) -> String {
    let find = |part: &str, job: &str, who: &str| all.part(part).and_then(|part| part.find(job, who));
    let line = |name, part, job: &str, who| {
        let row = |what| find(part, &format!("{job}{what}"), who);
        let (encode, decode): (&Row, &Row) = (row("encode")?, row("decode")?);
        Some(Line { name, encode: encode.ns, decode: decode.ns, bits: encode.bits })
    };
    let gaussian = [
        line("constriction, interleaved", PYTHON, "Gaussian per symbol, interleaved, ", OURS),
        line("constriction, ANS", PYTHON, "Gaussian per symbol, ANS ", OURS),
        line("CompressAI, 64 tables", PEERS, "Gaussian per symbol, 64 widths, from Python, ", "CompressAI"),
        line("constriction 0.5.0, ANS", PYTHON, "Gaussian per symbol, ANS ", PUBLISHED),
    ];
    let bytes = |name, who| line(name, PEERS, "order-0 bytes, 1 MiB, ", who);
    let bytes = [
        bytes("constriction", OURS),
        bytes("Huff0 (zstd)", "Huff0 (zstd)"),
        bytes("rANS 32x16 (htscodecs)", "htscodecs rANS 32x16"),
        bytes("FSE (zstd)", "FSE (zstd)"),
    ];
    let panels = [
        // Coders that code the same models have the same size.
        Panel::new("A Gaussian for each symbol, from Python", gaussian, false),
        Panel::new("A megabyte, each byte by how often it occurs", bytes, true),
    ];

    let mut parts = String::new();
    let mut top = 0.0;
    for panel in panels.iter().filter(|panel| !panel.lines.is_empty()) {
        top = draw_panel(&mut parts, panel, top);
    }
    let label = "Time and size beside other entropy coders; the numbers are in docs/performance.md";
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {top}\" role=\"img\" aria-label=\"{label}\">\
         <style>{STYLE}</style>\n{parts}</svg>\n"
    )
}

/// Draws a panel from `top` down, and returns where it ends.
fn draw_panel(svg: &mut String, panel: &Panel, top: f64) -> f64 {
    let most = panel.lines.iter().map(|line| line.encode.max(line.decode)).fold(f64::MIN_POSITIVE, f64::max);
    text(svg, (0.0, top + 22.0), "start", "title", panel.title);
    text(svg, (BARS + LENGTH + 60.0, top + 22.0), "end", "soft", "ns per symbol, shorter is better");
    if panel.has_sizes {
        text(svg, (SIZES, top + 22.0), "end", "soft", "bits per symbol");
    }
    for (i, line) in panel.lines.iter().enumerate() {
        let y = top + HEAD + ROW * i as f64;
        let kind = if line.name.starts_with("constriction") && !line.name.contains("0.5.0") { "ours" } else { "" };
        text(svg, (BARS - 12.0, y + 13.0), "end", kind, line.name);
        for (what, ns, shift) in [("encode", line.encode, -3.0), ("decode", line.decode, BAR - 1.0)] {
            let length = LENGTH * ns / most;
            let _ = writeln!(
                svg,
                "<rect class=\"{what}\" x=\"{BARS}\" y=\"{:.1}\" width=\"{length:.1}\" height=\"{BAR}\" rx=\"2\"/>",
                y + shift
            );
            let label = if i == 0 { format!("{} {what}", number(Some(ns))) } else { number(Some(ns)) };
            text(svg, (BARS + length + 8.0, y + shift + 11.0), "start", "soft", &label);
        }
        if let (true, Some(bits)) = (panel.has_sizes, line.bits) {
            text(svg, (SIZES, y + 13.0), "end", kind, &format!("{bits:.3}"));
        }
    }
    top + HEAD + ROW * panel.lines.len() as f64 + 12.0
}

fn text(svg: &mut String, (x, y): (f64, f64), anchor: &str, kind: &str, content: &str) {
    let _ = writeln!(svg, "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\" class=\"{kind}\">{content}</text>");
}

#[cfg(test)]
mod tests {
    use super::super::data::{Measurements, Part, Row};
    use super::{OURS, PEERS, draw};

    #[test]
    fn what_was_measured_is_drawn_and_nothing_else() {
        let row = |what: &str, ns| Row {
            job: format!("order-0 bytes, 1 MiB, {what}"),
            who: OURS.to_owned(),
            ns,
            bits: Some(4.5),
            ..Row::default()
        };
        let mut all = Measurements::default();
        assert!(!draw(&all).contains("<rect"));
        all.insert(PEERS, Part { rows: vec![row("encode", 0.75), row("decode", 0.5)], ..Part::default() });
        let svg = draw(&all);
        assert_eq!(svg.matches("<rect").count(), 2);
        assert!(svg.contains("4.500") && svg.contains("0.75 encode") && !svg.contains("Huff0"));
    }
}
