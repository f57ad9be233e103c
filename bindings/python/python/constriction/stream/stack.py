"""Asymmetric numeral systems (ANS): a stack, last in, first out."""

from .._native import AnsCoder

__all__ = ["AnsCoder"]
