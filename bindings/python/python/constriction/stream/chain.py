"""Chain coding: bits-back coding in which symbols do not influence each other."""

from .._native import ChainCoder

__all__ = ["ChainCoder"]
