"""Exactly invertible entropy models: probability distributions over integers, in fixed point."""

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
    "Uniform",
]
