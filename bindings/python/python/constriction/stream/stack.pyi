from collections.abc import Sequence
from typing import Any, TypeVar, final, overload

import numpy as np
import numpy.typing as npt
from typing_extensions import Self, deprecated

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

__all__ = ["AnsCoder"]

_Integer = TypeVar("_Integer", bound=np.integer[Any])
_Out = TypeVar("_Out", bound=IntegerArray | WritableTensor)

@final
class AnsCoder:
    """A stack of bits: the symbol that was encoded last is decoded first (asymmetric numeral systems).

    It encodes and decodes on the same data, in turns if need be, and may decode symbols from any data at all, which is
    what bits-back coding needs. A message costs its information content, plus some millionths of that and at most 64
    bits.

    Args:
        compressed: the words to decode from, any integers from 0 to `2**32 - 1`, as `get_compressed` returned them.
            Left out, the coder is empty.
        seal: the words are arbitrary data rather than the output of `get_compressed`. Encoding is invertible for these
            as well: see `get_compressed(unseal=True)`.
        digest: whether the coder keeps a digest of the models that it codes with; see `digest()`.

    Raises:
        ValueError: the last word is 0 and `seal` is False, a word is out of range, or the words have more than one
            dimension.
        TypeError: the words are not integers.

    Decoding past the end of the data is not an error: an empty coder decodes symbols as well.

    For a symbol with the interval from l to l + p out of 2**P, the state x, a number of 64 bits, becomes

        encode:  if x >= p << (64 - P): push the low 32 bits of x, x >>= 32;  then x = ((x // p) << P) + l + x % p
        decode:  q = x % 2**P;  x = (x >> P) * p + q - l;  then, if x < 2**32: pop 32 bits into x

    References:
        Duda, "Asymmetric numeral systems", arXiv:0902.0271 (2009).
        Duda, "Asymmetric numeral systems: entropy coding combining speed of Huffman coding with compression rate of
        arithmetic coding", arXiv:1311.2540 (2013).

    Example:
        >>> from constriction.stream import model, stack
        >>> gaussian = model.QuantizedGaussian(-50, 50, 2.5, 4.0)
        >>> coder = stack.AnsCoder()
        >>> coder.encode_reverse([6, 10, -4, 2], gaussian)
        >>> coder.get_compressed()
        array([4039922903,         49], dtype=uint32)
        >>> coder.decode(gaussian, 4).tolist()
        [6, 10, -4, 2]
    """

    def __new__(
        cls, compressed: IntegerLike | None = None, seal: bool = False, *, digest: bool = False
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
                `Binomial`, rows of probabilities or logits. Decoding has no such choice: each symbol depends on all before.

        Raises:
            KeyError: a symbol has no probability. The message has its index and value.
            ValueError: a parameter is invalid, or has another shape than the symbols; the model
                does not have a context; `threads` is less than 1.
            TypeError: the symbols are not integers, the parameters not numbers, `model` is not a model, or it has
                your own functions and there is more than one thread.

        Example:
            >>> from constriction.stream import model, stack
            >>> coder = stack.AnsCoder()
            >>> coder.encode_reverse([[3, 0], [2, 1]], model.Categorical([0.1, 0.2, 0.3, 0.4]))
            >>> coder.encode_reverse([6, -4], model.QuantizedGaussian(-50, 50), [2.5, -1.1], [4.1, 6.2])
            >>> coder.encode_reverse(5, model.QuantizedLaplace(-9, 9, scale=2.0), 4.5)
            >>> coder.num_words()
            2
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
                the result would be too large.
            TypeError: a parameter is not a number, `model` is not a model, or `dtype` or `out` is not of integers.

        Example:
            >>> import numpy as np
            >>> from constriction.stream import model, stack
            >>> coder = stack.AnsCoder(np.array([123456789, 987654321, 555555555], dtype=np.uint32))
            >>> toss = coder.decode(model.Bernoulli(0.5))
            >>> coder.decode(model.Uniform(6), (2, 3)).shape
            (2, 3)
            >>> coder.decode(model.QuantizedGaussian(0, 255), [100.0, 200.0], 3.0, dtype=np.uint8).dtype
            dtype('uint8')
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
    def get_compressed(self, unseal: bool = False) -> Words:
        """The compressed data, as a new uint32 array. The coder stays as it is. Cost: O(number of words).

        Args:
            unseal: the inverse of the constructor's `seal`: give back the arbitrary data that the coder was made from.
                This only works where the coder is again in the state in which it was made.

        Raises:
            ValueError: `unseal` is True, and the coder is not in such a state.

        Example:
            >>> from constriction.stream import model, stack
            >>> coder = stack.AnsCoder([1, 2, 0], seal=True)
            >>> symbols = coder.decode(model.Uniform(10), 5)
            >>> coder.encode_reverse(symbols, model.Uniform(10))
            >>> coder.get_compressed(unseal=True).tolist()
            [1, 2, 0]
        """
    def to_bytes(self, unseal: bool = False) -> bytes:
        """The compressed data as bytes, every word with its lowest byte first: as `get_compressed`."""
    @classmethod
    def from_bytes(cls, data: BytesLike, seal: bool = False, *, digest: bool = False) -> Self:
        """A coder on the bytes that `to_bytes` returned.

        Raises:
            ValueError: the number of bytes is not a multiple of 4, or the last word is 0 and `seal` is False.

        Example:
            >>> from constriction.stream import stack
            >>> stack.AnsCoder.from_bytes(b"abcd").to_bytes()
            b'abcd'
        """
    def num_words(self) -> int:
        """The number of 32-bit words that `get_compressed` returns."""
    def num_bits(self) -> int:
        """The number of bits that `get_compressed` returns: 32 times `num_words`."""
    def num_valid_bits(self) -> int:
        """The number of bits without the padding of the last word: how much data there is to decode."""
    def is_empty(self) -> bool:
        """Whether there is no data left: as in a new coder."""
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

        Example:
            >>> from constriction.stream.stack import AnsCoder
            >>> coder = AnsCoder()
            >>> coder.encode_interval([0, 3], [3, 1], 2)  # heads three times out of four
            >>> coder.quantile(2) < 3
            True
            >>> coder.advance(0, 3, 2)
            >>> coder.quantile(2)
            3
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
        """Raises a `ValueError` if data is left.

        Decoding from a coder without data gives the symbol with the lowest quantiles, without an error: such symbols take
        no data where nothing comes before them. A checksum tells whether too much was decoded.
        """
    def pos(self) -> tuple[int, int]:
        """The number of words and the state, for `seek`.

        Example:
            >>> from constriction.stream import model, stack
            >>> coder = stack.AnsCoder()
            >>> coder.encode_reverse([7, 8, 9], model.Uniform(10))
            >>> checkpoint = coder.pos()
            >>> coder.encode_reverse([1, 2, 3, 4, 5, 6], model.Uniform(10))
            >>> coder.seek(*checkpoint)
            >>> coder.decode(model.Uniform(10), 3).tolist()
            [7, 8, 9]
        """
    def seek(self, position: Integer, state: Integer) -> None:
        """Goes back to where `pos` returned `(position, state)`. Data that was encoded after it is discarded.

        Args:
            position: the number of words that remain.
            state: the state, 64 bits.

        Raises:
            ValueError: there are fewer words than that, or no coder is ever in this state.
        """
    def digest(self) -> int:
        """Returns 64 bits of the models that symbols were encoded with, the same as for their decoder.

        A decoder with other parameters returns wrong symbols, and nothing in the compressed data says so. To notice,
        store the encoder's digest with the message, and compare it with the decoder's when all symbols are decoded.

        It depends on the intervals of all symbols since the coder was created, cleared or moved by `seek`, and on their
        order. It does not depend on the coder, nor on how symbols were shared out to calls. Where a single interval
        differs, so do the digests; where several do, they are equal with a probability of about 2^-60.

        A symbol that is decoded takes the one back that was encoded before, so that a coder that does both, as for
        bits-back coding, has the digest of the one that does the opposite.

        Raises:
            ValueError: the coder was not made with `digest=True`.

        Example:
            >>> from constriction.stream import model, stack
            >>> gaussian = model.QuantizedGaussian(-50, 50)
            >>> coder = stack.AnsCoder(digest=True)
            >>> coder.encode_reverse([6, 10, -4, 2], gaussian, 2.5, 4.0)
            >>> digest = coder.digest()
            >>> decoder = stack.AnsCoder(coder.get_compressed(), digest=True)
            >>> decoder.decode(gaussian, [2.5] * 4, 4.0).tolist()
            [6, 10, -4, 2]
            >>> decoder.digest() == digest
            True
            >>> decoder = stack.AnsCoder(coder.get_compressed(), digest=True)
            >>> symbols = decoder.decode(gaussian, [2.5] * 4, 4.0001)
            >>> decoder.digest() == digest
            False
        """
    def clear(self) -> None:
        """Discards all data: the coder is as new."""
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
            >>> from constriction.stream import model, stack
            >>> compressed = stack.AnsCoder.encode_batch([[1, 0, 1], [2, 2]], model.Uniform(4), threads=2)
            >>> [len(words) for words in compressed]
            [1, 1]
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
            >>> from constriction.stream import model, stack
            >>> compressed = stack.AnsCoder.encode_batch([[1, 0, 1], [2, 2]], model.Uniform(4))
            >>> decoded = stack.AnsCoder.decode_batch(compressed, model.Uniform(4), [3, 2])
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
    @staticmethod
    def encode_step(
        coders: Sequence[AnsCoder],
        symbols: IntegerLike,
        model: Model,
        *optional_model_params: FloatLike,
    ) -> None:
        """Encodes one symbol to each of many coders, as a batch of sequences in a language model needs.

        The words are those of a call of `encode` for each coder, in the time of one call with as many symbols.

        Args:
            coders: the coders, each of which is there once.
            symbols: a vector with a symbol for each coder.
            model: the model of all symbols, or a family followed by its parameters.
            *optional_model_params: scalars for all coders, or arrays with an entry or a row for each coder.

        Raises:
            KeyError, ValueError, TypeError: as `encode`, and with `message i` at the beginning if it is about the coder at
                index i. No coder has changed then.

        Example:
            >>> import numpy as np
            >>> from constriction.stream import model, stack
            >>> rows = np.array([[0.2, 0.5, 0.3], [0.7, 0.2, 0.1]], dtype=np.float32)
            >>> family = model.Categorical(quantization="integer")
            >>> coders = [stack.AnsCoder() for _ in rows]
            >>> stack.AnsCoder.encode_step(coders, [1, 2], family, rows)
            >>> decoders = [coder.clone() for coder in coders]
            >>> stack.AnsCoder.decode_step(decoders, family, rows).tolist()
            [1, 2]
        """
    @overload
    @staticmethod
    def decode_step(
        coders: Sequence[AnsCoder],
        model: Model,
        *optional_model_params: FloatLike,
        dtype: None = None,
    ) -> Symbols:
        """Decodes one symbol from each of many coders, as a batch of sequences in a language model needs.

        The symbols are those of a call of `decode` for each coder, in the time of one call with as many symbols.

        Args:
            coders: the coders, each of which is there once.
            model: the model of all symbols, or a family followed by its parameters.
            *optional_model_params: scalars for all coders, or arrays with an entry or a row for each coder.
            dtype: the integer type of the result; default: int32.

        Returns:
            A vector with a symbol for each coder.

        Raises:
            ValueError, TypeError: as `decode`, and with `message i` at the beginning if it is about the coder at index i.
                No coder has changed then.

        Example:
            >>> from constriction.stream import model, stack
            >>> coders = [stack.AnsCoder(stack.AnsCoder.encode_batch([symbols], model.Uniform(4))[0]) for symbols in ([1, 2], [3, 0])]
            >>> stack.AnsCoder.decode_step(coders, model.Uniform(4)).tolist()
            [1, 3]
        """
    @overload
    @staticmethod
    def decode_step(
        coders: Sequence[AnsCoder],
        model: Model,
        *optional_model_params: FloatLike,
        dtype: npt.DTypeLike,
    ) -> IntegerArray: ...
    @deprecated("use `encode_reverse` with `QuantizedGaussian`")
    def encode_leaky_gaussian_symbols_reverse(
        self,
        symbols: IntegerLike,
        min_supported_symbol: Integer,
        max_supported_symbol: Integer,
        means: FloatLike,
        stds: FloatLike,
    ) -> None:
        """Deprecated: the same as `encode_reverse` with a `QuantizedGaussian` of that support and these parameters."""
    @deprecated("use `encode_reverse` with `Categorical`")
    def encode_iid_categorical_symbols_reverse(
        self, symbols: IntegerLike, min_supported_symbol: Integer, probabilities: FloatLike
    ) -> None:
        """Deprecated: the same as `encode_reverse` of `symbols - min_supported_symbol` with
        `Categorical(probabilities)`.
        """
    @deprecated("use `decode` with `QuantizedGaussian`")
    def decode_leaky_gaussian_symbols(
        self, min_supported_symbol: Integer, max_supported_symbol: Integer, means: FloatLike, stds: FloatLike
    ) -> Symbols:
        """Deprecated: the same as `decode` with a `QuantizedGaussian` of that support and these parameters."""
    @deprecated("use `decode` with `Categorical`")
    def decode_iid_categorical_symbols(
        self, amt: Integer, min_supported_symbol: Integer, probabilities: FloatLike
    ) -> Symbols:
        """Deprecated: the same as `decode` of `amt` symbols with `Categorical(probabilities)`, plus the smallest
        symbol.
        """
    def __len__(self) -> int: ...
    def __copy__(self) -> Self: ...
    def __deepcopy__(self, memo: Any, /) -> Self: ...
