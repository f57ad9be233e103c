"""The programs in `examples`."""

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

EXAMPLES = Path(__file__).parents[1] / "examples"


def run(name, *arguments):
    command = [sys.executable, str(EXAMPLES / name), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=300).stdout


@pytest.fixture
def compress_image(monkeypatch):
    monkeypatch.syspath_prepend(str(EXAMPLES))
    spec = importlib.util.spec_from_file_location("compress_image", EXAMPLES / "compress_image.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_dask_workers_share_an_array():
    pytest.importorskip("distributed", reason="it needs Python 3.11")
    pytest.importorskip("zarr", minversion="3")
    sizes = re.findall(r"(\d+) (?:bytes|in)", run("distributed/with_dask.py"))
    array, stored, coded = map(int, sizes)
    assert array == 1_000_000
    assert coded < stored < 0.7 * array


needs_engines = pytest.mark.skipif(not os.environ.get("CONSTRICTION_ENGINES"), reason="cargo xtask test --long")


@needs_engines
def test_ray_workers_share_a_model():
    array, stored = map(int, re.findall(r"(\d+) (?:bytes|in)", run("distributed/with_ray.py")))
    assert array == 1_000_000
    assert stored < 0.7 * array


@needs_engines
def test_spark_workers_share_a_model():
    symbols, stored = map(int, re.findall(r"(\d+) (?:symbols|bytes)", run("distributed/with_spark.py")))
    assert 0.5 * symbols < stored < 0.8 * symbols


MODELS = """if True:
    import sys
    from dask.base import tokenize
    from constriction.stream import adaptive, model
    from constriction.stream.queue import RangeEncoder
    from constriction.zarr import ConstrictionCodec
    coder = RangeEncoder()
    coder.encode([1, 2], model.Uniform(10))
    objects = [
        model.QuantizedGaussian(-9, 9, 0.5, 2.0), model.QuantizedGaussian(-9, 9), model.Categorical([0.1, 0.2, 0.7]),
        model.CdfTable([[0, 1, 65536]]), model.Categorical(perfect=False, dtype="float32"), coder,
        adaptive.AdaptiveCategorical(5), ConstrictionCodec(chunk_rows=7), model.CustomModel(len, abs, -9, 9),
    ]
    print(*map(tokenize, objects))
"""


def test_dask_names_equal_objects_alike_in_every_process():
    pytest.importorskip("dask", reason="it needs Python 3.11")
    pytest.importorskip("zarr", minversion="3")

    def names(seed):
        environment = os.environ | {"PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", MODELS]
        return subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout.split()

    first = names("1")
    assert first == names("2")
    assert len(set(first)) == len(first) == 9


def test_quick_start_runs():
    assert "[1109163715, 757457]" in run("quick_start.py")


def test_images_become_smaller_than_png():
    numbers = re.search(r"(\d+) bytes as PNG, (\d+) bytes here, restored exactly", run("compress_image.py"))
    assert int(numbers[2]) < int(numbers[1])


@pytest.mark.parametrize("shape", [(1, 1), (1, 200), (200, 1), (5, 3), (64, 65), (129, 2)])
def test_images_of_any_shape_are_restored(compress_image, shape):
    image = np.random.default_rng(shape).integers(0, 256, size=shape, dtype=np.uint8)
    assert np.array_equal(compress_image.restore(compress_image.compress(image)), image)


def test_damaged_images_are_errors(compress_image):
    data = bytearray(compress_image.compress(np.arange(4096, dtype=np.uint8).reshape(64, 64)))
    data[-30] ^= 1
    with pytest.raises(ValueError):
        compress_image.restore(bytes(data))


def test_adaptive_images_become_smaller_than_png():
    numbers = re.search(r"(\d+) bytes as PNG, (\d+) bytes here, restored exactly", run("adaptive_image.py"))
    assert int(numbers[2]) < int(numbers[1])


def test_adaptive_text_becomes_smaller_than_with_others():
    text = Path(__file__).parents[1] / "README.md"
    output = run("adaptive_text.py", str(text))
    here, bz2, lzma = (int(re.search(rf"(\d+) {word}", output)[1]) for word in ("bytes here", "with bz2", "with lzma"))
    assert here < min(bz2, lzma)


def test_text_becomes_smaller():
    length = 3000
    output = run("logits.py", str(EXAMPLES / "logits.py"), str(length))
    numbers = re.search(r"(\d+) bytes here, restored exactly", output)
    assert int(numbers[1]) < 0.6 * length


@pytest.fixture
def language_model(monkeypatch):
    monkeypatch.syspath_prepend(str(EXAMPLES))
    return importlib.import_module("language_model")


TEXT = b"Alice was beginning to get very tired of sitting by her sister on the bank. " * 9


@pytest.mark.parametrize("exact", [True, False])
@pytest.mark.parametrize("top_k", [None, 32])
def test_text_is_restored_with_a_language_model(language_model, exact, top_k):
    model = language_model.tiny(exact)
    model.top_k = top_k
    data = language_model.compress(TEXT, model, chunk=200)
    assert b"".join(language_model.restore(data, model)) == TEXT


def test_chunks_of_text_fail_alone(language_model):
    model = language_model.tiny()
    data = bytearray(language_model.compress(TEXT, model, chunk=200))
    data[-1] ^= 1
    *others, last = language_model.restore(bytes(data), model)
    assert b"".join(others) == TEXT[: 200 * len(others)] and len(others) == 3
    assert isinstance(last, ValueError) and str(last) == "chunk 3 is damaged"
    for cut in (3, 30):
        with pytest.raises(ValueError, match="damaged|too soon"):
            list(language_model.restore(bytes(data[:cut]), model))


def test_a_forward_pass_is_the_same_as_one_token_after_the_other(language_model):
    transformer = importlib.import_module("transformer")
    shape = transformer.Shape(vocabulary=50, width=24, hidden=40, layers=3, heads=6, key_heads=2, context=32)
    network = transformer.Transformer(shape, transformer.random_weights(shape))
    tokens = np.random.default_rng(0).integers(0, 50, (4, 32))
    at_once, cache = network.logits(tokens, network.cache(4)), network.cache(4)
    np.testing.assert_array_equal(np.concatenate([network.logits(tokens[:, i : i + 1], cache) for i in range(32)], 1), at_once)
    with pytest.raises(ValueError, match="room for 32 tokens"):
        network.logits(tokens[:, :1], cache)
    # The functions that are written out are those of numpy, but for rounding.
    x = np.linspace(-690.0, 690.0, 10001)
    np.testing.assert_allclose(transformer.exp(x), np.exp(x), rtol=1e-13)
    np.testing.assert_allclose(transformer.cos_and_sin(x), [np.cos(x), np.sin(x)], atol=1e-12)
    as_usual = transformer.Transformer(shape, transformer.random_weights(shape), exact=False)
    np.testing.assert_allclose(as_usual.logits(tokens, as_usual.cache(4)), at_once, atol=5e-3)


def test_another_network_is_noticed(language_model):
    model, other = language_model.tiny(), language_model.tiny()
    data = language_model.compress(TEXT, model, chunk=200)
    other.network.norms["output_norm.weight"] *= 1 + 1e-6
    for error in language_model.restore(data, other):
        assert isinstance(error, ValueError) and "another network" in str(error)


def test_text_costs_the_cross_entropy(language_model):
    ideal, coded = language_model.measure(TEXT * 8, language_model.tiny())
    # A message ends with 64 bits at most.
    assert -1e-3 * ideal < coded - ideal < 1e-3 * ideal + 64


def test_exact_sums_are_the_same_on_all_machines(language_model, monkeypatch):
    machines = importlib.import_module("language_model_machines")
    result = machines.compare("tiny", "exact")
    assert set(result) > set(machines.MACHINES)
    assert set(result.values()) == {(0.0, machines.TOKENS)}


def test_tokens_are_the_bytes_of_the_text(language_model):
    smollm2 = importlib.import_module("smollm2")
    letters = smollm2._letters_of_bytes()
    merges = [("t", "h"), ("th", "e"), (letters[32], "the")]
    tokens = [*letters.values(), *("".join(pair) for pair in merges)]
    tokenizer = smollm2.Tokenizer(tokens, [" ".join(pair) for pair in merges])
    for text in (b"the theme\n\n  of 12_000 \xff\xfe bytes", bytes(range(256)), "naïve – œuvre".encode(), b""):
        assert tokenizer.decode(tokenizer.encode(text)) == text
    assert [tokenizer.bytes[token] for token in tokenizer.encode(b"the the")] == [b"the", b" the"]


def test_digits_cost_what_the_autoencoder_says():
    pytest.importorskip("sklearn")
    output = run("bits_back_digits.py", "8")
    here, bz2 = map(int, re.search(r"(\d+) bytes here, (\d+) by bz2", output).groups())
    assert here < bz2
    assert abs(float(re.search(r"\(([-+.\d]+) %\)", output)[1])) < 1
    assert "restored exactly, and all that was borrowed is back" in output
