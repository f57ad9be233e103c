//! The table of families in the README is the list of families.

use constriction_runtime::{Bounds, FAMILIES, FamilyInfo, Shape};

fn line(info: &FamilyInfo) -> String {
    let bounds: &[&str] = if info.bounds == Bounds::Given { &["min", "max"] } else { &[] };
    let parameters = info.parameters.iter().map(|parameter| match parameter.shape {
        Shape::Number => format!("`{}`: {}", parameter.name, parameter.doc),
        Shape::Vector => format!("`{}`, a vector: {}", parameter.name, parameter.doc),
    });
    let bounds = bounds.iter().map(|bound| format!("`{bound}`"));
    let parameters: Vec<String> = bounds.chain(parameters).collect();
    format!("| `{}` | {} | {} |\n", info.name, parameters.join("<br>"), info.doc)
}

#[test]
fn the_table_is_the_list_of_families() {
    let wanted: String = FAMILIES.iter().map(line).collect();
    let readme = include_str!("../README.md");
    let header = "| name | parameters | description |\n|---|---|---|\n";
    let table = readme.split_once(header).expect("the table is there").1;
    let table = table.split_once("\n\n").map_or(table, |(table, _)| table);
    assert!(table.trim_end() == wanted.trim_end(), "the table must be:\n\n{header}{wanted}");
}
