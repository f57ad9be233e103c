"""What the README shows."""

import re
from pathlib import Path

import pytest

README = Path(__file__).parents[1] / "README.md"
TEXT = README.read_text(encoding="utf-8")
BLOCKS = list(re.finditer(r"^```python\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL))


def first_line(block):
    return TEXT.count("\n", 0, block.start(1)) + 1


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: f"line {first_line(block)}")
def test_code_runs_on_its_own(block, tmp_path, monkeypatch):
    # Some of it writes files.
    monkeypatch.chdir(tmp_path)
    # As many empty lines before it as there are in the file, so that errors have the right line.
    code = "\n" * (first_line(block) - 1) + block[1]
    exec(compile(code, str(README), "exec"), {"__name__": "readme"})


def test_all_code_is_found():
    assert len(BLOCKS) == TEXT.count("```python") > 10
