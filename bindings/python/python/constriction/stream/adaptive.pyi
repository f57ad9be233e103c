from typing import Any, final, overload

from typing_extensions import Self

from .._typing import AnyContexts, Floats, Integer, IntegerLike

__all__ = [
    "AdaptiveBernoulli",
    "AdaptiveCategorical",
    "AdaptiveModel",
    "BitTree",
    "LeftTop",
    "Mixer",
    "Nibbles",
    "Order",
    "Word",
]

@final
class Order:
    """Contexts that are the last symbols: with `order` 1 the symbol before, with 2 the two symbols before.

    Symbols are the digits of the context, the last one the lowest: the base is the number of symbols, so that a model
    of 256 symbols needs 256 contexts for order 1 and 65536 for order 2. The symbols before are those of the same call;
    before its first symbol, they are 0.

    Args:
        order: how many symbols, from 0 on.
        shift: by how many bits each of them is shifted to the right. Symbols that are alike then share a context, and
            the base is smaller.

    Raises:
        ValueError: an argument is out of range.

    Example:
        >>> from constriction.stream import adaptive, stack
        >>> model = adaptive.AdaptiveCategorical(4, num_contexts=16)
        >>> coder = stack.AnsCoder()
        >>> coder.encode_reverse([0, 1, 2, 3] * 50, model, adaptive.Order(2))
        >>> coder.num_valid_bits()
        38
        >>> model.reset()
        >>> coder.decode(model, 200, adaptive.Order(2))[:6].tolist()
        [0, 1, 2, 3, 0, 1]
    """

    def __new__(cls, order: Integer, shift: Integer = 0) -> Self: ...
    @property
    def order(self) -> int:
        """How many symbols."""
    @property
    def shift(self) -> int:
        """By how many bits each of them is shifted to the right."""
    def __getnewargs__(self) -> tuple[int, int]: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class LeftTop:
    """Contexts of an image's pixels that are the neighbours to the left and above.

    The context is `left + base * above`, where the base is the number of symbols after the shift: a model of 256
    symbols needs 65536 contexts, or 256 with a shift of 4. At the borders, a neighbour is 0.

    Args:
        width: the number of pixels in a row. The image may have any shape: pixels are taken in C order.
        shift: by how many bits neighbours are shifted to the right.

    Raises:
        ValueError: an argument is out of range.

    Example:
        >>> import numpy as np
        >>> from constriction.stream import adaptive, queue
        >>> image = np.add.outer(np.arange(128), np.arange(128)) // 32
        >>> encoder = queue.RangeEncoder()
        >>> encoder.encode(image, adaptive.AdaptiveCategorical(8, num_contexts=64), adaptive.LeftTop(128))
        >>> encoder.num_bits() < image.size / 4
        True
        >>> model = adaptive.AdaptiveCategorical(8, num_contexts=64)
        >>> decoded = encoder.get_decoder().decode(model, (128, 128), adaptive.LeftTop(128))
        >>> np.array_equal(decoded, image)
        True
    """

    def __new__(cls, width: Integer, shift: Integer = 0) -> Self: ...
    @property
    def width(self) -> int:
        """The number of pixels in a row."""
    @property
    def shift(self) -> int:
        """By how many bits neighbours are shifted to the right."""
    def __getnewargs__(self) -> tuple[int, int]: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Word:
    """Contexts of text that are the letters of the word so far, hashed: for `Mixer`.

    Letters are those of ASCII, of either case, and all symbols from 128 on. Between words, the last symbol but one is the
    context.

    Example:
        >>> from constriction.stream.adaptive import Word
        >>> Word()
        Word()
    """

    def __new__(cls) -> Self: ...
    def __getnewargs__(self) -> tuple[()]: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

class AdaptiveModel:
    """The base class of models that learn: a model for each of several contexts.

    A model has a state, which each call changes: encoder and decoder need one each, and these must be equal at the
    start. Models can be copied, pickled and compared; this includes their learned state. A call that fails leaves the
    model as it was, and so does Ctrl-C.
    """

    @property
    def num_symbols(self) -> int:
        """The number of symbols. They are the integers from 0 on."""
    @property
    def num_contexts(self) -> int | None:
        """The number of contexts; None for a mixer, which takes any integers."""
    @property
    def precision(self) -> int:
        """The precision of the probabilities in bits."""
    def reset(self) -> None:
        """Forgets all that was learned: the model is as new."""
    def clone(self) -> Self:
        """A model of its own that has learned the same, as `copy.copy` and `copy.deepcopy` return."""
    @overload
    def cost_bits(self, symbols: Integer, contexts: AnyContexts | None = None) -> float:  # type: ignore[overload-overlap]
        """The cost of each symbol in bits, in this order, by a model that learns. The model stays as it is.

        Args:
            symbols: integers of any shape.
            contexts: as in a call that encodes.

        Returns:
            A float64 array of the shape of `symbols`; a float for one symbol. Each number is rounded down, by less
            than `2**-16` bits for each decision that a symbol consists of.

        Raises:
            KeyError: the model does not have a symbol.
            ValueError: the model does not have a context, or they have another shape than the symbols.

        Example:
            >>> from constriction.stream.adaptive import AdaptiveCategorical
            >>> model = AdaptiveCategorical(4, increment=2)
            >>> model.cost_bits([1, 1, 1, 0]).round(3).tolist()
            [2.0, 1.0, 0.678, 3.322]
        """
    @overload
    def cost_bits(self, symbols: IntegerLike, contexts: AnyContexts | None = None) -> Floats: ...
    def __copy__(self) -> Self: ...
    def __deepcopy__(self, memo: Any, /) -> Self: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __setstate__(self, state: bytes) -> None: ...

@final
class AdaptiveBernoulli(AdaptiveModel):
    """Bits, 0 and 1, by a probability that moves towards each bit.

    With p for the probability of a 0 and the rate r: after a 0, `p += (1 - p) * 2**-r`; after a 1, `p -= p * 2**-r`. With a limit,
    p is the mean of the bits so far.

    Args:
        rate: from 1 to 14: 4 forgets quickly, 7 slowly. With two rates, the probability is the mean of a fast and a slow
            one. The default is 5, unless there is a limit.
        limit: instead of a rate, the probability is the mean of all bits up to this number of bits (0 to 1023), and forgets
            older bits from then on. It is best for rare contexts.
        num_contexts: the number of contexts, each with its own probability.

    Raises:
        ValueError: an argument is out of range, or both a rate and a limit are given.

    References:
        Pavlov, "LZMA specification (draft)" (2015); Alshin, Alshina, Park, "High precision probability estimation for
        CABAC", Visual Communications and Image Processing (2013); Howard, Vitter, "Practical implementations of
        arithmetic coding" (1992).

    Example:
        >>> from constriction.stream import adaptive, queue
        >>> bits = [0] * 500 + [1] * 500
        >>> encoder = queue.RangeEncoder()
        >>> encoder.encode(bits, adaptive.AdaptiveBernoulli(rate=4))
        >>> encoder.num_bits()
        64
        >>> encoder.get_decoder().decode(adaptive.AdaptiveBernoulli(rate=4), 1000).tolist() == bits
        True
    """

    def __new__(
        cls, rate: Integer | tuple[Integer, Integer] | None = None, limit: Integer | None = None, num_contexts: Integer = 1
    ) -> Self: ...

@final
class AdaptiveCategorical(AdaptiveModel):
    """Symbols of any alphabet, by how often each has occurred.

    All counts start at 1, and a symbol adds `increment` to its count. If the counts would then sum to more than `limit`, all
    are halved first, rounded up, so that old symbols count less. With C for the sum of the counts before a symbol,
    c for its count and t for the sum of all, its interval is from `C * 2**24 // t` to `(C + c) * 2**24 // t`. A symbol
    takes a time that is logarithmic in their number.

    Args:
        num_symbols: the number of symbols, from 1 to `2**20`.
        increment: the increment of a symbol's count, at least 1. Small increments learn slowly.
        limit: from `num_symbols + 2 * increment` to `2**24`, which forgets nothing for half a million symbols with an
            increment of 32. With 2000 increments, the last few thousand symbols count.
        num_contexts: the number of contexts, each with its own counts. They take 8 bytes for each symbol.

    Raises:
        ValueError: an argument is out of range.

    References:
        Witten, Neal, Cleary, "Arithmetic coding for data compression" (1987), doi:10.1145/214762.214771.

    Example:
        >>> from constriction.stream import adaptive, stack
        >>> symbols = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9] * 20
        >>> coder = stack.AnsCoder()
        >>> coder.encode_reverse(symbols, adaptive.AdaptiveCategorical(63, increment=32))
        >>> coder.decode(adaptive.AdaptiveCategorical(63, increment=32), 300).tolist() == symbols
        True
    """

    def __new__(
        cls, num_symbols: Integer, increment: Integer = 32, limit: Integer = 16777216, num_contexts: Integer = 1
    ) -> Self: ...

@final
class BitTree(AdaptiveModel):
    """Symbols of several bits, each bit in the context of those before it, the most significant one first.

    A symbol costs as many decisions as it has bits. Each bit has a probability that learns as in `AdaptiveBernoulli`, in the
    node whose number is a 1 followed by the bits before it. A context takes 4 bytes for each symbol.

    Args:
        bits: the number of bits, from 1 to 20; symbols are from 0 to `2**bits - 1`.
        rate: how the probability of a bit learns, as in `AdaptiveBernoulli`.
        limit: how the probability of a bit learns, as in `AdaptiveBernoulli`.
        num_contexts: the number of contexts, each with its own tree.

    Raises:
        ValueError: an argument is out of range, or both a rate and a limit are given.

    References:
        Pavlov, "LZMA specification (draft)" (2015).

    Example:
        >>> from constriction.stream import adaptive, queue
        >>> model = adaptive.BitTree(3, limit=255)
        >>> encoder = queue.RangeEncoder()
        >>> encoder.encode([5, 5, 5, 5, 2, 5, 5], model.clone())
        >>> encoder.get_decoder().decode(model, 7).tolist()
        [5, 5, 5, 5, 2, 5, 5]
    """

    def __new__(
        cls,
        bits: Integer,
        rate: Integer | tuple[Integer, Integer] | None = None,
        limit: Integer | None = None,
        num_contexts: Integer = 1,
    ) -> Self: ...

@final
class Nibbles(AdaptiveModel):
    """Bytes, 0 to 255, as two halves of 16 symbols each, by the rule of AV1.

    It is the fastest model of bytes: a symbol costs two decisions. After a half s, the cumulative probabilities c(i) up to and
    including symbol i move by the fraction `2**-r` of the distance: to 0 for i < s, to 1 for the others. r grows from 5 to 7
    with the number of symbols.

    Args:
        num_contexts: the number of contexts, each with 17 tables.

    Raises:
        ValueError: the number of contexts is out of range.

    References:
        de Rivaz, Haughton, "AV1 bitstream & decoding process specification" (2019), section 8.2.6.

    Example:
        >>> from constriction.stream import adaptive, queue
        >>> encoder = queue.RangeEncoder()
        >>> encoder.encode([104, 111, 119] * 5, adaptive.Nibbles(256), adaptive.Order(1))
        >>> encoder.get_decoder().decode(adaptive.Nibbles(256), 6, adaptive.Order(1)).tolist()
        [104, 111, 119, 104, 111, 119]
    """

    def __new__(cls, num_contexts: Integer = 1) -> Self: ...

@final
class Mixer(AdaptiveModel):
    """Symbols of several bits, each bit predicted in several contexts at once: the strongest of these models.

    The predictions p_i are mixed by weights that learn, too, and the result is refined by how often such results came true:

        p = squash(w_0 * stretch(p_0) + w_1 * stretch(p_1) + ...);  stretch(p) = ln(p / (1 - p)), squash is its inverse

    A symbol has a context for each input: calls take a list of rules or arrays. Contexts are hashed, so that any non-negative
    integer is a context, and there is no number of contexts.

    A symbol takes microseconds. Each call copies the model first, so that a failed call can be undone: code many symbols in a
    call.

    Args:
        bits: the number of bits, from 1 to 8; symbols are from 0 to `2**bits - 1`.
        num_inputs: how many contexts each symbol has, from 1 to 7.
        table_bits: each input has a table of `2**table_bits` slots (1 to 24) of 64 bytes. A symbol uses a slot for each
            4 bits in each new context: a table that is too small forgets rare contexts.

    Raises:
        ValueError: an argument is out of range.

    References:
        Mahoney, "Adaptive weighing of context models for lossless data compression", Florida Tech. technical report
        CS-2005-16 (2005).

    Example:
        >>> from constriction.stream import adaptive, queue
        >>> text = list(b"how much wood would a woodchuck chuck if a woodchuck could chuck wood " * 10)
        >>> contexts = [adaptive.Order(1), adaptive.Order(2), adaptive.Order(4), adaptive.Word()]
        >>> encoder = queue.RangeEncoder()
        >>> encoder.encode(text, adaptive.Mixer(8, num_inputs=4), contexts)
        >>> encoder.num_bits() // 8 < 100
        True
        >>> encoder.get_decoder().decode(adaptive.Mixer(8, num_inputs=4), 700, contexts).tolist() == text
        True
    """

    def __new__(cls, bits: Integer, num_inputs: Integer, table_bits: Integer = 14) -> Self: ...
    @property
    def num_inputs(self) -> int:
        """How many contexts each symbol has."""
