"""Five symbols, and then a file if `cargo xtask demo` has left one: the same bytes as from Rust.

    python quick_start.py [FOLDER]
"""

import sys
from pathlib import Path

import numpy as np

import constriction
from constriction.stream.model import QuantizedGaussian, QuantizedLaplace
from constriction.stream.queue import RangeDecoder, RangeEncoder
from constriction.stream.stack import AnsCoder


def five_symbols():
    # Five symbols, each with a Gaussian of its own.
    symbols = [23, -15, 78, 43, -69]
    model_family = QuantizedGaussian(-100, 100)
    means = np.array([35.2, -1.7, 30.1, 71.2, -75.1])
    stds = np.array([10.1, 25.3, 23.8, 35.4, 3.9])

    # A stack returns last what it got first: encode in reverse.
    coder = AnsCoder()
    coder.encode_reverse(symbols, model_family, means, stds)
    compressed = coder.get_compressed()
    print(f"Encoded into {coder.num_bits()} bits: {compressed.tolist()}")
    assert compressed.tolist() == [1109163715, 757457]

    reconstructed = coder.decode(model_family, means, stds)
    assert reconstructed.tolist() == symbols
    assert coder.is_empty()


def samples(folder: Path):
    # What Rust has coded, the means and scales that it predicted, and its bytes.
    symbols = np.fromfile(folder / "samples.i16", dtype="<i2")
    means = np.fromfile(folder / "means.f64", dtype="<f8")
    scales = np.fromfile(folder / "scales.f64", dtype="<f8")
    model_family = QuantizedLaplace(-32768, 32767)

    encoder = RangeEncoder()
    encoder.encode(symbols, model_family, means, scales)
    compare("range", encoder.to_bytes(), folder / "range.u32", len(symbols))
    decoder = RangeDecoder(encoder.get_compressed())
    assert np.array_equal(decoder.decode(model_family, means, scales), symbols)

    coder = AnsCoder()
    coder.encode_reverse(symbols, model_family, means, scales)
    compare("ANS", coder.to_bytes(), folder / "ans.u32", len(symbols))
    assert np.array_equal(coder.decode(model_family, means, scales), symbols)


def compare(coder: str, ours: bytes, rust_file: Path, num_symbols: int):
    if ours != rust_file.read_bytes():
        sys.exit(f"error: {coder}: Python has made other bytes than Rust")
    print(f"{num_symbols} samples, {coder} coder: {len(ours)} bytes, the same as Rust's")


if __name__ == "__main__":
    print(f"constriction {constriction.__version__} in Python {sys.version.split()[0]}")
    five_symbols()
    for folder in sys.argv[1:]:
        samples(Path(folder))
