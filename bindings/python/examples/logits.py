"""Text, byte by byte: a network predicts each byte from those before, and learns from it.

    python logits.py [FILE [NUMBER OF BYTES]]

The network has one layer, and a row of logits for each context: the last byte, the last two, the last three. The sum of
three rows goes into the model as it is. The decoder has the same network, which learns from the bytes that it decodes.
"""

import struct
import sys
import zlib
from pathlib import Path

import numpy as np

from constriction.stream.model import CategoricalLogits
from constriction.stream.queue import RangeDecoder, RangeEncoder

MODEL = CategoricalLogits()
BYTES = np.arange(256)


class Network:
    """Predicts bytes.

    It must compute the same to the last bit on both sides. So it adds and multiplies single elements only (matrix
    products and sums depend on the machine), and has its softmax from the model, which is exact.
    """

    RATE = 0.7

    def __init__(self):
        self.rows: dict[bytes, np.ndarray] = {}
        self.past = bytes(3)

    def logits(self) -> np.ndarray:
        for length in (1, 2, 3):
            self.rows.setdefault(self.past[-length:], np.zeros(256))
        return self.rows[self.past[-1:]] + self.rows[self.past[-2:]] + self.rows[self.past[-3:]]

    def learn(self, byte: int, logits: np.ndarray):
        # The gradient of the number of bits.
        step = -self.RATE * MODEL.pmf(BYTES, logits)
        step[byte] += self.RATE
        for length in (1, 2, 3):
            self.rows[self.past[-length:]] += step
        self.past = self.past[1:] + bytes([byte])


def compress(text: bytes) -> bytes:
    network = Network()
    encoder = RangeEncoder()
    for byte in text:
        logits = network.logits()
        encoder.encode(byte, MODEL, logits)
        network.learn(byte, logits)
    return struct.pack("<II", len(text), zlib.crc32(text)) + encoder.to_bytes()


def restore(data: bytes) -> bytes:
    length, checksum = struct.unpack_from("<II", data)
    network = Network()
    decoder = RangeDecoder.from_bytes(data[8:])
    text = bytearray()
    for _ in range(length):
        logits = network.logits()
        byte = decoder.decode(MODEL, logits)
        network.learn(byte, logits)
        text.append(byte)
    if zlib.crc32(text) != checksum:
        raise ValueError("the data is damaged")
    return bytes(text)


if __name__ == "__main__":
    file = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[3] / "data" / "alice29.txt"
    text = file.read_bytes()[: int(sys.argv[2]) if len(sys.argv) > 2 else 20000]
    compressed = compress(text)
    assert restore(compressed) == text
    print(
        f"{file.name}: {len(text)} bytes, {len(zlib.compress(text, 9))} bytes by zlib, {len(compressed)} bytes here, "
        "restored exactly"
    )
