"""Random calls that the published package 0.5.0 understands, and on which it has no known defect."""

from typing import Any, NamedTuple

import numpy as np


class Case(NamedTuple):
    """A call, made of what can be sent to another process."""

    # "ans", "noise", "range", "chain", "single" or "huffman".
    job: str
    # The class of the model; its arguments by position, and by name.
    family: str
    args: tuple[Any, ...]
    options: dict[str, Any]
    # What is given at each call: an array each, with an entry or a row for each symbol.
    params: tuple[np.ndarray, ...]
    symbols: np.ndarray
    # What symbols are decoded from, and whether it is arbitrary.
    noise: np.ndarray
    seal: bool


def cases(seed: int, count: int) -> list[Case]:
    rng = np.random.default_rng(seed)
    return [case(rng) for _ in range(count)]


def case(rng: np.random.Generator) -> Case:
    job = str(rng.choice(["ans", "noise", "range", "chain", "single", "huffman"], p=[0.25, 0.2, 0.25, 0.2, 0.05, 0.05]))
    num_symbols = int(rng.choice([rng.integers(0, 5), rng.integers(5, 40), rng.integers(40, 201)]))
    if job == "huffman":
        family, args, options, params, symbols = "Huffman", (), {}, (huffman(rng),), None
        symbols = rng.integers(0, len(params[0]), num_symbols)
    else:
        make = FAMILIES[rng.choice(len(FAMILIES), p=SHARES)]
        family, args, options, params, symbols = make(rng, num_symbols, job == "single")
    seal = bool(rng.integers(2))
    # A chain coder uses 24 bits for each symbol; an ANS coder may run out.
    num_words = len(symbols) + 8 if job == "chain" or seal else rng.integers(0, len(symbols) + 8)
    noise = rng.integers(0, 2**32, num_words, dtype=np.uint32)
    if not seal:
        # Compressed data does not end with a zero.
        noise[-1:] |= 1
    return Case(job, family, args, options, params, symbols.astype(np.int32), noise, seal)


def float_type(rng):
    return rng.choice([np.float32, np.float64])


def huffman(rng):
    weights = rng.dirichlet(np.full(rng.integers(2, 100), rng.choice([0.1, 1.0, 10.0])))
    # With ties.
    return (np.round(weights, rng.choice([2, 15])) + rng.choice([0.0, 0.01])).astype(float_type(rng))


# Families. Each returns the class, its arguments by position and by name, parameters and symbols.


def located(family, *names):
    """A distribution with a centre and a width, any of which may be given at construction, by these names."""

    def make(rng, num_symbols, concrete):
        low, high = support(rng)
        centre, width = centres_and_widths(rng, num_symbols, low, high)
        symbols = around(rng, centre, width, low, high)
        fixed = (True, True) if concrete else tuple(rng.integers(2, size=2).astype(bool))
        options, params = {}, []
        for name, is_fixed, values in zip(names, fixed, (centre, width)):
            if is_fixed:
                options[name] = float(values[0]) if num_symbols > 0 else 1.0
            else:
                params.append(values.astype(float_type(rng)))
        return family, (low, high), options, tuple(params), symbols

    return make


def support(rng):
    low = int(rng.integers(-200, 100))
    return low, low + int(rng.choice([1, 2, 10, 200, 3000, 100_000]))


def centres_and_widths(rng, num_symbols, low, high):
    centre = rng.uniform(low - 5, high + 5, num_symbols)
    return centre, np.exp(rng.uniform(np.log(0.01), np.log(300), num_symbols))


def around(rng, centre, width, low, high):
    """Most are likely, some are anywhere."""
    likely = np.clip(np.round(rng.normal(centre, width)), low, high)
    return np.where(rng.random(len(centre)) < 0.8, likely, rng.integers(low, high + 1, len(centre)))


def custom(rng, num_symbols, concrete):
    num_symbols = min(num_symbols, 40)
    low, high = support(rng)
    centre, width = centres_and_widths(rng, num_symbols, low, high)
    symbols = around(rng, centre, width, low, high)
    if concrete or rng.integers(2) == 0:
        return "CustomModel", (low, high), {}, (), symbols
    dtype = float_type(rng)
    return "CustomModel", (low, high), {}, (centre.astype(dtype), width.astype(dtype)), symbols


def categorical(rng, num_symbols, concrete):
    options = [{"perfect": True}, {"perfect": False}, {"lazy": True}, {"lazy": False}, {}][rng.integers(5)]
    # The published package takes a time for these that grows with the square of their size.
    perfect = options.get("perfect", not options)
    size = int(rng.choice([2, 3, rng.integers(4, 40), 60 if perfect else 300]))
    dtype = float_type(rng)
    concrete = concrete or bool(rng.integers(2))
    rows = np.empty((1 if concrete else num_symbols, size), dtype)
    for row in rows:
        row[:] = probabilities(rng, size, dtype, perfect)
    picked = rows[0] if concrete else rows
    likely = np.array([rng.choice(size, p=np.float64(row) / np.float64(row).sum()) for row in rows], np.int64)
    symbols = np.where(rng.random(num_symbols) < 0.7, likely, rng.integers(0, size, num_symbols))
    return "Categorical", (picked,) if concrete else (), options, () if concrete else (picked,), symbols


def probabilities(rng, size, dtype, perfect):
    while True:
        row = rng.dirichlet(np.full(size, rng.choice([0.05, 0.5, 5.0]))) * rng.choice([1.0, 1.0, 0.01, 300.0])
        row = np.where(rng.random(size) < rng.choice([0.0, 0.3]), 0.0, row).astype(dtype)
        if row.sum() > 1e-3 and (perfect or every_symbol_has_a_probability(row)):
            return row


def every_symbol_has_a_probability(row):
    """Whether rounding leaves room at the end; where it does not, the published package cannot decode."""
    free = 2**24 - len(row)
    # Not `sum`, which adds in another order.
    sums = np.add.accumulate(row)
    scale = row.dtype.type(free) / sums[-1]
    return int(sums[-2] * scale) <= free


def bernoulli(rng, num_symbols, concrete):
    options = [{}, {"perfect": True}, {"perfect": False}][rng.integers(3)]
    extreme = rng.choice([1e-9, 1e-4, 0.9999, 0.5], num_symbols)
    p = np.where(rng.random(num_symbols) < 0.8, rng.random(num_symbols), extreme)
    symbols = (rng.random(num_symbols) < 0.9 * p + 0.05).astype(np.int32)
    if concrete or rng.integers(2) == 0:
        return "Bernoulli", (float(p[0]) if num_symbols > 0 else 0.3,), options, (), symbols
    return "Bernoulli", (), options, (p.astype(float_type(rng)),), symbols


def uniform(rng, num_symbols, concrete):
    sizes = rng.integers(2, rng.choice([3, 300, 2**23]), num_symbols, dtype=np.int32)
    if concrete or rng.integers(2) == 0:
        size = int(sizes[0]) if num_symbols > 0 else 5
        return "Uniform", (size,), {}, (), rng.integers(0, size, num_symbols)
    return "Uniform", (), {}, (sizes,), rng.integers(0, sizes)


def binomial(rng, num_symbols, concrete):
    # There are n and p beyond these for which the published package does not return.
    n = rng.integers(1, 61, num_symbols, dtype=np.int32)
    p = rng.uniform(0.001, 0.999, num_symbols)
    fixed_n, fixed_p = (True, True) if concrete else rng.integers(2, size=2).astype(bool)
    options, params = {}, []
    if fixed_n:
        n[:] = options["n"] = int(n[0]) if num_symbols > 0 else 3
    else:
        params.append(n)
    if fixed_p:
        p[:] = options["p"] = float(p[0]) if num_symbols > 0 else 0.3
    else:
        params.append(p.astype(float_type(rng)))
    symbols = np.where(rng.random(num_symbols) < 0.8, rng.binomial(n, p), rng.integers(0, n + 1))
    return "Binomial", (), options, tuple(params), symbols


FAMILIES = [
    located("QuantizedGaussian", "mean", "std"),
    located("QuantizedLaplace", "mean", "scale"),
    located("QuantizedCauchy", "loc", "scale"),
    categorical,
    bernoulli,
    uniform,
    binomial,
    custom,
]
SHARES = [0.18, 0.14, 0.12, 0.24, 0.1, 0.08, 0.09, 0.05]
