"""Symbol codes of many symbols at once."""

import signal
import threading

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from constriction import symbol
from constriction.symbol import QueueDecoder, QueueEncoder, StackCoder
from constriction.symbol.huffman import DecoderHuffmanTree
from symbol_codes import ALL_CODES, INTEGER_CODES, MESSAGE, TREES, sides, small_symbols, state


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
