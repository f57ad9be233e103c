"""The golden vectors: symbols, their models, and the words that the published package 0.5.0 made of them."""

import json
from pathlib import Path

import numpy as np
import pytest

from constriction import stream, symbol

FILE = Path(__file__).resolve().parents[3] / "crates/testkit/vectors/published-0.5.0.json"
CASES = json.loads(FILE.read_text(encoding="utf-8"))["vectors"]
STREAM = [case for case in CASES if case["family"] != "Huffman"]
HUFFMAN = [case for case in CASES if case["family"] == "Huffman"]

# The names of the parameters in the file, in the order in which Python takes them.
PARAMETERS = {
    "QuantizedGaussian": [["means"], ["stds"]],
    "QuantizedLaplace": [["means"], ["scales"]],
    "QuantizedCauchy": [["locs"], ["scales"]],
    "Categorical": [["probabilities"]],
    "Uniform": [["size", "sizes"]],
    "Bernoulli": [["p"]],
    "Binomial": [["n", "ns"], ["p", "ps"]],
}
INTEGERS = {"size", "sizes", "n", "ns"}

all_stream_cases = pytest.mark.parametrize("case", STREAM, ids=lambda case: case["name"])
all_huffman_cases = pytest.mark.parametrize("case", HUFFMAN, ids=lambda case: case["name"])


def model_of(case):
    """The model or model family of a case, and the parameters to be given at each call."""
    fixed, params, family = case["fixed"], case["params"], case["family"]
    dtype = case["dtype"] or "float64"
    at_construction, at_call = [], []
    for names in PARAMETERS[family]:
        fixed_value = next((fixed[name] for name in names if name in fixed), None)
        if isinstance(fixed_value, list):
            fixed_value = np.array(fixed_value, dtype=dtype)
        at_construction.append(fixed_value)
        for name in names:
            if name in params:
                at_call.append(np.array(params[name], dtype="int32" if name in INTEGERS else dtype))
    if "min" in fixed:
        at_construction = [fixed["min"], fixed["max"], *at_construction]
    while at_construction and at_construction[-1] is None:
        at_construction.pop()
    flags = {name: fixed[name] for name in ("perfect", "lazy") if name in fixed}
    return getattr(stream.model, family)(*at_construction, **flags), at_call


def decode(coder, case, entropy_model, params):
    """As many symbols as the case has."""
    symbols = coder.decode(entropy_model, *(params or [len(case["symbols"])]))
    assert symbols.dtype == np.int32
    return symbols.tolist()


def encoded(case):
    return np.array(case["symbols"], dtype=np.int32)


def words(numbers):
    return np.array(numbers, dtype=np.uint32)


def test_all_cases_are_here():
    assert (len(STREAM), len(HUFFMAN)) == (108, 6)


@all_stream_cases
def test_ans_words_are_the_published_ones(case):
    entropy_model, params = model_of(case)
    want = case["ans"]
    coder = stream.stack.AnsCoder()
    coder.encode_reverse(encoded(case), entropy_model, *params)
    compressed = coder.get_compressed()
    assert compressed.dtype == np.uint32
    assert compressed.tolist() == want["words"]
    assert (coder.num_bits(), coder.num_valid_bits()) == (want["num_bits"], want["num_valid_bits"])

    coder = stream.stack.AnsCoder(words(want["words"]))
    assert decode(coder, case, entropy_model, params) == case["symbols"]
    assert coder.is_empty()


@all_stream_cases
def test_range_words_are_the_published_ones(case):
    entropy_model, params = model_of(case)
    want = case["range"]
    encoder = stream.queue.RangeEncoder()
    encoder.encode(encoded(case), entropy_model, *params)
    assert encoder.get_compressed().tolist() == want["words"]
    assert encoder.num_bits() == want["num_bits"]

    for decoder in (stream.queue.RangeDecoder(words(want["words"])), encoder.get_decoder()):
        assert decode(decoder, case, entropy_model, params) == case["symbols"]
        assert decoder.maybe_exhausted()


@all_stream_cases
def test_symbols_from_noise_are_the_published_ones(case):
    entropy_model, params = model_of(case)
    want = case["ans_from_binary"]
    coder = stream.stack.AnsCoder(words(case["noise"]), seal=True)
    assert decode(coder, case, entropy_model, params) == want["symbols"]
    assert coder.get_compressed().tolist() == want["words_left"]

    coder.encode_reverse(np.array(want["symbols"], dtype=np.int32), entropy_model, *params)
    assert coder.get_compressed(unseal=True).tolist() == case["noise"]


@all_stream_cases
def test_chain_words_are_the_published_ones(case):
    entropy_model, params = model_of(case)
    want = case["chain"]
    coder = stream.chain.ChainCoder(words(case["noise"]), seal=True)
    assert decode(coder, case, entropy_model, params) == want["symbols"]
    remainders = coder.get_remainders()
    assert [part.tolist() for part in remainders] == want["remainders"]

    coder = stream.chain.ChainCoder(np.concatenate(remainders), is_remainders=True)
    coder.encode_reverse(np.array(want["symbols"], dtype=np.int32), entropy_model, *params)
    assert np.concatenate(coder.get_data(unseal=True)).tolist() == case["noise"]


def trees(case):
    """The two trees of a Huffman case, from probabilities of its type."""
    probabilities = np.array(case["probabilities"], dtype=case["dtype"])
    return symbol.huffman.EncoderHuffmanTree(probabilities), symbol.huffman.DecoderHuffmanTree(probabilities)


@all_huffman_cases
def test_bits_of_a_queue_are_the_published_ones(case):
    encoder_tree, decoder_tree = trees(case)
    want = case["queue"]
    encoder = symbol.QueueEncoder()
    for value in case["symbols"]:
        encoder.encode_symbol(value, encoder_tree)
    compressed, num_bits = encoder.get_compressed()
    assert (compressed.tolist(), num_bits) == (want["words"], want["num_bits"])

    for decoder in (symbol.QueueDecoder(compressed), encoder.get_decoder()):
        assert [decoder.decode_symbol(decoder_tree) for _ in case["symbols"]] == case["symbols"]


@all_huffman_cases
def test_bits_of_a_stack_are_the_published_ones(case):
    encoder_tree, decoder_tree = trees(case)
    coder = symbol.StackCoder()
    for value in reversed(case["symbols"]):
        coder.encode_symbol(value, encoder_tree)
    compressed, _ = coder.get_compressed()
    assert compressed.tolist() == case["stack"]["words"]
    assert [coder.decode_symbol(decoder_tree) for _ in case["symbols"]] == case["symbols"]


@all_huffman_cases
def test_a_stack_of_bits_is_read_back(case):
    """Which the published package cannot do: there, most stacks seem to be empty."""
    coder = symbol.StackCoder(words(case["stack"]["words"]))
    _, decoder_tree = trees(case)
    assert [coder.decode_symbol(decoder_tree) for _ in case["symbols"]] == case["symbols"]
