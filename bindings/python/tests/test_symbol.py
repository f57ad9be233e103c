"""Symbol codes, one symbol at a time: what 0.5.0 does, and what was wrong there."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from constriction import symbol
from constriction.symbol import QueueDecoder, QueueEncoder, StackCoder
from constriction.symbol.huffman import CanonicalHuffman, DecoderHuffmanTree, EncoderHuffmanTree
from symbol_codes import ALL_CODES, CANONICAL, MESSAGE, PROBABILITIES, TREES, reference_code, small_symbols, state


# What 0.5.0 does.


def test_a_queue_writes_the_words_of_the_published_package():
    encoder = QueueEncoder()
    for n in MESSAGE:
        assert encoder.encode_symbol(n, TREES[0]) is None
    compressed, num_bits = encoder.get_compressed()
    assert (compressed.tolist(), compressed.dtype, num_bits) == ([3562972974, 0], np.uint32, 34)
    for decoder in (QueueDecoder(compressed), encoder.get_decoder(), QueueDecoder(compressed=compressed)):
        decoded = [decoder.decode_symbol(codebook=TREES[1]) for _ in MESSAGE]
        assert decoded == MESSAGE
        assert all(type(n) is int for n in decoded)


def test_a_stack_writes_the_words_of_the_published_package():
    coder = StackCoder()
    for n in reversed(MESSAGE):
        coder.encode_symbol(symbol=n, codebook=TREES[0])
    compressed, num_bits = coder.get_compressed()
    assert (compressed.tolist(), compressed.dtype, num_bits) == ([3549817004, 5], np.uint32, 34)
    assert [coder.decode_symbol(TREES[1]) for _ in MESSAGE] == MESSAGE
    assert coder.is_empty()


def test_empty_coders_have_the_words_of_the_published_package():
    assert state(QueueEncoder()) == ([], 0)
    assert state(StackCoder()) == ([1], 0)


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
