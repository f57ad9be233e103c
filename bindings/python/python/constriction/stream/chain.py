"""Chain coding: bits-back coding in which symbols do not influence each other.

Decode symbols from any data, change the models of some, and the other symbols stay as they were. With an `AnsCoder`,
all that are decoded later would change.
"""

from .._native import ChainCoder

__all__ = ["ChainCoder"]
