"""Shapes of drawings. Their colours are variables of the page's style, so that they suit a light and a dark page."""

from html import escape
from math import isfinite

INK, SOFT, LINE = "var(--figure-ink)", "var(--figure-soft)", "var(--figure-line)"
COLOURS = ["var(--figure-a)", "var(--figure-b)", "var(--figure-c)", "var(--figure-d)"]
WASHES = ["var(--figure-wash-a)", "var(--figure-wash-b)", "var(--figure-wash-c)", "var(--figure-wash-d)"]


def number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def text(x: float, y: float, content: str, anchor: str = "middle", kind: str = "", size: int = 14, fill: str = "") -> str:
    style = f' style="fill:{fill}"' if fill else ""
    return (
        f'<text x="{number(x)}" y="{number(y)}" text-anchor="{anchor}" class="{kind}" font-size="{size}"{style}>'
        f"{escape(content)}</text>"
    )


def line(x1: float, y1: float, x2: float, y2: float, colour: str = LINE, width: float = 1, dash: str = "") -> str:
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<line x1="{number(x1)}" y1="{number(y1)}" x2="{number(x2)}" y2="{number(y2)}" stroke="{colour}" '
        f'stroke-width="{number(width)}"{dashes}/>'
    )


def rect(x: float, y: float, width: float, height: float, fill: str, stroke: str = LINE, radius: float = 0) -> str:
    return (
        f'<rect x="{number(x)}" y="{number(y)}" width="{number(max(width, 0))}" height="{number(height)}" rx="{number(radius)}" '
        f'fill="{fill}" stroke="{stroke}"/>'
    )


def path(points: list[tuple[float, float]], colour: str, width: float = 2.2, fill: str = "none") -> str:
    steps = " L".join(f"{number(x)} {number(y)}" for x, y in points if isfinite(x) and isfinite(y))
    return f'<path d="M{steps}" fill="{fill}" stroke="{colour}" stroke-width="{number(width)}" stroke-linejoin="round"/>'


def arrow(x1: float, y1: float, x2: float, y2: float, colour: str = INK) -> str:
    """A line with a head, whose size does not depend on the length."""
    length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
    ux, uy = (x2 - x1) / length, (y2 - y1) / length
    bx, by = x2 - 8 * ux, y2 - 8 * uy
    head = [(x2, y2), (bx - 4 * uy, by + 4 * ux), (bx + 4 * uy, by - 4 * ux), (x2, y2)]
    return line(x1, y1, bx, by, colour, 1.6) + path(head, colour, 1, colour)


def drawing(width: float, height: float, caption: str, *parts: str) -> str:
    """A figure in one line of HTML, which Markdown leaves alone."""
    return (
        f'<figure class="drawing"><svg viewBox="0 0 {number(width)} {number(height)}" role="img" '
        f'aria-label="{escape(caption)}">{"".join(parts)}</svg><figcaption>{escape(caption)}</figcaption></figure>'
    )


class Axes:
    """A frame with ticks, and where its numbers are."""

    def __init__(self, box: tuple[float, float, float, float], xs: tuple[float, float], ys: tuple[float, float]) -> None:
        self.left, self.top, self.width, self.height = box
        self.xs, self.ys = xs, ys

    def x(self, value: float) -> float:
        return self.left + (value - self.xs[0]) / (self.xs[1] - self.xs[0]) * self.width

    def y(self, value: float) -> float:
        return self.top + self.height - (value - self.ys[0]) / (self.ys[1] - self.ys[0]) * self.height

    def frame(self, x_ticks: list[float], y_ticks: list[float], x_label: str, y_label: str) -> str:
        bottom = self.top + self.height
        parts = [line(self.left, bottom, self.left + self.width, bottom, INK), line(self.left, self.top, self.left, bottom, INK)]
        for tick in x_ticks:
            parts += [line(self.x(tick), bottom, self.x(tick), bottom + 5, INK), text(self.x(tick), bottom + 20, f"{tick:g}", kind="soft")]
        for tick in y_ticks:
            parts += [
                line(self.left, self.y(tick), self.left + self.width, self.y(tick), LINE, 0.6),
                text(self.left - 8, self.y(tick) + 5, f"{tick:g}", "end", "soft"),
            ]
        parts += [text(self.left + self.width / 2, bottom + 42, x_label), text(self.left, self.top - 10, y_label, "start")]
        return "".join(parts)

    def curve(self, points: list[tuple[float, float]], colour: str) -> str:
        return path([(self.x(x), self.y(y)) for x, y in points], colour)
