"""Exactly invertible entropy models: probability distributions over integers, in fixed point.

Round trips need probabilities that are the same for the encoder and the decoder, to the last bit and on every machine.
The models here compute them in fixed point, as multiples of `2**-24` by default.
"""

# <families:names> Written by `cargo xtask codegen`.
from .._native import (
    Bernoulli,
    Binomial,
    Categorical,
    CategoricalLogits,
    CdfTable,
    CustomModel,
    GaussianMixture,
    LaplaceMixture,
    LogisticMixture,
    Model,
    QuantizedCauchy,
    QuantizedGaussian,
    QuantizedLaplace,
    QuantizedLogistic,
    ScipyModel,
    TopK,
    Uniform,
)

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
