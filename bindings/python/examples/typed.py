"""Most of the interface, with types: `mypy --strict examples/typed.py` accepts it, and it runs as a test."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

import constriction
from constriction.stream import adaptive, model
from constriction.stream.chain import ChainCoder
from constriction.stream.queue import RangeDecoder, RangeEncoder
from constriction.stream.stack import AnsCoder

if TYPE_CHECKING:
    import numpy.typing as npt

SYMBOLS: Final[npt.NDArray[np.int16]] = np.array([6, 10, -4, 2], dtype=np.int16)
MEANS: Final[npt.NDArray[np.float32]] = np.array([2.5, 13.1, -1.1, 0.0], dtype=np.float32)


def stack() -> None:
    gaussians = model.QuantizedGaussian(-50, 50)
    coder = AnsCoder()
    coder.encode_reverse(SYMBOLS, gaussians, MEANS, 4.0)
    coder.encode_reverse([[1, 2], [3, 0]], model.Categorical([0.1, 0.2, 0.3, 0.4], perfect=False))
    coder.encode_reverse(1, model.Bernoulli(0.3), progress=lambda done, total: print(done / total))
    words: npt.NDArray[np.uint32] = coder.get_compressed()

    coder = AnsCoder(words)
    toss: int = coder.decode(model.Bernoulli(0.3))
    table: npt.NDArray[np.int32] = coder.decode(model.Categorical([0.1, 0.2, 0.3, 0.4], perfect=False), (2, 2))
    back: npt.NDArray[np.int16] = coder.decode(gaussians, MEANS, 4.0, dtype=np.int16)
    assert toss == 1 and table.tolist() == [[1, 2], [3, 0]] and np.array_equal(back, SYMBOLS)
    assert coder.is_empty() and len(coder) == coder.num_words() == 0 and coder.num_valid_bits() == 0

    checkpoint: tuple[int, int] = coder.pos()
    coder.encode_reverse(5, gaussians, 1.5, 2.0)
    one: int = coder.clone().decode(gaussians, 1.5, 2.0)
    assert one == 5 and AnsCoder.from_bytes(coder.to_bytes()).pos() == coder.pos()
    coder.seek(*checkpoint)
    coder.clear()


def queue() -> None:
    encoder = RangeEncoder()
    encoder.encode(SYMBOLS, model.QuantizedLaplace(-50, 50, scale=3.0), MEANS)
    middle: tuple[int, tuple[int, int]] = encoder.pos()
    encoder.encode([3, 1], model.Uniform(), [4, 2])
    decoder: RangeDecoder = encoder.get_decoder()
    out = np.zeros(4, dtype=np.int64)
    into: npt.NDArray[np.int64] = decoder.decode(model.QuantizedLaplace(-50, 50, scale=3.0), MEANS, out=out)
    assert into.tolist() == SYMBOLS.tolist()
    decoder = RangeDecoder.from_bytes(encoder.to_bytes())
    decoder.seek(*middle)
    assert decoder.decode(model.Uniform(), [4, 2]).tolist() == [3, 1]
    assert decoder.maybe_exhausted()

    messages: list[npt.NDArray[np.uint32]] = RangeEncoder.encode_batch([[1, 0, 1], [2, 2]], model.Uniform(4), threads=2)
    decoded: list[npt.NDArray[np.int32]] = RangeDecoder.decode_batch(messages, model.Uniform(4), [3, 2])
    assert [symbols.tolist() for symbols in decoded] == [[1, 0, 1], [2, 2]]


def chain() -> None:
    data = np.arange(1, 9, dtype=np.uint32)
    coder = ChainCoder(data, seal=True)
    symbols: npt.NDArray[np.int32] = coder.decode(model.Binomial(20, 0.4), 3)
    rest, remainders = coder.get_remainders()
    coder = ChainCoder(remainders, is_remainders=True)
    coder.encode_reverse(symbols, model.Binomial(20, 0.4))
    assert np.concatenate([rest, *coder.get_data(unseal=True)]).tolist() == data.tolist()


def models() -> None:
    def cdf(x: float, rate: float) -> float:
        return 1.0 - math.exp(-rate * max(x + 0.5, 0.0))

    families: list[model.Model] = [
        model.QuantizedGaussian(-9, 9, 1.5, 2.0),
        model.QuantizedCauchy(-9, 9, 1.5, 2.0, zero_probability="strict"),
        model.QuantizedLogistic(-9, 9, mean=1.5, scale=2.0, precision=16),
        model.GaussianMixture(-9, 9, [0.5, 0.5], [-3.0, 4.0], [1.0, 2.0]),
        model.LaplaceMixture(-9, 9, [0.5, 0.5], [-3.0, 4.0], [1.0, 2.0]),
        model.LogisticMixture(-9, 9, [0.5, 0.5], [-3.0, 4.0], [1.0, 2.0]),
        model.Categorical(np.array([0.2, 0.8], dtype=np.float16), lazy=True),
        model.Categorical.from_frequencies([3, 1, 4]),
        model.CategoricalLogits([0.1, -2.0, 0.3], zero_probability="escape"),
        model.CustomModel(lambda x: cdf(x, 0.1), lambda q: -10.0 * math.log1p(-q), 0, 100),
    ]
    for each in families:
        probabilities: npt.NDArray[np.float64] = each.pmf()
        cumulative: npt.NDArray[np.float64] = each.cdf()
        bits: float = each.entropy()
        assert each.support is not None and each.free_parameters == ()
        assert len(cumulative) == len(probabilities) + 1 and bits > 0.0 and each.precision in {16, 24}
        cost: float = each.cost_bits(1)
        assert math.isclose(cost, -math.log2(each.pmf(1))) and each == each.__copy__()

    rates = model.CustomModel(cdf, lambda q, rate: -math.log1p(-q) / rate, 0, 100)
    costs: npt.NDArray[np.float64] = rates.cost_bits([1, 2], [0.1, 0.2])
    assert costs.shape == (2,)
    report = constriction.report.RateReport()
    rate: constriction.report.ArrayRate = report.add("y", [1, 2], rates, [0.1, 0.2])
    most: constriction.report.SymbolRate = rate.by_symbol()[0]
    report.message_bits = 64
    assert report["y"] is rate and most.count == 1 and rate.along(0).shape == (2,) and report.bits == costs.sum()
    tables = model.CdfTable([[0, 4, 12, 16], [0, 8, 16, 0]], lengths=[4, 3], offsets=[-1, 0], precision=4)
    assert tables.pmf([-1, 0], [0, 1]).tolist() == [0.25, 0.5]


def adaptive_models() -> None:
    made: list[adaptive.AdaptiveModel] = [
        adaptive.AdaptiveBernoulli((4, 7), num_contexts=4),
        adaptive.AdaptiveCategorical(4, increment=8, limit=1000, num_contexts=4),
        adaptive.BitTree(2, limit=255, num_contexts=4),
        adaptive.Nibbles(num_contexts=4),
    ]
    symbols, contexts = [1, 0, 1, 1, 0], np.array([0, 1, 2, 3, 0])
    for each in made:
        encoder, coder = RangeEncoder(), AnsCoder()
        encoder.encode(symbols, each.clone(), contexts)
        coder.encode_reverse(symbols, each.clone(), contexts)
        costs: npt.NDArray[np.float64] = each.cost_bits(symbols, contexts)
        cost: float = each.cost_bits(1, 3)
        decoded: npt.NDArray[np.int32] = encoder.get_decoder().decode(each.clone(), 5, contexts)
        one: int = coder.decode(each.clone(), None, 0)
        bytes_: npt.NDArray[np.uint8] = coder.decode(each.clone(), 1, 0, dtype=np.uint8)
        assert decoded.tolist() == symbols and one == 1 and bytes_.size == 1 and costs.size == 5 and cost > 0.0
    encoder = RangeEncoder()
    encoder.encode(symbols, made[0], adaptive.Order(1))
    encoder.encode(symbols, made[0], adaptive.LeftTop(2))
    mixer = adaptive.Mixer(8, num_inputs=3)
    encoder.encode(symbols, mixer, [adaptive.Order(1), adaptive.Word(), contexts])
    assert mixer.num_inputs == 3 and mixer.num_contexts is None


if __name__ == "__main__":
    for part in (stack, queue, chain, models, adaptive_models):
        part()
    print(f"constriction {constriction.__version__}: all well")
