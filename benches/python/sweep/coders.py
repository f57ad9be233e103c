"""Jobs of each coder: encoding calls, and decoding what they made."""

import numpy as np
from job import Job, flat

from constriction import stream

from .calls import Calls


def message_jobs(calls: Calls, method, backwards, new_encoder, new_decoder):
    """Encoding, and decoding what was encoded."""

    def encode(encoder):
        calls.encode(getattr(encoder, method), backwards)
        return encoder

    words = encode(new_encoder()).get_compressed()
    symbols = flat(calls.symbols)

    # What is decoded is put together outside of what is measured.
    def decode(decoder):
        return calls.decode(decoder.decode)

    if not np.array_equal(flat(decode(new_decoder(words))), symbols):
        raise SystemExit("error: what is decoded is not what was encoded")
    return Job(len(symbols), new_encoder, encode), Job(len(symbols), lambda: new_decoder(words), decode)


def ans(calls):
    return message_jobs(calls, "encode_reverse", True, stream.stack.AnsCoder, stream.stack.AnsCoder)


def range_coder(calls):
    return message_jobs(calls, "encode", False, stream.queue.RangeEncoder, stream.queue.RangeDecoder)


def interleaved(calls):
    new = stream.interleaved.InterleavedAnsCoder
    return message_jobs(calls, "encode_reverse", True, new, new)


def chain(calls):
    """Symbols from noise, and the noise from them again."""
    count = len(flat(calls.symbols))
    noise = np.random.default_rng(0).integers(0, 2**32, count + 8, dtype=np.uint32)

    def new():
        return stream.chain.ChainCoder(noise, seal=True)

    def decode(coder):
        return calls.decode(coder.decode)

    coder = new()
    symbols = calls.decode(coder.decode)
    if np.ndim(symbols[0]) == 0 and not isinstance(calls.symbols[0], int):
        symbols = list(flat(symbols).astype(np.int32))
    again = calls._replace(symbols=symbols)
    remainders = np.concatenate(coder.get_remainders())

    def encode(coder):
        again.encode(coder.encode_reverse, True)
        return coder

    return Job(count, lambda: stream.chain.ChainCoder(remainders, is_remainders=True), encode), Job(count, new, decode)


CODERS = {"ANS": ans, "range": range_coder, "chain": chain, "interleaved": interleaved}
