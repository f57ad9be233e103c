//! `cargo xtask codegen`: what follows from the list of families, in the bindings and in the documentation.
//!
//! A generated part of a file stands between a line with `<families:name>` and a line with `</families>`. All else in
//! the file is written by hand.

mod javascript;
mod python;
mod readme;
mod region;

use std::fs;

use super::process::root;
use region::Region;

/// Writes all generated parts; with `check`, compares them and writes nothing.
///
/// # Errors
/// If a file cannot be read or written, a part has no place in its file, or with `check` if a part is out of date: the
/// file, the line, and what the line should be.
pub(crate) fn run(check: bool) -> Result<(), String> {
    let regions: Vec<Region> =
        python::regions().into_iter().chain(javascript::regions()).chain(readme::regions()).collect();
    for region in &regions {
        let path = root().join(region.path);
        let failed = |error: std::io::Error| format!("{}: {error}", region.path);
        let now = fs::read_to_string(&path).map_err(failed)?;
        let new = region.replace(&now)?;
        if new == now {
            continue;
        }
        if check {
            let line = now.lines().zip(new.lines()).take_while(|(now, new)| now == new).count();
            let (now, new) = (now.lines().nth(line).unwrap_or(""), new.lines().nth(line).unwrap_or(""));
            let place = format!("{}:{} is not what follows from FAMILIES", region.path, line + 1);
            return Err(format!("{place}: run cargo xtask codegen\n  is:        {now}\n  should be: {new}"));
        }
        fs::write(&path, new).map_err(failed)?;
        println!("{}: wrote {}", region.path, region.name);
    }
    println!("{} parts follow from FAMILIES", regions.len());
    Ok(())
}
