"""Each notebook, run as a copy: it shows again what it keeps."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))


def shown(notebook: Any) -> list[list[str]]:  # noqa: ANN401  # nbformat's node
    """Return the text and tables that each cell of code shows."""
    return [
        [text for output in cell.outputs for text in texts(output)]
        for cell in notebook.cells
        if cell.cell_type == "code"
    ]


def texts(output: Any) -> list[str]:  # noqa: ANN401  # nbformat's node
    """Return the text of one output, and its table where it has one."""
    data = output.get("data", {"text/plain": output.get("text", "")})
    kinds = ("text/plain", "text/html")
    return [re.sub(r"0x[0-9a-f]+", "0x", data[kind]) for kind in kinds if kind in data]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_a_notebook_shows_again_what_it_keeps(path: Path, tmp_path: Path) -> None:
    kept, copy = (nbformat.read(path, as_version=4) for _ in range(2))  # type: ignore[no-untyped-call]  # nbformat is untyped
    for cell in copy.cells:
        cell.pop("outputs", None)
        if cell.cell_type == "code":
            cell.outputs = []
    NotebookClient(copy, timeout=300, resources={"metadata": {"path": str(tmp_path)}}).execute()
    assert any(texts for texts in shown(kept))
    assert shown(copy) == shown(kept)


def test_there_are_notebooks() -> None:
    assert [path.name for path in NOTEBOOKS][:1] == ["01_first_contributions.ipynb"]
