"""Input that was once a wrong answer, a crash, or work without end."""

import pickle
import random
import signal
import subprocess
import sys
import warnings
from functools import partial

import numpy as np
import pytest
from constriction import _native, container, stream
from constriction.stream import adaptive, model
from constriction.stream.chain import ChainCoder
from constriction.stream.interleaved import InterleavedAnsCoder, decode_bytes, encode_bytes
from constriction.stream.queue import RangeDecoder, RangeEncoder
from constriction.stream.stack import AnsCoder
from constriction.symbol import ExpGolomb, QueueDecoder, QueueEncoder, StackCoder
from constriction.symbol.huffman import CanonicalHuffman, DecoderHuffmanTree, EncoderHuffmanTree

import coders
from coders import all_kinds, encode, encoded, reader, state

GAUSSIAN = model.QuantizedGaussian(-100, 100, 3.2, 5.1)


@pytest.mark.parametrize("take", [
    AnsCoder, RangeDecoder, InterleavedAnsCoder, QueueDecoder, StackCoder, lambda data: ChainCoder(data, seal=True),
    lambda data: AnsCoder.decode_batch([data], model.Uniform(4), 2),
    lambda data: RangeDecoder.decode_batch([data], model.Uniform(4), 2),
])  # fmt: skip
@pytest.mark.parametrize("data", [
    np.frombuffer(b"abcdefgh", np.uint8), np.frombuffer(b"abcdefgh", np.int8), b"abcdefgh", bytearray(b"abcdefgh"),
    memoryview(b"abcdefgh"), np.array([True, False]), np.array(b"abcd"),
], ids=lambda data: type(data).__name__)  # fmt: skip
def test_bytes_in_the_place_of_words_are_refused_with_the_name_of_the_call_that_was_meant(take, data):
    with pytest.raises(TypeError, match="from_bytes"):
        take(data)


def test_coders_in_the_place_of_words_are_refused_with_the_name_of_the_call_that_was_meant():
    with pytest.raises(TypeError, match=r"not RangeEncoder: call its get_compressed\(\)"):
        RangeDecoder(RangeEncoder())
    with pytest.raises(TypeError, match="not a tuple: get_compressed of symbol coders returns"):
        QueueDecoder(QueueEncoder().get_compressed())


@pytest.mark.parametrize("options", [{"perfect": False}, {"lazy": True}, {"perfect": True}], ids=str)
@pytest.mark.parametrize("probabilities, precision", [
    (np.array([1e-33, 2e-33, 3e-33], np.float32), 24), (np.array([1e-36, 1e-36], np.float32), 12),
    (np.array([1e-303, 1e-303]), 24), (np.array([1e-303, 1e-303]), 32), (np.array([5e-324, 5e-324]), 24),
])  # fmt: skip
def test_probabilities_that_are_too_small_to_be_scaled_are_value_errors(probabilities, precision, options):
    if options.get("perfect") and probabilities.dtype == np.float32:
        made = model.Categorical(probabilities, precision=precision, **options)
        assert np.allclose(made.pmf(), probabilities / probabilities.sum(), atol=2.0**-precision)
        return
    with pytest.raises(ValueError, match="too little") as info:
        model.Categorical(probabilities, precision=precision, **options)
    assert len(str(info.value)) < 100
    with pytest.raises(ValueError, match="too little"):
        AnsCoder().encode_reverse([0, 0], model.Categorical(precision=precision, **options), [probabilities] * 2)


@all_kinds
@pytest.mark.parametrize("dimensions", [33, 64, 65, 1000])
def test_shapes_of_many_dimensions_are_no_panic(kind, dimensions):
    source = reader(encoded(kind, [1, 2, 3], GAUSSIAN))
    before = state(source)
    if dimensions <= 64 and int(np.__version__.split(".")[0]) >= 2:
        assert source.decode(GAUSSIAN, (1,) * dimensions).ndim == dimensions
        return
    with pytest.raises(ValueError):
        source.decode(GAUSSIAN, (1,) * dimensions)
    assert state(source) == before


@pytest.mark.parametrize("held", [10**12, 2**62, 2**63 - 1])
def test_a_count_in_a_pickle_allocates_nothing(held):
    with pytest.raises((ValueError, MemoryError)):
        _native._load_range_encoder(b"\1\0\0\0", (2**64 - 2**33, 2**40), (7, held), None)


def test_parts_from_nowhere_are_refused_or_are_those_of_a_coder():
    rng = random.Random(11)

    def number(bits):
        return rng.choice([0, 1, 2, 2**bits - 1, 2 ** (bits - 1), rng.getrandbits(bits)])

    def words():
        return rng.randbytes(4 * rng.randrange(6))

    interleaved = encoded("interleaved", [1, 2, 3], GAUSSIAN).to_bytes()
    parts = {
        "_load_ans_coder": lambda: (words(), number(64)),
        "_load_range_encoder": lambda: (words(), (number(64), number(64)), (number(32), rng.randrange(300))),
        "_load_range_decoder": lambda: (words(), number(2), (number(64), number(64)), number(64), number(63)),
        "_load_chain_coder": lambda: (words(), words(), (number(32), number(39))),
        "_load_interleaved_ans_coder": lambda: (bytes(rng.choice([byte, rng.randrange(256)]) for byte in interleaved),),
    }
    made = dict.fromkeys(parts, 0)
    for name, make in parts.items():
        for _ in range(500):
            try:
                coder = getattr(_native, name)(*make(), rng.choice([None, (number(64), number(62))]))
            except ValueError:
                continue
            made[name] += 1
            before = pickle.dumps(coder)
            assert pickle.dumps(pickle.loads(before)) == before
            try:
                coder.decode(GAUSSIAN, 3) if hasattr(coder, "decode") else coder.encode([1, 2, 3], GAUSSIAN)
            except ValueError:
                assert pickle.dumps(coder) == before
    assert min(made.values()) > 10, made


def test_a_decoder_that_read_less_than_its_point_has_is_a_value_error():
    with pytest.raises(ValueError, match="not the parts of a range decoder"):
        _native._load_range_decoder(b"\1\0\0\0", 1, (0, 2**64 - 1), 5, 0, None)


def test_tables_can_have_all_32_bits():
    halves = model.CdfTable(np.array([[0, 2**31, 2**32]], np.uint64), precision=32)
    assert halves.pmf([0, 1], [0, 0]).tolist() == [0.5, 0.5]
    lists = model.CdfTable([[0, 2**31, 2**32, 0], [0, 1, 2, 2**32]], [3, 4], [-1, 0], precision=32)
    coder = AnsCoder()
    coder.encode_reverse([-1, 0, 2, 1, 0], lists, [0, 0, 1, 1, 1])
    assert coder.decode(lists, [0, 0, 1, 1, 1]).tolist() == [-1, 0, 2, 1, 0]
    assert pickle.loads(pickle.dumps(lists)) == lists
    for wrong in [[0, 2**32], [0, 2**31, 0], [0, 2**32, 2**32], [0, 2**31, 2**32 + 1]]:
        with pytest.raises(ValueError, match="table 0"):
            model.CdfTable([wrong], precision=32)


def test_what_is_after_the_length_of_a_table_does_not_count():
    table = model.CdfTable([[0, 4, 16, -1], [0, 2, 3, 16]], lengths=[3, 4], precision=4)
    assert table == model.CdfTable([[0, 4, 16], [0, 2, 3, 16]], precision=4)
    with pytest.raises(ValueError, match="table 1"):
        model.CdfTable([[0, 4, 16, -1], [0, -2, 3, 16]], lengths=[3, 4], precision=4)


def test_tables_name_themselves_in_errors():
    with pytest.raises(TypeError, match="table 1 must be integers"):
        model.CdfTable([[0, 16], [0, 0.5]], precision=4)
    with pytest.raises(TypeError, match="table 0 must be integers"):
        model.CdfTable(np.array([[0.0, 0.5, 1.0]]))


@all_kinds
def test_escapes_code_every_integer_also_in_gaps_of_tables(kind):
    if kind == "chain":
        return
    table = model.CdfTable([[0, 5, 5, 16]], [4], [-1], precision=4, zero_probability="escape")
    symbols = [0, -1, 1, 2, -2, 2**31 - 1, -(2**31)]
    coder = encoded(kind, symbols, table, 0)
    assert reader(coder).decode(table, np.zeros(7, int)).tolist() == symbols
    assert (table.pmf(symbols, 0) > 0).all()
    assert np.isfinite(table.cost_bits(symbols, 0)).all()


@all_kinds
@pytest.mark.parametrize("vectorized", [False, True])
@pytest.mark.parametrize("cdf", [
    lambda x: 1 - (x + 5.5) / 11,
    lambda x: np.where(np.asarray(x) < 2, 0.9, 0.3),
], ids=["decreasing", "step"])  # fmt: skip
def test_functions_that_are_no_distribution_are_value_errors(kind, cdf, vectorized):
    custom = model.CustomModel(cdf, lambda q: 0.0, -5, 5, vectorized=vectorized)
    coder = encoded(kind, [1, 2, 3], GAUSSIAN)
    before = state(coder)
    with pytest.raises(ValueError, match="cumulative distribution function"):
        encode(coder, np.arange(-5, 6), custom)
    assert state(coder) == before
    source = stream.chain.ChainCoder(coders.FILLER, seal=True) if kind == "chain" else reader(coder)
    with pytest.raises(ValueError, match="cumulative distribution function"):
        for _ in range(8):
            source.decode(custom, 3)
    with pytest.raises(ValueError, match="cumulative distribution function"):
        custom.pmf()
    with pytest.raises(ValueError, match="cumulative distribution function"):
        custom.entropy()


@all_kinds
@pytest.mark.parametrize("vectorized", [False, True])
def test_nan_counts_as_zero_with_a_warning(kind, vectorized):
    custom = model.CustomModel(lambda x: x * np.nan, lambda q: 0.0, -5, 5, vectorized=vectorized)
    symbols = [5, -5, 5, 0]
    coder = encoded(kind, [1, 2, 3], GAUSSIAN)
    before = state(coder)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(RuntimeWarning, match="the cumulative distribution function is NaN at"):
            encode(coder, symbols, custom)
    assert state(coder) == before
    with pytest.warns(RuntimeWarning, match="which counts as 0"):
        if kind == "chain":
            coder = stream.chain.ChainCoder(coders.FILLER, seal=True)
            assert set(coder.decode(custom, 4).tolist()) <= set(range(-5, 6))
        else:
            coder = encoded(kind, symbols, custom)
            assert reader(coder).decode(custom, 4).tolist() == symbols
    with pytest.warns(RuntimeWarning, match="which counts as 0"):
        assert np.argmax(custom.pmf()) == 10


@pytest.mark.parametrize("policy", ["leaky", "strict", "escape"])
@pytest.mark.parametrize("make", [
    lambda **options: model.Categorical([0.5, 0, 0.25, 0.25, 0], precision=6, **options),
    lambda **options: model.CategoricalLogits([0.0, 1.0, 2.0, -np.inf, -np.inf], precision=4, **options),
    lambda **options: model.QuantizedLaplace(-9, 9, 0.0, 1.0, precision=12, **options),
    lambda **options: model.CustomModel(lambda x: min(max(x / 9, 0), 1), lambda q: 9 * q, 0, 9, precision=9, **options),
])  # fmt: skip
def test_cumulative_probabilities_and_entropies_go_with_the_probabilities(make, policy):
    made = make(zero_probability=policy)
    pmf, cdf = made.pmf(), made.cdf()
    assert len(cdf) == len(pmf) + 1 and cdf[0] == 0 and (np.diff(cdf) > 0).all()
    assert cdf[-1] == (1 - 2.0**-made.precision if policy == "escape" else 1)
    possible = pmf > 0
    assert np.allclose(np.diff(cdf)[possible], pmf[possible], rtol=0, atol=1e-12)
    assert np.isclose(made.entropy(), -np.sum(pmf[possible] * np.log2(pmf[possible])), rtol=1e-12)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("dtype", [np.uint8, np.int8, np.uint16, np.int32, np.int64, np.uint64, list])
def test_old_calls_do_not_wrap(dtype):
    def array(*symbols):
        return list(symbols) if dtype is list else np.array(symbols, dtype)

    coder = AnsCoder()
    with pytest.raises(KeyError, match="the symbol 3 at index 1"):
        coder.encode_iid_categorical_symbols_reverse(array(7, 3), 5, np.ones(100))
    with pytest.raises(KeyError, match="the symbol 105 at index 0"):
        coder.encode_iid_categorical_symbols_reverse(array(105), 5, np.ones(100))
    assert coder.is_empty()
    coder.encode_iid_categorical_symbols_reverse(array(7, 104), 5, np.ones(100))
    assert coder.decode_iid_categorical_symbols(2, 5, np.ones(100)).tolist() == [7, 104]
    coder.encode_iid_categorical_symbols_reverse(array(7, 0), -5, np.ones(100))
    assert coder.decode_iid_categorical_symbols(2, -5, np.ones(100)).tolist() == [7, 0]
    with pytest.raises(ValueError, match="32 bits"):
        coder.decode_iid_categorical_symbols(1, 2**31 - 1, np.ones(2))


class Interrupting:
    def __init__(self, error):
        self.error = error

    def __index__(self):
        raise self.error


@pytest.mark.parametrize("error", [KeyboardInterrupt, MemoryError, RuntimeError])
def test_exceptions_of_objects_are_passed_on(error):
    objects = Interrupting(error)
    for call in [
        lambda: AnsCoder().encode_reverse(objects, GAUSSIAN),
        lambda: AnsCoder().encode_reverse([objects, objects], GAUSSIAN),
        lambda: AnsCoder([1, 2]).decode(GAUSSIAN, objects),
        lambda: model.Uniform(4, precision=objects),
        lambda: model.QuantizedGaussian(objects, 4),
    ]:
        with pytest.raises(error):
            call()


class Distribution:
    @property
    def cdf(self):
        raise MemoryError


def test_exceptions_of_properties_are_passed_on():
    with pytest.raises(MemoryError):
        model.ScipyModel(Distribution(), 0, 4)


@all_kinds
def test_an_array_that_overlaps_itself_is_refused(kind):
    source = reader(encoded(kind, [1, 2, 3, 4], GAUSSIAN))
    before, memory = state(source), np.zeros(8, np.int32)
    for shape, strides in [((4,), (0,)), ((2, 2), (4, 4)), ((3, 2), (4, 8)), ((2, 2), (-4, 4))]:
        out = np.lib.stride_tricks.as_strided(memory[4:], shape, strides)
        with pytest.raises(ValueError, match="overlaps itself"):
            source.decode(GAUSSIAN, shape, out=out)
    assert state(source) == before and not memory.any()
    out = np.lib.stride_tricks.as_strided(memory, (2, 2), (16, 8))
    assert source.decode(GAUSSIAN, (2, 2), out=out).ravel().tolist() == [1, 2, 3, 4]


def test_absurd_numbers_of_threads_are_a_few():
    messages = np.zeros((3000, 1), int)
    assert len(AnsCoder.encode_batch(messages, model.Uniform(4), threads=10**6)) == 3000


def flipped(words, rng):
    words = words.copy()
    words[rng.integers(len(words))] ^= np.uint32(1 << rng.integers(32))
    return words


def test_a_flipped_bit_is_seldom_noticed_as_the_readme_says():
    rng, errors = np.random.default_rng(1), {"ans": 0, "range": 0}
    for _ in range(300):
        symbols = rng.normal(3.2, 5.1, 1000).round().astype(int)
        for kind in errors:
            words = flipped(encoded(kind, symbols, GAUSSIAN).get_compressed(), rng)
            try:
                (AnsCoder if kind == "ans" else RangeDecoder)(words).decode(GAUSSIAN, 1000)
            except ValueError:
                errors[kind] += 1
    assert errors["ans"] == 0 and 0 < errors["range"] < 30, errors


def test_rounding_many_logits_does_not_make_both_sides_equal_as_the_readme_says():
    rng = np.random.default_rng(2)
    rows = rng.normal(0, 3, (50, 50_257))
    others = rows + rng.normal(0, 1e-6, rows.shape)
    differ = (rows.astype(np.float16) != others.astype(np.float16)).any(axis=1)
    assert differ.mean() > 0.9
    assert (np.round(rows * 64) != np.round(others * 64)).any(axis=1).mean() > 0.5


def test_a_length_without_memory_is_a_memory_error():
    resource = pytest.importorskip("resource")
    program = """if True:
        import resource
        from constriction.stream.interleaved import decode_bytes
        resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
        data = bytes([0x80, 0x80, 0x80, 0x80, 0x10]) + bytes([1, 5]) * 4096
        try:
            decode_bytes(data)
        except MemoryError:
            print("there is no memory")
    """
    assert resource
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "there is no memory"


def test_code_words_without_memory_are_a_memory_error():
    pytest.importorskip("resource")
    program = """if True:
        import resource
        import numpy as np
        from constriction.symbol import Golomb, QueueEncoder, Rice, StackCoder, Unary
        resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
        for code in (Unary(), Golomb(2), Rice(1)):
            for coder in (QueueEncoder(), StackCoder()):
                coder.encode_symbol(5, code)
                bits = coder.num_bits()
                many = coder.encode_symbols if isinstance(coder, QueueEncoder) else coder.encode_symbols_reverse
                for call in (lambda: many(np.full(3000, 2**24), code), lambda: coder.encode_symbol(2**60, code)):
                    try:
                        call()
                    except MemoryError as error:
                        assert "bits" in str(error) and coder.num_bits() == bits
                        print("there is no memory")
    """
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["there is no memory"] * 12


WEIGHTS = np.random.default_rng(1).random(2**22)
BLOCK = np.random.default_rng(1).geometric(0.1, 1 << 20).astype(np.uint8).tobytes()
BLOCKS = BLOCK * 512
LONG_CALLS = {
    "encode_bytes": lambda: encode_bytes(BLOCKS),
    "decode_bytes": lambda data=b"\x80\x80\x80\x80\x02" + encode_bytes(BLOCK)[3:] * 512: decode_bytes(data),
    "decode_bytes on threads": lambda data=b"\x80\x80\x80\x80\x02" + encode_bytes(BLOCK)[3:] * 512: decode_bytes(
        data, threads=2
    ),
    "encode_bytes of items": lambda: encode_bytes(BLOCKS, order="best", typesize=4),
    "binomial": lambda: AnsCoder(np.arange(1, 9)).decode(model.Binomial(2**31 - 1, 0.5, precision=32), 10**5),
    "binomials": lambda: AnsCoder(np.arange(1, 9)).decode(model.Binomial(precision=32), np.full(10**5, 2**31 - 1), 0.5),
    "mixture": lambda made=model.GaussianMixture(-2000, 2000, np.ones(10**5), np.zeros(10**5), np.ones(10**5)): (
        AnsCoder(np.arange(1, 9)).decode(made, 10**5)
    ),
    "mixtures": lambda ones=np.ones((10**3, 10**4)): AnsCoder(np.arange(1, 9)).decode(
        model.GaussianMixture(-9, 9), ones, ones, ones
    ),
    "rows": lambda rows=np.random.default_rng(1).random((100, 2**18)): AnsCoder(np.arange(1, 9)).decode(
        model.Categorical(), rows
    ),
    "perfect table": lambda weights=WEIGHTS: model.Categorical(weights),
    "perfect table of a call": lambda weights=WEIGHTS: AnsCoder().encode_reverse([0] * 9, model.Categorical(), weights),
    "frequencies": lambda counts=(WEIGHTS * 1e6).astype(np.int64): model.Categorical.from_frequencies(counts),
    "tables of frequencies": lambda counts=(WEIGHTS * 1e6).astype(np.int64).reshape(256, -1): (
        model.CdfTable.from_frequencies(counts, precision=24)
    ),
    "tables of probabilities": lambda weights=WEIGHTS.reshape(256, -1): model.CdfTable.from_pmfs(weights, precision=24),
    "tables of models": lambda: model.CdfTable.from_models([model.Binomial(2**20, 0.5)]),
    "encoder of a tree": lambda weights=WEIGHTS: EncoderHuffmanTree(weights),
    "decoder of a tree": lambda weights=WEIGHTS: DecoderHuffmanTree(weights),
    "canonical code": lambda weights=WEIGHTS: CanonicalHuffman(weights[: 2**20]),
    "probabilities": lambda: model.Binomial(2**20, 0.5).pmf(),
    "entropy": lambda: model.Binomial(2**20, 0.5).entropy(),
    "costs": lambda: model.Binomial(2**31 - 1, 0.5, precision=32).cost_bits(np.arange(10**6)),
    "symbol code": lambda symbols=np.zeros(2**26, np.uint8): QueueEncoder().encode_symbols(symbols, ExpGolomb(3)),
    "learning model": lambda symbols=np.zeros(2**24, np.uint8): RangeEncoder().encode(symbols, adaptive.BitTree(8)),
}


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="needs a timer")
@pytest.mark.parametrize("is_written", [True, False], ids=["write", "read"])
def test_signals_end_the_writing_and_reading_of_files(tmp_path, is_written):
    path = tmp_path / "file"
    array = np.random.default_rng(1).normal(0, 20, 2**24).clip(-128, 127).astype(np.int32)
    writer = container.Writer(path)
    write = partial(writer.write, "a", array, model.QuantizedGaussian(-128, 127, 0.0, 20.0), coder="ans", chunk_rows=2**16)
    if is_written:
        ends_by_a_signal(write)
        return
    write()
    writer.close()
    reader = container.Reader(path)
    ends_by_a_signal(reader["a"].read)
    assert np.array_equal(reader["a"].read(), array)


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="needs a timer")
@pytest.mark.parametrize("call", LONG_CALLS.values(), ids=LONG_CALLS)
def test_signals_end_long_calls(call):
    ends_by_a_signal(call)


def ends_by_a_signal(call):
    ticks = []

    def interrupt(*_):
        # A call that does not look at signals sees the first tick when it is done, and no other.
        ticks.append(None)
        if len(ticks) == 2:
            raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, 0.02, 0.02)
    done = False
    try:
        call()
        signal.setitimer(signal.ITIMER_REAL, 0)
        done = True
    except KeyboardInterrupt:
        pass
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert not done


def test_a_matrix_in_a_constructor_says_where_it_belongs():
    with pytest.raises(ValueError, match="one vector: leave it out there, and give one for each symbol to the calls"):
        model.Categorical([[0.5, 0.5], [0.25, 0.75]])
    with pytest.raises(ValueError, match="one number: leave it out there"):
        model.QuantizedGaussian(-9, 9, [0.0, 1.0], 2.0)


def test_what_cannot_be_unsealed_says_why():
    coder = AnsCoder(np.array([1, 2, 3]), seal=True)
    coder.decode(GAUSSIAN, 2)
    with pytest.raises(ValueError, match="since it was sealed must be undone"):
        coder.get_compressed(unseal=True)
