"""Coders of other packages beside the wheel of this interpreter, on the same symbols.

    python peers.py FOLDER [WORD]

prints a line of JSON for each who does a job, or a job with the word in its name. In the folder is the package
CompressAI, whose extension module is loaded without the package, as that needs PyTorch.
"""

import json
import math
import statistics
import sys
import time
from importlib import util
from pathlib import Path

import numpy as np

from constriction import stream

ROUNDS = 15
SYMBOLS = 100_000


def extension(folder: str):
    [path] = Path(folder).glob("compressai/ans*.so")
    spec = util.spec_from_file_location("compressai.ans", path)
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def table(std: float, width: int) -> list[int]:
    """Sums of the probabilities of -width to width and of all others, in units of 2^-16; each has one unit at least."""
    lower = [math.erfc((width - i + 0.5) / (std * math.sqrt(2))) / 2 for i in range(2 * width + 2)]
    probs = [right - left for left, right in zip(lower, lower[1:])] + [0.0]
    units = [1 + int(p * (2**16 - len(probs))) for p in probs]
    units[width] += 2**16 - sum(units)
    return [0, *np.cumsum(units).tolist()]


def clock(run) -> float:
    start = time.thread_time_ns()
    run()
    return (time.thread_time_ns() - start) / SYMBOLS


def main(folder: str, word: str = "") -> None:
    jobs = [f"Gaussian per symbol, 64 widths, from Python, {what}" for what in ("encode", "decode")]
    if not any(word in job for job in jobs):
        return
    ans = extension(folder)
    rng = np.random.default_rng(0)
    stds = np.exp(np.linspace(math.log(0.3), math.log(30), 64))
    # What is beyond this many standard deviations has a probability of 1e-9; CompressAI's tables do without it, too.
    widths = [math.ceil(std * 6.11) for std in stds]
    indexes = rng.integers(0, 64, SYMBOLS)
    each = stds[indexes]
    symbols = np.clip(np.round(rng.normal(0, each)), -100, 100).astype(np.int32)

    # Their functions take lists of integers, and so do those who call them.
    cdfs = [table(std, width) for std, width in zip(stds, widths)]
    theirs = (indexes.tolist(), cdfs, [len(cdf) for cdf in cdfs], [-width for width in widths])
    ints = symbols.tolist()
    means = np.zeros(SYMBOLS)
    model = stream.model.QuantizedGaussian(-100, 100)

    def encode_ours():
        coder = stream.stack.AnsCoder()
        coder.encode_reverse(symbols, model, means, each)
        return coder.get_compressed()

    def encode_theirs():
        return ans.RansEncoder().encode_with_indexes(ints, *theirs)

    ours, compressed = encode_ours(), encode_theirs()
    runs = [
        (jobs[0], "ours", encode_ours, 32 * len(ours)),
        (jobs[0], "CompressAI", encode_theirs, 8 * len(compressed)),
        (jobs[1], "ours", lambda: stream.stack.AnsCoder(ours).decode(model, means, each), None),
        (jobs[1], "CompressAI", lambda: ans.RansDecoder().decode_with_indexes(compressed, *theirs), None),
    ]
    for _, _, decode, _ in runs[2:]:
        if list(decode()) != ints:
            sys.exit("error: what is decoded is not what was encoded")
    times = [[clock(run) for _, _, run, _ in runs] for _ in range(ROUNDS)]
    for (job, who, _, bits), column in zip(runs, zip(*times)):
        size = {} if bits is None else {"bits": round(bits / SYMBOLS, 4)}
        print(json.dumps({"job": job, "who": who, "ns": round(statistics.median(column), 4), **size}))


if __name__ == "__main__":
    main(*sys.argv[1:])
