"""What one package does in a job, and how long it takes."""

import time
import zlib
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np


class Job(NamedTuple):
    symbols: int
    # Makes what `run` changes. It is not measured.
    set_up: Callable[[], Any]
    # Does it and returns what came out.
    run: Callable[[Any], Any]


def flat(pieces):
    """All symbols of a list of them or of arrays."""
    return np.concatenate([np.ravel(piece) for piece in pieces])


def checksum(result):
    """The same for the same symbols, and for coders with the same compressed data."""
    if hasattr(result, "get_compressed"):
        result = result.get_compressed()
    elif hasattr(result, "get_data"):
        result = np.concatenate(result.get_data(unseal=True))
    if isinstance(result, tuple):
        result = result[0]
    if isinstance(result, list):
        result = flat(result)
    return zlib.crc32(np.asarray(result).astype(np.int64).tobytes())


def measure(job, least):
    """Nanoseconds that this thread has been running, for each symbol; the job is done for this long at least."""
    total = symbols = 0
    while total < least:
        state = job.set_up()
        start = time.thread_time_ns()
        job.run(state)
        total += time.thread_time_ns() - start
        symbols += job.symbols
    return total / symbols
