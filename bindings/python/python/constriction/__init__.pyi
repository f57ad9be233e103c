from typing import Final

from . import container as container
from . import stream as stream
from . import symbol as symbol

__all__ = ["__version__", "container", "stream", "symbol"]

__version__: Final[str]
