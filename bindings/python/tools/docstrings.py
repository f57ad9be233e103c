"""Copies the docstrings of the type stubs to src/docs, from where the native module includes them.

The stubs are the only place where they are written: `AnsCoder.decode.md` is the docstring of that method, or of the
first of its overloads that has one, `AnsCoder.md` that of the class, `encode_bytes.md` that of a function.

    python tools/docstrings.py            writes the files
    python tools/docstrings.py --check    fails if they differ from the stubs
"""

import argparse
import ast
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
STUBS = ROOT / "python" / "constriction"
DOCS = ROOT / "src" / "docs"


def docstrings(stub: Path) -> Iterator[tuple[str, str]]:
    """Pairs of a name and its docstring, for the functions and classes of a stub and their methods."""
    for node in ast.parse(stub.read_text(encoding="utf-8")).body:
        # A function without one is written in Python, and has it there.
        if isinstance(node, ast.FunctionDef) and (text := ast.get_docstring(node)):
            yield node.name, text
        if isinstance(node, ast.ClassDef):
            seen = set()
            for item in [node, *node.body]:
                if not isinstance(item, (ast.ClassDef, ast.FunctionDef)):
                    continue
                name = node.name if item is node else f"{node.name}.{item.name}"
                text = ast.get_docstring(item)
                if text is not None and name not in seen:
                    seen.add(name)
                    yield name, text


def expected() -> dict[str, str]:
    """The contents of all files by their names."""
    found: dict[str, str] = {}
    for stub in sorted(STUBS.rglob("*.pyi")):
        if stub.name == "_typing.pyi":  # There is no such module at run time.
            continue
        for name, text in docstrings(stub):
            if f"{name}.md" in found:
                raise SystemExit(f"{stub}: there is another {name}")
            found[f"{name}.md"] = text + "\n"
    return found


def differences() -> list[str]:
    """The names of files that are missing, out of date or left over."""
    want = expected()
    have = {path.name: path.read_text(encoding="utf-8") for path in DOCS.glob("*.md")}
    return sorted(name for name in want.keys() | have.keys() if want.get(name) != have.get(name))


def main() -> int:
    parser = argparse.ArgumentParser(description="Copies the docstrings of the type stubs to src/docs.")
    parser.add_argument("--check", action="store_true", help="only compare; exit code 1 if anything differs")
    changed = differences()
    if parser.parse_args().check:
        for name in changed:
            print(f"src/docs/{name} is not as in the stubs: run tools/docstrings.py", file=sys.stderr)
        return int(bool(changed))
    want = expected()
    DOCS.mkdir(parents=True, exist_ok=True)
    for name in changed:
        if name in want:
            (DOCS / name).write_text(want[name], encoding="utf-8", newline="\n")
        else:
            (DOCS / name).unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())
