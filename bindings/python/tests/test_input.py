"""What calls take: symbols and parameters of every kind, and what they refuse."""

import array

import ml_dtypes
import numpy as np
import pytest
from constriction.stream.model import Categorical, GaussianMixture, QuantizedGaussian, Uniform
from constriction.stream.queue import RangeEncoder
from constriction.stream.stack import AnsCoder
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

import coders
from coders import all_kinds, encode, encoded, reader, state

MODEL = QuantizedGaussian(-10, 100, 5.0, 7.0)
FAMILY = QuantizedGaussian(-10, 100)
VALUES = [[3, 0, 12], [7, 1, 20]]
PLAIN = np.array(VALUES, dtype=np.int32)
MEANS = np.array([[3.5, 0.25, 12.0], [6.5, -1.0, 20.0]])  # Exact in every float type below.
STDS = np.array([[2.0, 1.5, 4.0], [8.0, 1.0, 3.0]])
DTYPES = [f"{sign}int{bits}" for sign in ("", "u") for bits in (8, 16, 32, 64)] + ["intp", ">i4", "<i8"]


class HasArray:
    def __init__(self, values):
        self.values = values

    def __array__(self, dtype=None, copy=None):
        return np.array(self.values, dtype=dtype)


class HasDLPack:
    """An array of another library: nothing but DLPack."""

    def __init__(self, values):
        self.values = np.array(values)

    def __dlpack__(self, **kwargs):
        return self.values.__dlpack__(**kwargs)

    def __dlpack_device__(self):
        return self.values.__dlpack_device__()


def read_only(values):
    values = np.array(values)
    values.flags.writeable = False
    return values


def unaligned(values):
    values = np.asarray(values, dtype=np.int32)
    buffer = np.zeros(values.nbytes + 1, dtype=np.uint8)[1:]
    view = buffer.view(np.int32).reshape(values.shape)
    view[...] = values
    return view


def strided(values):
    return np.repeat(np.asarray(values), 2, axis=-1)[..., ::2]


def reversed_twice(values):
    return np.asarray(values)[::-1, ::-1].copy()[::-1, ::-1]


CONTAINERS = {
    "list": list,
    "tuple": tuple,
    "fortran": np.asfortranarray,
    "strided": strided,
    "reversed": reversed_twice,
    "unaligned": unaligned,
    "read_only": read_only,
    "__array__": HasArray,
    "dlpack": HasDLPack,
    "memoryview": lambda values: memoryview(np.array(values, dtype=np.int16)),
    "flat": lambda values: np.array(values).ravel(),
    "array.array": lambda values: array.array("h", np.ravel(values).tolist()),
    "bytes_memoryview": lambda values: memoryview(bytes(np.ravel(values).tolist())),
}


@all_kinds
@pytest.mark.parametrize("dtype", DTYPES)
def test_symbols_of_every_integer_type_give_the_same_words(kind, dtype):
    assert state(encoded(kind, PLAIN.astype(dtype), MODEL)) == state(encoded(kind, PLAIN, MODEL))


@all_kinds
@pytest.mark.parametrize("container", CONTAINERS.values(), ids=CONTAINERS)
def test_symbols_in_every_container_are_taken_in_c_order(kind, container):
    assert state(encoded(kind, container(VALUES), MODEL)) == state(encoded(kind, PLAIN.ravel(), MODEL))


@all_kinds
@pytest.mark.parametrize("one", [7, np.int8(7), np.uint64(7), np.array(7), np.array([7])], ids=repr)
def test_one_symbol_is_an_array_of_one(kind, one):
    assert state(encoded(kind, one, MODEL)) == state(encoded(kind, np.array([7], dtype=np.int32), MODEL))


@all_kinds
@pytest.mark.parametrize("one", [True, np.True_, np.array(True), np.array([True])], ids=repr)
def test_bool_is_the_symbol_one(kind, one):
    assert state(encoded(kind, one, MODEL)) == state(encoded(kind, 1, MODEL))


@given(
    hnp.arrays(
        np.int32, hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4), elements=st.integers(-10, 100)
    )
)
def test_symbols_of_any_shape_are_taken_in_c_order(symbols):
    flat = np.array(symbols, order="C").reshape(-1)
    assert state(encoded("ans", symbols, MODEL)) == state(encoded("ans", flat, MODEL))
    assert state(encoded("range", np.asfortranarray(symbols), MODEL)) == state(encoded("range", flat, MODEL))


@all_kinds
@pytest.mark.parametrize("dtype", ["float16", ml_dtypes.bfloat16, "float32", "float64", ">f8"], ids=str)
def test_float_parameters_of_every_type_give_the_same_words(kind, dtype):
    coder = encoded(kind, PLAIN, FAMILY, MEANS.astype(dtype), STDS.astype(dtype))
    assert state(coder) == state(encoded(kind, PLAIN, FAMILY, MEANS, STDS))
    assert reader(coder).decode(FAMILY, MEANS.astype(dtype), STDS.astype(dtype)).tolist() == VALUES


@pytest.mark.parametrize("select", [slice(None), slice(None, None, 2), slice(None, None, -1)], ids=repr)
def test_halves_are_the_floats_that_numpy_makes_of_them(select):
    halves = np.arange(1 << 16, dtype=np.uint16).view(np.float16)
    halves = halves[np.isfinite(halves) & (halves >= 0)][: 31_680].reshape(-1, 16)[:, select]
    halves = halves[halves.any(axis=1)]
    symbols = np.argmax(halves, axis=1).astype(np.int32)
    model = Categorical(perfect=False)
    for dtype in ("=f2", "<f2", ">f2"):
        coder = encoded("ans", symbols, model, halves.astype(dtype))
        assert state(coder) == state(encoded("ans", symbols, model, halves.astype(np.float32)))


@all_kinds
@pytest.mark.parametrize("dtype", DTYPES)
def test_integer_parameters_of_every_type_give_the_same_words(kind, dtype):
    means, stds = np.abs(MEANS).astype(dtype), np.ceil(STDS).astype(dtype)
    floats = means.astype(float), stds.astype(float)
    assert state(encoded(kind, PLAIN, FAMILY, means, stds)) == state(encoded(kind, PLAIN, FAMILY, *floats))


@all_kinds
@pytest.mark.parametrize(
    "container", [list, tuple, np.asfortranarray, strided, reversed_twice, read_only, HasArray, HasDLPack]
)
def test_parameters_in_every_container_are_taken_in_c_order(kind, container):
    coder = encoded(kind, PLAIN, FAMILY, container(MEANS.tolist()), container(STDS.tolist()))
    assert state(coder) == state(encoded(kind, PLAIN.ravel(), FAMILY, MEANS.ravel(), STDS.ravel()))


@all_kinds
@pytest.mark.parametrize("std", [3, 3.0, np.float32(3.0), np.array(3.0), True], ids=repr)
def test_scalar_parameters_are_for_all_symbols(kind, std):
    coder = encoded(kind, PLAIN, FAMILY, MEANS, std)
    assert state(coder) == state(encoded(kind, PLAIN, FAMILY, MEANS, np.full(PLAIN.shape, float(std))))
    assert reader(coder).decode(FAMILY, MEANS, std).tolist() == VALUES


@all_kinds
def test_scalar_parameters_decode_one_int(kind):
    decoded = reader(encoded(kind, 7, FAMILY, 5.0, 3.0)).decode(FAMILY, 5.0, 3.0)
    assert type(decoded) is int and decoded == 7


@all_kinds
def test_a_row_of_probabilities_is_for_all_symbols(kind):
    row = np.array([0.1, 0.2, 0.7])
    symbols = np.array([[2, 0], [1, 2]])
    rows = np.broadcast_to(row, (2, 2, 3))
    coder = encoded(kind, symbols, Categorical(perfect=False), row)
    assert state(coder) == state(encoded(kind, symbols, Categorical(perfect=False), rows))
    assert reader(coder).decode(Categorical(perfect=False), rows).tolist() == symbols.tolist()


@all_kinds
def test_rows_and_matrices_of_mixtures_broadcast(kind):
    family, symbols = GaussianMixture(-10, 10), np.array([3, -4])
    means = np.array([[3.0, 0.0], [1.0, -4.0]])
    coder = encoded(kind, symbols, family, [0.5, 0.5], means, np.ones((2, 2)))
    assert reader(coder).decode(family, [0.5, 0.5], means, [1.0, 1.0]).tolist() == symbols.tolist()


@all_kinds
@pytest.mark.parametrize("amount, shape", [(6, (6,)), ((2, 3), (2, 3)), (np.int64(6), (6,)), ((6, 1, 1), (6, 1, 1))])
def test_decode_returns_the_shape_asked_for(kind, amount, shape):
    decoded = reader(encoded(kind, PLAIN, MODEL)).decode(MODEL, amount)
    assert decoded.dtype == np.int32 and decoded.flags.c_contiguous
    assert decoded.tolist() == PLAIN.reshape(shape).tolist()


@all_kinds
@pytest.mark.parametrize("dtype", ["int8", np.uint8, np.dtype("uint16"), "int64", "uint64"])
def test_decode_returns_the_type_asked_for(kind, dtype):
    coder = encoded(kind, PLAIN, FAMILY, MEANS, STDS)
    decoded = reader(coder).decode(FAMILY, MEANS, STDS, dtype=dtype)
    assert decoded.dtype == np.dtype(dtype) and decoded.tolist() == VALUES


@all_kinds
@pytest.mark.parametrize("make", [np.zeros, lambda *a: strided(np.zeros(*a)), lambda *a: np.zeros(*a, order="F")])
@pytest.mark.parametrize("dtype", ["int32", "uint8", "int64"])
def test_decode_fills_the_array_given(kind, make, dtype):
    out = make((2, 3), dtype)
    decoded = reader(encoded(kind, PLAIN, MODEL)).decode(MODEL, (2, 3), out=out)
    assert decoded is out and out.tolist() == VALUES


@all_kinds
@pytest.mark.parametrize(
    "kwargs, error",
    [
        ({"dtype": "float32"}, TypeError),
        ({"dtype": "no such type"}, TypeError),
        ({"out": np.zeros((2, 3))}, TypeError),
        ({"out": [[0, 0, 0], [0, 0, 0]]}, TypeError),
        ({"out": np.zeros((3, 2), dtype=np.int32)}, ValueError),
        ({"out": np.zeros(6, dtype=np.int32)}, ValueError),
        ({"out": read_only(PLAIN)}, ValueError),
    ],
)
def test_decode_refuses_a_wrong_result(kind, kwargs, error):
    source = reader(encoded(kind, PLAIN, MODEL))
    before = state(source)
    with pytest.raises(error):
        source.decode(MODEL, (2, 3), **kwargs)
    assert state(source) == before


@all_kinds
def test_a_symbol_too_large_for_its_type_is_an_error(kind):
    model = Uniform(1000)
    source = reader(encoded(kind, [1, 999], model))
    before = state(source)
    with pytest.raises(ValueError, match="999"):
        source.decode(model, 2, dtype=np.uint8)
    assert state(source) == before


@all_kinds
@pytest.mark.parametrize(
    "symbols",
    [
        [1.0, 2.0],
        1.5,
        np.float64(1.0),
        "abc",
        ["a"],
        [None],
        [1j],
        {},
        object(),
        np.array([1, "x"], dtype=object),
        None,
    ],
    ids=repr,
)
def test_symbols_that_are_not_integers_are_a_type_error(kind, symbols):
    coder = coders.new(kind)
    with pytest.raises(TypeError):
        encode(coder, symbols, MODEL)
    assert state(coder) == state(coders.new(kind))


@all_kinds
@pytest.mark.parametrize(
    "means", ["abc", [["a"] * 3] * 2, None, MEANS + 0j, MEANS.astype(object), MEANS.astype("datetime64[s]")], ids=str
)
def test_parameters_that_are_not_numbers_are_a_type_error(kind, means):
    with pytest.raises(TypeError):
        encode(coders.new(kind), PLAIN, FAMILY, means, STDS)


@all_kinds
@pytest.mark.parametrize("model", [None, "QuantizedGaussian", QuantizedGaussian, 5, np.array([0.5, 0.5])], ids=str)
def test_no_model_is_a_type_error(kind, model):
    with pytest.raises(TypeError):
        encode(coders.new(kind), [1], model)
    with pytest.raises(TypeError):
        reader(coders.new(kind)).decode(model)


@all_kinds
@pytest.mark.parametrize("means, stds", [
    (MEANS[0, :2], STDS), (MEANS.ravel(), STDS.ravel()), (MEANS.T, STDS.T), (MEANS[None], STDS[None]),
    (MEANS, STDS[:, :2]),
], ids=str)  # fmt: skip
def test_parameters_of_another_shape_are_a_value_error(kind, means, stds):
    with pytest.raises(ValueError, match="shape"):
        encode(coders.new(kind), PLAIN, FAMILY, means, stds)


@all_kinds
@pytest.mark.parametrize("params", [(), (MEANS,), (MEANS, STDS, STDS)], ids=len)
def test_a_wrong_number_of_parameters_is_an_error(kind, params):
    with pytest.raises((ValueError, TypeError)):
        encode(coders.new(kind), PLAIN, FAMILY, *params)


@all_kinds
def test_parameters_that_do_not_fit_each_other_are_a_value_error(kind):
    with pytest.raises(ValueError, match="shape"):
        reader(coders.new(kind)).decode(FAMILY, MEANS, STDS.T)


@all_kinds
@pytest.mark.parametrize("value", [-11, 101, 2**31 - 1])
def test_a_symbol_outside_the_support_is_a_key_error_with_index_and_value(kind, value):
    with pytest.raises(KeyError) as error:
        encode(coders.new(kind), [3, 4, value, 5], MODEL)
    assert "2" in str(error.value) and str(value) in str(error.value)


@all_kinds
@pytest.mark.parametrize("value", [2**31, -(2**31) - 1, 2**32 + 3, 2**63 - 1, 2**64 - 1])
def test_a_symbol_beyond_32_bits_is_an_error_with_index_and_value(kind, value):
    dtype = np.uint64 if value >= 2**63 else np.int64
    with pytest.raises((ValueError, KeyError)) as error:
        encode(coders.new(kind), np.array([3, value], dtype=dtype), MODEL)
    assert "1" in str(error.value) and str(value) in str(error.value)


@all_kinds
@pytest.mark.parametrize("value", [2**31, 2**64, 2**70, -(2**70)])
def test_a_python_int_of_any_size_is_no_overflow(kind, value):
    for symbols in (value, [value], [1, value]):
        with pytest.raises((ValueError, KeyError)):
            encode(coders.new(kind), symbols, MODEL)


@all_kinds
@pytest.mark.parametrize("means, stds, value", [
    ([1.0, np.nan, 2.0], 1.0, "nan"), ([1.0, 2.0, 3.0], [1.0, -2.5, 1.0], "-2.5"), ([1.0, np.inf, 2.0], 1.0, "inf"),
], ids=str)  # fmt: skip
def test_an_invalid_parameter_is_a_value_error_with_name_index_and_value(kind, means, stds, value):
    with pytest.raises(ValueError) as error:
        encode(coders.new(kind), [1, 2, 3], FAMILY, means, stds)
    text = str(error.value).lower()
    assert value in text and "1" in text and ("standard deviation" if value == "-2.5" else "mean") in text


@pytest.mark.parametrize("words", [[1, 2], (1, 2), np.array([1, 2], dtype=np.int64), array.array("I", [1, 2])])
def test_compressed_words_may_be_any_integers(words):
    assert AnsCoder(words).get_compressed().tolist() == [1, 2]


@pytest.mark.parametrize("words, error", [
    ([-1, 2], ValueError), ([2**32], ValueError), ([1.0], TypeError), ("abcd", TypeError), ([[1, 2]], ValueError),
])  # fmt: skip
def test_compressed_words_out_of_range_are_an_error(words, error):
    with pytest.raises(error):
        AnsCoder(words)


def test_the_input_is_not_written_to():
    symbols, means = read_only(PLAIN), read_only(MEANS)
    RangeEncoder().encode(symbols, FAMILY, means, 2.0)
    words = read_only(np.array([1, 2, 3], dtype=np.uint32))
    coder = AnsCoder(words)
    coder.encode_reverse(5, MODEL)
    assert words.tolist() == [1, 2, 3] and symbols.tolist() == VALUES


@pytest.mark.parametrize("width", [0, 1, 3])
def test_no_rows_can_have_any_width(width):
    decoded = AnsCoder().decode(Categorical(lazy=True), np.zeros((0, width)))
    assert decoded.shape == (0,)
    with pytest.raises(ValueError):
        AnsCoder().decode(Categorical(lazy=True), np.zeros((2, 0)))
