from collections.abc import Callable, Sequence
from typing import Any, Literal, final, overload

import numpy as np
import numpy.typing as npt
from typing_extensions import Self

from .._typing import FloatLike, Floats, Integer, IntegerLike, Quantization, Real, ScipyDistribution, ZeroProbability

# <families:names> Written by `cargo xtask codegen`.
__all__ = [
    "Bernoulli",
    "Binomial",
    "Categorical",
    "CategoricalLogits",
    "CdfTable",
    "CustomModel",
    "GaussianMixture",
    "LaplaceMixture",
    "LogisticMixture",
    "Model",
    "QuantizedCauchy",
    "QuantizedGaussian",
    "QuantizedLaplace",
    "QuantizedLogistic",
    "ScipyModel",
    "TopK",
    "Uniform",
]
# </families>

class Model:
    """A probability distribution over integers in fixed point, or a family of them.

    This is the base of all models and cannot be constructed.

    A model that got all its parameters from its constructor is concrete. A model that lacks some is a family: each
    call of a coder gives the missing ones, in the order of `free_parameters`, a scalar for all symbols or an array with
    an entry for each.

    Every probability is a multiple of `2**-precision` and the same on every machine. Models are immutable, and can be
    compared, hashed, copied and pickled.
    """

    @property
    def precision(self) -> int:
        """The number of bits of a probability, from 1 to 32: probabilities are multiples of `2**-precision`."""

    @property
    def support(self) -> tuple[int, int] | None:
        """The smallest and the largest symbol, or `None` if they depend on missing parameters."""

    @property
    def free_parameters(self) -> tuple[str, ...]:
        """The names of the parameters that each call has to give; empty for a concrete model."""

    @property
    def parameters(self) -> dict[str, float | Floats | None]:
        """The parameters by their names: a float, an int for a count, or a vector; `None` for one that each call gives.

        Each is an attribute, too.

        Example:
            >>> from constriction.stream.model import QuantizedGaussian
            >>> model = QuantizedGaussian(-10, 10, mean=1.5)
            >>> model.parameters
            {'mean': 1.5, 'std': None}
            >>> model.mean
            1.5
        """
    def __getattr__(self, name: str) -> float | Floats | None: ...
    def to_text(self) -> str:
        """The model as text, for storage: what `from_text` reads in any version from this one on.

        It is the expression that makes the model, with all digits. The npm package and the Rust library read it, too.

        Raises:
            TypeError: the model calls your own functions.

        Example:
            >>> from constriction.stream.model import Model, QuantizedGaussian
            >>> text = QuantizedGaussian(-10, 10, mean=1.5).to_text()
            >>> text
            'QuantizedGaussian(-10, 10, mean=1.5)'
            >>> Model.from_text(text) == QuantizedGaussian(-10, 10, mean=1.5)
            True
        """
    @staticmethod
    def from_text(text: str) -> Model:
        """The model that `to_text` wrote.

        Nothing in the text is run.

        Raises:
            ValueError: the text is not that of a model.
        """
    @overload
    def pmf(self, symbols: Integer, *params: Real) -> float:  # type: ignore[overload-overlap]
        """The probabilities of symbols, exactly as coders use them.

        Args:
            symbols: integers of any shape. `None` means the whole support.
            *params: the free parameters; scalars, or arrays that are broadcast to the shape of `symbols`. Without
                symbols, those of one symbol.

        Returns:
            Multiples of `2**-precision` as float64, of the shape of `symbols`; a float for one symbol. Symbols outside
            the support have probability 0, unless they can be escaped; then, all probabilities are products of the
            parts that are coded.

        Raises:
            ValueError: a parameter is invalid, or has another shape than the symbols.

        Example:
            >>> from constriction.stream.model import Uniform
            >>> Uniform(4).pmf().tolist()
            [0.25, 0.25, 0.25, 0.25]
        """
    @overload
    def pmf(self, symbols: IntegerLike | None = None, *params: FloatLike) -> Floats: ...
    @overload
    def cdf(self, symbols: Integer, *params: Real) -> float:  # type: ignore[overload-overlap]
        """The left-sided cumulative: for each symbol, the probability of all smaller symbols.

        Args:
            symbols: integers of any shape. `None` means the whole support.
            *params: the free parameters; scalars, or arrays that are broadcast to the shape of `symbols`. Without
                symbols, those of one symbol.

        Returns:
            Multiples of `2**-precision` as float64, of the shape of `symbols`; a float for one symbol. For `None`, one
            value more than there are symbols, from 0.0 to 1.0. With `zero_probability="strict"`, symbols that are
            refused keep their share here; with `"escape"`, what `None` returns ends with `1 - 2**-precision`.

        Raises:
            ValueError: a parameter is invalid, or has another shape than the symbols.

        Example:
            >>> from constriction.stream.model import Uniform
            >>> Uniform(4).cdf().tolist()
            [0.0, 0.25, 0.5, 0.75, 1.0]
        """
    @overload
    def cdf(self, symbols: IntegerLike | None = None, *params: FloatLike) -> Floats: ...
    @overload
    def entropy(self, *params: Real) -> float:  # type: ignore[overload-overlap]
        """The entropy in bits: the average cost of a symbol that has this distribution.

        It is the sum of `-p * log2(p)` over the `pmf()` of the support.

        Args:
            *params: the free parameters; scalars, or arrays, which are broadcast.

        Returns:
            A float, or a float64 array of the shape of the parameters.

        Raises:
            ValueError: a parameter is invalid.

        Example:
            >>> from constriction.stream.model import Uniform
            >>> Uniform(8).entropy()
            3.0
        """
    @overload
    def entropy(self, *params: FloatLike) -> Floats: ...
    @overload
    def cost_bits(self, symbols: Integer, *params: Real) -> float:  # type: ignore[overload-overlap]
        """The information content of symbols in bits: their cost in a stream, without its constant overhead.

        Args:
            symbols: integers of any shape.
            *params: the free parameters; scalars, or arrays that are broadcast to the shape of `symbols`.

        Returns:
            `-log2(pmf(symbols))` as float64, of the shape of `symbols`; a float for one symbol. Infinity for a symbol
            that cannot be encoded.

        Raises:
            ValueError: a parameter is invalid, or has another shape than the symbols.

        Example:
            >>> from constriction.stream.model import Categorical
            >>> Categorical([0.5, 0.25, 0.25]).cost_bits([0, 2]).tolist()
            [1.0, 2.0]
        """
    @overload
    def cost_bits(self, symbols: IntegerLike, *params: FloatLike) -> Floats: ...
    def plot(
        self,
        *params: FloatLike,
        symbols: tuple[int, int] | None = None,
        show: Literal["pmf", "cdf", "cost_bits"] = "pmf",
        ax: Any = None,
        **style: Any,
    ) -> Any:
        """Draws the model with Matplotlib, and returns the axes.

        Small supports are drawn whole; of large ones, the symbols that have 99.8 % of the probability. Of more than 1000
        symbols, groups of neighbours are drawn by their mean probability.

        Args:
            *params: the free parameters, those of one symbol.
            symbols: the first and the last symbol to draw.
            show: `"pmf"` draws the probability of each symbol, `"cdf"` that of all smaller ones, `"cost_bits"` what
                each symbol costs; symbols that cannot be encoded are gaps.
            ax: the axes to draw on; default: those of `matplotlib.pyplot`.
            **style: options of the drawing, such as `color` and `label`; they are those of `ax.bar` for up to 64 symbols,
                otherwise those of `ax.fill_between`; of `ax.step` for `"cdf"`, and of `ax.stairs` for `"cost_bits"`.

        Raises:
            ImportError: Matplotlib is not installed. It is not needed by anything else.
            ValueError: a parameter is invalid or is that of many symbols, or the model has none of the symbols.

        Example:
            >>> from constriction.stream.model import QuantizedGaussian
            >>> from matplotlib.figure import Figure
            >>> family = QuantizedGaussian(-100, 100)
            >>> ax = family.plot(3.5, 2.0, ax=Figure().add_subplot())
            >>> family.plot(-5.0, 6.0, ax=ax).get_ylabel()
            'probability'
        """
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> Self: ...
    def __dask_tokenize__(self) -> Any: ...
    def __deepcopy__(self, memo: Any, /) -> Self: ...

@final
class QuantizedGaussian(Model):
    """A normal distribution over a range of integers.

    The probability of an integer `i` is `CDF(i + 0.5) - CDF(i - 0.5)`; the
    tails belong to the smallest and the largest symbol. A parameter that is left out comes with each call.

        CDF(x) = (1 + erf((x - mean) / (std * sqrt(2)))) / 2
        left(i) = floor((2**precision - 1 - (max - min)) * CDF(i - 0.5)) + (i - min)

    `left(i)` is the left end of the interval of `i` in units of `2**-precision`. It is computed in float64, and gives each symbol
    at least one unit.

    Args:
        min_symbol_inclusive: the smallest symbol, an int32.
        max_symbol_inclusive: the largest symbol, an int32, not smaller than `min_symbol_inclusive`.
        mean: the mean, finite.
        std: the standard deviation, finite and above 0.
        precision: bits of a probability, 1 to 32. There must not be more symbols than `2**precision`.
        zero_probability: `"leaky"` gives every symbol of the support at least `2**-precision`; `"strict"` does too, but
            refuses symbols whose own probability is 0; `"escape"` sets one unit of `2**-precision` aside, by which
            any int32 outside the support is coded.

    Raises:
        ValueError: an empty support, a parameter out of range (the message says which one), or too little precision.
        TypeError: a parameter is not a number.

    Cost: a few evaluations of the cumulative distribution function per symbol, no table.

    Example:
        >>> import numpy as np
        >>> from constriction.stream import model, stack
        >>> family = model.QuantizedGaussian(-50, 50)
        >>> symbols = np.array([6, 10, -4, 2])
        >>> means, stds = np.array([2.5, 13.1, -1.1, 0.0]), np.array([4.1, 8.7, 6.2, 5.0])
        >>> coder = stack.AnsCoder()
        >>> coder.encode_reverse(symbols, family, means, stds)
        >>> coder.decode(family, means, stds).tolist()
        [6, 10, -4, 2]
    """

    # <families:signature of QuantizedGaussian> Written by `cargo xtask codegen`.
    def __new__(
        cls,
        min_symbol_inclusive: Integer,
        max_symbol_inclusive: Integer,
        mean: Real | None = None,
        std: Real | None = None,
        *,
        precision: int = 24,
        zero_probability: ZeroProbability = "leaky",
    ) -> Self: ...
    # </families>

@final
class QuantizedLaplace(Model):
    """A Laplace distribution over a range of integers.

    The probability of an integer `i` is `CDF(i + 0.5) - CDF(i - 0.5)`; the
    tails belong to the smallest and the largest symbol. A parameter that is left out comes with each call.

        CDF(x) = exp((x - mean) / scale) / 2 up to the mean, 1 - exp(-(x - mean) / scale) / 2 above it
        left(i) = floor((2**precision - 1 - (max - min)) * CDF(i - 0.5)) + (i - min)

    `left(i)` is the left end of the interval of `i` in units of `2**-precision`. It is computed in float64, and gives each symbol
    at least one unit.

    Args:
        min_symbol_inclusive: the smallest symbol, an int32.
        max_symbol_inclusive: the largest symbol, an int32, not smaller than `min_symbol_inclusive`.
        mean: the mean, finite.
        scale: the mean distance from the mean, finite and above 0; the standard deviation is `sqrt(2)` times that.
        precision: bits of a probability, 1 to 32. There must not be more symbols than `2**precision`.
        zero_probability: `"leaky"` gives every symbol of the support at least `2**-precision`; `"strict"` does too, but
            refuses symbols whose own probability is 0; `"escape"` sets one unit of `2**-precision` aside, by which
            any int32 outside the support is coded.

    Raises:
        ValueError: an empty support, a parameter out of range (the message says which one), or too little precision.
        TypeError: a parameter is not a number.

    Cost: a few evaluations of the cumulative distribution function per symbol, no table.

    Example:
        >>> from constriction.stream.model import QuantizedLaplace
        >>> QuantizedLaplace(-100, 100, 0.5, 3.0).cdf(1)
        0.5
    """

    # <families:signature of QuantizedLaplace> Written by `cargo xtask codegen`.
    def __new__(
        cls,
        min_symbol_inclusive: Integer,
        max_symbol_inclusive: Integer,
        mean: Real | None = None,
        scale: Real | None = None,
        *,
        precision: int = 24,
        zero_probability: ZeroProbability = "leaky",
    ) -> Self: ...
    # </families>

@final
class QuantizedCauchy(Model):
    """A Cauchy distribution over a range of integers, for data with heavy tails.

    The probability of an integer `i` is `CDF(i + 0.5) - CDF(i - 0.5)`; the
    tails belong to the smallest and the largest symbol. A parameter that is left out comes with each call.

        CDF(x) = atan((x - loc) / scale) / pi + 1 / 2
        left(i) = floor((2**precision - 1 - (max - min)) * CDF(i - 0.5)) + (i - min)

    `left(i)` is the left end of the interval of `i` in units of `2**-precision`. It is computed in float64, and gives each symbol
    at least one unit.

    Args:
        min_symbol_inclusive: the smallest symbol, an int32.
        max_symbol_inclusive: the largest symbol, an int32, not smaller than `min_symbol_inclusive`.
        loc: the median, finite.
        scale: the half width at half maximum, finite and above 0.
        precision: bits of a probability, 1 to 32. There must not be more symbols than `2**precision`.
        zero_probability: `"leaky"` gives every symbol of the support at least `2**-precision`; `"strict"` does too, but
            refuses symbols whose own probability is 0; `"escape"` sets one unit of `2**-precision` aside, by which
            any int32 outside the support is coded.

    Raises:
        ValueError: an empty support, a parameter out of range (the message says which one), or too little precision.
        TypeError: a parameter is not a number.

    Cost: a few evaluations of the cumulative distribution function per symbol, no table.

    Example:
        >>> from constriction.stream.model import QuantizedCauchy
        >>> model = QuantizedCauchy(-100, 100, scale=2.0)
        >>> model.free_parameters
        ('loc',)
        >>> model.pmf(5, 4.5) == model.pmf(4, 4.5)
        True
    """

    # <families:signature of QuantizedCauchy> Written by `cargo xtask codegen`.
    def __new__(
        cls,
        min_symbol_inclusive: Integer,
        max_symbol_inclusive: Integer,
        loc: Real | None = None,
        scale: Real | None = None,
        *,
        precision: int = 24,
        zero_probability: ZeroProbability = "leaky",
    ) -> Self: ...
    # </families>

@final
class QuantizedLogistic(Model):
    """A logistic distribution over a range of integers.

    The probability of an integer `i` is `CDF(i + 0.5) - CDF(i - 0.5)`; the
    tails belong to the smallest and the largest symbol. A parameter that is left out comes with each call.

        CDF(x) = 1 / (1 + exp(-(x - mean) / scale))
        left(i) = floor((2**precision - 1 - (max - min)) * CDF(i - 0.5)) + (i - min)

    `left(i)` is the left end of the interval of `i` in units of `2**-precision`. It is computed in float64, and gives each symbol
    at least one unit.

    Args:
        min_symbol_inclusive: the smallest symbol, an int32.
        max_symbol_inclusive: the largest symbol, an int32, not smaller than `min_symbol_inclusive`.
        mean: the mean, finite.
        scale: the scale, finite and above 0; the standard deviation is `pi / sqrt(3)` times that.
        precision: bits of a probability, 1 to 32. There must not be more symbols than `2**precision`.
        zero_probability: `"leaky"` gives every symbol of the support at least `2**-precision`; `"strict"` does too, but
            refuses symbols whose own probability is 0; `"escape"` sets one unit of `2**-precision` aside, by which
            any int32 outside the support is coded.

    Raises:
        ValueError: an empty support, a parameter out of range (the message says which one), or too little precision.
        TypeError: a parameter is not a number.

    Cost: a few evaluations of the cumulative distribution function per symbol, no table.

    Example:
        >>> from constriction.stream.model import QuantizedLogistic
        >>> model = QuantizedLogistic(-100, 100, 0.0, 10.0)
        >>> model.pmf(-3) == model.pmf(3)
        True
    """

    # <families:signature of QuantizedLogistic> Written by `cargo xtask codegen`.
    def __new__(
        cls,
        min_symbol_inclusive: Integer,
        max_symbol_inclusive: Integer,
        mean: Real | None = None,
        scale: Real | None = None,
        *,
        precision: int = 24,
        zero_probability: ZeroProbability = "leaky",
    ) -> Self: ...
    # </families>

@final
class GaussianMixture(Model):
    """A weighted sum of normal distributions over a range of integers.

    The probability of an integer `i` is that of the interval from `i - 0.5` to `i + 0.5`; what lies outside the support
    goes to its ends. A parameter that is left out comes with each call, as arrays of
    shape `symbols.shape + (k,)`, or of shape `(k,)` for all symbols.

        CDF(x) = (weights[0] * CDF_0(x) + weights[1] * CDF_1(x) + ...) / (weights[0] + weights[1] + ...)

    with the CDF of `QuantizedGaussian` for each component.

    Args:
        min_symbol_inclusive: the smallest symbol, an int32.
        max_symbol_inclusive: the largest symbol, an int32, not smaller than `min_symbol_inclusive`.
        weights: the share of each of `k` components, not negative, of any positive sum; k numbers.
        means: the means of the components, finite; k numbers.
        stds: the standard deviations of the components, finite and above 0; k numbers.
        precision: bits of a probability, 1 to 32. There must not be more symbols than `2**precision`.
        zero_probability: `"leaky"` gives every symbol of the support at least `2**-precision`; `"strict"` does too, but
            refuses symbols whose own probability is 0; `"escape"` sets one unit of `2**-precision` aside, by which
            any int32 outside the support is coded.

    Raises:
        ValueError: an empty support, a parameter out of range (the message says which one), or too little precision.
        TypeError: a parameter is not a number.

    Cost: a few evaluations of the cumulative distribution function per symbol, no table.

    Example:
        >>> from constriction.stream.model import GaussianMixture
        >>> model = GaussianMixture(-50, 50, [0.75, 0.25], [-10.0, 20.0], [2.0, 4.0])
        >>> float(model.pmf().sum())
        1.0
    """

    # <families:signature of GaussianMixture> Written by `cargo xtask codegen`.
    def __new__(
        cls,
        min_symbol_inclusive: Integer,
        max_symbol_inclusive: Integer,
        weights: FloatLike | None = None,
        means: FloatLike | None = None,
        stds: FloatLike | None = None,
        *,
        precision: int = 24,
        zero_probability: ZeroProbability = "leaky",
    ) -> Self: ...
    # </families>

@final
class LaplaceMixture(Model):
    """A weighted sum of Laplace distributions over a range of integers.

    The probability of an integer `i` is that of the interval from `i - 0.5` to `i + 0.5`; what lies outside the support
    goes to its ends. A parameter that is left out comes with each call, as arrays of
    shape `symbols.shape + (k,)`, or of shape `(k,)` for all symbols.

        CDF(x) = (weights[0] * CDF_0(x) + weights[1] * CDF_1(x) + ...) / (weights[0] + weights[1] + ...)

    with the CDF of `QuantizedLaplace` for each component.

    Args:
        min_symbol_inclusive: the smallest symbol, an int32.
        max_symbol_inclusive: the largest symbol, an int32, not smaller than `min_symbol_inclusive`.
        weights: the share of each of `k` components, not negative, of any positive sum; k numbers.
        means: the means of the components, finite; k numbers.
        scales: the scales of the components, finite and above 0; k numbers.
        precision: bits of a probability, 1 to 32. There must not be more symbols than `2**precision`.
        zero_probability: `"leaky"` gives every symbol of the support at least `2**-precision`; `"strict"` does too, but
            refuses symbols whose own probability is 0; `"escape"` sets one unit of `2**-precision` aside, by which
            any int32 outside the support is coded.

    Raises:
        ValueError: an empty support, a parameter out of range (the message says which one), or too little precision.
        TypeError: a parameter is not a number.

    Cost: a few evaluations of the cumulative distribution function per symbol, no table.

    Example:
        >>> from constriction.stream.model import LaplaceMixture
        >>> model = LaplaceMixture(-50, 50, [0.75, 0.25], [-10.0, 20.0], [2.0, 4.0])
        >>> float(model.pmf().sum())
        1.0
    """

    # <families:signature of LaplaceMixture> Written by `cargo xtask codegen`.
    def __new__(
        cls,
        min_symbol_inclusive: Integer,
        max_symbol_inclusive: Integer,
        weights: FloatLike | None = None,
        means: FloatLike | None = None,
        scales: FloatLike | None = None,
        *,
        precision: int = 24,
        zero_probability: ZeroProbability = "leaky",
    ) -> Self: ...
    # </families>

@final
class LogisticMixture(Model):
    """A weighted sum of logistic distributions over a range of integers.

    The probability of an integer `i` is that of the interval from `i - 0.5` to `i + 0.5`; what lies outside the support
    goes to its ends. A parameter that is left out comes with each call, as arrays of
    shape `symbols.shape + (k,)`, or of shape `(k,)` for all symbols.

        CDF(x) = (weights[0] * CDF_0(x) + weights[1] * CDF_1(x) + ...) / (weights[0] + weights[1] + ...)

    with the CDF of `QuantizedLogistic` for each component.

    Args:
        min_symbol_inclusive: the smallest symbol, an int32.
        max_symbol_inclusive: the largest symbol, an int32, not smaller than `min_symbol_inclusive`.
        weights: the share of each of `k` components, not negative, of any positive sum; k numbers.
        means: the means of the components, finite; k numbers.
        scales: the scales of the components, finite and above 0; k numbers.
        precision: bits of a probability, 1 to 32. There must not be more symbols than `2**precision`.
        zero_probability: `"leaky"` gives every symbol of the support at least `2**-precision`; `"strict"` does too, but
            refuses symbols whose own probability is 0; `"escape"` sets one unit of `2**-precision` aside, by which
            any int32 outside the support is coded.

    Raises:
        ValueError: an empty support, a parameter out of range (the message says which one), or too little precision.
        TypeError: a parameter is not a number.

    Cost: a few evaluations of the cumulative distribution function per symbol, no table.

    Example:
        >>> from constriction.stream.model import LogisticMixture
        >>> model = LogisticMixture(-50, 50, [0.75, 0.25], [-10.0, 20.0], [2.0, 4.0])
        >>> float(model.pmf().sum())
        1.0
    """

    # <families:signature of LogisticMixture> Written by `cargo xtask codegen`.
    def __new__(
        cls,
        min_symbol_inclusive: Integer,
        max_symbol_inclusive: Integer,
        weights: FloatLike | None = None,
        means: FloatLike | None = None,
        scales: FloatLike | None = None,
        *,
        precision: int = 24,
        zero_probability: ZeroProbability = "leaky",
    ) -> Self: ...
    # </families>

@final
class Categorical(Model):
    """A distribution over the integers from 0 to `n - 1`, given by their probabilities.

    Left out, `probabilities` are to be given at each call, as an array of shape `symbols.shape + (n,)`, or of shape
    `(n,)` for all symbols. Then every symbol has a row of its own: take `quantization="integer"`, and for tens of
    thousands of symbols a `precision` of 26 bits.

    Args:
        probabilities: n numbers, finite and not negative, of any positive sum. They are normalised. Arrays of `float16`,
            `bfloat16` (of `ml_dtypes`), `float32` and `float64` are taken as they are.
        lazy: the same as `perfect=False`, as in 0.5.0; a table is made where a model is used often.
        perfect: spend the rounding errors where they cost least (O(n log n) or more), instead of rounding every
            cumulative probability (O(n)). True if nothing is said, and False with `lazy=True`.
        quantization: instead of `lazy` and `perfect`, and the only way to the first of these:

            - `"integer"`: sums of integers. Takes the least time for rows that are used once or a few times, and
              every symbol can be coded. New programs should take it for rows.
            - `"perfect"`: as `perfect=True`. For tables that are used often, if every bit counts.
            - `"fast"`: as `perfect=False`. The bits of 0.5.0, with a trap: see below.

            They give different bits: a decoder needs the choice of its encoder.
        dtype: the type to which probabilities are converted first, float32 or float64; None for the
            type that they have. Lists have float64.
        precision: bits of a probability, 1 to 32. There must not be more symbols than `2**precision`.
        zero_probability: `"leaky"` gives every symbol at least `2**-precision`; `"strict"` does too, but refuses
            symbols whose own probability is 0; `"escape"` sets one unit of `2**-precision` aside, by which any other
            int32 is coded.

    With n symbols, P for the precision and `free = 2**P - n`, the left end of symbol s in units of `2**-P` is

        "integer":  s + floor(free * (W_0 + ... + W_(s-1)) / (W_0 + ... + W_(n-1))),  W_i: p_i scaled to an integer of 31 bits
        "fast":     s + floor(free / (p_0 + ... + p_(n-1)) * (p_0 + ... + p_(s-1)))

    and `"perfect"` finds the integers w_i that sum to `2**P` with the largest sum of `p_i * log(w_i)`.

    With `lazy=True` or `perfect=False`, the sums are those of 0.5.0, in the type of the probabilities: the same row as
    float32 and as float64 makes different bits. With `dtype=np.float32`, a list decodes symbols that an array of float32
    encoded.

    In float32, at 24 bits and more, rounding can leave nothing to the last symbols if they are very unlikely, as in one
    of five rows of a softmax; to encode such a symbol is a `KeyError`. With `quantization="integer"`, float64, at most
    23 bits, `perfect=True` or `zero_probability="escape"`, every symbol can be coded.

    Raises:
        ValueError: probabilities are empty, negative, infinite, NaN (the message has the index), all 0, or so small
            that their sum cannot be scaled to 2**precision; both `lazy` and `perfect` are True, or one of them is given
            beside `quantization`; `dtype` is another type; or there are more symbols than the precision allows.
        TypeError: the probabilities are not numbers, or `dtype` is not a type.

    Example:
        >>> import numpy as np
        >>> from constriction.stream import model, queue
        >>> probabilities = np.array([0.2, 0.5, 0.3])
        >>> encoder = queue.RangeEncoder()
        >>> encoder.encode([1, 0, 2, 1], model.Categorical(probabilities, perfect=False))
        >>> decoder = queue.RangeDecoder(encoder.get_compressed())
        >>> decoder.decode(model.Categorical(probabilities, perfect=False), 4).tolist()
        [1, 0, 2, 1]

        A row for each symbol:

        >>> rows = np.array([[0.2, 0.5, 0.3], [0.7, 0.2, 0.1]], dtype=np.float32)
        >>> family = model.Categorical(quantization="integer", precision=26)
        >>> encoder.clear()
        >>> encoder.encode([1, 2], family, rows)
        >>> queue.RangeDecoder(encoder.get_compressed()).decode(family, rows).tolist()
        [1, 2]
    """

    # <families:signature of Categorical> Written by `cargo xtask codegen`.
    def __new__(
        cls,
        probabilities: FloatLike | None = None,
        lazy: bool | None = None,
        perfect: bool | None = None,
        *,
        quantization: Quantization | None = None,
        dtype: npt.DTypeLike | None = None,
        precision: int = 24,
        zero_probability: ZeroProbability = "leaky",
    ) -> Self: ...
    # </families>
    @staticmethod
    def from_frequencies(
        frequencies: IntegerLike, *, precision: int = 24, zero_probability: ZeroProbability = "leaky"
    ) -> Categorical:
        """A distribution over the integers from 0 to `n - 1`, given by how often each was counted.

        They may have any sum: the probabilities have the smallest possible relative entropy to them. Those that sum to
        `2**precision` and have no 0 are used as they are.

        Args:
            frequencies: n integers, not negative, with a positive sum.
            precision: bits of a probability, 1 to 32.
            zero_probability: as for the constructor.

        Raises:
            ValueError: frequencies are empty, negative or all 0, or more than the precision allows.
            TypeError: the frequencies are not integers.

        Example:
            >>> from constriction.stream.model import Categorical
            >>> Categorical.from_frequencies([1, 5, 2], precision=3).pmf().tolist()
            [0.125, 0.625, 0.25]
        """

@final
class CategoricalLogits(Model):
    """A distribution over the integers from 0 to `n - 1`, given by logits: the softmax is computed here.

    This package computes the exponentials and their sums itself, as `Categorical` does with `quantization="integer"`, so that
    the same logits give the same bits on every machine. If the logits come from a neural network, read "On another machine" in
    the README.

        W_i = trunc(2**31 * exp(l_i - max(l)));  left(s) = s + (W_0 + ... + W_(s-1)) * (2**precision - n) // (W_0 + ... + W_(n-1))

    Left out, `logits` are to be given at each call, as an array of shape `symbols.shape + (n,)`, or of shape `(n,)` for
    all symbols.

    Args:
        logits: n natural logarithms of probabilities, up to a common constant; below infinity, and not all of them
            minus infinity. Arrays of `float16`, `bfloat16` (of `ml_dtypes`), `float32` and `float64` are taken as they
            are.
        precision: bits of a probability, 1 to 32. There must not be more symbols than `2**precision`.
        zero_probability: as for `Categorical`.

    Raises:
        ValueError: logits are empty, infinity or NaN, or more than the precision allows.
        TypeError: the logits are not numbers.

    Cost: O(n) a row, 15 to 22 µs for 50,257 numbers.

    Example:
        >>> from constriction.stream.model import CategoricalLogits
        >>> model = CategoricalLogits([1.5, 1.5, 1.5, 1.5])
        >>> model.pmf().tolist()
        [0.25, 0.25, 0.25, 0.25]
    """

    # <families:signature of CategoricalLogits> Written by `cargo xtask codegen`.
    def __new__(
        cls,
        logits: FloatLike | None = None,
        *,
        precision: int = 24,
        zero_probability: ZeroProbability = "leaky",
    ) -> Self: ...
    # </families>

@final
class TopK(Model):
    """A distribution over the integers from 0 to `vocabulary - 1`, of which a few have probabilities of their own.

    All others share the rest of 1 equally. It is for language models that return only their k most likely tokens: a message
    costs little more than with all probabilities, and every token can be coded.

    Left out, `ids` and `probabilities` are to be given at each call, as arrays of shape `symbols.shape + (k,)`, or of
    shape `(k,)` for all symbols. The order of the ids makes no difference.

    Args:
        vocabulary: the number of symbols, 1 to `2**precision` and at most `2**31`.
        ids: k different integers from 0 to `vocabulary - 1`.
        probabilities: those of the k symbols, from 0 to 1, with a sum of at most 1. An excess by rounding, up to
            1/128, counts as 1.
        precision: bits of a probability, 1 to 32. Take 26 for a large vocabulary.
        zero_probability: as for `Categorical`. With `"strict"`, symbols that are not among the ids are errors where nothing
            is left over.

    Raises:
        ValueError: an id is twice in its row or out of range, a probability is not from 0 to 1, their sum is above 1, or
            there are not as many probabilities as ids.
        TypeError: the ids or the probabilities are not numbers.

    Cost: O(k log k) per row, for any vocabulary.

    Example:
        >>> import numpy as np
        >>> from constriction.stream import model, queue
        >>> family = model.TopK(50257, precision=26)
        >>> ids = np.array([[464, 1212, 40], [318, 373, 11]])
        >>> probabilities = np.array([[0.5, 0.25, 0.125], [0.75, 0.125, 0.0625]], dtype=np.float32)
        >>> encoder = queue.RangeEncoder()
        >>> encoder.encode([1212, 31337], family, ids, probabilities)  # the second one is not among its ids
        >>> queue.RangeDecoder(encoder.get_compressed()).decode(family, ids, probabilities).tolist()
        [1212, 31337]
    """

    # <families:signature of TopK> Written by `cargo xtask codegen`.
    def __new__(
        cls,
        vocabulary: Integer | None = None,
        ids: IntegerLike | None = None,
        probabilities: FloatLike | None = None,
        *,
        precision: int = 24,
        zero_probability: ZeroProbability = "leaky",
    ) -> Self: ...
    # </families>

@final
class CdfTable(Model):
    """Many tables of cumulative frequencies, of which each symbol uses one, as learned image codecs have them.

    The free parameter `indexes` says for each symbol which table it uses, counted from 0.

    Args:
        cdfs: a matrix of integers, one table a row, or a sequence of vectors. A table goes up from 0 to
            `2**precision`; that of n symbols has n + 1 entries.
        lengths: the number of entries of each row that are used, at least 2; default: all. The others can be anything.
        offsets: the smallest symbol of each table; default: 0.
        precision: bits of a probability, 1 to 32.
        zero_probability: `"leaky"` and `"strict"` are the same here, as a table is taken as it is: a symbol without a
            share, or outside of the table, is a `KeyError`. `"escape"` sets one unit of `2**-precision` aside, by which
            all other int32 are coded, also those within the table that have no share.

    Raises:
        ValueError: a table does not begin with 0, does not end with `2**precision` or goes down, or a length or an
            index is out of range. The message has the number of the table.
        TypeError: a table is not of integers.

    References:
        Ballé, Minnen, Singh, Hwang and Johnston, "Variational image compression with a scale hyperprior", ICLR 2018,
        arXiv:1802.01436.

    Example:
        >>> from constriction.stream import model, stack
        >>> tables = model.CdfTable([[0, 4, 12, 16], [0, 8, 16, 0]], lengths=[4, 3], offsets=[-1, 0], precision=4)
        >>> tables.pmf([-1, 0, 1, 0], [0, 0, 0, 1]).tolist()
        [0.25, 0.5, 0.25, 0.5]
        >>> coder = stack.AnsCoder()
        >>> coder.encode_reverse([-1, 1, 1, 0], tables, [0, 0, 1, 1])
        >>> coder.decode(tables, [0, 0, 1, 1]).tolist()
        [-1, 1, 1, 0]
    """

    def __new__(
        cls,
        cdfs: IntegerLike | Sequence[IntegerLike],
        lengths: IntegerLike | None = None,
        offsets: IntegerLike | None = None,
        *,
        precision: int = 16,
        zero_probability: ZeroProbability = ...,
    ) -> Self: ...
    @staticmethod
    def from_frequencies(
        frequencies: IntegerLike | Sequence[IntegerLike],
        lengths: IntegerLike | None = None,
        offsets: IntegerLike | None = None,
        *,
        precision: int = 16,
        zero_probability: ZeroProbability = "leaky",
    ) -> CdfTable:
        """Tables of how often each symbol was counted, one a row.

        Frequencies may have any sum: the probabilities have the smallest possible relative entropy to them, and each
        symbol gets at least `2**-precision`.

        Args:
            frequencies: a matrix of integers, not negative, or a sequence of vectors.
            lengths: the number of entries of each row that are used; default: all.
            offsets: the smallest symbol of each table; default: 0.
            precision: bits of a probability, 1 to 32.
            zero_probability: as for the constructor.

        Raises:
            ValueError: a row is empty, has a negative entry or only zeros. The message has the number of the table.
            TypeError: a table is not of integers.

        Example:
            >>> from constriction.stream.model import CdfTable
            >>> tables = CdfTable.from_frequencies([[1, 5, 2], [3, 1, 0]], offsets=[-1, 0], precision=3)
            >>> tables.pmf(None, 0).tolist()
            [0.125, 0.625, 0.25]
        """
    @staticmethod
    def from_pmfs(
        pmfs: FloatLike | Sequence[FloatLike],
        lengths: IntegerLike | None = None,
        offsets: IntegerLike | None = None,
        *,
        precision: int = 16,
        zero_probability: ZeroProbability = "leaky",
    ) -> CdfTable:
        """Tables of probabilities, one a row, that are quantised as by `Categorical(row, perfect=True)`.

        Args:
            pmfs: a matrix of numbers, finite and not negative, of any positive sum, or a sequence of vectors.
            lengths: the number of entries of each row that are used; default: all.
            offsets: the smallest symbol of each table; default: 0.
            precision: bits of a probability, 1 to 32.
            zero_probability: as for the constructor.

        Raises:
            ValueError: a row is not a valid table. The message has its number.
            TypeError: the probabilities are not numbers.
        """
    @staticmethod
    def from_models(models: Sequence[Model], *, zero_probability: ZeroProbability = "leaky") -> CdfTable:
        """Tables with the intervals of concrete models of one precision, which is that of the tables.

        Args:
            models: models that have all their parameters, of up to `2**24` symbols.
            zero_probability: as for the constructor; that of the models does not count.

        Raises:
            ValueError: a model lacks parameters, has no table, or another precision. The message has its number.

        Example:
            >>> from constriction.stream.model import CdfTable, QuantizedGaussian
            >>> scales = [0.5, 1.0, 2.0]
            >>> tables = CdfTable.from_models([QuantizedGaussian(-20, 20, 0.0, s, precision=16) for s in scales])
            >>> len(tables), tables.table(2)[1]
            (3, -20)
        """
    def table(self, index: Integer) -> tuple[np.ndarray[Any, np.dtype[np.uint64]], int]:
        """The cumulative frequencies of a table, from 0 to `2**precision`, and its smallest symbol.

        Raises:
            IndexError: there is no such table.
        """
    def __len__(self) -> int: ...
    def __bool__(self) -> bool: ...

@final
class Uniform(Model):
    """The same probability for each of the integers from 0 to `size - 1`.

    Each symbol has `2**precision // size` units of `2**-precision`; the last symbol also has the rest.

    Args:
        size: the number of symbols, 1 to `2**precision`. Left out, it is to be given at each call.
        precision: bits of a probability, 1 to 32.

    Raises:
        ValueError: `size` is out of range.
        TypeError: `size` is not an integer.

    Example:
        >>> from constriction.stream import model, stack
        >>> coder = stack.AnsCoder()
        >>> coder.encode_reverse([3, 1, 9], model.Uniform(), [4, 2, 10])
        >>> coder.decode(model.Uniform(), [4, 2, 10]).tolist()
        [3, 1, 9]
    """

    # <families:signature of Uniform> Written by `cargo xtask codegen`.
    def __new__(
        cls,
        size: Integer | None = None,
        *,
        precision: int = 24,
    ) -> Self: ...
    # </families>

@final
class Bernoulli(Model):
    """The symbol 1 with probability `p`, otherwise 0.

    Args:
        p: the probability of 1, from 0.0 to 1.0. Left out, it is to be given at each call.
        perfect: the quantisation, as for `Categorical` with probabilities `[1 - p, p]`; default: True.
        precision: bits of a probability, 1 to 32.
        zero_probability: as for `Categorical`.

    Raises:
        ValueError: `p` is out of range.
        TypeError: `p` is not a number.

    Example:
        >>> from constriction.stream.model import Bernoulli
        >>> Bernoulli(0.25).pmf().tolist()
        [0.75, 0.25]
    """

    # <families:signature of Bernoulli> Written by `cargo xtask codegen`.
    def __new__(
        cls,
        p: Real | None = None,
        perfect: bool | None = None,
        *,
        precision: int = 24,
        zero_probability: ZeroProbability = "leaky",
    ) -> Self: ...
    # </families>

@final
class Binomial(Model):
    """The number of successes in `n` independent trials: an integer from 0 to `n`.

    A parameter that is left out comes with each call.

    Args:
        n: the number of trials, 0 to `2**precision - 1`.
        p: the probability of success of each trial, from 0.0 to 1.0.
        precision: bits of a probability, 1 to 32.
        zero_probability: as for `Categorical`.

    Raises:
        ValueError: `n` or `p` is out of range.
        TypeError: `n` is not an integer, or `p` is not a number.

    Example:
        >>> from constriction.stream.model import Binomial
        >>> model = Binomial(10, 0.5)
        >>> model.support
        (0, 10)
        >>> model.cost_bits(5) < model.cost_bits(9)
        True
    """

    # <families:signature of Binomial> Written by `cargo xtask codegen`.
    def __new__(
        cls,
        n: Integer | None = None,
        p: Real | None = None,
        *,
        precision: int = 24,
        zero_probability: ZeroProbability = "leaky",
    ) -> Self: ...
    # </families>

class CustomModel(Model):
    """A model from your own cumulative distribution function, over a range of integers.

    The probability of an integer `i` is `cdf(i + 0.5) - cdf(i - 0.5)`; what lies outside the support goes to its
    ends.

    A decoder must get the same floats from `cdf` as the encoder did. Functions that are computed differently on another
    machine, or in another version of a package, make data unreadable there.

    Args:
        cdf: `cdf(x, *params)`, a function that does not decrease, from 0.0 at the far left to 1.0 at the far right.
            Further arguments make a family: each call of a coder gives them.
        approximate_inverse_cdf: `approximate_inverse_cdf(q, *params)` returns some `x` with `cdf(x)` near `q`. It only
            tells the decoder where to begin to search: how exact it is affects the speed and not the result.
        min_symbol_inclusive: the smallest symbol, an int32.
        max_symbol_inclusive: the largest symbol, an int32, not smaller than `min_symbol_inclusive`.
        vectorized: `cdf` takes arrays, and is called once for all symbols of a call, or when decoding for the whole
            support. Then `approximate_inverse_cdf` may be `None`.
        precision: bits of a probability, 1 to 32. There must not be more symbols than `2**precision`.
        zero_probability: `"leaky"` gives every symbol of the support at least `2**-precision`; `"strict"` does too, but
            refuses symbols whose own probability is 0; `"escape"` sets one unit of `2**-precision` aside, by which any
            int32 outside the support is coded.

    Raises:
        ValueError: an empty support, or too little precision. When the model is used: `cdf` returns a number out of
            range or, where a call asks for both, a smaller number on the right than on the left.
        TypeError: `cdf` cannot be called.

    Warns:
        RuntimeWarning: `cdf` returns NaN, which counts as 0, as in 0.5.0.

    An exception in one of the functions ends the call of the coder, which stays as it was.

    Cost: without `vectorized`, two calls of `cdf` per symbol to encode and some more to decode, about a microsecond
    each.

    Example:
        >>> from constriction.stream import model, stack
        >>> def cdf(x):
        ...     return min(max(x / 20, 0.0), 1.0) ** 2
        >>> triangle = model.CustomModel(cdf, lambda q: 20 * q**0.5, 0, 20)
        >>> coder = stack.AnsCoder()
        >>> coder.encode_reverse([7, 19, 12], triangle)
        >>> coder.decode(triangle, 3).tolist()
        [7, 19, 12]
    """

    def __new__(
        cls,
        cdf: Callable[..., Any],
        approximate_inverse_cdf: Callable[..., Any] | None,
        min_symbol_inclusive: Integer,
        max_symbol_inclusive: Integer,
        *,
        vectorized: bool = False,
        precision: int = 24,
        zero_probability: ZeroProbability = "leaky",
    ) -> Self: ...

@final
class ScipyModel(CustomModel):
    """A model from a distribution of `scipy.stats`, over a range of integers.

    It is `CustomModel` with the `cdf` and the `ppf` of the distribution, and its warning holds: data is only readable
    where SciPy computes the same floats.

    Args:
        scipy_model: a distribution with its parameters (`scipy.stats.norm(1.0, 2.0)`), or without (`scipy.stats.norm`):
            then each call of a coder gives them.
        min_symbol_inclusive: the smallest symbol, an int32.
        max_symbol_inclusive: the largest symbol, an int32, not smaller than `min_symbol_inclusive`.
        vectorized: call SciPy once for all symbols, which is many times faster for more than a few.
        precision: bits of a probability, 1 to 32.
        zero_probability: as for `CustomModel`.

    Raises:
        ValueError: an empty support, or too little precision.
        TypeError: `scipy_model` has no `cdf` or no `ppf`.

    Example:
        >>> from types import SimpleNamespace
        >>> from constriction.stream.model import ScipyModel
        >>> ramp = SimpleNamespace(cdf=lambda x: min(max(x / 8, 0.0), 1.0), ppf=lambda q: 8 * q)
        >>> ScipyModel(ramp, 0, 8).support
        (0, 8)
    """

    def __new__(
        cls,
        scipy_model: ScipyDistribution,
        min_symbol_inclusive: Integer,
        max_symbol_inclusive: Integer,
        *,
        vectorized: bool = False,
        precision: int = 24,
        zero_probability: ZeroProbability = "leaky",
    ) -> Self: ...
