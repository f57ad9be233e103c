"""Compresses an array in parts, on several processes, by Ray.

    python with_ray.py                     on two processes of this machine
    python with_ray.py ray://head:10001

The model and the parts are in Ray's object store: a model is sent to each machine once, and arrays are read there where
they are, without a copy. What a worker gets is read-only, which coders do not mind.
"""

import sys

import numpy as np
import ray
from constriction.stream.interleaved import InterleavedAnsCoder
from constriction.stream.model import CdfTable, QuantizedGaussian


@ray.remote
def encode(symbols, indexes, model):
    """The bytes of a part, and the digest of the models that it was coded with."""
    assert not symbols.flags.writeable
    coder = InterleavedAnsCoder(digest=True)
    coder.encode_reverse(symbols, model, indexes)
    return coder.to_bytes(), coder.digest()


@ray.remote
def decode(encoded, indexes, model):
    """The symbols of a part."""
    data, digest = encoded
    coder = InterleavedAnsCoder.from_bytes(data, digest=True)
    symbols = coder.decode(model, indexes)
    if coder.digest() != digest:
        raise ValueError("the model is not that of the encoder")
    return symbols


def main(address=None):
    """Codes four parts on workers, and decodes them on workers."""
    options = {"address": address} if address else {"num_cpus": 2, "include_dashboard": False, "log_to_driver": False}
    ray.init(**options)
    rng = np.random.default_rng(1)
    # Sixty-four tables of a learned codec, and for each symbol the number of its table.
    scales = np.exp(np.linspace(np.log(0.1), np.log(30), 64))
    tables = CdfTable.from_models([QuantizedGaussian(-128, 127, 0.0, scale, precision=16) for scale in scales])
    indexes = rng.integers(0, 64, (4, 250_000)).astype(np.int32)
    symbols = np.clip(np.rint(rng.normal(0, scales[indexes])), -128, 127).astype(np.int8)

    model = ray.put(tables)
    places = [ray.put(part) for part in indexes]
    encoded = [encode.remote(ray.put(part), place, model) for part, place in zip(symbols, places)]
    decoded = ray.get([decode.remote(data, place, model) for data, place in zip(encoded, places)])
    assert all(np.array_equal(part, restored) for part, restored in zip(symbols, decoded))
    stored = sum(len(data) for data, _ in ray.get(encoded))
    print(f"{symbols.nbytes} bytes, {stored} in {len(encoded)} messages, restored exactly")
    ray.shutdown()


if __name__ == "__main__":
    main(*sys.argv[1:])
