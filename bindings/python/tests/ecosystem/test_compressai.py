"""All models of CompressAI's zoo, with its coder and with ours. `cargo xtask test --ecosystem` runs this file."""

import time
from typing import Any

import pytest

torch = pytest.importorskip("torch")
compressai = pytest.importorskip("compressai")

from compressai.zoo import image_models  # noqa: E402

import constriction.compressai as ours  # noqa: E402


# These have no Gaussian distributions, or decode one symbol after the other, or have entropy models of their own.
WITHOUT_INTERLEAVED = {
    "bmshj2018-factorized",
    "bmshj2018-factorized-relu",
    "cheng2020-anchor",
    "cheng2020-attn",
    "mbt2018",
    "mbt2018-vbr",
}


def model_of(name: str) -> Any:
    """A model with random weights, and the tables that go with them."""
    torch.manual_seed(1)
    model = image_models[name](quality=1, pretrained=False).eval()
    model.update(force=True)
    return model


def image(size: int) -> Any:
    generator = torch.Generator().manual_seed(2)
    return torch.rand(1, 3, size, size, generator=generator)


def compress(model: Any, x: Any) -> Any:
    with torch.no_grad():
        return model.compress(x)


def decompress(model: Any, compressed: Any) -> Any:
    with torch.no_grad():
        return model.decompress(compressed["strings"], compressed["shape"])["x_hat"]


@pytest.mark.parametrize("name", sorted(image_models))
def test_strings_of_every_model_are_equal(name: str) -> None:
    model, x = model_of(name), image(128)
    theirs = compress(model, x)
    restored = decompress(model, theirs)
    with ours.install(model):
        assert compress(model, x)["strings"] == theirs["strings"]
        assert torch.equal(decompress(model, theirs), restored)
    assert compress(model, x)["strings"] == theirs["strings"]


@pytest.mark.parametrize("name", sorted(image_models))
def test_interleaved_strings_restore_the_same_image(name: str) -> None:
    model, x = model_of(name), image(128)
    theirs = compress(model, x)
    restored = decompress(model, theirs)
    with ours.install(model, format="interleaved"):
        compressed = compress(model, x)
        has_tables_only = name in WITHOUT_INTERLEAVED
        assert (compressed["strings"] == theirs["strings"]) == has_tables_only
        assert torch.allclose(decompress(model, compressed), restored, atol=1e-5)


def test_damaged_strings_are_errors() -> None:
    model, x = model_of("bmshj2018-hyperprior"), image(64)
    with ours.install(model):
        strings = compress(model, x)
        for cut in range(0, len(strings["strings"][0][0]), 4):
            damaged = {**strings, "strings": [[strings["strings"][0][0][:cut]], strings["strings"][1]]}
            with pytest.raises(ValueError, match="compressed string"):
                decompress(model, damaged)


def seconds(run: Any) -> float:
    best = float("inf")
    for _ in range(5):
        start = time.thread_time()
        run()
        best = min(best, time.thread_time() - start)
    return best


def test_speed(capsys: Any) -> None:
    """No assertion on time: the figures are printed."""
    model = model_of("bmshj2018-hyperprior")
    conditional = model.gaussian_conditional
    generator = torch.Generator().manual_seed(3)
    scales = torch.rand(1, 192, 64, 64, generator=generator) * 3 + 0.1
    y = torch.randn(1, 192, 64, 64, generator=generator) * scales
    indexes = conditional.build_indexes(scales)
    rows = []
    strings = conditional.compress(y, indexes)
    theirs = seconds(lambda: conditional.compress(y, indexes)), seconds(lambda: conditional.decompress(strings, indexes))
    rows.append(("CompressAI", *theirs, len(strings[0])))
    for format in ("compressai", "interleaved"):
        with ours.install(model, format=format):
            indexes = conditional.build_indexes(scales)
            strings = conditional.compress(y, indexes)
            times = (
                seconds(lambda: conditional.compress(y, indexes)),
                seconds(lambda: conditional.decompress(strings, indexes)),
            )
            rows.append((f"ours, {format}", *times, len(strings[0])))
    with capsys.disabled():
        print(f"\n{y.numel()} latents of bmshj2018-hyperprior, thread CPU time")
        for name, encode, decode, size in rows:
            print(
                f"{name:18} encode {1e9 * encode / y.numel():6.1f} ns ({theirs[0] / encode:4.1f} times), "
                f"decode {1e9 * decode / y.numel():6.1f} ns ({theirs[1] / decode:4.1f} times), {size} bytes"
            )
        tables = [tensor.tolist() for tensor in (conditional._quantized_cdf, conditional._cdf_length, conditional._offset)]
        symbols, numbers = [0] * 10_000, [20] * 10_000
        from compressai import ans

        string = ans.RansEncoder().encode_with_indexes(symbols, numbers, *tables)
        for name, decoder in [("CompressAI", ans.RansDecoder()), ("ours", ours.RansDecoder())]:

            def run(decoder: Any = decoder, count: int = 10_000 if name == "ours" else 300) -> None:
                # As CompressAI calls it: with names, as unpacking would take a third of the time.
                cdfs, lengths, offsets = tables
                decoder.set_stream(string)
                for _ in range(count):
                    decoder.decode_stream([20], cdfs, lengths, offsets)

            count = 10_000 if name == "ours" else 300
            print(f"{name:18} decode_stream, one symbol a call: {1e9 * seconds(run) / count:8.1f} ns")
