"""The wheel of this interpreter beside the published one, which has an interpreter of its own.

    python bench.py PUBLISHED_PYTHON [WORD]

prints two lines of JSON for each job, or for those with the word in their name. Each package runs in its own process, as
two of one name do not go into one; rounds of the two alternate, so that what else the machine does hits both. Jobs that
the published package cannot do have one line.
"""

import json
import statistics
import subprocess
import sys
from pathlib import Path

ROUNDS = 45


class Package:
    """A process that measures one package."""

    def __init__(self, python: str):
        command = [python, "-I", Path(__file__).with_name("jobs.py")]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        self.process = subprocess.Popen(command, **pipes)

    def ask(self, question: str):
        self.process.stdin.write(question + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            sys.exit(f"error: {self.process.args[0]} has died of `{question}`")
        return json.loads(answer)


def main(published_python: str, word: str = "") -> None:
    published, ours = Package(published_python), Package(sys.executable)
    jobs = published.ask("list")
    for job in ours.ask("list"):
        if word not in job:
            continue
        if job not in jobs:
            ours.ask(f"prepare {job}")
            show(job, "ours", statistics.median(ours.ask("round") for _ in range(ROUNDS)))
            continue
        if published.ask(f"prepare {job}") != ours.ask(f"prepare {job}"):
            sys.exit(f"error: {job}: the two packages have made different things")
        times = [(published.ask("round"), ours.ask("round")) for _ in range(ROUNDS)]
        theirs, mine = (statistics.median(column) for column in zip(*times))
        # Rounds that follow each other have the same neighbours on the machine.
        speedup = statistics.median(theirs / mine for theirs, mine in times)
        show(job, "published", theirs)
        show(job, "ours", mine, speedup=round(speedup, 4))


def show(job: str, who: str, time: float, **more: float) -> None:
    print(json.dumps({"job": job, "who": who, "ns": round(time, 4), **more}), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
