"""Rows that are used once, as those of a language model: a symbol a call, and one symbol of each of many messages.

The published package has `Categorical(row, lazy=True)` alone. numpy's exponential of a row is what it takes to make
probabilities of logits, before they are divided by their sum.
"""

from collections.abc import Callable
from functools import partial

import numpy as np
from job import Job

from constriction import stream

model = stream.model

ROUNDS = 15
# In nanoseconds.
ROUND = 10_000_000

SIZES = (16, 256, 50257, 151936)
# The sequences of a batch.
BATCH = 64

JOBS: dict[str, Callable[[], Job]] = {}


def logits_of(size, count):
    """Rows of logits that differ, in single precision."""
    return np.random.default_rng(size).normal(0, 3, (count, size)).astype(np.float32)


def softmax(logits):
    exps = np.exp(logits - logits.max(axis=1, keepdims=True))
    return exps / exps.sum(axis=1, keepdims=True)


def count_of(size):
    """How many rows there are: more than the second level of a cache holds, where they are long."""
    return max(1, min(1000, (8 << 20) // (4 * size)))


def drawn(rows):
    """A symbol from each row of weights."""
    rng = np.random.default_rng(7)
    cumulative = np.cumsum(rows, axis=1, dtype=np.float64)
    points = rng.random((len(rows), 1)) * cumulative[:, -1:]
    return np.minimum((cumulative < points).sum(axis=1), rows.shape[1] - 1).astype(np.int32)


def one_by_one(model_of, symbols, rows):
    """Jobs that encode and decode a symbol a call. The model of a call comes from its parameters."""

    def encode(encoder):
        put = encoder.encode
        for symbol, row in zip(symbols, rows):
            put(symbol, *model_of(row))
        return encoder

    def decode(decoder):
        take = decoder.decode
        return [take(*model_of(row)) for row in rows]

    encoder = encode(stream.queue.RangeEncoder())
    if decode(encoder.get_decoder()) != symbols:
        raise SystemExit("error: what is decoded is not what was encoded")
    encoding = Job(len(symbols), stream.queue.RangeEncoder, encode)
    return encoding, Job(len(symbols), encoder.get_decoder, decode)


def rows_one_by_one(weights, model_of, size, place):
    logits = logits_of(size, count_of(size))
    probabilities = softmax(logits)
    rows = logits if weights == "logits" else probabilities
    return one_by_one(model_of, drawn(probabilities).tolist(), list(rows))[place]


def most_likely(size, k):
    """The most likely symbols of each row, and their probabilities."""
    probabilities = softmax(logits_of(size, 64))
    ids = np.argsort(probabilities, axis=1)[:, ::-1][:, :k].copy()
    return probabilities, ids, np.take_along_axis(probabilities, ids, axis=1)


def top_k(size, k, model_of, place):
    probabilities, ids, listed = most_likely(size, k)
    # Few symbols, and so the same rows again: what is measured is the time of a call.
    repeated = [np.tile(array, (4, 1)) for array in (probabilities, ids, listed)]
    return one_by_one(model_of, drawn(repeated[0]).tolist(), list(zip(*repeated[1:])))[place]


def steps(size, encode, decode, place):
    """A step of each message of a batch."""
    count = max(1, 1000 // size)
    rows = softmax(logits_of(size, BATCH))[None].repeat(count, axis=0)
    symbols = np.stack([drawn(step) for step in rows])

    def encode_all(encoders):
        for numbers, step in zip(symbols, rows):
            encode(encoders, numbers, step)
        return encoders

    def decode_all(decoders):
        return np.array([decode(decoders, step) for step in rows])

    def new_encoders():
        return [stream.queue.RangeEncoder() for _ in range(BATCH)]

    def new_decoders():
        return [stream.queue.RangeDecoder(message) for message in words]

    words = [encoder.get_compressed() for encoder in encode_all(new_encoders())]
    if not np.array_equal(decode_all(new_decoders()), symbols):
        raise SystemExit("error: what is decoded is not what was encoded")
    jobs = (
        Job(symbols.size, new_encoders, lambda encoders: encode_all(encoders)[0]),
        Job(symbols.size, new_decoders, decode_all),
    )
    return jobs[place]


def encode_together(encoders, symbols, rows):
    stream.queue.RangeEncoder.encode_step(encoders, symbols, ROWS, rows)


def decode_together(decoders, rows):
    return stream.queue.RangeDecoder.decode_step(decoders, ROWS, rows)


def encode_each(encoders, symbols, rows):
    for encoder, symbol, row in zip(encoders, symbols.tolist(), rows):
        encoder.encode(symbol, ROWS, row)


def decode_each(decoders, rows):
    return [decoder.decode(ROWS, row) for decoder, row in zip(decoders, rows)]


def numpy_exp(size):
    rows = list(logits_of(size, count_of(size)))
    return Job(len(rows), lambda: None, lambda _: [np.exp(row) for row in rows][-1])


def both_ways(name, make, *args):
    for place, way in enumerate(("encode", "decode")):
        JOBS[f"{name}, {way}"] = partial(make, *args, place)


def of_family(family, row):
    return family, row


def of_new(**options):
    return lambda row: (model.Categorical(row, **options),)


if hasattr(model, "TopK"):
    ROWS = model.Categorical(quantization="integer")
    for size in SIZES:
        both_ways(f"integer row of {size}, new model", rows_one_by_one, "probabilities", of_new(quantization="integer"), size)
        both_ways(f"integer row of {size}, family", rows_one_by_one, "probabilities", partial(of_family, ROWS), size)
        both_ways(f"logits of {size}, family", rows_one_by_one, "logits", partial(of_family, model.CategoricalLogits()), size)
        JOBS[f"numpy's exp of {size}"] = partial(numpy_exp, size)
    FAMILY = model.TopK(50257)
    both_ways("100 of 50257, family", top_k, 50257, 100, lambda row: (FAMILY, *row))
    both_ways("100 of 50257, new model", top_k, 50257, 100, lambda row: (model.TopK(50257, *row),))
    for size in (256, 50257):
        name = f"row of {size}, {BATCH} messages"
        both_ways(f"{name}, a call for all", steps, size, encode_together, decode_together)
        both_ways(f"{name}, a call each", steps, size, encode_each, decode_each)
for size in SIZES:
    both_ways(f"lazy row of {size}, new model", rows_one_by_one, "probabilities", of_new(lazy=True), size)
