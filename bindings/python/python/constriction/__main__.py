"""The command `constriction`: compresses arrays in files, and anything else. See `python -m constriction --help`."""

import signal
import sys

from ._native import _run_command  # type: ignore[import-not-found, unused-ignore]


def main() -> int:
    """Runs the command with the arguments of the process, and returns its exit code: 0 if all went well."""
    # The command does not come back to the interpreter before its end.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return int(_run_command(["constriction", *sys.argv[1:]]))


if __name__ == "__main__":
    sys.exit(main())
