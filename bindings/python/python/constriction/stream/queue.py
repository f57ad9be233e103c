"""Range coding: a queue, first in, first out."""

from .._native import RangeDecoder, RangeEncoder

__all__ = ["RangeDecoder", "RangeEncoder"]
