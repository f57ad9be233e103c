"""A text compressor in one call: a mixer of models that learn, in the contexts of the last letters and of the word.

    python adaptive_text.py FILE...

It compresses each file, restores it, and prints the sizes, beside those of bz2 and lzma. Nothing but the text is sent: the
decoder's mixer learns from the letters before, as the encoder's did.
"""

import bz2
import lzma
import sys
from pathlib import Path

import numpy as np
from constriction.stream.adaptive import Mixer, Order, Word
from constriction.stream.queue import RangeDecoder, RangeEncoder

# Each letter is predicted in the contexts of the last one, two, … six letters, and of the letters of its word so far.
CONTEXTS = [*map(Order, range(1, 7)), Word()]


def mixer(size: int) -> Mixer:
    """A new model: encoder and decoder must begin with the same. Its tables grow with the text."""
    return Mixer(bits=8, num_inputs=len(CONTEXTS), table_bits=min(max(size.bit_length() - 1, 8), 20))


def compress(text: bytes) -> bytes:
    """The compressed text, after its length in 8 bytes."""
    encoder = RangeEncoder()
    encoder.encode(np.frombuffer(text, dtype=np.uint8), mixer(len(text)), CONTEXTS)
    return len(text).to_bytes(8, "little") + encoder.to_bytes()


def restore(data: bytes) -> bytes:
    """The text again."""
    size = int.from_bytes(data[:8], "little")
    decoder = RangeDecoder.from_bytes(data[8:])
    return decoder.decode(mixer(size), size, CONTEXTS, dtype=np.uint8).tobytes()


def main() -> None:
    for name in sys.argv[1:]:
        text = Path(name).read_bytes()
        compressed = compress(text)
        if restore(compressed) != text:
            raise SystemExit(f"{name}: what was restored is not what was compressed")
        others = f"{len(bz2.compress(text))} with bz2, {len(lzma.compress(text))} with lzma"
        print(f"{name}: {len(text)} bytes, {len(compressed)} bytes here, restored exactly ({others})")


if __name__ == "__main__":
    main()
