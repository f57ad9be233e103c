"""Compressed arrays in files.

A file knows what its arrays are: names, types, shapes, models, and your metadata. Every part has a checksum, and every
chunk that was coded with a model has a digest of it, so that damaged files and other parameters are exceptions.

Example:
    >>> import io
    >>> import numpy as np
    >>> from constriction import container
    >>> from constriction.stream.model import QuantizedGaussian
    >>> means = np.linspace(-50.0, 50.0, 1000)
    >>> symbols = np.rint(means).astype(np.int32)
    >>> file = io.BytesIO()
    >>> with container.Writer(file) as writer:
    ...     writer.write("y", symbols, QuantizedGaussian(-128, 127), means, 2.0)
    ...     writer.write("weights", np.linspace(0, 1, 100, dtype=np.float32))
    >>> with container.Reader(file) as reader:
    ...     y = reader["y"].read(means, 2.0)
    ...     weights = reader["weights"][10:20]
    >>> bool(np.array_equal(y, symbols))
    True
    >>> with container.Reader(file) as reader:
    ...     reader["y"].read(means + 0.01, 2.0)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    constriction.container.ModelMismatch: chunk 0 of the array "y" ...
"""

from __future__ import annotations

import json
import operator
import sys
from collections.abc import Iterator, Mapping
from os import PathLike
from types import TracebackType
from typing import IO, TYPE_CHECKING, Any

import numpy as np

from . import _html
from ._native import (  # type: ignore[import-not-found, unused-ignore]
    Corrupt,
    ModelMismatch,
    Truncated,
    _ContainerReader,
    _ContainerWriter,
)

if TYPE_CHECKING:
    from .stream.model import Model

__all__ = ["Array", "Corrupt", "ModelMismatch", "Reader", "Truncated", "Writer", "load", "save"]


def _dtype(name: str) -> np.dtype[Any]:
    """The type of a name; those that numpy lacks are of `ml_dtypes`."""
    try:
        return np.dtype(name)
    except TypeError:
        import ml_dtypes

        return np.dtype(getattr(ml_dtypes, name))


def _bytes_of(array: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """The bytes of an array in C order, little-endian."""
    if array.dtype.byteorder == ">" or (array.dtype.byteorder == "=" and sys.byteorder == "big"):
        array = array.astype(array.dtype.newbyteorder("<"))
    return np.ascontiguousarray(array).reshape(-1).view(np.uint8)


class Writer:
    """Writes arrays to a container, one after the other.

    Use it in a `with` statement: the file is complete when the statement ends without an exception. Without the end,
    what was written is no container. Memory is that of a chunk for each thread.

    Args:
        file: a path, or a binary file object that is written to from its present position, which must be its start.
        threads: the number of chunks that are encoded in parallel; None for the number of processors.

    Raises:
        OSError: the file cannot be written.
    """

    def __init__(self, file: str | PathLike[str] | IO[bytes], *, threads: int | None = 1) -> None:
        self._native = _ContainerWriter(file, threads)

    def write(
        self,
        name: str,
        array: Any,
        model: Model | str = "auto",
        *params: Any,
        store_parameters: bool = False,
        coder: str = "interleaved",
        chunk_rows: int | None = None,
        metadata: Any = None,
    ) -> None:
        """Writes an array.

        Args:
            name: the name of the array, which no other array has.
            array: an array, or what numpy makes one of, of booleans, integers, floats or complex numbers; also
                `bfloat16` and numbers of 8 bits of `ml_dtypes`.
            model: a model whose symbols are the integers of the array, or a family followed by its parameters; or
                "auto", which chooses by a sample, or "raw". All of them are lossless, for every bit pattern.
            *params: the parameters that the model lacks: scalars, or arrays of the shape of `array`.
            store_parameters: whether these parameters are in the file. If not, they must be given to read the array;
                the file has a digest of them.
            coder: with a model: "interleaved" is the fastest one; "ans" and "range" take fewer bytes for short arrays.
            chunk_rows: how many steps along the first axis are a chunk, which is what can be read by itself; about 1 MiB
                if left out.
            metadata: anything that `json.dumps` takes.

        Raises:
            ValueError: there is an array of this name, the arguments do not fit together, or a parameter is invalid.
            KeyError: a symbol has no probability.
            TypeError: an argument has another type.
            OSError: the file cannot be written.
        """
        array = np.asarray(array)
        is_named = isinstance(model, str)
        if is_named and model not in ("auto", "raw"):
            raise ValueError(f'the model must be a model, "auto" or "raw", not {model!r}')
        if is_named and params:
            raise TypeError("parameters are for a model")
        chunk_len = None
        if chunk_rows is not None:
            chunk_rows = operator.index(chunk_rows)
            if chunk_rows < 1:
                raise ValueError(f"chunk_rows must be at least 1, not {chunk_rows}")
            row = int(np.prod(array.shape[1:], dtype=np.int64))
            chunk_len = max(1, row) * min(chunk_rows, max(1, array.shape[0] if array.ndim else 1))
        self._native.write(
            name,
            array.dtype.name,
            array.shape,
            _bytes_of(array),
            None if is_named else model,
            params,
            model == "raw" if is_named else False,
            coder,
            store_parameters,
            chunk_len,
            "" if metadata is None else json.dumps(metadata),
        )

    @property
    def bytes_written(self) -> int:
        """The number of bytes so far."""
        return int(self._native.bytes_written())

    def close(self) -> int:
        """Ends the container, and returns its number of bytes.

        Raises:
            OSError: the file cannot be written.
            ValueError: the container is closed already.
        """
        return int(self._native.finish())

    def __enter__(self) -> Writer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if kind is None:
            self.close()
        else:
            self._native.abandon()


class Array:
    """An array of a container: its description, and methods to read it.

    Indexing reads the chunks that it needs: `array[1000:2000]`, `array[5]`, `array[:, 3]`. Arrays whose parameters are
    not in the file are read by `read`.
    """

    def __init__(self, native: Any, name: str) -> None:
        self._native = native
        self._description = native.describe(name)
        self.name: str = name
        """The name."""
        self.dtype: np.dtype[Any] = _dtype(self._description["dtype"])
        """The type of the elements."""
        self.shape: tuple[int, ...] = self._description["shape"]
        """The length of each axis."""

    @property
    def ndim(self) -> int:
        """The number of axes."""
        return len(self.shape)

    @property
    def size(self) -> int:
        """The number of elements."""
        return int(np.prod(self.shape, dtype=object))

    @property
    def coding(self) -> str:
        """How the elements are coded: "auto", "raw", or the name of the coder."""
        return str(self._description["coding"])

    @property
    def model(self) -> str | None:
        """The model as the expression that makes it, or None."""
        model: str | None = self._description["model"]
        return model

    @property
    def metadata(self) -> Any:
        """The metadata that the array was written with, or None."""
        text = self._description["metadata"]
        return json.loads(text) if text else None

    @property
    def chunks(self) -> int:
        """The number of chunks."""
        return int(self._description["chunks"])

    @property
    def nbytes(self) -> int:
        """The number of bytes of all elements."""
        return self.size * self.dtype.itemsize

    @property
    def compressed_nbytes(self) -> int:
        """The number of bytes of all chunks in the file."""
        return int(self._description["compressed_len"])

    def _row(self) -> int:
        return int(np.prod(self.shape[1:], dtype=object))

    def covering(self, rows: slice) -> slice:
        """Returns the rows of all chunks that have some of these rows: those that parameters are needed for.

        Raises:
            ValueError: the slice has a step, or chunks are not whole rows.
        """
        start, stop = self._rows(rows)
        row = self._row()
        first, end = self._native.covering(self.name, start * row, stop * row)
        if row == 0 or first % row or end % row:
            raise ValueError("the chunks of this array are not whole rows")
        return slice(first // row, end // row)

    def _bytes_of_rows(self, rows: slice) -> tuple[int, int]:
        # The part of the file with the chunks that have some of these rows.
        start, stop = self._rows(rows) if self.shape else (0, 1)
        start, stop = self._native.bytes_of(self.name, start * self._row(), stop * self._row())
        return start, stop

    def _rows(self, rows: slice) -> tuple[int, int]:
        if not self.shape:
            raise ValueError("the array has no rows")
        start, stop, step = rows.indices(self.shape[0])
        if step != 1:
            raise ValueError("rows must follow one another: the step must be 1")
        return start, max(start, stop)

    def read(self, *params: Any, rows: slice | None = None) -> np.ndarray[Any, Any]:
        """Reads the array, or some of its rows.

        Args:
            *params: the parameters that are not in the file: as they were given to `write`, or, with `rows`, those of
                the rows of all chunks that are read, which are `covering(rows)`.
            rows: the steps along the first axis to read; default: all.

        Raises:
            ModelMismatch: the parameters are not those that the array was written with.
            Corrupt: a chunk is damaged.
            Truncated: the file has become shorter.
            ValueError: parameters have another shape, or the container is closed.
            OSError: the file cannot be read.
        """
        shape, start, stop = self.shape, 0, self.size
        shapes = [self.shape]
        if rows is not None:
            first, end = self._rows(rows)
            row = self._row()
            shape, start, stop = (end - first, *self.shape[1:]), first * row, end * row
            if params and start < stop:
                needed = self.covering(slice(first, end))
                shapes.insert(0, (needed.stop - needed.start, *self.shape[1:]))
        out = np.empty((stop - start) * self.dtype.itemsize, dtype=np.uint8)
        self._native.read_into(self.name, start, stop, params, shapes, out)
        array = out.view(self.dtype.newbyteorder("<")).reshape(shape)
        return array if sys.byteorder == "little" else array.astype(self.dtype)

    def __getitem__(self, index: Any) -> Any:
        indexes = index if isinstance(index, tuple) else (index,)
        if not self.shape or not indexes or indexes[0] is Ellipsis or indexes[0] is None:
            return self.read()[index]
        first, others = indexes[0], indexes[1:]
        if isinstance(first, slice):
            start, stop, step = first.indices(self.shape[0])
            places = range(start, stop, step)
            if not places:
                return self.read(rows=slice(0, 0))[(slice(0, 0), *others)]
            low, high = min(places[0], places[-1]), max(places[0], places[-1])
            rows = self.read(rows=slice(low, high + 1))
            return rows[(slice(None, None, step), *others)]
        try:
            place = operator.index(first)
        except TypeError:
            return self.read()[index]
        length = self.shape[0]
        if not -length <= place < length:
            raise IndexError(f"index {place} is out of bounds for axis 0 with size {length}")
        place %= length
        return self.read(rows=slice(place, place + 1))[(0, *others)]

    def __len__(self) -> int:
        if not self.shape:
            raise TypeError("len() of an array without axes")
        return self.shape[0]

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> np.ndarray[Any, Any]:
        array = self.read()
        return array if dtype is None else array.astype(dtype)

    def __repr__(self) -> str:
        return f"Array({self.name!r}, dtype={self.dtype.name}, shape={self.shape}, coding={self.coding!r})"


class Reader(Mapping[str, Array]):
    """Reads arrays from a container: a mapping from names to arrays.

    Opening reads the index alone, and an array its own chunks. A notebook shows what each array takes.

    Args:
        file: a path, or a binary file object that can seek, which is all of the container.
        threads: the number of chunks that are decoded in parallel; None for the number of processors.

    Raises:
        Truncated: the file ends too early.
        Corrupt: the index is damaged.
        ValueError: it is not a container, or one of a later version.
        OSError: the file cannot be read.
    """

    def __init__(self, file: str | PathLike[str] | IO[bytes], *, threads: int | None = 1) -> None:
        self._native = _ContainerReader(file, threads)

    def __getitem__(self, name: str) -> Array:
        return Array(self._native, name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._native.names())

    def __len__(self) -> int:
        return len(self._native.names())

    def __contains__(self, name: object) -> bool:
        return name in self._native.names()

    def close(self) -> None:
        """Closes the file, if it was opened by its path."""
        self._native.close()

    def __enter__(self) -> Reader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        try:
            return f"Reader({', '.join(self)})"
        except ValueError:
            return "Reader(closed)"

    def _repr_html_(self) -> str:
        try:
            arrays = list(self.values())
        except ValueError:
            return "Reader(closed)"
        stored = sum(array.compressed_nbytes for array in arrays)
        rows = [
            [
                _html.escape(array.name),
                array.dtype.name,
                " × ".join(map(str, array.shape)),
                _html.escape(array.coding),
                _html.number(array.nbytes),
                _html.number(array.compressed_nbytes),
                _html.number(8 * array.compressed_nbytes / max(1, array.size), 3),
                _html.bar(array.compressed_nbytes / max(1, stored)),
            ]
            for array in arrays
        ]
        rows.append(["all", "", "", "", _html.number(sum(array.nbytes for array in arrays)), _html.number(stored), "", ""])
        heads = ["array", "type", "shape", "coding", "bytes", "stored bytes", "bits/element", "share"]
        return _html.page(_html.table(heads, rows))


def save(file: str | PathLike[str] | IO[bytes], **arrays: Any) -> None:
    """Writes arrays to a container, each with a model that is chosen for it.

    Args:
        file: a path or a binary file object.
        **arrays: the arrays by their names.

    Raises:
        OSError: the file cannot be written.
        ValueError: an array has a type that cannot be stored.
    """
    with Writer(file) as writer:
        for name, array in arrays.items():
            writer.write(name, array)


def load(file: str | PathLike[str] | IO[bytes]) -> dict[str, np.ndarray[Any, Any]]:
    """Reads all arrays of a container, whose models must be in it.

    Raises:
        Truncated: the file ends too early.
        Corrupt: a part is damaged.
        ValueError: it is not a container, or an array needs parameters.
        OSError: the file cannot be read.
    """
    with Reader(file) as reader:
        return {name: array.read() for name, array in reader.items()}
