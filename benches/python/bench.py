"""The wheel of this interpreter beside the published one, which has an interpreter of its own.

    python bench.py [--quick] LIST PUBLISHED_PYTHON [WORD]

does the jobs of a list, `jobs`, `rows` or `sweep`, or those with the word in their name, and prints two lines of JSON for
each: the published package's and ours. Each package runs in its own process, as two of one name do not go into one; rounds
of the two alternate, so that what else the machine does hits both. Jobs that the published package cannot do have one line;
with `--quick`, they are left out, and the rounds are fewer and shorter.
"""

import argparse
import json
import statistics
import subprocess
import sys
from collections import Counter
from pathlib import Path


class Package:
    """A process that measures one package."""

    def __init__(self, python: str, jobs: str):
        command = [python, "-I", Path(__file__).with_name("worker.py"), jobs]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        self.process = subprocess.Popen(command, **pipes)

    def ask(self, question: str):
        self.process.stdin.write(question + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            sys.exit(f"error: {self.process.args[0]} has died of `{question}`")
        return json.loads(answer)


# With `--quick`: how many rounds there are at most, and how much shorter they are.
QUICK_ROUNDS, SHORTER = 3, 4


def main(jobs: str, published_python: str, word: str, quick: bool) -> None:
    published, ours = Package(published_python, jobs), Package(sys.executable, jobs)
    *_, theirs = published.ask("list")
    rounds, least, names = ours.ask("list")
    if quick:
        rounds, least = min(rounds, QUICK_ROUNDS), least // SHORTER
    measure = f"round {least}"
    reasons: Counter[str] = Counter()
    for name in names:
        if word not in name or quick and name not in theirs:
            continue
        made = ours.ask(f"prepare {name}")
        if "cannot" in made:
            sys.exit(f"error: {name}: {made['cannot']}")
        also = published.ask(f"prepare {name}") if name in theirs else {"cannot": "it has no such thing"}
        if "cannot" in also:
            reasons[" ".join(also["cannot"].split())] += 1
            if not quick:
                show(name, "ours", statistics.median(ours.ask(measure) for _ in range(rounds)))
            continue
        if made != also:
            sys.exit(f"error: {name}: the two packages have made different things")
        times = [(published.ask(measure), ours.ask(measure)) for _ in range(rounds)]
        before, now = (statistics.median(column) for column in zip(*times))
        # Rounds that follow each other have the same neighbours on the machine.
        speedup = statistics.median(before / now for before, now in times)
        show(name, "published", before)
        show(name, "ours", now, speedup=round(speedup, 4))
    for reason, count in reasons.items():
        print(f"{count} jobs are not done by the published package: {reason}", file=sys.stderr)


def show(job: str, who: str, time: float, **more: float) -> None:
    print(json.dumps({"job": job, "who": who, "ns": round(time, 4), **more}), flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("jobs")
    parser.add_argument("published_python")
    parser.add_argument("word", nargs="?", default="")
    main(**vars(parser.parse_args()))
