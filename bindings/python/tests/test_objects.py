"""Models and coders as Python objects: repr, equality, copies, pickles, bytes, names."""

import contextlib
import copy
import importlib
import multiprocessing
import pickle

import constriction
import numpy as np
import pytest
from constriction import stream
from constriction.stream.chain import ChainCoder
from constriction.stream.interleaved import InterleavedAnsCoder
from constriction.stream.model import (
    Bernoulli,
    Binomial,
    Categorical,
    CategoricalLogits,
    CdfTable,
    CustomModel,
    GaussianMixture,
    LaplaceMixture,
    LogisticMixture,
    Model,
    QuantizedCauchy,
    QuantizedGaussian,
    QuantizedLaplace,
    QuantizedLogistic,
    ScipyModel,
    TopK,
    Uniform,
)
from constriction.stream.queue import RangeDecoder, RangeEncoder
from constriction.stream.stack import AnsCoder

import coders
from coders import KINDS, all_kinds, encode, encoded, new, reader, state

GAUSSIAN = QuantizedGaussian(-100, 100, 3.2, 5.1)
FAMILY = QuantizedGaussian(-100, 100)
SYMBOLS = np.array([3, -7, 12, 0, 5] * 8, dtype=np.int32)
MORE = np.array([1, 2, -3, 99], dtype=np.int32)


class Ramp:
    """A distribution that can be pickled, with the methods of those of SciPy."""

    def cdf(self, x):
        return min(max((x + 10.5) / 21, 0.0), 1.0)

    def ppf(self, q):
        return q * 21 - 10.5


def ramp(x):
    return Ramp().cdf(x)


def ramp_inverse(q):
    return Ramp().ppf(q)


# Pairwise different, each as a function that makes it anew. All have the symbol 1.
PLAIN = [
    lambda: QuantizedGaussian(-100, 100),
    lambda: QuantizedGaussian(-100, 100, 1.5),
    lambda: QuantizedGaussian(-100, 100, std=1.5),
    lambda: QuantizedGaussian(-100, 100, 1.5, 0.1),
    lambda: QuantizedGaussian(-100, 100, 1.5, 0.1, precision=16),
    lambda: QuantizedGaussian(-100, 100, 1.5, 0.1, zero_probability="strict"),
    lambda: QuantizedGaussian(-100, 100, 1.5, 0.1, zero_probability="escape"),
    lambda: QuantizedLaplace(-100, 100, 1.5, 0.1),
    lambda: QuantizedCauchy(-100, 100, 1e-300, 1e300),
    lambda: QuantizedLogistic(-(2**31), -(2**31) + 50, -0.0, 0.1),
    lambda: GaussianMixture(-9, 9),
    lambda: LaplaceMixture(-9, 9),
    lambda: LogisticMixture(-9, 9),
    lambda: Categorical(),
    lambda: Categorical(perfect=False),
    lambda: Categorical(lazy=True),
    lambda: Categorical(quantization="integer"),
    lambda: CategoricalLogits(precision=16),
    lambda: TopK(),
    lambda: TopK(50257, precision=32),
    lambda: Uniform(),
    lambda: Uniform(5),
    lambda: Uniform(5, precision=3),
    lambda: Bernoulli(),
    lambda: Bernoulli(0.3),
    lambda: Bernoulli(0.3, perfect=False),
    lambda: Binomial(),
    lambda: Binomial(7),
    lambda: Binomial(7, 0.3),
    lambda: Binomial(p=0.3),
]
WITH_ARRAYS = [
    lambda: GaussianMixture(-9, 9, [0.5, 0.5], [1.0, 2.0], [1.0, 3.0]),
    lambda: LaplaceMixture(-9, 9, means=[1.0, 2.0]),
    lambda: Categorical([0.25, 0.5, 0.25]),
    lambda: Categorical(np.array([0.2, 0.5, 0.3], dtype=np.float32), perfect=False),
    lambda: Categorical([0.2, 0.5, 0.3], lazy=True),
    lambda: Categorical.from_frequencies([1, 2, 3]),
    lambda: CategoricalLogits([0.5, 1.0]),
    lambda: Categorical(np.array([0.2, 0.5, 0.3], dtype=np.float16), quantization="integer"),
    lambda: TopK(50257, [464, 40], [0.5, 0.25]),
    lambda: CdfTable([[0, 4, 12, 16], [0, 8, 16, 0]], lengths=[4, 3], precision=4),
    lambda: CustomModel(ramp, ramp_inverse, -10, 10),
]
MODELS = PLAIN + WITH_ARRAYS
every_model = pytest.mark.parametrize("make", MODELS)


@pytest.mark.parametrize("make", PLAIN)
def test_repr_of_a_model_evaluates_to_it(make):
    assert eval(repr(make())) == make()


@every_model
def test_models_are_equal_to_themselves_only(make):
    assert make() == make() and hash(make()) == hash(make())
    assert [other() == make() for other in MODELS].count(True) == 1
    assert make() != 5 and make() is not None


@every_model
@pytest.mark.parametrize("duplicate", [copy.copy, copy.deepcopy, lambda x: pickle.loads(pickle.dumps(x))])
def test_copies_of_a_model_equal_it(make, duplicate):
    original, twin = make(), duplicate(make())
    assert twin == original and type(twin) is type(original) and repr(twin) == repr(original)
    assert (twin.precision, twin.support, twin.free_parameters) == (
        original.precision, original.support, original.free_parameters
    )  # fmt: skip
    if not original.free_parameters:
        assert np.array_equal(twin.pmf(), original.pmf())


@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_pickles_of_every_protocol_are_read(protocol):
    for make in MODELS:
        assert pickle.loads(pickle.dumps(make(), protocol)) == make()


def test_a_scipy_model_is_pickled_with_its_distribution():
    twin = pickle.loads(pickle.dumps(ScipyModel(Ramp(), -10, 10)))
    assert type(twin) is ScipyModel and np.array_equal(twin.pmf(), ScipyModel(Ramp(), -10, 10).pmf())


@every_model
def test_models_are_frozen(make):
    entropy_model = make()
    for name in ("precision", "support", "free_parameters", "mean"):
        with pytest.raises(AttributeError):
            setattr(entropy_model, name, 1)


def test_arrays_given_to_a_model_are_copied():
    probabilities = np.array([0.25, 0.5, 0.25])
    categorical = Categorical(probabilities)
    probabilities[:] = [0.8, 0.1, 0.1]
    assert categorical == Categorical([0.25, 0.5, 0.25])


DUPLICATES = {
    "clone": lambda coder: coder.clone(),
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
    "pickle": lambda coder: pickle.loads(pickle.dumps(coder)),
}
every_duplicate = pytest.mark.parametrize("duplicate", DUPLICATES.values(), ids=DUPLICATES)


@all_kinds
@every_duplicate
def test_a_copy_of_a_coder_goes_on_independently(kind, duplicate):
    original = encoded(kind, SYMBOLS, GAUSSIAN)
    before = state(original)
    twin = duplicate(original)
    assert type(twin) is type(original) and state(twin) == before
    encode(twin, MORE, GAUSSIAN)
    assert state(original) == before
    encode(original, MORE, GAUSSIAN)
    assert state(twin) == state(original) != before


@all_kinds
@every_duplicate
def test_a_copy_in_the_middle_of_decoding_goes_on(kind, duplicate):
    source = reader(encoded(kind, SYMBOLS, GAUSSIAN))
    source.decode(GAUSSIAN, 7)
    twin = duplicate(source)
    assert twin.decode(GAUSSIAN, 33).tolist() == SYMBOLS[7:].tolist()
    assert state(source) != state(twin)
    assert source.decode(GAUSSIAN, 33).tolist() == SYMBOLS[7:].tolist()


@every_duplicate
def test_copies_of_fresh_coders_are_fresh(duplicate):
    for make in (AnsCoder, RangeEncoder, lambda: RangeDecoder([]), lambda: ChainCoder([1, 2, 3], seal=True)):
        assert state(duplicate(make())) == state(make())


@every_duplicate
def test_a_copy_of_a_sealed_coder_can_be_unsealed(duplicate):
    assert duplicate(AnsCoder([1, 0], seal=True)).get_compressed(unseal=True).tolist() == [1, 0]
    assert duplicate(ChainCoder([1, 2, 0], seal=True)).get_data(unseal=True)[1].tolist() == [1, 2, 0]


def test_repr_of_a_coder_tells_its_size():
    coder = encoded("ans", SYMBOLS, GAUSSIAN)
    assert repr(coder) == f"AnsCoder(num_words={coder.num_words()}, num_valid_bits={coder.num_valid_bits()})"
    for kind in KINDS:
        assert repr(new(kind)).startswith(type(new(kind)).__name__ + "(")
    assert repr(RangeDecoder([1, 2])).startswith("RangeDecoder(")


@pytest.mark.parametrize("kind", ["ans", "range"])
def test_sizes_agree(kind):
    coder = encoded(kind, SYMBOLS, GAUSSIAN)
    words = coder.get_compressed()
    assert words.dtype == np.uint32
    assert len(coder) == coder.num_words() == len(words) == coder.num_bits() // 32
    assert len(new(kind)) == 0 and new(kind).is_empty() and not coder.is_empty()


def test_bytes_are_little_endian_words():
    for kind, read in (("ans", AnsCoder), ("range", RangeDecoder)):
        coder = encoded(kind, SYMBOLS, GAUSSIAN)
        data = coder.to_bytes()
        assert type(data) is bytes and data == coder.get_compressed().astype("<u4").tobytes()
        for buffer in (data, bytearray(data), memoryview(data)):
            assert read.from_bytes(buffer).decode(GAUSSIAN, SYMBOLS.size).tolist() == SYMBOLS.tolist()
        with pytest.raises(ValueError):
            read.from_bytes(data + b"x")
        with pytest.raises(TypeError):
            read.from_bytes("text")


def test_sealed_bytes_come_back():
    data = b"any data at all, with zeros.\0\0\0\0"
    assert AnsCoder.from_bytes(data, seal=True).to_bytes(unseal=True) == data
    assert ChainCoder.from_bytes(data, seal=True).get_data(unseal=True)[1].astype("<u4").tobytes() == data


def test_coders_and_models_go_to_a_spawned_process_and_back():
    params = [np.zeros(4), np.full(4, 30.0)]
    jobs = [(encoded(kind, SYMBOLS, GAUSSIAN), MORE, FAMILY, *params) for kind in KINDS]
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        done = pool.starmap_async(coders.go_on, jobs).get(timeout=60)
        for kind, (coder, there) in zip(KINDS, done, strict=True):
            here = encoded(kind, SYMBOLS, GAUSSIAN)
            encode(here, MORE, FAMILY, *params)
            assert state(coder) == there == state(here)


MODULES = {
    "constriction.stream.model": [
        Bernoulli, Binomial, Categorical, CategoricalLogits, CdfTable, CustomModel, GaussianMixture, LaplaceMixture,
        LogisticMixture, Model, QuantizedCauchy, QuantizedGaussian, QuantizedLaplace, QuantizedLogistic, ScipyModel,
        TopK, Uniform,
    ],
    "constriction.stream.stack": [AnsCoder],
    "constriction.stream.queue": [RangeDecoder, RangeEncoder],
    "constriction.stream.chain": [ChainCoder],
    "constriction.stream.interleaved": [InterleavedAnsCoder],
}  # fmt: skip


@pytest.mark.parametrize("name", MODULES)
def test_every_class_says_where_it_can_be_imported_from(name):
    module = importlib.import_module(name)
    classes = [key for key in module.__all__ if isinstance(getattr(module, key), type)]
    assert sorted(classes) == [cls.__name__ for cls in MODULES[name]] and module.__doc__
    for cls in MODULES[name]:
        assert cls.__module__ == name and cls.__qualname__ == cls.__name__ and cls.__doc__
        assert getattr(module, cls.__name__) is cls


def test_models_have_one_base():
    for cls in MODULES["constriction.stream.model"]:
        assert issubclass(cls, Model)
    assert issubclass(ScipyModel, CustomModel)


def test_submodules_are_attributes():
    assert constriction.stream.queue.RangeEncoder is RangeEncoder
    for path in ("stream.stack", "stream.chain", "stream.interleaved", "stream.model", "symbol.huffman"):
        part = constriction
        for name in path.split("."):
            part = getattr(part, name)
        assert part is importlib.import_module(f"constriction.{path}")


def test_the_version_is_that_of_the_package():
    assert constriction.__version__ == importlib.import_module("importlib.metadata").version("constriction")


# The example that users of the older interface know.
OLD_SYMBOLS = np.array([23, -15, 78, 43, -69], dtype=np.int32)
OLD_MEANS, OLD_STDS = np.array([35.2, -1.7, 30.1, 71.2, -75.1]), np.array([10.1, 25.3, 23.8, 35.4, 3.9])
PROBABILITIES = np.array([0.2, 0.4, 0.1, 0.3])


@contextlib.contextmanager
def deprecated():
    with pytest.warns(DeprecationWarning):
        yield


@pytest.mark.parametrize("kind", ["ans", "range", "chain"])
def test_old_gaussian_calls_warn_and_equal_the_new_ones(kind):
    coder, wanted = new(kind), new(kind)
    suffix = "" if kind == "range" else "_reverse"
    with deprecated():
        getattr(coder, f"encode_leaky_gaussian_symbols{suffix}")(OLD_SYMBOLS, -100, 100, OLD_MEANS, OLD_STDS)
    encode(wanted, OLD_SYMBOLS, FAMILY, OLD_MEANS, OLD_STDS)
    assert state(coder) == state(wanted)
    if kind == "range":
        assert coder.get_compressed().tolist() == [473034731, 2276733146]
    with deprecated():
        decoded = reader(coder).decode_leaky_gaussian_symbols(-100, 100, OLD_MEANS, OLD_STDS)
    assert decoded.dtype == np.int32 and decoded.tolist() == OLD_SYMBOLS.tolist()


@pytest.mark.parametrize("kind", ["ans", "range", "chain"])
def test_old_categorical_calls_warn_and_invert_each_other(kind):
    symbols = np.array([-1, 2, 0, 1, 2, -1], dtype=np.int32)
    coder = new(kind)
    suffix = "" if kind == "range" else "_reverse"
    with deprecated():
        getattr(coder, f"encode_iid_categorical_symbols{suffix}")(symbols, -1, PROBABILITIES)
    with deprecated():
        assert reader(coder).decode_iid_categorical_symbols(6, -1, PROBABILITIES).tolist() == symbols.tolist()
    with deprecated(), pytest.raises(KeyError):
        getattr(coder, f"encode_iid_categorical_symbols{suffix}")(symbols + 2, -1, PROBABILITIES)


def test_new_calls_do_not_warn(recwarn):
    for kind in KINDS:
        coders.round_trip(kind, [1, 2], Categorical(perfect=False), [[0.2, 0.3, 0.5]] * 2)
    Categorical([0.5, 0.5])
    Bernoulli(0.5)
    stream.stack.AnsCoder()
    assert not recwarn.list


def test_equal_models_have_equal_hashes():
    one, other = (QuantizedGaussian(-5, 5, mean, 1.0) for mean in (0.0, -0.0))
    assert one == other and hash(one) == hash(other)


def test_counts_print_as_integers():
    assert repr(Uniform(5)) == "Uniform(size=5)"
    assert repr(Binomial(7, 0.5)) == "Binomial(n=7, p=0.5)"
