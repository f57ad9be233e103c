//! Classes, exports and stubs of the Python package.

use constriction_runtime::{Bounds, Choice, FAMILIES, Family, FamilyInfo, Parameter, Shape};

use super::region::{Region, wrapped};

const CLASSES: &str = "bindings/python/src/families/classes.rs";
const NAMES: &str = "bindings/python/src/families/mod.rs";
const MODULE: &str = "bindings/python/python/constriction/stream/model.py";
const STUB: &str = "bindings/python/python/constriction/stream/model.pyi";

/// Classes of the module that are no families.
const OTHERS: [&str; 3] = ["CustomModel", "Model", "ScipyModel"];

pub(super) fn regions() -> Vec<Region> {
    let names = || FAMILIES.iter().map(|info| info.name.to_owned());
    let signatures = FAMILIES
        .iter()
        .filter(|info| has_parameters(info))
        .map(|info| Region::new(STUB, format!("signature of {}", info.name), signature(info)));
    let mut regions = vec![
        Region::new(CLASSES, "classes", FAMILIES.iter().map(class).collect()),
        Region::new(NAMES, "names", wrapped(names(), "            ")),
        Region::new(MODULE, "names", imports() + "\n" + &all()),
        Region::new(STUB, "names", all()),
    ];
    regions.extend(signatures);
    regions
}

/// Whether the arguments of the constructor are the family's parameters. Tables are arguments of another kind.
fn has_parameters(info: &FamilyInfo) -> bool {
    info.family != Family::CdfTable
}

/// A line that makes a class. The constructors of those by `class!` are written by hand.
fn class(info: &FamilyInfo) -> String {
    let parameters: String = info.parameters.iter().map(|parameter| format!(", {}", parameter.name)).collect();
    let is_number = |parameter: &Parameter| parameter.shape == Shape::Number;
    let (maker, parameters) = match info.bounds {
        Bounds::Given if info.parameters.len() == 2 && info.parameters.iter().all(is_number) => ("located", parameters),
        Bounds::Given => ("bounded", parameters),
        Bounds::FromParameters if has_parameters(info) && info.choices == [Choice::ZeroProbability] => {
            let maker = if info.parameters.iter().all(is_number) { "of_numbers" } else { "unbounded" };
            (maker, parameters)
        }
        Bounds::FromParameters => ("class", String::new()),
    };
    format!("{maker}!({name}, \"../docs/{name}.md\"{parameters});\n", name = info.name)
}

fn sorted() -> Vec<&'static str> {
    let mut names: Vec<_> = FAMILIES.iter().map(|info| info.name).chain(OTHERS).collect();
    names.sort_unstable();
    names
}

fn imports() -> String {
    let names: String = sorted().iter().map(|name| format!("    {name},\n")).collect();
    format!("from .._native import (\n{names})\n")
}

fn all() -> String {
    let names: String = sorted().iter().map(|name| format!("    \"{name}\",\n")).collect();
    format!("__all__ = [\n{names}]\n")
}

/// The constructor, as type checkers see it.
fn signature(info: &FamilyInfo) -> String {
    let mut arguments = vec!["cls".to_owned()];
    if info.bounds == Bounds::Given {
        arguments.extend(["min_symbol_inclusive: Integer", "max_symbol_inclusive: Integer"].map(str::to_owned));
    }
    for parameter in info.parameters {
        let kind = match parameter.shape {
            Shape::Vector if parameter.is_count() => "IntegerLike",
            Shape::Vector => "FloatLike",
            Shape::Number if parameter.is_count() => "Integer",
            Shape::Number => "Real",
        };
        arguments.push(format!("{}: {kind} | None = None", parameter.name));
    }
    if info.choices.contains(&Choice::Lazy) {
        arguments.push("lazy: bool | None = None".to_owned());
    }
    if info.choices.contains(&Choice::Perfect) {
        arguments.push("perfect: bool | None = None".to_owned());
    }
    arguments.push("*".to_owned());
    if info.choices.contains(&Choice::Quantization) {
        arguments.push("quantization: Quantization | None = None".to_owned());
    }
    if info.choices.contains(&Choice::FloatType) {
        arguments.push("dtype: npt.DTypeLike | None = None".to_owned());
    }
    arguments.push(format!("precision: int = {}", info.precision));
    if info.choices.contains(&Choice::ZeroProbability) {
        arguments.push("zero_probability: ZeroProbability = \"leaky\"".to_owned());
    }
    let lines: String = arguments.iter().map(|argument| format!("        {argument},\n")).collect();
    format!("    def __new__(\n{lines}    ) -> Self: ...\n")
}
