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
    rows = ConstrictionCodec(chunk_rows=100)
    assert repr(rows) == "ConstrictionCodec(model='auto', chunk_rows=100)"
    assert rows != codec
    for each in [codec, gaussian, rows]:
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


@pytest.mark.parametrize("name", ["auto", "model", "rows"])
def test_the_examples_of_the_page_are_codecs(name):
    path = Path(__file__).parents[3] / "docs" / "zarr" / "examples" / f"{name}.json"
    codecs = json.loads(path.read_text(encoding="utf-8"))["codecs"]
    assert ConstrictionCodec.from_dict(codecs[0]).to_dict() == codecs[0]


@pytest.mark.parametrize("array", ARRAYS, ids=lambda array: array.dtype.name)
def test_rows_of_chunks_come_back(array, tmp_path):
    chunks = tuple(max(1, length // 2) for length in array.shape)
    codec = ConstrictionCodec(chunk_rows=7)
    zarr.create_array(tmp_path, data=array, chunks=chunks, serializer=codec, compressors=None)
    again = zarr.open_array(tmp_path)
    assert again.serializer == codec
    last = array.shape[0] - 1
    for rows in (slice(None), slice(5, 17), slice(3, 3), slice(2, last, 5), 0, last, chunks[0], Ellipsis):
        assert np.array_equal(again[rows], array[rows]), rows
    mask = np.zeros(array.shape, bool)
    mask[::9] = True
    assert np.array_equal(again.vindex[mask], array[mask])
    places = np.array([last, 0, 12, 13])
    assert np.array_equal(again.oindex[places], array[places])
    if array.ndim > 1:
        for part in ((slice(3, 21), slice(1, 3)), (last, 2), (slice(4, 40, 3), 1)):
            assert np.array_equal(again[part], array[part]), part
        assert np.array_equal(again.oindex[places, 1:3], array[places, 1:3])
        assert np.array_equal(again.oindex[places, np.array([2, 0])], array[np.ix_(places, [2, 0])])
    if array.ndim == 2:
        assert np.array_equal(again.vindex[places, places % 3], array[places, places % 3])
    again[5:9] = array[[0] * 4]
    assert np.array_equal(zarr.open_array(tmp_path)[4:10], np.concatenate([array[4:5], array[[0] * 4], array[9:10]]))


class Counting(zarr.storage.MemoryStore):
    """Remembers how many bytes of chunks were asked for."""

    def __init__(self):
        super().__init__()
        self.sizes = []

    async def get(self, key, prototype=None, byte_range=None):
        value = await super().get(key, prototype, byte_range)
        if value is not None and "c/" in key:
            self.sizes.append(len(value))
        return value


@pytest.mark.parametrize("model", ["auto", QuantizedGaussian(-50, 50, 3.0, 5.0)], ids=["auto", "model"])
def test_some_rows_are_some_bytes(model):
    array = np.clip(np.rint(RNG.normal(3, 5, (4000, 250))), -50, 50).astype(np.int16)
    store = Counting()
    codec = ConstrictionCodec(model=model, chunk_rows=50)
    zarr.create_array(store, data=array, chunks=(2000, 250), serializer=codec, compressors=None)
    again = zarr.open_array(store)
    whole = sum(len(value) for key, value in store._store_dict.items() if "c/" in key)
    store.sizes.clear()
    assert np.array_equal(again[1010:1020, 7:9], array[1010:1020, 7:9])
    # The end, the start, and one part of forty.
    assert len(store.sizes) == 3
    assert sum(store.sizes) < 8192 + 16 + whole / 80 * 1.2
    store.sizes.clear()
    assert np.array_equal(again[990:1210], array[990:1210])
    assert len(store.sizes) == 3
    assert sum(store.sizes) < 8192 + 16 + 6 * whole / 80 * 1.2
    # Nothing is there of a chunk that was never written.
    empty = zarr.create_array({}, shape=(10, 10), dtype="i2", fill_value=7, serializer=codec, compressors=None)
    assert (empty[2:4] == 7).all()


def test_damage_of_parts_is_noticed(tmp_path):
    array = np.clip(np.rint(RNG.normal(3, 5, (100, 50))), -50, 50).astype(np.int8)
    codec = ConstrictionCodec(model=QuantizedGaussian(-50, 50, 3.0, 5.0), chunk_rows=10)
    zarr.create_array(tmp_path, data=array, chunks=array.shape, serializer=codec, compressors=None)
    chunk = next(path for path in (tmp_path / "c").rglob("*") if path.is_file())
    whole = chunk.read_bytes()
    for place in range(0, len(whole), 37):
        damaged = bytearray(whole)
        damaged[place] ^= 4
        chunk.write_bytes(damaged)
        with pytest.raises(ValueError):
            zarr.open_array(tmp_path)[:]
    for length in range(0, len(whole), 53):
        chunk.write_bytes(whole[:length])
        with pytest.raises(ValueError):
            zarr.open_array(tmp_path)[35:37]
    chunk.write_bytes(whole)
    metadata = tmp_path / "zarr.json"
    metadata.write_text(metadata.read_text().replace("std=5.0", "std=5.001"))
    for rows in (slice(None), slice(35, 37)):
        with pytest.raises(container.ModelMismatch):
            zarr.open_array(tmp_path)[rows]
    with pytest.raises(ValueError, match="chunk_rows"):
        ConstrictionCodec(chunk_rows=0)


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
