"""Symbol codes: a whole number of bits for every symbol."""

from . import huffman

__all__ = ["huffman"]
