from typing import Final

from . import container as container
from . import report as report
from . import stream as stream
from . import symbol as symbol

__all__ = ["__version__", "container", "report", "stream", "symbol"]

__version__: Final[str]
