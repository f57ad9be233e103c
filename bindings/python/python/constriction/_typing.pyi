# The types of arguments and results. This module is for type checkers: there is no such module at run time.

from collections.abc import Callable, Sequence
from typing import Any, Literal, Protocol, TypeAlias, TypeVar

import numpy as np

from .stream.adaptive import LeftTop, Order, Word

_Scalar_co = TypeVar("_Scalar_co", bound=np.generic, covariant=True)

class SupportsArray(Protocol[_Scalar_co]):
    """An array of NumPy, or an object that NumPy can turn into one."""

    def __array__(self) -> np.ndarray[Any, np.dtype[_Scalar_co]]: ...

class SupportsDLPack(Protocol):
    """An array in main memory that offers DLPack."""

    def __dlpack__(self) -> Any: ...
    def __dlpack_device__(self) -> Any: ...

class WritableTensor(Protocol):
    """A tensor in main memory that can be written to, as those of PyTorch."""

    def __array__(self) -> np.ndarray[Any, np.dtype[Any]]: ...
    def data_ptr(self) -> int: ...

class ScipyDistribution(Protocol):
    """A distribution of `scipy.stats`, or anything else with these two functions."""

    @property
    def cdf(self) -> Callable[..., Any]: ...
    @property
    def ppf(self) -> Callable[..., Any]: ...

Integer: TypeAlias = int | np.integer[Any] | np.bool_
Real: TypeAlias = float | np.floating[Any] | np.integer[Any] | np.bool_

# Sequences of sequences, of any depth.
_Integers: TypeAlias = Sequence[Integer | SupportsArray[np.integer[Any] | np.bool_] | _Integers]
_Reals: TypeAlias = Sequence[Real | SupportsArray[Any] | _Reals]

IntegerLike: TypeAlias = Integer | SupportsArray[np.integer[Any] | np.bool_] | SupportsDLPack | _Integers
# Any array, as type checkers know bfloat16 only as `np.generic`.
FloatLike: TypeAlias = Real | SupportsArray[Any] | SupportsDLPack | _Reals

IntegerArray: TypeAlias = np.ndarray[Any, np.dtype[np.integer[Any]]]
Symbols: TypeAlias = np.ndarray[Any, np.dtype[np.int32]]
Words: TypeAlias = np.ndarray[Any, np.dtype[np.uint32]]
Floats: TypeAlias = np.ndarray[Any, np.dtype[np.float64]]
BytesLike: TypeAlias = bytes | bytearray | memoryview

Shape: TypeAlias = int | np.integer[Any] | tuple[int, ...] | list[int]
Progress: TypeAlias = bool | Callable[[int, int], object] | None
Quantization: TypeAlias = Literal["integer", "perfect", "fast"]
ZeroProbability: TypeAlias = Literal["leaky", "strict", "escape"]

# Contexts of models that learn: one for all symbols, one for each, or a rule.
Contexts: TypeAlias = IntegerLike | Order | LeftTop
# The same, or for a mixer those of each input.
AnyContexts: TypeAlias = Contexts | Sequence[Contexts | Word]
