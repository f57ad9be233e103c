"""Text with SmolLM2, and digits with an autoencoder. `cargo xtask test --ecosystem` runs this file."""

import importlib
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("gguf")

EXAMPLES = Path(__file__).parents[2] / "examples"
TEXT = (EXAMPLES.parents[2] / "data" / "alice29.txt").read_bytes()[2000:2600]


@pytest.fixture
def language_model(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(EXAMPLES))
    return importlib.import_module("language_model")


def test_text_is_restored_and_damage_stays_in_its_chunk(language_model: Any) -> None:
    model = language_model.real()
    data = bytearray(language_model.compress(TEXT, model, chunk=64))
    assert len(data) < 0.4 * len(TEXT)
    parts = list(language_model.restore(bytes(data), model))
    assert b"".join(parts) == TEXT
    data[-1] ^= 1
    *others, last = language_model.restore(bytes(data), model)
    assert others == parts[:-1] and "is damaged" in str(last)


def test_text_costs_the_cross_entropy(language_model: Any, capsys: Any) -> None:
    with capsys.disabled():
        print()
        ideal, coded = language_model.measure(TEXT, language_model.real())
    # A message ends with 64 bits at most.
    assert -1e-3 * ideal < coded - ideal < 1e-3 * ideal + 64


def test_exact_sums_are_the_same_on_all_machines(language_model: Any, capsys: Any) -> None:
    machines = importlib.import_module("language_model_machines")
    with capsys.disabled():
        print()
        machines.compare("real", "float")
        result = machines.compare("real", "exact")
    assert set(result.values()) == {(0.0, machines.TOKENS)}


def test_digits_cost_what_the_autoencoder_says(monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.syspath_prepend(str(EXAMPLES))
    with capsys.disabled():
        print()
        importlib.import_module("bits_back_digits").main(60)
