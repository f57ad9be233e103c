"""Stream codes: they amortise over many symbols, down to a fraction of a bit per symbol."""

from . import chain, model, queue, stack

__all__ = ["chain", "model", "queue", "stack"]
