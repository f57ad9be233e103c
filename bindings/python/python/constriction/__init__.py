"""Entropy coders and exactly invertible models for research and production."""

from . import container, report, stream, symbol
from ._native import __version__

__all__ = ["__version__", "container", "report", "stream", "symbol"]
