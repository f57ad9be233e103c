"""Python's stubs, in the form that the generator of the reference reads."""

from pathlib import Path
from shutil import rmtree


def _sections(lines: list[str]) -> list[str]:
    """Makes `Examples` the head of all examples, also of those that had none."""
    result: list[str] = []
    head = -1  # the indentation of the section that is open
    shift = ""
    for line in lines:
        text = line.strip()
        indent = len(line) - len(line.lstrip())
        if not text or text.startswith('"""') or indent <= head:
            head, shift = (head, shift) if not text and not shift else (-1, "")
        if text == "Example:":
            head, line = indent, line.replace("Example:", "Examples:")
        elif text.startswith(">>> ") and head < 0:
            head, shift = indent - 1, "    "
            result.append(f"{' ' * indent}Examples:")
        result.append(shift + line if shift else line)
    return result


def copy(stubs: Path, to: Path) -> None:
    """Copies all stubs of a package. The generator knows `__init__` as what takes a class's arguments."""
    if to.exists():
        rmtree(to)
    for stub in stubs.rglob("*.pyi"):
        lines = stub.read_text(encoding="utf-8").replace("def __new__(cls", "def __init__(self").splitlines()
        path = to / stub.relative_to(stubs).with_suffix(".py")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(_sections(lines)) + "\n", encoding="utf-8")
