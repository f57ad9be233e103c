"""The programs in `examples`."""

import importlib.util
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
