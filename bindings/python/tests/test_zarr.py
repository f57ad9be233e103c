"""Arrays of Zarr, format 3 and 2."""

import base64
import json
import pickle
from pathlib import Path

import ml_dtypes
import numpy as np
import pytest

zarr = pytest.importorskip("zarr", minversion="3", reason="it needs Python 3.11")

from constriction import container
from constriction.stream.model import CustomModel, QuantizedGaussian, Uniform
from constriction.numcodecs import ConstrictionCodec as NumcodecsCodec
from constriction.zarr import ConstrictionCodec

RNG = np.random.default_rng(2)
ARRAYS = [
    RNG.normal(0, 1, (100, 70)).astype(np.float32),
    RNG.normal(0, 1, (100, 70)),
    RNG.integers(-9, 9, (50, 40, 3)).astype(np.int16),
    RNG.integers(0, 2, 1000).astype(bool),
    np.linspace(0, 1, 1000).astype(">f8"),
    np.zeros((30, 30), np.uint8),
    (RNG.normal(0, 1, 500) + 1j).astype(np.complex64),
]


@pytest.mark.parametrize("array", ARRAYS, ids=lambda array: array.dtype.name)
def test_arrays_come_back(array, tmp_path):
    chunks = tuple(max(1, length // 3) for length in array.shape)
    zarr.create_array(tmp_path, data=array, chunks=chunks, serializer=ConstrictionCodec(), compressors=None)
    again = zarr.open_array(tmp_path)
    assert again.dtype.name == array.dtype.name
    assert np.array_equal(again[:], array)
    assert np.array_equal(again[5:17], array[5:17])
    assert [codec.to_dict()["name"] for codec in [again.serializer]] == ["constriction"]


def test_shards_have_inner_chunks(tmp_path):
    array = ARRAYS[0]
    z = zarr.create_array(
        tmp_path,
        data=array,
        chunks=(10, 35),
        shards=(50, 70),
        serializer=ConstrictionCodec(),
        compressors=None,
    )
    assert np.array_equal(z[33:47, 30:40], array[33:47, 30:40])
    z[3:5] = 7
    assert np.all(zarr.open_array(tmp_path)[3:5] == 7)


def test_a_model_of_integers(tmp_path):
    array = np.clip(np.rint(RNG.normal(3, 5, (60, 50))), -50, 50).astype(np.int8)
    codec = ConstrictionCodec(model=QuantizedGaussian(-50, 50, 3.0, 5.0))
    zarr.create_array(tmp_path, data=array, chunks=(20, 50), serializer=codec, compressors=None)
    again = zarr.open_array(tmp_path)
    assert again.serializer == codec
    assert np.array_equal(again[:], array)
    metadata = tmp_path / "zarr.json"
    text = metadata.read_text()
    assert "std=5.0" in text
    metadata.write_text(text.replace("std=5.0", "std=5.001"))
    with pytest.raises(container.ModelMismatch):
        zarr.open_array(tmp_path)[:]


def test_objects():
    codec = ConstrictionCodec()
    assert repr(codec) == "ConstrictionCodec(model='auto')"
    gaussian = ConstrictionCodec(model=QuantizedGaussian(-5, 5, 0.0, 1.0))
    for each in [codec, gaussian]:
        assert pickle.loads(pickle.dumps(each)) == each
        assert hash(pickle.loads(pickle.dumps(each))) == hash(each)
        assert ConstrictionCodec.from_dict(each.to_dict()) == each
        assert pickle.loads(pickle.dumps(each)).__dask_tokenize__() == each.__dask_tokenize__()
    assert codec != gaussian
    assert ConstrictionCodec.from_dict({"name": "constriction"}) == codec
    with pytest.raises(ValueError, match="option"):
        ConstrictionCodec.from_dict({"name": "constriction", "configuration": {"level": 9}})
    with pytest.raises(ValueError, match="lacks"):
        ConstrictionCodec(model=QuantizedGaussian(-5, 5))
    with pytest.raises(ValueError):
        ConstrictionCodec(model="Nonsense(1)")
    with pytest.raises(TypeError):
        ConstrictionCodec(model=CustomModel(lambda x: 0.5, lambda q: 0, -9, 9))
    with pytest.raises(TypeError):
        ConstrictionCodec(model=3)


def test_the_arrays_that_zarrita_reads_are_written_as_ever(tmp_path):
    import zarr_arrays

    path = Path(__file__).parents[3] / "docs" / "zarr" / "examples" / "arrays.json"
    stored = json.loads(path.read_text())
    assert zarr_arrays.arrays() == stored
    for array in stored:
        for name, text in array["files"].items():
            file = tmp_path / array["name"] / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(base64.b64decode(text))
        read = zarr.open_array(tmp_path / array["name"])[:]
        assert np.array_equal(read, zarr_arrays.numbers(array["dtype"], tuple(array["shape"])))


@pytest.mark.parametrize("name", ["auto", "model"])
def test_the_examples_of_the_page_are_codecs(name):
    path = Path(__file__).parents[3] / "docs" / "zarr" / "examples" / f"{name}.json"
    codecs = json.loads(path.read_text(encoding="utf-8"))["codecs"]
    assert ConstrictionCodec.from_dict(codecs[0]).to_dict() == codecs[0]


def test_impossible_symbols_and_damage(tmp_path):
    with pytest.raises(KeyError):
        zarr.create_array({}, data=np.arange(100), serializer=ConstrictionCodec(model=Uniform(50)), compressors=None)
    array = ARRAYS[2]
    zarr.create_array(tmp_path, data=array, chunks=array.shape, serializer=ConstrictionCodec(), compressors=None)
    chunk = next(path for path in (tmp_path / "c").rglob("*") if path.is_file())
    chunk.write_bytes(chunk.read_bytes()[:50])
    with pytest.raises(ValueError):
        zarr.open_array(tmp_path)[:]


def test_format_2(tmp_path):
    for number, array in enumerate(ARRAYS):
        path = tmp_path / str(number)
        zarr.create_array(path, data=array, chunks=array.shape, compressors=NumcodecsCodec(), zarr_format=2)
        again = zarr.open_array(path)
        assert np.array_equal(again[:], array)
        assert again.dtype == array.dtype
    codec = NumcodecsCodec()
    assert codec.get_config() == {"id": "constriction"}
    assert pickle.loads(pickle.dumps(codec)) == codec
    encoded = codec.encode(np.arange(50, dtype=np.uint8))
    out = np.empty(50, np.uint8)
    codec.decode(encoded, out)
    assert np.array_equal(out, np.arange(50))
    bf16 = RNG.normal(0, 1, 100).astype(ml_dtypes.bfloat16)
    assert codec.decode(codec.encode(bf16)).tobytes() == bf16.tobytes()
    with pytest.raises(container.Truncated):
        codec.decode(encoded[:-5])
