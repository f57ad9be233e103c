"""Bits-back coding with Gaussian latents."""

import numpy as np
import pytest

from constriction.bits_back import Bits, BitsBack, GaussianGrid, random_coder
from constriction.stream.model import QuantizedGaussian
from constriction.stream.stack import AnsCoder

WIDTH, LATENTS = 12, 3
MATRIX = np.random.default_rng(1).normal(0, 3, (LATENTS, WIDTH))


class FactorAnalysis:
    """Data with means that are linear in the latents: the exact posterior is known, up to its correlations."""

    noise = 2.0

    def __init__(self):
        self.precision = np.eye(LATENTS) + MATRIX @ MATRIX.T / self.noise**2
        self.gain = np.linalg.solve(self.precision, MATRIX / self.noise**2)

    def posterior(self, x):
        return self.gain @ x, 1 / np.sqrt(np.diag(self.precision))

    def likelihood(self, z):
        return QuantizedGaussian(-100, 100), z @ MATRIX, self.noise


def data(count, seed=2):
    rng = np.random.default_rng(seed)
    means = rng.normal(size=(count, LATENTS)) @ MATRIX
    return np.rint(means + rng.normal(0, FactorAnalysis.noise, means.shape)).astype(np.int32)


def test_data_come_back_and_so_do_the_bits_that_were_borrowed():
    bits_back, coder = BitsBack(FactorAnalysis(), LATENTS), random_coder(4)
    start = coder.get_compressed(unseal=True)
    rows = data(50)
    for row in rows:
        bits_back.encode(coder, row)
    stored = AnsCoder(coder.get_compressed())
    np.testing.assert_array_equal([bits_back.decode(stored) for _ in rows], rows[::-1])
    np.testing.assert_array_equal(stored.get_compressed(unseal=True), start)


@pytest.mark.parametrize("step", [1 / 4, 1 / 32])
def test_the_report_is_what_the_coder_holds(step):
    bits_back, coder = BitsBack(FactorAnalysis(), LATENTS, GaussianGrid(step)), random_coder(4)
    held = coder.num_valid_bits()
    lowest, total = held, Bits()
    for row in data(200):
        total = total + bits_back.encode(coder, row)
    assert abs(coder.num_valid_bits() - held - total.net) < 4
    assert total.count == 200
    assert 0 < total.initial <= held
    assert total.net == pytest.approx(total.likelihood + total.prior - total.posterior)
    assert str(total).count("\n") == 4 and f"{total.net:.1f} bits" in str(total)


def test_the_cost_is_the_evidence_lower_bound():
    model, coder, rows = FactorAnalysis(), random_coder(4), data(400)
    coded = sum(BitsBack(model, LATENTS).encode(coder, row) for row in rows).net
    # With Q the posterior: -log P(x) + KL(Q, P), where P(x) is Gaussian.
    covariance = MATRIX.T @ MATRIX + model.noise**2 * np.eye(WIDTH)
    _, log_det = np.linalg.slogdet(covariance)
    fit = np.einsum("ni,ij,nj->n", rows, np.linalg.inv(covariance), rows)
    evidence = 0.5 * (fit + log_det + WIDTH * np.log(2 * np.pi)).sum() / np.log(2)
    variances = 1 / np.diag(model.precision)
    _, log_det = np.linalg.slogdet(model.precision)
    divergence = 0.5 * (-np.log(variances).sum() - log_det) / np.log(2) * len(rows)
    assert coded == pytest.approx(evidence + divergence, rel=0.01)


def test_a_finer_grid_borrows_more_and_costs_the_same():
    results = []
    for step in (1 / 8, 1 / 64):
        coder = random_coder(4)
        results.append(sum(BitsBack(FactorAnalysis(), LATENTS, GaussianGrid(step)).encode(coder, row) for row in data(300)))
    coarse, fine = results
    assert fine.net == pytest.approx(coarse.net, rel=0.01)
    # Three bits for each of the latents.
    assert fine.posterior - coarse.posterior == pytest.approx(3 * LATENTS * 300, rel=0.05)


def test_without_bits_to_borrow_it_is_an_error():
    coder = AnsCoder()
    with pytest.raises(ValueError, match="the coder holds 0: start with other data, or with random_coder"):
        BitsBack(FactorAnalysis(), LATENTS).encode(coder, data(1)[0])
    assert coder.is_empty()


def test_a_failed_call_leaves_the_coder():
    bits_back, coder = BitsBack(FactorAnalysis(), LATENTS), random_coder(4)
    bits_back.encode(coder, data(1)[0])
    before, valid = coder.get_compressed(), coder.num_valid_bits()
    with pytest.raises(KeyError, match="101"):
        bits_back.encode(coder, np.full(WIDTH, 101))
    np.testing.assert_array_equal(coder.get_compressed(), before)

    class Broken(FactorAnalysis):
        def likelihood(self, z):
            raise RuntimeError("out of memory")

    with pytest.raises(RuntimeError, match="out of memory"):
        BitsBack(Broken(), LATENTS).encode(coder, data(1)[0])
    np.testing.assert_array_equal(coder.get_compressed(), before)
    assert coder.num_valid_bits() == valid


def test_prior_and_posterior_are_on_the_same_grid():
    grid = GaussianGrid(1 / 16, 4.0, mean=0.5, std=2.0)
    family, mean, std = grid.prior((2, 3))
    assert family == QuantizedGaussian(-64, 64) and mean.shape == std.shape == (2, 3)
    assert (mean[0, 0], std[0, 0]) == (8.0, 32.0)
    assert grid.posterior(0.5, 2.0) == (family, 8.0, 32.0)
    np.testing.assert_array_equal(grid.values([-64, 0, 8]), [-4.0, 0.0, 0.5])


@pytest.mark.parametrize("step, limit", [(0, 1), (-1, 1), (1, 1), (1, float("inf")), (float("nan"), 1)])
def test_a_grid_needs_a_step_and_a_limit(step, limit):
    with pytest.raises(ValueError, match="step and limit must be positive"):
        GaussianGrid(step, limit)


def test_latents_have_a_shape():
    class Square(FactorAnalysis):
        def posterior(self, x):
            mean, std = super().posterior(x)
            return mean.reshape(LATENTS, 1), std.reshape(LATENTS, 1)

        def likelihood(self, z):
            return super().likelihood(z.ravel())

    bits_back, coder = BitsBack(Square(), (LATENTS, 1)), random_coder(4)
    other = random_coder(4)
    row = data(1)[0]
    bits_back.encode(coder, row)
    BitsBack(FactorAnalysis(), LATENTS).encode(other, row)
    np.testing.assert_array_equal(coder.get_compressed(), other.get_compressed())
    np.testing.assert_array_equal(bits_back.decode(coder), row)
