"""The command of the wheel."""

import subprocess
import sys

import numpy as np
from constriction import container


def run(*arguments, **options):
    command = [sys.executable, "-m", "constriction", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, timeout=300, check=False, **options)


def test_arrays_are_compressed_and_restored(tmp_path):
    array = np.rint(np.random.default_rng(0).normal(0, 9, (300, 40))).astype(np.int16)
    np.save(tmp_path / "array.npy", array)
    done = run("compress", "array.npy", "-o", "array.cst", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    assert (tmp_path / "array.cst").stat().st_size < array.nbytes
    (read,) = container.load(tmp_path / "array.cst").values()
    assert np.array_equal(read, array)
    done = run("decompress", "array.cst", "-o", "again.npy", cwd=tmp_path)
    assert done.returncode == 0
    assert np.array_equal(np.load(tmp_path / "again.npy"), array)


def test_exit_codes(tmp_path):
    assert run("--help").returncode == 0
    done = run("verify", tmp_path / "nothing.cst")
    assert done.returncode == 1
    assert done.stderr.startswith(b"constriction: ")
    assert run("no-such-command").returncode == 2
