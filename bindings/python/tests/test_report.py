"""Reports of where the bits go."""

import io
from xml.etree import ElementTree

import numpy as np
import pytest
from constriction import container
from constriction.report import RateReport
from constriction.stream import model
from constriction.stream.adaptive import AdaptiveCategorical
from constriction.stream.queue import RangeEncoder

GAUSSIAN = model.QuantizedGaussian(-50, 50)
RNG = np.random.default_rng(7)
MEANS = RNG.normal(0, 9, (3, 4, 5))
SYMBOLS = np.rint(RNG.normal(MEANS, 2.0)).clip(-50, 50).astype(int)


def page(shown):
    """What a notebook shows, which must be well-formed."""
    return ElementTree.fromstring(shown._repr_html_())


@pytest.fixture
def report():
    report = RateReport()
    report.add("y", SYMBOLS, GAUSSIAN, MEANS, 2.0)
    report.add("z", [0, 1, 1, 3], model.Uniform(4))
    return report


def test_costs_are_those_of_the_model(report):
    costs = GAUSSIAN.cost_bits(SYMBOLS, MEANS, 2.0)
    rate = report["y"]
    assert np.array_equal(rate.costs, costs)
    assert (rate.count, rate.shape, rate.bits) == (60, (3, 4, 5), costs.sum())
    assert rate.bits_per_symbol == costs.sum() / 60
    assert (report.count, report.bits) == (64, rate.bits + 8)
    assert report.bits_per_symbol == report.bits / 64
    assert (list(report), len(report), report["z"].bits_per_symbol) == (["y", "z"], 2, 2.0)


def test_costs_along_an_axis(report):
    rate = report["y"]
    for axis in (0, 1, 2, -1):
        others = tuple(other for other in range(3) if other != axis % 3)
        assert np.allclose(rate.along(axis), rate.costs.sum(axis=others))
    with pytest.raises(ValueError):
        rate.along(3)


def test_costs_by_symbol_are_sorted(report):
    rates = report["y"].by_symbol()
    bits = [one.bits for one in rates]
    assert bits == sorted(bits, reverse=True)
    assert sum(bits) == pytest.approx(report["y"].bits)
    first = rates[0]
    assert first.count == (SYMBOLS == first.symbol).sum()
    assert first.bits_per_symbol == pytest.approx(report["y"].costs[SYMBOLS == first.symbol].mean())


def test_parameters_can_have_more_symbols_than_the_symbols():
    rate = RateReport().add("one symbol, three models", 3, GAUSSIAN, [0.0, 1.0, 2.0], 2.0)
    assert rate.count == 3
    assert rate.by_symbol()[0].count == 3


def test_messages_are_compared():
    report = RateReport()
    report.add("y", SYMBOLS, GAUSSIAN, MEANS, 2.0)
    encoder = RangeEncoder()
    encoder.encode(SYMBOLS, GAUSSIAN, MEANS, 2.0)
    report.message_bits = encoder.num_bits()
    more = encoder.num_bits() - report.bits
    assert 0 < more < 64
    assert repr(report).splitlines()[-1] == f"message: {encoder.num_bits()} bits, {more:.1f} more than its symbols"
    assert "more than its symbols" in report._repr_html_()
    report.message_bits = 8
    assert f"{report.bits - 8:.1f} less than its symbols" in repr(report)


def test_models_that_learn_are_reported_and_stay_as_they_are():
    learning = AdaptiveCategorical(4)
    before = learning.clone()
    rate = RateReport().add("bits", [1, 1, 1, 1, 0], learning)
    assert learning == before
    assert rate.costs[0] > rate.costs[3]


def test_symbols_without_probability_cost_infinitely_much():
    report = RateReport()
    report.add("z", [0, 7], model.Uniform(4))
    report.add("y", [0, 1], model.Uniform(4))
    assert report.bits == report["z"].bits == np.inf
    assert "∞" in repr(report)
    assert "∞" in "".join(page(report).itertext())


def test_notebooks_get_tables(report):
    tables = page(report).findall(".//table")
    rows = [[cell.text for cell in row] for row in tables[0].find("tbody")]
    assert [row[0] for row in rows] == ["y", "z", "all"]
    assert [row[1] for row in rows] == ["3 × 4 × 5", "4", None]
    assert rows[1][2:5] == ["4", "8.0", "2.000"]
    widths = [float(bar.get("style")[len("width:") : -1]) for bar in tables[0].findall(".//i")]
    assert sum(widths) == pytest.approx(100, abs=0.2)
    assert len(page(report).findall(".//details")) == 2
    # The symbols that cost most, and the bits from the start of the array to its end.
    assert len(tables[1].find("tbody")) == 8
    assert len(page(report["y"]).findall(".//rect")) == 60


def test_names_are_escaped():
    report = RateReport()
    report.add('<b>"&', [1], model.Uniform(4))
    assert '<b>"&' in "".join(page(report).itertext())


def test_text_has_a_line_for_each_array(report):
    lines = repr(report).splitlines()
    assert [line.split()[0] for line in lines] == ["array", "y", "z", "all"]
    assert lines[2].split() == ["z", "4", "8.0", "2.000", lines[2].split()[-2], "%"]
    assert repr(report["z"]) == "ArrayRate('z', shape=(4,), bits=8.0, bits_per_symbol=2.000)"


def test_nothing_is_reported_of_nothing():
    report = RateReport()
    assert (report.bits, report.bits_per_symbol) == (0, 0)
    page(report)
    rate = report.add("empty", np.empty((0, 3), int), model.Uniform(4))
    assert (rate.bits, rate.bits_per_symbol, rate.by_symbol()) == (0, 0, [])
    assert rate.along(1).tolist() == [0, 0, 0]
    assert rate.along(0).tolist() == []
    page(report)
    page(rate)


def test_wrong_arguments_leave_the_report_as_it_was(report):
    before = repr(report)
    with pytest.raises(ValueError, match="there is an array 'y' already"):
        report.add("y", [1], model.Uniform(4))
    with pytest.raises(ValueError, match="standard deviation"):
        report.add("x", [1], GAUSSIAN, 0.0, -1.0)
    with pytest.raises(TypeError):
        report.add("x", [1.5], model.Uniform(4))
    assert repr(report) == before


def test_reports_are_drawn(report):
    figure = pytest.importorskip("matplotlib.figure")

    def axes():
        return figure.Figure().add_subplot()

    ax = report.plot(ax=axes())
    assert [bar.get_width() for bar in ax.containers[0]] == [report["y"].bits, 8.0]
    rate = report["y"]
    assert np.array_equal(rate.plot(axis=0, ax=axes()).patches[0].get_data()[0], rate.along(0))
    assert len(rate.plot(ax=axes()).patches[0].get_data()[0]) == 60
    image = report.add("image", SYMBOLS[0], GAUSSIAN, MEANS[0], 2.0)
    assert np.array_equal(image.plot(ax=axes()).images[0].get_array(), image.costs)


def test_containers_say_what_arrays_take():
    file = io.BytesIO()
    with container.Writer(file) as writer:
        writer.write("y", SYMBOLS, GAUSSIAN, MEANS, 2.0)
        writer.write("floats <1>", np.zeros(1000, np.float32), "raw")
    with container.Reader(file) as reader:
        rows = [[cell.text for cell in row] for row in page(reader).find(".//tbody")]
        assert [row[0] for row in rows] == ["y", "floats <1>", "all"]
        assert rows[1][1:7] == ["float32", "1000", "raw", "4,000", f"{reader['floats <1>'].compressed_nbytes:,}", rows[1][6]]
    assert reader._repr_html_() == "Reader(closed)"
