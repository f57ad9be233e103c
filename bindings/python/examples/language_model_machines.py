"""Why the logits of two machines differ, and how much of a text survives that.

    python language_model_machines.py [--tiny]

The same network computes the logits of 64 tokens: one token after the other, as a decoder must; in one forward pass; as
one of four sequences; with more threads; and with the instructions of an older processor. Once in float32, and once with
sums that are exact (`transformer.py`).
"""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
from language_model import LOGITS, LanguageModel, real, tiny

from constriction.stream.queue import RangeEncoder

TEXT = Path(__file__).parents[3] / "data" / "alice29.txt"
TOKENS = 64
# Each in a process of its own. The last one is what another processor has: OpenBLAS and numpy compute with other
# instructions there.
MACHINES = {
    "the same again": {},
    "two threads": {"OPENBLAS_NUM_THREADS": "2"},
    "a processor without AVX": {"OPENBLAS_CORETYPE": "Nehalem", "NPY_DISABLE_CPU_FEATURES": "AVX2 FMA3"},
}


def model_of(name: str, kind: str) -> LanguageModel:
    return (tiny if name == "tiny" else real)(kind == "exact")


def one_by_one(model: LanguageModel, tokens: list[int], batch: int = 1) -> np.ndarray:
    cache = model.network.cache(batch)
    return np.concatenate([model.network.logits([[token]] * batch, cache)[0] for token in tokens])


def elsewhere(name: str, kind: str, tokens: list[int], variables: dict[str, str]) -> np.ndarray:
    command = [sys.executable, __file__, "--logits", name, kind, *map(str, tokens)]
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", **variables}
    output = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE).stdout
    dtype = np.float64 if kind == "exact" else np.float32
    return np.frombuffer(output, dtype).reshape(len(tokens), -1)


def restored(tokens: list[int], of_encoder: np.ndarray, of_decoder: np.ndarray) -> int:
    """How many tokens are right where an encoder and a decoder have these logits."""
    encoder = RangeEncoder()
    encoder.encode(tokens, LOGITS, of_encoder)
    decoder = encoder.get_decoder()
    for i, (token, row) in enumerate(zip(tokens, of_decoder)):
        try:
            if decoder.decode(LOGITS, row) != token:
                return i
        except ValueError:
            return i
    return len(tokens)


def compare(name: str, kind: str) -> dict[str, tuple[float, int]]:
    """For each way: which share of the logits differs, and how many tokens are restored. Prints them."""
    model = model_of(name, kind)
    tokens = model.tokenizer.encode(TEXT.read_bytes()[2000:3000])[:TOKENS]
    before = [model.start, *tokens[:-1]]
    of_decoder = one_by_one(model, before)
    ways = {
        "one forward pass": model.next(before, model.network.cache()),
        "four sequences at once": one_by_one(model, before, batch=4),
        **{machine: elsewhere(name, kind, before, variables) for machine, variables in MACHINES.items()},
    }
    print(f"{kind}, against one token after the other")
    result = {}
    for way, rows in ways.items():
        share, most = float(np.mean(rows != of_decoder)), np.abs(rows - of_decoder).max()
        result[way] = share, restored(tokens, rows, of_decoder)
        print(f"  {way:24}{100 * share:5.1f} % of the logits differ, by at most {most:.0e}; "
              f"{result[way][1]} of {len(tokens)} tokens are restored")  # fmt: skip
    return result


if __name__ == "__main__":
    if sys.argv[1:2] == ["--logits"]:
        name, kind, *tokens = sys.argv[2:]
        sys.stdout.buffer.write(one_by_one(model_of(name, kind), [int(token) for token in tokens]).tobytes())
    else:
        for kind in ("float", "exact"):
            compare("tiny" if "--tiny" in sys.argv else "real", kind)
