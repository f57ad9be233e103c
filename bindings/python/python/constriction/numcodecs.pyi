from typing import Any, ClassVar

__all__ = ["ConstrictionCodec"]

# A `numcodecs.abc.Codec`, which has no types.
class ConstrictionCodec:
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

    codec_id: ClassVar[str]
    def encode(self, buf: Any) -> bytes:
        """Encodes an array, or bytes.

        Raises:
            ValueError: the elements are of a type that cannot be stored.
        """

    def decode(self, buf: Any, out: Any = None) -> Any:
        """Decodes what `encode` returned, to `out` if it is given.

        Raises:
            Corrupt: the data is damaged.
            Truncated: the data ends too early.
        """
