"""Symbol codes: a whole number of bits for every symbol."""

from typing import Any, SupportsIndex, TypeVar, final, overload

import numpy as np
import numpy.typing as npt
from typing_extensions import Buffer, Self, deprecated, disjoint_base

from . import huffman as huffman

__all__ = [
    "Codebook",
    "EliasDelta",
    "EliasGamma",
    "ExpGolomb",
    "Golomb",
    "QueueDecoder",
    "QueueEncoder",
    "Rice",
    "StackCoder",
    "Unary",
    "huffman",
]

_Integer = TypeVar("_Integer", bound=np.integer[Any])

@disjoint_base
class Codebook:
    """A code: it has a code word (a sequence of bits) for each of its symbols, and no code word begins another one.

    This is the base class of all code books; it cannot be constructed. Code books never change. They are equal if they
    are of the same class and were made from the same parameters, and they can be hashed, pickled and copied.

    >>> import constriction
    >>> code = constriction.symbol.ExpGolomb()
    >>> isinstance(code, constriction.symbol.Codebook)
    True
    >>> [code.code_word(symbol) for symbol in range(4)]
    ['1', '010', '011', '00100']
    """

    @property
    def num_symbols(self) -> int | None:
        """The number of symbols, which are `0, 1, ..., num_symbols - 1`; `None` for codes of all integers."""

    def code_word(self, symbol: SupportsIndex) -> str:
        """The code word of a symbol as a string of `0` and `1`, the first bit first.

        Raises `KeyError` if the symbol has no code word.

        >>> import constriction
        >>> constriction.symbol.Rice(2).code_word(9)
        '00101'
        """

    def code_length(self, symbol: SupportsIndex) -> int:
        """The number of bits of a symbol's code word.

        Raises `KeyError` if the symbol has no code word.

        >>> import constriction
        >>> constriction.symbol.EliasGamma().code_length(1000)
        19
        """

    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __copy__(self) -> Self: ...
    def __deepcopy__(self, _memo: object) -> Self: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class ExpGolomb(Codebook):
    """The exponential Golomb code of some order: `1`, `010`, `011`, `00100`, ... for 0, 1, 2, 3, ... in order 0.

    `order` is the number of low bits that are written as they are, from 0 to 63. The symbol `n` takes
    `2 * floor(log2(n // 2**order + 1)) + 1 + order` bits. Symbols are all integers from 0 to `2**64 - 1`. Best for numbers
    whose size is roughly known; used by H.264.

    Raises `ValueError` if the order is out of range.

    Reference: Teuhola, "A compression method for clustered bit-vectors", 1978, doi:10.1016/0020-0190(78)90024-8.

    >>> import constriction
    >>> constriction.symbol.ExpGolomb(2).code_word(9)
    '01101'
    """

    def __new__(cls, order: SupportsIndex = 0) -> Self: ...
    @property
    def order(self) -> int:
        """The number of low bits that are written as they are."""

@final
class EliasGamma(Codebook):
    """Elias's gamma code: `1`, `010`, `011`, `00100`, ... for 1, 2, 3, 4, ...

    The symbol `n` takes `2 * floor(log2(n)) + 1` bits. Symbols are the integers from 1 to `2**64 - 1`.

    Reference: Elias, "Universal codeword sets and representations of the integers", 1975, doi:10.1109/TIT.1975.1055349.

    >>> import constriction
    >>> constriction.symbol.EliasGamma().code_word(9)
    '0001001'
    """

    def __new__(cls) -> Self: ...

@final
class EliasDelta(Codebook):
    """Elias's delta code: `1`, `0100`, `0101`, `01100`, ... for 1, 2, 3, 4, ...

    With `b = floor(log2(n))`, the symbol `n` takes `b + 2 * floor(log2(b + 1)) + 1` bits, which is less than `EliasGamma`
    for large numbers. Symbols are the integers from 1 to `2**64 - 1`.

    Reference: Elias, "Universal codeword sets and representations of the integers", 1975, doi:10.1109/TIT.1975.1055349.

    >>> import constriction
    >>> constriction.symbol.EliasDelta().code_word(9)
    '00100001'
    """

    def __new__(cls) -> Self: ...

@final
class Golomb(Codebook):
    """A Golomb code: the quotient by some divisor in unary, the remainder in truncated binary.

    `divisor` is an integer from 1 to `2**64 - 1`. Symbols are the integers whose quotient `n // divisor` is at most
    `2**24`. The best code of a geometric distribution if its ratio to the power of `divisor` is near 1/2.

    Raises `ValueError` if the divisor is out of range.

    Reference: Golomb, "Run-length encodings", 1966, doi:10.1109/TIT.1966.1053907.

    >>> import constriction
    >>> [constriction.symbol.Golomb(3).code_word(symbol) for symbol in range(5)]
    ['10', '110', '111', '010', '0110']
    """

    def __new__(cls, divisor: SupportsIndex) -> Self: ...
    @property
    def divisor(self) -> int:
        """The divisor."""

@final
class Rice(Codebook):
    """A Rice code: the Golomb code whose divisor is `2**low_bits`.

    `low_bits` is the number of low bits that are stored as they are, from 0 to 63; the bits above are in unary. The symbol
    `n` takes `n // 2**low_bits + 1 + low_bits` bits. Symbols are the integers with `n // 2**low_bits` of at most `2**24`.

    Raises `ValueError` if the number of bits is out of range.

    Reference: Rice, "Some practical universal noiseless coding techniques", JPL Publication 79-22, 1979.

    >>> import constriction
    >>> constriction.symbol.Rice(2).code_word(9)
    '00101'
    """

    def __new__(cls, low_bits: SupportsIndex) -> Self: ...
    @property
    def low_bits(self) -> int:
        """The number of low bits that are written as they are."""

@final
class Unary(Codebook):
    """The unary code: `1`, `01`, `001`, ... for 0, 1, 2, ...

    The symbol `n` takes `n + 1` bits. Symbols are the integers from 0 to `2**24`. For very small numbers.

    >>> import constriction
    >>> constriction.symbol.Unary().code_word(5)
    '000001'
    """

    def __new__(cls) -> Self: ...

@final
class QueueEncoder:
    """The encoder of a queue of bits: what is encoded first is decoded first.

    Each symbol's code word is appended to the bits so far. `len(encoder)` is the number of bits. Encoders can be pickled
    and copied.

    >>> import constriction
    >>> probabilities = [0.14, 0.31, 0.07, 0.48]
    >>> encoder = constriction.symbol.QueueEncoder()
    >>> encoder.encode_symbols([2, 0, 3, 1], constriction.symbol.huffman.EncoderHuffmanTree(probabilities))
    >>> compressed, num_bits = encoder.get_compressed()
    >>> compressed, num_bits
    (array([425], dtype=uint32), 9)
    >>> decoder = constriction.symbol.QueueDecoder(compressed)
    >>> decoder.decode_symbols(constriction.symbol.huffman.DecoderHuffmanTree(probabilities), 4)
    array([2, 0, 3, 1], dtype=int32)
    """

    def __new__(cls) -> Self: ...
    def encode_symbol(self, symbol: SupportsIndex, codebook: Codebook) -> None:
        """Appends the code word of one symbol.

        `symbol` is an integer and `codebook` a code to encode with, from this module or `constriction.symbol.huffman`.

        Raises `KeyError` if the symbol has no code word and `TypeError` if it is not an integer.

        >>> import constriction
        >>> encoder = constriction.symbol.QueueEncoder()
        >>> encoder.encode_symbol(3, constriction.symbol.ExpGolomb())
        >>> encoder.num_bits()
        5
        """

    def encode_symbols(self, symbols: npt.ArrayLike, codebook: Codebook) -> None:
        """Appends the code words of many symbols, the first one first: all of them or, if there is an error, none.

        `symbols` are integers of any type: an array of any shape (in C order), a list, a single integer.

        Raises `KeyError` with symbol and index if a symbol has no code word and `TypeError` if symbols are no integers.

        >>> import constriction, numpy as np
        >>> encoder = constriction.symbol.QueueEncoder()
        >>> encoder.encode_symbols(np.arange(6).reshape(2, 3), constriction.symbol.ExpGolomb())
        >>> encoder.num_bits()
        22
        """

    def get_compressed(self) -> tuple[npt.NDArray[np.uint32], int]:
        """The compressed data, as a tuple of an array of `uint32` words and the number of bits.

        Bits fill each word from the least significant bit up; the last word is padded with zeros. The encoder is not
        changed and can go on.

        >>> import constriction
        >>> encoder = constriction.symbol.QueueEncoder()
        >>> encoder.encode_symbol(3, constriction.symbol.ExpGolomb())
        >>> encoder.get_compressed()
        (array([4], dtype=uint32), 5)
        """

    @deprecated("use get_compressed, which returns the same")
    def get_compressed_and_bitrate(self) -> tuple[npt.NDArray[np.uint32], int]:
        """Deprecated: the same as `get_compressed`."""

    def get_decoder(self) -> QueueDecoder:
        """A decoder of a copy of the bits so far.

        >>> import constriction
        >>> encoder = constriction.symbol.QueueEncoder()
        >>> encoder.encode_symbol(3, constriction.symbol.ExpGolomb())
        >>> encoder.get_decoder().decode_symbol(constriction.symbol.ExpGolomb())
        3
        """

    def num_bits(self) -> int:
        """The number of bits so far."""

    def is_empty(self) -> bool:
        """Whether there are no bits."""

    def clear(self) -> None:
        """Drops all bits."""

    def clone(self) -> Self:
        """A copy that is encoded on independently."""

    def to_bytes(self) -> bytes:
        r"""The compressed data as bytes, with the number of bits.

        The layout: the words of `get_compressed`, each as four bytes, least significant first; then one byte, the number
        of bits that pad the last word (0 to 31). `from_bytes` and `QueueDecoder.from_bytes` read it.

        >>> import constriction
        >>> encoder = constriction.symbol.QueueEncoder()
        >>> encoder.encode_symbol(3, constriction.symbol.ExpGolomb())
        >>> encoder.to_bytes()
        b'\x04\x00\x00\x00\x1b'
        """

    @classmethod
    def from_bytes(cls, data: Buffer) -> Self:
        r"""The encoder whose `to_bytes` returned `data`, to go on with.

        Raises `ValueError` if no encoder returned it.

        >>> import constriction
        >>> encoder = constriction.symbol.QueueEncoder.from_bytes(b'\x04\x00\x00\x00\x1b')
        >>> encoder.num_bits()
        5
        """

    def __len__(self, /) -> int: ...
    def __copy__(self) -> Self: ...
    def __deepcopy__(self, _memo: object) -> Self: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class QueueDecoder:
    """The decoder of a queue of bits, which returns symbols in the order in which a `QueueEncoder` encoded them.

    `compressed` are the words that `QueueEncoder.get_compressed` returned: a `uint32` array of one dimension, or other
    integers in that range. The decoder makes a copy. Decoders can be pickled and copied.

    Raises `ValueError` if a word is not one of 32 bits.

    >>> import constriction, numpy as np
    >>> decoder = constriction.symbol.QueueDecoder(np.array([0b1_1_010], dtype=np.uint32))
    >>> decoder.decode_symbols(constriction.symbol.ExpGolomb(), 3)
    array([1, 0, 0], dtype=int32)
    """

    def __new__(cls, compressed: npt.ArrayLike) -> Self: ...
    def decode_symbol(self, codebook: Codebook) -> int:
        """Decodes one symbol and returns it as an `int`.

        `codebook` is a code to decode with: the one of the encoder, or the `DecoderHuffmanTree` to its
        `EncoderHuffmanTree`. The zeros that pad the last word are bits like others: who needs to know where the message
        ends has to store the number of symbols.

        Raises `ValueError` if the data ends or was not made with this code.

        >>> import constriction
        >>> constriction.symbol.QueueDecoder([0b01100]).decode_symbol(constriction.symbol.ExpGolomb())
        5
        """

    @overload
    def decode_symbols(
        self, codebook: Codebook, amt: SupportsIndex, *, dtype: None = None
    ) -> npt.NDArray[np.int32]:
        """Decodes `amt` symbols into an array of one dimension: all of them or, if there is an error, none.

        `dtype` is any integer type of numpy, by default `int32`.

        Raises `ValueError` if the data ends or was not made with this code, or if a symbol is too large for `dtype`.

        >>> import constriction
        >>> decoder = constriction.symbol.QueueDecoder([0b1_10_100_1])
        >>> decoder.decode_symbols(constriction.symbol.Unary(), 4, dtype="uint8")
        array([0, 2, 1, 0], dtype=uint8)
        """

    @overload
    def decode_symbols(
        self, codebook: Codebook, amt: SupportsIndex, *, dtype: type[_Integer] | np.dtype[_Integer]
    ) -> npt.NDArray[_Integer]: ...
    @overload
    def decode_symbols(
        self, codebook: Codebook, amt: SupportsIndex, *, dtype: npt.DTypeLike
    ) -> npt.NDArray[np.integer[Any]]: ...
    def maybe_exhausted(self) -> bool:
        """Whether all symbols may have been decoded: `False` only if there certainly are more bits than the zeros that pad
        a word.
        """

    def pos(self) -> int:
        """The number of bits that have been decoded.

        >>> import constriction
        >>> decoder = constriction.symbol.QueueDecoder([0b1_10_100_1])
        >>> [decoder.decode_symbol(constriction.symbol.Unary()) for _ in range(2)], decoder.pos()
        ([0, 2], 4)
        """

    def seek(self, position: SupportsIndex) -> None:
        """Goes to a place where decoding is to continue: the number of bits before it, as `pos` returns it and as the
        encoder's `num_bits` was there.

        Raises `ValueError` if there are fewer bits.

        >>> import constriction
        >>> decoder = constriction.symbol.QueueDecoder([0b1_10_100_1])
        >>> decoder.seek(4)
        >>> decoder.decode_symbol(constriction.symbol.Unary())
        1
        """

    def clone(self) -> Self:
        """A copy that decodes on independently."""

    @classmethod
    def from_bytes(cls, data: Buffer) -> Self:
        r"""A decoder of what `QueueEncoder.to_bytes` returned, or of 32-bit words as little-endian bytes.

        Raises `ValueError` if there is part of a word.

        >>> import constriction
        >>> decoder = constriction.symbol.QueueDecoder.from_bytes(b'\x04\x00\x00\x00\x1b')
        >>> decoder.decode_symbol(constriction.symbol.ExpGolomb())
        3
        """

    def __copy__(self) -> Self: ...
    def __deepcopy__(self, _memo: object) -> Self: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    def __setstate__(self, position: SupportsIndex) -> None: ...

@final
class StackCoder:
    """A stack of bits, to encode and to decode with: what is encoded last is decoded first.

    `compressed` are words that `get_compressed` returned, to decode or to go on with: a `uint32` array of one dimension,
    or other integers in that range; the coder makes a copy. Without it, the coder is empty. `len(coder)` is the number
    of bits. Coders can be pickled and copied.

    Raises `ValueError` if the last word is 0 or a word is not one of 32 bits.

    >>> import constriction
    >>> probabilities = [0.14, 0.31, 0.07, 0.48]
    >>> coder = constriction.symbol.StackCoder()
    >>> coder.encode_symbols_reverse([2, 0, 3, 1], constriction.symbol.huffman.EncoderHuffmanTree(probabilities))
    >>> compressed, num_bits = coder.get_compressed()
    >>> compressed, num_bits
    (array([811], dtype=uint32), 9)
    >>> coder = constriction.symbol.StackCoder(compressed)
    >>> coder.decode_symbols(constriction.symbol.huffman.DecoderHuffmanTree(probabilities), 4)
    array([2, 0, 3, 1], dtype=int32)
    """

    def __new__(cls, compressed: npt.ArrayLike | None = None) -> Self: ...
    def encode_symbol(self, symbol: SupportsIndex, codebook: Codebook) -> None:
        """Puts the code word of one symbol on top.

        `symbol` is an integer and `codebook` a code to encode with, from this module or `constriction.symbol.huffman`.

        Raises `KeyError` if the symbol has no code word and `TypeError` if it is not an integer.

        >>> import constriction
        >>> coder = constriction.symbol.StackCoder()
        >>> coder.encode_symbol(3, constriction.symbol.ExpGolomb())
        >>> coder.num_bits()
        5
        """

    def encode_symbols_reverse(self, symbols: npt.ArrayLike, codebook: Codebook) -> None:
        """Puts the code words of many symbols on top, the last one first, so that they are decoded in their order: all of
        them or, if there is an error, none.

        `symbols` are integers of any type: an array of any shape (in C order), a list, a single integer.

        Raises `KeyError` with symbol and index if a symbol has no code word and `TypeError` if symbols are no integers.

        >>> import constriction
        >>> coder = constriction.symbol.StackCoder()
        >>> coder.encode_symbols_reverse([5, 0, 2], constriction.symbol.ExpGolomb())
        >>> coder.decode_symbol(constriction.symbol.ExpGolomb())
        5
        """

    def decode_symbol(self, codebook: Codebook) -> int:
        """Takes one symbol from the top and returns it as an `int`.

        `codebook` is a code to decode with: the one of the encoder, or the `DecoderHuffmanTree` to its
        `EncoderHuffmanTree`.

        Raises `ValueError` if there are no more bits or they were not made with this code.

        >>> import constriction
        >>> coder = constriction.symbol.StackCoder()
        >>> coder.encode_symbol(3, constriction.symbol.ExpGolomb())
        >>> coder.decode_symbol(constriction.symbol.ExpGolomb()), coder.is_empty()
        (3, True)
        """

    @overload
    def decode_symbols(
        self, codebook: Codebook, amt: SupportsIndex, *, dtype: None = None
    ) -> npt.NDArray[np.int32]:
        """Takes `amt` symbols from the top, into an array of one dimension: all of them or, if there is an error, none.

        `dtype` is any integer type of numpy, by default `int32`.

        Raises `ValueError` if there are fewer symbols, they were not made with this code, or one is too large for `dtype`.

        >>> import constriction
        >>> coder = constriction.symbol.StackCoder()
        >>> coder.encode_symbols_reverse([5, 0, 2], constriction.symbol.ExpGolomb())
        >>> coder.decode_symbols(constriction.symbol.ExpGolomb(), 2)
        array([5, 0], dtype=int32)
        """

    @overload
    def decode_symbols(
        self, codebook: Codebook, amt: SupportsIndex, *, dtype: type[_Integer] | np.dtype[_Integer]
    ) -> npt.NDArray[_Integer]: ...
    @overload
    def decode_symbols(
        self, codebook: Codebook, amt: SupportsIndex, *, dtype: npt.DTypeLike
    ) -> npt.NDArray[np.integer[Any]]: ...
    def get_compressed(self) -> tuple[npt.NDArray[np.uint32], int]:
        """The compressed data, as a tuple of an array of `uint32` words and the number of bits.

        Bits fill each word from the least significant bit up. Above the last one is a 1 that marks the end and is not
        counted, and then zeros; so the last word is never 0. The coder is not changed and can go on.

        >>> import constriction
        >>> coder = constriction.symbol.StackCoder()
        >>> coder.get_compressed()
        (array([1], dtype=uint32), 0)
        """

    @deprecated("use get_compressed, which returns the same")
    def get_compressed_and_bitrate(self) -> tuple[npt.NDArray[np.uint32], int]:
        """Deprecated: the same as `get_compressed`."""

    def num_bits(self) -> int:
        """The number of bits."""

    def is_empty(self) -> bool:
        """Whether there are no bits."""

    def clear(self) -> None:
        """Drops all bits."""

    def clone(self) -> Self:
        """A copy that is used independently."""

    def to_bytes(self) -> bytes:
        r"""The compressed data as bytes: the words of `get_compressed`, each as four bytes, least significant first.

        >>> import constriction
        >>> coder = constriction.symbol.StackCoder()
        >>> coder.encode_symbol(3, constriction.symbol.ExpGolomb())
        >>> coder.to_bytes()
        b'$\x00\x00\x00'
        """

    @classmethod
    def from_bytes(cls, data: Buffer) -> Self:
        r"""The coder whose `to_bytes` returned `data`.

        Raises `ValueError` if no coder returned it.

        >>> import constriction
        >>> coder = constriction.symbol.StackCoder.from_bytes(b'$\x00\x00\x00')
        >>> coder.decode_symbol(constriction.symbol.ExpGolomb())
        3
        """

    def __len__(self, /) -> int: ...
    def __copy__(self) -> Self: ...
    def __deepcopy__(self, _memo: object) -> Self: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
