"""A codec of arrays for Zarr, format 3. That for format 2 is in `constriction.numcodecs`.

`zarr.create_array(..., serializer=constriction.zarr.ConstrictionCodec())` codes each chunk by what a sample of it shows
to be best, without loss. With a model, chunks of integers are coded with that model, and decoding checks a digest of it.
Zarr finds the codec by its name, `constriction`, wherever this package is installed.

It starts no threads: Zarr has its own.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from zarr.abc.codec import ArrayBytesCodec

from ._native import (  # type: ignore[import-not-found, unused-ignore]
    Corrupt,
    ModelMismatch,
    _decode_auto,
    _encode_auto,
    _load_model,
)
from .container import _bytes_of
from .stream.interleaved import InterleavedAnsCoder
from .stream.model import Model

if TYPE_CHECKING:
    from zarr.core.array_spec import ArraySpec
    from zarr.core.buffer import Buffer, NDBuffer

__all__ = ["ConstrictionCodec"]

_DIGEST_LEN = 8


class ConstrictionCodec(ArrayBytesCodec):
    """Codes chunks of any numeric type, without loss.

    Args:
        model: "auto", to choose for each chunk; or a model that has all its parameters (or its `repr`), of integers.

    Raises:
        ValueError: a text describes no model, or the model lacks parameters.
        TypeError: it is not a model, or has functions of the caller's.

    Example:
        >>> import numpy as np
        >>> import zarr
        >>> from constriction.zarr import ConstrictionCodec
        >>> numbers = np.arange(10_000, dtype=np.int32).reshape(100, 100)
        >>> array = zarr.create_array({}, data=numbers, chunks=(50, 100), serializer=ConstrictionCodec(), compressors=None)
        >>> bool(np.array_equal(array[:], numbers))
        True
    """

    is_fixed_size = False
    model: str

    def __init__(self, *, model: Model | str = "auto") -> None:
        self._model: Model | None = None
        if isinstance(model, str) and model != "auto":
            model = _load_model(model)
        if isinstance(model, Model):
            text = model.__reduce__()[1][0] if type(model).__name__ not in ("CustomModel", "ScipyModel") else None
            if not isinstance(text, str):
                raise TypeError("a model with your own functions cannot be stored with an array")
            if model.free_parameters:
                raise ValueError(f"the model must have all its parameters, but lacks {model.free_parameters}")
            self._model, self.model = model, text
        elif model == "auto":
            self.model = "auto"
        else:
            raise TypeError(f'the model must be "auto" or a model, not {type(model).__name__}')

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> ConstrictionCodec:
        """The codec that the metadata of an array describe."""
        configuration = dict(data.get("configuration") or {})
        model = configuration.pop("model", "auto")
        if configuration:
            raise ValueError(f"the codec constriction has no option {next(iter(configuration))!r}")
        return cls(model=model)

    def to_dict(self) -> dict[str, Any]:
        """What the metadata of an array say of the codec."""
        return {"name": "constriction", "configuration": {"model": self.model}}

    def __repr__(self) -> str:
        model = repr(self.model) if self._model is None else repr(self._model)
        return f"ConstrictionCodec(model={model})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ConstrictionCodec) and self.model == other.model

    def __hash__(self) -> int:
        return hash((ConstrictionCodec, self.model))

    def __reduce__(self) -> tuple[Any, ...]:
        return (_codec, (self.model,))

    def __dask_tokenize__(self) -> tuple[str, str]:
        """What Dask names tasks by: equal codecs have equal names, in every process."""
        return ("constriction.zarr.ConstrictionCodec", self.model)

    def compute_encoded_size(self, input_byte_length: int, chunk_spec: ArraySpec) -> int:
        """Encoded chunks have no fixed size."""
        raise NotImplementedError

    def _encode_sync(self, chunk_array: NDBuffer, chunk_spec: ArraySpec) -> Buffer | None:
        array = np.asarray(chunk_array.as_numpy_array())
        if self._model is None:
            encoded = _encode_auto(array.dtype.name, array.shape, _bytes_of(array))
        else:
            coder = InterleavedAnsCoder(digest=True)
            coder.encode_reverse(array, self._model)
            encoded = coder.digest().to_bytes(_DIGEST_LEN, "little") + coder.to_bytes()
        return chunk_spec.prototype.buffer.from_bytes(encoded)

    def _decode_sync(self, chunk_bytes: Buffer, chunk_spec: ArraySpec) -> NDBuffer:
        dtype: np.dtype[Any] = chunk_spec.dtype.to_native_dtype()
        shape = chunk_spec.shape
        data = chunk_bytes.to_bytes()
        array: np.ndarray[Any, Any]
        if self._model is None:
            out = np.empty(int(np.prod(shape, dtype=np.int64)) * dtype.itemsize, np.uint8)
            _decode_auto(dtype.name, shape, np.frombuffer(data, np.uint8), out)
            array = out.view(dtype.newbyteorder("<")).reshape(shape)
        else:
            array = np.empty(shape, dtype.newbyteorder("="))
            _decode_with(self._model, data, array)
        if array.dtype != dtype or sys.byteorder == "big":
            array = array.astype(dtype)
        return chunk_spec.prototype.nd_buffer.from_numpy_array(array)

    async def _encode_single(self, chunk_array: NDBuffer, chunk_spec: ArraySpec) -> Buffer | None:
        return self._encode_sync(chunk_array, chunk_spec)

    async def _decode_single(self, chunk_bytes: Buffer, chunk_spec: ArraySpec) -> NDBuffer:
        return self._decode_sync(chunk_bytes, chunk_spec)


def _decode_with(model: Model, data: bytes, array: np.ndarray[Any, Any]) -> None:
    """Decodes a digest and symbols."""
    if len(data) < _DIGEST_LEN:
        raise Corrupt("the chunk ends before its digest")
    try:
        coder = InterleavedAnsCoder.from_bytes(data[_DIGEST_LEN:], digest=True)
        coder.decode(model, array.shape, out=array)
        is_right = coder.is_empty() and coder.digest() == int.from_bytes(data[:_DIGEST_LEN], "little")
    except ValueError as error:
        raise ModelMismatch("the chunk was encoded with another model, or is damaged") from error
    if not is_right:
        raise ModelMismatch("the chunk was encoded with another model, or is damaged")


def _codec(model: str) -> ConstrictionCodec:
    return ConstrictionCodec(model=model)
