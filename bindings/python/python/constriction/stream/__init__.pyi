from . import adaptive as adaptive
from . import chain as chain
from . import interleaved as interleaved
from . import model as model
from . import queue as queue
from . import stack as stack

__all__ = ["adaptive", "chain", "interleaved", "model", "queue", "stack"]
