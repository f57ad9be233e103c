"""Arrays of Zarr, format 3, that the tests of Python and of JavaScript read.

    python zarr_arrays.py ARRAYS.json

writes them, each with the files of its store in base64. `test_zarr.py` compares that it would write the same.
"""

import base64
import json
import math
import sys
import tempfile
from pathlib import Path

import numpy as np
import zarr
from constriction.stream.model import QuantizedGaussian
from constriction.zarr import ConstrictionCodec

MODEL = QuantizedGaussian(-50, 50, 3.0, 5.0)

# Names, types, shapes, chunks, and what else the arrays have.
ARRAYS = [
    ("image", "uint8", (60, 50), (20, 50), {}),
    ("pixels", "uint8", (40, 30, 3), (20, 30, 3), {}),
    ("floats", "float32", (300,), (128,), {}),
    ("doubles", "float64", (20, 30), (7, 11), {}),
    ("shorts", "int16", (9, 8, 7), (4, 4, 7), {}),
    ("longs", "int64", (200,), (64,), {}),
    ("truth", "bool", (30, 40), (10, 40), {}),
    ("transposed", "int32", (24, 10), (12, 10), {"filters": zarr.codecs.TransposeCodec(order=(1, 0))}),
    ("checked", "uint16", (100,), (50,), {"compressors": zarr.codecs.Crc32cCodec()}),
    ("model", "int8", (60, 50), (20, 50), {"serializer": ConstrictionCodec(model=MODEL)}),
]


def numbers(dtype: str, shape: tuple[int, ...]) -> np.ndarray:
    """Numbers that JavaScript computes in the same way."""
    index = np.arange(math.prod(shape))
    number = index * 37 % 41 - 20 + index // 50 % 7
    if dtype == "bool":
        number = number > 0
    elif dtype.startswith("float"):
        number = number / 8
    elif dtype.startswith("uint"):
        number = number + 20
    return number.astype(dtype).reshape(shape)


def arrays() -> list[dict]:
    """All arrays with the files that are written for them."""
    written = []
    for name, dtype, shape, chunks, options in ARRAYS:
        options = {"serializer": ConstrictionCodec(), "compressors": None, **options}
        with tempfile.TemporaryDirectory() as folder:
            zarr.create_array(folder, data=numbers(dtype, shape), chunks=chunks, **options)
            paths = sorted(path for path in Path(folder).rglob("*") if path.is_file())
            files = {path.relative_to(folder).as_posix(): base64.b64encode(path.read_bytes()).decode() for path in paths}
        written.append({"name": name, "dtype": dtype, "shape": list(shape), "files": files})
    return written


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(json.dumps(arrays(), indent=1) + "\n")
