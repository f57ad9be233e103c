"""Tables for notebooks. Colours are the reader's, so that they fit light and dark pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

_STYLE = (
    "<style>.constriction-rate table{color:inherit;border-collapse:collapse;margin:.5em 0}"
    ".constriction-rate th,.constriction-rate td{text-align:right;padding:.2em .6em}"
    ".constriction-rate th:first-child,.constriction-rate td:first-child,.constriction-rate th:last-child{text-align:left}"
    ".constriction-rate i{display:block;height:.7em;background:#00897b;border-radius:2px}.constriction-rate .bar{width:10em}"
    ".constriction-rate svg{color:#00897b;display:block;width:100%;max-width:40em;height:3em;margin:.5em 0}</style>"
)


def escape(text: object) -> str:
    """A text as HTML."""
    return str(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def number(value: float, digits: int = 0) -> str:
    """A number with its thousands set apart."""
    return f"{value:,.{digits}f}" if value == value and abs(value) != float("inf") else "∞"


def bar(share: float) -> str:
    """A bar whose length is a share of its cell."""
    return f'<i style="width:{100 * min(max(share, 0.0), 1.0):.1f}%" title="{100 * share:.1f} %"></i>'


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table of cells that are HTML; the last column has bars."""
    head = "".join(f"<th>{name}</th>" for name in heads)

    def line(cells: Sequence[str]) -> str:
        *numbers, last = cells
        return "<tr>" + "".join(f"<td>{cell}</td>" for cell in numbers) + f'<td class="bar">{last}</td></tr>'

    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(map(line, rows))}</tbody></table>"


def strip(heights: Any, title: str) -> str:
    """A chart of bars side by side, in a drawing that is as wide as the page."""
    top = max([float(height) for height in heights], default=0.0) or 1.0
    bars = "".join(
        f'<rect x="{place}" y="{1 - height / top:.4f}" width=".9" height="{height / top:.4f}"/>'
        for place, height in enumerate(map(float, heights))
    )
    return (
        f'<svg viewBox="0 0 {max(1, len(heights))} 1" preserveAspectRatio="none" fill="currentColor" role="img" '
        f'aria-label="{escape(title)}"><title>{escape(title)}</title>{bars}</svg>'
    )


def page(*parts: str) -> str:
    """The HTML for a notebook."""
    return f'<div class="constriction-rate">{_STYLE}{"".join(parts)}</div>'
