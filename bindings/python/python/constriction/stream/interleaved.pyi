from collections.abc import Sequence
from typing import Any, Literal, TypeVar, final, overload

import numpy as np
import numpy.typing as npt
from typing_extensions import Self

from .._typing import (
    AnyContexts,
    BytesLike,
    FloatLike,
    Integer,
    IntegerArray,
    IntegerLike,
    Progress,
    Shape,
    Symbols,
    Words,
    WritableTensor,
)
from .adaptive import AdaptiveModel
from .model import Model

__all__ = ["InterleavedAnsCoder", "decode_bytes", "encode_bytes"]

_Integer = TypeVar("_Integer", bound=np.integer[Any])
_Out = TypeVar("_Out", bound=IntegerArray | WritableTensor)

@final
class InterleavedAnsCoder:
    """A stack as `stack.AnsCoder`, with up to 64 states that share its words: for arrays, several times faster.

    Symbol i belongs to state i modulo the number of states, so that processors work on many symbols side by side. Each state
    takes the steps of an `AnsCoder`. The compressed
    data is in a format of its own, which says how many states there are; an `AnsCoder` cannot read it. It costs the
    information content, plus at most 64 bits for each state and 32 bits. There are enough states to be fast, but at most
    one for 128 symbols of the first call that encodes.

    Unlike `stack.AnsCoder`, it notices when the data ends too soon, and cannot decode data that it did not encode.

    Args:
        compressed: the words to decode from, any integers from 0 to `2**32 - 1`, as `get_compressed` returned them.
            Left out, the coder is empty.
        lanes: how many states the coder has: 1, 2, 4, 8, 16, 32 or 64. Left out, it is chosen by the first call that
            encodes. Compressed data brings its own number.
        digest: whether the coder keeps a digest of the models that it codes with; see `digest()`.

    Raises:
        ValueError: the words are not compressed data of this format, a word is out of range, there is no such number of
            states, or both arguments are given.
        TypeError: the words are not integers.

    References:
        Giesen, "Interleaved entropy coders", arXiv:1402.3392 (2014).

    Example:
        >>> import numpy as np
        >>> from constriction.stream import interleaved, model
        >>> gaussian = model.QuantizedGaussian(-50, 50)
        >>> means = np.linspace(-20.0, 20.0, 10_000)
        >>> symbols = np.rint(means).astype(np.int8)
        >>> coder = interleaved.InterleavedAnsCoder()
        >>> coder.encode_reverse(symbols, gaussian, means, 0.5)
        >>> coder.lanes
        64
        >>> decoder = interleaved.InterleavedAnsCoder(coder.get_compressed())
        >>> bool(np.all(decoder.decode(gaussian, means, 0.5, dtype=np.int8) == symbols))
        True
        >>> decoder.is_empty()
        True
    """

    def __new__(
        cls, compressed: IntegerLike | None = None, *, lanes: Integer | None = None, digest: bool = False
    ) -> Self: ...
    @overload
    def encode_reverse(
        self,
        symbols: IntegerLike,
        model: Model,
        *optional_model_params: FloatLike,
        progress: Progress = None,
        threads: Integer | None = 1,
    ) -> None:
        """Encodes symbols from the last to the first, so that they are decoded from the first to the last.

        All symbols are encoded or none: a call that fails leaves the coder as it was.

        Args:
            symbols: one integer, `bytes`, or an array of integers of any type and shape, taken in C order.
            model: a model, or a family followed by its parameters, or a model that learns (`stream.adaptive`).
            *optional_model_params: the free parameters of a family, floats of 16 to 64 bits or integers: scalars, or
                arrays that are broadcast to the shape of `symbols`, as numpy does. A parameter that is a row of k numbers has shape `symbols.shape +
                (k,)`, or `(k,)` for all symbols. With a model that learns, the contexts of the symbols: an array of
                integers of their shape, one for all of them, or a rule such as `Order(1)`.
            progress: True for a progress bar (needs tqdm), or a function of the symbols done and the symbols in all. It
                is called in calls of more than a second.
            threads: the number of threads that compute intervals; None for the number of processors. The
                result does not depend on it. More than one pay in long arrays whose models cost much: mixtures,
                `Binomial`, rows of probabilities or logits. Decoding has no such choice: at most as many symbols as
                there are states do not wait for each other, too few to share out.

        Raises:
            KeyError: a symbol has no probability. The message has its index and value.
            ValueError: a parameter is invalid, or has another shape than the symbols; the model
                does not have a context; `threads` is less than 1.
            TypeError: the symbols are not integers, the parameters not numbers, `model` is not a model, or it has
                your own functions and there is more than one thread.

        Example:
            >>> from constriction.stream import interleaved, model
            >>> coder = interleaved.InterleavedAnsCoder()
            >>> coder.encode_reverse([[3, 0], [2, 1]], model.Categorical([0.1, 0.2, 0.3, 0.4]))
            >>> coder.decode(model.Categorical([0.1, 0.2, 0.3, 0.4]), (2, 2)).tolist()
            [[3, 0], [2, 1]]
        """
    @overload
    def encode_reverse(
        self,
        symbols: IntegerLike,
        model: AdaptiveModel,
        contexts: AnyContexts = 0,
        /,
        *,
        progress: Progress = None,
        threads: Integer | None = 1,
    ) -> None: ...
    @overload
    def decode(self, model: Model | AdaptiveModel, *, progress: Progress = None) -> int:
        """Decodes symbols.

        `decode(model)` returns one symbol of a concrete model, `decode(model, amount)` an array of them, and
        `decode(family, *params)` one symbol for each entry of the parameters. A call that fails leaves the coder as it
        was.

        Args:
            model: the model that the symbols were encoded with, or a family followed by its parameters.
            *optional_amt_or_model_params: for a model, how many symbols, or the shape of an array of them. For a
                family, its free parameters as they were given to encode, scalars or arrays, which are broadcast. For a model
                that learns, how many symbols (None for one), and their contexts as they were given to encode.
            dtype: the integer type of the result; default: int32.
            out: an array or a tensor of integers to decode into, of the right shape and writable.
            progress: as for encoding.

        Returns:
            An int for one symbol: without an amount, or if all parameters are scalars (or single rows). Otherwise an
            array, `out` if it was given.

        Raises:
            ValueError: a parameter is invalid, shapes do not match, a symbol does not fit into the type of the result,
                the result would be too large, or the data ends before the last symbol.
            TypeError: a parameter is not a number, `model` is not a model, or `dtype` or `out` is not of integers.

        Example:
            >>> import numpy as np
            >>> from constriction.stream import interleaved, model
            >>> coder = interleaved.InterleavedAnsCoder()
            >>> coder.encode_reverse([101, 198], model.QuantizedGaussian(0, 255), [100.0, 200.0], 3.0)
            >>> coder.decode(model.QuantizedGaussian(0, 255), [100.0, 200.0], 3.0, dtype=np.uint8)
            array([101, 198], dtype=uint8)
        """
    @overload
    def decode(
        self, model: AdaptiveModel, amt: None, contexts: AnyContexts = 0, /, *, progress: Progress = None
    ) -> int: ...
    @overload
    def decode(
        self,
        model: AdaptiveModel,
        amt: Shape,
        contexts: AnyContexts = 0,
        /,
        *,
        dtype: None = None,
        out: None = None,
        progress: Progress = None,
    ) -> Symbols: ...
    @overload
    def decode(
        self,
        model: AdaptiveModel,
        amt: Shape,
        contexts: AnyContexts = 0,
        /,
        *,
        dtype: None = None,
        out: _Out,
        progress: Progress = None,
    ) -> _Out: ...
    @overload
    def decode(
        self,
        model: AdaptiveModel,
        amt: Shape,
        contexts: AnyContexts = 0,
        /,
        *,
        dtype: type[_Integer] | np.dtype[_Integer],
        out: None = None,
        progress: Progress = None,
    ) -> npt.NDArray[_Integer]: ...
    @overload
    def decode(
        self,
        model: AdaptiveModel,
        amt: Shape,
        contexts: AnyContexts = 0,
        /,
        *,
        dtype: npt.DTypeLike,
        out: None = None,
        progress: Progress = None,
    ) -> IntegerArray: ...
    @overload
    def decode(
        self, model: Model, amt: Shape, /, *, dtype: None = None, out: None = None, progress: Progress = None
    ) -> Symbols: ...
    @overload
    def decode(  # type: ignore[overload-overlap]  # Scalars are parameters of one symbol.
        self, model: Model, *optional_amt_or_model_params: float, dtype: None = None, progress: Progress = None
    ) -> int: ...
    @overload
    def decode(
        self,
        model: Model,
        *optional_amt_or_model_params: FloatLike | Shape,
        dtype: None = None,
        out: None = None,
        progress: Progress = None,
    ) -> Symbols: ...
    @overload
    def decode(
        self,
        model: Model,
        *optional_amt_or_model_params: FloatLike | Shape,
        dtype: None = None,
        out: _Out,
        progress: Progress = None,
    ) -> _Out: ...
    @overload
    def decode(
        self,
        model: Model,
        *optional_amt_or_model_params: FloatLike | Shape,
        dtype: type[_Integer] | np.dtype[_Integer],
        out: None = None,
        progress: Progress = None,
    ) -> np.ndarray[Any, np.dtype[_Integer]]: ...
    @overload
    def decode(
        self,
        model: Model,
        *optional_amt_or_model_params: FloatLike | Shape,
        dtype: npt.DTypeLike,
        out: None = None,
        progress: Progress = None,
    ) -> IntegerArray: ...
    def get_compressed(self) -> Words:
        """The compressed data, as a new uint32 array. The coder stays as it is. Cost: O(number of words)."""
    def to_bytes(self) -> bytes:
        """The compressed data as bytes, every word with its lowest byte first: as `get_compressed`."""
    @classmethod
    def from_bytes(cls, data: BytesLike, *, digest: bool = False) -> Self:
        """A coder on the bytes that `to_bytes` returned.

        Raises:
            ValueError: the bytes are not compressed data of this format.
        """
    def encode_interval(self, left: IntegerLike, probability: IntegerLike, precision: Integer) -> None:
        """Encodes intervals of quantiles, as a model of your own would have them.

        Args:
            left: the left ends: integers of any shape, in units of `2**-precision`.
            probability: the lengths, at least 1, of the same shape, or a scalar. The whole must lie within 0 to
                `2**precision`.
            precision: bits of a probability, 1 to 32.

        The last interval of an array is encoded first, so that `advance` decodes them in
        order.

        Raises:
            ValueError: one of the intervals is empty or lies outside. Then nothing was encoded.
        """
    def quantile(self, precision: Integer) -> int:
        """The quantile that comes next, from 0 to `2**precision - 1`: a symbol whose interval contains it was encoded.

        Nothing is decoded by that: see `advance`.

        Raises:
            ValueError: the data is corrupt, or the coder does not take the precision.
        """
    def advance(self, left: IntegerLike, probability: IntegerLike, precision: Integer) -> None:
        """Decodes intervals, of which the first one must contain `quantile(precision)`, and so on.

        Args:
            left: the left ends: integers of any shape, in units of `2**-precision`.
            probability: the lengths, at least 1, of the same shape, or a scalar.
            precision: bits of a probability, 1 to 32.

        Raises:
            ValueError: an interval does not contain the quantile that comes next, or is not valid. Then nothing was decoded.
        """
    def check_end(self) -> None:
        """Raises a `ValueError` if data is left, or if more was decoded than was encoded."""
    @property
    def lanes(self) -> int | None:
        """The number of states, or None in an empty coder that is yet to choose it."""
    def num_words(self) -> int:
        """The number of 32-bit words that `get_compressed` returns."""
    def num_bits(self) -> int:
        """The number of bits that `get_compressed` returns: 32 times `num_words`."""
    def is_empty(self) -> bool:
        """Whether there is nothing to decode: after the last symbol, False means that the data is damaged."""
    def digest(self) -> int:
        """Returns 64 bits of the models that symbols were encoded with, the same as for their decoder.

        A decoder with other parameters returns wrong symbols, and nothing in the compressed data says so. To notice,
        store the encoder's digest with the message, and compare it with the decoder's when all symbols are decoded.

        It depends on the intervals of all symbols since the coder was made or cleared, and on their order. It does
        not depend on the coder, nor on how symbols were shared out to calls. Where a single interval differs, so do
        the digests; where several do, they are equal with a probability of about 2^-60.

        Raises:
            ValueError: the coder was not made with `digest=True`.

        Example:
            >>> import numpy as np
            >>> from constriction.stream import interleaved, model
            >>> gaussian = model.QuantizedGaussian(-50, 50, 2.5, 4.0)
            >>> coder = interleaved.InterleavedAnsCoder(digest=True)
            >>> coder.encode_reverse(np.arange(-20, 20), gaussian)
            >>> decoder = interleaved.InterleavedAnsCoder(coder.get_compressed(), digest=True)
            >>> symbols = decoder.decode(gaussian, 40)
            >>> decoder.digest() == coder.digest()
            True
        """
    def clear(self) -> None:
        """Discards all data. A number of states that was given, also by compressed data, stays."""
    def clone(self) -> Self:
        """A copy, which continues independently of the original. Cost: O(number of words)."""
    @staticmethod
    def encode_batch(
        symbols: IntegerLike | Sequence[IntegerLike],
        model: Model,
        *optional_model_params: FloatLike | Sequence[FloatLike],
        threads: int | None = None,
    ) -> list[Words]:
        """Encodes many messages, each by a new coder, on several threads.

        Args:
            symbols: a sequence of messages, or an array with the number of the message as its first axis.
            model: the model of all messages, or a family followed by its parameters.
            *optional_model_params: each one a scalar for all messages, or as many entries as there are messages, each
                what `encode_reverse` takes.
            threads: the number of threads; default: the number of processors. The result does not depend on it.

        Returns:
            The compressed words of each message, uint32.

        Raises:
            KeyError, ValueError, TypeError: as `encode_reverse`. The message has the number of the message.

        Example:
            >>> from constriction.stream import interleaved, model
            >>> compressed = interleaved.InterleavedAnsCoder.encode_batch([[1, 0, 1], [2, 2]], model.Uniform(4), threads=2)
            >>> [len(words) for words in compressed]
            [3, 3]
        """
    @overload
    @staticmethod
    def decode_batch(
        compressed: Sequence[Words | IntegerLike],
        model: Model,
        *optional_amt_or_model_params: FloatLike | Shape | Sequence[FloatLike | Shape],
        threads: int | None = None,
        dtype: None = None,
    ) -> list[Symbols]:
        """Decodes many messages, each by a new coder, on several threads.

        Args:
            compressed: the words of each message, as `encode_batch` returns them.
            model: the model of all messages, or a family followed by its parameters.
            *optional_amt_or_model_params: for a model, how many symbols a message has, or its shape as a
                tuple; for a family, its free parameters. One for all messages, or a list with one for each message.
            threads: the number of threads; default: the number of processors. The result does not depend on it.
            dtype: the integer type of the results; default: int32.

        Returns:
            The symbols of each message.

        Raises:
            ValueError, TypeError: as `decode`. The message has the number of the message.

        Example:
            >>> from constriction.stream import interleaved, model
            >>> compressed = interleaved.InterleavedAnsCoder.encode_batch([[1, 0, 1], [2, 2]], model.Uniform(4))
            >>> decoded = interleaved.InterleavedAnsCoder.decode_batch(compressed, model.Uniform(4), [3, 2])
            >>> [symbols.tolist() for symbols in decoded]
            [[1, 0, 1], [2, 2]]
        """
    @overload
    @staticmethod
    def decode_batch(
        compressed: Sequence[Words | IntegerLike],
        model: Model,
        *optional_amt_or_model_params: FloatLike | Shape | Sequence[FloatLike | Shape],
        threads: int | None = None,
        dtype: npt.DTypeLike,
    ) -> list[IntegerArray]: ...
    def __len__(self) -> int: ...
    def __copy__(self) -> Self: ...
    def __deepcopy__(self, memo: Any, /) -> Self: ...

def encode_bytes(
    data: BytesLike,
    *,
    order: Literal[0, 1, "best"] = 0,
    typesize: Integer | None = None,
    threads: Integer | None = 1,
) -> bytes:
    """Compresses bytes by how often each one occurs, at more than a gigabyte a second.

    The result tells its own length and tables; nothing else is needed to decode it. It is at most a few bytes longer
    than the data. Use it for what has its own structure removed already, such as residuals of 8 bits, where a general
    compressor would search for repetitions in vain.

    Args:
        data: bytes, or any object with a buffer, such as an array. It is not copied if it lies in one piece.
        order: 0 if bytes do not depend on each other; 1 to code each one by the byte before, which takes three to four
            times the time and suits text; `"best"` for the shorter one of both in each block.
        typesize: how many bytes an item of the data has, 1 to 16. The bytes at one place of all items are coded
            together, because those at different places are distributed differently: 2 for int16, 4 for float32. It may
            only be left out where items have one byte.
        threads: the number of threads, which share the blocks of `2**20` bytes; None for the number of
            processors. The result does not depend on it.

    Raises:
        TypeError: the data has no buffer, or its items are wider than a byte and `typesize` is not given.
        ValueError: `order` is not 0, 1 or `"best"`, `typesize` is not 1 to 16, or `threads` is less than 1.

    Example:
        >>> from constriction.stream.interleaved import decode_bytes, encode_bytes
        >>> compressed = encode_bytes(b"a rose is a rose is a rose" * 10)
        >>> len(compressed) < 130
        True
        >>> decode_bytes(compressed)[:6]
        b'a rose'

        Numbers of several bytes:

        >>> import numpy as np
        >>> heights = np.cumsum(np.arange(-500, 500)).astype(np.int16)
        >>> compressed = encode_bytes(heights, typesize=2)
        >>> len(compressed) < len(encode_bytes(heights.tobytes()))
        True
        >>> np.array_equal(np.frombuffer(decode_bytes(compressed), np.int16), heights)
        True
    """

def decode_bytes(data: BytesLike, *, max_len: Integer = 4294967296, threads: Integer | None = 1) -> bytes:
    """Restores what `encode_bytes` compressed.

    Args:
        data: what `encode_bytes` returned.
        max_len: the most bytes that the result may have: a few bytes can be those of a long message.
        threads: as for `encode_bytes`; the number need not be the same.

    Raises:
        ValueError: the data is damaged, cut off, or longer than it should be, or the message is longer than `max_len`.
        MemoryError: there is no memory for the message.
    """
