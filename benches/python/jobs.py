"""Jobs as they are met in practice: arrays, and calls with one symbol."""

from collections.abc import Callable

import numpy as np
from job import Job

from constriction import stream, symbol

model = stream.model

ROUNDS = 45
# In nanoseconds.
ROUND = 10_000_000

JOBS: dict[str, Callable[[], Job]] = {}


def ans_encode(symbols, entropy_model, *params):
    def run(coder):
        coder.encode_reverse(symbols, entropy_model, *params)
        return coder

    return Job(len(symbols), stream.stack.AnsCoder, run)


def ans_decode(symbols, entropy_model, *params):
    encoder = stream.stack.AnsCoder()
    encoder.encode_reverse(symbols, entropy_model, *params)
    words = encoder.get_compressed()
    args = params or (len(symbols),)
    return Job(len(symbols), lambda: stream.stack.AnsCoder(words), lambda coder: coder.decode(entropy_model, *args))


def range_encode(symbols, entropy_model, *params):
    def run(encoder):
        encoder.encode(symbols, entropy_model, *params)
        return encoder

    return Job(len(symbols), stream.queue.RangeEncoder, run)


def range_decode(symbols, entropy_model, *params):
    encoder = stream.queue.RangeEncoder()
    encoder.encode(symbols, entropy_model, *params)
    args = params or (len(symbols),)
    return Job(len(symbols), encoder.get_decoder, lambda decoder: decoder.decode(entropy_model, *args))


# The published package has one state.
Interleaved = stream.interleaved.InterleavedAnsCoder if hasattr(stream, "interleaved") else stream.stack.AnsCoder


def interleaved_encode(symbols, entropy_model, *params):
    def run(coder):
        coder.encode_reverse(symbols, entropy_model, *params)
        # What the two packages make is not the same, and not compared.
        return symbols

    return Job(len(symbols), Interleaved, run)


def interleaved_decode(symbols, entropy_model, *params):
    encoder = Interleaved()
    encoder.encode_reverse(symbols, entropy_model, *params)
    words = encoder.get_compressed()
    args = params or (len(symbols),)
    return Job(len(symbols), lambda: Interleaved(words), lambda coder: coder.decode(entropy_model, *args))


ANS = {"ANS encode": ans_encode, "ANS decode": ans_decode}
INTERLEAVED = {"interleaved, encode": interleaved_encode, "interleaved, decode": interleaved_decode}
RANGE = {"range encode": range_encode, "range decode": range_decode}


def job(name, message, coders=ANS):
    """A job for each coder, on a message: symbols, their model, and its parameters."""
    for coder, make in coders.items():
        JOBS[f"{name}, {coder}"] = lambda make=make: make(*message(np.random.default_rng(0)))


def gaussian_symbols(rng, means, stds):
    return np.clip(np.round(rng.normal(means, stds)), -100, 100).astype(np.int32)


def gaussian(rng, size=100_000):
    means, stds = rng.uniform(-80, 80, size), np.exp(rng.uniform(np.log(0.3), np.log(30), size))
    return gaussian_symbols(rng, means, stds), model.QuantizedGaussian(-100, 100), means, stds


def gaussian_iid(rng, size=100_000):
    return gaussian_symbols(rng, np.full(size, 3.2), 9.6), model.QuantizedGaussian(-100, 100, 3.2, 9.6)


def categorical_iid(rng, size=100_000):
    probabilities = 1 / np.arange(1.0, 257.0)
    probabilities /= probabilities.sum()
    return rng.choice(256, size, p=probabilities).astype(np.int32), model.Categorical(probabilities, perfect=False)


def categorical_rows(num_rows, num_symbols, **options):
    def message(rng):
        rows = np.exp(2 * rng.standard_normal((num_rows, num_symbols)))
        # In single precision, an unlikely last symbol could be left without any probability.
        rows[:, -1] = rows.mean(axis=1)
        symbols = [rng.choice(num_symbols, p=row / row.sum()) for row in rows]
        rows = (rows / rows.sum(axis=1, keepdims=True)).astype(np.float32)
        return np.array(symbols, np.int32), model.Categorical(**options), rows

    return message


def bernoulli(rng, size=100_000):
    p = rng.uniform(0.01, 0.99, size)
    return (rng.random(size) < p).astype(np.int32), model.Bernoulli(perfect=False), p


def bernoulli_iid(rng, size=100_000):
    return (rng.random(size) < 0.2).astype(np.int32), model.Bernoulli(0.2, perfect=False)


def uniform(rng, size=100_000):
    sizes = rng.integers(2, 1000, size, dtype=np.int32)
    return rng.integers(0, sizes).astype(np.int32), model.Uniform(), sizes


def uniform_iid(rng, size=100_000):
    return rng.integers(0, 1000, size, dtype=np.int32), model.Uniform(1000)


job("Gaussian per symbol", gaussian, ANS | RANGE | INTERLEAVED)
job("Gaussian i.i.d.", gaussian_iid)
job("categorical of 256, i.i.d.", categorical_iid, ANS | INTERLEAVED)
job("rows of 256, perfect=False", categorical_rows(2000, 256, perfect=False))
job("rows of 256, lazy", categorical_rows(2000, 256, lazy=True))
job("rows of 256, perfect=True", categorical_rows(200, 256, perfect=True))
job("rows of 50257, perfect=False", categorical_rows(10, 50257, perfect=False))
job("rows of 50257, lazy", categorical_rows(10, 50257, lazy=True))
job("Bernoulli per symbol", bernoulli)
job("Bernoulli i.i.d.", bernoulli_iid)
job("uniform per symbol", uniform)
job("uniform i.i.d.", uniform_iid)


# One symbol a call.


def encode_calls(coder, encode, symbols, fixed, parameters):
    """With a model that is there, or a new one for each symbol."""
    if parameters is None:
        for value in symbols:
            encode(value, fixed)
    else:
        new = model.QuantizedGaussian
        for value, (mean, std) in zip(symbols, parameters):
            encode(value, new(-100, 100, mean, std))
    return coder


def decode_calls(decode, symbols, fixed, parameters):
    if parameters is None:
        return [decode(fixed) for _ in symbols]
    new = model.QuantizedGaussian
    return [decode(new(-100, 100, mean, std)) for mean, std in parameters]


def one_by_one(new_models):
    """Encoding and decoding one symbol a call."""

    def arguments():
        rng = np.random.default_rng(0)
        symbols, _, means, stds = gaussian(rng, 5000)
        if new_models:
            return symbols.tolist(), None, list(zip(means.tolist(), stds.tolist()))
        symbols = gaussian_symbols(rng, np.full(5000, 3.2), 9.6)
        return symbols.tolist(), model.QuantizedGaussian(-100, 100, 3.2, 9.6), None

    def encode(new_encoder, method):
        given = arguments()
        return Job(len(given[0]), new_encoder, lambda coder: encode_calls(coder, getattr(coder, method), *given))

    def decode():
        given = arguments()
        encoder = stream.queue.RangeEncoder()
        encode_calls(encoder, encoder.encode, *given)
        return Job(len(given[0]), encoder.get_decoder, lambda decoder: decode_calls(decoder.decode, *given))

    return {
        "ANS encode": lambda: encode(stream.stack.AnsCoder, "encode_reverse"),
        "range encode": lambda: encode(stream.queue.RangeEncoder, "encode"),
        "range decode": decode,
    }


def huffman_symbols():
    weights = np.exp(np.random.default_rng(0).standard_normal(256))
    weights /= weights.sum()
    return np.random.default_rng(1).choice(256, 10_000, p=weights).tolist(), weights


def huffman_encode():
    symbols, weights = huffman_symbols()
    tree = symbol.huffman.EncoderHuffmanTree(weights)

    def run(encoder):
        encode_symbol = encoder.encode_symbol
        for value in symbols:
            encode_symbol(value, tree)
        return encoder

    return Job(len(symbols), symbol.QueueEncoder, run)


def huffman_decode():
    symbols, weights = huffman_symbols()
    tree = symbol.huffman.DecoderHuffmanTree(weights)
    encoder = huffman_encode().run(symbol.QueueEncoder())

    def run(decoder):
        decode_symbol = decoder.decode_symbol
        return [decode_symbol(tree) for _ in symbols]

    return Job(len(symbols), encoder.get_decoder, run)


for name, makers in (("one Gaussian a call", one_by_one(False)), ("one new Gaussian a call", one_by_one(True))):
    JOBS.update({f"{name}, {coder}": make for coder, make in makers.items()})
JOBS.update({"one Huffman symbol a call, encode": huffman_encode, "one Huffman symbol a call, decode": huffman_decode})
