from types import TracebackType
from typing import Any, Literal, final

import numpy as np
import numpy.typing as npt
from typing_extensions import Self

from ._typing import BytesLike, Symbols

__all__ = ["BufferedRansEncoder", "Installed", "RansDecoder", "RansEncoder", "Tables", "install"]

@final
class Tables:
    """Cumulative tables of 16 bits, as CompressAI's entropy models have them.

    Each table is over the integers from its offset on; its last entry is an escape, by which all other integers of 32
    bits are coded as well, in digits of 4 bits.

    Args:
        cdfs: a matrix of integers; row i starts with table i, which rises from 0 to 65,536. CompressAI's
            `_quantized_cdf`.
        cdf_lengths: how many entries of each row are the table, at least 2. `_cdf_length`.
        offsets: the first integer of each table. `_offset`.

    Raises:
        ValueError: the numbers of rows, lengths and offsets differ, a length does not fit, or a table does not rise from
            0 to 65,536.
        TypeError: an argument is not of integers.

    References:
        Bégaint, Racapé, Feltman, Pushparaja, "CompressAI: a PyTorch library and evaluation platform for end-to-end
        compression research", 2020, https://arxiv.org/abs/2011.03029
    """

    def __new__(cls, cdfs: Symbols, cdf_lengths: Symbols, offsets: Symbols) -> Self: ...
    def __len__(self) -> int: ...
    def encode(self, symbols: Symbols, indexes: Symbols) -> bytes:
        """The string of symbols, each coded with the table of its index.

        Args:
            symbols: integers of 32 bits, of any shape, taken in C order.
            indexes: the number of a table for each symbol.

        Raises:
            ValueError: there are not as many indexes as symbols, or there is no table of an index.
            KeyError: a table has no probability for its symbol.
        """

    def decode(self, string: BytesLike, indexes: Symbols) -> npt.NDArray[np.int32]:
        """The symbols of a string, in the shape of the indexes.

        Args:
            string: what `encode` returned.
            indexes: the number of a table for each symbol, as they were encoded.

        Raises:
            ValueError: there is no table of an index, the string ends too soon, or it does not end with the last symbol.
        """

@final
class RansEncoder:
    """The counterpart of `compressai.ans.RansEncoder`: encodes a string in one call."""

    def __new__(cls) -> Self: ...
    def encode_with_indexes(
        self, symbols: Symbols, indexes: Symbols, cdfs: Symbols, cdf_lengths: Symbols, offsets: Symbols
    ) -> bytes:
        """The string of symbols, as `Tables(cdfs, cdf_lengths, offsets).encode(symbols, indexes)`.

        Tables that are the same objects as those of the call before are not read again: do not change them in place.

        Raises:
            ValueError: as `Tables` and `Tables.encode`.
            KeyError: a table has no probability for its symbol.
        """

@final
class BufferedRansEncoder:
    """The counterpart of `compressai.ans.BufferedRansEncoder`: encodes a string in several calls."""

    def __new__(cls) -> Self: ...
    def encode_with_indexes(
        self, symbols: Symbols, indexes: Symbols, cdfs: Symbols, cdf_lengths: Symbols, offsets: Symbols
    ) -> None:
        """Adds symbols. After an error, no symbol is added.

        Tables that are the same objects as those of the call before are not read again: do not change them in place.

        Raises:
            ValueError: as `Tables` and `Tables.encode`.
            KeyError: a table has no probability for its symbol.
        """

    def flush(self) -> bytes:
        """The string of all symbols, in the order in which they were added. The encoder is empty afterwards."""

@final
class RansDecoder:
    """The counterpart of `compressai.ans.RansDecoder`: decodes a string in one call, or in several."""

    def __new__(cls) -> Self: ...
    def decode_with_indexes(
        self, encoded: bytes, indexes: Symbols, cdfs: Symbols, cdf_lengths: Symbols, offsets: Symbols
    ) -> list[int]:
        """The symbols of a whole string.

        Tables that are the same objects as those of the call before are not read again: do not change them in place.

        Raises:
            ValueError: as `Tables` and `Tables.decode`.
        """

    def set_stream(self, encoded: BytesLike) -> None:
        """Starts to decode a string with `decode_stream`.

        Raises:
            ValueError: no string starts like this.
        """

    def decode_stream(
        self, indexes: Symbols, cdfs: Symbols, cdf_lengths: Symbols, offsets: Symbols
    ) -> list[int]:
        """The next symbols of the string. After an error, the decoder is where it was.

        Tables that are the same objects as those of the call before are not read again: do not change them in place.

        Raises:
            ValueError: there is no stream, the string ends too soon, or as `Tables`.
        """

    def is_at_end(self) -> bool:
        """Whether all symbols of the stream are decoded; true without a stream."""

class Installed:
    """The result of `install`: `uninstall`, or the end of a `with` block, restores the model's own coder."""

    def __init__(self, changed: list[tuple[Any, str, Any]]) -> None: ...
    def uninstall(self) -> None:
        """Gives the model its own coder back. A second call does nothing."""
    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None, /
    ) -> None: ...

def install(model: Any, *, format: Literal["compressai", "interleaved"] = "compressai") -> Installed:
    """Makes all entropy models of a CompressAI model use this package's coder.

    Args:
        model: a model of CompressAI, or one of its entropy models.
        format: "compressai" for CompressAI's strings, or "interleaved" for smaller ones that are coded faster: there,
            Gaussian distributions have the scale of each symbol, not the next one of 64, and no tables. Strings of
            autoregressive models are CompressAI's in both.

    Returns:
        An object whose `uninstall` undoes it, which is also a context manager.

    Raises:
        ValueError: there is no such format, or the model has no entropy model.
    """
