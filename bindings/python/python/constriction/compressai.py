"""CompressAI's entropy coder, with the same strings, several times faster.

`install(model)` makes a model of CompressAI use it:

    from compressai.zoo import bmshj2018_hyperprior
    from constriction import compressai

    model = bmshj2018_hyperprior(quality=3, pretrained=True).eval()
    with compressai.install(model):
        strings = model.compress(x)["strings"]

The strings are those of CompressAI, byte for byte, and those of CompressAI are read. A string that is damaged or that is
of other tables is an error in about four cases of five, where CompressAI reads outside of its memory or returns
garbage.

`Tables`, `RansEncoder`, `BufferedRansEncoder` and `RansDecoder` need no PyTorch: they take lists, numpy arrays and
tensors.
"""

from __future__ import annotations

import sys
from functools import partial
from typing import Any

import numpy as np

from ._native import BufferedRansEncoder, RansDecoder, RansEncoder, Tables
from .stream.interleaved import InterleavedAnsCoder
from .stream.model import QuantizedGaussian

__all__ = ["BufferedRansEncoder", "Installed", "RansDecoder", "RansEncoder", "Tables", "install"]

FORMATS = ("compressai", "interleaved")

# What no network reaches: with 28 bits, so wide a range costs 2**-12 of the probability. More bits would cost more in the
# coder.
GAUSSIAN = QuantizedGaussian(-32768, 32767, precision=28)


class _Coder:
    """Takes the place of CompressAI's `_EntropyCoder`."""

    # What CompressAI pickles, and makes its own coder of.
    name = "ans"

    def __init__(self) -> None:
        self._encoder = RansEncoder()
        self._decoder = RansDecoder()
        self._key: Any = None
        self._tables: Tables | None = None

    def encode_with_indexes(self, *args: Any) -> bytes:
        return self._encoder.encode_with_indexes(*args)

    def decode_with_indexes(self, *args: Any) -> list[int]:
        return self._decoder.decode_with_indexes(*args)

    def tables(self, module: Any) -> Tables:
        """The tables of an entropy model, made anew after each `update`."""
        tensors = (module._quantized_cdf, module._cdf_length, module._offset)
        # A tensor counts the changes of what it holds.
        key = [(tensor, tensor._version) for tensor in tensors]
        if self._key is None or any(a is not c or b != d for (a, b), (c, d) in zip(key, self._key)):
            module._check_cdf_size()
            module._check_cdf_length()
            module._check_offsets_size()
            self._tables = Tables(*(_numbers(tensor) for tensor in tensors))
            self._key = key
        assert self._tables is not None
        return self._tables


def _numbers(tensor: Any) -> np.ndarray[Any, np.dtype[Any]]:
    """A tensor on the CPU as an array."""
    return tensor.detach().cpu().numpy()


def _bounded(module: Any, scales: Any) -> Any:
    return module.lower_bound_scale(scales)


def _quantized(module: Any, inputs: Any, means: Any) -> Any:
    """The result of CompressAI's `quantize`, in fewer steps, each of which creates a new tensor of a whole image."""
    is_usual = type(module).quantize is _Patch.quantize and (means is None or means.dtype == inputs.dtype)
    if not is_usual:
        return module.quantize(inputs, "symbols", means)
    return inputs.round().int() if means is None else (inputs - means).round_().int()


def _compress(self: Any, inputs: Any, indexes: Any, means: Any = None) -> list[bytes]:
    if not isinstance(self.entropy_coder, _Coder):
        return _Patch.compress(self, inputs, indexes, means)
    if inputs.dim() < 2:
        raise ValueError(f"inputs must have at least 2 dimensions, but have {inputs.dim()}")
    if inputs.size() != indexes.size():
        raise ValueError(f"inputs have the shape {tuple(inputs.size())}, but indexes {tuple(indexes.size())}")
    symbols = _numbers(_quantized(self, inputs, means))
    numbers = _numbers(indexes)
    if indexes.is_floating_point():
        return [_gaussian_string(one, scales) for one, scales in zip(symbols, numbers)]
    tables = self.entropy_coder.tables(self)
    return [tables.encode(one, index) for one, index in zip(symbols, numbers)]


def _decompress(self: Any, strings: Any, indexes: Any, dtype: Any = None, means: Any = None) -> Any:
    import torch

    dtype = torch.float if dtype is None else dtype
    if not isinstance(self.entropy_coder, _Coder):
        return _Patch.decompress(self, strings, indexes, dtype, means)
    if not isinstance(strings, (tuple, list)):
        raise ValueError(f"strings must be a list, not {type(strings).__name__}")
    if len(strings) != indexes.size(0):
        raise ValueError(f"there are {len(strings)} strings, but indexes for {indexes.size(0)}")
    if means is not None and means.size()[:2] != indexes.size()[:2]:
        raise ValueError(f"means have the shape {tuple(means.size())}, but indexes {tuple(indexes.size())}")
    numbers = _numbers(indexes)
    if indexes.is_floating_point():
        decoded = [_gaussian_symbols(string, scales) for string, scales in zip(strings, numbers)]
    else:
        tables = self.entropy_coder.tables(self)
        decoded = [tables.decode(string, index) for string, index in zip(strings, numbers)]
    outputs = torch.from_numpy(np.stack(decoded)) if decoded else torch.empty(indexes.size(), dtype=torch.int32)
    return self.dequantize(outputs.to(indexes.device), means, dtype)


def _gaussian_string(symbols: Any, scales: Any) -> bytes:
    coder = InterleavedAnsCoder()
    coder.encode_reverse(symbols.reshape(-1), GAUSSIAN, 0.0, scales.reshape(-1))
    return coder.to_bytes()


def _gaussian_symbols(string: bytes, scales: Any) -> Any:
    coder = InterleavedAnsCoder.from_bytes(string)
    symbols = coder.decode(GAUSSIAN, 0.0, scales.reshape(-1))
    if not coder.is_empty():
        raise ValueError("the compressed string does not fit these scales")
    return symbols.astype(np.int32, copy=False).reshape(scales.shape)


class _Patch:
    """The changes to CompressAI while any model has our coder."""

    models = 0
    compress: Any = None
    decompress: Any = None
    quantize: Any = None
    names: list[tuple[Any, str, Any]] = []

    @classmethod
    def enter(cls) -> None:
        cls.models += 1
        if cls.models > 1:
            return
        from compressai import ans
        from compressai.entropy_models import EntropyModel

        cls.compress, cls.decompress = EntropyModel.compress, EntropyModel.decompress
        cls.quantize = EntropyModel.quantize
        cls.names = [(EntropyModel, "compress", cls.compress), (EntropyModel, "decompress", cls.decompress)]
        EntropyModel.compress, EntropyModel.decompress = _compress, _decompress
        ours = {"BufferedRansEncoder": BufferedRansEncoder, "RansDecoder": RansDecoder, "RansEncoder": RansEncoder}
        for module in [module for name, module in sys.modules.items() if name.partition(".")[0] == "compressai"]:
            for name, replacement in ours.items():
                original = getattr(ans, name)
                if module is not ans and getattr(module, name, None) is original:
                    cls.names.append((module, name, original))
                    setattr(module, name, replacement)

    @classmethod
    def leave(cls) -> None:
        cls.models -= 1
        if cls.models == 0:
            for owner, name, original in cls.names:
                setattr(owner, name, original)
            cls.names = []


class Installed:
    """The result of `install`: `uninstall`, or the end of a `with` block, restores the model's own coder."""

    def __init__(self, changed: list[tuple[Any, str, Any]]) -> None:
        self._changed: list[tuple[Any, str, Any]] | None = changed

    def uninstall(self) -> None:
        if self._changed is None:
            return
        for module, name, original in reversed(self._changed):
            if name == "build_indexes":
                del module.build_indexes
            else:
                setattr(module, name, original)
        self._changed = None
        _Patch.leave()

    def __enter__(self) -> Installed:
        return self

    def __exit__(self, kind: object, error: object, traceback: object, /) -> None:
        self.uninstall()


def install(model: Any, *, format: str = "compressai") -> Installed:
    """Makes all entropy models of a CompressAI model use this package's coder.

    Args:
        model: a model of CompressAI, or one of its entropy models.
        format: "compressai" for CompressAI's strings, or "interleaved" for smaller ones that are coded faster: there,
            Gaussian distributions have the scale of each symbol, not the next one of 64, and no tables. Strings of
            autoregressive models are CompressAI's in both.

    Returns:
        An object whose `uninstall` undoes it, which is also a context manager.

    Raises:
        ValueError: there is no such format, or the model has no entropy model.
    """
    if format not in FORMATS:
        raise ValueError(f'format must be "compressai" or "interleaved", but is {format!r}')
    modules = [module for module in model.modules() if hasattr(module, "entropy_coder")]
    if not modules:
        raise ValueError(f"{type(model).__name__} has no entropy model of CompressAI")
    # These compute the parameters of a symbol from the symbols before, and hand on one index at a time.
    is_autoregressive = any(hasattr(module, "context_prediction") for module in model.modules())
    is_interleaved = format == "interleaved" and not is_autoregressive
    changed = []
    for module in modules:
        changed.append((module, "entropy_coder", module.entropy_coder))
        module.entropy_coder = _Coder()
        if is_interleaved and hasattr(module, "lower_bound_scale"):
            changed.append((module, "build_indexes", None))
            # The scales take the place of the indexes: CompressAI hands them on as they are. It is a function because
            # PyTorch takes another module for a part of this one.
            module.build_indexes = partial(_bounded, module)
    _Patch.enter()
    return Installed(changed)
