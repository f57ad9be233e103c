"""Writes random calls, and the words that the wheel makes of them, as JSON.

    python differential.py SEED COUNT FILE
"""

import json
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "python/tests"))

from random_cases import cases  # noqa: E402
from run_cases import run  # noqa: E402

NO_ARRAYS = {"size", "position", "empty", "exhausted"}


def plain(value):
    """What JSON has, in the place of what it has not."""
    if isinstance(value, np.ndarray):
        return {"type": value.dtype.name, "numbers": value.ravel().tolist()}
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    return value.item() if isinstance(value, np.generic) else value


def main():
    seed, count, file = int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
    lines = []
    for case in cases(seed, count):
        # Models made of functions are Python's alone.
        if case.family == "CustomModel":
            continue
        results = run(case)
        results = {name: plain(value) for name, value in results.items() if name not in NO_ARRAYS}
        options = {name: plain(value) for name, value in case.options.items()}
        lines.append(
            {
                "job": case.job,
                "family": case.family,
                "args": plain(case.args),
                "options": options,
                "params": plain(case.params),
                "symbols": case.symbols.tolist(),
                "noise": case.noise.tolist(),
                "seal": case.seal,
                "results": results,
            }
        )
    file.write_text(json.dumps({"seed": seed, "cases": lines}))
    print(f"{len(lines)} random calls from seed {seed}")


if __name__ == "__main__":
    main()
