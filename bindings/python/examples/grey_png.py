"""Reads grey PNG files of 8 bits, for the other examples: just so much that they need nothing but numpy."""

import struct
import zlib
from pathlib import Path

import numpy as np


def read(file: Path) -> np.ndarray:
    """The pixels of a file, as an array of shape (height, width) and type `uint8`."""
    data = file.read_bytes()
    if not data.startswith(b"\x89PNG\r\n\x1a\n"):
        raise ValueError(f"{file} is no PNG file")
    header, body = b"", b""
    place = 8
    while place + 8 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, place)
        chunk = data[place + 8 : place + 8 + length]
        if kind == b"IHDR":
            header = chunk
        elif kind == b"IDAT":
            body += chunk
        place += length + 12
    width, height, *options = struct.unpack(">IIBBBBB", header)
    if options != [8, 0, 0, 0, 0]:
        raise ValueError(f"{file} is not a grey image of 8 bits without interlacing")
    lines = np.frombuffer(zlib.decompress(body), dtype=np.uint8).reshape(height, width + 1)
    pixels = np.zeros((height, width), dtype=np.uint8)
    above = bytes(width)
    for row, line in zip(pixels, lines, strict=True):
        above = unfilter(int(line[0]), line[1:].tobytes(), above)
        row[:] = np.frombuffer(above, dtype=np.uint8)
    return pixels


def unfilter(kind: int, line: bytes, above: bytes) -> bytes:
    """A row of pixels from what PNG stores of it, and from the row above."""
    pixels = bytearray(len(line))
    left = upper_left = 0
    for place, (byte, up) in enumerate(zip(line, above, strict=True)):
        prediction = (0, left, up, (left + up) // 2, paeth(left, up, upper_left))[kind]
        left, upper_left = (byte + prediction) & 0xFF, up
        pixels[place] = left
    return bytes(pixels)


def paeth(left: int, up: int, upper_left: int) -> int:
    plane = left + up - upper_left
    return min((left, up, upper_left), key=lambda pixel: abs(plane - pixel))
