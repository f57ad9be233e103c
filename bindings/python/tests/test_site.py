"""The code on the site's pages and in the repository's README: the blocks of a page are one program."""

import re
import textwrap
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs/site/pages").rglob("*.md"))]
BLOCK = re.compile(r"^(?P<indent> *)```python\n(?P<code>.*?)^(?P=indent)```$", re.MULTILINE | re.DOTALL)


def blocks(page):
    return list(BLOCK.finditer(page.read_text(encoding="utf-8")))


WITH_CODE = [page for page in PAGES if blocks(page)]


@pytest.mark.parametrize("page", WITH_CODE, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_code_runs(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    names = {"__name__": "page"}
    text = page.read_text(encoding="utf-8")
    for block in blocks(page):
        # As many empty lines before it as there are in the file, so that errors have the right line.
        lines = text.count("\n", 0, block.start("code"))
        code = "\n" * lines + textwrap.dedent(block["code"])
        exec(compile(code, str(page), "exec"), names)


def test_all_code_is_found():
    fences = sum(page.read_text(encoding="utf-8").count("```python") for page in PAGES)
    assert fences == sum(len(blocks(page)) for page in WITH_CODE) > 20


def test_programs_that_are_shown_are_tested():
    pages = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    shown = re.findall(r"^\{\{ file: (\S+) \}\}$", pages, re.MULTILINE)
    tests = (Path(__file__).parent / "test_examples.py").read_text(encoding="utf-8")
    assert len(shown) == 3
    for path in shown:
        program = (ROOT / path).read_text(encoding="utf-8")
        assert "```" not in program
        assert Path(path).stem in tests
