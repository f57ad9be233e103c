"""Coders without models, and their ends."""

import numpy as np
import pytest
from constriction.stream import model
from constriction.stream.interleaved import InterleavedAnsCoder
from constriction.stream.queue import RangeDecoder, RangeEncoder
from constriction.stream.stack import AnsCoder

from coders import encoded, new, reader, state

KINDS = pytest.mark.parametrize("kind", ["ans", "range", "interleaved"])
GAUSSIAN = model.QuantizedGaussian(-20, 20, 3.2, 5.1, precision=16)
SYMBOLS = np.random.default_rng(1).normal(3, 5, 500).round().clip(-20, 20).astype(int)


def intervals(symbols):
    lefts = (GAUSSIAN.cdf(symbols) * 2**16).astype(np.int64)
    return lefts, (GAUSSIAN.pmf(symbols) * 2**16).astype(np.int64)


@KINDS
def test_intervals_make_the_words_of_the_model_that_has_them(kind):
    coder = new(kind)
    coder.encode_interval(*intervals(SYMBOLS), 16)
    assert state(coder) == state(encoded(kind, SYMBOLS, GAUSSIAN))
    grid = new(kind)
    grid.encode_interval(*(part.reshape(20, 25) for part in intervals(SYMBOLS)), 16)
    assert state(grid) == state(coder)


@KINDS
def test_symbols_are_found_by_their_quantiles(kind):
    source = reader(encoded(kind, SYMBOLS, GAUSSIAN))
    lefts, probabilities = intervals(np.arange(-20, 21))
    decoded = []
    for _ in SYMBOLS:
        place = int(np.searchsorted(lefts, source.quantile(16), side="right")) - 1
        decoded.append(place - 20)
        source.advance(lefts[place], probabilities[place], 16)
    assert decoded == SYMBOLS.tolist()
    source.check_end()


@KINDS
def test_arrays_of_intervals_are_decoded_in_order(kind):
    source, other = (reader(encoded(kind, SYMBOLS, GAUSSIAN)) for _ in range(2))
    source.advance(*intervals(SYMBOLS[:300]), 16)
    other.decode(GAUSSIAN, 300)
    assert state(source) == state(other)
    assert source.decode(GAUSSIAN, 200).tolist() == SYMBOLS[300:].tolist()


@KINDS
def test_intervals_that_are_none_change_nothing(kind):
    coder = encoded(kind, SYMBOLS, GAUSSIAN)
    before = state(coder)
    for left, probability, match in [
        ([0, 5], [5, 0], "index 1"), ([0, 2**16 - 1], [5, 2], "index 1"), (-1, 2, "left is out of range"),
        ([0, 0], [1, -1], "probability is out of range at index 1"), (0, 2**40, "index 0"), (2**63, 2**63, "index 0"),
    ]:  # fmt: skip
        with pytest.raises(ValueError, match=match):
            coder.encode_interval(left, probability, 16)
    for precision in (0, 33):
        with pytest.raises(ValueError, match="precision"):
            coder.encode_interval(0, 1, precision)
    with pytest.raises(ValueError):
        coder.encode_interval([0, 1], [1, 1, 1], 16)
    with pytest.raises(TypeError, match="left must be integers"):
        coder.encode_interval(0.5, 1, 16)
    assert state(coder) == before
    source = reader(coder)
    before = state(source)
    left, probability = intervals(SYMBOLS[:3])
    with pytest.raises(ValueError, match="index 2 does not contain the quantile"):
        source.advance([*left[:2], (left[2] + probability[2]) % 2**16], [*probability[:2], 1], 16)
    assert state(source) == before


def test_scalars_go_with_arrays():
    coder = AnsCoder()
    coder.encode_interval([3, 1, 2], 1, 2)
    assert coder.decode(model.Uniform(4, precision=2), 3).tolist() == [3, 1, 2]


@KINDS
def test_the_end_is_checked(kind):
    source = reader(encoded(kind, SYMBOLS, GAUSSIAN))
    source.decode(GAUSSIAN, 250)
    with pytest.raises(ValueError, match="data is left|data are left"):
        source.check_end()
    source.decode(GAUSSIAN, 250)
    source.check_end()


@pytest.mark.parametrize("more", [10, 1000])
def test_what_is_decoded_after_the_end_of_a_queue_is_noticed(more):
    decoder = RangeDecoder(encoded("range", SYMBOLS, GAUSSIAN).get_compressed())
    decoder.decode(GAUSSIAN, 500 + more)
    with pytest.raises(ValueError, match="more was decoded than there is"):
        decoder.check_end()


def test_new_coders_are_at_their_end():
    AnsCoder().check_end()
    InterleavedAnsCoder().check_end()
    RangeEncoder().get_decoder().check_end()


def test_a_model_of_ones_own_in_python():
    """Adaptive counts of bytes, as in the README."""
    message = b"how much wood would a woodchuck chuck if a woodchuck could chuck wood"
    counts, encoder = np.ones(256, np.int64), RangeEncoder()
    for byte in message:
        lefts = np.append(0, counts.cumsum()) * 2**16 // counts.sum()
        encoder.encode_interval(lefts[byte], lefts[byte + 1] - lefts[byte], 16)
        counts[byte] += 16
    counts, decoder, decoded = np.ones(256, np.int64), encoder.get_decoder(), bytearray()
    for _ in message:
        lefts = np.append(0, counts.cumsum()) * 2**16 // counts.sum()
        byte = int(np.searchsorted(lefts, decoder.quantile(16), side="right")) - 1
        decoder.advance(lefts[byte], lefts[byte + 1] - lefts[byte], 16)
        decoded.append(byte)
        counts[byte] += 16
    assert decoded == message
    decoder.check_end()
