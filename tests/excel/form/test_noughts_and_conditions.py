"""Sheets that show nought as nothing, and cells that look otherwise on a condition."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from openpyxl.formatting.rule import Rule
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat
from openpyxl.utils import get_column_letter

from aimpartner.codec.model import build
from aimpartner.errors import WorkbookError
from aimpartner.excel.form.read import read_model
from aimpartner.model_files import check
from excel.form.filling import edit, put, rewrite, save, sheets
from faults import caught
from three_rivers import tables

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Save the made-up agency in plain sheets."""
    return save(tmp_path / "rivers.xlsx", sheets())


@pytest.mark.parametrize("form", ["General", "0", "0.0%", '_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-'])
def test_nought_on_a_sheet_that_shows_none_is_refused_with_how_to_show_it(
    path: Path, form: str
) -> None:
    put(path, "Evidence!D2", 0, form)
    rewrite(path, b"<sheetView ", b'<sheetView showZeros="0" ')
    told = {each.place: each for each in caught(WorkbookError, read_model, path).problems}
    assert told["Evidence!D2"].rule == "show what is stored in it"
    assert told["Evidence!D2"].got == "nothing in sight, with 0 stored"
    assert told["Evidence!D2"].remedy.startswith("Let the sheet show a zero")


def test_nothing_but_nought_is_refused_on_a_sheet_that_shows_none(path: Path) -> None:
    whole = sheets()
    whole["Published"][0].append("by construction")
    whole["Published"][1].append(False)
    expected = read_model(save(path, whole))
    rewrite(path, b"<sheetView ", b'<sheetView showZeros="1" ')
    assert read_model(path) == expected
    rewrite(path, b'showZeros="1"', b'showZeros="false"')
    noughts = {
        f"{name}!{get_column_letter(column)}{number}"
        for name, rows in whole.items()
        for number, row in enumerate(rows, start=1)
        for column, value in enumerate(row, start=1)
        if value == 0 and value is not False
    }
    problems = caught(WorkbookError, read_model, path).problems
    assert {place for each in problems for place in each.places} == noughts


def conditional(path: Path, place: str, form: str) -> None:
    """Put a number format for what is below 5 over some cells of the evidence."""
    style = DifferentialStyle(numFmt=NumberFormat(164, form) if form else None)
    rule = Rule("cellIs", operator="lessThan", formula=["5"], dxf=style)
    edit(path, lambda book: book["Evidence"].conditional_formatting.add(place, rule))


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("D2:D5", "column D"),
        ("A1 C3:D3", "columns C, D"),
        ("B2:B99", "column B"),
    ],
)
def test_a_number_format_on_a_condition_over_a_table_is_noted(
    path: Path, place: str, said: str
) -> None:
    conditional(path, place, '"c"')
    found = check(path)
    assert found.model == build(tables())
    (note,) = found.notes
    assert note.startswith(f"Evidence: a conditional format of {said} has a number format;")


def test_a_condition_on_a_whole_column_is_noted(path: Path) -> None:
    conditional(path, "C2:C5", '"c"')
    rewrite(path, b'sqref="C2:C5"', b'sqref="C:C"')
    (note,) = check(path).notes
    assert note.startswith("Evidence: a conditional format of column C has a number format;")


@pytest.mark.parametrize(("place", "form"), [("D2:D5", ""), ("Z2:Z5", '"c"'), ("D90:D99", '"c"')])
def test_a_colour_on_a_condition_and_a_format_beside_the_table_are_for_people(
    path: Path, place: str, form: str
) -> None:
    conditional(path, place, form)
    assert check(path).notes == ()
