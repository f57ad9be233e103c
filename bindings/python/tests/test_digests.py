"""Digests of models: encoder and decoder have the same one, and another one if a parameter differs."""

import copy
import pickle

import numpy as np
import pytest
from constriction.stream.chain import ChainCoder
from constriction.stream.interleaved import InterleavedAnsCoder
from constriction.stream.model import Categorical, CustomModel, QuantizedGaussian, Uniform
from constriction.stream.queue import RangeDecoder, RangeEncoder
from constriction.stream.stack import AnsCoder

GAUSSIAN = QuantizedGaussian(-100, 100)
MEANS = np.linspace(-30.0, 30.0, 5000)
STDS = np.linspace(0.5, 20.0, 5000)
SYMBOLS = np.rint(MEANS + np.sin(np.arange(5000)) * STDS).astype(np.int32)


def encoders():
    return [
        (AnsCoder(digest=True), AnsCoder),
        (InterleavedAnsCoder(digest=True), InterleavedAnsCoder),
        (InterleavedAnsCoder(lanes=2, digest=True), InterleavedAnsCoder),
        (RangeEncoder(digest=True), RangeDecoder),
    ]


def encode(coder, symbols, model, *params, **options):
    (coder.encode if isinstance(coder, RangeEncoder) else coder.encode_reverse)(symbols, model, *params, **options)


def test_encoder_and_decoder_agree_whatever_the_coder():
    digests = set()
    for encoder, decoder_class in encoders():
        encode(encoder, SYMBOLS, GAUSSIAN, MEANS, STDS)
        digests.add(encoder.digest())
        for decoder in [
            decoder_class(encoder.get_compressed(), digest=True),
            decoder_class.from_bytes(encoder.to_bytes(), digest=True),
        ]:
            assert decoder.digest() == 0
            decoded = decoder.decode(GAUSSIAN, MEANS[:123], STDS[:123])
            decoded = np.concatenate([decoded, decoder.decode(GAUSSIAN, MEANS[123:], STDS[123:])])
            assert np.array_equal(decoded, SYMBOLS)
            assert decoder.digest() == encoder.digest()
    assert len(digests) == 1
    assert 0 < digests.pop() < 2**64


def test_one_parameter_is_noticed():
    for encoder, decoder_class in encoders():
        encode(encoder, SYMBOLS, GAUSSIAN, MEANS, STDS)
        others = MEANS.copy()
        others[4000] += 1e-5
        decoder = decoder_class(encoder.get_compressed(), digest=True)
        try:
            decoder.decode(GAUSSIAN, others, STDS)
        except ValueError:
            continue
        assert decoder.digest() != encoder.digest()


def test_threads_and_single_symbols_have_the_same_digest():
    for encoder, _ in encoders():
        encode(encoder, SYMBOLS[:50], GAUSSIAN, MEANS[:50], STDS[:50])
        expected = encoder.digest()
        encoder.clear()
        assert encoder.digest() == 0
        order = range(50) if isinstance(encoder, RangeEncoder) else reversed(range(50))
        for i in order:
            encode(encoder, SYMBOLS[i], QuantizedGaussian(-100, 100, MEANS[i], STDS[i]))
        assert encoder.digest() == expected
        encoder.clear()
        encode(encoder, SYMBOLS, GAUSSIAN, MEANS, STDS, threads=2)
        threaded = encoder.digest()
        encoder.clear()
        encode(encoder, SYMBOLS, GAUSSIAN, MEANS, STDS)
        assert encoder.digest() == threaded


def test_a_failed_call_changes_nothing():
    for encoder, decoder_class in encoders():
        encode(encoder, SYMBOLS, GAUSSIAN, MEANS, STDS)
        digest = encoder.digest()
        with pytest.raises(KeyError):
            encode(encoder, np.append(SYMBOLS[1:], 101), GAUSSIAN, MEANS, STDS)
        assert encoder.digest() == digest
        decoder = decoder_class(encoder.get_compressed(), digest=True)
        decoder.decode(GAUSSIAN, MEANS[:10], STDS[:10])
        digest = decoder.digest()
        with pytest.raises(ValueError):
            decoder.decode(GAUSSIAN, MEANS, -STDS)
        assert decoder.digest() == digest


def test_a_chain_coder_and_its_opposite_agree():
    data = np.arange(1, 200, dtype=np.uint32)
    coder = ChainCoder(data, seal=True, digest=True)
    symbols = coder.decode(GAUSSIAN, MEANS[:100], STDS[:100])
    digest = coder.digest()
    prefix, suffix = coder.get_remainders()
    again = ChainCoder(suffix, is_remainders=True, digest=True)
    again.encode_reverse(symbols, GAUSSIAN, MEANS[:100], STDS[:100])
    assert again.digest() == digest
    coder.encode_reverse(symbols, GAUSSIAN, MEANS[:100], STDS[:100])
    assert coder.digest() == 0
    assert ChainCoder.from_bytes(data.tobytes(), seal=True, digest=True).digest() == 0


def test_bits_back_and_its_opposite_agree():
    noise = np.arange(1, 100, dtype=np.uint32)
    posterior, likelihood = QuantizedGaussian(-20, 20, 1.0, 3.0), Categorical(np.array([0.2, 0.5, 0.3]))
    coder = AnsCoder(noise, seal=True, digest=True)
    latents = coder.decode(posterior, 20)
    coder.encode_reverse(np.arange(20) % 3, likelihood)
    opposite = AnsCoder(coder.get_compressed(), digest=True)
    pixels = opposite.decode(likelihood, 20)
    opposite.encode_reverse(latents, posterior)
    assert np.array_equal(pixels, np.arange(20) % 3)
    assert opposite.digest() == coder.digest() != 0


def test_functions_of_the_caller_count_as_well():
    def cdf(x, mean):
        return 1 / (1 + np.exp(mean - x))

    def ppf(q, mean):
        return mean + np.log(q / (1 - q))

    model = CustomModel(cdf, ppf, -30, 30)
    coder = AnsCoder(digest=True)
    coder.encode_reverse([1, 2, 3], model, np.array([0.5, 1.5, 2.5]))
    decoder = AnsCoder(coder.get_compressed(), digest=True)
    assert decoder.decode(model, np.array([0.5, 1.5, 2.5])).tolist() == [1, 2, 3]
    assert decoder.digest() == coder.digest()


def test_copies_and_pickles_have_the_digest():
    for encoder, decoder_class in encoders():
        encode(encoder, SYMBOLS[3:], GAUSSIAN, MEANS[3:], STDS[3:])
        decoder = decoder_class(encoder.get_compressed(), digest=True)
        decoder.decode(GAUSSIAN, MEANS[3:9], STDS[3:9])
        for coder in [encoder, decoder]:
            for twin in [coder.clone(), copy.copy(coder), copy.deepcopy(coder), pickle.loads(pickle.dumps(coder))]:
                assert twin.digest() == coder.digest()
                if coder is decoder:
                    twin.decode(GAUSSIAN, MEANS[9:], STDS[9:])
                    assert twin.digest() == encoder.digest()


def test_other_places_start_again():
    uniform = Uniform(1000)
    encoder = RangeEncoder(digest=True)
    encoder.encode(SYMBOLS[:10] % 7, uniform)
    position = encoder.pos()
    encoder.encode(SYMBOLS[10:20] % 7, uniform)
    rest = RangeEncoder(digest=True)
    rest.encode(SYMBOLS[10:20] % 7, uniform)
    decoder = encoder.get_decoder()
    decoder.decode(uniform, 3)
    decoder.seek(*position)
    assert decoder.digest() == 0
    decoder.decode(uniform, 10)
    assert decoder.digest() == rest.digest()
    coder = AnsCoder(digest=True)
    position = coder.pos()
    coder.encode_reverse(SYMBOLS[:10] % 7, uniform)
    coder.seek(*position)
    assert coder.digest() == 0


def test_nobody_pays_who_does_not_ask():
    coders = [AnsCoder(), InterleavedAnsCoder(), RangeEncoder(), RangeDecoder([]), ChainCoder([1, 2, 3])]
    coders += [pickle.loads(pickle.dumps(coder)) for coder in coders] + [RangeEncoder().get_decoder()]
    for coder in coders:
        with pytest.raises(ValueError, match="digest=True"):
            coder.digest()
