"""Makes random calls, and returns all that comes back.

As a program, it does so with the package that its interpreter has: `python run_cases.py CASES RESULTS`.
"""

import pickle
import sys
from pathlib import Path

import numpy as np
from random_cases import Case

from constriction import stream, symbol


def run(case: Case) -> dict[str, object]:
    return JOBS[case.job](case)


def ans(case):
    model = model_of(case)
    coder = stream.stack.AnsCoder()
    coder.encode_reverse(case.symbols, model, *case.params)
    results = {
        "words": coder.get_compressed(),
        "size": (coder.num_bits(), coder.num_valid_bits(), coder.num_words()),
        "position": coder.pos(),
    }
    results["symbols"] = coder.decode(model, *decoder_args(case))
    results["empty"] = coder.is_empty()
    return results


def noise(case):
    model = model_of(case)
    coder = stream.stack.AnsCoder(case.noise, seal=case.seal)
    symbols = coder.decode(model, *decoder_args(case))
    results = {"symbols": symbols, "words left": coder.get_compressed()}
    coder.encode_reverse(symbols, model, *case.params)
    results["words"] = coder.get_compressed(unseal=case.seal)
    return results


def range_(case):
    model = model_of(case)
    encoder = stream.queue.RangeEncoder()
    encoder.encode(case.symbols, model, *case.params)
    words = encoder.get_compressed()
    results = {"words": words, "size": (encoder.num_bits(), encoder.num_words()), "position": encoder.pos()}
    decoder = stream.queue.RangeDecoder(words)
    results["symbols"] = decoder.decode(model, *decoder_args(case))
    results["exhausted"] = decoder.maybe_exhausted()
    return results


def chain(case):
    model = model_of(case)
    coder = stream.chain.ChainCoder(case.noise, seal=case.seal)
    symbols = coder.decode(model, *decoder_args(case))
    remainders = coder.get_remainders()
    coder = stream.chain.ChainCoder(np.concatenate(remainders), is_remainders=True)
    coder.encode_reverse(symbols, model, *case.params)
    return {"symbols": symbols, "remainders": remainders, "words": coder.get_data(unseal=case.seal)}


def single(case):
    """One call for each symbol."""
    model = model_of(case)
    coder, encoder = stream.stack.AnsCoder(), stream.queue.RangeEncoder()
    for value in np.ravel(case.symbols):
        coder.encode_reverse(int(value), model)
        encoder.encode(int(value), model)
    results = {"ANS words": coder.get_compressed(), "range words": encoder.get_compressed()}
    decoder = encoder.get_decoder()
    results["from ANS"] = [coder.decode(model) for _ in range(np.size(case.symbols))]
    results["from range"] = [decoder.decode(model) for _ in range(np.size(case.symbols))]
    return results


def huffman(case):
    (probabilities,) = case.params
    encoder_tree = symbol.huffman.EncoderHuffmanTree(probabilities)
    decoder_tree = symbol.huffman.DecoderHuffmanTree(probabilities)
    queue, stack = symbol.QueueEncoder(), symbol.StackCoder()
    for value in np.ravel(case.symbols):
        queue.encode_symbol(int(value), encoder_tree)
        stack.encode_symbol(int(value), encoder_tree)
    results = {"queue": queue.get_compressed(), "stack": stack.get_compressed()[0]}
    decoder = queue.get_decoder()
    results["from the queue"] = [decoder.decode_symbol(decoder_tree) for _ in range(np.size(case.symbols))]
    results["from the stack"] = [stack.decode_symbol(decoder_tree) for _ in range(np.size(case.symbols))]
    return results


JOBS = {"ans": ans, "noise": noise, "range": range_, "chain": chain, "single": single, "huffman": huffman}


def model_of(case):
    if case.family == "CustomModel":
        return stream.model.CustomModel(rational_cdf, rational_inverse, *case.args)
    return getattr(stream.model, case.family)(*case.args, **case.options)


def rational_cdf(x, centre=3.5, width=7.0):
    t = (x - centre) / width
    return 0.5 + 0.5 * t / (1.0 + abs(t))


def rational_inverse(quantile, centre=3.5, width=7.0):
    u = 2.0 * quantile - 1.0
    return centre + width * u / (1.0 - abs(u) + 1e-12)


def decoder_args(case):
    """The parameters, or without any the number of symbols (the shape, where there is more than one dimension)."""
    shape = np.shape(case.symbols)
    return case.params or (shape[0] if len(shape) == 1 else shape,)


if __name__ == "__main__":
    cases = pickle.loads(Path(sys.argv[1]).read_bytes())
    Path(sys.argv[2]).write_bytes(pickle.dumps([run(case) for case in cases]))
