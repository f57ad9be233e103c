"""Random calls, here and in the published package, which has a process and an interpreter of its own.

`CONSTRICTION_PUBLISHED_PYTHON` is the path of that interpreter; `cargo xtask test --python` sets it.
`CONSTRICTION_SEED` repeats a run, `CONSTRICTION_CASES` makes it shorter or longer.
"""

import os
import pickle
import subprocess
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from random_cases import Case, cases
from run_cases import run

SEED = int(os.environ.get("CONSTRICTION_SEED") or np.random.SeedSequence().entropy % 2**32)
NUM_CASES = int(os.environ.get("CONSTRICTION_CASES", 5000))
PUBLISHED_PYTHON = os.environ.get("CONSTRICTION_PUBLISHED_PYTHON")


@pytest.fixture(scope="module")
def calls(request) -> list[Case]:
    # Also where all goes well.
    with request.config.pluginmanager.getplugin("capturemanager").global_and_fixture_disabled():
        print(f"\nCONSTRICTION_SEED={SEED} CONSTRICTION_CASES={NUM_CASES}")
    return cases(SEED, NUM_CASES)


@pytest.fixture(scope="module")
def ours(calls) -> list[dict[str, object]]:
    return [run(case) for case in calls]


@pytest.fixture(scope="module")
def published(calls, tmp_path_factory) -> list[dict[str, object]]:
    if not PUBLISHED_PYTHON:
        pytest.skip("CONSTRICTION_PUBLISHED_PYTHON is not set: nothing to compare with")
    folder: Path = tmp_path_factory.mktemp("differential")
    (folder / "cases").write_bytes(pickle.dumps(calls))
    program = Path(__file__).with_name("run_cases.py")
    # That package's interpreter warns of a default at each call that uses it.
    command = [PUBLISHED_PYTHON, program, folder / "cases", folder / "results"]
    subprocess.run(command, check=True, capture_output=True, timeout=60 + NUM_CASES / 20)
    return pickle.loads((folder / "results").read_bytes())


def test_every_random_call_returns_what_the_published_package_does(calls, ours, published):
    for index, case in enumerate(calls):
        assert_same(f"case {index}, {case.job} {case.family}", ours[index], published[index])


def test_other_types_and_shapes_give_the_same_words(calls, ours):
    rng = np.random.default_rng(SEED)
    for index, case in enumerate(calls):
        for name, other in variants(case, rng):
            where = f"case {index}, {case.job} {case.family}, {name}"
            results = run(other)
            assert_same(where, results, ours[index])
            if "symbols" in results:
                assert np.shape(results["symbols"]) == np.shape(other.symbols), where


def assert_same(where: str, ours: object, theirs: object) -> None:
    """Same numbers in the same order, of the same integer type if they are in arrays."""
    if isinstance(theirs, dict):
        assert ours.keys() == theirs.keys(), where
        for key in theirs:
            assert_same(f"{where}, {key} (CONSTRICTION_SEED={SEED})", ours[key], theirs[key])
    elif isinstance(theirs, tuple):
        assert len(ours) == len(theirs), where
        for mine, other in zip(ours, theirs):
            assert_same(where, mine, other)
    elif isinstance(theirs, np.ndarray):
        assert ours.dtype == theirs.dtype, where
        assert np.ravel(ours).tolist() == np.ravel(theirs).tolist(), where
    else:
        assert (type(ours), ours) == (type(theirs), theirs), where


def variants(case: Case, rng: np.random.Generator) -> Iterator[tuple[str, Case]]:
    """The same call with symbols and parameters that the published package does not take, some of them at random."""
    symbols = case.symbols
    lists = [("int64", np.int64), ("uint32", np.uint32), ("int16", np.int16), ("int8", np.int8), ("uint8", np.uint8)]
    name, dtype = lists[rng.integers(len(lists))]
    if np.array_equal(symbols.astype(dtype), symbols):
        yield name, case._replace(symbols=symbols.astype(dtype))
    if case.job in ("single", "huffman"):
        return

    layout = rng.integers(5)
    if layout == 0:
        yield "a list", case._replace(symbols=symbols.tolist())
    elif layout == 1:
        yield "every other one", case._replace(
            symbols=np.repeat(symbols, 2)[::2],
            params=tuple(np.repeat(values, 2, axis=0)[::2] for values in case.params),
        )
    elif layout == 2:
        yield "backwards in memory", case._replace(
            symbols=symbols[::-1].copy()[::-1], params=tuple(values[::-1].copy()[::-1] for values in case.params)
        )
    elif layout == 3:
        copies = [symbols.copy(), *(values.copy() for values in case.params)]
        for copy in copies:
            copy.flags.writeable = False
        yield "read-only", case._replace(symbols=copies[0], params=tuple(copies[1:]))
    else:
        shape = random_shape(rng, len(symbols))
        order = rng.choice(["C", "F"])
        yield f"{shape} in order {order}", case._replace(
            symbols=np.array(symbols.reshape(shape), order=order),
            params=tuple(np.array(values.reshape(shape + values.shape[1:]), order=order) for values in case.params),
        )


def random_shape(rng: np.random.Generator, size: int) -> tuple[int, ...]:
    """Two or three dimensions."""
    shape: tuple[int, ...] = (size,)
    for _ in range(rng.integers(1, 3)):
        divisors = [divisor for divisor in range(1, max(shape[0], 1) + 1) if shape[0] % divisor == 0]
        divisor = int(rng.choice(divisors))
        shape = (shape[0] // divisor, divisor, *shape[1:])
    return shape
