"""Range coding: a queue, first in, first out.

It is the coder for models in which a symbol depends on those before it, as encoder and decoder go in the same
direction.
"""

from .._native import RangeDecoder, RangeEncoder

__all__ = ["RangeDecoder", "RangeEncoder"]
