"""Sizes of arrays beside other lossless compressors, by one command.

    cargo build --release -p constriction-cli
    pip install numpy scikit-image scikit-learn blosc2 pcodec zstandard pillow openzl zipnn silero-vad ml_dtypes constriction
    python benches/python/arrays.py [--command target/release/constriction] [--only-weights]

Integers and images: zstd (level 19), blosc2 with zstd and bitshuffle (level 9), pcodec (level 8), PNG as small as
Pillow makes it. Weights in bfloat16: OpenZL's split of exponents with its entropy coder, ZipNN, and zstd (level 3); with
the speed in both directions, by the CPU time of all threads, in turns. What is not installed is left out.
"""

import argparse
import importlib.util
import io
import json
import os
import struct
import subprocess
import tempfile
import time
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parents[2]
ROUNDS = 7


def ours(command, array, dtype):
    """The bytes of the file that the command makes of raw numbers."""
    with tempfile.TemporaryDirectory() as folder:
        raw, compressed = Path(folder, "x"), Path(folder, "x.cst")
        raw.write_bytes(array.tobytes())
        shape = ",".join(map(str, array.shape))
        run = [command, "compress", "-q", "--dtype", dtype, "--shape", shape, "-o", compressed, raw]
        subprocess.run(run, check=True)
        return compressed.stat().st_size


def others(array):
    """The bytes that other compressors make of an array."""
    sizes = {}
    data = array.tobytes()
    try:
        import zstandard

        sizes["zstd"] = len(zstandard.compress(data, 19))
    except ImportError:
        pass
    try:
        import blosc2

        options = {"codec": blosc2.Codec.ZSTD, "clevel": 9, "typesize": array.itemsize}
        sizes["blosc2"] = len(blosc2.compress2(data, filters=[blosc2.Filter.BITSHUFFLE], **options))
    except ImportError:
        pass
    try:
        from pcodec import ChunkConfig, standalone

        numbers = array.ravel().astype(np.uint16) if array.itemsize == 1 else array.ravel()
        sizes["pcodec"] = len(standalone.simple_compress(numbers, ChunkConfig(compression_level=8)))
    except ImportError:
        pass
    is_image = array.dtype == np.uint8 and (array.ndim == 2 or (array.ndim == 3 and array.shape[2] in (3, 4)))
    if is_image:
        try:
            from PIL import Image

            file = io.BytesIO()
            Image.fromarray(array).save(file, "png", optimize=True)
            sizes["PNG"] = len(file.getvalue())
        except ImportError:
            pass
    return sizes


def containers():
    """The wheel's files of arrays, in memory: two functions, from numbers to bytes and back."""
    import ml_dtypes

    from constriction import container

    def compress(array):
        file = io.BytesIO()
        container.save(file, x=array.view(ml_dtypes.bfloat16))
        return file.getvalue()

    return compress, lambda data: container.load(io.BytesIO(data))["x"]


def openzl():
    import openzl.ext as zl

    compressor = zl.Compressor()
    entropy, store = zl.graphs.Entropy(), zl.graphs.Store()
    graph = zl.nodes.BFloat16Deconstruct()(compressor, sign_frac=store, exponent=entropy)
    compressor.select_starting_graph(graph)
    context = zl.CCtx()
    context.ref_compressor(compressor)
    # Without this, a context forgets its compressor after one use.
    context.set_parameter(zl.CParam.StickyParameters, 1)
    context.set_parameter(zl.CParam.FormatVersion, zl.MAX_FORMAT_VERSION)
    return lambda array: context.compress([zl.Input(zl.Type.Numeric, array.ravel())]), zl.DCtx().decompress


def zipnn():
    from zipnn import ZipNN

    coder = ZipNN(bytearray_dtype="bfloat16", threads=1)
    # It changes its input.
    return lambda array: coder.compress(bytearray(array.tobytes())), coder.decompress


def zstd():
    import zstandard

    return lambda array: zstandard.compress(array.tobytes(), 3), zstandard.decompress


CODERS = {"constriction": containers, "OpenZL": openzl, "ZipNN": zipnn, "zstd": zstd}


def measure_weights(name, array):
    """Prints what each coder saves, and how fast it is."""
    coders = {}
    for coder, make in CODERS.items():
        try:
            coders[coder] = make()
        except ImportError:
            pass
    saved, seconds = {}, {coder: ([], []) for coder in coders}
    for _ in range(ROUNDS):
        for coder, (compress, restore) in coders.items():
            start = time.process_time()
            data = compress(array)
            middle = time.process_time()
            restore(data)
            for times, length in zip(seconds[coder], (middle - start, time.process_time() - middle)):
                times.append(length)
            saved[coder] = 100 - 100 * len(data) / array.nbytes
    for coder in coders:
        both = (array.nbytes / 1e6 / np.median(times) for times in seconds[coder])
        speed = "{:6.0f} MB/s compressed, {:6.0f} MB/s restored".format(*both)
        print(f"{name:12} {coder:14} saves {saved[coder]:5.2f} %, {speed}", flush=True)


def images():
    """The demo's files, and the images and integers of scikit-image and scikit-learn."""
    yield "jacksboro", np.fromfile(ROOT / "data/jacksboro.s16", "<i2").reshape(344, 403)
    try:
        import skimage.data
        from skimage import io as images

        folder = Path(skimage.data.__file__).parent
        for file in sorted(os.listdir(folder)):
            if file.endswith((".png", ".jpg", ".tif", ".tiff", ".gif")):
                array = images.imread(folder / file)
                yield file, np.ascontiguousarray(array.astype(np.uint8) if array.dtype == bool else array)
    except ImportError:
        pass
    try:
        from sklearn import datasets

        yield "digits", datasets.load_digits().images.astype(np.uint8).reshape(1797, 64)
        yield "china.jpg", datasets.load_sample_image("china.jpg")
    except ImportError:
        pass


def bfloat16(numbers):
    """The nearest numbers of 16 bits, as integers."""
    bits = numbers.astype(np.float32).view(np.uint32).astype(np.uint64)
    return ((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16).astype(np.uint16)


def weights():
    """Weights of a speech model, if it is installed, and normal ones."""
    # The package itself needs a framework; its weights do not.
    package = importlib.util.find_spec("silero_vad")
    if package is not None:
        data = Path(package.origin).parent.joinpath("data/silero_vad_16k.safetensors").read_bytes()
        start = 8 + struct.unpack("<Q", data[:8])[0]
        header = json.loads(data[8:start])
        places = [info["data_offsets"] for name, info in header.items() if name != "__metadata__"]
        parts = [np.frombuffer(data[start + a : start + b], "<f4") for a, b in places]
        yield "silero-vad", bfloat16(np.concatenate(parts))
    yield "normal", bfloat16(np.random.default_rng(0).normal(0, 0.02, 1 << 22)).reshape(2048, 2048)


def compare_sizes(command):
    """Prints the size of each image and array of integers."""
    larger = []
    for name, array in images():
        size, sizes = ours(command, array, str(array.dtype)), others(array)
        print(f"{name:32} {array.nbytes:9} {size:9}  " + "  ".join(f"{n} {s}" for n, s in sizes.items()), flush=True)
        # zstd alone is not for arrays; it is there to compare with.
        larger += [f"{name}: {n}" for n, s in sizes.items() if n != "zstd" and s <= size]
    print("smaller than ours: " + (", ".join(larger) or "none"))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--command", default=str(ROOT / "target/release/constriction"))
    parser.add_argument("--only-weights", action="store_true")
    options = parser.parse_args()
    if not options.only_weights:
        compare_sizes(options.command)
    for name, array in weights():
        measure_weights(name, array)


if __name__ == "__main__":
    main()
