from typing import Final

from . import stream as stream
from . import symbol as symbol

__all__ = ["__version__", "stream", "symbol"]

__version__: Final[str]
