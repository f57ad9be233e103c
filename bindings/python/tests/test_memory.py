"""Memory of numpy's that another thread writes during a call: symbols may be wrong, memory never is.

Calls read arrays where they are while other threads run. What a thread writes there meanwhile may be read before or after,
and twice. Each case runs a call again and again while a thread writes numbers that are wrong in every way; the interpreter
is still there at the end, and what other objects have is what they had.
"""

import threading
import time

import numpy as np
import pytest
from constriction.stream import adaptive, model
from constriction.stream.interleaved import InterleavedAnsCoder, decode_bytes, encode_bytes

from coders import all_kinds, encode, encoded, reader, state

SIZE = 200_000
SECONDS = 0.3
RANDOM = np.random.default_rng(5)
WRONG_INTEGERS = np.array([-1, 2**31 - 1, -(2**31), 7, 100, 0], np.int32)
WRONG_NUMBERS = np.array([np.nan, np.inf, -1.0, 0.0, 1e300, 5e-324, 3.0])


def while_written(call, *arrays):
    """Calls, while a thread writes right and wrong numbers into the arrays in turn; returns how often a call was refused."""
    rights = [array.copy() for array in arrays]
    with np.errstate(over="ignore"):
        wrongs = [(WRONG_NUMBERS if array.dtype.kind == "f" else WRONG_INTEGERS).astype(array.dtype) for array in arrays]
    is_done = False

    def write():
        while not is_done:
            for array, right, wrong in zip(arrays, rights, wrongs, strict=True):
                flat, start = array.reshape(-1), RANDOM.integers(array.size)
                flat[start : start + 1000] = wrong[RANDOM.integers(len(wrong))]
                flat[:] = right.reshape(-1)

    thread = threading.Thread(target=write)
    thread.start()
    refused, end = 0, time.monotonic() + SECONDS
    try:
        while time.monotonic() < end:
            try:
                call()
            except (KeyError, ValueError):
                refused += 1
    finally:
        is_done = True
        thread.join()
    return refused


def integers(high, dtype=np.int32):
    return RANDOM.integers(0, high, SIZE).astype(dtype)


def cases():
    """A model, symbols, and parameters."""
    table = model.CdfTable(np.tile(np.arange(0, 17) * 2**8, (8, 1)), precision=12)
    rows = RANDOM.random((SIZE // 20, 20), dtype=np.float32) + 0.01
    means = RANDOM.normal(0, 9, SIZE)
    return {
        "categorical": (model.Categorical(np.arange(1.0, 9.0)), integers(8), []),
        "bytes as symbols": (model.Categorical(np.arange(1.0, 257.0)), integers(256, np.uint8), []),
        "tables by index": (table, integers(16), [integers(8)]),
        "gaussian": (model.QuantizedGaussian(-100, 100), integers(20), [means, np.full(SIZE, 5.0)]),
        "rows": (model.Categorical(perfect=False), integers(20)[: SIZE // 20], [rows]),
        "bernoulli": (model.Bernoulli(), integers(2), [np.full(SIZE, 0.25)]),
    }


CASES = cases()


@all_kinds
@pytest.mark.parametrize("name", CASES)
def test_symbols_and_parameters_may_change_while_they_are_read(kind, name):
    family, symbols, params = CASES[name]
    if kind == "chain" and name == "tables by index":
        return  # It takes the precision 24 alone.
    # A chain coder encodes no more than its data has room for.
    length = 1000 if kind == "chain" else len(symbols)
    symbols, params = symbols[:length].copy(), [param[:length].copy() for param in params]
    untouched = encoded(kind, [1, 2, 3], model.Uniform(5))
    before = state(untouched)
    while_written(lambda: encoded(kind, symbols, family, *params), symbols, *params)
    source = reader(encoded(kind, symbols, family, *params))

    def decode():
        source.clone().decode(family, *(params or [symbols.size]))

    while_written(decode, *params)
    assert state(untouched) == before
    assert np.array_equal(source.decode(family, *(params or [symbols.size])), symbols)


def test_batches_on_threads_read_what_is_there():
    symbols, means = integers(20).reshape(4, -1), RANDOM.normal(0, 9, (4, SIZE // 4))
    family = model.QuantizedGaussian(-100, 100)
    while_written(lambda: InterleavedAnsCoder.encode_batch(symbols, family, means, 9.0, threads=2), symbols, means)
    words = InterleavedAnsCoder.encode_batch(symbols, family, means, 9.0, threads=2)
    assert np.array_equal(InterleavedAnsCoder.decode_batch(words, family, means, 9.0), symbols)


def test_bytes_may_change_while_they_are_read():
    data = integers(50, np.uint8)
    compressed = np.frombuffer(encode_bytes(data), np.uint8).copy()

    def decode():
        # A message of any length may come out, of which there is not to be more than memory.
        if len(decode_bytes(compressed, max_len=10 * SIZE)) > 10 * SIZE:
            raise AssertionError

    while_written(lambda: encode_bytes(data), data)
    while_written(decode, compressed)
    assert decode_bytes(encode_bytes(data)) == data.tobytes()


@pytest.mark.parametrize("make", [
    lambda: adaptive.AdaptiveCategorical(20, num_contexts=4), lambda: adaptive.BitTree(5, num_contexts=4),
    lambda: adaptive.Nibbles(num_contexts=4),
])  # fmt: skip
def test_models_that_learn_read_what_is_there(make):
    symbols, contexts = integers(20), integers(4)
    while_written(lambda: encoded("range", symbols, make(), contexts), symbols, contexts)
    coder = encoded("range", symbols, make(), contexts)
    while_written(lambda: reader(coder).decode(make(), SIZE, contexts), contexts)
    assert np.array_equal(reader(coder).decode(make(), SIZE, contexts), symbols)


def test_encoding_again_after_a_refused_call_is_as_if_it_had_not_been():
    symbols = integers(8)
    family = model.Categorical(np.arange(1.0, 9.0))
    coder = encoded("ans", [1, 2, 3], family)

    def call():
        before = state(coder)
        try:
            encode(coder, symbols, family)
        except KeyError:
            assert state(coder) == before
            raise
        coder.clear()

    while_written(call, symbols)
