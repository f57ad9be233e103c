//! A generated part of a file.

/// A part of a file, between a line with `<families:name>` and the next line with `</families>`.
pub(super) struct Region {
    /// From the root of the workspace.
    pub(super) path: &'static str,
    pub(super) name: String,
    /// Whole lines.
    pub(super) text: String,
}

impl Region {
    pub(super) fn new(path: &'static str, name: impl Into<String>, text: String) -> Self {
        Self { path, name: name.into(), text }
    }

    /// The file with the new part.
    ///
    /// # Errors
    /// If the file has no such part, or no end of it.
    pub(super) fn replace(&self, file: &str) -> Result<String, String> {
        let start = format!("<families:{}>", self.name);
        let missing = |what: &str| format!("{}: there is no line with {what}", self.path);
        let before = file.find(&start).ok_or_else(|| missing(&start))?;
        let begin = before + file[before..].find('\n').ok_or_else(|| missing("</families>"))? + 1;
        let end = begin + file[begin..].find("</families>").ok_or_else(|| missing("</families>"))?;
        // The line with the end stays whole.
        let end = begin + file[begin..end].rfind('\n').map_or(0, |newline| newline + 1);
        Ok([&file[..begin], &self.text, &file[end..]].concat())
    }
}

/// Words between spaces, in lines of at most 120 characters that begin with `indent`.
pub(super) fn wrapped(words: impl Iterator<Item = String>, indent: &str) -> String {
    const WIDTH: usize = 120;
    let mut lines = vec![indent.to_owned()];
    for word in words {
        let last = lines.last_mut().expect("there is a line");
        let separator = if last.len() == indent.len() { "" } else { " " };
        if last.len() + separator.len() + word.len() > WIDTH {
            lines.push(format!("{indent}{word}"));
        } else {
            last.push_str(separator);
            last.push_str(&word);
        }
    }
    lines.iter().map(|line| format!("{line}\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn region(text: &str) -> Region {
        Region::new("file", "part", text.to_owned())
    }

    #[test]
    fn only_what_is_between_the_markers_is_replaced() {
        let file = "a\n  # <families:part> note\n  old\n  older\n  # </families>\nb\n";
        assert_eq!(
            region("  new\n").replace(file).unwrap(),
            "a\n  # <families:part> note\n  new\n  # </families>\nb\n"
        );
        let empty = "# <families:part>\n# </families>\n";
        assert_eq!(region("x\n").replace(empty).unwrap(), "# <families:part>\nx\n# </families>\n");
    }

    #[test]
    fn a_missing_marker_is_an_error() {
        assert!(region("").replace("a\n").unwrap_err().contains("<families:part>"));
        assert!(region("").replace("# <families:part>\na\n").unwrap_err().contains("</families>"));
    }

    #[test]
    fn lines_are_as_long_as_they_may_be() {
        let words = (0..40).map(|_| "words".to_owned());
        let lines = wrapped(words, "    ");
        assert_eq!(lines.lines().map(str::len).collect::<Vec<_>>(), [117, 117, 15]);
    }
}
