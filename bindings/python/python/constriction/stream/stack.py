"""Asymmetric numeral systems (ANS): a stack, last in, first out.

It is the coder for independent symbols and for bits-back coding: it encodes and decodes on the same data.
"""

from .._native import AnsCoder

__all__ = ["AnsCoder"]
