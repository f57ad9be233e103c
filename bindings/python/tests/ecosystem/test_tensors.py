"""Tensors of PyTorch and arrays of JAX, in and out. `cargo xtask test --ecosystem` runs this file."""

from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch")
jax = pytest.importorskip("jax")

import jax.numpy as jnp  # noqa: E402

from constriction.stream.model import CategoricalLogits, QuantizedGaussian, Uniform  # noqa: E402
from constriction.stream.queue import RangeDecoder, RangeEncoder  # noqa: E402
from constriction.stream.stack import AnsCoder  # noqa: E402

FAMILY = QuantizedGaussian(-100, 100)
RNG = np.random.default_rng(0)
SYMBOLS = RNG.integers(-9, 9, (6, 8))
# Multiples of 1/8 below 16, which all types have.
MEANS = RNG.integers(-100, 100, (6, 8)) / 8
STDS = RNG.integers(8, 100, (6, 8)) / 8


def words(symbols: Any, *arguments: Any) -> list[int]:
    coder = AnsCoder()
    coder.encode_reverse(symbols, *arguments)
    return coder.get_compressed().tolist()


EXPECTED = words(SYMBOLS, FAMILY, MEANS, STDS)
FLOATS = ["float64", "float32", "float16", "bfloat16"]


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize("gradient", [False, True])
@pytest.mark.parametrize("layout", ["plain", "transposed", "every second"])
def test_parameters_may_be_tensors(dtype: str, gradient: bool, layout: str) -> None:
    def tensor(numbers: Any) -> Any:
        made = torch.tensor(numbers).to(getattr(torch, dtype))
        if layout == "transposed":
            made = made.T.contiguous().T
        if layout == "every second":
            made = made.repeat_interleave(2, 1)[:, ::2]
        return made.requires_grad_(gradient)

    assert tensor(MEANS).is_contiguous() == (layout == "plain")
    assert words(SYMBOLS, FAMILY, tensor(MEANS), tensor(STDS)) == EXPECTED
    assert words(SYMBOLS, FAMILY, tensor(MEANS), STDS) == EXPECTED


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize("gradient", [False, True])
def test_logits_may_be_tensors(dtype: str, gradient: bool) -> None:
    rows = RNG.integers(-64, 64, (20, 300)) / 16
    tensor = torch.tensor(rows).to(getattr(torch, dtype)).requires_grad_(gradient)
    tokens = RNG.integers(0, 300, 20)
    assert words(tokens, CategoricalLogits(), tensor) == words(tokens, CategoricalLogits(), rows)
    assert words(3, CategoricalLogits(), tensor[0]) == words(3, CategoricalLogits(), rows[0])


@pytest.mark.parametrize("dtype", ["int8", "int16", "int32", "int64"])
def test_symbols_may_be_tensors(dtype: str) -> None:
    symbols = torch.tensor(SYMBOLS).to(getattr(torch, dtype))
    assert words(symbols, FAMILY, MEANS, STDS) == EXPECTED
    assert words(symbols.T.contiguous().T, FAMILY, MEANS, STDS) == EXPECTED


@pytest.mark.parametrize("dtype", ["int8", "int32", "int64"])
def test_symbols_are_decoded_into_tensors(dtype: str) -> None:
    coder = AnsCoder()
    coder.encode_reverse(SYMBOLS, FAMILY, MEANS, STDS)
    plain = torch.zeros(6, 8, dtype=getattr(torch, dtype))
    transposed = torch.zeros(8, 6, dtype=getattr(torch, dtype)).T
    for out in (plain, transposed):
        assert coder.clone().decode(FAMILY, MEANS, STDS, out=out) is out
        assert torch.equal(out, torch.tensor(SYMBOLS).to(out.dtype))


def test_a_decoder_writes_into_a_part_of_a_tensor() -> None:
    encoder = RangeEncoder()
    encoder.encode(np.arange(20) % 5, Uniform(5))
    out = torch.full((4, 20), -1)
    RangeDecoder(encoder.get_compressed()).decode(Uniform(5), 20, out=out[2])
    assert out[2].tolist() == [i % 5 for i in range(20)]
    assert out.sum() == 40 - 60


@pytest.mark.parametrize("dtype", ["float32", "float16", "bfloat16"])
def test_parameters_may_be_arrays_of_jax(dtype: str) -> None:
    means, stds = jnp.asarray(MEANS, dtype), jnp.asarray(STDS, dtype)
    assert words(jnp.asarray(SYMBOLS), FAMILY, means, stds) == EXPECTED
    assert words(jnp.asarray(SYMBOLS, "int8"), FAMILY, means.T.copy().T, stds) == EXPECTED
    rows = RNG.integers(-64, 64, (20, 300)) / 16
    tokens = RNG.integers(0, 300, 20)
    assert words(tokens, CategoricalLogits(), jnp.asarray(rows, dtype)) == words(tokens, CategoricalLogits(), rows)


def test_arrays_of_jax_are_read_where_they_are() -> None:
    array = jnp.asarray(MEANS, "float32")
    assert np.asarray(array).ctypes.data == array.unsafe_buffer_pointer()


def test_arrays_of_jax_cannot_be_written_to() -> None:
    coder = AnsCoder([1, 2, 3])
    out = jnp.zeros(2, "int32")
    with pytest.raises(ValueError, match="out is read-only"):
        coder.decode(Uniform(5), 2, out=out)
    assert out.tolist() == [0, 0] and coder.get_compressed().tolist() == [1, 2, 3]


class OnGraphicsCard:
    """A tensor, as far as it goes without a graphics card."""

    def __init__(self, tensor: Any) -> None:
        self.tensor = tensor

    def __getattr__(self, name: str) -> Any:
        return getattr(self.tensor, name)

    def __dlpack_device__(self) -> tuple[int, int]:
        return 2, 0


def test_tensors_of_another_device_say_how_to_get_them() -> None:
    tensor = OnGraphicsCard(torch.zeros(2, dtype=torch.int32))
    coder = AnsCoder([1, 2, 3])
    for call in (
        lambda: coder.encode_reverse(tensor, Uniform(5)),
        lambda: coder.encode_reverse([1, 2], FAMILY, tensor, 1.0),
        lambda: coder.decode(Uniform(5), 2, out=tensor),
    ):
        with pytest.raises(TypeError, match=r"cpu\(\)"):
            call()
    with pytest.raises(TypeError, match=r"cpu\(\)|meta"):
        coder.encode_reverse([1, 2], FAMILY, torch.zeros(2, device="meta"), 1.0)
