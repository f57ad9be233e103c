"""The stream coders, with one interface, for tests that hold for all of them."""

import numpy as np
import pytest
from constriction import stream

FILLER = np.random.default_rng(1).integers(1, 2**32, 1000, dtype=np.uint32)
KINDS = ["ans", "range", "chain", "interleaved"]
all_kinds = pytest.mark.parametrize("kind", KINDS)


def new(kind):
    """A coder to encode with. A chain coder needs remainders."""
    if kind == "ans":
        return stream.stack.AnsCoder()
    if kind == "interleaved":
        return stream.interleaved.InterleavedAnsCoder()
    return stream.queue.RangeEncoder() if kind == "range" else stream.chain.ChainCoder(FILLER, is_remainders=True)


def encode(coder, *args, **kwargs):
    method = coder.encode if isinstance(coder, stream.queue.RangeEncoder) else coder.encode_reverse
    return method(*args, **kwargs)


def reader(coder):
    """The coder to decode with what was encoded: the same one, if it is a stack."""
    return coder.get_decoder() if isinstance(coder, stream.queue.RangeEncoder) else coder


def encoded(kind, *args, **kwargs):
    coder = new(kind)
    encode(coder, *args, **kwargs)
    return coder


def go_on(coder, *args):
    """For another process, which can import this module: encodes, and returns the coder and its state."""
    encode(coder, *args)
    return coder, state(coder)


def state(coder):
    """All of a coder that can be observed, to be compared."""
    if isinstance(coder, stream.chain.ChainCoder):
        return [part.tolist() for part in coder.clone().get_remainders()]
    if isinstance(coder, stream.queue.RangeDecoder):
        rest = coder.clone().decode(stream.model.Uniform(1 << 24), 5).tolist()
        return rest, coder.maybe_exhausted(), coder.pos()
    if isinstance(coder, stream.interleaved.InterleavedAnsCoder):
        return coder.get_compressed().tolist(), coder.lanes
    return coder.get_compressed().tolist(), coder.pos()


def round_trip(kind, symbols, model, *params):
    """Encodes and decodes, and sees to it that nothing is left."""
    symbols = np.asarray(symbols, dtype=np.int32)
    coder = new(kind)
    before = state(coder)
    encode(coder, symbols, model, *params)
    source = reader(coder)
    decoded = source.decode(model, *(params or [symbols.size]))
    assert decoded.dtype == np.int32
    assert decoded.ravel().tolist() == symbols.ravel().tolist()
    if source is coder:
        assert state(coder) == before
    else:
        assert source.maybe_exhausted()
