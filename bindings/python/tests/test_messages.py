"""What errors say: where it was, what is to blame, and what was meant."""

import numpy as np
import pytest
from constriction.stream import model
from constriction.stream.chain import ChainCoder
from constriction.stream.interleaved import InterleavedAnsCoder
from constriction.stream.queue import RangeDecoder, RangeEncoder
from constriction.stream.stack import AnsCoder

FAMILY = model.QuantizedGaussian(-10, 10)


@pytest.mark.parametrize("coder, name, instead", [
    (AnsCoder(), "encode", "encode_reverse"), (InterleavedAnsCoder(), "encode", "encode_reverse"),
    (ChainCoder([1, 2, 3]), "encode", "encode_reverse"), (ChainCoder([1, 2, 3]), "to_bytes", "get_data"),
    (ChainCoder([1, 2, 3]), "get_compressed", "get_data"), (RangeEncoder(), "encode_reverse", "by encode"),
    (RangeEncoder(), "decode", "get_decoder"), (RangeDecoder([1, 2]), "encode", "RangeEncoder"),
    (RangeDecoder([1, 2]), "encode_reverse", "RangeEncoder"),
])  # fmt: skip
def test_a_method_of_another_coder_is_an_error_that_names_the_right_one(coder, name, instead):
    assert not hasattr(coder, name)
    with pytest.raises(AttributeError, match=f"'{type(coder).__name__}' object has no attribute '{name}': .*{instead}"):
        getattr(coder, name)


@pytest.mark.parametrize("symbols", [30, [1, 2, 30], np.full((2, 3), 30), np.full(100, 30)], ids=np.shape)
def test_a_symbol_outside_says_which_are_inside_and_that_it_could_escape(symbols):
    with pytest.raises(KeyError, match=r"the symbol 30 at index .* -10 to 10.*zero_probability=.*escape"):
        AnsCoder().encode_reverse(symbols, FAMILY, 0.0, 1.0)
    with pytest.raises(KeyError, match=r"the symbol 30 at index .* 0 to 4.?$"):
        AnsCoder().encode_reverse(symbols, model.Uniform(5))


def test_a_symbol_that_no_table_has_could_escape():
    tables = model.CdfTable([[0, 1 << 15, 1 << 16]])
    with pytest.raises(KeyError, match="the symbol 7 at index 1 .*zero_probability=.*escape"):
        AnsCoder().encode_reverse([0, 7], tables, [0, 0])


def test_places_in_arrays_are_written_as_numpy_does():
    symbols = np.zeros((2, 3, 4), np.int32)
    symbols[1, 0, 2] = 11
    with pytest.raises(KeyError, match=r"the symbol 11 at index \(1, 0, 2\)"):
        AnsCoder().encode_reverse(symbols, FAMILY, 0.0, 1.0)
    means = np.zeros((2, 3, 4))
    means[1, 2, 3] = np.nan
    with pytest.raises(ValueError, match=r"NaN .*symbol at index \(1, 2, 3\)"):
        AnsCoder().encode_reverse(np.zeros((2, 3, 4), np.int32), FAMILY, means, 1.0)
    with pytest.raises(ValueError, match=r"NaN .*symbol at index \(1, 2, 3\)"):
        AnsCoder([1, 2, 3]).decode(FAMILY, means, 1.0)


def test_the_message_of_a_batch_is_named():
    symbols, means = [[1, 2], [3, 4, 5]], [[0.0, 0.0], [0.0, 0.0]]
    with pytest.raises(ValueError, match=r"message 1: the parameter mean is for symbols of shape \(2,\), but .*\(3,\)"):
        AnsCoder.encode_batch(symbols, FAMILY, means, 1.0)
    with pytest.raises(TypeError, match="message 1: symbols must be integers"):
        AnsCoder.encode_batch([[1], np.array([1.5])], model.Uniform(5))


def test_unsealing_too_early_says_when():
    coder = AnsCoder([1, 2, 3], seal=True)
    coder.decode(model.Uniform(5), 3)
    with pytest.raises(ValueError, match="whole number of words: .* sealed must be undone"):
        coder.get_compressed(unseal=True)


def test_seeking_to_what_was_decoded_says_that_it_is_gone():
    coder = AnsCoder()
    coder.encode_reverse(np.arange(1000) % 5, model.Uniform(5))
    position = coder.pos()
    coder.decode(model.Uniform(5), 900)
    with pytest.raises(ValueError, match="decoding removes words, .* clone"):
        coder.seek(*position)
