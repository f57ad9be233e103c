//! The first line of an item's documentation, which lists of items show alone: it must not refer to what stands before it.

use std::fs;

use super::process::{announce, output, root};

/// Starts of summaries that say nothing without the item before, or without a click.
const STARTS: [&str; 6] = ["The same", "As [", "As many", "See [", "See `", "Likewise"];

/// Checks the summaries of the public items of all crates, except for the names of 0.5.0, which the documentation hides.
///
/// # Errors
/// If one refers to another item: where.
pub(crate) fn check() -> Result<(), String> {
    announce("git", &["ls-files", "summaries that stand alone"], &[]);
    let mut found = Vec::new();
    for path in
        output("git", &["ls-files", "--cached", "--others", "--exclude-standard", ":(glob)crates/*/src/**"])?.lines()
    {
        if !path.ends_with(".rs") || path.starts_with("crates/testkit/") || path.ends_with("/compat.rs") {
            continue;
        }
        // A file that was removed and not yet committed is in the list.
        let Ok(text) = fs::read_to_string(root().join(path)) else { continue };
        found.extend(dependent(&text).into_iter().map(|(line, summary)| format!("{path}:{line}: {summary}")));
    }
    if found.is_empty() {
        Ok(())
    } else {
        Err(format!("summaries that do not stand alone; say what the item is or does:\n{}", found.join("\n")))
    }
}

/// The summaries of public items that depend on something else, and their lines.
fn dependent(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    // The first line of the documentation before this line, unless the item is hidden.
    let mut summary = None;
    for (number, line) in text.lines().map(str::trim).enumerate() {
        if let Some(doc) = line.strip_prefix("///") {
            summary = summary.or(Some((number + 1, doc.trim())));
        } else if line == "#[doc(hidden)]" {
            summary = None;
        } else if !line.starts_with("#[") {
            found.extend(summary.take().filter(|(_, summary)| {
                line.starts_with("pub ") && STARTS.iter().any(|start| summary.starts_with(start))
            }));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::dependent;

    #[test]
    fn summaries_that_refer_to_others_are_found() {
        assert_eq!(
            dependent("/// The same for bytes.\n///\n/// More.\n#[inline]\npub fn f() {}"),
            [(1, "The same for bytes.")]
        );
        assert_eq!(dependent("    /// See [`g`].\n    pub const fn f() {}"), [(1, "See [`g`].")]);
    }

    #[test]
    fn private_and_hidden_items_and_other_lines_may_refer_to_others() {
        assert!(dependent("/// The same for bytes.\nfn f() {}\n/// The same.\npub(crate) fn g() {}").is_empty());
        assert!(dependent("/// The same, by its old name.\n#[doc(hidden)]\npub fn f() {}").is_empty());
        assert!(dependent("/// Encodes bytes.\n///\n/// # Errors\n/// As [`f`].\npub fn g() {}").is_empty());
    }
}
