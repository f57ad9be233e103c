"""Code books and what is asked of them, for the tests of symbol codes."""

import heapq
import inspect

import numpy as np

from constriction import symbol
from constriction.symbol import QueueDecoder
from constriction.symbol.huffman import CanonicalHuffman, DecoderHuffmanTree, EncoderHuffmanTree

PROBABILITIES = np.array([0.14, 0.31, 0.07, 0.48], dtype=np.float32)
MESSAGE = [3, 1, 0, 3, 3, 1, 2, 0, 3, 1, 1, 3, 2, 3, 0, 3, 1, 3, 3]

INTEGER_CODES = [
    symbol.ExpGolomb(),
    symbol.ExpGolomb(3),
    symbol.EliasGamma(),
    symbol.EliasDelta(),
    symbol.Golomb(1),
    symbol.Golomb(1000),
    symbol.Rice(0),
    symbol.Rice(5),
    symbol.Unary(),
]
TREES = [EncoderHuffmanTree(PROBABILITIES), DecoderHuffmanTree(PROBABILITIES)]
CANONICAL = CanonicalHuffman([10, 1, 5, 0, 20], max_length=3)
ALL_CODES = [*INTEGER_CODES, *TREES, CANONICAL]
CLASSES = [
    getattr(module, name)
    for module in (symbol, symbol.huffman)
    for name in module.__all__
    if inspect.isclass(getattr(module, name))
]


def sides(code):
    """The code to encode with and the one to decode with."""
    return TREES if code in TREES else (code, code)


def state(coder):
    """All there is to know of a coder."""
    if isinstance(coder, QueueDecoder):
        return coder.__reduce__()[2]
    words, num_bits = coder.get_compressed()
    return words.tolist(), num_bits


def small_symbols(code):
    """Symbols that have a code word, none of them long."""
    return [n for n in range(5) if has_code_word(code, n)]


def has_code_word(code, n):
    try:
        code.code_word(n)
    except KeyError:
        return False
    return True


def reference_code(weights):
    """Huffman's algorithm, with the sums of the type of the weights."""
    heap = [(weight, index) for index, weight in enumerate(weights)]
    heapq.heapify(heap)
    children, number = {}, len(weights)
    while len(heap) > 1:
        (a, i), (b, j) = heapq.heappop(heap), heapq.heappop(heap)
        children[number] = (i, j)
        heapq.heappush(heap, (a + b, number))
        number += 1
    words, todo = {}, [(number - 1, "")]
    while todo:
        node, word = todo.pop()
        if node in children:
            todo += [(child, word + bit) for child, bit in zip(children[node], "01")]
        else:
            words[node] = word
    return [words[index] for index in range(len(weights))]
