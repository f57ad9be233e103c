"""Code books."""

import copy
import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from constriction import symbol
from constriction.symbol.huffman import CanonicalHuffman
from symbol_codes import ALL_CODES, CANONICAL, TREES, reference_code


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
