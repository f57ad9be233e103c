"""Drawings of models: what is drawn, and where."""

import subprocess
import sys

import numpy as np
import pytest
from constriction.stream import model

figure = pytest.importorskip("matplotlib.figure")

ROW = np.array([0.1, 0.2, 0.3, 0.4])
# A model, and the parameters of a call.
MODELS = [
    (model.Uniform(10), ()),
    (model.Uniform(), (10,)),
    (model.Bernoulli(), (0.3,)),
    (model.Binomial(), (20, 0.3)),
    (model.Binomial(1000), (0.3,)),
    (model.QuantizedGaussian(-1000, 1000), (3.5, 2.0)),
    (model.QuantizedGaussian(-2**31, 2**31 - 1, precision=32), (0.0, 1e8)),
    (model.QuantizedLaplace(-100, 100, 3.5), (2.0,)),
    (model.QuantizedCauchy(-100, 100), (3.5, 2.0)),
    (model.QuantizedLogistic(-20, 20, 3.5, 2.0), ()),
    (model.GaussianMixture(-50, 50), ([0.5, 0.5], [-20, 20], [3, 5])),
    (model.LaplaceMixture(-50, 50, [0.5, 0.5]), ([-20, 20], [3, 5])),
    (model.LogisticMixture(-50, 50, [0.5, 0.5], [-20, 20], [3, 5]), ()),
    (model.Categorical(ROW), ()),
    (model.Categorical(quantization="integer"), (ROW,)),
    (model.Categorical(np.arange(1, 5001)), ()),
    (model.CategoricalLogits(), (np.log(ROW),)),
    (model.TopK(100), ([3, 50], [0.5, 0.25])),
    (model.CdfTable([[0, 30000, 65536], [0, 10, 65536]], offsets=[-1, 0]), (1,)),
    (model.CustomModel(lambda x, m: 1 / (1 + np.exp(m - x)), lambda q, m: m, -10, 10), (1.5,)),
]


def new_axes():
    return figure.Figure().add_subplot()


@pytest.mark.parametrize(("one", "params"), MODELS, ids=lambda value: type(value).__name__)
@pytest.mark.parametrize("show", ["pmf", "cdf", "cost_bits"])
def test_every_model_is_drawn(one, params, show):
    ax = new_axes()
    assert one.plot(*params, show=show, ax=ax) is ax
    assert len(ax.containers) + len(ax.patches) + len(ax.lines) + len(ax.collections) > 0
    assert ax.get_xlabel() == "symbol"
    assert ax.get_ylabel() == {"pmf": "probability", "cdf": "probability of all smaller symbols", "cost_bits": "bits"}[show]


def bars(ax):
    """The symbols and the heights of bars."""
    [container] = ax.containers
    return [round(bar.get_x() + bar.get_width() / 2) for bar in container], [bar.get_height() for bar in container]


@pytest.mark.parametrize(("one", "params"), MODELS, ids=lambda value: type(value).__name__)
def test_heights_are_probabilities(one, params):
    ax = one.plot(*params, ax=new_axes())
    if ax.containers:
        symbols, heights = bars(ax)
        assert heights == one.pmf(np.array(symbols), *params).tolist()
        return
    x, y = ax.collections[0].get_paths()[0].vertices.T
    assert len(x) < 5 * 1000
    # The area is the probability of what is drawn: all but a little.
    assert 0.99 < abs((x * np.roll(y, 1) - y * np.roll(x, 1)).sum()) / 2 <= 1 + 1e-9


def test_small_supports_are_drawn_whole():
    assert bars(model.QuantizedGaussian(-20, 20, 0.0, 1.0).plot(ax=new_axes()))[0] == list(range(-20, 21))


def test_of_large_supports_the_likely_symbols_are_drawn():
    symbols, _ = bars(model.QuantizedGaussian(-1000, 1000).plot(100.0, 2.0, ax=new_axes()))
    assert 80 < symbols[0] < 95 and 105 < symbols[-1] < 120


def test_symbols_can_be_chosen():
    family = model.QuantizedGaussian(-1000, 1000)
    assert bars(family.plot(0.0, 2.0, symbols=(5, 8), ax=new_axes()))[0] == [5, 6, 7, 8]
    assert bars(family.plot(0.0, 2.0, symbols=(990, 2000), ax=new_axes()))[0] == list(range(990, 1001))
    for symbols in [(1001, 1002), (8, 5)]:
        with pytest.raises(ValueError, match="nothing to draw"):
            family.plot(0.0, 2.0, symbols=symbols, ax=new_axes())


def test_costs_are_in_bits_with_gaps_for_what_cannot_be_encoded():
    table = model.CdfTable([[0, 32768, 32768, 65536]])
    heights, edges, _ = table.plot(0, show="cost_bits", ax=new_axes()).patches[0].get_data()
    assert edges.tolist() == [-0.5, 0.5, 1.5, 2.5]
    assert heights[[0, 2]].tolist() == [1.0, 1.0] and np.isnan(heights[1])


def test_cumulatives_end_with_one():
    line = model.Categorical(ROW).plot(show="cdf", ax=new_axes()).lines[0]
    assert line.get_xdata().tolist() == [0, 1, 2, 3, 4]
    assert line.get_ydata()[0] == 0 and line.get_ydata()[-1] == 1


def test_labels_have_the_parameters():
    family = model.QuantizedGaussian(-100, 100, std=2.0)
    ax = family.plot(3.5, ax=new_axes())
    family.plot(-3.5, ax=ax, label="another", color="red")
    labels = [container.get_label() for container in ax.containers]
    assert labels == ["QuantizedGaussian(mean=3.5, std=2)", "another"]
    assert ax.containers[1][0].get_facecolor()[:3] == (1.0, 0.0, 0.0)


def test_wrong_arguments_are_errors():
    family = model.QuantizedGaussian(-100, 100)
    for arguments, options, match in [
        ((0.0,), {}, "std"), ((0.0, -1.0), {}, "standard deviation"), (([0.0, 1.0], 1.0), {}, "one symbol"),
        ((0.0, 1.0), {"show": "pdf"}, "show must be"),
    ]:  # fmt: skip
        with pytest.raises((ValueError, TypeError), match=match):
            family.plot(*arguments, ax=new_axes(), **options)


def test_current_axes_are_taken():
    pyplot = pytest.importorskip("matplotlib.pyplot")
    pyplot.switch_backend("Agg")
    first = model.Uniform(10).plot()
    assert model.Uniform(20).plot() is first is pyplot.gca()
    pyplot.close()


def run(code):
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120)


def test_matplotlib_is_imported_when_something_is_drawn():
    code = "import sys, constriction.report; assert not any('matplotlib' in name for name in sys.modules)"
    assert run(code).returncode == 0


def test_without_matplotlib_the_error_says_what_to_install():
    code = "import sys; sys.modules['matplotlib'] = None\nfrom constriction.stream.model import Uniform\nUniform(2).plot()"
    result = run(code)
    assert result.returncode == 1
    assert "ImportError: drawings need matplotlib: pip install 'constriction[plot]'" in result.stderr
