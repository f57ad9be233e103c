"""Huffman codes: the shortest symbol codes of symbols with known probabilities."""

from typing import SupportsIndex, final

import numpy as np
import numpy.typing as npt
from typing_extensions import Self

from . import Codebook

__all__ = ["CanonicalHuffman", "DecoderHuffmanTree", "EncoderHuffmanTree"]

@final
class EncoderHuffmanTree(Codebook):
    """A Huffman tree to encode with.

    `probabilities` has one dimension: the probability of each of the symbols `0, 1, ..., len(probabilities) - 1`, as
    floats (`float16`, `float32`, `float64`, a list) or as counts (any integer type). They must be finite and not
    negative. Only ratios matter, so they need not sum to anything.

    Of equally good codes, sums decide: those of `float32` (and `float16`) are in `float32`, those of `float64` in
    `float64`, those of counts are exact. Make the `DecoderHuffmanTree` from the same numbers in the same type.

    The algorithm joins the two least likely nodes under a new one with the sum of their probabilities, until one node is left.
    The path from there to a symbol is its code word (Huffman, "A method for the construction of minimum-redundancy codes",
    1952, doi:10.1109/JRPROC.1952.273898).

    Raises `ValueError` for invalid probabilities or if there are none.

    >>> import constriction
    >>> tree = constriction.symbol.huffman.EncoderHuffmanTree([0.14, 0.31, 0.07, 0.48])
    >>> [tree.code_word(symbol) for symbol in range(4)]
    ['101', '11', '100', '0']
    """

    def __new__(cls, probabilities: npt.ArrayLike) -> Self: ...

@final
class DecoderHuffmanTree(Codebook):
    """A Huffman tree to decode with.

    `probabilities` are those of the `EncoderHuffmanTree`, in the same type: see there.

    Raises `ValueError` for invalid probabilities or if there are none.

    >>> import constriction, numpy as np
    >>> tree = constriction.symbol.huffman.DecoderHuffmanTree([0.14, 0.31, 0.07, 0.48])
    >>> compressed = np.array([0b101_0_11], dtype=np.uint32)  # The first bit is the lowest one.
    >>> constriction.symbol.QueueDecoder(compressed).decode_symbols(tree, 3)
    array([1, 3, 0], dtype=int32)
    """

    def __new__(cls, probabilities: npt.ArrayLike) -> Self: ...

@final
class CanonicalHuffman(Codebook):
    """A canonical Huffman code with code words of a limited length, to encode and to decode with.

    `weights` has one dimension: the probability or count of each of the symbols `0, 1, ..., len(weights) - 1`, of any
    type that `EncoderHuffmanTree` takes. Symbols with the weight 0 get no code word. `max_length` is the greatest number
    of bits of a code word, from 1 to 32; among codes with that limit, this is one of the best.

    The code follows from the lengths of its code words alone: shorter code words come before longer ones, and those of the same
    length are in the order of their symbols, as in DEFLATE (RFC 1951). The lengths are found by package-merge (Larmore,
    Hirschberg, "A fast algorithm for optimal length-limited Huffman codes", 1990, doi:10.1145/79147.79150). Store `lengths` with the
    compressed data, and decode with `CanonicalHuffman.from_lengths(lengths)`.

    Raises `ValueError` for invalid weights, if none is above 0, or if there are too many for `max_length`.

    >>> import constriction
    >>> code = constriction.symbol.huffman.CanonicalHuffman([10, 1, 5, 0, 20], max_length=3)
    >>> code.lengths
    array([2, 3, 3, 0, 1], dtype=uint8)
    >>> code.code_word(0)
    '10'
    """

    def __new__(cls, weights: npt.ArrayLike, *, max_length: SupportsIndex = 32) -> Self: ...
    @classmethod
    def from_lengths(cls, lengths: npt.ArrayLike) -> Self:
        """The canonical code whose code words have these lengths.

        `lengths` has one dimension: the number of bits of each symbol's code word, from 1 to 32, or 0 for a symbol without a code word.
        The
        code must be complete (the sum of `2.0**-length` is 1), but a code with a single code word of one bit is fine.

        Raises `ValueError` if no code has these lengths or bits would be left over.

        >>> import constriction
        >>> code = constriction.symbol.huffman.CanonicalHuffman.from_lengths([3, 3, 3, 3, 3, 2, 4, 4])
        >>> code.code_word(5), code.code_word(0), code.code_word(7)
        ('00', '010', '1111')
        """

    @property
    def lengths(self) -> npt.NDArray[np.uint8]:
        """The number of bits of each symbol's code word, 0 for symbols without one: an array of `uint8`."""

    @property
    def max_length(self) -> int:
        """The number of bits of the longest code word."""
