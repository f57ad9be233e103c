"""Coders of symbol codes as objects, and their documentation."""

import ast
import copy
import doctest
import inspect
import pathlib
import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from constriction import symbol
from constriction.symbol import QueueDecoder, QueueEncoder, StackCoder
from symbol_codes import CLASSES, MESSAGE, TREES, state


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
    assert queue.to_bytes() == queue.get_compressed()[0].astype("<u4").tobytes() + b"\x1e"  # 64 - 34 bits
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
        coder.encode_symbol(3, TREES[0])
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
