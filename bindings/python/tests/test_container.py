"""Containers: arrays of all types, parts of them, damage, other parameters."""

import io
import pathlib

import ml_dtypes
import numpy as np
import pytest
from constriction import container
from constriction.stream.model import Categorical, CdfTable, CustomModel, QuantizedGaussian, Uniform

GAUSSIAN = QuantizedGaussian(-128, 127)
RNG = np.random.default_rng(1)
MEANS = RNG.normal(0, 20, (1000, 8))
STDS = RNG.uniform(0.5, 10, (1000, 8))
SYMBOLS = np.clip(np.rint(RNG.normal(MEANS, STDS)), -128, 127).astype(np.int32)

TYPES = [
    *("bool", "int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64"),
    *("float16", "float32", "float64", "complex64", "complex128"),
    *("bfloat16", "float8_e4m3fn", "float8_e5m2", "float8_e4m3fnuz", "float8_e5m2fnuz"),
]


def dtype_of(name):
    return np.dtype(getattr(ml_dtypes, name, name))


def written(write):
    file = io.BytesIO()
    with container.Writer(file) as writer:
        write(writer)
    return file


def test_the_code_of_the_readme(tmp_path):
    path = tmp_path / "latents.cst"
    z, indexes = SYMBOLS[:, 0] % 2, np.arange(1000) % 2
    cdfs = np.array([[0, 30000, 65536], [0, 60000, 65536]])
    bf16 = RNG.normal(0, 0.02, 5000).astype(ml_dtypes.bfloat16)
    with container.Writer(path) as w:
        w.write("y", SYMBOLS, GAUSSIAN, MEANS, STDS, chunk_rows=100)
        w.write("z", z, CdfTable(cdfs, precision=16), indexes, store_parameters=True)
        w.write("weights", bf16)
    with container.Reader(path) as r:
        assert list(r) == ["y", "z", "weights"]
        assert np.array_equal(r["y"].read(MEANS, STDS), SYMBOLS)
        part = r["y"].read(MEANS[200:500], STDS[200:500], rows=slice(200, 500))
        assert np.array_equal(part, SYMBOLS[200:500])
        assert np.array_equal(r["y"].read(MEANS, STDS, rows=slice(250, 260)), SYMBOLS[250:260])
        needed = r["y"].covering(slice(250, 260))
        assert needed == slice(200, 300)
        part = r["y"].read(MEANS[needed], STDS[needed], rows=slice(250, 260))
        assert np.array_equal(part, SYMBOLS[250:260])
        assert np.array_equal(r["z"].read(), z)
        w = r["weights"][1000:2000]
        assert w.dtype == bf16.dtype
        assert np.array_equal(w.view(np.uint16), bf16[1000:2000].view(np.uint16))
    container.save(tmp_path / "arrays.cst", x=MEANS, y=SYMBOLS)
    assert np.array_equal(container.load(tmp_path / "arrays.cst")["x"], MEANS)


@pytest.mark.parametrize("name", TYPES)
@pytest.mark.parametrize("model", ["auto", "raw"])
def test_all_types_and_bit_patterns(name, model):
    dtype = dtype_of(name)
    for shape in [(), (0,), (1,), (7, 5), (3, 0, 2), (1000,), (40, 30, 3)]:
        size = int(np.prod(shape))
        if name == "bool":
            array = RNG.integers(0, 2, shape).astype(bool)
        else:
            array = np.frombuffer(RNG.bytes(size * dtype.itemsize), dtype).reshape(shape)
        file = written(lambda writer: writer.write("a", array, model))
        with container.Reader(file) as reader:
            again = reader["a"].read()
        assert again.dtype == dtype
        assert again.shape == array.shape
        assert again.tobytes() == array.tobytes()


def test_strides_and_byte_orders():
    base = np.arange(600, dtype=">i4").reshape(20, 30)
    for array in [base, base[::2, ::-3], base.T, np.asfortranarray(base.astype(np.int16)), [[1, 2], [3, 4]]]:
        file = written(lambda writer: writer.write("a", array))
        assert np.array_equal(container.load(file)["a"], array)


def test_indexing_reads_as_numpy_does():
    array = np.arange(3000, dtype=np.float32).reshape(100, 10, 3)
    file = written(lambda writer: writer.write("a", array, chunk_rows=7, metadata={"unit": "nm", "n": [1, 2]}))
    with container.Reader(file) as reader:
        a = reader["a"]
        assert (a.shape, a.ndim, a.size, len(a), a.nbytes) == ((100, 10, 3), 3, 3000, 100, 12000)
        assert a.chunks == 15
        assert 0 < a.compressed_nbytes < a.nbytes
        assert a.metadata == {"unit": "nm", "n": [1, 2]}
        assert a.model is None
        for index in np.index_exp[5, -1, :, 3:9, 90:, ::-1, 10:2:-3, 5:5, ...]:
            assert np.array_equal(a[index], array[index]), index
        for index in [(5, 2), (slice(3, 9), 1), (slice(3, 9), slice(None), 2), (..., 1), ([3, 4],), (slice(9, 3), 1)]:
            assert np.array_equal(a[index], array[index]), index
        assert np.array_equal(np.asarray(a), array)
        with pytest.raises(IndexError):
            a[100]
        assert "a" in reader and "b" not in reader and len(reader) == 1
        with pytest.raises(KeyError):
            reader["b"]
        assert repr(a) == "Array('a', dtype=float32, shape=(100, 10, 3), coding='auto')"
    with pytest.raises(ValueError, match="closed"):
        a.read()


@pytest.mark.parametrize("coder", ["interleaved", "ans", "range"])
def test_a_parameter_that_differs_is_a_mismatch_at_its_chunk(coder):
    file = written(lambda w: w.write("y", SYMBOLS, GAUSSIAN, MEANS, STDS, coder=coder, chunk_rows=100))
    others = MEANS.copy()
    others[457, 3] += 1e-5
    with container.Reader(file) as reader:
        y = reader["y"]
        assert y.coding == coder
        with pytest.raises(container.ModelMismatch, match='"y"') as caught:
            y.read(others, STDS)
        assert (caught.value.array, caught.value.chunk) == ("y", 4)
        assert caught.value.elements == range(3200, 4000)
        assert np.array_equal(y.read(others, STDS, rows=slice(500, 600)), SYMBOLS[500:600])
        assert np.array_equal(y.read(MEANS, STDS), SYMBOLS)


def test_damage_is_an_exception():
    file = written(lambda w: w.write("y", SYMBOLS, GAUSSIAN, MEANS, STDS, chunk_rows=500))
    data = file.getvalue()
    for place in range(0, len(data), 97):
        damaged = bytearray(data)
        damaged[place] ^= 1 << place % 8
        with pytest.raises((container.Corrupt, container.Truncated, ValueError)) as caught:
            container.Reader(io.BytesIO(damaged))["y"].read(MEANS, STDS)
        if isinstance(caught.value, container.Corrupt) and "chunk" in str(caught.value):
            assert caught.value.array == "y"
            assert caught.value.chunk in (0, 1)
    for length in range(20, len(data), 997):
        with pytest.raises(container.Truncated):
            container.Reader(io.BytesIO(data[:length]))
    with pytest.raises(ValueError, match="not a container"):
        container.Reader(io.BytesIO(b"another file, as long as a container is at the least"))


def test_what_cannot_be_written_or_read_is_an_error(tmp_path):
    with pytest.raises(FileNotFoundError):
        container.Reader(tmp_path / "nothing.cst")
    with pytest.raises(FileNotFoundError):
        container.Writer(tmp_path / "nowhere" / "file.cst")
    writer = container.Writer(io.BytesIO())
    writer.write("a", [1, 2, 3])
    with pytest.raises(ValueError, match="already"):
        writer.write("a", [1, 2, 3])
    with pytest.raises(ValueError, match="no element type"):
        writer.write("b", np.array(["text"]))
    with pytest.raises(ValueError, match="type"):
        writer.write("b", [1.5], Uniform(10))
    with pytest.raises(KeyError, match='"b"'):
        writer.write("b", [1, 77], Uniform(10))
    with pytest.raises(ValueError):
        writer.write("b", SYMBOLS, GAUSSIAN, MEANS[:9], STDS)
    with pytest.raises(ValueError):
        writer.write("b", SYMBOLS, GAUSSIAN, MEANS)
    with pytest.raises(TypeError, match="your own functions"):
        writer.write("b", [1], CustomModel(lambda x: 0.5, lambda q: 0, -9, 9))
    with pytest.raises(ValueError, match="coder"):
        writer.write("b", [1], Uniform(10), coder="huffman")
    with pytest.raises(ValueError, match="model"):
        writer.write("b", [1], "best")
    with pytest.raises(TypeError, match="parameters"):
        writer.write("b", [1], "auto", 3.0)
    writer.write("b", [4, 5], Uniform(10))
    assert writer.close() > 0
    with pytest.raises(ValueError, match="closed"):
        writer.write("c", [1])


def test_what_a_file_object_raises_is_raised():
    class Full(io.RawIOBase):
        def write(self, data):
            raise OverflowError("no room")

    with pytest.raises(OverflowError, match="no room"):
        container.Writer(Full())
    with pytest.raises(ZeroDivisionError):
        with container.Writer(io.BytesIO()) as writer:
            writer.write("a", [1])
            raise ZeroDivisionError


def test_vectors_as_parameters_and_threads(tmp_path):
    probabilities = RNG.dirichlet(np.ones(6), 3000).astype(np.float32)
    symbols = RNG.integers(0, 6, 3000).astype(np.uint8)
    path = pathlib.Path(tmp_path) / "rows.cst"
    for store in [False, True]:
        with container.Writer(path, threads=2) as writer:
            writer.write(
                "s", symbols, Categorical(perfect=False), probabilities, store_parameters=store, chunk_rows=500
            )
        params = () if store else (probabilities,)
        with container.Reader(str(path), threads=2) as reader:
            again = reader["s"].read(*params)
            assert again.dtype == np.uint8
            assert np.array_equal(again, symbols)
            if store:
                assert np.array_equal(reader["s"][700:900], symbols[700:900])
                with pytest.raises(ValueError):
                    reader["s"].read(probabilities)
            else:
                with pytest.raises(ValueError):
                    reader["s"].read()
