"""A codec of arrays for `numcodecs`, and with it for Zarr's format 2."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
from numcodecs.abc import Codec  # type: ignore[import-untyped, unused-ignore]
from numcodecs.compat import (  # type: ignore[import-untyped, unused-ignore]
    ensure_contiguous_ndarray_like,
    ndarray_copy,
)
from numcodecs.registry import register_codec  # type: ignore[import-untyped, unused-ignore]

from . import container

__all__ = ["ConstrictionCodec"]


class ConstrictionCodec(Codec):  # type: ignore[misc, unused-ignore]
    """Codes arrays of any numeric type, without loss, for `numcodecs` and Zarr's format 2.

    The result is a container with one array, so that it has its type and shape, and damage is noticed.

    Example:
        >>> import numpy as np
        >>> from constriction.numcodecs import ConstrictionCodec
        >>> codec = ConstrictionCodec()
        >>> numbers = np.arange(1000)
        >>> encoded = codec.encode(numbers)
        >>> len(encoded) < 400
        True
        >>> bool(np.array_equal(codec.decode(encoded), numbers))
        True
    """

    codec_id = "constriction"

    def encode(self, buf: Any) -> bytes:
        """Encodes an array, or bytes.

        Raises:
            ValueError: the elements are of a type that cannot be stored.
        """
        array = buf if isinstance(buf, np.ndarray) else ensure_contiguous_ndarray_like(buf)
        file = io.BytesIO()
        with container.Writer(file) as writer:
            # Others look at the bytes, which must be those that were given.
            writer.write("a", array, metadata={"byteorder": ">"} if array.dtype.byteorder == ">" else None)
        return file.getvalue()

    def decode(self, buf: Any, out: Any = None) -> Any:
        """Decodes what `encode` returned, to `out` if it is given.

        Raises:
            Corrupt: the data is damaged.
            Truncated: the data ends too early.
        """
        with container.Reader(io.BytesIO(bytes(memoryview(ensure_contiguous_ndarray_like(buf))))) as reader:
            array = reader["a"].read()
            if reader["a"].metadata:
                array = array.astype(array.dtype.newbyteorder(">"))
        return array if out is None else ndarray_copy(array, out)

    def __repr__(self) -> str:
        return "ConstrictionCodec()"


register_codec(ConstrictionCodec)
