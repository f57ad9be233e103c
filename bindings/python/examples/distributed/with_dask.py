"""Compresses an array in parts, on several processes, by Dask.

    python with_dask.py                     on two processes of this machine
    python with_dask.py tcp://scheduler:8786

Each worker writes the chunks of a Zarr array that it has; models are arguments of tasks, as any other object.
"""

import sys
import tempfile

import dask.array as da
import numpy as np
import zarr
from constriction.stream.model import QuantizedGaussian
from constriction.stream.queue import RangeEncoder
from constriction.zarr import ConstrictionCodec
from dask.distributed import Client, LocalCluster


def noise(block_info=None):
    """One block of integers that are normally distributed, the same in each run."""
    place = block_info[None]["chunk-location"]
    shape = block_info[None]["chunk-shape"]
    return np.clip(np.rint(np.random.default_rng(place).normal(0, 9, shape)), -128, 127).astype(np.int8)


def bits(block, model):
    """The number of bits that a block takes with a model, as a block of one number."""
    encoder = RangeEncoder()
    encoder.encode(block, model)
    return np.array([[encoder.num_bits()]])


def main(address=None):
    """Writes an array, reads it back, and codes it with a model that goes to the workers."""
    cluster = None if address else LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None)
    with Client(address or cluster) as client, tempfile.TemporaryDirectory() as path:
        array = da.map_blocks(noise, chunks=((250,) * 4, (500,) * 2), dtype=np.int8, meta=np.empty((0, 0), np.int8))

        # A file system or an object store that all workers see.
        target = zarr.create_array(
            path, shape=array.shape, chunks=(250, 500), dtype=array.dtype, serializer=ConstrictionCodec(), compressors=None
        )
        array.store(target, lock=False)
        again = da.from_zarr(path)
        assert bool(da.all(again == array).compute())
        stored = target.nbytes_stored()
        print(f"{array.nbytes} bytes, {stored} in the Zarr array, on {len(client.scheduler_info()['workers'])} workers")

        model = QuantizedGaussian(-128, 127, 0.0, 9.0)
        sizes = array.map_blocks(bits, model, chunks=(1, 1), dtype=np.int64)
        print(f"{int(sizes.sum().compute()) // 8} bytes with {model}")
    if cluster is not None:
        cluster.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
