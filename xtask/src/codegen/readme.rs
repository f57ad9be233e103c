//! The tables of families in READMEs.

use constriction_runtime::{Bounds, Choice, FAMILIES, Family, FamilyInfo, Parameter, Shape};

use super::javascript::function;
use super::region::Region;

pub(super) fn regions() -> Vec<Region> {
    let table = |header: &str, line: fn(&FamilyInfo) -> String| {
        let lines: String = FAMILIES.iter().map(line).collect();
        format!("{header}{lines}")
    };
    vec![
        Region::new(
            "crates/runtime/README.md",
            "table",
            table("| name | parameters | description |\n|---|---|---|\n", described),
        ),
        Region::new(
            "bindings/python/README.md",
            "table",
            table("| model | symbols | parameters |\n|---|---|---|\n", python),
        ),
        Region::new(
            "bindings/wasm/npm/README.md",
            "table",
            table("| model | symbols | parameters |\n|---|---|---|\n", javascript),
        ),
    ]
}

/// With what each parameter must be.
fn described(info: &FamilyInfo) -> String {
    let bounds: &[&str] = if info.bounds == Bounds::Given { &["min", "max"] } else { &[] };
    let parameters = info.parameters.iter().map(|parameter| match parameter.shape {
        Shape::Number => format!("`{}`: {}", parameter.name, parameter.doc),
        Shape::Vector => format!("`{}`, a vector: {}", parameter.name, parameter.doc),
    });
    let bounds = bounds.iter().map(|bound| format!("`{bound}`"));
    let parameters: Vec<String> = bounds.chain(parameters).collect();
    format!("| `{}` | {} | {} |\n", info.name, parameters.join("<br>"), info.doc)
}

fn names(parameters: &[Parameter]) -> String {
    let names: Vec<String> = parameters.iter().map(|parameter| format!("`{}`", parameter.name)).collect();
    let vectors = parameters.iter().filter(|parameter| parameter.shape == Shape::Vector).count();
    let kind = match vectors {
        0 => "",
        1 => "vector ",
        _ => "vectors ",
    };
    format!("{kind}{}", names.join(", "))
}

fn python(info: &FamilyInfo) -> String {
    let mut arguments = match (info.family, info.bounds) {
        (Family::CdfTable, _) => vec!["cdfs", "lengths", "offsets"],
        (_, Bounds::Given) => vec!["min", "max", "..."],
        (_, Bounds::FromParameters) => vec!["..."],
    };
    for choice in info.choices {
        match choice {
            Choice::Lazy => arguments.push("lazy"),
            Choice::Perfect => arguments.push("perfect"),
            Choice::Quantization => arguments.push("quantization"),
            Choice::FloatType => arguments.push("dtype"),
            Choice::ZeroProbability => {}
        }
    }
    format!("| `{}({})` | {} | {} |\n", info.name, arguments.join(", "), info.symbols, names(info.parameters))
}

fn javascript(info: &FamilyInfo) -> String {
    format!("| `{}` | {} | {} |\n", function(info), info.symbols, names(info.parameters))
}
