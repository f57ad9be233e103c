from typing import Any, TypeVar, final, overload

import numpy as np
import numpy.typing as npt
from typing_extensions import Self, deprecated

from .._typing import BytesLike, FloatLike, Integer, IntegerArray, IntegerLike, Progress, Shape, Symbols, Words, WritableTensor
from .model import Model

__all__ = ["ChainCoder"]

_Integer = TypeVar("_Integer", bound=np.integer[Any])
_Out = TypeVar("_Out", bound=IntegerArray | WritableTensor)

@final
class ChainCoder:
    """A coder for bits-back coding in which a symbol's model has no influence on other symbols.

    It decodes symbols from any data, 24 bits of it for each symbol. The part of these bits that the symbols do not need is
    kept as the remainders. Encoding the same symbols with the remainders restores the data. In an `AnsCoder`, by contrast, each
    symbol depends on the models of all symbols decoded before it. Models must have a precision of 24 bits.

    A symbol takes the next 24 bits of the data for its quantile q, with any model. With l and p for its interval out of
    2**24, the head r of the remainders becomes `r * p + q - l`.

    Args:
        data: words to decode from, any integers from 0 to `2**32 - 1`; with `is_remainders`, the remainders to encode
            on.
        is_remainders: `data` is what `get_remainders` returned, its second array at the end.
        seal: `data` is arbitrary, and may end with a word 0. Then `get_data(unseal=True)` gives it back.
        digest: whether the coder keeps a digest of the models that it codes with; see `digest()`.

    Raises:
        ValueError: there is too little data, its last word is 0 and `seal` is False, a word is out of range, or both
            `is_remainders` and `seal` are True.
        TypeError: the words are not integers.

    References:
        Bamler, "Understanding entropy coding with asymmetric numeral systems (ANS): a statistician's perspective",
        arXiv:2201.01741 (2022), section 4.3.

    Example:
        >>> import numpy as np
        >>> from constriction.stream import chain, model
        >>> dice = model.Uniform(6)
        >>> coder = chain.ChainCoder([11, 22, 33, 44, 55, 66], seal=True)
        >>> symbols = coder.decode(dice, 3)
        >>> rest, remainders = coder.get_remainders()
        >>> coder = chain.ChainCoder(remainders, is_remainders=True)
        >>> coder.encode_reverse(symbols, dice)
        >>> np.concatenate([rest, *coder.get_data(unseal=True)]).tolist()
        [11, 22, 33, 44, 55, 66]
    """

    def __new__(
        cls, data: IntegerLike, is_remainders: bool = False, seal: bool = False, *, digest: bool = False
    ) -> Self: ...
    def encode_reverse(
        self, symbols: IntegerLike, model: Model, *optional_model_params: FloatLike, progress: Progress = None
    ) -> None:
        """Encodes symbols from the last to the first: the inverse of `decode`.

        All symbols are encoded or none: a call that fails leaves the coder as it was.

        Args:
            symbols: one integer, `bytes`, or an array of integers of any type and shape, taken in C order.
            model: a model, or a family followed by its parameters.
            *optional_model_params: the free parameters of a family, floats of 16 to 64 bits or integers: scalars, or
                arrays that are broadcast to the shape of `symbols`, as numpy does. A parameter that is a row of k numbers has shape `symbols.shape +
                (k,)`, or `(k,)` for all symbols.
            progress: True for a progress bar (needs tqdm), or a function of the symbols done and the symbols in all. It
                is called in calls of more than a second.

        Raises:
            KeyError: a symbol has no probability. The message has its index and value.
            ValueError: a parameter is invalid, has another shape than the symbols, there are too few remainders, or the
                precision is not 24 bits.
            TypeError: the symbols are not integers, the parameters not numbers, or `model` is not a model.

        Example:
            >>> from constriction.stream import chain, model
            >>> gaussian = model.QuantizedGaussian(-50, 50, 2.5, 4.0)
            >>> coder = chain.ChainCoder([1, 2, 3, 4], seal=True)
            >>> symbols = coder.decode(gaussian, 2)
            >>> coder.encode_reverse(symbols, gaussian)
            >>> coder.get_data(unseal=True)[1].tolist()
            [1, 2, 3, 4]
        """
    @overload
    def decode(self, model: Model, *, progress: Progress = None) -> int:
        """Decodes symbols.

        `decode(model)` returns one symbol of a concrete model, `decode(model, amount)` an array of them, and
        `decode(family, *params)` one symbol for each entry of the parameters. A call that fails leaves the coder as it
        was.

        Args:
            model: the model that the symbols were encoded with, or a family followed by its parameters.
            *optional_amt_or_model_params: for a model, how many symbols, or the shape of an array of them. For a
                family, its free parameters as they were given to encode, scalars or arrays, which are broadcast.
            dtype: the integer type of the result; default: int32.
            out: an array or a tensor of integers to decode into, of the right shape and writable.
            progress: as for encoding.

        Returns:
            An int for one symbol: without an amount, or if all parameters are scalars (or single rows). Otherwise an
            array, `out` if it was given.

        Raises:
            ValueError: a parameter is invalid, shapes do not match, a symbol does not fit into the type of the result,
                the result would be too large, or there is too little data.
            TypeError: a parameter is not a number, `model` is not a model, or `dtype` or `out` is not of integers.

        Example:
            >>> from constriction.stream import chain, model
            >>> coder = chain.ChainCoder([0x12345678, 0x9ABCDEF0, 0x0FEDCBA9, 0x87654321])
            >>> coder.decode(model.Uniform(256), 2).tolist()
            [237, 188]
        """
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
    def get_data(self, unseal: bool = False) -> tuple[Words, Words]:
        """The data, after encoding: the inverse of the constructor without `is_remainders`.

        Args:
            unseal: the coder was made with `seal`, or from remainders of such a coder: give back the arbitrary data.

        Returns:
            The remainders that are left over, and the data: their concatenation is what `ChainCoder` takes.

        Raises:
            ValueError: the symbols encoded are not those decoded, so that the data is no whole number of words.
        """
    def get_remainders(self) -> tuple[Words, Words]:
        """The remainders, after decoding.

        Returns:
            The data that is left over, and the remainders, which `ChainCoder` takes with `is_remainders=True`: alone,
            or both concatenated.
        """
    @classmethod
    def from_bytes(
        cls, data: BytesLike, is_remainders: bool = False, seal: bool = False, *, digest: bool = False
    ) -> Self:
        """A coder on bytes, every word with its lowest byte first.

        Raises:
            ValueError: the number of bytes is not a multiple of 4, or as for the constructor.
        """
    def digest(self) -> int:
        """Returns 64 bits of the models that symbols were coded with, the same for decoding and encoding them.

        A decoder with other parameters returns wrong symbols, and nothing in the compressed data says so. To notice,
        store the encoder's digest with the message, and compare it with the decoder's when all symbols are decoded.

        It depends on the intervals of all symbols since the coder was made and on their order. It does not depend
        on the coder, nor on how symbols were shared out to calls. Where a single interval differs, so do the
        digests; where several do, they are equal with a probability of about 2^-60.

        A symbol that is encoded takes the one back that was decoded before, so that a coder that does both, as for
        bits-back coding, has the digest of the one that does the opposite.

        Raises:
            ValueError: the coder was not made with `digest=True`.

        Example:
            >>> import numpy as np
            >>> from constriction.stream import chain, model
            >>> uniform = model.Uniform(100)
            >>> coder = chain.ChainCoder(np.arange(1, 9), seal=True, digest=True)
            >>> symbols = coder.decode(uniform, 5)
            >>> digest = coder.digest()
            >>> prefix, suffix = coder.get_remainders()
            >>> coder = chain.ChainCoder(suffix, is_remainders=True, digest=True)
            >>> coder.encode_reverse(symbols, uniform)
            >>> coder.digest() == digest
            True
        """
    def clone(self) -> Self:
        """A copy, which continues independently of the original. Cost: O(number of words)."""
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
    def __copy__(self) -> Self: ...
    def __deepcopy__(self, memo: Any, /) -> Self: ...
