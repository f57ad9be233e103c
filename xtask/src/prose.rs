//! The language of comments, messages and pages: a list of phrases that must not come back, and the spelling.

use std::fs;

use super::environment::Environment;
use super::process::{announce, output, root, step};

/// Phrases that a reader of English stumbles over, and what to write instead.
const PHRASES: [(&str, &str); 21] = [
    ("behind", "after, past or beyond"),
    ("so many", "this many, or a number"),
    ("which is no symbol", "which is not a symbol"),
    ("is no integer", "is not an integer"),
    ("which is no number", "which is not a number"),
    ("which is no model", "which is not a model"),
    ("which is no message", "which is not a message"),
    ("make no model", "are not a model"),
    ("makes no model", "is not a model"),
    ("make no code", "are not a code"),
    ("of no use", "unspecified, or unusable"),
    ("by a table of functions", "through a vtable"),
    ("what users call", "the methods of"),
    ("what can go wrong", "the error of"),
    ("there is none", "there is no …, and the noun"),
    ("of yours", "your own"),
    ("is none of those", "does not have"),
    ("what encoders look up", "the table of an encoder"),
    ("what decoders look up", "the table of a decoder"),
    ("in the midst of", "within, or while"),
    ("checksum is another", "checksum does not match"),
];

/// Files with text that people read.
const ENDINGS: [&str; 12] =
    [".rs", ".md", ".py", ".pyi", ".ipynb", ".js", ".mjs", ".ts", ".css", ".html", ".toml", ".yml"];
/// This file has all phrases.
const THIS: &str = "xtask/src/prose.rs";

/// Checks that no file of the repository has a phrase of the list.
///
/// # Errors
/// If one does: where, and what to write instead.
pub(crate) fn phrases() -> Result<(), String> {
    announce("git", &["grep", "phrases that must not come back"], &[]);
    let mut found = Vec::new();
    for path in output("git", &["ls-files", "--cached", "--others", "--exclude-standard"])?.lines() {
        if path == THIS || !ENDINGS.iter().any(|ending| path.ends_with(ending)) {
            continue;
        }
        // A file that was removed and not yet committed is in the list.
        let Ok(text) = fs::read_to_string(root().join(path)) else { continue };
        for (number, line) in text.lines().enumerate() {
            for (phrase, instead) in stumbles(line) {
                found.push(format!("{path}:{}: “{phrase}”; write {instead}", number + 1));
            }
        }
    }
    if found.is_empty() { Ok(()) } else { Err(format!("phrases that must not come back:\n{}", found.join("\n"))) }
}

/// Checks the spelling of the repository.
///
/// # Errors
/// If a step fails: the command.
pub(crate) fn spelling() -> Result<(), String> {
    let environment = Environment::SPELLING;
    environment.install("docs/requirements-spelling.txt")?;
    step(&environment.program("typos"), &["--format", "brief"])
}

/// The phrases in a line, as whole words.
fn stumbles(line: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let line = line.to_lowercase();
    PHRASES.into_iter().filter(move |(phrase, _)| {
        line.match_indices(phrase).any(|(start, _)| {
            let is_outside =
                |letter: Option<char>| !letter.is_some_and(|letter| letter.is_alphanumeric() || letter == '_');
            is_outside(line[..start].chars().next_back()) && is_outside(line[start + phrase.len()..].chars().next())
        })
    })
}

#[cfg(test)]
mod tests {
    use super::stumbles;

    #[test]
    fn phrases_are_found_as_whole_words() {
        let found = |line| stumbles(line).map(|(phrase, _)| phrase).collect::<Vec<_>>();
        assert_eq!(found("/// Behind the end, so many symbols"), ["behind", "so many"]);
        assert_eq!(found("let is_behind = so_many;"), [""; 0]);
        assert_eq!(found("x, which is no symbol; there is no symbol"), ["which is no symbol"]);
        assert_eq!(found("this many symbols after the end"), [""; 0]);
    }
}
