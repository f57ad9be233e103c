"""A lossless codec for grey images: coarse pixels first, then those between them, again and again.

    python compress_image.py [FILE.png ...]

Every pixel has a Laplace distribution of its own: around a prediction from its four neighbours, which are known already,
and as wide as expectations are wrong where neighbours differ so much. All pixels of a pass are coded by one call.
"""

import struct
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import grey_png
import numpy as np

from constriction.stream.model import QuantizedLaplace
from constriction.stream.queue import RangeDecoder, RangeEncoder

MODEL = QuantizedLaplace(0, 255)
MAGIC = b"grey"
HEADER = "<4sIII"  # the magic bytes, height, width, checksum of the pixels

COARSEST = 64
NUM_PASSES = 1 + 3 * (COARSEST.bit_length() - 1)
# Classes of pixels by how much their neighbours differ; each class of each pass has a scale.
THRESHOLDS = np.array([2, 5, 9, 15, 24, 40, 70])
NUM_CLASSES = len(THRESHOLDS) + 1
SCALE_UNIT = 1 / 16  # of what is stored



def compress(image: np.ndarray) -> bytes:
    # On a first walk, see how wrong expectations are.
    scales = np.zeros((NUM_PASSES, NUM_CLASSES), dtype="<u2")

    def measure(number, place, means, classes):
        errors = np.abs(image[place] - means)
        sums = np.bincount(classes.ravel(), errors.ravel(), NUM_CLASSES)
        counts = np.bincount(classes.ravel(), minlength=NUM_CLASSES)
        scales[number] = np.clip(np.rint(sums / np.maximum(counts, 1) / SCALE_UNIT), 1, 65535)
        return image[place]

    walk(image.shape, measure)

    encoder = RangeEncoder()

    def encode(number, place, means, classes):
        encoder.encode(image[place], MODEL, means, scales[number, classes] * SCALE_UNIT)
        return image[place]

    walk(image.shape, encode)
    header = struct.pack(HEADER, MAGIC, *image.shape, zlib.crc32(image.tobytes()))
    return header + scales.tobytes() + encoder.to_bytes()


def restore(data: bytes) -> np.ndarray:
    magic, height, width, checksum = struct.unpack_from(HEADER, data)
    if magic != MAGIC:
        raise ValueError("not a compressed image")
    start = struct.calcsize(HEADER)
    scales = np.frombuffer(data, "<u2", NUM_PASSES * NUM_CLASSES, start).reshape(NUM_PASSES, NUM_CLASSES)
    decoder = RangeDecoder.from_bytes(data[start + scales.nbytes :])

    def decode(number, place, means, classes):
        return decoder.decode(MODEL, means, scales[number, classes] * SCALE_UNIT, dtype=np.uint8)

    image = walk((height, width), decode)
    if zlib.crc32(image.tobytes()) != checksum:
        raise ValueError("the data is damaged")
    return image


def walk(shape: tuple[int, int], code: Callable[..., np.ndarray]) -> np.ndarray:
    """Visits all pixels of an image, pass by pass; returns what `code` returned.

    Both sides take the same walk. What is expected is computed from integers by additions, multiplications and
    divisions of single elements, which are the same on every machine; sums over arrays would not be.
    """
    known = np.zeros(shape, dtype=np.uint8)
    for number, (rows, columns, directions) in enumerate(passes(shape)):
        place = np.ix_(rows, columns)
        if directions is None:
            means, classes = np.full((len(rows), len(columns)), 127.5), np.zeros((len(rows), len(columns)), dtype=int)
        else:
            means, classes = expect(*(neighbours(known, rows, columns, *step) for step in directions))
        known[place] = code(number, place, means, classes)
    return known


def passes(shape: tuple[int, int]):
    """The rows and columns of each pass, and where the neighbours are: two pairs, opposite each other."""
    height, width = shape
    yield np.arange(0, height, COARSEST), np.arange(0, width, COARSEST), None
    step = COARSEST // 2
    while step > 0:
        even, odd = [[np.arange(first, size, 2 * step) for size in shape] for first in (0, step)]
        straight = ((-step, 0), (step, 0), (0, -step), (0, step))
        yield odd[0], odd[1], ((-step, -step), (step, step), (-step, step), (step, -step))
        yield even[0], odd[1], straight
        yield odd[0], even[1], straight
        step //= 2


def neighbours(known, rows, columns, row_step, column_step):
    """Pixels at some distance, mirrored where they would be outside."""

    def move(places, step, size):
        moved = places + step
        return np.where((moved >= 0) & (moved < size), moved, places - step).clip(0, size - 1)

    height, width = known.shape
    return known[np.ix_(move(rows, row_step, height), move(columns, column_step, width))].astype(np.int32)


def expect(a, b, c, d):
    """The expected values, and how much neighbours differ: two pairs vote, and one that differs less counts more."""
    first, second = (a + b) / 2, (c + d) / 2
    first_difference, second_difference = np.abs(a - b), np.abs(c - d)
    first_weight = 1 / (1 + first_difference * first_difference)
    second_weight = 1 / (1 + second_difference * second_difference)
    means = (first_weight * first + second_weight * second) / (first_weight + second_weight)
    differences = np.minimum(first_difference, second_difference) + np.abs(first - second)
    return means, np.searchsorted(THRESHOLDS, differences)


if __name__ == "__main__":
    files = [Path(name) for name in sys.argv[1:]]
    for file in files or [Path(__file__).parents[3] / "data" / "camera.png"]:
        image = grey_png.read(file)
        compressed = compress(image)
        assert np.array_equal(restore(compressed), image)
        as_png = file.stat().st_size
        sizes = f"{as_png} bytes as PNG, {len(compressed)} bytes here"
        print(f"{file.name}: {image.size} pixels, {sizes}, restored exactly")
