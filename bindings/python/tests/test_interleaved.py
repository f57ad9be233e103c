"""What only interleaved coders do: numbers of states, a stream that says when it ends, bytes."""

import copy
import pickle
import tracemalloc

import numpy as np
import pytest
from constriction.stream.interleaved import InterleavedAnsCoder, decode_bytes, encode_bytes
from constriction.stream.model import Categorical, CdfTable, GaussianMixture, QuantizedGaussian, Uniform
from constriction.stream.stack import AnsCoder
from hypothesis import given
from hypothesis import strategies as st

LANES = [1, 2, 4, 8, 16, 32, 64]
RNG = np.random.default_rng(5)
COUNT = 3001
MEANS = RNG.normal(0.0, 20.0, COUNT)
STDS = RNG.uniform(0.05, 20.0, COUNT)
GAUSSIAN = QuantizedGaussian(-100, 100)
SYMBOLS = np.clip(np.rint(RNG.normal(MEANS, STDS)), -100, 100).astype(np.int32)


def encoded(lanes=None):
    coder = InterleavedAnsCoder(lanes=lanes)
    coder.encode_reverse(SYMBOLS, GAUSSIAN, MEANS, STDS)
    return coder


@pytest.mark.parametrize("count, lanes", [(1, 1), (511, 1), (512, 2), (2000, 8), (16_384, 64), (100_000, 64)])
def test_the_first_call_chooses_the_number_of_states(count, lanes):
    coder = InterleavedAnsCoder()
    assert coder.lanes is None
    coder.encode_reverse(np.zeros(count, dtype=np.uint8), Uniform(3))
    assert coder.lanes == lanes == coder.get_compressed()[-1]
    coder.encode_reverse(np.zeros(100_000, dtype=np.uint8), Uniform(3))
    assert coder.lanes == lanes
    coder.clear()
    assert coder.lanes is None


@pytest.mark.parametrize("lanes", LANES)
def test_a_number_of_states_that_is_given_stays(lanes):
    coder = encoded(lanes)
    assert coder.lanes == lanes == InterleavedAnsCoder(coder.get_compressed()).lanes
    coder.clear()
    assert coder.lanes == lanes
    coder = InterleavedAnsCoder(encoded(lanes).get_compressed())
    assert coder.decode(GAUSSIAN, MEANS, STDS).tolist() == SYMBOLS.tolist()
    assert coder.is_empty() and coder.lanes == lanes


@pytest.mark.parametrize("lanes", [0, 3, 65, 128, -1, 2**70])
def test_other_numbers_of_states_are_value_errors(lanes):
    with pytest.raises(ValueError, match="lanes"):
        InterleavedAnsCoder(lanes=lanes)


def test_compressed_data_brings_its_number_of_states():
    with pytest.raises(ValueError, match="lanes"):
        InterleavedAnsCoder(encoded().get_compressed(), lanes=8)
    with pytest.raises(TypeError):
        InterleavedAnsCoder(lanes=1.5)


@pytest.mark.parametrize("dtype", ["i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", ">i4"])
@pytest.mark.parametrize("lanes", [1, 8, 64])
def test_symbols_of_any_type_round_trip(dtype, lanes):
    symbols = np.abs(SYMBOLS).astype(dtype)
    coder = InterleavedAnsCoder(lanes=lanes)
    coder.encode_reverse(symbols, GAUSSIAN, MEANS, STDS)
    decoded = coder.decode(GAUSSIAN, MEANS, STDS, dtype=np.dtype(dtype).newbyteorder("="))
    assert np.array_equal(decoded, symbols) and coder.is_empty()


@pytest.mark.parametrize("lanes", LANES)
def test_calls_in_pieces_equal_one_call(lanes):
    whole, pieces = encoded(lanes), InterleavedAnsCoder(lanes=lanes)
    for stop, start in ((3001, 2950), (2950, 7), (7, 6), (6, 6), (6, 0)):
        pieces.encode_reverse(SYMBOLS[start:stop], GAUSSIAN, MEANS[start:stop], STDS[start:stop])
    assert pieces.get_compressed().tolist() == whole.get_compressed().tolist()
    for start, stop in ((0, 1), (1, 100), (100, 3001)):
        decoded = pieces.decode(GAUSSIAN, MEANS[start:stop], STDS[start:stop])
        assert decoded.tolist() == SYMBOLS[start:stop].tolist()


def test_one_state_has_the_words_of_an_ans_coder_above_its_lower_bound():
    # The step is the same; an interleaved state starts at 2^32, where an ANS coder comes to by a word of 1.
    stack = AnsCoder([0, 1])
    stack.encode_reverse(SYMBOLS, GAUSSIAN, MEANS, STDS)
    words = encoded(1).get_compressed().tolist()
    assert words == [*stack.get_compressed().tolist(), 1]


def test_sizes_are_those_of_an_ans_coder_and_the_states():
    stack = AnsCoder()
    stack.encode_reverse(SYMBOLS, GAUSSIAN, MEANS, STDS)
    for lanes in LANES:
        assert 0 <= encoded(lanes).num_bits() - stack.num_bits() <= 32 + 64 * lanes


@pytest.mark.parametrize("lanes", LANES)
def test_a_stream_that_was_cut_off_is_a_value_error(lanes):
    words = encoded(lanes).get_compressed()
    for missing in (1, 2, 5, len(words) // 2):
        with pytest.raises(ValueError):
            coder = InterleavedAnsCoder(words[:-missing])
            coder.decode(GAUSSIAN, MEANS, STDS)
        coder = InterleavedAnsCoder(words[missing:])
        before = coder.get_compressed().tolist()
        with pytest.raises(ValueError):
            coder.decode(GAUSSIAN, MEANS, STDS)
        assert coder.get_compressed().tolist() == before


@pytest.mark.parametrize(
    "words", [[], [0], [3], [1], [65], [1, 2, 64], [0, 0, 1], [2**32 - 1], AnsCoder([5, 7]).get_compressed()]
)
def test_what_is_no_compressed_data_is_a_value_error(words):
    with pytest.raises(ValueError):
        InterleavedAnsCoder(words)
    with pytest.raises(ValueError):
        InterleavedAnsCoder.from_bytes(np.asarray(words, dtype="<u4").tobytes())


@given(words=st.lists(st.integers(0, 2**32 - 1), max_size=40), lanes=st.sampled_from([1, 2, 4, 8]))
def test_random_words_decode_or_are_value_errors(words, lanes):
    words = [*words, *[2**32 - 1, 1] * lanes, lanes]
    coder = InterleavedAnsCoder(words)
    before = coder.get_compressed().tolist()
    assert before == words
    try:
        assert coder.decode(QuantizedGaussian(-9, 9, 0.5, 2.0), 50).size == 50
    except ValueError:
        assert coder.get_compressed().tolist() == before


@pytest.mark.parametrize(
    "make", [InterleavedAnsCoder, lambda: InterleavedAnsCoder(lanes=8), encoded, lambda: encoded(16)]
)
@pytest.mark.parametrize(
    "duplicate", [copy.copy, copy.deepcopy, lambda coder: pickle.loads(pickle.dumps(coder)), InterleavedAnsCoder.clone]
)
def test_copies_go_on_as_the_original(make, duplicate):
    original = make()
    twin = duplicate(original)
    assert twin.lanes == original.lanes and repr(twin) == repr(original)
    for coder in (original, twin):
        coder.encode_reverse(SYMBOLS, GAUSSIAN, MEANS, STDS)
    assert twin.get_compressed().tolist() == original.get_compressed().tolist()


@pytest.mark.parametrize("lanes", LANES)
def test_mixtures_rows_and_tables_round_trip(lanes):
    rng = np.random.default_rng(6)
    symbols = rng.integers(0, 8, (37, 41))
    rows = rng.random((37, 41, 8)).astype(np.float32)
    mixture = [rng.random((37, 41, 3)) + 0.1, rng.normal(4.0, 3.0, (37, 41, 3)), rng.random((37, 41, 3)) + 0.1]
    tables = CdfTable([[0, *range(1000, 8000, 1000), 2**16], [0, *range(60_000, 60_007), 2**16]])
    indexes = rng.integers(0, 2, (37, 41))
    calls = [
        (Categorical(perfect=False), rows),
        (Categorical([3, 1, 4, 1, 5, 9, 2, 6]), (37, 41)),
        (GaussianMixture(0, 7), *mixture),
        (tables, indexes),
    ]
    coder = InterleavedAnsCoder(lanes=lanes)
    for model, *params in calls:
        coder.encode_reverse(symbols, model, *(() if isinstance(params[0], tuple) else params))
    for model, *params in reversed(calls):
        assert np.array_equal(coder.decode(model, *params), symbols)
    assert coder.is_empty()


@pytest.mark.parametrize("size", [0, 1, 2, 100, 1000, 2**20, 2**20 + 1])
@pytest.mark.parametrize("high", [1, 2, 17, 256])
def test_bytes_round_trip(size, high):
    data = np.random.default_rng(size).integers(0, high, size, dtype=np.uint8)
    compressed = encode_bytes(data)
    assert decode_bytes(compressed) == data.tobytes() == decode_bytes(bytearray(compressed), max_len=size)
    assert len(compressed) <= size + 10 + size // 2**20 + 1
    if size:
        with pytest.raises(ValueError, match="length"):
            decode_bytes(compressed, max_len=size - 1)


@pytest.mark.parametrize("size", [0, 1, 2**20, 2**20 + 1, 2**21, 2**21 + 1])
def test_bytes_do_not_depend_on_the_number_of_threads(size):
    data = np.random.default_rng(size).integers(0, 17, size, dtype=np.uint8)
    compressed = encode_bytes(data)
    for threads in (None, 1, 2, 7):
        assert encode_bytes(data, threads=threads) == compressed
        assert decode_bytes(compressed, threads=threads) == data.tobytes()


def test_errors_of_bytes_do_not_depend_on_the_number_of_threads():
    compressed = encode_bytes(np.random.default_rng(3).integers(0, 17, 2**21 + 1, dtype=np.uint8))
    for damaged in (compressed[:-1], compressed[:1000], compressed[: len(compressed) // 2], compressed + b"0"):
        messages = []
        for threads in (1, 2, 7):
            with pytest.raises(ValueError, match="compressed bytes") as error:
                decode_bytes(damaged, threads=threads)
            messages.append(str(error.value))
        assert messages == [messages[0]] * 3
    for call in (encode_bytes, decode_bytes):
        with pytest.raises(ValueError, match="threads"):
            call(compressed, threads=0)
        with pytest.raises(TypeError):
            call(compressed, threads="2")


def test_damaged_bytes_are_value_errors_or_other_bytes():
    compressed = encode_bytes(b"she sells sea shells by the sea shore " * 30)
    for kept in range(len(compressed)):
        with pytest.raises(ValueError):
            decode_bytes(compressed[:kept])
    rng = np.random.default_rng(7)
    for _ in range(500):
        damaged = bytearray(compressed)
        damaged[rng.integers(len(damaged))] ^= 1 << rng.integers(8)
        try:
            assert len(decode_bytes(damaged, max_len=10_000)) <= 10_000
        except ValueError as error:
            assert "compressed bytes" in str(error)


@pytest.mark.parametrize("data", [1, "text", None, [1, 2]])
def test_what_has_no_bytes_is_a_type_error(data):
    for call in (encode_bytes, decode_bytes):
        with pytest.raises(TypeError):
            call(data)


@pytest.mark.parametrize("kind", [bytes, bytearray, memoryview, lambda data: np.frombuffer(data, np.uint8),
                                  lambda data: np.frombuffer(data, np.int8).reshape(2, -1),
                                  lambda data: np.frombuffer(data, np.uint8).repeat(2)[::2]])  # fmt: skip
def test_bytes_may_be_in_any_buffer(kind):
    data = b"she sells sea shells by the sea shore " * 2
    assert encode_bytes(kind(data)) == encode_bytes(data)
    assert decode_bytes(np.frombuffer(encode_bytes(data), np.uint8)) == data
    assert decode_bytes(encode_bytes(kind(b"")[:0] if kind is not memoryview else b"")) == b""


def test_bytes_are_read_where_they_are():
    data = np.zeros(1 << 24, np.uint8)
    encode_bytes(data[:1000])
    tracemalloc.start()
    encode_bytes(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < data.nbytes / 2


@pytest.mark.parametrize("dtype", [np.int16, np.float32, np.uint64])
def test_items_wider_than_a_byte_are_refused_with_a_way_out(dtype):
    size = np.dtype(dtype).itemsize
    with pytest.raises(TypeError, match=f"items of {size} bytes: typesize={size} .*, typesize=1"):
        encode_bytes(np.zeros(10, dtype))
    assert encode_bytes(np.zeros(10, dtype), typesize=1) == encode_bytes(bytes(10 * size))


@pytest.mark.parametrize("dtype", [np.uint8, np.int16, np.float32, np.float64, np.complex128])
@pytest.mark.parametrize("order", [0, 1, "best"])
def test_items_of_several_bytes_come_back_shorter(dtype, order):
    array = np.cumsum(np.random.default_rng(1).integers(-9, 9, 300_000)).astype(dtype)
    size = array.itemsize
    compressed = encode_bytes(array, typesize=size, order=order)
    assert np.array_equal(np.frombuffer(decode_bytes(compressed), dtype), array)
    assert encode_bytes(array, typesize=size, order=order, threads=2) == compressed
    assert decode_bytes(compressed, threads=2) == array.tobytes()
    plain = encode_bytes(array.tobytes(), order=order)
    assert len(compressed) < len(plain) if size > 1 else compressed == plain
    # Strides are those of the array, not of the memory.
    assert decode_bytes(encode_bytes(array[::-3], typesize=size)) == array[::-3].tobytes()


def test_the_byte_before_is_a_context():
    text = b"she sells sea shells by the sea shore " * 100
    sizes = {order: len(encode_bytes(text, order=order)) for order in (0, 1, "best")}
    assert sizes[1] < sizes[0] / 2
    assert sizes["best"] == sizes[1]
    assert encode_bytes(text, order=np.int64(1)) == encode_bytes(text, order=1)
    assert decode_bytes(encode_bytes(text, order=1)) == text


@pytest.mark.parametrize("arguments, error, message", [
    ({"order": 2}, ValueError, "order must be 0, 1 or 'best', not 2"), ({"order": "worst"}, ValueError, "order must be"),
    ({"order": None}, ValueError, "order must be"), ({"typesize": 0}, ValueError, "typesize must be 1 to 16 bytes, but is 0"),
    ({"typesize": 17}, ValueError, "typesize must be 1 to 16"), ({"typesize": -1}, ValueError, "typesize"),
    ({"typesize": 2.0}, TypeError, "typesize must be an integer"),
], ids=str)  # fmt: skip
def test_other_orders_and_sizes_are_refused(arguments, error, message):
    with pytest.raises(error, match=message):
        encode_bytes(b"abc", **arguments)
