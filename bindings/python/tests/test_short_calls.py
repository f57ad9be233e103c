"""Calls with a few symbols have a way of their own: it does what the way of all other calls does."""

import numpy as np
import pytest
from constriction.stream.model import (
    Bernoulli,
    Binomial,
    Categorical,
    CategoricalLogits,
    CdfTable,
    QuantizedGaussian,
    QuantizedLaplace,
    Uniform,
)
from constriction.stream.queue import RangeDecoder

from coders import all_kinds, encode, encoded, new, reader, state

LENGTHS = [0, 1, 2, 3, 4, 15, 16, 17, 128, 129, 513]
TABLES = np.array([[0, 10, 1 << 16], [0, 60_000, 1 << 16]])


def wave(length, low, high):
    return low + (high - low) * (0.5 + 0.5 * np.sin(np.arange(length)))


def integers(length, high):
    return (np.arange(length) * 7 % high).astype(np.int32)


# A family, and parameters of this many symbols, all of which have the symbols 0 and 1.
CALLS = {
    "Uniform": lambda n: (Uniform(), integers(n, 9) + 2),
    "Uniform fixed": lambda n: (Uniform(5),),
    "Bernoulli": lambda n: (Bernoulli(perfect=False), wave(n, 0.1, 0.9)),
    "Binomial": lambda n: (Binomial(), integers(n, 9) + 1, wave(n, 0.1, 0.9)),
    "Gaussian": lambda n: (QuantizedGaussian(-5, 5), wave(n, -3, 3), wave(n, 1, 2)),
    "Gaussian of one scale": lambda n: (QuantizedGaussian(-5, 5), wave(n, -3, 3), 1.5),
    "Gaussian of fixed scale": lambda n: (QuantizedGaussian(-5, 5, std=1.5), wave(n, -3, 3)),
    "Gaussian fixed": lambda n: (QuantizedGaussian(-5, 5, 0.5, 2.0),),
    "Laplace": lambda n: (QuantizedLaplace(-5, 5, zero_probability="escape"), wave(n, -3, 3), wave(n, 1, 2)),
    "Categorical fixed": lambda n: (Categorical([0.2, 0.5, 0.3], perfect=False),),
    "Categorical": lambda n: (Categorical(lazy=True), np.stack([wave(n, 0.1, 0.9), wave(n, 0.4, 0.6)], axis=1)),
    "CdfTable": lambda n: (CdfTable(TABLES, precision=16), integers(n, 2)),
}


def call(name, length):
    family, *params = CALLS[name](length)
    return integers(length, 2), family, params


def in_one_row(params):
    """The same for symbols of two dimensions, for which there is no short way."""
    return [np.asarray(param)[None] if np.ndim(param) > 0 else param for param in params]


@all_kinds
@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("name", CALLS)
def test_short_calls_make_and_read_the_same_words(kind, name, length):
    symbols, family, params = call(name, length)
    if kind == "chain" and name == "CdfTable":
        return
    coder, other = encoded(kind, symbols, family, *params), encoded(kind, symbols[None], family, *in_one_row(params))
    assert state(coder) == state(other)
    shape = [(1, length)] if not params else in_one_row(params)
    decoded = reader(coder).decode(family, *(params or [length]))
    assert decoded.dtype == np.int32
    assert decoded.tolist() == symbols.tolist()
    assert reader(other).decode(family, *shape).tolist() == [symbols.tolist()]
    assert state(reader(coder)) == state(reader(other))


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("dtype", ["float32", "float16", ">f8", "int32", "int64", "uint8"])
@pytest.mark.parametrize("view", [slice(None), slice(None, None, -1), slice(None, None, 2)], ids=repr)
def test_parameters_of_any_type_and_order_are_the_same(length, dtype, view):
    symbols, family, _ = call("Gaussian", length)
    means, stds = (integers(length, 3) - 1)[view], (integers(length, 2) + 1)[view]
    symbols = symbols[view]
    if dtype == "uint8":
        means = abs(means)
    wanted = encoded("range", symbols.tolist(), family, means.astype(np.float64).tolist(), stds.tolist())
    given = [np.asarray(param, dtype)[::-1].copy()[::-1] for param in (means, stds)]
    assert state(encoded("range", symbols, family, *given)) == state(wanted)
    assert reader(wanted).decode(family, *given).tolist() == symbols.tolist()


ROWS = [Categorical(lazy=True), Categorical(), Categorical(quantization="integer"), CategoricalLogits()]


@all_kinds
@pytest.mark.parametrize("width", [1, 2, 16, 17, 600])
@pytest.mark.parametrize("dtype", ["float64", "float32", "float16"])
@pytest.mark.parametrize("family", ROWS, ids=str)
def test_a_symbol_with_a_row_is_an_array_of_one(kind, family, width, dtype):
    row = wave(width, 0.1, 0.9).astype(dtype)
    symbol = width // 2
    coder, other = encoded(kind, symbol, family, row), encoded(kind, [symbol], family, row[None].tolist())
    if dtype == "float64":
        # Others are summed in single precision.
        assert state(coder) == state(other)
    assert state(coder) == state(encoded(kind, np.array([[symbol]]), family, row[None, None]))
    assert reader(coder).decode(family, row) == symbol
    assert reader(encoded(kind, symbol, family, row)).decode(family, row[None]).tolist() == [symbol]


@all_kinds
@pytest.mark.parametrize("family", ROWS, ids=str)
@pytest.mark.parametrize("row", [[0.5, float("nan")], [], [0.5, float("inf")], [[]]], ids=repr)
def test_a_row_that_cannot_be_changes_nothing(kind, family, row):
    coder = encoded(kind, [1, 2, 3], Uniform(9))
    before = state(coder)
    rows = np.array(row, np.float32)
    for given in (rows, rows[None]):
        with pytest.raises(ValueError):
            encode(coder, 0 if given.ndim == 1 else [0], family, given)
    assert state(coder) == before


@all_kinds
@pytest.mark.parametrize("dtype", ["int8", "uint8", "int16", "int32", "int64", "uint64", "longlong"])
@pytest.mark.parametrize("name", CALLS)
def test_a_scalar_of_numpy_is_the_symbol_that_it_is(kind, name, dtype):
    if kind == "chain" and name == "CdfTable":
        return
    family, *params = CALLS[name](2)
    numbers = [np.asarray(param).flat[-1] if np.ndim(param) != 2 else param[-1] for param in params]
    plain = [number.item() if np.ndim(number) == 0 else number for number in numbers]
    wanted = encoded(kind, 1, family, *plain)
    assert state(encoded(kind, np.dtype(dtype).type(1), family, *numbers)) == state(wanted)
    assert reader(wanted).decode(family, *numbers) == 1


@all_kinds
@pytest.mark.parametrize("symbol", [np.int64(1 << 40), np.uint64(1 << 63), 1 << 70, np.float64(1.0), "1", None], ids=repr)
def test_what_is_no_symbol_changes_nothing(kind, symbol):
    coder = encoded(kind, [1, 2, 3], Uniform(9))
    before = state(coder)
    for given in ((Uniform(9),), (Uniform(), 9), (Categorical(lazy=True), np.full(3, 0.3))):
        with pytest.raises((KeyError, TypeError, ValueError)):
            encode(coder, symbol, *given)
    assert state(coder) == before


def message_of(run):
    with pytest.raises(Exception) as caught:
        run()
    return type(caught.value), str(caught.value)


@all_kinds
@pytest.mark.parametrize("length", [1, 3])
@pytest.mark.parametrize(
    "params",
    [(0.0, -1.0), (float("nan"), 1.0), (0.0, 0.0), (0.0,), (0.0, 1.0, 2.0), ("a", 1.0), (None, 1.0)],
    ids=repr,
)
def test_errors_are_the_same_and_change_nothing(kind, length, params):
    family = QuantizedGaussian(-5, 5)
    arrays = [np.full(length, param) for param in params]
    lists = [[param] * length for param in params]
    coder = encoded(kind, [1, 2, 3], Uniform(9))
    before = state(coder)
    symbols = np.zeros(length, np.int32)
    errors = {message_of(lambda given=given: encode(coder, symbols, family, *given)) for given in (arrays, lists)}
    decoder = reader(coder)
    at = state(decoder)
    decoding = {message_of(lambda given=given: decoder.decode(family, *given)) for given in (arrays, lists)}
    assert len(errors) == len(decoding) == 1 or "object" in str(errors | decoding)
    assert (state(coder), state(decoder)) == (before, at)


@all_kinds
def test_an_impossible_symbol_changes_nothing(kind):
    coder = new(kind)
    before = state(coder)
    for symbols in ([6], [0, 6], [0] * 15 + [6]):
        symbols = np.array(symbols, np.int32)
        means = np.zeros(len(symbols))
        index = len(symbols) - 1
        for given in ((QuantizedGaussian(-5, 5, 0.0, 1.0),), (QuantizedGaussian(-5, 5), means, means + 1)):
            with pytest.raises(KeyError, match=f"the symbol 6 at index {index} .*symbols are -5 to 5"):
                encode(coder, symbols, *given)
    assert state(coder) == before


@pytest.mark.parametrize("length", [1, 3])
def test_corrupt_data_changes_nothing(length):
    decoder = RangeDecoder(np.full(4, 2**32 - 1, np.uint32))
    before = decoder.pos()
    for given in ((Uniform(9), length), (Uniform(), np.full(length, 9))):
        with pytest.raises(ValueError, match="corrupt|damaged|invalid"):
            decoder.decode(*given)
    assert decoder.pos() == before


def test_integers_are_the_numbers_that_they_are():
    assert Uniform(np.uint64(7)) == Uniform(7) == Uniform(7.0) == Uniform(np.int8(7))
    with pytest.raises(ValueError, match="size"):
        Uniform(1 << 70)
    with pytest.raises(ValueError, match="too large"):
        Uniform(1 << 2000)
