"""Models that learn from the symbols coded so far.

Encoder and decoder start with equal models and learn the same from the same symbols, so that nothing but symbols is
sent. One call codes an array: `encoder.encode(symbols, model, contexts)` and `decoder.decode(model, n, contexts)` with
a range coder, `encode_reverse` and `decode` with an ANS coder. The probabilities are integers, the same on every
machine.

    >>> from constriction.stream import adaptive, queue
    >>> text = b"how much wood would a woodchuck chuck if a woodchuck could chuck wood"
    >>> encoder = queue.RangeEncoder()
    >>> encoder.encode(list(text), adaptive.Nibbles(num_contexts=256), adaptive.Order(1))
    >>> encoder.num_bits() // 8
    60
    >>> decoder = encoder.get_decoder()
    >>> decoded = decoder.decode(adaptive.Nibbles(num_contexts=256), len(text), adaptive.Order(1))
    >>> bytes(decoded.tolist()) == text
    True
"""

from .._native import (
    AdaptiveBernoulli,
    AdaptiveCategorical,
    AdaptiveModel,
    BitTree,
    LeftTop,
    Mixer,
    Nibbles,
    Order,
    Word,
)

__all__ = [
    "AdaptiveBernoulli",
    "AdaptiveCategorical",
    "AdaptiveModel",
    "BitTree",
    "LeftTop",
    "Mixer",
    "Nibbles",
    "Order",
    "Word",
]
