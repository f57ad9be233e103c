from . import chain as chain
from . import model as model
from . import queue as queue
from . import stack as stack

__all__ = ["chain", "model", "queue", "stack"]
