"""A codec for grey images in one call: pixels, predicted in several contexts of their neighbours at once.

    python adaptive_image.py [FILE.png...]

Without a file, it codes an image that it draws. It prints how many bytes an image takes here, and about how
many as PNG.
"""

import sys
import zlib
from pathlib import Path

import grey_png
import numpy as np
from constriction.stream.adaptive import LeftTop, Mixer, Order
from constriction.stream.stack import AnsCoder


def contexts(width: int) -> list[LeftTop | Order]:
    """The neighbours to the left and above, exactly and ever more roughly, and the two pixels to the left."""
    return [*(LeftTop(width, shift) for shift in range(1, 5)), Order(1), Order(2, shift=2), Order(0)]


def mixer() -> Mixer:
    """A new model: encoder and decoder must begin with the same."""
    return Mixer(bits=8, num_inputs=7, table_bits=16)


def compress(image: np.ndarray) -> bytes:
    """The compressed pixels, after height and width in 4 bytes each."""
    coder = AnsCoder()
    coder.encode_reverse(image, mixer(), contexts(image.shape[1]))
    return np.array(image.shape, dtype="<u4").tobytes() + coder.to_bytes()


def restore(data: bytes) -> np.ndarray:
    """The pixels again."""
    height, width = np.frombuffer(data[:8], dtype="<u4").tolist()
    coder = AnsCoder.from_bytes(data[8:])
    return coder.decode(mixer(), (height, width), contexts(width), dtype=np.uint8)


def drawing(height: int = 256, width: int = 256) -> np.ndarray:
    """A disc in front of a slope, with some noise."""
    y, x = np.mgrid[:height, :width]
    slope = 60 + 100 * x // width + 60 * y // height
    inside = (x - width // 2) ** 2 + (y - height // 2) ** 2 < (height // 3) ** 2
    noise = np.random.default_rng(1).integers(0, 4, (height, width))
    return (np.where(inside, 255 - slope, slope) + noise).astype(np.uint8)


def main() -> None:
    images = [(name, grey_png.read(Path(name))) for name in sys.argv[1:]] or [("a drawing", drawing())]
    for name, image in images:
        compressed = compress(image)
        if not np.array_equal(restore(compressed), image):
            raise SystemExit(f"{name}: what was restored is not what was compressed")
        # The filter of PNG that subtracts the pixel above, and its compression.
        as_png = len(zlib.compress(np.diff(image, axis=0, prepend=np.uint8(0)).tobytes(), 9))
        print(f"{name}: {image.size} pixels, {as_png} bytes as PNG, {len(compressed)} bytes here, restored exactly")


if __name__ == "__main__":
    main()
