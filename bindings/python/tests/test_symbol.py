"""Claims about `constriction.symbol`, checked on an installed wheel."""

import ast
import copy
import doctest
import heapq
import inspect
import pathlib
import pickle
import signal
import threading

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from constriction import symbol
from constriction.symbol import QueueDecoder, QueueEncoder, StackCoder
from constriction.symbol.huffman import CanonicalHuffman, DecoderHuffmanTree, EncoderHuffmanTree

PROBABILITIES = np.array([0.3, 0.2, 0.4, 0.1], dtype=np.float32)
MESSAGE = [1, 3, 2, 3, 0, 1, 3, 0, 2, 1, 1, 3, 3, 1, 2, 0, 1, 3, 1]

INTEGER_CODES = [
    symbol.ExpGolomb(),
    symbol.ExpGolomb(3),
    symbol.EliasGamma(),
    symbol.EliasDelta(),
    symbol.Golomb(1),
    symbol.Golomb(1000),
    symbol.Rice(0),
    symbol.Rice(5),
    symbol.Unary(),
]
TREES = [EncoderHuffmanTree(PROBABILITIES), DecoderHuffmanTree(PROBABILITIES)]
CANONICAL = CanonicalHuffman([10, 1, 5, 0, 20], max_length=3)
ALL_CODES = [*INTEGER_CODES, *TREES, CANONICAL]
CLASSES = [
    getattr(module, name)
    for module in (symbol, symbol.huffman)
    for name in module.__all__
    if inspect.isclass(getattr(module, name))
]


def sides(code):
    """The code to encode with and the one to decode with."""
    return TREES if code in TREES else (code, code)


def state(coder):
    """All there is to know of a coder."""
    if isinstance(coder, QueueDecoder):
        return coder.__reduce__()[2]
    words, num_bits = coder.get_compressed()
    return words.tolist(), num_bits


def small_symbols(code):
    """Symbols that have a code word, none of them long."""
    return [n for n in range(5) if has_code_word(code, n)]


def has_code_word(code, n):
    try:
        code.code_word(n)
    except KeyError:
        return False
    return True


# What 0.5.0 does.


def test_a_queue_writes_the_words_of_the_published_package():
    encoder = QueueEncoder()
    for n in MESSAGE:
        assert encoder.encode_symbol(n, TREES[0]) is None
    compressed, num_bits = encoder.get_compressed()
    assert (compressed.tolist(), compressed.dtype, num_bits) == ([3756389791, 61358], np.uint32, 48)
    for decoder in (QueueDecoder(compressed), encoder.get_decoder(), QueueDecoder(compressed=compressed)):
        decoded = [decoder.decode_symbol(codebook=TREES[1]) for _ in MESSAGE]
        assert decoded == MESSAGE
        assert all(type(n) is int for n in decoded)


def test_a_stack_writes_the_words_of_the_published_package():
    coder = StackCoder()
    for n in reversed(MESSAGE):
        coder.encode_symbol(symbol=n, codebook=TREES[0])
    compressed, num_bits = coder.get_compressed()
    assert (compressed.tolist(), compressed.dtype, num_bits) == ([2818274807, 129455], np.uint32, 48)
    assert [coder.decode_symbol(TREES[1]) for _ in MESSAGE] == MESSAGE
    assert coder.is_empty()


def test_empty_coders_have_the_words_of_the_published_package():
    assert state(QueueEncoder()) == ([], 0)
    assert state(StackCoder()) == ([1], 0)


def reference_code(weights):
    """Huffman's algorithm, with the sums of the type of the weights."""
    heap = [(weight, index) for index, weight in enumerate(weights)]
    heapq.heapify(heap)
    children, number = {}, len(weights)
    while len(heap) > 1:
        (a, i), (b, j) = heapq.heappop(heap), heapq.heappop(heap)
        children[number] = (i, j)
        heapq.heappush(heap, (a + b, number))
        number += 1
    words, todo = {}, [(number - 1, "")]
    while todo:
        node, word = todo.pop()
        if node in children:
            todo += [(child, word + bit) for child, bit in zip(children[node], "01")]
        else:
            words[node] = word
    return [words[index] for index in range(len(weights))]


@given(
    st.sampled_from([np.float16, np.float32, np.float64, np.int64, np.uint8]).flatmap(
        lambda dtype: hnp.arrays(
            dtype,
            st.integers(1, 40),
            elements=st.integers(0, 100) if np.issubdtype(dtype, np.integer) else st.floats(0, 1, width=16),
        )
    )
)
def test_trees_are_those_of_huffmans_algorithm(weights):
    if weights.dtype == np.float16:
        expected = reference_code(list(weights.astype(np.float32)))
    elif np.issubdtype(weights.dtype, np.integer):
        expected = reference_code(weights.tolist())
    else:
        expected = reference_code(list(weights))
    for tree in (EncoderHuffmanTree(weights), DecoderHuffmanTree(weights)):
        assert [tree.code_word(n) for n in range(len(weights))] == expected
    message = np.arange(len(weights))
    encoder = QueueEncoder()
    encoder.encode_symbols(message, EncoderHuffmanTree(weights))
    decoded = encoder.get_decoder().decode_symbols(DecoderHuffmanTree(weights), len(weights))
    np.testing.assert_array_equal(decoded, message)


def test_floats_are_summed_in_their_own_type():
    weights = np.array([1.0, 2.0**-30, 1.0, 1.0], dtype=np.float64)
    rounded = EncoderHuffmanTree(weights.astype(np.float32))
    exact = EncoderHuffmanTree(weights)
    assert [rounded.code_word(n) for n in range(4)] == reference_code(list(weights.astype(np.float32)))
    assert [exact.code_word(n) for n in range(4)] == reference_code(list(weights))
    assert EncoderHuffmanTree(weights.tolist()) == exact != rounded


def test_the_old_name_warns_and_returns_the_same():
    for coder in (QueueEncoder(), StackCoder()):
        coder.encode_symbol(2, TREES[0])
        with pytest.warns(DeprecationWarning, match="use get_compressed") as warnings:
            words, num_bits = coder.get_compressed_and_bitrate()
        assert (words.tolist(), num_bits) == state(coder)
        assert warnings[0].filename == __file__


# What was wrong in 0.5.0.


@given(st.lists(st.integers(0, 3), max_size=200))
def test_a_stack_is_reloaded_from_its_words(message):
    coder = StackCoder()
    coder.encode_symbols_reverse(message, TREES[0])
    reloaded = StackCoder(coder.get_compressed()[0])
    assert state(reloaded) == state(coder)
    assert reloaded.decode_symbols(TREES[1], len(message)).tolist() == message
    assert reloaded.is_empty()


def test_stack_words_must_not_end_in_zero():
    with pytest.raises(ValueError, match="must not be 0"):
        StackCoder(np.array([1, 0], dtype=np.uint32))


@pytest.mark.parametrize("tree", [EncoderHuffmanTree, DecoderHuffmanTree, CanonicalHuffman])
@pytest.mark.parametrize(
    "weights",
    [[], [1.0, -0.5], [1.0, float("nan")], [1.0, float("inf")], [3, -1], [[0.5, 0.5]], np.float64(1.0)],
)
def test_invalid_probabilities_are_a_value_error(tree, weights):
    with pytest.raises(ValueError):
        tree(weights)
    if np.ndim(weights) == 1:
        with pytest.raises(ValueError):
            tree(np.array(weights, dtype=np.float32))


@pytest.mark.parametrize("weights", ["ab", [True, False], [1j], None, [2**70], [[1], [1, 2]]])
def test_probabilities_that_are_no_numbers_are_an_error(weights):
    with pytest.raises((TypeError, ValueError)):
        EncoderHuffmanTree(weights)


@pytest.mark.parametrize("code", [code for code in ALL_CODES if code is not TREES[1]], ids=repr)
@pytest.mark.parametrize("make", [QueueEncoder, StackCoder])
@pytest.mark.parametrize(
    ("bad", "error"),
    [
        (-1, KeyError),
        (2**64, KeyError),
        (-(2**64), KeyError),
        (10**5000, KeyError),
        (np.int8(-3), KeyError),
        (1.0, TypeError),
        (np.float32(1.0), TypeError),
        ("1", TypeError),
        (None, TypeError),
        (np.array([1]), TypeError),
    ],
    ids=["negative", "large", "small", "huge", "numpy", "float", "float32", "str", "none", "array"],
)
def test_what_is_no_symbol_is_an_error_and_changes_nothing(code, make, bad, error):
    coder = make()
    coder.encode_symbol(small_symbols(code)[0], code)
    before = state(coder)
    with pytest.raises(error) as info:
        coder.encode_symbol(bad, code)
    if error is KeyError and abs(int(bad)) < 10**100:
        assert str(bad) in str(info.value)
    assert state(coder) == before


@pytest.mark.parametrize("make", [QueueEncoder, StackCoder])
def test_unknown_symbols_are_a_key_error_with_symbol_and_index(make):
    coder = make()
    bulk = coder.encode_symbols if make is QueueEncoder else coder.encode_symbols_reverse
    coder.encode_symbol(1, TREES[0])
    before = state(coder)
    with pytest.raises(KeyError, match="the symbol 4 has no code word"):
        coder.encode_symbol(4, TREES[0])
    for message, bad in (([0, 1, 4, 2], 4), ([0, 1, -4, 2], -4), ([0, 1, 2**65, 2], 2**65)):
        with pytest.raises(KeyError, match=f"the symbol {bad} at index 2 has no code word"):
            bulk(message, TREES[0])
        assert state(coder) == before
    with pytest.raises(KeyError, match="the symbol 3 "):
        coder.encode_symbol(3, CANONICAL)
    with pytest.raises(KeyError, match="the symbol 0 "):
        coder.encode_symbol(0, symbol.EliasGamma())
    assert state(coder) == before


def test_running_out_of_bits_is_a_value_error_and_changes_nothing():
    for decoder in (QueueDecoder(np.array([], dtype=np.uint32)), StackCoder(), QueueDecoder([0xFFFF_FFFF])):
        before = state(decoder)
        for code in (TREES[1], CANONICAL, symbol.ExpGolomb()):
            with pytest.raises(ValueError):
                decoder.decode_symbols(code, 100)
            assert state(decoder) == before
    with pytest.raises(ValueError, match="ends within a code word"):
        QueueDecoder([]).decode_symbol(TREES[1])
    with pytest.raises(ValueError, match="ends within a code word"):
        StackCoder().decode_symbol(TREES[1])


def test_a_long_code_word_that_fails_is_not_taken_in_part():
    decoder = QueueDecoder(np.zeros(10, dtype=np.uint32))
    with pytest.raises(ValueError):
        decoder.decode_symbol(symbol.Unary())
    assert decoder.pos() == 0
    coder = StackCoder([0] * 10 + [1])
    with pytest.raises(ValueError):
        coder.decode_symbol(symbol.Unary())
    assert coder.num_bits() == 320


def test_the_wrong_side_of_a_tree_is_a_type_error():
    for coder in (QueueEncoder(), StackCoder()):
        with pytest.raises(TypeError, match="DecoderHuffmanTree"):
            coder.encode_symbol(0, TREES[1])
        with pytest.raises(TypeError):
            coder.encode_symbol(0, PROBABILITIES)
    for coder in (QueueDecoder([5]), StackCoder([5])):
        with pytest.raises(TypeError, match="EncoderHuffmanTree"):
            coder.decode_symbol(TREES[0])
        with pytest.raises(TypeError, match="EncoderHuffmanTree"):
            coder.decode_symbols(TREES[0], 3)


# Many symbols at once.


@pytest.mark.parametrize("code", [code for code in ALL_CODES if code is not TREES[1]], ids=repr)
@given(data=st.data())
def test_many_symbols_are_the_same_as_one_by_one(code, data):
    encoder_code, decoder_code = sides(code)
    if code in INTEGER_CODES:
        symbols = st.integers(1, 3000)
    else:
        symbols = st.sampled_from(small_symbols(code))
    message = data.draw(st.lists(symbols, max_size=60))
    queue, one_by_one = QueueEncoder(), QueueEncoder()
    queue.encode_symbols(message, encoder_code)
    for n in message:
        one_by_one.encode_symbol(n, encoder_code)
    assert state(queue) == state(one_by_one)
    assert queue.num_bits() == sum(code.code_length(n) for n in message)
    stack, one_by_one = StackCoder(), StackCoder()
    stack.encode_symbols_reverse(message, encoder_code)
    for n in reversed(message):
        one_by_one.encode_symbol(n, encoder_code)
    assert state(stack) == state(one_by_one)
    for decoder in (queue.get_decoder(), stack):
        half = len(message) // 2
        assert decoder.decode_symbols(decoder_code, half).tolist() == message[:half]
        assert [decoder.decode_symbol(decoder_code) for _ in message[half:]] == message[half:]
    assert stack.is_empty()


@pytest.mark.parametrize("make", [QueueEncoder, StackCoder])
def test_symbols_come_in_any_integer_type_and_layout(make):
    def encoded(symbols):
        coder = make()
        (coder.encode_symbols if make is QueueEncoder else coder.encode_symbols_reverse)(symbols, TREES[0])
        return state(coder)

    grid = np.array(MESSAGE[:12]).reshape(3, 4)
    expected = encoded(MESSAGE[:12])
    for dtype in (np.int8, np.int16, np.int32, np.int64, np.uint8, np.uint16, np.uint32, np.uint64, ">i4", ">u8"):
        assert encoded(grid.astype(dtype)) == expected
        assert encoded(np.asfortranarray(grid.astype(dtype))) == expected
    wide = np.zeros((3, 8), dtype=np.int32)
    wide[:, ::2] = grid
    assert encoded(wide[:, ::2]) == expected
    assert encoded(grid[::-1][::-1]) == expected
    read_only = grid.astype(np.int32)
    read_only.flags.writeable = False
    assert encoded(read_only) == expected
    misaligned = np.frombuffer(b"\0" + grid.astype(np.int32).tobytes(), dtype=np.uint8)[1:].view(np.int32)
    assert encoded(misaligned) == expected
    assert encoded(memoryview(grid.astype(np.uint8).tobytes())) == expected
    assert encoded(grid.astype(object)) == expected
    assert encoded(tuple(MESSAGE[:12])) == expected
    assert encoded([True, False]) == encoded([1, 0]) == encoded(np.array([True, False]))
    assert encoded([0, np.int64(1), np.array(2), True]) == encoded([0, 1, 2, 1])
    assert encoded(2) == encoded(np.array(2)) == encoded([2])
    assert encoded([]) == encoded(np.zeros((0, 3))) == state(make())
    for bad in ([0.5], ["a"], None, np.array([1.0])):
        with pytest.raises(TypeError):
            encoded(bad)


@pytest.mark.parametrize("dtype", ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"])
def test_decoded_symbols_have_the_type_asked_for(dtype):
    limit = int(np.iinfo(dtype).max)
    for code in (symbol.ExpGolomb(), symbol.EliasDelta()):
        encoder, stack = QueueEncoder(), StackCoder()
        encoder.encode_symbols([1, limit], code)
        stack.encode_symbols_reverse([1, limit], code)
        for decoder in (encoder.get_decoder(), stack):
            decoded = decoder.decode_symbols(code, 2, dtype=dtype)
            assert (decoded.tolist(), decoded.dtype) == ([1, limit], np.dtype(dtype))


@pytest.mark.parametrize("dtype", [None, "int32", "int8", np.uint16])
def test_a_symbol_too_large_for_the_type_is_an_error(dtype):
    message = [1, 2**32, 2]
    encoder, stack = QueueEncoder(), StackCoder()
    encoder.encode_symbols(message, symbol.ExpGolomb())
    stack.encode_symbols_reverse(message, symbol.ExpGolomb())
    for decoder in (encoder.get_decoder(), stack):
        before = state(decoder)
        with pytest.raises(ValueError, match=r"the symbol 4294967296 at index 1 is too large for u?int"):
            decoder.decode_symbols(symbol.ExpGolomb(), 3, dtype=dtype)
        assert state(decoder) == before
        assert decoder.decode_symbols(symbol.ExpGolomb(), 3, dtype=np.int64).tolist() == message


def test_amounts_and_types_are_checked():
    decoder = QueueDecoder([1])
    for amount in (-1, 2**70):
        with pytest.raises(ValueError, match="amt"):
            decoder.decode_symbols(symbol.Unary(), amount)
    for amount in (1.0, "1", None):
        with pytest.raises(TypeError):
            decoder.decode_symbols(symbol.Unary(), amount)
    with pytest.raises(ValueError):
        decoder.decode_symbols(symbol.Unary(), 2**62)
    for dtype in (float, bool, "U1", object):
        with pytest.raises(TypeError):
            decoder.decode_symbols(symbol.Unary(), 1, dtype=dtype)
    assert decoder.decode_symbols(symbol.Unary(), np.int64(1)).tolist() == [0]
    assert decoder.decode_symbols(symbol.Unary(), 0).shape == (0,)


def test_calls_of_many_chunks_are_all_or_nothing():
    count = 5 << 19
    message = np.random.default_rng(3).integers(0, 4, count, dtype=np.int32)
    queue, stack = QueueEncoder(), StackCoder()
    queue.encode_symbols(message, TREES[0])
    stack.encode_symbols_reverse(message, TREES[0])
    before = state(stack)
    for bad in (3, 1 << 20, count - 5):
        wrong = message.copy()
        wrong[bad] = 7
        for coder, encode in ((queue, queue.encode_symbols), (stack, stack.encode_symbols_reverse)):
            num_bits = coder.num_bits()
            with pytest.raises(KeyError, match=f"the symbol 7 at index {bad} "):
                encode(wrong, TREES[0])
            assert coder.num_bits() == num_bits
    assert state(stack) == before
    decoder = queue.get_decoder()
    for coder in (decoder, stack):
        saved = state(coder)
        with pytest.raises(ValueError):
            coder.decode_symbols(TREES[1], count + 100)
        assert state(coder) == saved
        np.testing.assert_array_equal(coder.decode_symbols(TREES[1], count), message)


def test_threads_share_code_books_but_not_coders():
    message = np.random.default_rng(4).integers(0, 4, 1 << 20, dtype=np.int32)
    results = []

    def work():
        encoder = QueueEncoder()
        encoder.encode_symbols(message, TREES[0])
        results.append(encoder.get_decoder().decode_symbols(TREES[1], len(message)))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 4
    assert all(np.array_equal(result, message) for result in results)


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="needs a timer that sends a signal")
def test_a_signal_stops_a_long_call_and_changes_nothing():
    def interrupt(*_):
        raise KeyboardInterrupt

    old = signal.signal(signal.SIGALRM, interrupt)
    try:
        for decoder in (QueueDecoder([5]), StackCoder([5])):
            before = state(decoder)
            signal.setitimer(signal.ITIMER_REAL, 0.02)
            with pytest.raises(KeyboardInterrupt):
                # Code words without bits: as many as one asks for.
                decoder.decode_symbols(DecoderHuffmanTree([1.0]), 10**10)
            assert state(decoder) == before
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, old)


# Code books.


def test_integer_codes_have_the_words_of_the_textbooks():
    def words(code, symbols):
        return [code.code_word(n) for n in symbols]

    assert words(symbol.ExpGolomb(), range(5)) == ["1", "010", "011", "00100", "00101"]
    assert words(symbol.ExpGolomb(1), range(4)) == ["10", "11", "0100", "0101"]
    assert words(symbol.EliasGamma(), range(1, 5)) == ["1", "010", "011", "00100"]
    assert words(symbol.EliasDelta(), range(1, 5)) == ["1", "0100", "0101", "01100"]
    assert words(symbol.Golomb(3), range(5)) == ["10", "110", "111", "010", "0110"]
    assert words(symbol.Rice(1), range(4)) == ["10", "11", "010", "011"]
    assert words(symbol.Unary(), range(3)) == ["1", "01", "001"]
    assert symbol.ExpGolomb().code_word(2**64 - 1) == "0" * 64 + "1" + "0" * 64
    assert symbol.Unary().code_length(2**24) == 2**24 + 1
    with pytest.raises(KeyError):
        symbol.Unary().code_length(2**24 + 1)


def test_canonical_codes_are_those_of_deflate():
    code = CanonicalHuffman.from_lengths([3, 3, 3, 3, 3, 2, 4, 4])
    assert [code.code_word(n) for n in range(8)] == ["010", "011", "100", "101", "110", "00", "1110", "1111"]
    assert (code.max_length, code.num_symbols) == (4, 8)
    for lengths in (code.lengths, code.lengths.tolist(), code.lengths.astype(np.int64)):
        assert CanonicalHuffman.from_lengths(lengths) == code
    for lengths in ([], [1], [1, 0], [0, 0]):
        if sum(lengths) == 1:
            assert CanonicalHuffman.from_lengths(lengths).code_word(0) == "0"
        else:
            with pytest.raises(ValueError):
                CanonicalHuffman.from_lengths(lengths)
    for lengths in ([1, 1, 1], [2, 2], [-1, 1], [300, 1], [33, 1], [[1, 1]]):
        with pytest.raises(ValueError):
            CanonicalHuffman.from_lengths(lengths)
    for lengths in ([0.5, 1.0], ["a", "b"], [None]):
        with pytest.raises(TypeError):
            CanonicalHuffman.from_lengths(lengths)


@given(hnp.arrays(np.uint32, st.integers(2, 60), elements=st.integers(0, 2**20)), st.integers(6, 32))
def test_canonical_codes_keep_to_their_limit(weights, max_length):
    if not weights.any():
        return
    code = CanonicalHuffman(weights, max_length=max_length)
    assert code.max_length <= max_length
    assert (code.lengths > 0).tolist() == (weights > 0).tolist()
    if max_length == 32:
        positive = weights[weights > 0]
        best = [len(word) for word in reference_code(positive.tolist())] if len(positive) > 1 else [1]
        assert (weights.astype(object) * code.lengths.astype(object)).sum() == sum(
            int(weight) * length for weight, length in zip(positive, best)
        )


def test_parameters_out_of_range_are_a_value_error():
    for make in (
        lambda: CanonicalHuffman([1] * 5, max_length=2),
        lambda: CanonicalHuffman([1, 2], max_length=0),
        lambda: CanonicalHuffman([1, 2], max_length=33),
        lambda: CanonicalHuffman([1, 2], max_length=-1),
        lambda: CanonicalHuffman([0, 0]),
        lambda: symbol.Golomb(0),
        lambda: symbol.Golomb(-1),
        lambda: symbol.Golomb(2**64),
        lambda: symbol.Rice(64),
        lambda: symbol.Rice(2**40),
        lambda: symbol.ExpGolomb(64),
        lambda: symbol.ExpGolomb(-1),
    ):
        with pytest.raises(ValueError):
            make()
    for make in (lambda: symbol.Golomb(1.5), lambda: symbol.Rice("1"), lambda: symbol.ExpGolomb([]), symbol.Codebook):
        with pytest.raises(TypeError):
            make()


def test_parameters_are_visible():
    assert symbol.ExpGolomb(order=3).order == 3
    assert symbol.ExpGolomb().order == 0
    assert symbol.Golomb(divisor=7).divisor == 7
    assert symbol.Rice(low_bits=4).low_bits == 4
    assert [code.num_symbols for code in (*TREES, CANONICAL, symbol.Unary())] == [4, 4, 5, None]
    assert CANONICAL.lengths.dtype == np.uint8


@pytest.mark.parametrize("code", ALL_CODES, ids=repr)
def test_code_books_are_values(code):
    for twin in (pickle.loads(pickle.dumps(code)), copy.copy(code), copy.deepcopy(code)):
        assert twin == code
        assert not twin != code
        assert hash(twin) == hash(code)
        assert type(twin) is type(code)
    scope = {name: getattr(module, name) for module in (symbol, symbol.huffman) for name in module.__all__}
    assert eval(repr(code), {"array": np.array, "float32": np.float32, "uint8": np.uint8, **scope}) == code
    assert [other for other in ALL_CODES if other == code] == [code]
    assert code != 1
    assert code is not None
    with pytest.raises(AttributeError):
        code.order = 2


# Coders as objects.


def filled():
    """A coder of each kind."""
    queue, stack = QueueEncoder(), StackCoder()
    queue.encode_symbols(MESSAGE, TREES[0])
    stack.encode_symbols_reverse(MESSAGE, TREES[0])
    decoder = queue.get_decoder()
    decoder.decode_symbols(TREES[1], 5)
    return queue, decoder, stack


def test_copies_are_independent():
    for make in (copy.copy, copy.deepcopy, lambda c: c.clone(), lambda c: pickle.loads(pickle.dumps(c))):
        for coder in filled():
            before = state(coder)
            twin = make(coder)
            assert (type(twin), state(twin)) == (type(coder), before)
            if isinstance(twin, QueueEncoder):
                twin.encode_symbol(2, TREES[0])
            else:
                next_symbol = MESSAGE[5] if isinstance(twin, QueueDecoder) else MESSAGE[0]
                assert twin.decode_symbol(TREES[1]) == next_symbol
            assert state(coder) == before != state(twin)


@given(st.lists(st.integers(0, 200), max_size=100), st.lists(st.integers(0, 200), max_size=5))
def test_encoders_go_on_from_bytes(message, more):
    for make in (QueueEncoder, StackCoder):
        coder = make()
        encode = make.encode_symbols if make is QueueEncoder else make.encode_symbols_reverse
        encode(coder, message, symbol.Rice(3))
        data = coder.to_bytes()
        for view in (data, bytearray(data), memoryview(data), np.frombuffer(data, dtype=np.uint8)):
            assert state(make.from_bytes(view)) == state(coder)
        loaded = make.from_bytes(data)
        assert loaded.to_bytes() == data
        for each in (coder, loaded):
            encode(each, more, symbol.Rice(3))
        assert state(loaded) == state(coder)
    queue = QueueEncoder()
    queue.encode_symbols(message, symbol.Rice(3))
    for data in (queue.to_bytes(), queue.get_compressed()[0].astype("<u4").tobytes()):
        assert QueueDecoder.from_bytes(data).decode_symbols(symbol.Rice(3), len(message)).tolist() == message


def test_the_bytes_are_little_endian_words():
    queue, _, stack = filled()
    assert queue.to_bytes() == queue.get_compressed()[0].astype("<u4").tobytes() + b"\x10"
    assert stack.to_bytes() == stack.get_compressed()[0].astype("<u4").tobytes()


@given(st.binary(max_size=20))
def test_any_bytes_are_a_coder_or_a_value_error(data):
    for make in (QueueEncoder, StackCoder):
        try:
            coder = make.from_bytes(data)
        except ValueError:
            continue
        if data or make is QueueEncoder:
            assert coder.to_bytes() == data
    try:
        decoder = QueueDecoder.from_bytes(data)
    except ValueError:
        return
    try:
        while True:
            decoder.decode_symbol(symbol.EliasDelta())
    except ValueError:
        assert decoder.pos() <= 8 * len(data)


def test_bytes_that_no_encoder_wrote_are_a_value_error():
    for data in (b"", b"\1", b"\0\0\0\0", b"\0\0\0\0\x20", b"\0\0\0\x80\1", b"\0\0\0\0\0\0"):
        with pytest.raises(ValueError):
            QueueEncoder.from_bytes(data)
    for data in (b"\1", b"\0\0\0\0", b"\1\0\0\0\0"):
        with pytest.raises(ValueError):
            StackCoder.from_bytes(data)
    for make in (QueueEncoder, QueueDecoder, StackCoder):
        for data in (5, "abc", None, [1, 2]):
            with pytest.raises(TypeError):
                make.from_bytes(data)


@pytest.mark.parametrize("make", [QueueDecoder, StackCoder])
def test_words_are_checked(make):
    for words in ([3, 1], np.array([3, 1]), np.array([3, 9, 1, 9], dtype=np.uint64)[::2], (3, 1)):
        assert state(make(words)) == state(make(np.array([3, 1], dtype=np.uint32)))
    for words, error in (
        ([-1], ValueError),
        ([2**32], ValueError),
        ([[1]], ValueError),
        (1, ValueError),
        ([1.0], TypeError),
        ("a", (TypeError, ValueError)),
    ):
        with pytest.raises(error):
            make(words)


def test_clear_equals_new():
    for make in (QueueEncoder, StackCoder):
        coder = make()
        coder.encode_symbol(2, TREES[0])
        assert (coder.is_empty(), len(coder), coder.num_bits()) == (False, 1, 1)
        assert repr(coder) == f"{make.__name__}(num_bits=1)"
        coder.clear()
        assert coder.is_empty()
        assert len(coder) == 0
        assert state(coder) == state(make())


def test_a_decoder_seeks_to_where_the_encoder_was():
    encoder, places = QueueEncoder(), []
    for n in MESSAGE:
        places.append(encoder.num_bits())
        encoder.encode_symbol(n, TREES[0])
    decoder = encoder.get_decoder()
    assert not decoder.maybe_exhausted()
    for n, place in reversed(list(zip(MESSAGE, places))):
        decoder.seek(place)
        assert decoder.pos() == place
        assert decoder.decode_symbol(TREES[1]) == n
    assert repr(decoder) == f"QueueDecoder(num_words=2, pos={decoder.pos()})"
    for bad in (65, -1, 2**70):
        with pytest.raises(ValueError):
            decoder.seek(bad)
    decoder.seek(encoder.num_bits())
    assert decoder.maybe_exhausted()


# Documentation.


def documented():
    """Names and docstrings of classes and their members."""
    for each in CLASSES:
        yield each.__name__, each.__doc__
        for name, member in vars(each).items():
            if not name.startswith("_"):
                yield f"{each.__name__}.{name}", member.__doc__


@pytest.mark.parametrize(("name", "text"), list(documented()))
def test_examples_do_what_they_say(name, text):
    test = doctest.DocTestParser().get_doctest(inspect.cleandoc(text), {}, name, None, 0)
    assert doctest.DocTestRunner().run(test).failed == 0


@pytest.mark.parametrize("module", [symbol, symbol.huffman])
def test_stubs_have_the_docstrings_of_the_module(module):
    stub = pathlib.Path(module.__file__).with_suffix(".pyi")
    tree = ast.parse(stub.read_text())
    assert ast.get_docstring(tree) == module.__doc__
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            runtime = getattr(module, node.name)
            assert runtime.__module__ == module.__name__
            assert ast.get_docstring(node) == inspect.cleandoc(runtime.__doc__)
            members = {name for name in vars(runtime) if not name.startswith("_")}
            for method in node.body:
                if isinstance(method, ast.FunctionDef) and (text := ast.get_docstring(method)) is not None:
                    assert text == inspect.cleandoc(getattr(runtime, method.name).__doc__)
                    members.discard(method.name)
            assert not members
