#!/usr/bin/env python3
"""Trains the variational autoencoder of this example and writes `weights.bin` and `test_images.u8`.

Needs numpy and scikit-learn. Takes about a minute. The loss is the negative evidence lower bound (ELBO),

    E_q(z|x) [-log p(x|z)] + KL(q(z|x) || p(z)),

where p(z) is a standard Gaussian, q(z|x) a Gaussian with a mean and a scale for each latent, and p(x|z) a logistic
distribution with a mean and a scale for each pixel, integrated over each grey level (the lowest and the highest also get
the tails). With the weight decay of AdamW, as there are few images.

`weights.bin` has 16-bit signed little-endian integers in units of 2^-11. For each of the four layers in turn (encoder:
64 -> 64 -> 16, decoder: 8 -> 64 -> 128): the matrix, row by row, with a row for each output; then the biases. The first
half of a network's outputs are means, the second half is for scales.
"""

import sys
from pathlib import Path

import numpy as np
from sklearn.datasets import load_digits

PIXELS, HIDDEN, LATENTS = 64, 64, 8
TRAINING_IMAGES = 1500
UNIT = 2.0**-11
EPOCHS, WARM_UP, BATCH, RATE, DECAY = 600, 100, 50, 2e-3, 0.3
SHAPES = [(HIDDEN, PIXELS), (2 * LATENTS, HIDDEN), (HIDDEN, LATENTS), (2 * PIXELS, HIDDEN)]


def positive(a):
    """A smooth and increasing positive function that needs only a division; and its derivative."""
    negative = 1 / (1 + np.maximum(-a, 0))
    return np.where(a < 0, negative, 1 + a), np.where(a < 0, negative**2, 1.0)


def sigmoid(x):
    return 0.5 * (1 + np.tanh(0.5 * x))


def pixel_loss(x, mean, scale):
    """-log p(x|z) of each pixel, and its derivatives with respect to mean and scale."""
    upper, lower = (x + 0.5 - mean) / scale, (x - 0.5 - mean) / scale
    cdf_upper, cdf_lower = np.where(x == 16, 1.0, sigmoid(upper)), np.where(x == 0, 0.0, sigmoid(lower))
    p = (cdf_upper - cdf_lower) * (1 - 2.0**-20) + 2.0**-20
    pdf_upper, pdf_lower = cdf_upper * (1 - cdf_upper), cdf_lower * (1 - cdf_lower)
    return -np.log(p), (pdf_upper - pdf_lower) / (scale * p), (pdf_upper * upper - pdf_lower * lower) / (scale * p)


def loss_and_gradients(params, x, noise, beta):
    """The loss in nats an image, with the KL divergence multiplied by beta, and its derivatives by the parameters."""
    w1, b1, w2, b2, w3, b3, w4, b4 = params
    # Encoder.
    h0 = x / 8 - 1
    h1 = np.maximum(h0 @ w1.T + b1, 0)
    mu, sigma_raw = np.split(h1 @ w2.T + b2, 2, axis=1)
    sigma, sigma_slope = positive(sigma_raw)
    z = mu + sigma * noise
    # Decoder.
    h3 = np.maximum(z @ w3.T + b3, 0)
    mean_raw, scale_raw = np.split(h3 @ w4.T + b4, 2, axis=1)
    scale, scale_slope = positive(scale_raw)
    pixels, d_mean, d_scale = pixel_loss(x, 8 + 8 * mean_raw, scale)
    kl = 0.5 * (mu**2 + sigma**2 - 1) - np.log(sigma)
    loss = (pixels.sum() + beta * kl.sum()) / len(x)
    # Backwards.
    d4 = np.hstack([8 * d_mean, d_scale * scale_slope]) / len(x)
    d3 = (d4 @ w4) * (h3 > 0)
    dz = d3 @ w3
    d_mu = dz + beta * mu / len(x)
    d_sigma = dz * noise + beta * (sigma - 1 / sigma) / len(x)
    d2 = np.hstack([d_mu, d_sigma * sigma_slope])
    d1 = (d2 @ w2) * (h1 > 0)
    inputs_and_errors = [(h0, d1), (h1, d2), (z, d3), (h3, d4)]
    return loss, [g for h, d in inputs_and_errors for g in (d.T @ h, d.sum(axis=0))]


def train(images, rng, report=lambda epoch, params: None):
    params = []
    for outputs, inputs in SHAPES:
        params += [rng.normal(0, inputs**-0.5, (outputs, inputs)), np.zeros(outputs)]
    moments = [(np.zeros_like(p), np.zeros_like(p)) for p in params]
    step, steps = 0, EPOCHS * (len(images) // BATCH)
    for epoch in range(EPOCHS):
        beta = min(1.0, (epoch + 1) / WARM_UP)
        order = rng.permutation(len(images))
        for start in range(0, len(images) - BATCH + 1, BATCH):
            x = images[order[start : start + BATCH]]
            _, gradients = loss_and_gradients(params, x, rng.normal(size=(BATCH, LATENTS)), beta)
            rate = RATE * 0.5 * (1 + np.cos(np.pi * step / steps))
            step += 1
            for p, g, (m, v) in zip(params, gradients, moments):
                m += 0.1 * (g - m)
                v += 0.001 * (g * g - v)
                p -= rate * (m / (1 - 0.9**step) / (np.sqrt(v / (1 - 0.999**step)) + 1e-8) + DECAY * p * (p.ndim == 2))
        report(epoch, params)
    return params


def bits_per_pixel(params, images, rng):
    """The negative ELBO of images, averaged over 20 samples."""
    losses = [loss_and_gradients(params, images, rng.normal(size=(len(images), LATENTS)), 1.0)[0] for _ in range(20)]
    return np.mean(losses) / np.log(2) / PIXELS


def table_bits_per_pixel(training, test):
    """The rate of the test images with a table of grey levels for each position, counted in the training set."""
    counts = 0.5 + (training[:, :, None] == np.arange(17)).sum(axis=0)
    probs = counts / counts.sum(axis=1, keepdims=True)
    return -np.log2(probs[np.arange(PIXELS), test.astype(int)]).mean()


def main():
    images = load_digits().data
    training, test = images[:TRAINING_IMAGES], images[TRAINING_IMAGES:]
    rng = np.random.default_rng(1)

    def report(epoch, params):
        if (epoch + 1) % 50 == 0:
            bits = bits_per_pixel(params, training, np.random.default_rng(2))
            print(f"epoch {epoch + 1}: {bits:.4f} bits per pixel of the training set", file=sys.stderr)

    params = train(training, rng, report)
    stored = [np.clip(np.rint(p / UNIT), -(2**15), 2**15 - 1).astype("<i2") for p in params]
    quantised = [p * UNIT for p in stored]
    for name, some, p in [("training", training, params), ("test", test, params), ("test, quantised", test, quantised)]:
        print(f"{name}: {bits_per_pixel(p, some, np.random.default_rng(3)):.4f} bits per pixel")
    print(f"test, a table for each position: {table_bits_per_pixel(training, test):.4f} bits per pixel")
    folder = Path(__file__).parent
    folder.joinpath("weights.bin").write_bytes(b"".join(p.tobytes() for p in stored))
    folder.joinpath("test_images.u8").write_bytes(test.astype("u1").tobytes())


if __name__ == "__main__":
    main()
