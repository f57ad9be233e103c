"""A causal language model in numpy, of Llama's kind, with logits that are the same on every machine.

A sum of floating-point numbers depends on its order, and the order of the sums in a matrix product depends on the
processor, the number of threads, the number of rows, and the library. So two machines differ in the last bits, and so
do a forward pass over all tokens and one over each token in turn. Here no sum is rounded. Before each product, the
numbers are rounded to multiples of a power of two, so coarse that all sums fit into the 53 bits of a float64: then all
orders give the same. What is left are operations on single elements (`+`, `*`, `/`, `sqrt`), which IEEE 754 defines to
the last bit. Functions of the platform, such as `numpy.exp`, are not defined like that and are written out.

With `exact=False`, the same network computes in float32 as usual.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np

# Bits of the integers that are exact in a float64.
EXACT_BITS = 53
# Bits after the binary point: of weights, of queries, keys and values, and of the shares that attention gives.
WEIGHT_BITS, HEAD_BITS, SHARE_BITS = 20, 14, 20
# Queries, keys and values are cut off here, which none comes near: 64 products have 2 * (14 + 9) + 6 bits.
LARGEST_IN_HEAD = 2.0**9
LOG2_E, LN2_HIGH, LN2_LOW = 1.4426950408889634, 0.6931471803691238, 1.9082149292705877e-10


def on_grid(x: np.ndarray, bits: int) -> np.ndarray:
    """The nearest multiples of `2**-bits`."""
    return np.rint(x * 2.0**bits) * 2.0**-bits


def exp(x: np.ndarray) -> np.ndarray:
    """The exponential function, to about 15 digits, by operations that are the same everywhere."""
    x = np.clip(x, -700.0, 700.0)
    exponent = np.rint(x * LOG2_E)
    rest = x - exponent * LN2_HIGH - exponent * LN2_LOW
    power = np.ones_like(x)
    for i in range(13, 0, -1):
        power = 1.0 + rest * power / i
    return np.ldexp(power, exponent.astype(np.int32))


def cos_and_sin(angle: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    angle = np.remainder(angle + np.pi, 2 * np.pi) - np.pi
    square = angle * angle
    cos, sin = np.ones_like(angle), np.ones_like(angle)
    for i in range(28, 0, -2):
        cos = 1.0 - square * cos / ((i - 1) * i)
        sin = 1.0 - square * sin / (i * (i + 1))
    return cos, angle * sin


@dataclass(frozen=True)
class Shape:
    vocabulary: int
    width: int
    hidden: int
    layers: int
    heads: int
    key_heads: int
    context: int
    rope_base: float = 10000.0
    epsilon: float = 1e-5

    @property
    def head_width(self) -> int:
        return self.width // self.heads


def scale_of(x: np.ndarray) -> np.ndarray:
    """For each row, a power of two above all its numbers."""
    return np.ldexp(x.dtype.type(1), np.frexp(np.abs(x).max(-1, keepdims=True))[1])


class Matrix:
    """A matrix that rows of numbers are multiplied with."""

    def __init__(self, weights: np.ndarray, exact: bool):
        self.weights = on_grid(weights.astype(np.float64), WEIGHT_BITS) if exact else weights.astype(np.float32)
        # A product with numbers below 1 stays below `2**(sum_bits - 1)`, in all orders.
        sum_bits = 1 + int(np.ceil(np.log2(np.abs(self.weights).sum(1).max())))
        self.bits = EXACT_BITS - WEIGHT_BITS - sum_bits if exact else None

    def __call__(self, x: np.ndarray) -> np.ndarray:
        scale = 1
        if self.bits is not None:
            scale = scale_of(x)
            x = on_grid(x / scale, self.bits)
        return (x.reshape(-1, x.shape[-1]) @ self.weights.T).reshape(*x.shape[:-1], -1) * scale


class Cache:
    """The keys and values of the tokens so far, of some sequences side by side."""

    def __init__(self, shape: Shape, batch: int, dtype: type):
        size = (shape.layers, batch, shape.key_heads, shape.context, shape.head_width)
        self.keys, self.values = np.zeros(size, dtype), np.zeros(size, dtype)
        self.length = 0


class Transformer:
    def __init__(self, shape: Shape, weights: dict[str, np.ndarray], *, exact: bool = True):
        self.shape, self.exact = shape, exact
        self.dtype = np.float64 if exact else np.float32
        matrices = {name: array for name, array in weights.items() if array.ndim == 2}
        self.matrices = {name: Matrix(array, exact) for name, array in matrices.items()}
        self.norms = {name: array.astype(self.dtype) for name, array in weights.items() if array.ndim == 1}
        # `Decimal` is the same everywhere, too.
        step = -2 * Decimal(shape.rope_base).ln() / shape.head_width
        rates = np.array([float((step * i).exp()) for i in range(shape.head_width // 2)])
        cos, sin = cos_and_sin(np.arange(shape.context)[:, None] * rates)
        self.cos, self.sin = cos.astype(self.dtype), sin.astype(self.dtype)

    def cache(self, batch: int = 1) -> Cache:
        return Cache(self.shape, batch, self.dtype)

    def logits(self, tokens: Any, cache: Cache) -> np.ndarray:
        """Adds tokens, of shape (batch, length), to what is in the cache; returns a row of logits after each."""
        tokens = np.asarray(tokens)
        places = slice(cache.length, cache.length + tokens.shape[1])
        if places.stop > self.shape.context:
            raise ValueError(f"there is room for {self.shape.context} tokens only")
        cache.length = places.stop
        embedding = self.matrices["token_embd.weight"]
        x = embedding.weights[tokens]
        for layer in range(self.shape.layers):
            x = x + self._attention(layer, self._norm(x, f"blk.{layer}.attn_norm.weight"), cache, places)
            h = self._norm(x, f"blk.{layer}.ffn_norm.weight")
            gate, up = (self.matrices[f"blk.{layer}.ffn_{name}.weight"](h) for name in ("gate", "up"))
            x = x + self.matrices[f"blk.{layer}.ffn_down.weight"](gate / (1 + self._exp(-gate)) * up)
        return embedding(self._norm(x, "output_norm.weight"))

    def _attention(self, layer: int, h: np.ndarray, cache: Cache, places: slice) -> np.ndarray:
        shape = self.shape
        batch, length, _ = h.shape

        def heads(name: str) -> np.ndarray:
            y = self.matrices[f"blk.{layer}.attn_{name}.weight"](h)
            return y.reshape(batch, length, -1, shape.head_width).swapaxes(1, 2)

        query = self._in_head(self._rotated(heads("q"), places))
        cache.keys[layer, :, :, places] = self._in_head(self._rotated(heads("k"), places))
        cache.values[layer, :, :, places] = self._in_head(heads("v"))
        keys, values = cache.keys[layer, :, :, : places.stop], cache.values[layer, :, :, : places.stop]
        # Several heads of queries have the same keys and values.
        query = query.reshape(batch, shape.key_heads, -1, shape.head_width)
        scores = query @ keys.swapaxes(-1, -2) / self.dtype(np.sqrt(shape.head_width))
        scores = scores.reshape(batch, shape.key_heads, -1, length, places.stop)
        is_later = np.arange(places.stop) > np.arange(places.start, places.stop)[:, None]
        scores = np.where(is_later, -np.inf, scores)
        shares = self._grid(self._exp(scores - scores.max(-1, keepdims=True)), SHARE_BITS)
        shares = self._grid(shares / shares.sum(-1, keepdims=True), SHARE_BITS)
        mixed = shares.reshape(batch, shape.key_heads, -1, places.stop) @ values
        mixed = mixed.reshape(batch, shape.heads, length, shape.head_width).swapaxes(1, 2)
        return self.matrices[f"blk.{layer}.attn_output.weight"](mixed.reshape(batch, length, -1))

    def _rotated(self, x: np.ndarray, places: slice) -> np.ndarray:
        even, odd, cos, sin = x[..., 0::2], x[..., 1::2], self.cos[places], self.sin[places]
        return np.stack([even * cos - odd * sin, even * sin + odd * cos], -1).reshape(x.shape)

    def _norm(self, x: np.ndarray, name: str) -> np.ndarray:
        # The largest number is below 1 then, so that the sum of the squares is exact.
        scale = scale_of(x)
        small = self._grid(x / scale, SHARE_BITS)
        mean = (small * small).sum(-1, keepdims=True) / self.dtype(self.shape.width)
        return small / np.sqrt(mean + self.dtype(self.shape.epsilon) / (scale * scale)) * self.norms[name]

    def _in_head(self, x: np.ndarray) -> np.ndarray:
        return on_grid(np.clip(x, -LARGEST_IN_HEAD, LARGEST_IN_HEAD), HEAD_BITS) if self.exact else x

    def _grid(self, x: np.ndarray, bits: int) -> np.ndarray:
        return on_grid(x, bits) if self.exact else x

    def _exp(self, x: np.ndarray) -> np.ndarray:
        return exp(x) if self.exact else np.exp(x)


def random_weights(shape: Shape, seed: int = 0) -> dict[str, np.ndarray]:
    """Weights of an untrained network, for tests."""
    rng = np.random.default_rng(seed)

    def matrix(rows: int, columns: int) -> np.ndarray:
        return rng.normal(0, 1 / np.sqrt(columns), (rows, columns)).astype(np.float32)

    keys = shape.key_heads * shape.head_width
    weights = {
        "token_embd.weight": matrix(shape.vocabulary, shape.width),
        "output_norm.weight": np.ones(shape.width, np.float32),
    }
    for layer in range(shape.layers):
        block = {
            "attn_norm": np.ones(shape.width, np.float32),
            "attn_q": matrix(shape.width, shape.width),
            "attn_k": matrix(keys, shape.width),
            "attn_v": matrix(keys, shape.width),
            "attn_output": matrix(shape.width, shape.width),
            "ffn_norm": np.ones(shape.width, np.float32),
            "ffn_gate": matrix(shape.hidden, shape.width),
            "ffn_up": matrix(shape.hidden, shape.width),
            "ffn_down": matrix(shape.width, shape.hidden),
        }
        weights |= {f"blk.{layer}.{name}.weight": array for name, array in block.items()}
    return weights
