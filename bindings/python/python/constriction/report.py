"""Where the bits go: what each symbol and each array of a message costs.

A report is computed from symbols and models, without encoding them. A notebook shows it as a table.

Example:
    >>> import numpy as np
    >>> from constriction.report import RateReport
    >>> from constriction.stream.model import Categorical, Uniform
    >>> report = RateReport()
    >>> colours = report.add("colours", [[0, 0], [2, 1]], Categorical([0.5, 0.25, 0.25]))
    >>> sizes = report.add("sizes", np.arange(8), Uniform(16))
    >>> print(report)
    array    symbols  bits  bits/symbol  share
    colours        4   6.0        1.500  15.8 %
    sizes          8  32.0        4.000  84.2 %
    all           12  38.0        3.167
    >>> colours.along(0).tolist()
    [2.0, 4.0]
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from . import _html, _plot

__all__ = ["ArrayRate", "RateReport", "SymbolRate"]

# How many of the symbols that cost most a notebook shows.
_MOST_SYMBOLS = 8
# How many parts of an array it shows.
_PARTS = 64


@dataclass(frozen=True)
class SymbolRate:
    """The cost of all occurrences of a symbol in an array."""

    symbol: int
    """The symbol."""
    count: int
    """How often it occurs."""
    bits: float
    """The cost of all occurrences, in bits."""

    @property
    def bits_per_symbol(self) -> float:
        """The average cost of one occurrence, in bits."""
        return self.bits / self.count


class ArrayRate:
    """The cost of the symbols of an array. `RateReport.add` returns it."""

    def __init__(self, name: str, symbols: Any, model: Any, params: tuple[Any, ...]) -> None:
        self.name: str = name
        """The name of the array in its report."""
        self.model: str = repr(model)
        """The model, in short."""
        costs = np.asarray(model.cost_bits(symbols, *params), dtype=np.float64)
        self.costs: np.ndarray[Any, np.dtype[np.float64]] = costs
        """The bits of each symbol, in the shape of the array; infinite where a symbol cannot be encoded."""
        self._symbols = np.broadcast_to(np.asarray(symbols), costs.shape)

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape of the array."""
        shape: tuple[int, ...] = self.costs.shape
        return shape

    @property
    def count(self) -> int:
        """The number of symbols."""
        return self.costs.size

    @property
    def bits(self) -> float:
        """The bits of all symbols; infinite if one cannot be encoded."""
        return float(self.costs.sum())

    @property
    def bits_per_symbol(self) -> float:
        """The average number of bits of a symbol; 0 without symbols."""
        return self.bits / max(1, self.count)

    def along(self, axis: int) -> np.ndarray[Any, np.dtype[np.float64]]:
        """Returns the bits at each index of an axis: with axis 0 of an array of channels, the bits of each channel.

        Raises:
            numpy.exceptions.AxisError: the array has no such axis.
        """
        kept = np.moveaxis(self.costs, axis, 0)
        return np.asarray(kept.reshape(kept.shape[0], -1).sum(axis=1) if kept.size else np.zeros(kept.shape[0]))

    def by_symbol(self) -> list[SymbolRate]:
        """Returns the bits of each symbol that occurs, the one that costs most first."""
        symbols, places, counts = np.unique(self._symbols, return_inverse=True, return_counts=True)
        bits = np.bincount(places.ravel(), weights=self.costs.ravel(), minlength=len(symbols))
        order = np.argsort(-bits, kind="stable")
        return [SymbolRate(int(symbols[place]), int(counts[place]), float(bits[place])) for place in order]

    def plot(self, *, axis: int | None = None, ax: Any = None, **style: Any) -> Any:
        """Draws the bits with Matplotlib, and returns the axes.

        Args:
            axis: draws the sum at each index of this axis. By default, an array of two axes is an image of the bits of
                each symbol; of others, the bits of each symbol are drawn in C order.
            ax: the axes to draw on; default: those of `matplotlib.pyplot`.
            **style: options of the drawing: those of `ax.imshow` for an image, otherwise those of `ax.stairs`.

        Raises:
            ImportError: Matplotlib is not installed.
            numpy.exceptions.AxisError: the array has no such axis.
        """
        if axis is None and self.costs.ndim == 2:
            ax = _plot.axes(ax)
            image = ax.imshow(self.costs, **{"aspect": "auto", "interpolation": "nearest", **style})
            ax.figure.colorbar(image, ax=ax, label="bits")
            return ax
        bits = self.costs.ravel() if axis is None else self.along(axis)
        ax = _plot.axes(ax)
        style.setdefault("label", self.name)
        ax.stairs(bits, np.arange(len(bits) + 1) - 0.5, **{"fill": True, "alpha": 0.7, **style})
        ax.set_xlabel("symbol in C order" if axis is None else f"index along axis {axis}")
        ax.set_ylabel("bits")
        return ax

    def __repr__(self) -> str:
        bits, each = _html.number(self.bits, 1), _html.number(self.bits_per_symbol, 3)
        return f"ArrayRate({self.name!r}, shape={self.shape}, bits={bits}, bits_per_symbol={each})"

    def _details(self) -> str:
        # What a notebook shows of the array when it is opened.
        costs = self.costs.ravel()
        parts = [part.mean() for part in np.array_split(costs, min(_PARTS, max(1, costs.size))) if part.size]
        finite = [height if np.isfinite(height) else 0.0 for height in parts]
        most = self.by_symbol()
        rows = [
            [
                str(one.symbol),
                _html.number(one.count),
                _html.number(one.bits, 1),
                _html.number(one.bits_per_symbol, 3),
                _html.bar(one.bits / self.bits if 0 < self.bits < np.inf else 0.0),
            ]
            for one in most[:_MOST_SYMBOLS]
        ]
        rest = f"<p>and {len(most) - len(rows):,} other symbols</p>" if len(most) > len(rows) else ""
        return (
            f"<details><summary>{_html.escape(self.name)}: <code>{_html.escape(self.model)}</code></summary>"
            f"{_html.strip(finite, 'bits per symbol from the start of the array to its end')}"
            f"{_html.table(['symbol', 'count', 'bits', 'bits each', ''], rows)}{rest}</details>"
        )

    def _repr_html_(self) -> str:
        return _html.page(self._details().replace("<details>", '<details open="">', 1))


class RateReport(Mapping[str, ArrayRate]):
    """Where the bits of a message go: a mapping from names to what each array costs.

    The costs are the information content of the symbols under their models, `model.cost_bits(...)`. A coder comes within
    some words of their sum. If you assign the bits of a real message to `message_bits`, the report compares them.

    Example:
        >>> from constriction.report import RateReport
        >>> from constriction.stream.model import QuantizedLaplace
        >>> from constriction.stream.queue import RangeEncoder
        >>> symbols, model = [0, -1, 0, 3, 0, 0, 1, 0], QuantizedLaplace(-10, 10, 0.0, 0.8)
        >>> encoder = RangeEncoder()
        >>> encoder.encode(symbols, model)
        >>> report = RateReport()
        >>> rate = report.add("residuals", symbols, model)
        >>> report.message_bits = encoder.num_bits()
        >>> print(report)
        array      symbols  bits  bits/symbol    share
        residuals        8  16.3        2.038  100.0 %
        all              8  16.3        2.038
        message: 32 bits, 15.7 more than its symbols
    """

    def __init__(self) -> None:
        self._rates: dict[str, ArrayRate] = {}
        self.message_bits: int | None = None
        """The bits of the whole message, which a coder's `num_bits()` returns; `None` if it is not known."""

    def add(self, name: str, symbols: Any, model: Any, *params: Any) -> ArrayRate:
        """Adds an array, and returns its cost.

        Args:
            name: the name of the array, which no other array of the report has.
            symbols: integers of any shape.
            model: a model, or a model that learns, which stays as it is; or any object with a method `cost_bits`.
            *params: the arguments of a coder's call after the model: the free parameters, or the contexts.

        Raises:
            ValueError: there is an array of this name; a parameter is invalid, or has another shape than the symbols.
            TypeError: symbols are not integers.
        """
        if name in self._rates:
            raise ValueError(f"there is an array {name!r} already")
        rate = ArrayRate(name, symbols, model, params)
        self._rates[name] = rate
        return rate

    @property
    def count(self) -> int:
        """The number of symbols of all arrays."""
        return sum(rate.count for rate in self.values())

    @property
    def bits(self) -> float:
        """The bits of all arrays; infinite if a symbol cannot be encoded."""
        return float(sum(rate.bits for rate in self.values()))

    @property
    def bits_per_symbol(self) -> float:
        """The average number of bits of a symbol of all arrays; 0 without symbols."""
        return self.bits / max(1, self.count)

    def __getitem__(self, name: str) -> ArrayRate:
        return self._rates[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rates)

    def __len__(self) -> int:
        return len(self._rates)

    def _share(self, rate: ArrayRate) -> float:
        return rate.bits / self.bits if 0 < self.bits < np.inf else 0.0

    def _comparison(self) -> str:
        # What the message needs, beside the sum of the symbols.
        bits = self.message_bits or 0
        more = bits - self.bits
        return f"{bits:,} bits, {_html.number(abs(more), 1)} {'more' if more >= 0 else 'less'} than its symbols"

    def plot(self, *, ax: Any = None, **style: Any) -> Any:
        """Draws the bits of each array with Matplotlib, and returns the axes.

        Args:
            ax: the axes to draw on; default: those of `matplotlib.pyplot`.
            **style: options of `ax.barh`.

        Raises:
            ImportError: Matplotlib is not installed.
        """
        ax = _plot.axes(ax)
        ax.barh(list(self), [rate.bits for rate in self.values()], **{"alpha": 0.7, **style})
        ax.invert_yaxis()
        ax.set_xlabel("bits")
        return ax

    def __repr__(self) -> str:
        lines = [["array", "symbols", "bits", "bits/symbol", "share"]]
        for name, rate in self.items():
            numbers = [_html.number(rate.count), _html.number(rate.bits, 1), _html.number(rate.bits_per_symbol, 3)]
            lines.append([name, *numbers, f"{100 * self._share(rate):.1f} %"])
        numbers = [_html.number(self.count), _html.number(self.bits, 1), _html.number(self.bits_per_symbol, 3)]
        lines.append(["all", *numbers, ""])
        widths = [max(len(line[column]) for line in lines) for column in range(5)]
        shown = [
            "  ".join([line[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(line[1:], widths[1:]))])
            for line in lines
        ]
        if self.message_bits is not None:
            shown.append(f"message: {self._comparison()}")
        return "\n".join(line.rstrip() for line in shown)

    def _repr_html_(self) -> str:
        def _row(name: str, rate: ArrayRate | RateReport, shape: str, share: str) -> list[str]:
            numbers = [_html.number(rate.count), _html.number(rate.bits, 1), _html.number(rate.bits_per_symbol, 3)]
            return [_html.escape(name), shape, *numbers, share]

        rows = [
            _row(name, rate, " × ".join(map(str, rate.shape)), _html.bar(self._share(rate))) for name, rate in self.items()
        ]
        rows.append(_row("all", self, "", ""))
        message = ""
        if self.message_bits is not None:
            message = f"<p>message: {self._comparison()}</p>"
        table = _html.table(["array", "shape", "symbols", "bits", "bits/symbol", "share"], rows)
        return _html.page(table, message, *(rate._details() for rate in self.values()))
