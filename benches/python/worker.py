"""A process that measures one package: the one that the interpreter has.

    python worker.py LIST

takes the jobs from the module LIST: `JOBS`, names with functions that make a job; `ROUND`, the nanoseconds that a round
takes at least; `ROUNDS`, how many there are to be. It is told what to do on standard input and answers with a line of
JSON: `list` gives the number of rounds, how long one takes at least, and the names of all jobs; `prepare NAME` the number of
symbols of a job and a checksum of what it makes, or why the package cannot do it; `round LEAST` its time in nanoseconds per
symbol, where the job is done for this many nanoseconds at least.
"""

import importlib
import json
import sys
from pathlib import Path

# `python -I` does not look there.
sys.path.insert(0, str(Path(__file__).parent))

from job import checksum, measure  # noqa: E402


def prepared(make):
    """A job, and what there is to say of it."""
    try:
        job = make()
        return job, [job.symbols, checksum(job.run(job.set_up()))]
    except (KeyboardInterrupt, SystemExit):
        raise
    # The published package panics at some of what it cannot do, which is no `Exception`.
    except BaseException as error:
        return None, {"cannot": f"{type(error).__name__}: {error}"}


def main(jobs):
    job = None
    for line in sys.stdin:
        command, _, argument = line.strip().partition(" ")
        if command == "list":
            answer = [jobs.ROUNDS, jobs.ROUND, list(jobs.JOBS)]
        elif command == "prepare":
            job, answer = prepared(jobs.JOBS[argument])
        else:
            answer = measure(job, int(argument))
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main(importlib.import_module(sys.argv[1]))
