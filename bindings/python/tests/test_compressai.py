"""The strings of CompressAI. Those of its own coder are in the vectors; `ecosystem/` runs beside CompressAI itself."""

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from constriction import compressai
from constriction.compressai import BufferedRansEncoder, RansDecoder, RansEncoder, Tables

VECTORS = Path(__file__).resolve().parents[3] / "crates/testkit/vectors/compressai.json"
CASES: list[dict[str, Any]] = json.loads(VECTORS.read_text())
ROWS, LENGTHS, OFFSETS = [[0, 6554, 19661, 65536], [0, 30000, 65536, 0]], [4, 3], [-1, 5]


def tables_of(case: dict[str, Any]) -> tuple[Any, Any, Any]:
    return case["rows"], case["lengths"], case["offsets"]


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("kind", [list, np.array, lambda x: np.array(x, np.int64), lambda x: np.array(x)[..., None]])
def test_strings_are_those_of_compressai(case: dict[str, Any], kind: Any) -> None:
    rows, lengths, offsets = tables_of(case)
    string = bytes.fromhex(case["string"])
    symbols, indexes = kind(case["symbols"]), kind(case["indexes"])
    tables = Tables(np.array(rows, np.int32), lengths, offsets)
    assert len(tables) == len(lengths)
    assert tables.encode(symbols, indexes) == string
    decoded = tables.decode(string, indexes)
    assert decoded.dtype == np.int32
    assert decoded.shape == np.shape(indexes)
    assert decoded.ravel().tolist() == case["symbols"]


@pytest.mark.parametrize("case", CASES)
def test_the_classes_of_compressai(case: dict[str, Any]) -> None:
    arguments = tables_of(case)
    symbols, indexes, string = case["symbols"], case["indexes"], bytes.fromhex(case["string"])
    assert RansEncoder().encode_with_indexes(symbols, indexes, *arguments) == string
    assert RansDecoder().decode_with_indexes(string, indexes, *arguments) == symbols

    encoder = BufferedRansEncoder()
    for symbol, index in zip(symbols, indexes):
        encoder.encode_with_indexes([symbol], [index], *arguments)
    assert encoder.flush() == string
    assert encoder.flush() == BufferedRansEncoder().flush()

    decoder = RansDecoder()
    assert decoder.is_at_end()
    decoder.set_stream(string)
    assert not decoder.is_at_end()
    assert [decoder.decode_stream([index], *arguments) for index in indexes] == [[symbol] for symbol in symbols]
    assert decoder.is_at_end()


def test_other_tables_are_noticed() -> None:
    encoder = RansEncoder()
    one = encoder.encode_with_indexes([0], [0], ROWS, LENGTHS, OFFSETS)
    others = [[0, 6555, 19661, 65536], [0, 30000, 65536, 0]]
    assert encoder.encode_with_indexes([0], [0], others, LENGTHS, OFFSETS) != one
    assert encoder.encode_with_indexes([0], [0], ROWS, LENGTHS, OFFSETS) == one


def test_errors_name_the_place() -> None:
    tables = Tables(ROWS, LENGTHS, OFFSETS)
    with pytest.raises(ValueError, match="1 indexes for 2 symbols"):
        tables.encode([1, 2], [0])
    with pytest.raises(ValueError, match="there is no table 2, which is the index at 1"):
        tables.encode([1, 2], [0, 2])
    with pytest.raises(ValueError, match="there is no table -1"):
        tables.decode(tables.encode([1], [0]), [-1])
    with pytest.raises(KeyError, match="gives 1 no probability"):
        Tables([[0, 100, 100, 65536]], [4], [0]).encode([1], [0])
    with pytest.raises(TypeError, match="symbols must be integers"):
        tables.encode([0.5], [0])
    with pytest.raises(ValueError, match="not a 32-bit integer"):
        tables.encode([2**31], [0])
    with pytest.raises(ValueError, match="two dimensions"):
        Tables([0, 65536], [2], [0])
    with pytest.raises(ValueError, match="table 0 must rise from 0 to 65536"):
        Tables([[0, 65535]], [2], [0])
    with pytest.raises(ValueError, match="the length of table 0 is 3"):
        Tables([[0, 65536]], [3], [0])
    with pytest.raises(ValueError, match="call set_stream"):
        RansDecoder().decode_stream([0], ROWS, LENGTHS, OFFSETS)


def test_a_failed_call_changes_nothing() -> None:
    encoder = BufferedRansEncoder()
    encoder.encode_with_indexes([0, 5], [0, 1], ROWS, LENGTHS, OFFSETS)
    with pytest.raises(ValueError, match="no table"):
        encoder.encode_with_indexes([0, 1], [0, 7], ROWS, LENGTHS, OFFSETS)
    string = encoder.flush()
    assert string == Tables(ROWS, LENGTHS, OFFSETS).encode([0, 5], [0, 1])
    decoder = RansDecoder()
    decoder.set_stream(string)
    with pytest.raises(ValueError, match="no table"):
        decoder.decode_stream([0, 7], ROWS, LENGTHS, OFFSETS)
    assert decoder.decode_stream([0, 1], ROWS, LENGTHS, OFFSETS) == [0, 5]


def test_truncated_strings_are_errors() -> None:
    tables = Tables(ROWS, LENGTHS, OFFSETS)
    symbols = np.arange(-50, 50) % 7
    indexes = symbols % 2
    string = tables.encode(symbols, indexes)
    for length in range(len(string)):
        with pytest.raises(ValueError, match="compressed string"):
            tables.decode(string[:length], indexes)
    with pytest.raises(ValueError, match="does not fit"):
        tables.decode(string, indexes[:-1])
    with pytest.raises(ValueError, match="does not fit"):
        tables.decode(string + bytes(4), indexes)


def test_no_symbols() -> None:
    tables = Tables(ROWS, LENGTHS, OFFSETS)
    string = tables.encode([], [])
    assert tables.decode(string, []).tolist() == []
    assert len(tables.encode(np.zeros((2, 0, 3), int), np.zeros((2, 0, 3), int))) == 8


def test_nothing_imports_torch() -> None:
    assert "torch" not in sys.modules
    assert "compressai" not in sys.modules


def test_what_is_no_model_is_an_error() -> None:
    class Empty:
        def modules(self) -> list[object]:
            return [self]

    with pytest.raises(ValueError, match="Empty has no entropy model"):
        compressai.install(Empty())
    with pytest.raises(ValueError, match="format must be"):
        compressai.install(Empty(), format="zip")  # type: ignore[arg-type]
