"""Bits-back coding with Gaussian latents, and a report of where the bits go.

A model with latent variables has a posterior of the latents given the data, and a likelihood of the data given the
latents. `BitsBack` codes with the two: it takes latents off the coder by the posterior, and puts data and latents on it,
by the likelihood and the prior. What that costs in the end is the negative evidence lower bound (ELBO), the loss that
variational autoencoders are trained with. `GaussianGrid` puts posterior and prior on the same grid.

References:
    Townsend, Bird, Barber, "Practical lossless compression with latent variables using bits back coding", ICLR (2019),
    https://arxiv.org/abs/1901.04866

Example:
    >>> import numpy as np
    >>> from constriction.bits_back import BitsBack, GaussianGrid, random_coder
    >>> from constriction.stream.model import QuantizedGaussian
    >>> class Model:
    ...     def posterior(self, x):
    ...         return np.array([0.1 * x[0]]), np.array([0.2])
    ...     def likelihood(self, z):
    ...         return QuantizedGaussian(-50, 50), 10.0 * z, 2.0
    >>> bits_back = BitsBack(Model(), latents=1)
    >>> coder = random_coder(8)
    >>> bits = [bits_back.encode(coder, np.array([x])) for x in (5, -12)]
    >>> sum(bits).net < 20
    True
    >>> [bits_back.decode(coder).tolist() for _ in range(2)]
    [[-12], [5]]
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import numpy.typing as npt

from .stream.model import QuantizedGaussian
from .stream.stack import AnsCoder

if TYPE_CHECKING:
    from .stream.model import Model

__all__ = ["Bits", "BitsBack", "GaussianGrid", "LatentModel", "random_coder"]

Floats = npt.NDArray[np.float64]


class LatentModel(Protocol):
    """The models of the latents that `BitsBack` codes with.

    Both methods are called by encoder and decoder, which must get the same numbers, to the last bit.
    """

    def posterior(self, x: Any, /) -> tuple[Any, Any]:
        """The means and standard deviations of the latents of data: arrays, or tensors on the CPU."""
        ...

    def likelihood(self, z: Floats, /) -> tuple[Any, ...]:
        """The model of the data given latents, and its parameters, as in a call of `decode`.

        The parameters have the shape of the data, so that a decoder knows it.
        """
        ...


class GaussianGrid:
    """A grid of latents: multiples of `step` from `-limit` to `limit`, for the prior and for all posteriors.

    The cells of the grid are the same for prior and posterior. So a cell costs as many bits by the prior as the distribution
    has there, and what the step costs is what it gives back: a finer one does not cost rate, but borrows more.

    Args:
        step: the distance of two grid points, above 0. Take a quarter of the smallest standard deviation of posteriors, or
            less.
        limit: the largest latent, above `step`. Latents beyond it become those at the ends.
        mean, std: of the prior, which is the same for all latents, or an array of their shape.
        precision: bits of a probability, 1 to 32.

    Raises:
        ValueError: step, limit or std are not positive, or the grid has more points than the precision allows.
    """

    def __init__(
        self, step: float = 1 / 16, limit: float = 8.0, *, mean: Any = 0.0, std: Any = 1.0, precision: int = 24
    ) -> None:
        if not 0 < step < limit < np.inf:
            raise ValueError(f"step and limit must be positive, and step below limit, but they are {step} and {limit}")
        self.step: float = step
        self.model: QuantizedGaussian = QuantizedGaussian(-int(limit / step), int(limit / step), precision=precision)
        self._prior = self._parameters(mean, std)

    def prior(self, shape: int | tuple[int, ...]) -> tuple[Model, Floats, Floats]:
        """The model of the prior and its two parameters, in units of the grid, for latents of a shape."""
        mean, std = self._prior
        return self.model, np.broadcast_to(mean, shape), np.broadcast_to(std, shape)

    def posterior(self, mean: Any, std: Any) -> tuple[Model, Floats, Floats]:
        """The model of a posterior and its two parameters, in units of the grid."""
        return (self.model, *self._parameters(mean, std))

    def values(self, cells: Any) -> Floats:
        """The latents of integers of the grid."""
        return np.asarray(cells) * self.step

    def _parameters(self, mean: Any, std: Any) -> tuple[Floats, Floats]:
        return np.asarray(mean, np.float64) / self.step, np.asarray(std, np.float64) / self.step


@dataclass(frozen=True)
class Bits:
    """Where the bits of some data go. The sum of two is that of all their data, one after the other.

    Args:
        likelihood: the cost of the data, given the latents.
        prior: the cost of the latents.
        posterior: the bits that choosing the latents gives back.
        initial: how many bits the coder had to hold before the first of the data.
        count: how many messages these are.
    """

    likelihood: float = 0.0
    prior: float = 0.0
    posterior: float = 0.0
    initial: float = 0.0
    count: int = 0

    @property
    def net(self) -> float:
        """The growth of the coder: the negative ELBO of the chosen latents."""
        return self.likelihood + self.prior - self.posterior

    def __add__(self, other: Bits) -> Bits:
        return Bits(
            self.likelihood + other.likelihood,
            self.prior + other.prior,
            self.posterior + other.posterior,
            # The later ones borrow what the earlier ones have left there.
            max(self.initial, other.initial - self.net),
            self.count + other.count,
        )

    def __radd__(self, other: int) -> Bits:
        # So that `sum` works, which starts with 0.
        return self if other == 0 else NotImplemented

    def __str__(self) -> str:
        rows = [
            ("data, by the likelihood", self.likelihood),
            ("latents, by the prior", self.prior),
            ("latents, by the posterior", -self.posterior),
            ("net", self.net),
        ]
        each = max(self.count, 1)
        lines = [f"{name:26}{bits:14.1f} bits{bits / each:12.2f} each" for name, bits in rows]
        return "\n".join([*lines, f"{'borrowed at the start':26}{self.initial:14.1f} bits"])


class BitsBack:
    """Codes data with a latent variable model, each by its ELBO.

    Args:
        model: the posterior and the likelihood.
        latents: the shape of the latents of one call.
        grid: where latents lie.

    Raises:
        TypeError: the shape of the latents is not an integer or integers.
    """

    def __init__(
        self, model: LatentModel, latents: int | tuple[int, ...], grid: GaussianGrid | None = None
    ) -> None:
        self.model: LatentModel = model
        self.grid: GaussianGrid = GaussianGrid() if grid is None else grid
        self.latents: tuple[int, ...] = np.empty(latents, np.bool_).shape

    def encode(self, coder: AnsCoder, x: Any) -> Bits:
        """Puts data on the coder, and returns where the bits go.

        Args:
            coder: a stack that holds enough bits to choose latents by; see `random_coder`.
            x: the data: integers of any shape.

        Raises:
            ValueError: the coder does not hold enough bits, or a distribution is not one. The coder is then as it was.
            KeyError: the likelihood gives a symbol no probability. The coder is then as it was.
        """
        posterior = self.grid.posterior(*self._shaped(*self.model.posterior(x)))
        prior = self.grid.prior(self.latents)
        held = coder.num_valid_bits()
        cells = coder.decode(*posterior)
        try:
            borrowed = _cost(cells, posterior)
            if borrowed > held:
                raise ValueError(
                    f"to choose the latents takes {borrowed:.0f} bits, but the coder holds {held}: start with other data, "
                    "or with random_coder"
                )
            likelihood = self.model.likelihood(self.grid.values(cells))
            coder.encode_reverse(x, *likelihood)
        except BaseException:
            coder.encode_reverse(cells, *posterior)
            raise
        coder.encode_reverse(cells, *prior)
        return Bits(_cost(x, likelihood), _cost(cells, prior), borrowed, borrowed, 1)

    def decode(self, coder: AnsCoder) -> Any:
        """Takes the data off the coder that were put on it last, and gives the bits back that they borrowed.

        Raises:
            ValueError: the data on the coder are of another model.
        """
        cells = coder.decode(*self.grid.prior(self.latents))
        x = coder.decode(*self.model.likelihood(self.grid.values(cells)))
        coder.encode_reverse(cells, *self.grid.posterior(*self._shaped(*self.model.posterior(x))))
        return x

    def _shaped(self, *parameters: Any) -> list[Floats]:
        return [np.broadcast_to(np.asarray(parameter, np.float64), self.latents) for parameter in parameters]


def _cost(symbols: Any, distribution: tuple[Any, ...]) -> float:
    model, *parameters = distribution
    return float(np.sum(model.cost_bits(symbols, *parameters)))


def random_coder(words: int, seed: int = 0) -> AnsCoder:
    """A coder with random bits to borrow, 32 in each word. A decoder comes back to the same coder.

    The bits are random so that latents which are chosen by them follow the posterior. At the end,
    `coder.get_compressed()` has them in it: they are a part of what is stored.
    """
    return AnsCoder(np.random.default_rng(seed).integers(0, 2**32, words, dtype=np.uint32), seal=True)
