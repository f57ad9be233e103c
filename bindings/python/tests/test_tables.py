"""Tables that are made of something else, and what models say of themselves."""

import numpy as np
import pytest
from constriction.stream import model
from constriction.stream.model import CdfTable, Model
from constriction.stream.stack import AnsCoder


def test_tables_of_frequencies_are_those_of_categorical():
    rows = [[1, 5, 2], [3, 1, 0], [0, 0, 7]]
    tables = CdfTable.from_frequencies(rows, offsets=[-1, 0, 5], precision=12)
    for index, row in enumerate(rows):
        single = model.Categorical.from_frequencies(row, precision=12)
        assert tables.pmf(None, index).tolist() == single.pmf().tolist()
        cdf, offset = tables.table(index)
        assert (cdf == single.cdf() * 2**12).all() and offset == [-1, 0, 5][index]
    assert CdfTable.from_frequencies(np.array(rows, np.uint8), offsets=[-1, 0, 5], precision=12) == tables
    assert len(tables) == 3 and tables


def test_lengths_cut_rows():
    tables = CdfTable.from_frequencies([[1, 5, 2], [3, 1, 9]], [3, 2])
    assert [len(tables.table(index)[0]) for index in range(2)] == [4, 3]
    with pytest.raises(ValueError, match="table 1 has 3 entries"):
        CdfTable.from_frequencies([[1, 5, 2], [3, 1, 9]], [3, 4])


def test_what_is_after_a_row_does_not_count():
    """As matrices are padded: for all constructors in the same way."""
    expected = CdfTable.from_frequencies([[1, 5], [3, 1]])
    assert CdfTable.from_frequencies([[1, 5, -1], [3, 1, -7]], [2, 2]) == expected
    assert CdfTable.from_pmfs([[1, 5, np.nan], [3, 1, -7]], [2, 2]) == expected
    cdfs = [expected.table(index)[0].tolist() for index in range(2)]
    assert CdfTable([[*cdf, -1] for cdf in cdfs], [3, 3]) == expected


def test_tables_of_probabilities_are_those_of_categorical():
    rng = np.random.default_rng(3)
    rows = rng.dirichlet(np.ones(20), 5)
    tables = CdfTable.from_pmfs(rows)
    for index, row in enumerate(rows):
        assert tables.pmf(None, index).tolist() == model.Categorical(row, precision=16).pmf().tolist()
    assert CdfTable.from_pmfs([row.tolist() for row in rows]) == tables
    assert CdfTable.from_pmfs(rows.astype(np.float32), precision=32).precision == 32


def test_tables_of_models_have_their_intervals():
    models = [model.QuantizedGaussian(-20, 20, 0.3, s, precision=16) for s in (0.1, 1.0, 9.0)]
    models += [model.Uniform(10, precision=16), model.Bernoulli(0.1, precision=16)]
    tables = CdfTable.from_models(models)
    for index, single in enumerate(models):
        assert tables.pmf(None, index).tolist() == single.pmf().tolist()
        assert tables.table(index)[1] == single.support[0]
    coder, other = AnsCoder(), AnsCoder()
    coder.encode_reverse([1, -3, 7], tables, [1, 2, 3])
    for index, symbol in [(3, 7), (2, -3), (1, 1)]:
        other.encode_reverse(symbol, models[index])
    assert coder.get_compressed().tolist() == other.get_compressed().tolist()


@pytest.mark.parametrize("make, error, match", [
    (lambda: CdfTable.from_frequencies([[1, 2], [3, -1]]), ValueError, "frequency at index 1 of table 1"),
    (lambda: CdfTable.from_frequencies([[1, 2], [0, 0]]), ValueError, "in table 1"),
    (lambda: CdfTable.from_frequencies([[1, 2], []]), ValueError, "in table 1"),
    (lambda: CdfTable.from_frequencies([[1, 2], [0.5, 1]]), TypeError, "table 1 must be integers"),
    (lambda: CdfTable.from_frequencies([]), ValueError, "at least one table"),
    (lambda: CdfTable.from_pmfs([[0.5, 0.5], [0.5, np.nan]]), ValueError, "in table 1"),
    (lambda: CdfTable.from_pmfs([["a"]]), TypeError, "table 0"),
    (lambda: CdfTable.from_models([model.Uniform(4, precision=16), model.Uniform(4)]), ValueError, "model 1 has a precision"),
    (lambda: CdfTable.from_models([model.Uniform()]), ValueError, "model 0"),
    (lambda: CdfTable.from_models([]), ValueError, "at least one table"),
    (lambda: CdfTable.from_models([3]), TypeError, "Model"),
    (lambda: CdfTable.from_models([model.CustomModel(lambda x: x, None, 0, 1)]), ValueError, "model 0"),
    (lambda: CdfTable.from_pmfs([[1, 1]]).table(1), IndexError, "no table 1"),
])  # fmt: skip
def test_what_makes_no_table_is_an_error(make, error, match):
    with pytest.raises(error, match=match):
        make()


def test_representations_of_many_tables_are_short():
    tables = CdfTable.from_models([model.QuantizedGaussian(-50, 50, 0.0, s, precision=16) for s in range(1, 65)])
    assert len(repr(tables)) < 120 and "64 tables" in repr(tables) and "precision=16" in repr(tables)
    few = CdfTable([[0, 8, 16], [0, 4, 16]], precision=4)
    assert repr(few) == "CdfTable([[0, 8, 16], [0, 4, 16]], precision=4)"


def test_parameters_are_attributes():
    gaussian = model.QuantizedGaussian(-10, 10, mean=1.5)
    assert gaussian.mean == 1.5 and gaussian.std is None and gaussian.parameters == {"mean": 1.5, "std": None}
    assert model.Binomial(7, 0.25).parameters == {"n": 7, "p": 0.25} and isinstance(model.Binomial(7).n, int)
    probabilities = np.array([0.25, 0.75], np.float32)
    categorical = model.Categorical(probabilities)
    assert categorical.probabilities.tolist() == [0.25, 0.75] and categorical.probabilities.dtype == np.float32
    mixture = model.GaussianMixture(0, 9, [1, 2], [3, 4], [5, 6])
    assert (mixture.weights.tolist(), mixture.means.tolist(), mixture.stds.tolist()) == ([1, 2], [3, 4], [5, 6])
    with pytest.raises(AttributeError, match="'QuantizedGaussian' object has no attribute 'scale'"):
        gaussian.scale
    assert not hasattr(gaussian, "__len__") and not hasattr(gaussian, "get_compressed")


@pytest.mark.parametrize("made", [
    model.Uniform(7), model.Bernoulli(0.1, perfect=False), model.Binomial(), model.QuantizedGaussian(-3, 3, 0.1, 1e-7),
    model.GaussianMixture(0, 9, [1, 2], [3, 4], [5, 6], precision=12, zero_probability="escape"),
    model.Categorical(np.random.default_rng(1).random(300).astype(np.float32), lazy=True),
    model.CategoricalLogits([0.5, -np.inf]), CdfTable([[0, 8, 16]], offsets=[-5], precision=4),
    CdfTable([[0, 2**31, 2**32]], precision=32),
], ids=lambda made: type(made).__name__)  # fmt: skip
def test_text_is_read_back(made):
    text = made.to_text()
    again = Model.from_text(text)
    assert again == made and type(again) is type(made) and again.to_text() == text


def test_texts_stay_what_they_are():
    assert model.QuantizedGaussian(-10, 10, 1.5, 2.0, precision=16).to_text() == (
        "QuantizedGaussian(-10, 10, mean=1.5, std=2.0, precision=16)"
    )
    assert model.Categorical(np.array([0.5, 0.25, 0.25], np.float32), lazy=True).to_text() == (
        "Categorical(probabilities=float32([0.5, 0.25, 0.25]), lazy=True)"
    )
    for text in ["", "print(1)", "QuantizedGaussian(-10, 10", "QuantizedGaussian(-10, 10, mean=nan)"]:
        with pytest.raises(ValueError):
            Model.from_text(text)
    with pytest.raises(TypeError, match="pickle"):
        model.CustomModel(lambda x: x, None, 0, 1).to_text()


@pytest.mark.parametrize("family, params", [
    (model.QuantizedGaussian(-9, 9), (0.5, 2.0)),
    (model.QuantizedGaussian(-9, 9, 0.5), (2.0,)),
    (model.Uniform(), (5,)),
    (model.Binomial(), (8, 0.25)),
    (model.Categorical(), ([0.5, 0.25, 0.25],)),
    (model.CategoricalLogits(), ([0.5, 0.25, 0.25],)),
])  # fmt: skip
def test_the_whole_support_of_a_family_with_the_parameters_of_one_symbol(family, params):
    pmf, cdf = family.pmf(None, *params), family.cdf(None, *params)
    low = family.support[0] if family.support else 0
    assert pmf.tolist() == [family.pmf(low + place, *params) for place in range(len(pmf))]
    assert pmf.sum() == 1 and cdf[-1] == 1 and len(cdf) == len(pmf) + 1


def test_the_whole_support_needs_the_parameters_of_one_symbol():
    family = model.QuantizedGaussian(-9, 9)
    with pytest.raises(ValueError, match="needs parameters for mean, std"):
        family.pmf()
    with pytest.raises(ValueError, match="those of one symbol"):
        family.pmf(None, [0.5, 1.0], 2.0)
