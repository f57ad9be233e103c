"""Runs the notebooks, and stores what their cells print and draw.

    python tools/notebooks.py                    runs all of them
    python tools/notebooks.py files.ipynb        runs some
    python tools/notebooks.py --check [...]      fails if a cell raises, or prints something else than is stored

The Python that runs this runs the notebooks, too; it needs nbclient, ipykernel and Matplotlib.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

FOLDER = Path(__file__).resolve().parents[1] / "notebooks"
TIMEOUT = 300  # seconds for a cell
# Drawings are small, and white where the notebook's page is dark.
SETUP = "%config InlineBackend.figure_formats = ['png']\n%config InlineBackend.rc = {'figure.dpi': 72}"


def run(path: Path) -> nbformat.NotebookNode:
    """The notebook with the outputs of a run in its folder.

    Raises:
        CellExecutionError: a cell raises.
    """
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.insert(0, nbformat.v4.new_code_cell(SETUP))
    NotebookClient(notebook, timeout=TIMEOUT, resources={"metadata": {"path": str(path.parent)}}).execute()
    del notebook.cells[0]
    number = 0
    for place, cell in enumerate(notebook.cells):
        # What differs from run to run.
        cell.metadata, cell.id = {}, f"{path.stem}-{place}"
        if cell.cell_type == "code":
            number += 1
            cell.execution_count = number
            cell.outputs = joined(cell.outputs)
            for output in cell.outputs:
                if output.output_type == "execute_result":
                    output.execution_count = number
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    notebook.metadata = nbformat.from_dict({"kernelspec": kernel, "language_info": {"name": "python"}})
    return notebook


def joined(outputs: list[nbformat.NotebookNode]) -> list[nbformat.NotebookNode]:
    """Outputs in which what was printed is in one piece, however it arrived."""
    result: list[nbformat.NotebookNode] = []
    for output in outputs:
        last = result[-1] if result else {}
        if output.output_type == "stream" and last.get("name") == output.name:
            last["text"] += output.text
        else:
            result.append(output)
    return result


def printed(notebook: nbformat.NotebookNode) -> list[list[tuple[str, str]]]:
    """For each cell the kinds of its outputs and their text; of a drawing, that there is one."""

    def texts(output: nbformat.NotebookNode) -> list[tuple[str, str]]:
        if output.output_type == "stream":
            return [(output.name, output.text)]
        if output.output_type == "error":
            return [("error", output.ename)]
        return sorted((kind, "" if kind.startswith("image/") else text) for kind, text in output.data.items())

    return [[text for output in cell.get("outputs", []) for text in texts(output)] for cell in notebook.cells]


def difference(stored: nbformat.NotebookNode, now: nbformat.NotebookNode) -> str | None:
    """The first difference of what two runs of a notebook print."""
    for place, (before, after) in enumerate(zip(printed(stored), printed(now), strict=True)):
        if before != after:
            return f"cell {place} printed {before}\nand prints now {after}"
    return None


def main() -> int:
    parser = argparse.ArgumentParser(description="Runs the notebooks, and stores what their cells print and draw.")
    parser.add_argument("--check", action="store_true", help="only compare; exit code 1 if anything differs")
    parser.add_argument("names", nargs="*", help="files of the folder notebooks; all if left out")
    options = parser.parse_args()
    paths = [FOLDER / name for name in options.names] or sorted(FOLDER.glob("*.ipynb"))
    failed = 0
    for path in paths:
        try:
            notebook = run(path)
        except CellExecutionError as error:
            print(f"{path.name}: {error}", file=sys.stderr)
            failed = 1
            continue
        if not options.check:
            path.write_text(nbformat.writes(notebook) + "\n", encoding="utf-8", newline="\n")
        elif trouble := difference(nbformat.read(path, as_version=4), notebook):
            print(f"{path.name}: {trouble}", file=sys.stderr)
            failed = 1
    return failed


if __name__ == "__main__":
    sys.exit(main())
