"""The grey example of a row is not read, wherever it stands; what is typed over it is a fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from openpyxl.utils import get_column_letter

from aimpartner.codec.model import build
from aimpartner.excel.form.examples import shown
from aimpartner.excel.form.fields import columns, title
from aimpartner.excel.form.read import read_model
from aimpartner.excel.form.template import write_model
from aimpartner.model_files import check
from excel.form.filling import change
from three_rivers import tables

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Write the made-up agency into a workbook."""
    return write_model(build(tables()), tmp_path / "rivers.xlsx")


@pytest.mark.parametrize("table", ["evidence", "lines", "partners"])
def test_an_example_below_the_head_is_not_read(path: Path, table: str) -> None:
    row, example = len(tables()[table]) + 4, shown(table)
    letters = {each.name: get_column_letter(at) for at, each in enumerate(columns(table), start=1)}
    change(path, {f"{title(table)}!{letters[name]}{row}": example[name] for name in example})
    assert read_model(path) == build(tables())


@pytest.mark.parametrize(
    ("cell", "value", "subject"),
    [("Evidence!D2", 11, "value"), ("Evidence!E2", "DfE", "edition"), ("Agency!A2", "Two", "")],
)
def test_one_typed_over_in_part_is_a_fault(
    path: Path, cell: str, value: object, subject: str
) -> None:
    change(path, {cell: value})
    found = [(each.place, each.subject) for each in check(path).problems]
    assert found == ([(cell, subject)] if subject else [])


def test_one_without_its_mark_is_a_row_above_the_head(path: Path) -> None:
    change(path, {"Evidence!A2": "adopted"})
    assert [(each.place, each.subject) for each in check(path).problems] == [("Evidence!A2", "row")]
