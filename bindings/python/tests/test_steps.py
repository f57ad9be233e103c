"""One symbol of each of many messages in one call."""

import numpy as np
import pytest
from constriction.stream.model import Categorical, CategoricalLogits, QuantizedGaussian, TopK, Uniform
from constriction.stream.queue import RangeDecoder, RangeEncoder
from constriction.stream.stack import AnsCoder

from coders import state

STREAMS, STEPS, SYMBOLS = 9, 5, 40
RNG = np.random.default_rng(3)
ROWS = RNG.dirichlet(np.ones(SYMBOLS), size=(STEPS, STREAMS))
DRAWN = RNG.integers(0, SYMBOLS, size=(STEPS, STREAMS))
TOP = np.argsort(ROWS)[..., :5]
CASES = {
    **{
        str(family): (family, lambda step: [ROWS[step].astype(np.float32)])
        for family in (Categorical(quantization="integer"), Categorical(lazy=True), Categorical(), CategoricalLogits())
    },
    "top": (TopK(SYMBOLS), lambda step: [TOP[step], np.take_along_axis(ROWS[step], TOP[step], axis=-1)]),
    "gauss": (QuantizedGaussian(0, SYMBOLS - 1), lambda step: [ROWS[step, :, 0] * 100, 3.5]),
    "fixed": (Uniform(SYMBOLS), lambda step: []),
    "one row": (Categorical(quantization="integer"), lambda step: [ROWS[step, 0]]),
}
every_case = pytest.mark.parametrize("family, params", CASES.values(), ids=CASES)


@every_case
def test_steps_of_range_coders_are_calls_for_each(family, params):
    encoders, alone = [RangeEncoder() for _ in range(STREAMS)], [RangeEncoder() for _ in range(STREAMS)]
    for step in range(STEPS):
        RangeEncoder.encode_step(encoders, DRAWN[step], family, *params(step))
        for i, encoder in enumerate(alone):
            one = [p if np.ndim(p) < np.ndim(DRAWN[step]) or len(p) != STREAMS else p[i] for p in params(step)]
            encoder.encode(int(DRAWN[step, i]), family, *one)
    assert [state(encoder) for encoder in encoders] == [state(encoder) for encoder in alone]
    decoders = tuple(encoder.get_decoder() for encoder in encoders)
    for step in range(STEPS):
        decoded = RangeDecoder.decode_step(decoders, family, *params(step), dtype=np.uint8)
        assert decoded.dtype == np.uint8 and np.array_equal(decoded, DRAWN[step])
    assert all(decoder.maybe_exhausted() for decoder in decoders)


@every_case
def test_steps_of_stacks_come_back_in_reverse(family, params):
    coders = [AnsCoder() for _ in range(STREAMS)]
    for step in reversed(range(STEPS)):
        AnsCoder.encode_step(coders, DRAWN[step], family, *params(step))
    for step in range(STEPS):
        assert np.array_equal(AnsCoder.decode_step(coders, family, *params(step)), DRAWN[step])
    assert all(coder.is_empty() for coder in coders)


def test_a_stream_that_fails_is_named_and_no_coder_has_changed():
    coders = [AnsCoder() for _ in range(3)]
    AnsCoder.encode_step(coders, [1, 2, 3], Uniform(4))
    before = [state(coder) for coder in coders]
    for call, error, text in [
        (lambda: AnsCoder.encode_step(coders, [1, 4, 3], Uniform(4)), KeyError, "message 1: .*the symbol 4"),
        (lambda: AnsCoder.encode_step(coders, [1, 3], Uniform(4)), ValueError, "there are 3 coders, but the symbols have the shape"),
        (lambda: AnsCoder.encode_step(coders, [[1, 3, 2]], Uniform(), [4, 4, 4]), ValueError, "shape"),
        (lambda: AnsCoder.encode_step(coders, [1, 3, 2], Uniform(), [4, 4, 0]), ValueError, "message 2: .*size"),
        (lambda: AnsCoder.decode_step(coders, Uniform(), [4, 0, 4]), ValueError, "message 1: .*size"),
        (lambda: AnsCoder.decode_step(coders, Uniform(), [4, 4]), ValueError, "shape"),
        (lambda: AnsCoder.decode_step(coders, Uniform(9), 3), ValueError, "parameters"),
        (lambda: AnsCoder.decode_step([*coders, RangeEncoder()], Uniform(4)), TypeError, ""),
        (lambda: AnsCoder.decode_step([*coders, coders[0]], Uniform(4)), RuntimeError, "borrowed"),
        (lambda: AnsCoder.decode_step(coders, 3), TypeError, ""),
    ]:
        with pytest.raises(error, match=text):
            call()
        assert [state(coder) for coder in coders] == before
    # Every other quantile is that of a symbol without probability.
    strict = Categorical([0.0, 1.0], zero_probability="strict", precision=1)
    AnsCoder.encode_step(coders, [1, 1, 0], Categorical([0.5, 0.5], precision=1))
    before = [state(coder) for coder in coders]
    with pytest.raises(ValueError, match="message 2: "):
        AnsCoder.decode_step(coders, strict)
    assert [state(coder) for coder in coders] == before


def test_no_coders_are_fine():
    RangeEncoder.encode_step([], np.array([], int), Uniform(4))
    assert RangeDecoder.decode_step([], Uniform(4)).shape == (0,)
