"""The documentation is true: its examples run, and help() shows what the type stubs say."""

import ast
import doctest
import importlib
import inspect
import os
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parents[1]
MODULES = [
    f"constriction{suffix}"
    for suffix in (
        "",
        ".bits_back",
        ".container",
        ".report",
        ".stream",
        ".stream.adaptive",
        ".stream.model",
        ".stream.stack",
        ".stream.queue",
        ".stream.chain",
        ".stream.interleaved",
        ".symbol",
        ".symbol.huffman",
    )
]
every_module = pytest.mark.parametrize("name", MODULES)


def documented(name):
    """The names and docstrings of a module, its classes, and their methods and properties."""
    module = importlib.import_module(name)
    yield name, inspect.getdoc(module)
    for export in module.__all__:
        item = getattr(module, export)
        if inspect.isclass(item):
            yield export, inspect.getdoc(item)
            for key in vars(item):
                if not key.startswith("_"):
                    yield f"{export}.{key}", inspect.getdoc(getattr(item, key))


@every_module
def test_everything_public_is_documented(name):
    assert [key for key, text in documented(name) if not text] == []


@every_module
def test_examples_of_the_documentation_run(name):
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    for key, text in documented(name):
        runner.run(doctest.DocTestParser().get_doctest(text or "", {}, f"{name}: {key}", None, 0))
    assert runner.summarize(verbose=False).failed == 0


def stub_texts(name):
    """The docstrings in the stub of a module; of overloads, the first one."""
    path = Path(importlib.import_module(name).__file__)
    # Modules that are written in Python have none.
    path = next(path for path in [path.with_suffix(".pyi"), path] if path.exists())
    texts = {}
    for cls in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(cls, ast.ClassDef):
            texts[cls.name] = ast.get_docstring(cls)
            for method in cls.body:
                if isinstance(method, ast.FunctionDef) and ast.get_docstring(method):
                    texts.setdefault(f"{cls.name}.{method.name}", ast.get_docstring(method))
    return texts


@every_module
def test_help_shows_what_the_stubs_say(name):
    shown, texts = dict(documented(name)), stub_texts(name)
    assert {key: shown.get(key) for key in texts} == texts


def test_the_native_module_includes_what_the_stubs_say():
    subprocess.run([sys.executable, HERE / "tools" / "docstrings.py", "--check"], check=True)


def test_the_typed_example_runs(capsys):
    runpy.run_path(str(HERE / "examples" / "typed.py"), run_name="__main__")
    assert capsys.readouterr().out.endswith("all well\n")


def check(command, *arguments):
    """Runs a type checker in the environment of this interpreter."""
    bin_dir = Path(sys.executable).parent
    env = {
        **os.environ,
        "VIRTUAL_ENV": str(bin_dir.parent),
        "PATH": os.pathsep.join([str(bin_dir), os.environ["PATH"]]),
    }
    command = [sys.executable, "-m", command, *arguments]
    result = subprocess.run(command, capture_output=True, text=True, cwd=HERE / "examples", env=env, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


def test_the_stubs_are_those_of_the_module():
    pytest.importorskip("mypy")
    allowed = str(HERE / "tools" / "stubtest-allowlist.txt")
    check("mypy.stubtest", "--ignore-disjoint-bases", "--allowlist", allowed, "constriction")


def test_the_typed_example_is_typed():
    pytest.importorskip("mypy")
    check("mypy", "--strict", "typed.py")


def test_the_public_types_are_complete():
    pytest.importorskip("basedpyright")
    check("basedpyright", "--ignoreexternal", "--verifytypes", "constriction")
