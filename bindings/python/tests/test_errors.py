"""Every bug that somebody met in coders like these, and random garbage."""

import contextlib
import math
import time

import numpy as np
import pytest
from constriction.stream import model
from constriction.stream.chain import ChainCoder
from constriction.stream.queue import RangeDecoder, RangeEncoder
from constriction.stream.stack import AnsCoder
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

import coders
from coders import all_kinds, encode, encoded, new, reader, round_trip, state

GAUSSIAN = model.QuantizedGaussian(-100, 100, 3.2, 5.1)
SYMBOLS = np.array([3, -7, 12, 0, 5], dtype=np.int32)
NAN, INF = float("nan"), float("inf")


@pytest.mark.parametrize("kind", ["ans", "range", "interleaved"])
def test_clear_equals_new(kind):
    coder = encoded(kind, np.tile(SYMBOLS, 100), GAUSSIAN)
    coder.clear()
    assert state(coder) == state(new(kind)) and coder.is_empty()
    encode(coder, SYMBOLS, GAUSSIAN)
    assert state(coder) == state(encoded(kind, SYMBOLS, GAUSSIAN))


@all_kinds
@pytest.mark.parametrize("lazy", [False, True])
@pytest.mark.parametrize("n", [3, 1000, 100_000])
def test_float32_probabilities_that_end_with_zero_never_give_garbage(kind, lazy, n):
    probabilities = np.random.default_rng(n).random(n, dtype=np.float32)
    probabilities[-1] = 0.0
    categorical = model.Categorical(probabilities, lazy=lazy, perfect=False)
    with contextlib.suppress(KeyError):
        round_trip(kind, [n - 1, 0, n - 2, n - 1], categorical)


@all_kinds
@pytest.mark.parametrize(
    "options", [{"perfect": True}, {"perfect": False}, {"lazy": True}, {"quantization": "integer"}], ids=str
)
def test_probabilities_in_fortran_order_equal_those_in_c_order(kind, options):
    rows = np.random.default_rng(5).random((4, 6))
    symbols = np.array([5, 0, 3, 1], dtype=np.int32)
    family = model.Categorical(**options)
    columns = np.asfortranarray(rows)
    assert not columns.flags.c_contiguous
    assert state(encoded(kind, symbols, family, columns)) == state(encoded(kind, symbols, family, rows))
    round_trip(kind, symbols, family, columns)


@all_kinds
@pytest.mark.parametrize("n, p", [(999, 0.47), (950, 0.55), (2000, 1 - 1e-9)])
def test_binomials_decode_without_hanging(kind, n, p):
    start = time.monotonic()
    round_trip(kind, [0, n, int(n * p), n // 2, n - 1], model.Binomial(n, p))
    assert time.monotonic() - start < 10


@all_kinds
@pytest.mark.parametrize("amount", [2**62, 2**63 - 1, 2**64, 2**100, -1, (2**40, 2**40), (3, -1)])
def test_an_absurd_amount_is_a_quick_value_error(kind, amount):
    source = reader(encoded(kind, SYMBOLS, GAUSSIAN))
    before, start = state(source), time.monotonic()
    with pytest.raises(ValueError):
        source.decode(GAUSSIAN, amount)
    assert time.monotonic() - start < 1 and state(source) == before


INVALID = [
    (lambda *a: model.Categorical(list(a), perfect=False), (0.5, -0.1, 0.6)),
    (lambda *a: model.Categorical(list(a), perfect=True), (0.5, -0.1, 0.6)),
    (lambda *a: model.Categorical(list(a), lazy=True), (0.5, NAN, 0.6)),
    (lambda *a: model.Categorical(list(a)), (0.5, INF, 0.6)),
    (lambda *a: model.Categorical(list(a)), (0.0, 0.0)),
    (lambda *a: model.Categorical(list(a)), (1e308, 1e308)),
    (lambda *a: model.Categorical(np.array(a)), ()),
    (model.Categorical.from_frequencies, ([3, -1],)),
    (model.Categorical.from_frequencies, ([0, 0],)),
    (model.Categorical.from_frequencies, ([],)),
    (model.CategoricalLogits, ([0.0, NAN],)),
    (model.CategoricalLogits, ([],)),
    (lambda p: model.Categorical(p, lazy=True, perfect=True), ([0.5, 0.5],)),
    (lambda p: model.Categorical(p, lazy=True, quantization="fast"), ([0.5, 0.5],)),
    (lambda p: model.Categorical(p, perfect=True, quantization="perfect"), ([0.5, 0.5],)),
    (lambda p: model.Categorical(p, quantization="best"), ([0.5, 0.5],)),
    (lambda *a: model.Categorical(list(a), quantization="integer"), (0.5, NAN, 0.6)),
    (lambda *a: model.Categorical(list(a), quantization="integer"), (0.5, -0.1, 0.6)),
    (lambda *a: model.Categorical(list(a), quantization="integer"), (0.0, 0.0)),
    (lambda *a: model.Categorical(np.array(a), quantization="integer"), ()),
    (lambda *a: model.CategoricalLogits(list(a)), (-INF, -INF)),
    (model.TopK, (0,)),
    (model.TopK, (1.5,)),
    (model.TopK, (2**25,)),
    (model.TopK, (9, [1, 1], [0.5, 0.25])),
    (model.TopK, (9, [9], [0.5])),
    (model.TopK, (9, [-1], [0.5])),
    (model.TopK, (9, [1.5], [0.5])),
    (model.TopK, (9, [1, 2], [0.5])),
    (model.TopK, (9, [1, 2], [0.75, 0.5])),
    (model.TopK, (9, [1, 2], [-0.5, 0.5])),
    (model.TopK, (9, [1, 2], [NAN, 0.5])),
    (model.TopK, (2, [1, 0], [0.0, 0.0])),
    *((model.Bernoulli, (p,)) for p in (-0.1, 1.1, NAN, INF)),
    *((model.Uniform, (size,)) for size in (0, -1, 2**24 + 1, 2**40, 2**70)),
    *((model.Binomial, args) for args in ((-1, 0.5), (5, -0.1), (5, 1.5), (5, NAN), (2**24, 0.5), (2**70, 0.5))),
    *(
        (lambda *a, family=family: family(-10, 10, *a), args)
        for family in (model.QuantizedGaussian, model.QuantizedLaplace, model.QuantizedCauchy, model.QuantizedLogistic)
        for args in ((NAN, 1.0), (INF, 1.0), (-INF, 1.0), (0.0, 0.0), (0.0, -1.0), (0.0, NAN), (0.0, INF))
    ),
    *(
        (model.QuantizedGaussian, args)
        for args in ((5, 4, 0.0, 1.0), (-(2**31) - 1, 0), (0, 2**31), (0, 2**24), (0, 2**70))
    ),
    (lambda precision: model.QuantizedGaussian(0, 10, 1.0, 1.0, precision=precision), (0,)),
    (lambda precision: model.QuantizedGaussian(0, 10, 1.0, 1.0, precision=precision), (33,)),
    (lambda precision: model.QuantizedGaussian(0, 10, 1.0, 1.0, precision=precision), (3,)),
    (lambda policy: model.QuantizedGaussian(0, 10, 1.0, 1.0, zero_probability=policy), ("loose",)),
    (model.GaussianMixture, (0, 10, [0.5, 0.5], [1.0], [1.0, 1.0])),
    (model.GaussianMixture, (0, 10, [0.5, -0.5], [1.0, 2.0], [1.0, 1.0])),
    (model.GaussianMixture, (0, 10, [], [], [])),
    (lambda tables: model.CdfTable(tables, precision=4), ([[0, 4, 3, 16]],)),
    (lambda tables: model.CdfTable(tables, precision=4), ([[1, 4, 16]],)),
    (lambda tables: model.CdfTable(tables, precision=4), ([[0, 4, 15]],)),
    (lambda tables: model.CdfTable(tables, lengths=[4], precision=4), ([[0, 4, 16]],)),
    (lambda tables: model.CdfTable(tables, lengths=[3, 3], precision=4), ([[0, 4, 16]],)),
    (model.CdfTable, ([],)),
]


@pytest.mark.parametrize("make, args", INVALID, ids=lambda value: str(value) if isinstance(value, tuple) else "")
def test_invalid_parameters_of_a_model_are_value_errors(make, args):
    with pytest.raises(ValueError):
        make(*args)


@all_kinds
@pytest.mark.parametrize("family, params", [
    (model.QuantizedGaussian(-9, 9), ([0.0, NAN], [1.0, 1.0])),
    (model.QuantizedGaussian(-9, 9), ([0.0, INF], [1.0, 1.0])),
    (model.QuantizedGaussian(-9, 9), ([0.0, 0.0], [1.0, 0.0])),
    (model.QuantizedLaplace(-9, 9), ([0.0, 0.0], [1.0, -1.0])),
    (model.QuantizedCauchy(-9, 9), ([0.0, 0.0], [1.0, NAN])),
    (model.Categorical(perfect=False), ([[0.5, 0.5], [0.5, -0.5]],)),
    (model.Categorical(perfect=True), ([[0.5, 0.5], [0.0, 0.0]],)),
    (model.Categorical(lazy=True), ([[0.5, 0.5], [NAN, 0.5]],)),
    (model.Categorical(quantization="integer"), ([[0.5, 0.5], [NAN, 0.5]],)),
    (model.TopK(9), ([[1, 2], [3, 3]], [[0.5, 0.25], [0.5, 0.25]])),
    (model.TopK(9), ([[1, 2], [3, 4]], [[0.5, 0.25], [0.5, 0.75]])),
    (model.Bernoulli(), ([0.5, 1.5],)),
    (model.Uniform(), ([2, 0],)),
    (model.Uniform(), ([2, 2**24 + 1],)),
    (model.Binomial(), ([2, -1], [0.5, 0.5])),
    (model.Binomial(5), ([0.5, NAN],)),
], ids=str)  # fmt: skip
def test_invalid_parameters_of_a_call_are_value_errors_and_change_nothing(kind, family, params):
    params = [np.array(param) for param in params]
    coder = encoded(kind, SYMBOLS, GAUSSIAN)
    before = state(coder)
    with pytest.raises(ValueError):
        encode(coder, [0, 0], family, *params)
    assert state(coder) == before
    source = reader(coder)
    before = state(source)
    with pytest.raises(ValueError):
        source.decode(family, *params)
    assert state(source) == before


@all_kinds
def test_a_single_symbol_costs_nothing(kind):
    for single in (model.Uniform(1), model.Categorical([1.0]), model.QuantizedGaussian(7, 7, 0.0, 1.0)):
        first = single.support[0]
        assert single.pmf().tolist() == [1.0] and single.entropy() == 0.0
        if kind != "chain":
            # A queue has to say that it was used, and an interleaved coder which states it has.
            least = {"ans": 0, "range": 1, "interleaved": 9}
            assert encoded(kind, [first] * 1000, single).num_words() == least[kind]
        assert reader(encoded(kind, [first] * 3, single)).decode(single, 3).tolist() == [first] * 3


def test_empty_calls_change_nothing():
    empty = np.zeros(0)
    calls = [
        (np.zeros(0, dtype=np.int64), (GAUSSIAN,)),
        ([], (GAUSSIAN,)),
        (np.zeros((0, 3), dtype=np.uint8), (GAUSSIAN,)),
        (np.zeros(0, dtype=np.int32), (model.QuantizedGaussian(-9, 9), empty, empty)),
        (np.zeros((2, 0), dtype=np.int32), (model.QuantizedGaussian(-9, 9), np.zeros((2, 0)), 1.0)),
        (np.zeros(0, dtype=np.int32), (model.Categorical(perfect=False), np.zeros((0, 4)))),
        (np.zeros(0, dtype=np.int32), (model.Uniform(), np.zeros(0, dtype=np.int32))),
        (np.zeros(0, dtype=np.int32), (model.Binomial(), np.zeros(0, dtype=np.int32), empty)),
    ]
    for kind in coders.KINDS:
        for symbols, args in calls:
            coder = encoded(kind, symbols, *args)
            assert state(coder) == state(new(kind))
            shape = np.shape(symbols)
            assert reader(coder).decode(args[0], *(args[1:] or [shape])).shape == shape


def test_coders_without_data_are_as_new():
    for words in ([], np.zeros(0, dtype=np.uint32)):
        assert AnsCoder(words).is_empty() and RangeDecoder(words).maybe_exhausted()
        with pytest.raises(ValueError):
            ChainCoder(words)


@pytest.mark.parametrize(
    "position, value", [(0, 2**64), (0, -1), (10**6, 2**33), (2**70, 2**33), (-1, 2**33), (3, 5), (1, 0)]
)
def test_seek_of_a_stack_refuses_what_no_coder_is_in(position, value):
    coder = encoded("ans", np.tile(SYMBOLS, 50), GAUSSIAN)
    before = state(coder)
    with pytest.raises(ValueError):
        coder.seek(position, value)
    assert state(coder) == before


@pytest.mark.parametrize(
    "position, value", [(10**6, (0, 2**64 - 1)), (0, (0, 0)), (0, (0, 2**31)), (0, (2**64, 2**63)), (-1, (0, 2**63))]
)
def test_seek_of_a_queue_refuses_what_no_coder_is_in(position, value):
    decoder = encoded("range", np.tile(SYMBOLS, 50), GAUSSIAN).get_decoder()
    before = state(decoder)
    with pytest.raises(ValueError):
        decoder.seek(position, value)
    assert state(decoder) == before


def test_seek_goes_back_to_where_pos_was():
    coder, positions = AnsCoder(), []
    for symbol in SYMBOLS.tolist() * 20:
        positions.append(coder.pos())
        coder.encode_reverse(symbol, GAUSSIAN)
    for position in positions[::-7]:
        coder.seek(*position)
        assert coder.pos() == position
    encoder, positions, symbols = RangeEncoder(), [], SYMBOLS.tolist() * 20
    for symbol in symbols:
        positions.append(encoder.pos())
        encoder.encode(symbol, GAUSSIAN)
    decoder = encoder.get_decoder()
    for index in (50, 3, 99, 0):
        decoder.seek(*positions[index])
        assert decoder.decode(GAUSSIAN, 100 - index).tolist() == symbols[index:]
        decoder.seek(*positions[index])
        assert decoder.pos() == positions[index]


@pytest.mark.parametrize("kept", range(9))
def test_a_truncated_stream_decodes_or_is_a_value_error(kept):
    symbols = np.tile(SYMBOLS, 12)
    for kind, start in (("ans", AnsCoder), ("range", RangeDecoder), ("chain", ChainCoder)):
        words = coders.FILLER[:9] if kind == "chain" else encoded(kind, symbols, GAUSSIAN).get_compressed()
        try:
            source = start(words[:kept])
            before = state(source)
            decoded = source.decode(GAUSSIAN, len(symbols))
            assert decoded.shape == symbols.shape and decoded.min() >= -100 and decoded.max() <= 100
        except ValueError:
            if kind == "chain" and kept < 2:
                continue
            assert state(source) == before


@all_kinds
def test_a_failing_call_leaves_the_coder_as_it_was(kind):
    coder = encoded(kind, SYMBOLS, GAUSSIAN)
    family = model.QuantizedGaussian(-100, 100)
    bad_calls = [
        ([1, 2, 101], GAUSSIAN),
        ([101, 2, 1], GAUSSIAN),
        ([1, 2**40], GAUSSIAN),
        ([1.5], GAUSSIAN),
        ([1, 2], family),
        ([1, 2], family, [1.0] * 3, [2.0] * 3),
        ([1, 2], family, [1.0, NAN], [2.0, 2.0]),
        ([1, 2], None),
        (["a"], GAUSSIAN),
        ([0, 1, 2], model.Uniform(2)),
    ]
    before = state(coder)
    for call in bad_calls:
        with pytest.raises((KeyError, ValueError, TypeError)):
            encode(coder, *call)
        assert state(coder) == before
    source = reader(coder)
    before = state(source)
    for args in [
        (GAUSSIAN, -1),
        (GAUSSIAN, 1.5),
        (GAUSSIAN, "x"),
        (GAUSSIAN, 1, 2),
        (family,),
        (family, [1.0]),
        (None, 3),
    ]:
        with pytest.raises((ValueError, TypeError)):
            source.decode(*args)
        assert state(source) == before


def test_a_chain_coder_without_enough_data_is_left_as_it_was():
    coder = ChainCoder(coders.FILLER[:5])
    before = state(coder)
    with pytest.raises(ValueError):
        coder.decode(GAUSSIAN, 1000)
    assert state(coder) == before
    with pytest.raises(ValueError):
        coder.encode_reverse(np.zeros(1000, dtype=np.int32), model.Uniform(1 << 20))
    assert state(coder) == before


def test_a_queue_of_other_data_is_a_value_error():
    decoder = RangeDecoder([2**32 - 1, 2**32 - 1])
    before = decoder.pos()
    with pytest.raises(ValueError):
        decoder.decode(GAUSSIAN, 3)
    assert decoder.pos() == before


def test_unsealing_what_was_not_sealed_is_a_value_error():
    coder = encoded("ans", SYMBOLS, GAUSSIAN)
    before = state(coder)
    with pytest.raises(ValueError):
        coder.get_compressed(unseal=True)
    assert state(coder) == before
    with pytest.raises(ValueError):
        ChainCoder(coders.FILLER, is_remainders=True, seal=True)
    with pytest.raises(ValueError):
        AnsCoder([1, 2, 0])


class Oops(Exception):
    pass


def raises_after(calls, error, cdf):
    def wrapped(x, *params):
        nonlocal calls
        calls -= 1
        if calls < 0:
            raise error
        return cdf(x, *params)

    return wrapped


def ramp(x, *_):
    return min(max((x + 10.5) / 21, 0.0), 1.0)


def ramp_inverse(q, *_):
    return q * 21 - 10.5


@all_kinds
@pytest.mark.parametrize(
    "error", [Oops("mine"), ZeroDivisionError("x"), KeyboardInterrupt(), SystemExit(3), MemoryError()], ids=repr
)
@pytest.mark.parametrize("calls", [0, 3])
def test_an_exception_in_a_custom_model_comes_out_as_itself(kind, error, calls):
    good = model.CustomModel(ramp, ramp_inverse, -10, 10)
    coder = encoded(kind, [1, -5, 9, 0], good)
    before = state(coder)
    with pytest.raises(type(error)) as caught:
        encode(coder, [1, 2, 3, 4], model.CustomModel(raises_after(calls, error, ramp), ramp_inverse, -10, 10))
    assert caught.value is error and state(coder) == before

    source = reader(coder)
    before = state(source)
    for bad in (
        model.CustomModel(raises_after(calls, error, ramp), ramp_inverse, -10, 10),
        model.CustomModel(ramp, raises_after(0, error, ramp_inverse), -10, 10),
    ):
        with pytest.raises(type(error)) as caught:
            source.decode(bad, 4)
        assert caught.value is error and state(source) == before
    assert source.decode(good, 4).tolist() == [1, -5, 9, 0]


@all_kinds
@pytest.mark.parametrize(
    "bad", [lambda x: "a", lambda x: None, lambda x: 2.0, lambda x: -1.0, lambda x: -x, lambda: 0.5]
)
def test_a_cdf_that_is_none_is_an_error(kind, bad):
    custom = model.CustomModel(bad, ramp_inverse, -10, 10)
    coder = encoded(kind, SYMBOLS, GAUSSIAN)
    before = state(coder)
    with pytest.raises((ValueError, TypeError)):
        encode(coder, np.arange(-10, 11), custom)
    assert state(coder) == before


@all_kinds
@pytest.mark.parametrize("inverse", [lambda q: NAN, lambda q: INF, lambda q: -1e300, lambda q: 0.0])
def test_a_useless_inverse_changes_no_symbol(kind, inverse):
    custom = model.CustomModel(ramp, inverse, -10, 10)
    assert reader(encoded(kind, [1, -10, 10, 0], custom)).decode(custom, 4).tolist() == [1, -10, 10, 0]


def test_a_cdf_that_uses_the_coder_does_not_crash():
    coder = AnsCoder()

    def cdf(x):
        coder.encode_reverse(1, model.Uniform(2))
        return ramp(x)

    with contextlib.suppress(RuntimeError, ValueError):
        coder.encode_reverse([1, 2], model.CustomModel(cdf, ramp_inverse, -10, 10))
    assert coder.num_bits() >= 0


def test_the_base_class_cannot_be_constructed():
    with pytest.raises(TypeError):
        model.Model()


GARBAGE = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=3),
    st.binary(max_size=5),
    st.lists(st.integers() | st.floats() | st.none(), max_size=4),
    st.tuples(st.integers(), st.integers()),
    st.sampled_from(
        [model.Uniform, GAUSSIAN, model.Categorical(), print, object(), {}, np.float32(1), np.datetime64("2020")]
    ),
    hnp.arrays(
        st.one_of(
            hnp.integer_dtypes(), hnp.floating_dtypes(), hnp.complex_number_dtypes(), hnp.unicode_string_dtypes()
        ),
        hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=3),
    ),
)
# What Python says of wrong arguments. A panic of the native code is no Exception at all.
USUAL = (TypeError, ValueError, KeyError)


@settings(max_examples=300, deadline=None)
@given(name=st.sampled_from(model.__all__), args=st.lists(GARBAGE, max_size=5))
def test_constructors_never_panic(name, args):
    with contextlib.suppress(*USUAL):
        getattr(model, name)(*args)


@settings(max_examples=300, deadline=None)
@given(
    kind=st.sampled_from(coders.KINDS),
    entropy_model=st.sampled_from(
        [GAUSSIAN, model.QuantizedGaussian(-9, 9), model.Categorical(perfect=False), model.Uniform()]
    )
    | GARBAGE,
    symbols=GARBAGE,
    args=st.lists(GARBAGE, max_size=3),
)
def test_coders_never_panic(kind, entropy_model, symbols, args):
    coder = encoded(kind, SYMBOLS, GAUSSIAN)
    before = state(coder)
    try:
        encode(coder, symbols, entropy_model, *args)
    except USUAL:
        assert state(coder) == before
    source = reader(coder)
    before = state(source)
    amounts = [math.prod(arg) if isinstance(arg, tuple) else arg for arg in args]
    if any(isinstance(amount, int) and 10**6 < amount < 10**12 for amount in amounts):
        return  # It is allowed to take its time.
    try:
        source.decode(entropy_model, *args)
    except USUAL:
        assert state(source) == before


@settings(max_examples=200, deadline=None)
@given(make=st.sampled_from([AnsCoder, RangeDecoder, ChainCoder]), args=st.lists(GARBAGE, max_size=3))
def test_coders_are_made_or_refuse(make, args):
    with contextlib.suppress(*USUAL):
        make(*args)
