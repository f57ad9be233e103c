"""The notebooks run, and print what is stored in them."""

import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1]
NOTEBOOKS = sorted((PACKAGE / "notebooks").glob("*.ipynb"))
GUIDES = PACKAGE.parents[1] / "docs/site/pages/guides"
# Pages that show the way to others, or are at another place.
OTHER_PAGES = {"index"}
pytest.importorskip("nbclient", reason="it needs Python 3.11")
pytest.importorskip("matplotlib")


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_prints_what_is_stored_in_it(notebook):
    command = [sys.executable, str(PACKAGE / "tools/notebooks.py"), "--check", notebook.name]
    result = subprocess.run(command, capture_output=True, text=True, timeout=600)
    assert result.returncode == 0, result.stderr


def test_every_guide_has_a_notebook():
    guides = {page.stem for page in GUIDES.glob("*.md")} - OTHER_PAGES | {"migrating"}
    assert {path.stem for path in NOTEBOOKS} == guides
