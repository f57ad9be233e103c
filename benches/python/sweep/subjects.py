"""What is coded: models, their parameters, and symbols that were drawn from them; the same in every run."""

import zlib
from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

import numpy as np

from constriction import stream

model = stream.model

# The most that the symbols of one array cost, and those of calls with few, in units of `Subject.cost`.
MOST = 2_000_000
FEW = 400_000
SYMBOLS = 100_000

LOW, HIGH = -100, 100
COMPONENTS = 3
TABLES = 64


class Subject(NamedTuple):
    """A way to use a family. `Rows` is the entries of a parameter that is a vector."""

    name: str
    # The class.
    family: str
    # Makes a model of its parameters: all, or none.
    new: Callable[..., Any]
    # Parameters of this many symbols: an array each, with an entry or a row for each symbol.
    draw: Callable[[np.random.Generator, int], tuple[np.ndarray, ...]]
    # Symbols, of which each has its parameters, or all have the same.
    sample: Callable[..., np.ndarray]
    # About what a symbol costs, in nanoseconds, or a multiple of that.
    cost: int = 1
    # Types of parameters.
    types: tuple[str, ...] = ("float64",)
    # Whether a model can be made with its parameters, and without.
    roads: tuple[str, ...] = ("fixed", "each symbol", "new model")
    # Chain coders take models of 24 bits.
    has_chain: bool = True

    def rng(self, *what: object) -> np.random.Generator:
        return np.random.default_rng(zlib.crc32(repr((self.name, *what)).encode()))

    def most(self) -> int:
        """The number of symbols of the longest array."""
        return max(1, min(SYMBOLS, MOST // self.cost))

    def few(self) -> int:
        """The number of symbols of a round in which each call has few."""
        return max(1, min(1000, FEW // self.cost))


def located(rng, count):
    return rng.normal(0, 20, count), rng.uniform(1, 10, count)


def rounded(rng, count, mean, scale):
    return np.clip(np.rint(rng.normal(mean, scale, count)), LOW, HIGH)


def quantized(family):
    new = partial(getattr(model, family), LOW, HIGH)
    return Subject(family, family, new, located, rounded, types=("float64", "float32", "float16"))


def with_fixed_std():
    """Only the means differ."""
    new = partial(model.QuantizedGaussian, LOW, HIGH, std=9.0)
    draw, sample = lambda rng, count: located(rng, count)[:1], lambda rng, count, mean: rounded(rng, count, mean, 9.0)
    return Subject("QuantizedGaussian of one std", "QuantizedGaussian", new, draw, sample, roads=("each symbol",))


def mixture(family):
    def draw(rng, count):
        shape = (count, COMPONENTS)
        return rng.uniform(0.1, 1.0, shape), rng.normal(0, 20, shape), rng.uniform(1, 10, shape)

    def sample(rng, count, weights, means, scales):
        return rounded(rng, count, means[:, 0], scales[:, 0])

    new = partial(getattr(model, family), LOW, HIGH)
    return Subject(family, family, new, draw, sample, cost=10, types=("float64", "float32", "float16"))


def bernoulli(name, perfect):
    def sample(rng, count, p):
        return rng.random(count) < p

    def draw(rng, count):
        return (rng.uniform(0.05, 0.95, count),)

    new = partial(model.Bernoulli, perfect=perfect)
    return Subject(name, "Bernoulli", new, draw, sample, types=("float64", "float32", "float16"))


def uniform():
    def draw(rng, count):
        return (rng.integers(2, 1000, count, dtype=np.int32),)

    def sample(rng, count, sizes):
        return rng.random(count) * sizes

    return Subject("Uniform", "Uniform", model.Uniform, draw, sample, types=("int32", "int64"))


def binomial():
    def draw(rng, count):
        # There are n beyond these for which the published package does not return.
        return rng.integers(1, 40, count, dtype=np.int32), rng.uniform(0.05, 0.95, count)

    def sample(rng, count, n, p):
        return rng.binomial(n, p, count)

    return Subject("Binomial", "Binomial", model.Binomial, draw, sample, cost=100)


def probabilities(rng, count, size):
    rows = np.exp(rng.standard_normal((count, size)))
    # In single precision, an unlikely last symbol could be left without any probability.
    rows[:, -1] = rows.mean(axis=1)
    return rows / rows.sum(axis=1, keepdims=True)


def by_rows(rng, count, rows):
    """Symbols with the probabilities of a row each, or of the only one."""
    sums = np.cumsum(rows, axis=1, dtype=np.float64)
    quantiles = rng.random(count) * sums[:, -1]
    found = np.searchsorted(sums[0], quantiles) if len(rows) == 1 else (sums < quantiles[:, None]).sum(axis=1)
    return np.minimum(found, rows.shape[1] - 1)


def categorical(size, kind, types=("float32", "float64")):
    if kind == "integer":
        options = {"quantization": "integer"}
    else:
        options = {"perfect": kind == "perfect", **({"lazy": True} if kind == "lazy" else {})}
    new = partial(model.Categorical, **options)
    # The published package takes a time for perfect tables that grows with the square of their size.
    cost = max(size, 10) * (60 if kind == "perfect" else 1)
    draw = partial(probabilities, size=size)
    return Subject(f"Categorical {size} {kind}", "Categorical", new, lambda rng, count: (draw(rng, count),), by_rows, cost, types)


def logits(size):
    def sample(rng, count, rows):
        return by_rows(rng, count, np.exp(rows))

    def draw(rng, count):
        return (np.log(probabilities(rng, count, size)),)

    name = f"CategoricalLogits {size}"
    return Subject(name, "CategoricalLogits", model.CategoricalLogits, draw, sample, max(size, 10), ("float32", "float16"))


def top_k(vocabulary, k):
    """The probabilities of some symbols; a tenth is left over for all others."""

    def draw(rng, count):
        ids = np.stack([rng.choice(vocabulary, k, replace=False) for _ in range(count)])
        return ids, 0.9 * probabilities(rng, count, k)

    def sample(rng, count, ids, rows):
        places, others = by_rows(rng, count, rows), rng.integers(0, vocabulary, count)
        return np.where(rng.random(count) < 0.1, others, ids[np.arange(count) % len(ids), places])

    new = partial(model.TopK, vocabulary)
    return Subject(f"TopK {k} of {vocabulary}", "TopK", new, draw, sample, max(k, 10), ("float32", "float64"))


def tables(name, size, precision, zero_probability="leaky"):
    """Many tables, and the number of one for each symbol."""
    rng = np.random.default_rng(size)
    # Every symbol has one unit at least.
    rows = rng.multinomial(2**precision - size, probabilities(rng, TABLES, size)) + 1
    cdfs = np.zeros((TABLES, size + 1), np.int64)
    np.cumsum(rows, axis=1, out=cdfs[:, 1:])
    new = partial(model.CdfTable, cdfs, precision=precision, zero_probability=zero_probability)

    def draw(rng, count):
        return (rng.integers(0, TABLES, count, dtype=np.int32),)

    def sample(rng, count, indexes):
        return rng.integers(0, size, count)

    return Subject(name, "CdfTable", new, draw, sample, types=("int32",), roads=("each symbol",), has_chain=False)


def rational_cdf(x, centre=3.5, width=7.0):
    t = (x - centre) / width
    return 0.5 + 0.5 * t / (1.0 + abs(t))


def rational_inverse(quantile, centre=3.5, width=7.0):
    u = 2.0 * quantile - 1.0
    return centre + width * u / (1.0 - abs(u) + 1e-12)


class Rational:
    """A distribution as those of scipy are."""

    cdf, ppf = staticmethod(rational_cdf), staticmethod(rational_inverse)


def function(family, *args):
    """A function in Python, which takes most of the time."""
    new = partial(getattr(model, family), *args, LOW, HIGH)

    def draw(rng, count):
        return rng.normal(0, 20, count), rng.uniform(1, 10, count)

    return Subject(family, family, new, draw, rounded, cost=4000, roads=("each symbol",))


# Functions that make the subjects of one family each. A family that the published package lacks has cells without a ratio.
MAKERS: dict[str, Callable[[], list[Subject]]] = {
    "Uniform": lambda: [uniform()],
    "Bernoulli": lambda: [bernoulli("Bernoulli", False), bernoulli("Bernoulli perfect", True)],
    "Binomial": lambda: [binomial()],
    "QuantizedGaussian": lambda: [quantized("QuantizedGaussian"), with_fixed_std()],
    "QuantizedLaplace": lambda: [quantized("QuantizedLaplace")],
    "QuantizedCauchy": lambda: [quantized("QuantizedCauchy")],
    "QuantizedLogistic": lambda: [quantized("QuantizedLogistic")],
    "GaussianMixture": lambda: [mixture("GaussianMixture")],
    "LaplaceMixture": lambda: [mixture("LaplaceMixture")],
    "LogisticMixture": lambda: [mixture("LogisticMixture")],
    "Categorical": lambda: [
        *(categorical(size, "fast") for size in (2, 3, 4, 8, 16, 64, 256, 4096, 50257, 151936)),
        *(categorical(size, "lazy", ("float32", "float16")) for size in (2, 4, 16, 64, 256, 4096, 50257, 151936)),
        *(categorical(size, "perfect") for size in (2, 4, 16, 256)),
        *(
            categorical(size, "integer", ("float32", "float16"))
            for size in (2, 16, 256, 4096, 50257, 151936)
            if hasattr(model, "TopK")
        ),
    ],
    "CategoricalLogits": lambda: [logits(size) for size in (2, 16, 256, 4096, 50257, 151936)],
    "TopK": lambda: [top_k(50257, 10), top_k(50257, 100)],
    "CdfTable": lambda: [
        tables("CdfTable 12 bit", 200, 12),
        tables("CdfTable", 200, 16),
        tables("CdfTable escape", 200, 16, "escape"),
    ],
    "CustomModel": lambda: [function("CustomModel", rational_cdf, rational_inverse)],
    "ScipyModel": lambda: [function("ScipyModel", Rational)],
}


def subjects() -> list[Subject]:
    """The subjects of all families that the package has.

    A family without cells is an error: it would be missed.
    """
    families = [name for name in getattr(model, "__all__", MAKERS) if name != "Model"]
    if forgotten := [name for name in families if name not in MAKERS]:
        raise SystemExit(f"error: the sweep has no subjects of {', '.join(forgotten)}")
    return [subject for name, make in MAKERS.items() if hasattr(model, name) for subject in make()]
