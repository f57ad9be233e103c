"""Drawings. Matplotlib is imported when something is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from .stream.model import Model

# A support of this many symbols is drawn whole, each symbol as a bar.
_MOST_BARS = 64
# More symbols than that are drawn in groups of neighbours.
_MOST_STEPS = 1000
# Of a wider support, what is drawn leaves out this share at either end.
_TAIL = 1e-3
_LABELS = {"pmf": "probability", "cdf": "probability of all smaller symbols", "cost_bits": "bits"}


def axes(ax: Any) -> Any:
    """The axes to draw on: the current ones of pyplot if there are no others."""
    if ax is not None:
        return ax
    try:
        from matplotlib import pyplot
    except ImportError as error:
        raise ImportError("drawings need matplotlib: pip install 'constriction[plot]'") from error
    return pyplot.gca()


def plot_model(
    model: Model,
    params: tuple[Any, ...],
    support: tuple[int, int],
    symbols: tuple[int, int] | None,
    show: str,
    ax: Any,
    style: dict[str, Any],
) -> Any:
    """Draws a model; the method `plot` calls this with the support that the parameters make."""
    if show not in _LABELS:
        raise ValueError(f"show must be 'pmf', 'cdf' or 'cost_bits', not {show!r}")
    low, high = _likely(model, params, support) if symbols is None else _inside(symbols, support)
    ax = axes(ax)
    style.setdefault("label", _label(model, params))
    if show == "cdf":
        places, heights = _cumulative(model, params, low, high)
        # What is left of a symbol, up to and including its place, has less than the symbol itself.
        ax.step(places, heights, where="pre", **style)
    else:
        edges, heights = _probabilities(model, params, low, high)
        if show == "cost_bits":
            with np.errstate(divide="ignore"):
                heights = -np.log2(heights)
            heights[np.isinf(heights)] = np.nan
            ax.stairs(heights, edges - 0.5, baseline=None, **style)
        elif high - low < _MOST_BARS:
            ax.bar(edges[:-1], heights, **{"width": 0.85, "alpha": 0.7, **style})
        else:
            steps = np.append(heights, heights[-1])
            ax.fill_between(edges - 0.5, steps, step="post", **{"alpha": 0.7, "linewidth": 0, **style})
    if not ax.get_xlabel():
        ax.set_xlabel("symbol")
    if not ax.get_ylabel():
        ax.set_ylabel(_LABELS[show])
    return ax


def _inside(symbols: tuple[int, int], support: tuple[int, int]) -> tuple[int, int]:
    """The part of a range of symbols that a model has."""
    low, high = (int(end) for end in symbols)
    low, high = max(low, support[0]), min(high, support[1])
    if low > high:
        raise ValueError(f"there is nothing to draw: the model has the symbols from {support[0]} to {support[1]}")
    return low, high


def _likely(model: Model, params: tuple[Any, ...], support: tuple[int, int]) -> tuple[int, int]:
    """The support if it is small; otherwise the symbols that have nearly all of the probability, and some more."""
    low, high = support
    if high - low < _MOST_BARS:
        return support
    first, last = (_quantile(model, params, support, share) for share in (_TAIL, 1 - _TAIL))
    margin = max(2, (last - first) // 10)
    return max(low, first - margin), min(high, last + margin)


def _quantile(model: Model, params: tuple[Any, ...], support: tuple[int, int], share: float) -> int:
    """The largest symbol such that those before it have at most this share."""
    low, high = support
    while low < high:
        middle = (low + high + 1) // 2
        if model.cdf(middle, *params) <= share:
            low = middle
        else:
            high = middle - 1
    return low


def _edges(low: int, high: int) -> Any:
    """The first symbol of each group of neighbours, and the symbol after the last group."""
    if high - low < _MOST_STEPS:
        return np.arange(low, high + 2)
    return np.unique(np.linspace(low, high + 1, _MOST_STEPS + 1).astype(np.int64))


def _cumulative(model: Model, params: tuple[Any, ...], low: int, high: int) -> tuple[Any, Any]:
    """Places and the cumulatives there, the last one after the last symbol."""
    edges = _edges(low, high)
    # There may be no symbol after the last one.
    end = model.cdf(high, *params) + model.pmf(high, *params)
    return edges, np.append(model.cdf(edges[:-1], *params), end)


def _probabilities(model: Model, params: tuple[Any, ...], low: int, high: int) -> tuple[Any, Any]:
    """Groups of symbols, and the mean probability of a symbol in each."""
    edges = _edges(low, high)
    if len(edges) == high - low + 2:
        return edges, model.pmf(edges[:-1], *params)
    edges, cumulative = _cumulative(model, params, low, high)
    return edges, np.diff(cumulative) / np.diff(edges)


def _label(model: Model, params: tuple[Any, ...]) -> str:
    """The name of a model, with those of its parameters that are few numbers."""
    given = iter(params)
    shown = []
    for name, value in model.parameters.items():
        value = next(given, None) if value is None else value
        numbers = np.asarray(value, dtype=np.float64) if value is not None else np.empty(0)
        if numbers.ndim == 0:
            shown.append(f"{name}={numbers:.4g}")
        elif 0 < numbers.size <= 3:
            shown.append(f"{name}=[{', '.join(f'{number:.4g}' for number in numbers.ravel())}]")
    return f"{type(model).__name__}({', '.join(shown)})"
