"""Compresses text with a language model, and says what it costs.

    python language_model.py [FILE [BYTES]] [--tiny] [--float] [--top-k K] [--measure]

The model is SmolLM2 (`smollm2.py` says how to get it); with `--tiny`, one that was never trained, of bytes.

1. A range coder, because the next token depends on those before: what is encoded first is decoded first.
2. For each token, a row of logits as the network returns it. The library computes the softmax, on all machines alike.
3. `precision=26`: fewer bits cost more in a large vocabulary, and more bits cost more in the coder (`--measure`).
4. Chunks that start anew: each can be restored without the others, and fails alone.
5. A checksum of the compressed data and one of the text, so that damaged data and another network are told apart.
6. A network that computes the same on both sides (`transformer.py`). With `--float` it is one as usual. Then encoder and
   decoder must do the same: one token after the other, as many sequences at once, and on the same kind of processor
   (`language_model_machines.py` shows why).

`--measure` codes the whole text in one message, from the encoder's logits only, and says what that costs.
"""

import argparse
import bz2
import lzma
import struct
import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import smollm2
from transformer import Shape, Transformer, exp, random_weights

from constriction.stream.model import CategoricalLogits, TopK
from constriction.stream.queue import RangeDecoder, RangeEncoder

CHUNK = 256  # tokens
HEADER, ENTRY = struct.Struct("<4sII"), struct.Struct("<IIII")
MAGIC = b"text"
LOGITS = CategoricalLogits(precision=26)


class Bytes:
    """The tokenizer of a model of bytes."""

    def encode(self, text: bytes) -> list[int]:
        return list(text)

    def decode(self, tokens: list[int]) -> bytes:
        return bytes(tokens)


@dataclass
class LanguageModel:
    network: Transformer
    tokenizer: Any
    start: int = 0  # the token that a text starts with, which is not coded
    top_k: int | None = None
    seconds: float = 0.0  # what the network took

    def rows(self, tokens: list[int]) -> np.ndarray:
        """The logits of each token, from those before it."""
        before = [self.start, *tokens[:-1]]
        if self.network.exact:
            return self.next(before, self.network.cache())
        # As the decoder, which has one token at a time. All at once would be other logits.
        cache = self.network.cache()
        return np.concatenate([self.next([token], cache) for token in before])

    def next(self, tokens: list[int], cache: Any) -> np.ndarray:
        start = time.thread_time()
        rows = self.network.logits([tokens], cache)[0]
        self.seconds += time.thread_time() - start
        return rows

    def parameters(self, rows: np.ndarray) -> tuple[Any, ...]:
        """The model of the next token, and its parameters."""
        if self.top_k is None:
            return LOGITS, rows
        # The most likely tokens; all others share what these leave over.
        ids = np.stack([largest(row, self.top_k) for row in rows])
        powers = exp(rows.astype(np.float64) - rows.max(-1, keepdims=True))
        # Whole numbers, whose sum does not depend on the order.
        powers = np.rint(powers * 2.0**30)
        probabilities = np.take_along_axis(powers, ids, -1) / powers.sum(-1, keepdims=True)
        return TopK(rows.shape[-1], precision=26), ids, probabilities


def largest(row: np.ndarray, count: int) -> np.ndarray:
    """The places of the largest numbers; of equal ones, the first: sorting as such would not say which."""
    threshold = np.partition(row, -count)[-count]
    above = np.flatnonzero(row > threshold)
    return np.concatenate([above, np.flatnonzero(row == threshold)[: count - above.size]])


def compress(text: bytes, model: LanguageModel, chunk: int = CHUNK) -> bytes:
    """The text in chunks of this many tokens, with an index before them."""
    tokens = model.tokenizer.encode(text)
    entries, payloads = [], []
    for first in range(0, len(tokens), chunk):
        part = tokens[first : first + chunk]
        encoder = RangeEncoder()
        encoder.encode(np.array(part), *model.parameters(model.rows(part)))
        payloads.append(encoder.to_bytes())
        checksums = zlib.crc32(payloads[-1]), zlib.crc32(model.tokenizer.decode(part))
        entries.append(ENTRY.pack(len(part), len(payloads[-1]), *checksums))
    index = b"".join(entries)
    return HEADER.pack(MAGIC, len(entries), zlib.crc32(index)) + index + b"".join(payloads)


def restore(data: bytes, model: LanguageModel) -> Iterator[bytes | ValueError]:
    """The text of each chunk, in order. Where a chunk cannot be restored, its error; the others are not touched."""
    if len(data) < HEADER.size:
        raise ValueError("the data ends too soon")
    magic, count, checksum = HEADER.unpack_from(data)
    place = HEADER.size + count * ENTRY.size
    index = data[HEADER.size : place]
    if magic != MAGIC or zlib.crc32(index) != checksum or len(index) != count * ENTRY.size:
        raise ValueError("this is not text that was compressed here, or its index is damaged")
    for number, (length, size, of_payload, of_text) in enumerate(ENTRY.iter_unpack(index)):
        payload = data[place : place + size]
        place += size
        if zlib.crc32(payload) != of_payload:
            yield ValueError(f"chunk {number} is damaged")
            continue
        try:
            text = decode(payload, length, model)
        except ValueError:
            text = None
        if text is None or zlib.crc32(text) != of_text:
            yield ValueError(f"chunk {number} was compressed with another network, or on a machine that computes otherwise")
        else:
            yield text


def decode(payload: bytes, length: int, model: LanguageModel) -> bytes:
    decoder = RangeDecoder.from_bytes(payload)
    cache, tokens = model.network.cache(), []
    while len(tokens) < length:
        row = model.next([tokens[-1] if tokens else model.start], cache)
        tokens += decoder.decode(*model.parameters(row)).tolist()
    return model.tokenizer.decode(tokens)


def tiny(exact: bool = True) -> LanguageModel:
    shape = Shape(vocabulary=256, width=48, hidden=96, layers=2, heads=6, key_heads=2, context=CHUNK)
    return LanguageModel(Transformer(shape, random_weights(shape), exact=exact), Bytes())


def real(exact: bool = True) -> LanguageModel:
    return LanguageModel(*smollm2.load(exact=exact, context=CHUNK))


def cross_entropy(tokens: list[int], rows: np.ndarray) -> float:
    """What the network says that tokens cost, in bits."""
    rows = rows.astype(np.float64)
    rows -= rows.max(-1, keepdims=True)
    return float((np.log(np.exp(rows).sum(-1)) - rows[np.arange(len(tokens)), tokens]).sum() / np.log(2))


def measure(text: bytes, model: LanguageModel) -> tuple[float, int]:
    """Codes a text in one message, token by token; returns the network's cross-entropy and what was coded, in bits."""
    tokens = model.tokenizer.encode(text)
    ideal, to_encode, to_decode = 0.0, 0.0, 0.0
    encoder = RangeEncoder()
    models = [CategoricalLogits(precision=precision) for precision in range(16, 33, 2)]
    costs, encoders = np.zeros(len(models)), [RangeEncoder() for _ in models]
    for first in range(0, len(tokens), CHUNK):
        part = tokens[first : first + CHUNK]
        rows = model.rows(part)
        ideal += cross_entropy(part, rows)
        for i, other in enumerate(models):
            costs[i] += other.cost_bits(part, rows).sum()
            encoders[i].encode(part, other, rows)
        calls = [model.parameters(rows[i : i + 1]) for i in range(len(part))]
        start = time.thread_time()
        for token, call in zip(part, calls):
            encoder.encode([token], *call)
        to_encode += time.thread_time() - start
        again = RangeEncoder()
        again.encode(part, *model.parameters(rows))
        decoder = again.get_decoder()
        start = time.thread_time()
        decoded = [decoder.decode(*call) for call in calls]
        to_decode += time.thread_time() - start
        assert np.array_equal(np.concatenate(decoded), part)
    print(f"{len(tokens)} tokens, the network's cross-entropy: {ideal:.0f} bits")
    print(f"coded in one message, token by token: {encoder.num_bits()} bits")
    for other, cost, one in zip(models, costs, encoders):
        share = [100 * (bits / ideal - 1) for bits in (cost, one.num_bits())]
        print(f"  all logits, precision={other.precision}: the model costs {share[0]:+.4f} %, and coded {share[1]:+.3f} %")
    coder = [1e6 * seconds / len(tokens) for seconds in (to_encode, to_decode)]
    print(f"a token takes the coder {coder[0]:.0f} µs to encode and {coder[1]:.0f} µs to decode,", end=" ")
    print(f"the network {1e6 * model.seconds / len(tokens):.0f} µs in a pass over {CHUNK}")
    return ideal, encoder.num_bits()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("file", nargs="?", type=Path, default=Path(__file__).parents[3] / "data" / "alice29.txt")
    parser.add_argument("bytes", nargs="?", type=int, default=1500)
    parser.add_argument("--tiny", action="store_true")
    parser.add_argument("--float", action="store_true")
    parser.add_argument("--top-k", type=int)
    parser.add_argument("--measure", action="store_true")
    options = parser.parse_args()
    text = options.file.read_bytes()[: options.bytes]
    model = (tiny if options.tiny else real)(not options.float)
    model.top_k = options.top_k
    if options.measure:
        measure(text, model)
        return
    data = compress(text, model)
    seconds, model.seconds = [model.seconds], 0.0
    assert b"".join(restore(data, model)) == text  # type: ignore[arg-type]
    others = f"{len(lzma.compress(text))} by lzma, {len(bz2.compress(text))} by bz2"
    print(f"{options.file.name}: {len(text)} bytes, {len(data)} bytes here, {others}, restored exactly")
    tokens = len(model.tokenizer.encode(text))
    per_token = (1e3 * part / tokens for part in (*seconds, model.seconds))
    print("the network takes {:.1f} ms a token to encode, {:.1f} ms to decode".format(*per_token))


if __name__ == "__main__":
    main()
