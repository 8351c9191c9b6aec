"""Each notebook, run as a copy: it shows again what it keeps."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import nbformat
import pytest
from matplotlib import font_manager
from nbclient import NotebookClient

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))


def shown(notebook: Any) -> list[list[str]]:  # noqa: ANN401  # nbformat's node
    """Return the text and tables that each cell of code shows, and where it shows a picture."""
    return [
        [text for output in cell.outputs for text in texts(output)]
        for cell in notebook.cells
        if cell.cell_type == "code"
    ]


def texts(output: Any) -> list[str]:  # noqa: ANN401  # nbformat's node
    """Return the text of one output, its table where it has one, and whether it has a picture.

    A picture's own points are not compared: they may differ from one machine to another.
    """
    data = output.get("data", {"text/plain": output.get("text", "")})
    kinds, pictures = ("text/plain", "text/html"), ["image/png"] * ("image/png" in data)
    return [re.sub(r"0x[0-9a-f]+", "0x", data[kind]) for kind in kinds if kind in data] + pictures


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_a_notebook_shows_again_what_it_keeps(path: Path, tmp_path: Path) -> None:
    kept, copy = (nbformat.read(path, as_version=4) for _ in range(2))  # type: ignore[no-untyped-call]  # nbformat is untyped
    for cell in copy.cells:
        cell.pop("outputs", None)
        if cell.cell_type == "code":
            cell.outputs = []
    assert font_manager.fontManager.ttflist  # or the first run might tell that it lists the fonts
    there = {"metadata": {"path": str(tmp_path)}}
    client = NotebookClient(copy, timeout=300, resources=there, coalesce_streams=True)
    client.execute()  # a line may come in two messages, and is one text all the same
    assert any(texts for texts in shown(kept))
    assert shown(copy) == shown(kept)


def test_there_are_notebooks() -> None:
    assert [path.name for path in NOTEBOOKS] == [
        "01_first_contributions.ipynb",
        "02_what_total_did_sefton_publish.ipynb",
    ]


def test_the_second_notebook_keeps_its_picture() -> None:
    kept = nbformat.read(NOTEBOOKS[1], as_version=4)  # type: ignore[no-untyped-call]  # nbformat is untyped
    assert sum(cell.count("image/png") for cell in shown(kept)) == 1
