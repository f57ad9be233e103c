//! The table of families in the npm package, and its types.

use constriction_runtime::{Bounds, Choice, FAMILIES, Family, FamilyInfo, Shape};

use super::region::Region;

pub(super) fn regions() -> Vec<Region> {
    // Tables are made by a function that is written by hand.
    let families = || FAMILIES.iter().filter(|info| info.family != Family::CdfTable);
    vec![
        Region::new("bindings/wasm/npm/lib/model.js", "makers", families().map(maker).collect()),
        Region::new("bindings/wasm/npm/lib/model.d.ts", "types", families().map(types).collect()),
    ]
}

/// The name of the function that makes models of a family: `QuantizedGaussian` becomes `quantizedGaussian`.
pub(super) fn function(info: &FamilyInfo) -> String {
    info.name[..1].to_lowercase() + &info.name[1..]
}

fn has_quantization(info: &FamilyInfo) -> bool {
    info.choices.contains(&Choice::Perfect)
}

fn maker(info: &FamilyInfo) -> String {
    let parameters: Vec<String> = info
        .parameters
        .iter()
        .map(|parameter| match parameter.shape {
            Shape::Number => format!("number('{}')", parameter.name),
            Shape::Vector => format!("vector('{}')", parameter.name),
        })
        .collect();
    let options = match (info.bounds, has_quantization(info)) {
        (Bounds::Given, true) => ", { isBounded: true, isQuantized: true }",
        (Bounds::Given, false) => ", { isBounded: true }",
        (Bounds::FromParameters, true) => ", { isQuantized: true }",
        (Bounds::FromParameters, false) => "",
    };
    format!("  {}: family('{}', [{}]{options}),\n", function(info), info.name, parameters.join(", "))
}

fn types(info: &FamilyInfo) -> String {
    let capital = info.doc[..1].to_uppercase() + &info.doc[1..];
    let mut text = format!("  /**\n   * {capital}.\n");
    for parameter in info.parameters {
        text += &format!("   * - `{}`: {}\n", parameter.name, parameter.doc);
    }
    text += "   */\n";
    let base = if info.choices.contains(&Choice::Quantization) {
        "CategoricalOptions"
    } else if has_quantization(info) {
        "QuantizationOptions"
    } else {
        "ModelOptions"
    };
    let parameters: Vec<String> = info
        .parameters
        .iter()
        .map(|parameter| match parameter.shape {
            Shape::Number => format!("{}: number", parameter.name),
            Shape::Vector => format!("{}: Numbers", parameter.name),
        })
        .collect();
    let parameters = parameters.join("; ");
    let family = match info.bounds {
        Bounds::Given => format!("BoundedFamily<{{ {parameters} }}>"),
        Bounds::FromParameters => format!("Family<{base}, {{ {parameters} }}>"),
    };
    text + &format!("  {}: {family};\n", function(info))
}
