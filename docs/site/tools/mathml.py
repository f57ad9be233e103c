"""Formulas: `$…$` in a line and `$$…$$` in a paragraph of their own become MathML, which browsers draw without scripts."""

import html
import re

from latex2mathml.converter import convert

FENCE = re.compile(r"^[ ]*(```|~~~)")
# Code in a line comes first, so that a dollar sign in it stays.
PIECE = re.compile(r"(`+)(?:.+?)\1|\$(?P<inline>[^$\n]+?)\$")
DISPLAY = re.compile(r"^(?P<indent> *)\$\$(?P<formula>.+?)\$\$[ ]*$", re.MULTILINE | re.DOTALL)


def _convert(formula: str, display: str) -> str:
    math = convert(html.unescape(formula.strip()), display=display)
    if "\\" in math:
        raise ValueError(f"the formula {formula!r} has a command that is not known")
    # Markdown must find neither emphasis nor escapes in it.
    return math.replace("*", "&#42;").replace("_", "&#95;").replace("\\", "&#92;").replace("|", "&#124;").replace("\n", " ")


def _inline(match: re.Match[str]) -> str:
    # A line that began with `<math>` would be a block of its own.
    return match[0] if match["inline"] is None else f'<span>{_convert(match["inline"], "inline")}</span>'


def _text(text: str) -> str:
    text = DISPLAY.sub(lambda match: f'{match["indent"]}<div class="formula">{_convert(match["formula"], "block")}</div>', text)
    return PIECE.sub(_inline, text)


def to_mathml(markdown: str) -> str:
    """The same Markdown with MathML for all formulas outside of code."""
    parts: list[str] = []
    prose: list[str] = []
    in_code = False
    for line in markdown.splitlines(keepends=True):
        if FENCE.match(line):
            if not in_code:
                parts.append(_text("".join(prose)))
                prose = []
            in_code = not in_code
            parts.append(line)
        elif in_code:
            parts.append(line)
        else:
            prose.append(line)
    return "".join(parts) + _text("".join(prose))
