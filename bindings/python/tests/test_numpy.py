"""Calls with numbers and arrays as numpy has them."""

import sys

import coders
import numpy as np
import pytest
from coders import encode, reader

from constriction.stream import model
from constriction.stream.stack import AnsCoder

FAMILY = model.QuantizedGaussian(-100, 100)
INTEGERS = [np.int8, np.int16, np.int32, np.int64, np.uint8, np.uint16, np.uint32, np.uint64, np.longlong, np.intp]
FLOATS = [np.float16, np.float32, np.float64]

all_kinds = pytest.mark.parametrize("kind", coders.KINDS)


def words(kind, symbols, *args):
    coder = coders.new(kind)
    encode(coder, symbols, *args)
    return coders.state(coder)


@all_kinds
@pytest.mark.parametrize("integer", [*INTEGERS, np.array], ids=lambda type: type.__name__)
def test_a_symbol_of_numpy_is_as_good_as_an_int(kind, integer):
    fixed = model.QuantizedGaussian(-100, 100, 1.5, 4.0)
    assert words(kind, integer(3), fixed) == words(kind, 3, fixed)
    assert words(kind, integer(3), FAMILY, 1.5, 4.0) == words(kind, 3, FAMILY, 1.5, 4.0)


@all_kinds
def test_a_bool_of_numpy_is_a_symbol(kind):
    coin = model.Bernoulli(0.3)
    for symbol in (False, True):
        assert words(kind, np.bool_(symbol), coin) == words(kind, int(symbol), coin)


@all_kinds
@pytest.mark.parametrize("number", [*FLOATS, np.array], ids=lambda type: type.__name__)
def test_a_parameter_of_numpy_is_as_good_as_a_float(kind, number):
    expected = words(kind, 3, FAMILY, 1.5, 4.0)
    assert words(kind, 3, FAMILY, number(1.5), number(4.0)) == expected
    assert words(kind, 3, model.QuantizedGaussian(-100, 100, number(1.5), number(4.0))) == expected
    coder = coders.encoded(kind, 3, FAMILY, 1.5, 4.0)
    assert reader(coder).decode(FAMILY, number(1.5), number(4.0)) == 3


@all_kinds
@pytest.mark.parametrize("integer", INTEGERS, ids=lambda type: type.__name__)
def test_a_parameter_may_be_an_integer_of_numpy(kind, integer):
    assert words(kind, 3, model.Uniform(), integer(10)) == words(kind, 3, model.Uniform(10))
    assert words(kind, [3, 4], model.Uniform(), np.array([10, 11], integer)) == words(
        kind, [3, 4], model.Uniform(), [10, 11]
    )


@pytest.mark.parametrize("symbol", [np.float64(3), np.float32(3), np.str_("3"), np.complex64(3), 3.0, None], ids=repr)
def test_what_is_no_integer_is_no_symbol(symbol):
    with pytest.raises(TypeError, match="must be integers"):
        AnsCoder().encode_reverse(symbol, model.Uniform(10))


@pytest.mark.parametrize("number", [np.longdouble(1), np.complex128(1), np.str_("1"), "1", None], ids=repr)
def test_what_is_no_number_is_no_parameter(number):
    with pytest.raises(TypeError, match="the parameter mean must be numbers"):
        AnsCoder().encode_reverse(3, FAMILY, number, 1.0)


@all_kinds
@pytest.mark.parametrize("size", [0, 1, 2, 15, 16, 17, 64, 100])
@pytest.mark.parametrize("dtype", [np.int32, np.int64, np.int16])
@pytest.mark.parametrize("float_type", [np.float64, np.float32, np.float16])
def test_short_arrays_are_coded_as_long_ones(kind, size, dtype, float_type):
    rng = np.random.default_rng(size)
    symbols, means = rng.integers(-9, 9, size).astype(dtype), rng.integers(-3, 3, size).astype(float_type)
    coder, one_by_one = coders.new(kind), coders.new(kind)
    if kind == "interleaved":
        one_by_one = coder.clone()
    encode(coder, symbols, FAMILY, means, np.full(size, 2.0))
    if kind == "interleaved":
        encode(one_by_one, symbols.tolist(), FAMILY, means.tolist(), [2.0] * size)
    else:
        pairs = list(zip(symbols.tolist(), means.tolist()))
        for symbol, mean in pairs if kind == "range" else pairs[::-1]:
            encode(one_by_one, symbol, FAMILY, mean, 2.0)
    assert coders.state(coder) == coders.state(one_by_one)
    decoded = reader(coder).decode(FAMILY, means, np.full(size, 2.0))
    assert decoded.dtype == np.int32 and decoded.tolist() == symbols.tolist()


@all_kinds
@pytest.mark.parametrize("strided", [
    lambda array: np.repeat(array, 2)[::2], lambda array: array[::-1].copy()[::-1],
    lambda array: array.astype(array.dtype.newbyteorder()),
    lambda array: np.frombuffer(b"x" + array.tobytes(), array.dtype, offset=1),
], ids=["every second", "backwards", "of other bytes", "not aligned"])  # fmt: skip
def test_short_arrays_may_lie_in_memory_as_they_want(kind, strided):
    symbols, means, stds = np.array([3, -4, 5], np.int32), np.array([1.0, 2.0, 3.5]), np.array([4.0, 5.0, 6.0])
    expected = words(kind, symbols, FAMILY, means, stds)
    assert words(kind, strided(symbols), FAMILY, strided(means), strided(stds)) == expected


@all_kinds
@pytest.mark.parametrize("means_shape, stds_shape", [
    ((1, 3, 1, 1), (1, 3, 1, 1)), ((2, 3, 4, 5), (1, 3, 1, 1)), ((3, 1, 1), (5,)), ((1,), ()), ((1, 1, 1, 1), (1,)),
    ((2, 1, 1, 5), (3, 4, 1)),
], ids=str)  # fmt: skip
def test_parameters_are_broadcast_to_the_symbols(kind, means_shape, stds_shape):
    rng = np.random.default_rng(0)
    symbols = rng.integers(-9, 9, (2, 3, 4, 5), dtype=np.int32)
    means, stds = rng.normal(0, 3, means_shape), rng.uniform(1, 3, stds_shape)
    all_means, all_stds = np.broadcast_to(means, symbols.shape), np.broadcast_to(stds, symbols.shape)
    coder = coders.new(kind)
    encode(coder, symbols, FAMILY, means, stds)
    assert coders.state(coder) == words(kind, symbols, FAMILY, all_means, all_stds)
    np.testing.assert_array_equal(reader(coder).decode(FAMILY, all_means, stds), symbols)


def test_decoded_symbols_have_the_shape_of_the_parameters_together():
    coder = AnsCoder()
    symbols = np.array([[1, 2, 3], [4, 5, 6]], np.int32)
    means, stds = np.array([[1.0], [5.0]]), np.array([2.0, 3.0, 4.0])
    coder.encode_reverse(symbols, FAMILY, means, stds)
    np.testing.assert_array_equal(coder.decode(FAMILY, means, stds), symbols)


def test_rows_and_components_are_broadcast_too():
    symbols = np.array([[0, 1, 2], [2, 1, 0]], np.int32)
    rows = np.array([[[0.2, 0.3, 0.5]], [[0.6, 0.3, 0.1]]], np.float32)
    family = model.Categorical(lazy=True)
    coder, other = AnsCoder(), AnsCoder()
    coder.encode_reverse(symbols, family, rows)
    other.encode_reverse(symbols, family, np.repeat(rows, 3, axis=1))
    np.testing.assert_array_equal(coder.get_compressed(), other.get_compressed())
    mixture = model.GaussianMixture(-9, 9)
    weights, means, stds = np.ones((2, 1, 2)), np.zeros((3, 2)), np.ones(2)
    coder.encode_reverse(symbols, mixture, weights, means, stds)
    np.testing.assert_array_equal(coder.decode(mixture, weights, means, stds), symbols)


def test_statistics_take_parameters_that_are_broadcast():
    symbols = np.zeros((2, 3), np.int32)
    costs = FAMILY.cost_bits(symbols, np.array([[0.0], [1.0]]), 2.0)
    np.testing.assert_array_equal(costs, FAMILY.cost_bits(symbols, np.repeat([[0.0], [1.0]], 3, axis=1), 2.0))
    assert FAMILY.entropy(np.zeros((2, 1)), np.ones(3)).shape == (2, 3)


def test_functions_take_parameters_that_are_broadcast():
    custom = model.CustomModel(lambda x, mean: 0.5 + 0.01 * (x - mean) / (1 + abs(x - mean)), None, -9, 9)
    symbols = np.array([[1, 2], [3, 4]], np.int32)
    coder, other = AnsCoder(), AnsCoder()
    coder.encode_reverse(symbols, custom, np.array([[1.0], [2.0]]))
    other.encode_reverse(symbols, custom, np.array([[1.0, 1.0], [2.0, 2.0]]))
    np.testing.assert_array_equal(coder.get_compressed(), other.get_compressed())


@pytest.mark.parametrize("means, stds, message", [
    (np.zeros(19), np.ones(20), r"the parameter mean is for symbols of shape \(19,\), but the symbols have the shape"
     r" \(20,\)"),
    (np.zeros(20), np.ones((4, 5)), r"the parameter std is for symbols of shape \(4, 5\), but .* \(20,\)"),
    (np.zeros((2, 20)), 1.0, r"the parameter mean is for symbols of shape \(2, 20\), but .* \(20,\)"),
])  # fmt: skip
def test_the_parameter_of_the_wrong_shape_is_named(means, stds, message):
    with pytest.raises(ValueError, match=message):
        AnsCoder().encode_reverse(np.zeros(20, np.int32), FAMILY, means, stds)


def test_both_parameters_are_named_where_nobody_knows_which_is_wrong():
    with pytest.raises(ValueError, match=r"mean and std are for symbols of different shapes, \(19,\) and \(20,\)"):
        AnsCoder([1, 2, 3]).decode(FAMILY, np.zeros(19), np.ones(20))


@all_kinds
def test_a_shape_may_be_a_list(kind):
    symbols = np.arange(6, dtype=np.int32).reshape(2, 3)
    coder = reader(coders.encoded(kind, symbols, model.Uniform(9)))
    np.testing.assert_array_equal(coder.clone().decode(model.Uniform(9), [2, 3]), symbols)
    np.testing.assert_array_equal(coder.clone().decode(model.Uniform(9), [6]), symbols.ravel())
    with pytest.raises(TypeError, match="must be an integer or a tuple of integers, not str"):
        coder.decode(model.Uniform(9), [2, "3"])


@all_kinds
def test_bytes_are_symbols(kind):
    text = b"symbols of eight bits"
    expected = words(kind, np.frombuffer(text, np.uint8), model.Uniform(256))
    for symbols in (text, bytearray(text), memoryview(text)):
        assert words(kind, symbols, model.Uniform(256)) == expected
    assert words(kind, b"", model.Uniform(256)) == words(kind, [], model.Uniform(256))


def test_arrays_with_a_mask_are_refused():
    masked = np.ma.masked_array([1, 2, 3], [False, True, False])
    with pytest.raises(TypeError, match=r"mask.*filled\(\)"):
        AnsCoder().encode_reverse(masked, model.Uniform(9))
    with pytest.raises(TypeError, match=r"mask.*filled\(\)"):
        AnsCoder().encode_reverse([1, 2, 3], FAMILY, masked.astype(float), 1.0)
    with pytest.raises(TypeError, match=r"mask.*filled\(\)"):
        AnsCoder(masked)


class Tensor:
    """As torch's: an array that numpy cannot have is an error, which says why."""

    def __init__(self, array, dtype="torch.float32", device="cpu"):
        self.array, self.device = array, device
        self.dtype = type("dtype", (), {"__str__": lambda _: dtype})()

    def __array__(self, dtype=None, copy=None):
        if self.device != "cpu":
            raise TypeError(f"can't convert {self.device} device type tensor to numpy. Use Tensor.cpu() to copy the tensor")
        if str(self.dtype) == "torch.bfloat16":
            raise TypeError("Got unsupported ScalarType BFloat16")
        return self.array

    def float(self):
        return Tensor(self.array.astype(np.float32), device=self.device)


def test_tensors_of_bfloat16_are_widened():
    means, stds = np.array([1.5, -2.25, 3.0]), np.array([1.0, 2.0, 4.0])
    coder, other = AnsCoder(), AnsCoder()
    coder.encode_reverse([1, -2, 3], FAMILY, Tensor(means, "torch.bfloat16"), Tensor(stds, "torch.bfloat16"))
    other.encode_reverse([1, -2, 3], FAMILY, means, stds)
    np.testing.assert_array_equal(coder.get_compressed(), other.get_compressed())
    assert "torch" not in sys.modules


@pytest.mark.parametrize("dtype", ["torch.float32", "torch.bfloat16"])
def test_tensors_of_another_device_say_how_to_get_them(dtype):
    with pytest.raises(TypeError, match=r"cpu\(\)"):
        AnsCoder().encode_reverse([1, 2], FAMILY, Tensor(np.ones(2), dtype, "cuda:0"), 1.0)


class OnDevice:
    """What has no other way out than the DLPack of a device."""

    def __dlpack__(self, **_):
        raise BufferError("not reached")

    def __dlpack_device__(self):
        return 2, 0


def test_arrays_of_another_device_say_how_to_get_them():
    with pytest.raises(TypeError, match=r"OnDevice.*cpu\(\)"):
        AnsCoder().encode_reverse([1, 2], FAMILY, OnDevice(), 1.0)


class OnGraphicsCard:
    """As an array of CuPy's: numpy makes an array of one object of it."""

    __cuda_array_interface__ = {"shape": (2,), "typestr": "<f8", "data": (0, False), "version": 3}  # noqa: RUF012


class OfTorchOnGraphicsCard(OnDevice):
    """What numpy would copy, or refuse in words of its own."""

    def __array__(self, dtype=None, copy=None):
        raise AssertionError("not reached")


@pytest.mark.parametrize("object", [OnGraphicsCard(), OfTorchOnGraphicsCard()], ids=lambda object: type(object).__name__)
def test_all_arguments_of_another_device_say_how_to_get_them(object):
    coder = AnsCoder([1, 2, 3])
    message = f"the {type(object).__name__} is in the memory of another device.*cpu\\(\\)"
    for call in (
        lambda: coder.encode_reverse(object, FAMILY, 1.0, 1.0),
        lambda: coder.encode_reverse([1, 2], FAMILY, object, 1.0),
        lambda: coder.decode(FAMILY, object, 1.0),
        lambda: coder.decode(model.Uniform(9), 2, out=object),
        lambda: model.Categorical(object),
        lambda: AnsCoder(object),
    ):
        with pytest.raises(TypeError, match=message):
            call()
    assert coder.get_compressed().tolist() == [1, 2, 3]


class WithGradient(Tensor):
    requires_grad = True

    def __array__(self, dtype=None, copy=None):
        raise RuntimeError("Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead.")

    def detach(self):
        return Tensor(self.array)


def test_tensors_with_gradients_are_taken():
    means = np.array([1.5, -2.25, 3.0])
    coder, other = AnsCoder(), AnsCoder()
    coder.encode_reverse([1, -2, 3], FAMILY, WithGradient(means), 2.0)
    other.encode_reverse([1, -2, 3], FAMILY, means, 2.0)
    np.testing.assert_array_equal(coder.get_compressed(), other.get_compressed())


class SharedTensor(Tensor):
    """As torch's: numpy's array of it is its memory."""

    def data_ptr(self):
        return self.array.ctypes.data


class CopiedTensor(SharedTensor):
    def __array__(self, dtype=None, copy=None):
        return self.array.copy()


@all_kinds
@pytest.mark.parametrize("dtype", [np.int8, np.int32, np.int64])
@pytest.mark.parametrize("strided", [False, True])
def test_symbols_are_decoded_into_the_memory_of_a_tensor(kind, dtype, strided):
    symbols = np.arange(40).reshape(4, 10) % 9
    places = np.zeros((10, 4), dtype).T if strided else np.zeros((4, 10), dtype)
    out = SharedTensor(places)
    coder = reader(coders.encoded(kind, symbols, model.Uniform(9)))
    assert coder.decode(model.Uniform(9), (4, 10), out=out) is out
    np.testing.assert_array_equal(places, symbols)


def test_symbols_are_decoded_into_a_buffer():
    coder = coders.encoded("ans", np.arange(40) % 9, model.Uniform(9))
    out = bytearray(40)
    assert coder.decode(model.Uniform(9), 40, out=out) is out
    assert list(out) == [i % 9 for i in range(40)]


@pytest.mark.parametrize("out", [[0, 0], CopiedTensor(np.zeros(2, np.int32)), b"ab", None.__class__], ids=repr)
def test_what_cannot_be_written_to_is_refused(out):
    coder = AnsCoder([1, 2, 3])
    with pytest.raises((TypeError, ValueError), match="out must be a numpy array or a tensor|out is read-only"):
        coder.decode(model.Uniform(9), 2, out=out)
    assert coder.get_compressed().tolist() == [1, 2, 3]
