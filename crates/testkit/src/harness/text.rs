//! The text of a model.

use constriction_runtime::ModelSpec;

/// Any text: it is refused, or it is a model whose text is the same model again.
pub(super) fn parse(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let Ok(spec) = text.parse::<ModelSpec>() else { return };
    let written = spec.to_string();
    assert_eq!(written.parse().as_ref(), Ok(&spec), "{written}");
}
