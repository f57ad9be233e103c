"""Symbol codes: a whole number of bits for every symbol."""

from .._native import (
    Codebook,
    EliasDelta,
    EliasGamma,
    ExpGolomb,
    Golomb,
    QueueDecoder,
    QueueEncoder,
    Rice,
    StackCoder,
    Unary,
)
from . import huffman

__all__ = [
    "Codebook",
    "EliasDelta",
    "EliasGamma",
    "ExpGolomb",
    "Golomb",
    "QueueDecoder",
    "QueueEncoder",
    "Rice",
    "StackCoder",
    "Unary",
    "huffman",
]
