"""Makes lzma.json: raw LZMA1 streams by the `lzma` module of Python.

    python3 lzma.py > lzma.json

Each line has the parameters lc, lp and pb, the data and the stream, in hexadecimal.
"""

import json
import lzma

WORDS = b"how much wood would a woodchuck chuck if a woodchuck could chuck wood".split()


def numbers(seed):
    while True:
        seed = (seed * 1103515245 + 12345) % 2**31
        yield seed >> 16


def text(count, seed):
    source = numbers(seed)
    return b" ".join(WORDS[next(source) % len(WORDS)] for _ in range(count))


def noise(count, bits, seed):
    source = numbers(seed)
    return bytes(next(source) % 2**bits for _ in range(count))


messages = [
    ("empty", b""),
    ("a byte", b"a"),
    ("noise", noise(400, 8, 1)),
    ("few bytes", noise(400, 2, 2)),
    ("text", text(300, 3)),
    ("a run", bytes(1000)),
    ("far repetitions", noise(500, 8, 4) + noise(6000, 1, 5) + noise(500, 8, 4)),
    ("words of 16 bits", b"".join((1000 + 3 * i).to_bytes(2, "little") for i in range(300))),
]
print("[")
lines = []
for name, data in messages:
    for lc, lp, pb in [(3, 0, 2), (0, 2, 0)]:
        filters = [{"id": lzma.FILTER_LZMA1, "dict_size": 1 << 16, "lc": lc, "lp": lp, "pb": pb}]
        stream = lzma.compress(data, format=lzma.FORMAT_RAW, filters=filters)
        lines.append(json.dumps(dict(name=name, lc=lc, lp=lp, pb=pb, data=data.hex(), stream=stream.hex())))
print(",\n".join(lines))
print("]")
