"""Wall time of `encode_reverse` and `encode_bytes` on several threads, in units of that on one.

    python threads.py [--threads 2] [--rounds 7]

Prints the ratio of each round, where one thread and several take turns, so that a busy machine disturbs both. Where it
leaves no second processor, the ratio of processor times says more: that of all threads together tells what sharing out
costs, that of the calling thread what cannot be shared out.
"""

import argparse
import time

import numpy as np
from constriction.stream.interleaved import encode_bytes
from constriction.stream.model import Categorical, GaussianMixture
from constriction.stream.stack import AnsCoder


CLOCKS = (time.perf_counter, time.process_time, time.thread_time)


def seconds(call, threads):
    """Wall time, processor time of all threads, processor time of the calling one."""
    start = [clock() for clock in CLOCKS]
    call(threads)
    return np.array([clock() for clock in CLOCKS]) - start


def encode(symbols, model, *params):
    return lambda threads: AnsCoder().encode_reverse(symbols, model, *params, threads=threads)


def calls():
    rng = np.random.default_rng(1)
    size = 1_000_000
    mixture = [rng.random((size, 3)) + 0.1, rng.normal(0, 20, (size, 3)), rng.uniform(1, 9, (size, 3))]
    rows = rng.random((100_000, 256), dtype=np.float32)
    symbols = rng.integers(0, 256, 100_000, dtype=np.int32)
    data = rng.binomial(255, 0.1, 32 << 20).astype(np.uint8)
    return {
        "1,000,000 mixtures of 3": encode(rng.integers(-50, 51, size), GaussianMixture(-50, 50), *mixture),
        "100,000 rows of 256": encode(symbols, Categorical(perfect=False), rows),
        "10,000 perfect rows of 256": encode(symbols[:10_000], Categorical(perfect=True), rows[:10_000]),
        "32 MiB of bytes": lambda threads: encode_bytes(data, threads=threads),
    }


def main():
    parser = argparse.ArgumentParser(description="Wall time on several threads, in units of that on one.")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=7)
    args = parser.parse_args()
    for name, call in calls().items():
        times = [(seconds(call, 1), seconds(call, args.threads)) for _ in range(args.rounds)]
        print(f"{name}: {min(one[0] for one, _ in times):.3f} s on one thread")
        for place, clock in enumerate(("wall time", "all threads", "calling thread")):
            print(f"    {clock}:", *(f"{several[place] / one[place]:.2f}" for one, several in times), flush=True)


if __name__ == "__main__":
    main()
