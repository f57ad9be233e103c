"""Interleaved ANS: many states in one stream of words, for speed.

Use it for large arrays whose model is known before they are decoded, and for bytes.
"""

from .._native import InterleavedAnsCoder, decode_bytes, encode_bytes

__all__ = ["InterleavedAnsCoder", "decode_bytes", "encode_bytes"]
