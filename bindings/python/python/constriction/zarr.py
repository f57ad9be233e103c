"""A codec of arrays for Zarr, format 3. That for format 2 is in `constriction.numcodecs`.

`zarr.create_array(..., serializer=constriction.zarr.ConstrictionCodec())` codes each chunk by what a sample of it shows
to be best, without loss. With a model, chunks of integers are coded with that model, and decoding checks a digest of it.
With `chunk_rows`, rows of a chunk are read without the others. Zarr finds the codec by its name, `constriction`, wherever
this package is installed.

It starts no threads: Zarr has its own.
"""

from __future__ import annotations

import asyncio
import io
import operator
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from zarr.abc.codec import ArrayBytesCodec, ArrayBytesCodecPartialDecodeMixin
from zarr.abc.store import ByteRequest, RangeByteRequest, SuffixByteRequest

from ._native import (  # type: ignore[import-not-found, unused-ignore]
    Corrupt,
    ModelMismatch,
    Truncated,
    _decode_auto,
    _encode_auto,
    _load_model,
)
from .container import Reader, Writer, _bytes_of
from .stream.interleaved import InterleavedAnsCoder
from .stream.model import Model

if TYPE_CHECKING:
    from zarr.abc.store import ByteGetter
    from zarr.core.array_spec import ArraySpec
    from zarr.core.buffer import Buffer, NDBuffer

__all__ = ["ConstrictionCodec"]

_DIGEST_LEN = 8

_NAME = "a"
"""The name of the array in a chunk that is a container."""

_HEADER_LEN = 16
_TRAILER_LEN = 28
_TAIL_LEN = 8192
"""How many bytes are read from the end of such a chunk: the index of hundreds of parts."""


class ConstrictionCodec(ArrayBytesCodec, ArrayBytesCodecPartialDecodeMixin):
    """Codes chunks of any numeric type, without loss.

    Args:
        model: "auto", to choose for each chunk; or a model that has all its parameters (or its `repr`), of integers.
        chunk_rows: None, to code each chunk as one piece; or how many steps along its first axis are coded by
            themselves. Then, reading a few rows of a chunk fetches and decodes no others, and damage is always noticed.
            A piece costs 24 bytes, and a chunk some 100.

    Raises:
        ValueError: a text describes no model, the model lacks parameters, or `chunk_rows` is less than 1.
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
    chunk_rows: int | None

    def __init__(self, *, model: Model | str = "auto", chunk_rows: int | None = None) -> None:
        self._model: Model | None = None
        self.chunk_rows = None if chunk_rows is None else operator.index(chunk_rows)
        if self.chunk_rows is not None and self.chunk_rows < 1:
            raise ValueError(f"chunk_rows must be at least 1, not {chunk_rows}")
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
        model, chunk_rows = configuration.pop("model", "auto"), configuration.pop("chunk_rows", None)
        if configuration:
            raise ValueError(f"the codec constriction has no option {next(iter(configuration))!r}")
        return cls(model=model, chunk_rows=chunk_rows)

    def to_dict(self) -> dict[str, Any]:
        """The codec's part of an array's metadata."""
        configuration: dict[str, Any] = {"model": self.model}
        if self.chunk_rows is not None:
            configuration["chunk_rows"] = self.chunk_rows
        return {"name": "constriction", "configuration": configuration}

    def __repr__(self) -> str:
        model = repr(self.model) if self._model is None else repr(self._model)
        rows = "" if self.chunk_rows is None else f", chunk_rows={self.chunk_rows}"
        return f"ConstrictionCodec(model={model}{rows})"

    def _key(self) -> tuple[str, int | None]:
        return self.model, self.chunk_rows

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ConstrictionCodec) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash((ConstrictionCodec, self._key()))

    def __reduce__(self) -> tuple[Any, ...]:
        return (_codec, self._key())

    def __dask_tokenize__(self) -> tuple[Any, ...]:
        """The name for tasks of Dask: equal codecs have equal names, in every process."""
        return ("constriction.zarr.ConstrictionCodec", *self._key())

    def compute_encoded_size(self, input_byte_length: int, chunk_spec: ArraySpec) -> int:
        """Encoded chunks have no fixed size."""
        raise NotImplementedError

    def _encode_sync(self, chunk_array: NDBuffer, chunk_spec: ArraySpec) -> Buffer | None:
        array = np.asarray(chunk_array.as_numpy_array())
        encoded: bytes
        if self.chunk_rows is not None:
            file = io.BytesIO()
            with Writer(file) as writer:
                writer.write(_NAME, array, self._model or "auto", chunk_rows=self.chunk_rows)
            encoded = file.getvalue()
        elif self._model is None:
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
        if self.chunk_rows is not None:
            array = self._read(io.BytesIO(data), shape, slice(None))
        elif self._model is None:
            out = np.empty(int(np.prod(shape, dtype=np.int64)) * dtype.itemsize, np.uint8)
            _decode_auto(dtype.name, shape, np.frombuffer(data, np.uint8), out)
            array = out.view(dtype.newbyteorder("<")).reshape(shape)
        else:
            array = np.empty(shape, dtype.newbyteorder("="))
            _decode_with(self._model, data, array)
        if array.dtype != dtype or sys.byteorder == "big":
            array = array.astype(dtype)
        return chunk_spec.prototype.nd_buffer.from_numpy_array(array)

    def _read(self, file: io.BytesIO | _Ranges, shape: tuple[int, ...], rows: slice) -> np.ndarray[Any, Any]:
        """Rows of a chunk that is a container."""
        with Reader(file) as reader:  # type: ignore[arg-type, unused-ignore]
            array = reader[_NAME]
            if array.shape != tuple(shape) or (array.model or "auto") != self.model:
                raise ModelMismatch("the chunk was encoded with another model, or for another shape")
            if isinstance(file, _Ranges):
                file.need(*array._bytes_of_rows(rows))
            return array.read(rows=rows if shape else None)

    async def _encode_single(self, chunk_array: NDBuffer, chunk_spec: ArraySpec) -> Buffer | None:
        return self._encode_sync(chunk_array, chunk_spec)

    async def _decode_single(self, chunk_bytes: Buffer, chunk_spec: ArraySpec) -> NDBuffer:
        return self._decode_sync(chunk_bytes, chunk_spec)

    async def _decode_partial_single(
        self, byte_getter: ByteGetter, selection: Any, chunk_spec: ArraySpec
    ) -> NDBuffer | None:
        async def get(request: ByteRequest | None = None) -> bytes | None:
            data = await byte_getter.get(prototype=chunk_spec.prototype, byte_range=request)
            return None if data is None else data.to_bytes()

        dtype, buffer = chunk_spec.dtype.to_native_dtype(), chunk_spec.prototype.nd_buffer
        selection = selection if isinstance(selection, tuple) else (selection,)
        rows = _rows_of(selection, chunk_spec.shape) if self.chunk_rows is not None else None
        if rows is None:
            chunk = await byte_getter.get(prototype=chunk_spec.prototype)
            if chunk is None:
                return None
            whole = self._decode_sync(chunk, chunk_spec).as_numpy_array()
            return buffer.from_numpy_array(np.asarray(whole[selection]))
        tail, header = await asyncio.gather(get(SuffixByteRequest(_TAIL_LEN)), get(RangeByteRequest(0, _HEADER_LEN)))
        if tail is None or header is None:
            return None
        file = _Ranges(tail, header)
        while True:
            try:
                array = self._read(file, chunk_spec.shape, rows)
                break
            except _Missing as missing:
                data = await get(RangeByteRequest(missing.start, missing.stop))
                if data is None or len(data) != missing.stop - missing.start:
                    raise Truncated("the chunk has become shorter") from None
                file.add(missing.start, data)
        part = array[(_moved(selection[0], rows, chunk_spec.shape[0]), *selection[1:])]
        return buffer.from_numpy_array(np.asarray(part).astype(dtype, copy=False))


def _rows_of(selection: tuple[Any, ...], shape: tuple[int, ...]) -> slice | None:
    """The rows from the first to the last one that a selection has; None if that is not to be seen."""
    if not shape or not selection:
        return None
    first = selection[0]
    if isinstance(first, slice):
        selected = range(*first.indices(shape[0]))
        ends = [selected[0], selected[-1]] if selected else []
    elif isinstance(first, (int, np.integer)) or (isinstance(first, np.ndarray) and first.dtype.kind in "iu"):
        places = np.asarray(first).reshape(-1)
        ends = [int(places.min()), int(places.max())] if places.size else []
    else:
        return None
    if not ends:
        return slice(0, 0)
    return slice(min(ends), max(ends) + 1) if min(ends) >= 0 and max(ends) < shape[0] else None


def _moved(first: Any, rows: slice, length: int) -> Any:
    """The selection of the same rows in an axis of this length, without the rows before and after `rows`."""
    if not isinstance(first, slice):
        return first - rows.start
    places = range(*first.indices(length))
    if places and places.step > 0:
        return slice(places.start - rows.start, places[-1] - rows.start + 1, places.step)
    return np.array(places, np.intp) - rows.start


class _Missing(Exception):
    """Some bytes of a file are not there yet."""

    def __init__(self, start: int, stop: int) -> None:
        super().__init__(start, stop)
        self.start, self.stop = start, stop


class _Ranges:
    """A file that is a container, of which some ranges are there."""

    def __init__(self, tail: bytes, header: bytes) -> None:
        trailer = tail[-_TRAILER_LEN:]
        # The number of bytes of the segment, which is the whole file.
        self._len = int.from_bytes(trailer[8:16], "little") if len(trailer) == _TRAILER_LEN else len(tail)
        if self._len < len(tail):
            raise Corrupt("the trailer is damaged")
        self._parts = [(0, header), (self._len - len(tail), tail)]
        self._place = 0

    def add(self, start: int, data: bytes) -> None:
        self._parts.append((start, data))

    def need(self, start: int, stop: int) -> None:
        """Raises `_Missing` if these bytes are not there."""
        self._find(start, stop)

    def _find(self, start: int, stop: int) -> bytes:
        for first, data in self._parts:
            if first <= start and stop <= first + len(data):
                return data[start - first : stop - first]
        raise _Missing(start, stop)

    def seek(self, offset: int, whence: int = 0) -> int:
        self._place = offset + {0: 0, 1: self._place, 2: self._len}[whence]
        return self._place

    def read(self, size: int) -> bytes:
        stop = max(self._place, min(self._place + size, self._len))
        data = self._find(self._place, stop)
        self._place = stop
        return data


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


def _codec(model: str, chunk_rows: int | None = None) -> ConstrictionCodec:
    return ConstrictionCodec(model=model, chunk_rows=chunk_rows)
