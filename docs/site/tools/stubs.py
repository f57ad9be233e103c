"""Python's stubs, in the form that the generator of the reference reads."""

import ast
from pathlib import Path
from shutil import rmtree


def _is_overload(node: ast.stmt) -> bool:
    return isinstance(node, ast.FunctionDef) and any(getattr(name, "id", "") == "overload" for name in node.decorator_list)


def _implementations(text: str) -> str:
    """Adds a function with the documentation after its overloads: without it, the generator leaves them out."""
    lines = text.splitlines()
    added: list[tuple[int, list[str]]] = []
    for parent in ast.walk(ast.parse(text)):
        if not isinstance(parent, (ast.ClassDef, ast.Module)):
            continue
        overloads: dict[str, list[ast.FunctionDef]] = {}
        for node in parent.body:
            if _is_overload(node):
                overloads.setdefault(node.name, []).append(node)
        for name, nodes in overloads.items():
            documented = next((node for node in nodes if ast.get_docstring(node) is not None), None)
            if documented is None:
                continue
            doc = documented.body[0]
            indent = " " * documented.col_offset
            is_class_method = any(getattr(one, "id", "") == "classmethod" for one in documented.decorator_list)
            head = [f"{indent}@classmethod"] if is_class_method else []
            receiver = "" if isinstance(parent, ast.Module) else "cls, " if is_class_method else "self, "
            head.append(f"{indent}def {name}({receiver}*args, **options):")
            added.append((nodes[-1].end_lineno, head + lines[doc.lineno - 1 : doc.end_lineno]))
    for place, function in sorted(added, reverse=True):
        lines[place:place] = function
    return "\n".join(lines)


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
    """Copies all stubs of a package, and modules that have none. The generator knows `__init__` as what takes a class's arguments."""
    if to.exists():
        rmtree(to)
    # A module without stubs has its types in its source.
    typed = [path for path in stubs.rglob("*.py") if not path.with_suffix(".pyi").exists()]
    for stub in [*stubs.rglob("*.pyi"), *typed]:
        text = stub.read_text(encoding="utf-8").replace("def __new__(cls", "def __init__(self")
        lines = _implementations(text).splitlines()
        path = to / stub.relative_to(stubs).with_suffix(".py")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(_sections(lines)) + "\n", encoding="utf-8")
