"""Handwritten digits, compressed with a variational autoencoder and bits-back coding, and where the bits go.

    python bits_back_digits.py [EPOCHS]

The network is trained here, in numpy, in a few seconds. It sees scikit-learn's 1797 digits of 8 by 8 pixels with values
from 0 to 16; the last 297 are those that are compressed.
"""

import bz2
import lzma
import sys

import numpy as np

from constriction.bits_back import Bits, BitsBack, random_coder
from constriction.stream.model import CategoricalLogits
from constriction.stream.stack import AnsCoder

PIXELS, VALUES, LATENTS, HIDDEN = 64, 17, 8, 128
TRAINING = 1500


class Autoencoder:
    """A layer of `tanh` in each of the two networks; the latents are Gaussian, and pixels have a row of logits each."""

    def __init__(self, seed: int = 0):
        self.rng = np.random.default_rng(seed)
        sizes = {"in": (PIXELS, HIDDEN), "latent": (HIDDEN, 2 * LATENTS), "back": (LATENTS, HIDDEN)}
        sizes["out"] = (HIDDEN, PIXELS * VALUES)
        self.weights = {name: self.rng.normal(0, rows**-0.5, (rows, columns)) for name, (rows, columns) in sizes.items()}
        self.biases = {name: np.zeros(columns) for name, (_, columns) in sizes.items()}

    def posterior(self, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        mean, log_std = np.split(self._layer("latent", np.tanh(self._layer("in", x / 8 - 1))), 2, -1)
        return mean, np.exp(log_std)

    def likelihood(self, z: np.ndarray) -> tuple[CategoricalLogits, np.ndarray]:
        logits = self._layer("out", np.tanh(self._layer("back", z)))
        return CategoricalLogits(), logits.reshape(*z.shape[:-1], PIXELS, VALUES)

    def _layer(self, name: str, x: np.ndarray) -> np.ndarray:
        return x @ self.weights[name] + self.biases[name]

    def train(self, images: np.ndarray, epochs: int) -> None:
        parameters = [(store, name) for store in (self.weights, self.biases) for name in store]
        first, second = ([np.zeros_like(store[name]) for store, name in parameters] for _ in range(2))
        step = 0
        for epoch in range(epochs):
            for batch in np.array_split(images[self.rng.permutation(len(images))], len(images) // 50):
                gradients = self._gradients(batch)
                step += 1
                rate = 3e-3 * (1 - epoch / epochs)
                for i, (store, name) in enumerate(parameters):  # Adam
                    gradient = gradients[name][store is self.biases]
                    first[i] += 0.1 * (gradient - first[i])
                    second[i] += 0.001 * (gradient**2 - second[i])
                    unbiased = np.sqrt(second[i] / (1 - 0.999**step)) + 1e-8
                    store[name] -= rate * first[i] / (1 - 0.9**step) / unbiased

    def _gradients(self, x: np.ndarray) -> dict[str, tuple[np.ndarray, np.ndarray]]:
        """Of the negative ELBO, in nats an image: for each layer, by weights and biases."""
        n = len(x)
        inputs = x / 8 - 1
        hidden = np.tanh(self._layer("in", inputs))
        mean, log_std = np.split(self._layer("latent", hidden), 2, -1)
        std, noise = np.exp(log_std), self.rng.normal(size=mean.shape)
        z = mean + std * noise
        back = np.tanh(self._layer("back", z))
        logits = self._layer("out", back).reshape(n, PIXELS, VALUES)

        powers = np.exp(logits - logits.max(-1, keepdims=True))
        by_logits = powers / powers.sum(-1, keepdims=True)
        by_logits[np.arange(n)[:, None], np.arange(PIXELS), x] -= 1
        by_out = by_logits.reshape(n, -1) / n
        by_back = by_out @ self.weights["out"].T * (1 - back**2)
        by_z = by_back @ self.weights["back"].T
        # The divergence from the prior is (mean² + std²) / 2 - log std.
        by_latent = np.concatenate([by_z + mean / n, by_z * std * noise + (std**2 - 1) / n], -1)
        by_hidden = by_latent @ self.weights["latent"].T * (1 - hidden**2)
        pairs = {"in": (inputs, by_hidden), "latent": (hidden, by_latent), "back": (z, by_back), "out": (back, by_out)}
        return {name: (a.T @ b, b.sum(0)) for name, (a, b) in pairs.items()}

    def negative_elbo(self, images: np.ndarray, samples: int = 20) -> float:
        """In bits for all images, estimated from samples of continuous latents."""
        mean, std = self.posterior(images)
        divergence = ((mean**2 + std**2 - 1) / 2 - np.log(std)).sum() / np.log(2)
        costs = []
        for _ in range(samples):
            model, logits = self.likelihood(mean + std * self.rng.normal(size=mean.shape))
            costs.append(model.cost_bits(images, logits).sum())
        return float(divergence + np.mean(costs))


def compress(images: np.ndarray, bits_back: BitsBack, coder: AnsCoder) -> Bits:
    return sum((bits_back.encode(coder, image) for image in images), Bits())


def restore(count: int, bits_back: BitsBack, coder: AnsCoder) -> np.ndarray:
    # The last image is on top.
    return np.array([bits_back.decode(coder) for _ in range(count)])[::-1]


def main(epochs: int) -> None:
    from sklearn.datasets import load_digits

    images = load_digits().data.astype(np.int32)
    network = Autoencoder()
    network.train(images[:TRAINING], epochs)
    tests = images[TRAINING:]
    bits_back = BitsBack(network, LATENTS)

    coder = random_coder(2)
    start = coder.get_compressed(unseal=True)
    held = coder.num_valid_bits()
    bits = compress(tests, bits_back, coder)
    stored = coder.get_compressed()
    added = coder.num_valid_bits() - held
    assert np.array_equal(restore(len(tests), bits_back, AnsCoder(stored)), tests)
    assert np.array_equal(restore(len(tests), bits_back, coder), tests)
    assert np.array_equal(coder.get_compressed(unseal=True), start)

    raw = tests.astype(np.uint8).tobytes()
    print(f"{len(tests)} digits: {4 * len(stored)} bytes here, {len(bz2.compress(raw))} by bz2, {len(lzma.compress(raw))} by lzma")
    print(bits)
    elbo = network.negative_elbo(tests)
    print(f"added to the coder: {added} bits; negative ELBO of the network: {elbo:.0f} bits ({100 * (added / elbo - 1):+.2f} %)")
    print("restored exactly, and all that was borrowed is back")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 60)
