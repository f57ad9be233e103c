"""What one core and two processes do with chunks, and what that means for a terabyte and a petabyte.

    pip install constriction numpy
    python benches/python/scale.py

Prints the measured part of docs/scale.md, and the arithmetic there. Each process codes chunks of its own, as the workers of
Dask, Ray or Spark do; nothing is shared but the model.
"""

import os
import resource
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
from constriction import container
from constriction.stream.model import CdfTable, QuantizedGaussian

ROWS = 1 << 12
SHAPE = (ROWS, 1 << 10)  # a chunk of 4 MiB
CHUNKS = 8
ROUNDS = 3


def tables():
    """Sixty-four tables of a learned codec."""
    scales = np.exp(np.linspace(np.log(0.1), np.log(30), 64))
    return scales, CdfTable.from_models([QuantizedGaussian(-128, 127, 0.0, s, precision=16) for s in scales])


def latents(seed):
    """Symbols of a learned codec, and for each one the number of its table."""
    scales, _ = tables()
    rng = np.random.default_rng(seed)
    indexes = np.broadcast_to(rng.integers(0, 64, SHAPE[1]).astype(np.uint8), SHAPE)
    symbols = np.clip(np.rint(rng.normal(0, 1, SHAPE) * scales[indexes]), -128, 127).astype(np.int8)
    return symbols, np.ascontiguousarray(indexes)


def weather(seed):
    """A field as a simulation has it, in float32."""
    rng = np.random.default_rng(seed)
    x, y = np.linspace(0, 20, SHAPE[0] // 2), np.linspace(0, 20, SHAPE[1] // 2)
    field = 280 + 15 * np.sin(x[:, None] + 0.1 * seed) * np.cos(y) + rng.normal(0, 0.02, (len(x), len(y)))
    return field.astype(np.float32)


def timed(run):
    """The thread's CPU time of a call, the smallest of some."""
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.thread_time()
        run()
        best = min(best, time.thread_time() - start)
    return best


def code(job, folder):
    """Bytes of a chunk, bytes of its file, and seconds to encode and to decode it."""
    kind, seed = job
    path = Path(folder, f"{kind}-{seed}")
    _, model = tables()
    array, *params = latents(seed) if kind == "latents" else (weather(seed),)
    models = (model, *params) if kind == "latents" else ()

    def write():
        with container.Writer(path) as writer:
            writer.write("x", array, *models)

    def read():
        with container.Reader(path) as reader:
            assert reader["x"].read(*params).nbytes == array.nbytes

    encode, decode = timed(write), timed(read)
    return array.nbytes, path.stat().st_size, encode, decode


def peak():
    """The most memory that this process had, in bytes."""
    return 1024 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def overhead():
    """Bytes of a file without its chunks' contents, for one chunk more."""
    import io

    sizes = []
    for chunks in (1, 101):
        file = io.BytesIO()
        with container.Writer(file) as writer:
            writer.write("x", np.zeros(chunks, np.uint8), "raw", chunk_rows=1)
        sizes.append(len(file.getvalue()) - chunks)
    return sizes[0], (sizes[1] - sizes[0]) / 100


def estimate(name, total, rate, saved, chunk, index):
    """The arithmetic for a data set."""
    cores = 64
    print(f"\n{name}: {total:.0e} bytes in chunks of {chunk / 1e6:.1f} MB")
    print(f"  chunks           {total:.0e} / {chunk:.2e} = {total / chunk:.3g}")
    print(f"  stored           {total:.0e} * {saved:.3f} = {total * saved:.3g} bytes")
    print(f"  index            {total / chunk:.3g} * {index:.0f} = {total / chunk * index:.3g} bytes")
    print(f"  core hours       {total:.0e} / {rate:.2e} / 3600 = {total / rate / 3600:.3g}")
    print(f"  with {cores} cores    {total / rate / 3600:.3g} / {cores} = {total / rate / 3600 / cores:.3g} hours")
    # What object stores ask for requests, in units of a million.
    print(f"  requests         {total / chunk:.3g} to write, as many to read: {total / chunk / 1e6:.3g} millions each")


def main():
    """Measures, and computes."""
    print(f"{os.cpu_count()} processors, numpy {np.__version__}; CPU time of a thread, the smallest of {ROUNDS}")
    frame, entry = overhead()
    print(f"a file costs {frame} bytes with one chunk, and {entry:.0f} for each more")
    rates = {}
    with tempfile.TemporaryDirectory() as folder:
        for kind in ("latents", "weather"):
            results = [code((kind, seed), folder) for seed in range(2)]
            raw, stored, encode, decode = (sum(column) for column in zip(*results))
            rates[kind] = raw / encode, raw / decode, stored / raw, raw / len(results)
            print(
                f"{kind}: one core, {raw / encode / 1e6:.0f} MB/s to encode, {raw / decode / 1e6:.0f} to decode, "
                f"{stored / raw:.3f} of the bytes; {peak() / 1e6:.0f} MB of memory at most"
            )
            for workers in (1, 2):
                with ProcessPoolExecutor(workers) as pool:
                    list(pool.map(code, [(kind, 0)] * workers, [folder] * workers))
                    start = time.perf_counter()
                    jobs = [(kind, seed) for seed in range(CHUNKS)]
                    results = list(pool.map(code, jobs, [folder] * CHUNKS))
                    taken = time.perf_counter() - start
                work = sum(encode + decode for *_, encode, decode in results) * ROUNDS
                print(f"  {workers} processes: {CHUNKS} chunks in {taken:.2f} s, of which {work / taken:.2f} cores coded")
    for name, total in (("A terabyte", 1e12), ("A petabyte", 1e15)):
        for kind, (encode, decode, saved, chunk) in rates.items():
            estimate(f"{name} of {kind}", total, min(encode, decode), saved, chunk, entry)


if __name__ == "__main__":
    main()
